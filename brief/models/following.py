"""What is followed: sources that are looked at again and again, topics, and what a look brought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that a reader wants to hear of. `words` describe it (words or a question); "" where only the sources
    that are followed under it do."""

    name: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Followed:
    """A source that is followed, and how it was when it was last looked at. Times are in UTC."""

    name: str
    """What it is called here; no two sources have the same, whatever the case of letters."""
    place: str
    """The address of a feed (without a login), or the absolute path of a folder or file."""
    kind: str
    """`feed`, `folder` or `file`."""
    title: str | None = None
    """What a feed calls itself: a candidate for the outlet's name."""
    topic: str | None = None
    allow_private: bool = False
    etag: str | None = None
    modified: str | None = None
    """What the feed's server gave to ask later whether it has changed."""
    tried: datetime | None = None
    read: datetime | None = None
    """When it was last looked at, and when that last worked."""
    error: str | None = None
    """Why the last fetch failed; None where it did not."""
    failures: int = 0
    """Looks in a row that failed."""
    new: int = 0
    """Articles that the last try brought and that were not in the library."""
    articles: int = 0
    """Articles of the library that came from it."""

    @property
    def state(self) -> str:
        """`never read`, `ok` or `failing`."""
        if self.error:
            return "failing"
        return "ok" if self.read else "never read"


@dataclass(frozen=True, slots=True)
class SourceVisit:
    """What one look at a source brought."""

    name: str
    place: str
    status: str
    """`ok`, `unchanged` (a feed's server said so) or `failed`."""
    new: int = 0
    updated: int = 0
    problems: tuple[str, ...] = ()
    """Why it failed, or which of its articles could not be read."""
    moved: str | None = None
    """The address that the feed has moved to for good, and is followed at from now on."""


@dataclass(frozen=True, slots=True)
class FetchReceipt:
    """What one look at all sources brought."""

    visits: tuple[SourceVisit, ...] = ()

    @property
    def new(self) -> int:
        return sum(visit.new for visit in self.visits)

    @property
    def updated(self) -> int:
        return sum(visit.updated for visit in self.visits)

    @property
    def failed(self) -> tuple[SourceVisit, ...]:
        return tuple(visit for visit in self.visits if visit.status == "failed")
