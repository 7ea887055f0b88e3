"""Make true claims false in one known way, and see which of the false ones the checker lets through.

    python -m tests.eval.mutations            prints detection by kind beside the false alarms

`mutation_claims.txt` holds invented articles, true claims about them that are no copies, and edits by hand
(negation, antonym, roles, speaker, tense, certainty, attribution). Numbers, dates, names, quotations and units are
edited here, with a fixed seed: from elsewhere (`*_new`) and from the same article (`*_same`).
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from brief.models import Status
from brief.verification.checks import Passage, check_passages
from brief.verification.facts import read_facts
from brief.verification.lexicon import is_ordinary
from brief.verification.pool import check_sentence, make_pool

SEED = 20191114
HAND_MADE = ("negation", "antonym", "roles", "speaker", "tense", "certainty", "attribution")
ALWAYS = ("number_new", "date_new", "quotation")
"""Kinds of which not one may get through."""


@dataclass(frozen=True)
class Article:
    published: date
    headline: str
    sentences: tuple[str, ...]

    def passages(self, places: tuple[int, ...] | None = None) -> list[Passage]:
        chosen = self.sentences if places is None else [self.sentences[i] for i in places]
        return [Passage(text, self.headline, self.published) for text in chosen]


@dataclass(frozen=True)
class Base:
    """A true claim, the sentences of its article that it stands on (from 0), and its edits by hand."""

    text: str
    article: Article
    cites: tuple[int, ...]
    edits: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Mutation:
    kind: str
    text: str
    base: Base


CLAIMS = Path(__file__).with_name("mutation_claims.txt")


def load(path: Path = CLAIMS) -> list[Base]:
    """Read the claims; raises ValueError where an edit does not fit its claim."""
    out: list[Base] = []
    for part in path.read_text(encoding="utf-8").split("\n@ ")[1:]:
        head, *lines = part.splitlines()
        day, headline = head.split(" | ")
        sentences = [line.split(" ", 1)[1] for line in lines if re.match(r"\d+ ", line)]
        article = Article(date.fromisoformat(day), headline, tuple(sentences))
        claim: tuple[str, tuple[int, ...]] | None = None
        edits: list[tuple[str, str, str]] = []
        for line in [*lines, "="]:
            if line.startswith("="):
                if claim:
                    out.append(Base(claim[0], article, claim[1], tuple(edits)))
                edits = []
                found = re.fullmatch(r"= (.*) \[([\d, ]+)\]", line)
                claim = (found[1], tuple(int(n) - 1 for n in found[2].split(","))) if found else None
            elif line.startswith("  ") and claim:
                kind, change = line.strip().split(": ", 1)
                old, new = change.split(" -> ")
                if claim[0].count(old) != 1:
                    raise ValueError(f"{old!r} does not stand once in {claim[0]!r}")
                edits.append((kind, old, new))
    return out


def mutate(bases: list[Base], seed: int = SEED) -> list[Mutation]:
    """Every edit of every claim; the same for the same seed."""
    dice = random.Random(seed)
    every = list(dict.fromkeys(b.article for b in bases))
    out: list[Mutation] = []
    for base in bases:
        for kind, old, new in base.edits:
            out.append(Mutation(kind, base.text.replace(old, new), base))
        elsewhere = [s for a in every if a is not base.article for s in a.sentences]
        made = [*_numbers(base, dice), *_dates(base, dice), *_names(base, elsewhere, dice)]
        out += [Mutation(kind, text, base) for kind, text in made if text != base.text]
        out += [Mutation(kind, text, base) for kind, text in _marks(base)]
    return out


def _put(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _numbers(base: Base, dice: random.Random) -> list[tuple[str, str]]:
    """One figure for another: one that the article does not have, and one that it has."""
    out: list[tuple[str, str]] = []
    own = set(re.findall(r"\d[\d,.]*\d|\d", " ".join(base.article.sentences)))
    cited = [n for i in base.cites for n in re.findall(r"\d[\d,.]*\d|\d", base.article.sentences[i])]
    taken = [(d.start, d.end) for d in read_facts(base.text).dates]
    for m in re.finditer(r"(?<![\w-])\d[\d,.]*\d|(?<![\w-])\d\b", base.text):
        if any(a <= m.start() < b for a, b in taken):
            continue
        new = str(int(float(m[0].replace(",", "")) * dice.choice((1.3, 1.7, 2.4)) + 3))
        if new not in own:
            out.append(("number_new", _put(base.text, *m.span(), new)))
        others = [n for n in dict.fromkeys((*cited, *sorted(own))) if n != m[0] and not re.fullmatch(r"(19|20)\d\d", n)]
        if others:
            out.append(("number_same", _put(base.text, *m.span(), others[0])))
    return out


_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = "January February March April May June July August September October November December".split()


def _dates(base: Base, dice: random.Random) -> list[tuple[str, str]]:
    """One year, month or weekday for another that the article does not have, or has."""
    out: list[tuple[str, str]] = []
    whole = " ".join((*base.article.sentences, base.article.headline))
    near = base.article.published.year
    for words in (_DAYS, _MONTHS, [str(y) for y in range(1990, 2030)]):
        for m in re.finditer(r"\b(?:" + "|".join(words) + r")\b", base.text):
            fresh = [w for w in words if w not in whole and w not in (str(near), str(near - 1), str(near + 1))]
            fresh = [w for w in fresh if w != _DAYS[base.article.published.weekday()]]
            out.append(("date_new", _put(base.text, *m.span(), dice.choice(fresh))))
            same = [w for w in words if re.search(rf"\b{w}\b", whole) and w != m[0]]
            if same:
                out.append(("date_same", _put(base.text, *m.span(), dice.choice(same))))
    return out


def _people_and_places(sentences: list[str] | tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The names of people and things, and those of countries (each once), that are no ordinary words."""
    names = [n for s in sentences for n in read_facts(s).names]
    people = [n.text for n in names if not n.country and len(n.tokens) <= 2]
    people = [p.removesuffix("'s") for p in people if not any(is_ordinary(w.lower()) for w in p.split())]
    places = {n.country: n.text.removesuffix("'s") for n in names if n.country}
    return list(dict.fromkeys(people)), list(places.values())


