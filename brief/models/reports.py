"""What `brief check` finds in a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from brief.models.claims import Status, Verdict
from brief.models.retrieval import SourcedSentence


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """One sentence of a text that was checked; `start` and `end` are its place in that text.

    `evidence` is best first, at most five; `remedy` says what would fix it, empty where it is supported.
    """

    start: int
    end: int
    text: str
    verdict: Verdict
    evidence: tuple[SourcedSentence, ...] = ()
    remedy: str = ""
    before: tuple[SourcedSentence | None, ...] = ()
    """The sentence before each of `evidence`, where it is known."""


class Standing(StrEnum):
    """What became of a sentence that a page printed earlier cites."""

    STANDS = "stands"
    MOVED = "moved"
    """The same sentence, at another place or in a newer version of its article."""
    CHANGED = "changed"
    """A sentence much like it stands there now."""
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class CheckedCitation:
    """A citation of a page printed earlier: its number, its sentence as printed, and the sentence that is there `now`
    (the same, or where it changed the one most like it) with its line, from 1, where that is known."""

    n: int
    text: str
    standing: Standing
    now: SourcedSentence | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What `brief check` found: every sentence of the text in order. `notes` are lines for the reader; `citations`
    those that a page printed earlier makes."""

    path: str | None
    text: str
    sentences: tuple[CheckedSentence, ...]
    notes: tuple[str, ...] = ()
    citations: tuple[CheckedCitation, ...] = ()
    provider_failed: bool = False
    """As for an answer; the judge's."""

    @property
    def supported(self) -> bool:
        """Whether every sentence is supported; of a text without one, never."""
        return bool(self.sentences) and all(s.verdict.status is Status.SUPPORTED for s in self.sentences)

    @property
    def score(self) -> float:
        """The mean score of its sentences, weighted by their length, 0 ... 1."""
        total = sum(len(s.text) for s in self.sentences)
        return sum(s.verdict.score * len(s.text) for s in self.sentences) / total if total else 0.0
