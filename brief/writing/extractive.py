"""The writer without a model: whole source sentences, chosen and put in an order that reads. It cannot misquote.

Pure: the same question and evidence give the same draft.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from brief.models import SECTIONS, Claim, Draft, Evidence, EvidenceSentence, Story, Usage
from brief.news.text import words
from brief.retrieval.likeness import Wording, overlap, wording
from brief.retrieval.question import kind_of
from brief.retrieval.scoring import depends, fits, leans
from brief.writing.sections import section_of

MOST_CLAIMS = 6
SAID = 0.5
"""The share of common words (Jaccard) from which a second sentence says nothing new."""
SAME = 0.65
"""The share from which it says the same, so that it is cited beside the first."""
SECTION_SIZES = {"bottom_line": 2, "what_happened": 5, "positions": 5, "what_to_watch": 4}
WORTH = 0.6
"""Sentences that score less than this share of the best are not worth a claim of their own."""

OnClaim = Callable[[Claim], None]


@dataclass(slots=True)
class _Pick:
    """A chosen sentence with the labels of those that say the same."""

    sentence: EvidenceSentence
    said: Wording
    also: list[str]

    def claim(self, section: str = "") -> Claim:
        return Claim(self.sentence.sentence.text, (self.sentence.label, *self.also), section)


class ExtractiveWriter:
    """Answers and briefs with whole sentences of the evidence."""

    name = "extractive"
    model: str | None = None

    notes: tuple[str, ...] = ()

    @property
    def usage(self) -> Usage:
        return Usage()

    def draft(self, question: str, evidence: Evidence, on_claim: OnClaim | None = None) -> Draft:
        """At most six sentences, the one that answers first, none said twice; unanswerable if there are none."""
        picks = _choose(question, evidence.sentences)
        return _say([p.claim() for p in picks], on_claim)

    def draft_briefing(self, story: Story, evidence: Evidence, on_claim: OnClaim | None = None) -> Draft:
        """The story's sentences under models.SECTIONS, in that order, nothing said twice over all of them."""
        return _say(_sections(story, evidence.sentences), on_claim)


def _say(claims: Sequence[Claim], on_claim: OnClaim | None) -> Draft:
    for claim in claims:
        if on_claim:
            on_claim(claim)
    return Draft(bool(claims), tuple(claims))


def _choose(question: str, sentences: Sequence[EvidenceSentence]) -> list[_Pick]:
    kind = kind_of(question)
    asked = frozenset(words(question[:4000]))
    worth = {s.label: s.score + _first_bonus(kind, s, asked) for s in sentences}
    ranked = sorted(sentences, key=lambda s: (-worth[s.label], int(s.label[1:])))
    if not ranked:
        return []
    first = next((s for s in ranked if not depends(s.sentence)), ranked[0])
    picks = _distinct([first, *(s for s in ranked if s is not first)], sentences)
    floor = WORTH * worth[first.label]
    picks = [p for p in picks if p.sentence is first or worth[p.sentence.label] >= floor][:MOST_CLAIMS]
    return _in_reading_order(picks, sentences, worth)


def _first_bonus(kind: str, s: EvidenceSentence, asked: frozenset[str]) -> float:
    return 0.1 * fits(kind, s.sentence.text, asked)


def _distinct(ranked: Sequence[EvidenceSentence], _: Sequence[EvidenceSentence]) -> list[_Pick]:
    """The sentences without those that say what a better one said; near-identical ones are cited beside it."""
    picks: list[_Pick] = []
    for s in ranked:
        said = wording(s.sentence.text)
        near = max(picks, key=lambda p: overlap(p.said, said), default=None)
        share = overlap(near.said, said) if near else 0.0
        if near is None or share < SAID:
            picks.append(_Pick(s, said, []))
        elif share >= SAME and s.article.id != near.sentence.article.id:
            near.also.append(s.label)
    return picks


def _in_reading_order(
    picks: Sequence[_Pick], sentences: Sequence[EvidenceSentence], worth: dict[str, float]
) -> list[_Pick]:
    """The answer first; then what stands with it in its article, in text order; then article by article."""
    first = picks[0]
    order: dict[str, int] = {}
    for p in picks:
        order.setdefault(p.sentence.article.version, len(order))
    rest = sorted(picks[1:], key=lambda p: (order[p.sentence.article.version], p.sentence.sentence.start))
    # A sentence that cannot stand alone follows the one before it, or is left out when that is not shown.
    by_place = {(s.article.version, s.sentence.start): s for s in sentences}
    starts = sorted(by_place)
    shown = [first]
    for p in rest:
        if depends(p.sentence.sentence):
            here = (p.sentence.article.version, p.sentence.sentence.start)
            at = starts.index(here)
            before = by_place[starts[at - 1]] if at and starts[at - 1][0] == here[0] else None
            if before is None or all(q.sentence.label != before.label for q in shown):
                continue
            place = next(i for i, q in enumerate(shown) if q.sentence.label == before.label)
            shown.insert(place + 1, p)
        else:
            shown.append(p)
    return shown


def _sections(story: Story, sentences: Sequence[EvidenceSentence]) -> list[Claim]:
    weight = _importance(story, sentences)
    ranked = sorted(sentences, key=lambda s: (-weight[s.label], int(s.label[1:])))
    picks = _distinct([s for s in ranked if not depends(s.sentence)], sentences)
    filled: dict[str, list[_Pick]] = {section: [] for section in SECTIONS}
    for p in picks:
        section = section_of(p.sentence.sentence.text)
        if len(filled["bottom_line"]) < 1 and not leans(p.sentence.sentence) and section != "positions":
            section = "bottom_line"
        if len(filled[section]) < SECTION_SIZES[section]:
            filled[section].append(p)
    days = {v.version: (v.published.toordinal() if v.published else 0) for v in story.articles}
    claims = []
    for section in SECTIONS:
        ordered = sorted(
            filled[section],
            key=lambda p: (
                days.get(p.sentence.article.version, 0) if section == "what_happened" else 0,
                p.sentence.article.version,
                p.sentence.sentence.start,
            ),
        )
        claims += [p.claim(section) for p in ordered]
    return claims


def _importance(story: Story, sentences: Sequence[EvidenceSentence]) -> dict[str, float]:
    """How much a sentence carries of its story: words that many of its sentences share, its place, who else says it."""
    said = {s.label: wording(s.sentence.text) for s in sentences}
    carried = Counter(stem for w in said.values() for stem in w.stems)
    title = wording(story.title).stems
    most = max(carried.values(), default=1)
    place: Counter[str] = Counter()
    weight: dict[str, float] = {}
    for s in sorted(sentences, key=lambda s: (s.article.version, s.sentence.start)):
        stems = said[s.label].stems
        central = sum(carried[x] / most for x in stems) / (len(stems) + 4) if stems else 0.0
        titled = len(stems & title) / len(title) if title else 0.0
        lead = 1 / (1 + place[s.article.version])
        place[s.article.version] += 1
        short = 0.5 if len(stems) < 5 else 0.0
        weight[s.label] = s.score + central + 0.5 * titled + 0.7 * lead + 0.2 * min(3, len(s.origins) - 1) - short
    return weight
