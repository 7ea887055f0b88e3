"""Doubts about what belongs together: a name, number or date of one half of a source sentence, told of the other half.

"Prices rose in July and wages fell in August" has two halves. A claim that has the verb of one with the date of the
other takes them apart wrongly, though every word of it stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from brief.models import Reason
from brief.verification.facts import Facts, read_facts
from brief.verification.slots import Filler, fillers, same_filler

_PARTS = re.compile(
    r"\s*(?:;|,?\s+(?:and|but|while(?!\s+(?:in|on|at|[a-z]+ing)\b)|whereas|then)\b"
    r"|,\s+(?:which|who|where|when|before|after)\b)\s+"
)
_NAMED = re.compile(r"(?:^|\W)[A-Z0-9][\w'’-]*$")
_OWN = 2
"""By how many words a claim's part must be more like another part of the source than like the one with its filler,"""
_MOST = 0.6
"""and what share of the claim's part that must be."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sentence between two joints: its content terms but for fillers, and its fillers."""

    terms: frozenset[str]
    fillers: tuple[Filler, ...]


@lru_cache(maxsize=8192)
def parts(text: str) -> tuple[Part, ...]:
    """The parts of a sentence, cut at "and", "but", "while" and the like."""
    facts = read_facts(text)
    cuts = [0, *(m.start() for m in _PARTS.finditer(text) if not _joins_names(text, m)), len(text)]
    spans = facts.spans
    out: list[Part] = []
    for start, end in pairwise(cuts):
        terms = frozenset(
            x.term
            for x in facts.words.content
            if start <= x.start < end and not any(a <= x.start < b for a, b in spans)
        )
        out.append(Part(terms, tuple(f for f in fillers(facts) if start <= f.start < end)))
    return tuple(out)


def _joins_names(text: str, joint: re.Match[str]) -> bool:
    """Whether an "and" joins two names or figures ("23rd and Pine streets")."""
    after = text[joint.end() : joint.end() + 1]
    named = after.isupper() or after.isdigit()
    return named and "," not in joint[0] and _NAMED.search(text, 0, joint.start()) is not None


def torn(claim: Facts, cited: Sequence[Facts]) -> Iterator[Reason]:
    """A number or date in a part of the claim that tells what another part of a cited sentence tells, with another
    number or date there."""
    theirs = [(i, p) for i, f in enumerate(cited) for p in parts(f.text)]
    for mine in parts(claim.text):
        for filler in mine.fillers:
            if filler.kind == "name" or len(mine.terms) < _OWN:
                continue
            own = [(i, p) for i, p in theirs if _has(p, filler)]
            for i, other in theirs:
                rivals = [x for x in other.fillers if _rivals(filler, x)]
                shared = _shared(mine, other, filler)
                if not own or not rivals or shared < _MOST * len(mine.terms) or any(_has(mine, x) for x in rivals):
                    continue
                # Another sentence is held against the whole of the one that has it, as that may tell it in two parts.
                most = max(
                    _beside(mine, p, filler) if i == j else _shared(mine, _whole(cited[j]), filler) for j, p in own
                )
                if not _has(other, filler) and shared >= most + _OWN:
                    yield Reason(filler.kind, f"{filler.text} where the cited sentence has {rivals[0].text}")
                    return


def _whole(source: Facts) -> Part:
    every = parts(source.text)
    terms: frozenset[str] = frozenset().union(*(p.terms for p in every))
    return Part(terms, tuple(x for p in every for x in p.fillers))


def _shared(mine: Part, other: Part, but: Filler) -> int:
    """How many terms and other fillers two parts share."""
    fillers_too = sum(_has(other, x) for x in mine.fillers if x.start != but.start)
    return len(mine.terms & other.terms) + fillers_too


def _beside(mine: Part, other: Part, but: Filler) -> int:
    """The same in one sentence, whose parts may have one subject: its name tells nothing."""
    figures = sum(_has(other, x) for x in mine.fillers if x.start != but.start and x.kind != "name")
    return len(mine.terms & other.terms) + figures


def _rivals(mine: Filler, other: Filler) -> bool:
    """Whether another filler is of the same sort, and cannot be the same."""
    if mine.kind != other.kind:
        return False
    if mine.kind == "date":
        one, two = _date_parts(mine), _date_parts(other)
        return any(one[part] != two[part] for part in one.keys() & two.keys())
    return mine.sort == other.sort and not same_filler(mine, other)


def _date_parts(date: Filler) -> dict[str, str]:
    """What a date states, by part ("month": "month 7")."""
    return {key.split()[0] if " " in key else "year": key for key in date.keys}


def crossed_halves(claim: Facts, cited: Sequence[Facts]) -> Iterator[Reason]:
    """Two fillers of one part of the claim that stand in different parts of a source sentence, each of which has
    another filler in the place of the one that it lacks ("A in X and B in Y": "A in Y")."""
    theirs = [halves for f in cited if len(halves := parts(f.text)) > 1]
    if not theirs:
        return
    for mine in parts(claim.text):
        for i, one in enumerate(mine.fillers):
            for other in mine.fillers[i + 1 :]:
                vague = one.kind == other.kind == "name" or _small(one) or _small(other)
                if vague or any(_together(one, other, f) for f in cited):
                    continue
                for halves in theirs:
                    if _crossed(one, other, mine, halves):
                        yield Reason("roles", f"{one.text} and {other.text} do not belong together")
                        return


def _small(filler: Filler) -> bool:
    """A number in letters, too common to tell what it belongs to."""
    return filler.kind == "number" and filler.text[:1].isalpha()


def _together(one: Filler, other: Filler, source: Facts) -> bool:
    """Whether one part of a source sentence has both."""
    return any(_has(p, one) and _has(p, other) for p in parts(source.text))


def _has(part: Part, filler: Filler) -> bool:
    return any(x.kind == filler.kind and same_filler(filler, x) for x in part.fillers)


def _crossed(one: Filler, other: Filler, mine: Part, halves: Sequence[Part]) -> bool:
    for a in halves:
        for b in halves:
            if a is b or not (_has(a, one) and _has(b, other)) or _has(a, other) or _has(b, one):
                continue
            instead = [x for x in a.fillers if _rivals(other, x) and not _has(mine, x)]
            and_instead = [x for x in b.fillers if _rivals(one, x) and not _has(mine, x)]
            if instead and and_instead:
                return True
    return False
