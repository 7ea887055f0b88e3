"""Which sentences tell a story, and the evidence a writer is given for it.

A sentence is central when it carries the words that many of the story's articles use (a centroid, as in Radev et al.
2004, with articles instead of sentences counted); what opens an article, what several origins carry and what is newest
weighs more. Sentences are then taken best first, each leaving out what says the same again (Carbonell and Goldstein
1998), with room kept for what is to come and for what the parties say.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from brief.models import Evidence, EvidenceSentence, Sentence, SourcedSentence, Story
from brief.stories.article_text import ArticleText, by_age
from brief.stories.changes import agree, at_odds, contained
from brief.stories.lead import newest_first
from brief.stories.origins import FEWEST_WORDS, same_sentences
from brief.text.quotations import quotations
from brief.text.resolving import dates_in
from brief.text.tokens import stems

REPEATS = 0.65
"""Share of a sentence's telling words that a chosen one already has, from which it adds nothing."""
REPEATS_SHORT = 0.8
"""The same for a sentence of few telling words, where one shared name is a large share."""
UNDATED = 0.9
"""What a sentence without a known date counts: of two that say the same, the dated one is told."""
FEWEST_IN_A_NOTE = 3
"""Words of a sentence that may stand for an article without any longer one."""
LONGEST = 700
"""Characters; what is longer is a list or a table that was taken for a sentence."""
OPENING = 5
"""Sentences from the top of an article that tell its news."""
OPENINGS = 0.6
"""The share of the limits that goes to what articles open with."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a writer is shown of a story: `sentences` and `tokens` at most, by `count`. What has a day after
    `cutoff` is to come (None: nothing is known to be)."""

    sentences: int
    tokens: int
    count: Callable[[str], int]
    cutoff: date | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a story's articles say: a sentence, its twins in other articles, and how central it is (0 ... 1).

    Of twins the oldest article's sentence stands for all; `place` is its position among that article's sentences.
    """

    text: ArticleText
    sentence: Sentence
    place: int
    twins: tuple[SourcedSentence, ...]
    score: float


def told(texts: Sequence[ArticleText]) -> tuple[Told, ...]:
    """Everything these articles say, each thing once, in the order of the articles (oldest first) and their text."""
    ordered = sorted(texts, key=by_age)
    flat = [(t, place, s) for t in ordered for place, s in _telling(t)]
    weights = _term_weights(ordered)
    found = []
    for group in _twin_groups([s.text for _, _, s in flat]):
        text, place, sentence = flat[group[0]]
        others = [flat[i] for i in group[1:] if flat[i][0] is not text]
        twins = tuple(SourcedSentence(s, t.info) for t, _, s in others)
        leads = [_lead(p) * _freshness(t, ordered) for t, p, _ in (flat[group[0]], *others)]
        score = _centrality(sentence.text, weights) * (1 + max(leads) + 0.2 * math.log2(1 + len(twins)))
        if text.info.published is None:
            score *= UNDATED
        found.append(Told(text, sentence, place, twins, score))
    most = max((t.score for t in found), default=1.0) or 1.0
    return tuple(Told(t.text, t.sentence, t.place, t.twins, t.score / most) for t in found)


def story_evidence(story: Story, things: Sequence[Told], *, limits: Limits) -> Evidence:
    """The sentences a writer is shown for a story, within the limits, labelled in reading order; at least one, however
    long, if there is any.

    First what the articles open with, a sentence an article in turn, the newest article first; then what has a day
    after the cut-off, what somebody is quoted with, and whatever else is most central. What says the same again is
    left out.
    """
    chosen = _choose(things, limits)
    sentences = tuple(
        EvidenceSentence(f"S{n}", t.sentence, t.text.info, t.score, t.twins)
        for n, t in enumerate((t for t in things if t.sentence.ref in chosen), 1)
    )
    return Evidence(story.title, sentences, 1.0 if sentences else 0.0, 0.0)


def best_first(thing: Told) -> tuple[float, tuple[date, str, str], int]:
    """Sort key: the most central first."""
    return -thing.score, by_age(thing.text), thing.sentence.start


def _choose(things: Sequence[Told], limits: Limits) -> set[str]:
    best = sorted(things, key=best_first)
    chosen: dict[str, str] = {}
    tokens = 0
    for share, kind in (
        (OPENINGS, _openings(things)),
        (0.75, [t for t in best if _comes_after(t, limits.cutoff)]),
        (0.9, [t for t in best if quotations(t.sentence.text)]),
        (1.0, best),
    ):
        for thing in kind:
            if len(chosen) >= math.ceil(share * limits.sentences):
                break
            text = thing.sentence.text
            if thing.sentence.ref in chosen or repeats(text, chosen.values()):
                continue
            cost = limits.count(text)
            if chosen and tokens + cost > share * limits.tokens:
                continue
            chosen[thing.sentence.ref] = text
            tokens += cost
    return set(chosen)


def _openings(things: Sequence[Told]) -> list[Told]:
    """The first sentences of each article in turn: all first ones, the newest article's first, then all second ones."""
    by_version: dict[str, list[Told]] = {}
    for t in things:
        by_version.setdefault(t.text.info.version, []).append(t)
    newest = newest_first([own[0].text for own in by_version.values()])
    rows = [by_version[t.info.version][:OPENING] for t in newest]
    return [row[n] for n in range(OPENING) for row in rows if n < len(row)]


