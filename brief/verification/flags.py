"""Typed doubts about a claim whose facts all stand in its sources: they escalate, they never decide alone.

The claim is laid beside the cited sentences that say most of it, and each place is looked at where the two part:
a "not" on one side only, an opposite in place of a word, another name, number or date in the same slot, a hedge
dropped, a tense turned, two parties changed over. Everything here is a guess that a judge or a quotation settles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from brief.models import Reason
from brief.verification import agents, certainty, extent, pairings, parties, polarity, slots, speakers
from brief.verification.align import Alignment, align
from brief.verification.facts import Facts

_NEAR_SHARE = 0.35
"""A cited sentence is laid beside the claim if it has this share of its words (the best one always is)."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The claim beside one cited sentence."""

    alignment: Alignment
    facts: Facts


def raised(claim: Facts, cited: Sequence[Facts]) -> Iterable[Reason]:
    """One reason for each doubt about `claim`, which has passed the must-pass checks on `cited`."""
    every = [Beside(align(claim.words, f.words), f) for f in cited]
    every.sort(key=lambda b: -len(b.alignment.pairs))
    if not every or not every[0].alignment.pairs:
        return []
    near = [b for i, b in enumerate(every) if i == 0 or b.alignment.share >= _NEAR_SHARE]
    return list(dict.fromkeys(_all(claim, near, cited)))


def _all(claim: Facts, near: Sequence[Beside], cited: Sequence[Facts]) -> Iterator[Reason]:
    alignments = [b.alignment for b in near]
    sources = [f.words for f in cited]
    yield from polarity.negation(claim.words, alignments)
    yield from polarity.antonym(claim.words, alignments, sources)
    yield from polarity.undone(claim.words, alignments, sources)
    yield from certainty.certainty(claim.words, alignments)
    yield from certainty.tense(claim.words, alignments)
    yield from speakers.attribution(claim, alignments)
    yield from speakers.speaker(claim, alignments)
    yield from speakers.group_speaker(claim, alignments, sources)
    yield from speakers.request(claim.words, sources)
    yield from polarity.connective(claim.words, alignments, sources)
    for beside in near:
        yield from slots.comparison(claim, beside.facts)
        yield from slots.bound(claim, beside.facts)
    yield from agents.agents(claim, near[0].facts, cited)
    yield from agents.turned(claim, cited)
    yield from pairings.torn(claim, cited)
    yield from pairings.crossed_halves(claim, cited)
    yield from extent.extent(claim, [b.facts for b in near], cited)
    yield from extent.difference(claim, cited)
    yield from extent.ages(claim, cited)
    yield from slots.filled(claim, near[0].facts, cited)
    yield from slots.twice(claim, cited)
    yield from slots.stands_for(claim, cited)
    for beside in near[:2]:
        yield from parties.roles(claim, beside.facts)
        yield from parties.crossed(claim, beside.facts)
        yield from slots.exchanged(claim, beside.facts)
