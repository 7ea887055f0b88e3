"""The order of stories on a page, and which of them are news.

Each reason to put a story higher is a number within a small range, so that none drowns the others: how many
independent origins report it, how many outlets carry it and how many articles of the window are on it, whether
roundups have it (which are what editors chose of the day), whether its articles tell of a day about their own, how
fresh its newest one is at the cut-off, how much of the other news is about the same people and matters, and the
reader's topics. Only articles that report count; galleries, columns, guides and the like do not put a story up.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from brief.models import Story
from brief.stories.article_text import ArticleText
from brief.stories.cluster import ALIKE, Likeness, compare
from brief.stories.lead import has_news
from brief.stories.reporting import is_soft, may_report, reports
from brief.stories.roundups import parts
from brief.text.tokens import stems

MANY = 8
"""Origins, or articles, of a story from which one more adds nothing to its place."""
STALE_DAYS = 4
"""Days before the cut-off after which a story's newest article is not fresh at all."""
NEAREST = 10
"""Other articles that are looked at for how much of the news is about the same."""
MUCH = 1.0
"""Likeness to the nearest other articles, in sum, below which nothing is much talked of."""
DATED = 0.5
"""What it is worth that a report opens with a day about its own: half of all reports do, and few other pieces."""
SOFT = 1.0
"""What it costs that all of its articles are filed under culture, sport or leisure: hard news comes first, but for a
topic, and what one outlet files elsewhere is hard news."""
TALKED_OF = 2.0
"""What it is worth that much of the other news is on the same matters: a curiosity that two outlets carry is not above
what all of them write about."""
TOPIC = 3.0
"""What a story on one of the reader's topics is put up by: more than any one other reason."""
ON_TOPIC = 0.6
"""The share of a topic's words that a story's headlines and openings have, from which it is on the topic."""


CHOSEN = 2
"""Roundups that have a story, from which one more adds nothing to its place."""
A_CHOICE = 2
"""Stories that it has, from which a roundup is one: an article in parts on one matter chooses nothing."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic of the reader: its name, its words (may be empty), and the ids of articles that are on it by themselves,
    as those of sources that are followed under it."""

    name: str
    words: str = ""
    articles: frozenset[str] = frozenset()

    def share(self, text: ArticleText) -> float:
        """How much an article is on it: 1 for one of its own, else the share of its words in headline and opening."""
        if text.info.id in self.articles:
            return 1.0
        asked = set(stems(self.words))
        return len(asked & set(stems(_opening(text)))) / len(asked) if asked else 0.0

    def takes(self, text: ArticleText) -> bool:
        return self.share(text) >= ON_TOPIC


@dataclass(frozen=True, slots=True)
class Ranked:
    """A story and its worth; `news`: one of its articles may be a report."""

    story: Story
    worth: float
    news: bool
    topic: str = ""


def rank(
    stories: Sequence[Story],
    likeness: Likeness,
    cutoff: date | None,
    topics: Sequence[Subject] = (),
    roundups: Collection[str] = (),
) -> tuple[Ranked, ...]:
    """These stories, the news first and in each part the worthiest first; ties go to the newest, then by title.

    `likeness` is of the articles of all stories and of whatever else is known; `topics` are the reader's; `roundups`
    are the versions of articles that go round the news, of which no story is.
    """
    by_version = {t.info.version: t for t in likeness.texts}
    talked_of, chosen = _talked_of(stories, likeness, roundups), _chosen(stories, likeness, roundups)
    most = max(talked_of.values(), default=0.0)
    ranked = []
    for story in stories:
        texts = [by_version[a.version] for a in story.articles]
        able = [t for t in texts if may_report(t)]
        telling = [t for t in able if reports(t)]
        own = {t.info.version for t in telling}
        origins = len(set(story.origins)) if len(own) == len(texts) else min(len(own), len(story.origins))
        topic = _topic(texts, topics)
        worth = (
            _share(origins)
            + (_share(len(telling)) + _share(len({t.info.source for t in telling}))) / 2
            + min(1.0, chosen[story.id] / CHOSEN)
            + (DATED if any(map(has_news, telling)) else 0.0)
            + _fresh(story, cutoff)
            + TALKED_OF * talked_of[story.id] / max(most, MUCH)
            + (TOPIC if topic else 0.0)
            - (SOFT if all(map(is_soft, story.articles)) else 0.0)
        )
        ranked.append(Ranked(story, worth, bool(able), topic))
    return tuple(
        sorted(ranked, key=lambda r: (not r.news, -r.worth, -_newest(r.story).toordinal(), r.story.title, r.story.id))
    )


def _chosen(stories: Sequence[Story], likeness: Likeness, roundups: Collection[str]) -> dict[str, int]:
    """For each story how many roundups have a part as alike to one of its articles as articles of one story are."""
    own = {a.version: s.id for s in stories for a in s.articles}
    here = [t for t in likeness.texts if t.info.version in own]
    divided = [(part, t.info.version) for t in likeness.texts if t.info.version in roundups for part in parts(t)]
    roundup_of = {part.info.version: version for part, version in divided}
    found: dict[str, set[str]] = {r: set() for r in roundup_of.values()}
    near = compare([*here, *(part for part, _ in divided)] if divided else [])
    for (i, j), alike in near.pairs.items():
        for one, other in ((i, j), (j, i)):
            story = own.get(near.texts[one].info.version)
            roundup = roundup_of.get(near.texts[other].info.version)
            if story is not None and roundup is not None and alike >= ALIKE:
                found[roundup].add(story)
    chosen = Counter(story for has in found.values() if len(has) >= A_CHOICE for story in has)
    return {s.id: chosen[s.id] for s in stories}


def _share(n: int) -> float:
    """0 for one, 1 for `MANY` and more; the second counts most."""
    return min(1.0, math.log2(max(1, n)) / math.log2(MANY))


def _fresh(story: Story, cutoff: date | None) -> float:
    newest = _newest(story)
    if cutoff is None or newest == date.min:
        return 0.0
    return max(0.0, 1 - max(0, (cutoff - newest).days) / STALE_DAYS)


def _newest(story: Story) -> date:
    return max((a.published for a in story.articles if a.published), default=date.min)


def _talked_of(stories: Sequence[Story], likeness: Likeness, roundups: Collection[str]) -> dict[str, float]:
    """For each story how alike the nearest articles outside of it are to its own, in sum over the nearest few; roundups
    count as such (see `_chosen`)."""
    place = {t.info.version: i for i, t in enumerate(likeness.texts)}
    own = {place[a.version]: s.id for s in stories for a in s.articles}
    going_round = {i for i, t in enumerate(likeness.texts) if t.info.version in roundups}
    near: dict[str, dict[int, float]] = {s.id: {} for s in stories}
    for (i, j), alike in likeness.pairs.items():
        for one, other in ((i, j), (j, i)):
            story = own.get(one)
            if story is not None and own.get(other) != story and other not in going_round:
                near[story][other] = max(alike, near[story].get(other, 0.0))
    return {story: sum(sorted(found.values(), reverse=True)[:NEAREST]) for story, found in near.items()}


def _topic(texts: Sequence[ArticleText], topics: Sequence[Subject]) -> str:
    """The reader's topic that most of a story's articles are on."""
    best, name = ON_TOPIC, ""
    for topic in topics:
        share = sum(topic.share(t) for t in texts) / len(texts)
        if share >= best:
            best, name = share, topic.name
    return name


def _opening(text: ArticleText) -> str:
    return " ".join([text.info.title or "", *(s.text for s in text.body[:5])])
