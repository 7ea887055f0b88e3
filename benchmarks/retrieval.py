"""What each part of finding and answering buys, and the risk run at each coverage: docs/results/retrieval.md.

    brief add --library LIBRARY articles.jsonl
    python benchmarks/retrieval.py LIBRARY questions.jsonl

A line of the questions is `{"question", "question_date", "answer": [...], "gold_article_ids": [...]}`: what is asked,
on which day, strings that answer, and the `id`s (of the records that were added) of articles that report it. As of the
question means that articles up to the day after are known; before it happened, up to sixty days earlier.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

from brief.articles.chunks import sentences_in
from brief.library.library import Library
from brief.models import Evidence, EvidenceSentence, Hit, Place, Sentence, SourcedSentence
from brief.retrieval import candidates, confidence, evidence, fusion
from brief.retrieval.question import Question, read_question
from brief.workflows import search
from brief.writing import extractive

UNDATED: tuple[tuple[str, dict[str, float]], ...] = (
    ("as it is", {}),
    ("without vectors", {"VECTOR": 0.0}),
    ("vectors count twice", {"VECTOR": 2 * fusion.VECTOR}),
    ("without openings", {"OPENING": 0.0}),
    ("openings count twice", {"OPENING": 2 * fusion.OPENING}),
    ("without bursts", {"BURST": 0.0}),
    ("bursts count twice", {"BURST": 2 * fusion.BURST}),
    ("full text alone", {"VECTOR": 0.0, "OPENING": 0.0, "BURST": 0.0}),
)
DATED: tuple[tuple[str, dict[str, float]], ...] = (
    ("as it is", {}),
    ("without vectors", {"VECTOR": 0.0}),
    ("vectors count twice", {"VECTOR": 2 * fusion.VECTOR}),
    ("without openings", {"OPENING": 0.0}),
    ("openings count twice", {"OPENING": 2 * fusion.OPENING}),
    ("without freshness", {"FRESH": 0.0}),
    ("freshness counts half", {"FRESH": fusion.FRESH / 2}),
    ("freshness counts twice", {"FRESH": 2 * fusion.FRESH}),
    ("freshness lasts 7 days", {"FRESH_DAYS": 7}),
    ("freshness lasts 60 days", {"FRESH_DAYS": 60}),
    ("full text alone", {"VECTOR": 0.0, "OPENING": 0.0, "FRESH": 0.0}),
)
SENTENCES: tuple[tuple[str, dict[str, float]], ...] = (
    ("as it is", {}),
    ("without the passage's score", {"PASSAGE": 0.0}),
    ("passage counts half", {"PASSAGE": candidates.PASSAGE / 2}),
    ("without what is covered", {"COVERED": 0.0}),
    ("without the kind of answer", {"KIND": 0.0, "GIVES_KIND": 0.0}),
    ("without agreement", {"AGREED": 0.0}),
    ("one article may give all", {"SAME_ARTICLE": 0.0}),
    ("articles take turns more", {"SAME_ARTICLE": 2 * evidence.SAME_ARTICLE}),
)
WHERE = (candidates, evidence, extractive)
"""The modules whose constants these are."""


@dataclass(frozen=True)
class Case:
    """A question of the file, read as of one day, with what both searches found."""

    row: dict[str, Any]
    question: Question
    lexical: list[tuple[int, float]]
    nearest: list[tuple[int, float]]
    places: dict[int, Place]
    records: dict[int, str | None]
    """By chunk the id that the evaluation gives its article."""

    @property
    def gold(self) -> frozenset[str]:
        return frozenset(self.row["gold_article_ids"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("questions", type=Path)
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.questions.read_text(encoding="utf-8").splitlines() if line.strip()]
    with Library(args.library) as library:
        dated = [case(library, row, day(row) + timedelta(1)) for row in rows]
        print_ranking("no date", UNDATED, [case(library, row, None) for row in rows])
        print_ranking("as of the question", DATED, dated)
        known = [passages(library, c.question) for c in dated]
        before = [passages(library, read_question(r["question"], as_of=day(r) - timedelta(60))) for r in rows]
        print_sentences(dated, known)
        print_risk(known, before)


def day(row: dict[str, Any]) -> date:
    return date.fromisoformat(row["question_date"])


def case(library: Library, row: dict[str, Any], as_of: date | None) -> Case:
    question = search.informed(library, read_question(row["question"], as_of=as_of))
    vector = library.embed([question.text])[0]
    lexical = library.lexical(question.match, question.query, search.POOL)
    if question.other_match:
        lexical = search.best_of(lexical, library.lexical(question.other_match, question.query, search.POOL))
    lexical = lexical[: search.POOL]
    nearest = library.nearest(vector, question.query, search.POOL)
    keys = [key for key, _ in [*lexical, *nearest]]
    records = {key: info.record_id for key, (_, info) in library.chunks(keys).items()}
    return Case(row, question, lexical, nearest, library.places(keys), records)


@contextmanager
def changed(module: ModuleType, **values: float) -> Iterator[None]:
    """The module's constants at other values for a while."""
    old = {name: getattr(module, name) for name in values}
    for name, value in values.items():
        setattr(module, name, value)
    try:
        yield
    finally:
        for name, value in old.items():
            setattr(module, name, value)


