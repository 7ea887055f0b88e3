"""The words of `brief`: the values that move from one step to the next.

Everything here is frozen, carries no behaviour beyond small derived properties, and imports the standard
library alone. Offsets are in characters (Unicode code points) of an article's raw text, end exclusive.

    add        source -> Article -> lines -> Sentences -> Chunks -> Library
    ask        Question -> Query -> Hits -> Evidence -> Draft -> Verdicts -> Answer -> page
    summarize  articles -> Stories -> Evidence -> Draft -> Verdicts -> Briefing -> page
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Day = date
"""`date`, for the classes that have a field of that name (inside them the plain name would mean the field)."""

# --------------------------------------------------------------------------------------------- articles


class LineKind(StrEnum):
    """What a stretch of raw text is. Only BODY (and HEADLINE, marked as such) can be cited."""

    HEADLINE = "headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """All that is known of one version of one article, but for its text.

    `id` names the article through all its versions (16 hex digits; derived from its url, else its path and
    record id, else its content). `version` names this text with this metadata (16 hex digits).
    """

    id: str
    version: str
    title: str | None = None
    source: str | None = None
    """The outlet that published the text."""
    origin: str | None = None
    """Who reported it first: an agency, a ministry, or the outlet itself."""
    authors: tuple[str, ...] = ()
    published: date | None = None
    published_basis: str | None = None
    """How the date is known: `record`, `metadata-line`, `dateline`, `html`, `feed`, `inferred`."""
    published_reason: str | None = None
    """For an inferred date: why, in words."""
    url: str | None = None
    path: str | None = None
    record_id: str | None = None
    """The `id` an input record carried (`source_id` in JSON)."""
    sha256: str = ""
    """Hex digest of the raw text in UTF-8."""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Article:
    """One text as it came. `raw` is immutable; every offset in the program points into it."""

    info: ArticleInfo
    raw: str


@dataclass(frozen=True, slots=True)
class Line:
    """A typed stretch of the raw text: at most one physical line; a dateline is the head of one."""

    start: int
    end: int
    kind: LineKind


@dataclass(frozen=True, slots=True)
class Sentence:
    """`raw[start:end] == text`, always. `version` is empty when the text belongs to no article."""

    version: str
    start: int
    end: int
    text: str
    kind: LineKind = LineKind.BODY

    @property
    def ref(self) -> str:
        """The permanent name of this sentence: `<article version>@<start>-<end>`."""
        return f"{self.version}@{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of whole body sentences of one article: what is embedded and searched.

    `text == raw[start:end]`; `ordinal` counts from 0 within the article version.
    """

    version: str
    ordinal: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as read: completed metadata, typed lines, sentences and chunks, all in text order."""

    article: Article
    lines: tuple[Line, ...]
    sentences: tuple[Sentence, ...]
    chunks: tuple[Chunk, ...]


@dataclass(frozen=True, slots=True)
class ResolvedDate:
    """What a date expression means, against the day it was written.

    `date` is set where one day is known, else None; `first` and `last` bound the span (a month, a year, a
    week), inclusive; `precision` is `day`, `week`, `month`, `quarter`, `year` or `decade`; `basis` says in a
    word how it was found (`explicit`, `weekday`, `relative`, `month-day`, ...).
    """

    date: Day | None
    first: Day
    last: Day
    precision: str
    basis: str


# -------------------------------------------------------------------------------------------- retrieval


@dataclass(frozen=True, slots=True)
class Query:
    """What a question becomes. All filters act before ranking."""

    text: str
    as_of: date | None = None
    """Nothing published later is known; an undated article is left out."""
    since: date | None = None
    until: date | None = None
    sources: tuple[str, ...] = ()
    """Outlets or origins, matched without regard to case; empty: all."""
    articles: tuple[str, ...] = ()
    """Article ids to search in; empty: all."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chunk stands, without its text: all that ranking asks of it."""

    article: int
    """The same for all chunks of one article version, and for no others of the library as it is now."""
    published: date | None
    ordinal: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that was found, and why: its rank (from 1) in each search, or None where it was not found."""

    chunk: Chunk
    article: ArticleInfo
    score: float
    lexical: int | None
    vector: int | None


@dataclass(frozen=True, slots=True)
class SourcedSentence:
    """A sentence with the article it stands in."""

    sentence: Sentence
    article: ArticleInfo


@dataclass(frozen=True, slots=True)
class EvidenceSentence:
    """One numbered sentence of the evidence, with its near-identical twins in other articles."""

    label: str
    """`S1` ... `Sn`, in the order shown to a writer."""
    sentence: Sentence
    article: ArticleInfo
    score: float
    """How well it answers the question, 0 ... 1."""
    twins: tuple[SourcedSentence, ...] = ()
    origin_names: tuple[str, ...] = ()
    """The origins of its articles, each under one name, where they were worked out (brief.stories.origins)."""

    @property
    def carriers(self) -> tuple[SourcedSentence, ...]:
        """The sentence and its twins, each with its article."""
        return (SourcedSentence(self.sentence, self.article), *self.twins)

    @property
    def origins(self) -> frozenset[str]:
        """The distinct origins that carry this sentence: `origin_names`, else what its articles name, without regard to
        case or a leading "The"; an unknown origin counts by article."""
        if self.origin_names:
            return frozenset(self.origin_names)
        every = (self.article, *(t.article for t in self.twins))
        return frozenset((a.origin or a.source or a.id).casefold().removeprefix("the ") for a in every)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The numbered sentences shown to a writer, within a token budget.

    `confidence`, 0 ... 1, says how likely it is that these sentences answer; below `threshold` the library
    does not answer.
    """

    question: str
    sentences: tuple[EvidenceSentence, ...]
    confidence: float
    threshold: float = 0.5

    @property
    def answers(self) -> bool:
        return bool(self.sentences) and self.confidence >= self.threshold

    def by_label(self) -> dict[str, EvidenceSentence]:
        return {s.label: s for s in self.sentences}


