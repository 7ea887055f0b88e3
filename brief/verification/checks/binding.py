"""A number of the claim counts what it counts in the source."""

from __future__ import annotations

from collections.abc import Iterator

from brief.text.analysis import Analysis
from brief.text.numbers import NumberMention
from brief.verification.check import ClaimView, EvidenceView, Finding, Kind, Severity, register

WINDOW = 4
"""How many content words on either side of a number are its surroundings."""
MARGIN = 1.5
"""By how many words another number's surroundings must be more like those in the claim than its own are."""
_Window = tuple[frozenset[str], frozenset[str]]


@register(Kind.NUMBER, Severity.DOUBT, "give each number to what it counts in the source")
def bindings(claim: ClaimView, evidence: EvidenceView) -> Iterator[Finding]:
    """A finding for a number that the source has, but among other words than another number of the same unit there."""
    mine = _counted(claim.analysis)
    theirs = [(n, window) for a in evidence.analyses for n, window in _counted(a)] if mine else []
    for number, window in mine:
        own = [_alike(window, w) for n, w in theirs if n.value == number.value]
        others = [(_alike(window, w), n) for n, w in theirs if n.value != number.value and n.unit == number.unit]
        best = max(others, key=lambda x: x[0], default=None)
        if own and best and best[0] >= max(own) + MARGIN:
            words = f"the source gives {best[1].text} for this, and {number.text} for something else"
            yield Finding(words, number.start, number.end)


def _counted(analysis: Analysis) -> list[tuple[NumberMention, _Window]]:
    every = [n for n in analysis.numbers if n.unit != "th" and not n.vague]
    return [(n, _window(analysis, n)) for n in every]


def _window(analysis: Analysis, number: NumberMention) -> _Window:
    left = [term for token, term in analysis.content if token.end <= number.start][-WINDOW:]
    right = [term for token, term in analysis.content if token.start >= number.end][:WINDOW]
    return frozenset(left), frozenset(right)


def _alike(one: _Window, other: _Window) -> float:
    """How many words two surroundings share; one on the other side counts half."""
    crossed = len(one[0] & other[1]) + len(one[1] & other[0])
    return len(one[0] & other[0]) + len(one[1] & other[1]) + crossed / 2