def _comes_after(thing: Told, cutoff: date | None) -> bool:
    published = thing.text.info.published
    if cutoff is None or published is None:
        return False
    return any(span.first > cutoff for _, span in dates_in(thing.sentence.text, published))


def repeats(text: str, said: Iterable[str]) -> bool:
    """Whether one of the sentences `said` already tells most of `text`, with no figure against another's."""
    least = REPEATS if len(_stems(text)) >= FEWEST_WORDS else REPEATS_SHORT
    return any(contained(text, other) >= least and not at_odds(text, other) for other in said)


def _telling(text: ArticleText) -> list[tuple[int, Sentence]]:
    """The sentences of an article that say something, with their places; of a note of a few words, its first."""
    placed = list(enumerate(text.body))
    brief = (pair for pair in placed if _tells(pair[1], FEWEST_IN_A_NOTE))
    return [pair for pair in placed if _tells(pair[1])] or list(brief)[:1]


def _tells(sentence: Sentence, fewest: int = FEWEST_WORDS) -> bool:
    text = sentence.text
    return len(text) <= LONGEST and len(text.split()) >= fewest and not text.rstrip("\"'”’)").endswith("?")


def _term_weights(texts: Sequence[ArticleText]) -> dict[str, float]:
    carried = Counter(s for t in texts for s in {s for x in t.body for s in _stems(x.text)})
    used = Counter(s for t in texts for x in t.body for s in _stems(x.text))
    # Carried by many articles: what the story is about. Used in one sentence only: a detail.
    return {s: math.log2(1 + n) * math.log2(1 + used[s]) for s, n in carried.items()}


def _centrality(text: str, weights: dict[str, float]) -> float:
    found = _stems(text)
    # The root keeps long sentences from winning by length alone, and short ones by a single good word.
    return sum(weights.get(s, 0.0) for s in found) / math.sqrt(8 + len(found)) if found else 0.0


def _lead(place: int) -> float:
    return (0.6, 0.3, 0.15)[place] if place < 3 else 0.0


def _freshness(text: ArticleText, ordered: Sequence[ArticleText]) -> float:
    """1 for the newest article's opening, down to a half for the oldest; undated ones stand with the oldest."""
    days = sorted({t.info.published for t in ordered if t.info.published is not None})
    if text.info.published is None or len(days) < 2:
        return 1.0 if len(days) < 2 and text.info.published is not None else 0.5
    return 0.5 + 0.5 * days.index(text.info.published) / (len(days) - 1)


def _twin_groups(texts: Sequence[str]) -> list[list[int]]:
    """The places of texts that say the same with the same figures, each group in order, groups by first place.

    A text joins the group whose first member it is like, so no chain of small edits ends far from where it began.
    """
    head: dict[int, int] = {}
    for i, j, _ in same_sentences(texts):
        if j not in head and head.get(i, i) == i and agree(texts[i], texts[j]):
            head[j] = i
    groups: dict[int, list[int]] = {}
    for i in range(len(texts)):
        groups.setdefault(head.get(i, i), []).append(i)
    return list(groups.values())


@lru_cache(maxsize=20_000)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stems(text))