# ----------------------------------------------------------------------------------- writing and checking


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of a draft with the labels it cites. `section` is set in briefings (see SECTIONS)."""

    text: str
    cites: tuple[str, ...]
    section: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a writer wrote, before any check."""

    answerable: bool
    claims: tuple[Claim, ...]


class Status(StrEnum):
    SUPPORTED = "supported"
    WEAK = "weak"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict is what it is. `kind` is one word (`number`, `date`, `name`, `quotation`, `label`, ...)."""

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of checking one claim; `score` is 0 ... 1, higher is better supported."""

    status: Status
    score: float
    reasons: tuple[Reason, ...] = ()

    @property
    def flags(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(r.kind for r in self.reasons))

    @property
    def no_claim(self) -> bool:
        """Whether it was found to claim nothing that could be checked: a question, or an opinion."""
        return any(r.kind in ("question", "opinion") for r in self.reasons)


class Action(StrEnum):
    """What became of a drafted claim."""

    KEPT = "kept"
    RECITED = "recited"
    REWRITTEN = "rewritten"
    QUOTED = "quoted"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim after checking and repair: the text to show, the sentences it stands on, what was done."""

    claim: Claim
    verdict: Verdict
    evidence: tuple[EvidenceSentence, ...]
    action: Action
    alone: bool = True
    """Each sentence of the evidence supports the claim by itself; else only all of them together do."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What the model calls took. `cost_usd` is None where the model's price is unknown or no model was used."""

    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost_usd: float | None = None

    def plus(self, other: Usage) -> Usage:
        """The sum; an unknown cost makes the sum unknown, unless that side made no request."""
        costs = [u.cost_usd for u in (self, other) if u.requests]
        known = [c for c in costs if c is not None]
        return Usage(
            self.requests + other.requests,
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            sum(known) if known and len(known) == len(costs) else None,
        )


# ------------------------------------------------------------------------------------- answers, briefings


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
    action: Action = Action.KEPT
    dates: tuple[ShownDate, ...] = ()


@dataclass(frozen=True, slots=True)
class Withheld:
    """A claim that was not shown, with the reasons."""

    text: str
    verdict: Verdict


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


# ------------------------------------------------------------------------------------- checking a text


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