def _names(base: Base, elsewhere: list[str], dice: random.Random) -> list[tuple[str, str]]:
    """One name for another of its sort: from another article, and from the same one."""
    out: list[tuple[str, str]] = []
    own, other = _people_and_places(base.article.sentences), _people_and_places(elsewhere)
    for name in read_facts(base.text).names:
        sort = 1 if name.country else 0
        end = name.end - 2 if base.text[name.start : name.end].endswith("'s") else name.end
        known = {w for n in own[sort] for w in n.split()}
        fresh = [n for n in other[sort] if not set(n.split()) & known]
        out.append(("name_new", _put(base.text, name.start, end, dice.choice(fresh))))
        same = [n for n in own[sort] if not any(w in base.text for w in n.split())]
        if name.country:
            said = {n.country for n in read_facts(base.text).names}
            same = [n for n in same if not {x.country for x in read_facts(f"In {n}").names} & said]
        if same:
            out.append(("name_same", _put(base.text, name.start, end, dice.choice(same))))
    return out


_UNITS = {
    "percent": "percentage points", "million": "billion", "$": "€", "euros": "dollars", "tavros": "euros",
    "days": "weeks", "years": "months", "months": "years", "hours": "days", "millimeters": "inches", "weeks": "days",
    "cubic meters": "liters", "centimeters": "meters", "light-years": "miles",
}  # fmt: skip


def _marks(base: Base) -> list[tuple[str, str]]:
    """A word of a quotation changed, and a unit for another."""
    out: list[tuple[str, str]] = []
    for quotation in read_facts(base.text).quotations:
        words = quotation.inner.split()
        if len(words) > 2:
            changed = quotation.inner.replace(words[1], "rather", 1)
            out.append(("quotation", base.text.replace(quotation.inner, changed)))
            shorter = quotation.inner.replace(" " + words[1], "", 1)
            out.append(("quotation", base.text.replace(quotation.inner, shorter)))
    for old, new in _UNITS.items():
        pattern = (
            re.escape(old) + r"(?=\d)" if old == "$" else rf"(?<=\d ){re.escape(old)}\b|(?<=lion ){re.escape(old)}\b"
        )
        if re.search(pattern, base.text):
            out.append(("unit", re.sub(pattern, new, base.text, count=1)))
    return out


# ---------------------------------------------------------------------------------------- measuring


def passes_cited(text: str, base: Base) -> bool:
    """Whether a claim is supported by the sentences that the true claim cites."""
    return check_passages(text, base.article.passages(base.cites)).status is Status.SUPPORTED


def passes_article(text: str, base: Base) -> bool:
    """Whether a claim is supported by the best sentences of the whole article."""
    return check_sentence(text, make_pool(base.article.passages())).verdict.status is Status.SUPPORTED


@dataclass(frozen=True)
class Outcome:
    """Shares: true claims that were refused, and false ones that were caught, by kind and their plain mean."""

    false_alarms: float
    caught: dict[str, float]
    counts: dict[str, int]

    @property
    def macro(self) -> float:
        return sum(self.caught.values()) / len(self.caught)


def measure(bases: list[Base], mutations: list[Mutation], *, whole_article: bool = False) -> Outcome:
    passes = passes_article if whole_article else passes_cited
    caught: dict[str, list[bool]] = defaultdict(list)
    for m in mutations:
        caught[m.kind].append(not passes(m.text, m.base))
    shares = {kind: sum(hits) / len(hits) for kind, hits in sorted(caught.items())}
    refused = sum(not passes(b.text, b) for b in bases) / len(bases)
    return Outcome(refused, shares, {kind: len(hits) for kind, hits in sorted(caught.items())})


def wrong_citation(bases: list[Base]) -> float:
    """AUROC of the score: the right sentences against the neighbouring ones."""
    right: list[float] = []
    wrong: list[float] = []
    for base in bases:
        right.append(check_passages(base.text, base.article.passages(base.cites)).score)
        count = len(base.article.sentences)
        for step in (-1, 1):
            places = tuple(i + step for i in base.cites)
            if all(0 <= i < count for i in places) and not set(places) & set(base.cites):
                wrong.append(check_passages(base.text, base.article.passages(places)).score)
    wins = sum((r > w) + 0.5 * (r == w) for r in right for w in wrong)
    return wins / (len(right) * len(wrong))


def main() -> None:
    bases = load()
    mutations = mutate(bases)
    for name, whole in (("cited sentences", False), ("whole article", True)):
        result = measure(bases, mutations, whole_article=whole)
        kinds = ", ".join(f"{k} {v:.2f} ({result.counts[k]})" for k, v in result.caught.items())
        print(f"{name}: macro {result.macro:.3f} at {result.false_alarms:.3f} false alarms of {len(bases)}: {kinds}")
    print(f"wrong citation: AUROC {wrong_citation(bases):.3f}")


if __name__ == "__main__":
    main()
