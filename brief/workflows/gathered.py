"""What the first half of a briefing hands to the second, and what it is asked for: no library is needed for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from brief.models import Evidence, SourcedSentence, Story, Window
from brief.models.briefings import StoryLineKind
from brief.stories.ranking import Subject
from brief.stories.timeline import DatedStatement


@dataclass(frozen=True, slots=True)
class Length:
    """How long a page is: `stories` in full, `words` on the whole page but for its sources (None: no limit)."""

    stories: int
    words: int | None


LENGTHS = {"short": Length(4, 700), "normal": Length(7, 1500), "full": Length(12, None)}


@dataclass(frozen=True, slots=True)
class PageOptions:
    """What a page is to be: one of LENGTHS; the reader's topics; the one topic that it is narrowed to, by name; how
    many tokens of evidence a writer is shown for one story, counted by `count` (None: three characters a token, more
    than there are)."""

    length: str = "normal"
    topics: tuple[Subject, ...] = ()
    only: str = ""
    evidence_tokens: int = 2000
    count: Callable[[str], int] | None = None


NORMAL = PageOptions()


@dataclass(frozen=True, slots=True)
class Statement:
    """What an earlier briefing said, and the sentences that it cited for it."""

    text: str
    sources: tuple[SourcedSentence, ...] = ()


@dataclass(frozen=True, slots=True)
class EarlierStory:
    """A story as an earlier briefing told it."""

    title: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """The briefing that changes are counted from: the last digest, with everything it told."""

    day: date
    stories: tuple[EarlierStory, ...] = ()
    known: tuple[str, ...] = ()
    """Ids of the articles that digests have covered."""


@dataclass(frozen=True, slots=True)
class StoryEvidence:
    """A story and the sentences that a writer is shown for it; `before`: what the last digest said of it; `kind`: why
    it is told in one line where it is not among the first."""

    story: Story
    evidence: Evidence
    timeline: tuple[DatedStatement, ...] = ()
    before: tuple[Statement, ...] = ()
    standing: str = ""
    topic: str = ""
    kind: StoryLineKind = StoryLineKind.MORE
    title: str = ""
    """A title that a model gave it, not yet checked."""


@dataclass(frozen=True, slots=True)
class LineEvidence:
    """A story for one line, and the sentence behind its headline, if there is one."""

    story: Story
    kind: StoryLineKind
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that a briefing is written from: no library and no clock is needed after this, and a record keeps it."""

    day: date
    """The day the briefing is of: the cut-off if there is one, else the day it was made."""
    as_of: date | None
    stories: tuple[StoryEvidence, ...]
    gaps: tuple[str, ...]
    origins: dict[str, str]
    """The origin of each article version that was read, one name for one origin."""
    lines: dict[str, int]
    """The line number of each sentence that may be cited, by ref."""
    notes: tuple[str, ...] = ()
    kind: str = "Briefing"
    """`Briefing` or `Digest`."""
    in_one_line: tuple[LineEvidence, ...] = ()
    left_out: int = 0
    window: Window = field(default_factory=Window)
    length: str = "normal"
    cutoff: date | None = None
    """The day after which things are still to come."""
    previous: date | None = None
    before_versions: tuple[str, ...] = ()
    """The article versions that what was said earlier was said from."""

    @property
    def versions(self) -> tuple[str, ...]:
        """The article versions that were read: every one that may be quoted is among them."""
        return tuple(dict.fromkeys((*self.origins, *self.before_versions)))
