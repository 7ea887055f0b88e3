"""What is searched for, and what is found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brief.models.articles import ArticleInfo, Chunk, Sentence


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
class Search:
    """What a model asks to be searched for: words, and optionally the first and last day and an outlet's name."""

    words: str
    since: date | None = None
    until: date | None = None
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A question as a model understood it: in words that can be understood alone, and what to search for."""

    question: str
    searches: tuple[Search, ...] = ()


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
    lead: bool = False
    """It opens its article: nothing but the headline stands before it."""

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


_GAP = 4
"""Characters between two sentences that follow one another, a blank line at most."""


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

    def before(self, sentence: EvidenceSentence) -> EvidenceSentence | None:
        """The sentence that stands right before this one in its article, if it is among the evidence."""
        same = [s for s in self.sentences if s.sentence.version == sentence.sentence.version]
        gaps = [(sentence.sentence.start - s.sentence.end, s) for s in same]
        near = [(gap, s) for gap, s in gaps if 0 <= gap <= _GAP]
        return min(near, key=lambda x: x[0])[1] if near else None

    def by_label(self) -> dict[str, EvidenceSentence]:
        return {s.label: s for s in self.sentences}
