"""What each check is worth: leave it out, and see which right claims pass more and which wrong ones.

    python benchmarks/checks.py --data ../shared/eval [--markdown]

Three sets of claims that others wrote, each with its sources: `drafts` (claims of a capable model about news, each with
a copy that is subtly wrong), `faithfulness` (news summaries, some edited to be wrong) and `evidence` (claims of
Wikipedia with the pages that they cite). Each is split into halves by document (question, article, claim): decide on
the first, look at the second. A check that gains nothing on the half it was not written for goes. Last come the claims
checked in a second on one core: from nothing, new claims of known sources, and claims that were checked before.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from brief.articles.lines import read_lines
from brief.models import ArticleInfo, SourcedSentence, Status
from brief.text.analysis import analyse
from brief.verification.check import Passage, registered
from brief.verification.ranking import best_places
from brief.verification.verdict import check_passages
from brief.workflows.check import pool_of
from brief.workflows.drafts import claims_of, source_sentences, without_marks


@dataclass(frozen=True, slots=True)
class Case:
    """A text with, for each of its sentences, the passages it cites."""

    task: str
    half: int
    right: bool
    sentences: tuple[tuple[str, tuple[Passage, ...]], ...]

    @property
    def name(self) -> str:
        return f"{self.task} {'right' if self.right else 'wrong'}"


def drafts(folder: Path) -> Iterator[Case]:
    rows = _rows(folder / "drafts" / "claims.jsonl")
    half = _halves(row["question"] for row in rows)
    for row in rows:
        passages = tuple(map(_passage, row["sentences"]))
        if row["label"] == "supported":
            yield Case("drafts", half[row["question"]], True, ((row["claim"], passages),))
        yield Case("drafts", half[row["question"]], False, ((row["wrong"], passages),))


def faithfulness(folder: Path) -> Iterator[Case]:
    rows = _rows(folder / "faithfulness" / "summedits_news.jsonl")
    half = _halves(row["doc"] for row in rows)
    for row in rows:
        yield Case("summaries", half[row["doc"]], bool(row["label"]), _cited(row["summary"], row["doc"]))


def evidence(folder: Path) -> Iterator[Case]:
    for i, row in enumerate(_rows(folder / "evidence" / "claims.jsonl")):
        right = row["label"] == "supported"
        yield Case("Wikipedia", i % 2, right, _cited(row["claim"], "\n".join(row["evidence"])))


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _halves(documents: Iterator[str]) -> dict[str, int]:
    return {document: i % 2 for i, document in enumerate(sorted(set(documents)))}


def _passage(row: dict[str, Any]) -> Passage:
    day = date.fromisoformat(row["published"]) if row["published"] else None
    return Passage(row["text"], row["title"] or "", day, row.get("before") or "", row["url"] or "")


def _cited(text: str, source: str) -> tuple[tuple[str, tuple[Passage, ...]], ...]:
    """Each sentence of a text with the sentences of its source that support it best, as `check --pairs` finds them."""
    _, found = read_lines(source, None)
    info = ArticleInfo(id="", version="", title=found.headline, published=found.published)
    pool = pool_of([SourcedSentence(s, info) for s in source_sentences(source)])
    each = [without_marks(claim.text) for claim in claims_of(text)]
    return tuple((t, tuple(pool.passages[i] for i in best_places(t, pool))) for t in each)


def stopped(case: Case, without: int | None = None) -> bool:
    """Whether a case does not pass, with all checks or without the one of that place."""
    checks = [check for i, check in enumerate(registered()) if i != without]
    verdicts = [check_passages(text, passages, checks) for text, passages in case.sentences]
    return any(v.status is not Status.SUPPORTED for v in verdicts)


def table(cases: list[Case], *, markdown: bool) -> Iterator[str]:
    """How many of each set and half are stopped, and of how many more none is if one check is left out."""
    groups = sorted({(case.name, case.half) for case in cases})
    every = {group: [c for c in cases if (c.name, c.half) == group] for group in groups}
    edge, bar = ("| ", " | ") if markdown else ("", "  ")
    heads = [f"{name} {'AB'[half]}" for name, half in groups]
    yield edge + bar.join(["left out".ljust(28), *heads])
    if markdown:
        yield "|---" * (len(heads) + 1) + "|"
    all_stopped = {group: [stopped(case) for case in some] for group, some in every.items()}
    counts = [f"{sum(all_stopped[g])}/{len(every[g])}" for g in groups]
    yield edge + bar.join(
        ["(none: stopped of all)".ljust(28), *(c.rjust(len(h)) for c, h in zip(counts, heads, strict=True))]
    )
    for place, check in enumerate(registered()):
        lost = [
            sum(was and not stopped(case, place) for case, was in zip(every[g], all_stopped[g], strict=True))
            for g in groups
        ]
        label = f"{check.kind.value}, {check.severity.value} ({check.find.__name__})"
        yield edge + bar.join([label.ljust(28), *(str(n).rjust(len(h)) for n, h in zip(lost, heads, strict=True))])


def speed(cases: list[Case]) -> str:
    """Claims checked in a second of processor time."""
    some = [case for case in cases if case.task == "drafts"]
    figures = []
    for known in ("nothing", "sources", "claims"):
        if known != "claims":
            _forget()
        if known == "sources":
            for case in some:
                for _, passages in case.sentences:
                    check_passages("It is so.", passages)
        begun = time.process_time()
        for case in some:
            stopped(case)
        figures.append(len(some) / (time.process_time() - begun))
    fresh, new, again = figures
    return f"claims a second: {fresh:,.0f} from nothing, {new:,.0f} new ones of known sources, {again:,.0f} again"


def _forget() -> None:
    """Empty what is remembered of sentences; what is remembered of words stays."""
    from brief.text.dates import find_dates
    from brief.text.tokens import tokenize
    from brief.verification import scope
    from brief.verification.checks import name

    for remembered in (analyse, tokenize, find_dates, scope.negation, scope.hedge, name.initials, name.places):
        remembered.cache_clear()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", type=Path, required=True, help="the folder that holds drafts/, faithfulness/, evidence/"
    )
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    options = parser.parse_args()
    cases = [*drafts(options.data), *faithfulness(options.data), *evidence(options.data)]
    for line in table(cases, markdown=options.markdown):
        print(line + (" |" if options.markdown and not line.endswith("|") else ""))
    print()
    print(speed(cases))


if __name__ == "__main__":
    main()