def print_ranking(title: str, variants: Sequence[tuple[str, dict[str, float]]], cases: Sequence[Case]) -> None:
    print(f"\nRanking, {title} ({len(cases)} questions)\n")
    print("| | Hit@1 | Hit@4 | Hit@10 | MRR@10 | better / worse |\n|---|---|---|---|---|---|")
    base: list[float] = []
    for name, values in variants:
        with changed(fusion, **values):
            found = [reciprocal_rank(c) for c in cases]
        base = base or found
        hits = [sum(r >= 1 / k for r in found) / len(found) for k in (1, 4, 10)]
        better = sum(f > b for f, b in zip(found, base, strict=True))
        worse = sum(f < b for f, b in zip(found, base, strict=True))
        figures = " | ".join(f"{x:.3f}" for x in (*hits, sum(found) / len(found)))
        print(f"| {name} | {figures} | {better} / {worse} |")


def reciprocal_rank(c: Case) -> float:
    """1 / the rank of the first gold article, 0 beyond ten."""
    fused = fusion.fuse(c.lexical, c.nearest, c.places, c.question)
    ids = list(dict.fromkeys(c.records[f.key] for f in fused))[:10]
    return next((1 / n for n, record in enumerate(ids, 1) if record in c.gold), 0.0)


Passages = tuple[Question, list[Hit], dict[str, tuple[Sentence, ...]]]


def passages(library: Library, question: Question) -> Passages:
    question = search.informed(library, question)
    hits = search.with_copies(search.rank(library, question, 24)[:24])
    return question, hits, library.sentences_by_version({h.chunk.version for h in hits})


def gathered(found: Passages) -> Evidence:
    question, hits, articles = found
    sentences = {(h.chunk.version, h.chunk.ordinal): sentences_in(h.chunk, articles[h.chunk.version]) for h in hits}
    return evidence.select_evidence(question, hits, sentences, articles=articles)


def print_sentences(cases: Sequence[Case], found: Sequence[Passages]) -> None:
    print("\nAnswering, as of the question, answered whatever the confidence\n")
    print("| | answer in the citations | gold article cited | answer in the first claim | claims |")
    print("|---|---|---|---|---|")
    for name, values in SENTENCES:
        with ExitStack() as stack:
            for module in WHERE:
                stack.enter_context(changed(module, **{k: v for k, v in values.items() if hasattr(module, k)}))
            shown = [cited(c, gathered(p)) for c, p in zip(cases, found, strict=True)]
        mean: Callable[[int], float] = lambda i: sum(s[i] for s in shown) / len(shown)  # noqa: B023, E731
        print(f"| {name} | {mean(0):.3f} | {mean(1):.3f} | {mean(2):.3f} | {mean(3):.1f} |")


def cited(c: Case, found: Evidence) -> tuple[bool, bool, bool, int]:
    claims = extractive.ExtractiveWriter().draft(found.question, found).claims
    labels = found.by_label()
    sources: list[EvidenceSentence | SourcedSentence] = []
    for label in (label for claim in claims for label in claim.cites):
        sources += [labels[label], *labels[label].twins]
    answers = [plain(a) for a in c.row["answer"]]
    cited = plain(" ".join(s.sentence.text for s in sources))
    return (
        any(a in cited for a in answers),
        any(s.article.record_id in c.gold for s in sources),
        bool(claims) and any(a in plain(claims[0].text) for a in answers),
        len(claims),
    )


def plain(text: str) -> str:
    return " ".join("".join(ch if ch.isalnum() or ch in "%$." else " " for ch in text.casefold()).split()).strip(" .")


def print_risk(known: Sequence[Passages], before: Sequence[Passages]) -> None:
    sure = [[gathered(p).confidence for p in group] for group in (known, before)]
    wins = sum((a > b) + (a == b) / 2 for a in sure[0] for b in sure[1])
    print(f"\nConfidence, known against not yet happened: AUROC {wins / len(sure[0]) / len(sure[1]):.3f}\n")
    print("| threshold | answered, of what was known | answered, of what had not happened |\n|---|---|---|")
    for threshold in (0.1, 0.2, 0.3, 0.4, confidence.THRESHOLD, 0.6, 0.7, 0.8, 0.9, 0.95):
        coverage, risk = (sum(s >= threshold for s in group) / len(group) for group in sure)
        print(f"| {threshold} | {coverage:.3f} | {risk:.3f} |")


if __name__ == "__main__":
    main()
