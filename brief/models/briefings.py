"""Stories, and what a briefing says of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from brief.models.answers import Citation, ShownClaim, Withheld
from brief.models.articles import ArticleInfo
from brief.models.claims import Usage

Day = date
"""`date`, for the classes that have a field of that name (inside them the plain name would mean the field)."""


SECTIONS = ("bottom_line", "what_happened", "positions", "what_to_watch")
"""The sections of a story in a briefing, in the order shown."""


@dataclass(frozen=True, slots=True)
class Story:
    """Articles about one event, oldest first, with its distinct origins (wire copies of one agency are one)."""

    id: str
    title: str
    articles: tuple[ArticleInfo, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A dated statement: `first` ... `last` is the span that `words` mean (one day where a day is known)."""

    first: date
    last: date
    words: str
    claim: ShownClaim


class ChangeKind(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    REPEATED = "repeated"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Change:
    """One statement against the previous briefing; `before` is its earlier wording where it changed."""

    kind: ChangeKind
    text: str
    before: str | None = None


@dataclass(frozen=True, slots=True)
class StoryBriefing:
    """What the briefing says of one story: shown claims under each of SECTIONS."""

    story: Story
    sections: dict[str, tuple[ShownClaim, ...]]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a briefing stands on."""

    articles: int
    origins: int
    sentences_checked: int
    withheld: int


@dataclass(frozen=True, slots=True)
class Briefing:
    """A dated briefing over one or more stories. `date` is the day it is of; `as_of` the cut-off if one was set."""

    run: str
    title: str
    date: Day
    as_of: Day | None
    writer: str
    model: str | None
    stories: tuple[StoryBriefing, ...]
    timeline: tuple[TimelineEntry, ...]
    gaps: tuple[str, ...]
    coverage: Coverage
    withheld: tuple[Withheld, ...] = ()
    citations: tuple[Citation, ...] = ()
    changes: tuple[Change, ...] = ()
    usage: Usage = field(default_factory=Usage)
    notes: tuple[str, ...] = ()
    provider_failed: bool = False
    """As for an answer."""
