"""Stories, and what a briefing says of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

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

    @property
    def outlets(self) -> dict[str, int]:
        """Who published its articles, each with the count of them, the most first."""
        counted: dict[str, int] = {}
        for a in self.articles:
            name = a.source or a.origin or _site(a.url) or "unknown outlet"
            counted[name] = counted.get(name, 0) + 1
        return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0].casefold())))


def _site(url: str | None) -> str:
    """The site that an address is on, without `www.`."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A dated statement: `first` ... `last` is the span that `words` mean (one day where a day is known)."""

    first: date
    last: date
    words: str
    claim: ShownClaim


@dataclass(frozen=True, slots=True)
class Revised:
    """A statement of an earlier briefing that another one of this briefing takes the place of, both cited."""

    before: ShownClaim
    now: ShownClaim


@dataclass(frozen=True, slots=True)
class Disputed:
    """Two statements of independent origins on one matter that cannot both stand; the newer one first."""

    one: ShownClaim
    other: ShownClaim


@dataclass(frozen=True, slots=True)
class StoryBriefing:
    """What the briefing says of one story: shown claims under each of SECTIONS."""

    story: Story
    sections: dict[str, tuple[ShownClaim, ...]]
    timeline: tuple[TimelineEntry, ...] = ()
    """Its dated statements, by date; those shown in its sections among them."""
    revised: tuple[Revised, ...] = ()
    disputed: tuple[Disputed, ...] = ()
    standing: str = ""
    """`new`: no earlier briefing told of it; `ongoing`: one did, and there is news; empty: there is no earlier one."""
    topic: str = ""
    """The reader's topic it is on, if any."""


class StoryLineKind(StrEnum):
    """Why a story is told in one line."""

    MORE = "more"
    """News, but not among the first."""
    UNCHANGED = "unchanged"
    """An earlier briefing told of it, and there is nothing new."""
    ALSO = "also"
    """A gallery, listing, service piece or single curiosity: no news of this window."""


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story in one line: its headline, which is its outlet's, with a sentence of its article behind it."""

    story: Story
    kind: StoryLineKind
    claim: ShownClaim | None


@dataclass(frozen=True, slots=True)
class Window:
    """The days of the articles that a briefing is over (None: none is dated), and how many there are in all;
    `limit` is set where there are more than are read."""

    first: Day | None = None
    last: Day | None = None
    articles: int = 0
    limit: int | None = None


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
    gaps: tuple[str, ...]
    coverage: Coverage
    withheld: tuple[Withheld, ...] = ()
    citations: tuple[Citation, ...] = ()
    usage: Usage = field(default_factory=Usage)
    notes: tuple[str, ...] = ()
    provider_failed: bool = False
    """As for an answer."""
    kind: str = "Briefing"
    """`Briefing` or `Digest`."""
    window: Window = field(default_factory=Window)
    lines: tuple[StoryLine, ...] = ()
    """The stories that are told in one line, in their order."""
    left_out: int = 0
    """Stories for which there was no line."""
    previous: Day | None = None
    """The day of the earlier briefing that changes are counted from."""
