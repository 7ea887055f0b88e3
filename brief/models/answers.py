"""What a reader sees of an answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from brief.models.articles import ArticleInfo, Sentence
from brief.models.claims import Action, Usage, Verdict


@dataclass(frozen=True, slots=True)
class Citation:
    """What the reader sees: a number, the exact sentence, its article. `line` counts from 1 in the raw text."""

    n: int
    sentence: Sentence
    article: ArticleInfo
    line: int | None = None


@dataclass(frozen=True, slots=True)
class ShownDate:
    """Words of a claim that count from its article's date ("Friday", "last month"), and the days they mean.

    `text[start:end]` of the claim are the words; `first` ... `last`, inclusive, is the day, week, month or year;
    `inferred`: the article's own date is only inferred, and so is this.
    """

    start: int
    end: int
    first: date
    last: date
    precision: str
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim as printed, with the numbers of its citations and its count of distinct origins.

    `text` is the claim alone; a page prints the resolved `dates` beside their words.
    """

    text: str
    verdict: Verdict
    citations: tuple[int, ...]
    origins: int = 1
    action: Action = Action.AS_WRITTEN
    dates: tuple[ShownDate, ...] = ()


@dataclass(frozen=True, slots=True)
class Withheld:
    """A claim that was not shown, with the reasons."""

    text: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer, earlier in a conversation. `versions`: the article versions that the answer cites."""

    question: str
    answer: str
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What a writer is told beside a question: the day it is asked on, the day after which nothing is known, the
    conversation so far, and whether what it lacks can still be searched for."""

    today: date | None = None
    as_of: date | None = None
    turns: tuple[Turn, ...] = ()
    may_search: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `nearest` is filled only when nothing was answered; `notes` are lines for the reader."""

    run: str
    question: str
    as_of: date | None
    writer: str
    model: str | None
    answered: bool
    confidence: float
    claims: tuple[ShownClaim, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    nearest: tuple[Citation, ...] = ()
    citations: tuple[Citation, ...] = ()
    usage: Usage = field(default_factory=Usage)
    notes: tuple[str, ...] = ()
    provider_failed: bool = False
    """A model's endpoint failed on the way, and the rest was done without it (the command ends in 5)."""
