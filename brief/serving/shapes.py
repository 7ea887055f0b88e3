"""What the MCP tools take and give: typed, with a description of every field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, Field

from brief.render.safe import clean

Verdict = Literal["supported", "weak", "unsupported"]
_VERDICT = "supported: the sources say it; weak: only part of it was found there; unsupported: they do not say it"
_AS_OF = "The day after which nothing was known"
_SINCE = "The first day that was asked for"
_UNTIL = "The last day that was asked for"
_URI = "Read this resource to see the sentence in its article"


class CitationOut(BaseModel):
    """An exact sentence of an article."""

    n: int = Field(description="The number that claims cite it by")
    uri: str = Field(description=_URI)
    ref: str = Field(description="Its permanent name; `show` takes it")
    text: str = Field(description="The sentence, word for word")
    title: str | None = Field(description="The article's headline")
    source: str | None = Field(description="The outlet that published it")
    origin: str | None = Field(default=None, description="Who reported it first, such as a news agency")
    published: date | None = Field(description="The day of the article")
    url: str | None = Field(description="The article's address")
    path: str | None = Field(default=None, description="The article's file, on the server's machine")
    article: str = Field(description="The article's id; `show` takes it")


class ClaimOut(BaseModel):
    """A sentence of the answer, checked against the sentences that it cites."""

    text: str
    verdict: Verdict = Field(description=_VERDICT)
    score: float = Field(description="How well it is supported, 0 to 1")
    citations: list[int] = Field(description="Numbers of its citations")
    origins: int = Field(description="How many independent origins report it")


class WithheldOut(BaseModel):
    """A sentence that was written and did not pass: do not repeat it."""

    text: str
    verdict: Verdict = Field(description=_VERDICT)
    flags: list[str] = Field(description="Which checks found something")


class AskOut(BaseModel):
    """A cited, checked answer."""

    question: str
    answered: bool = Field(description="False: the articles do not answer it. Do not answer from them then")
    claims: list[ClaimOut] = Field(description="The answer, sentence by sentence")
    citations: list[CitationOut]
    nearest: list[CitationOut] = Field(description="Where nothing was answered: the sentences that came closest")
    withheld: list[WithheldOut] = Field(description="What was written and is not supported")
    as_of: date | None = Field(description=_AS_OF)
    since: date | None = Field(description=_SINCE)
    until: date | None = Field(description=_UNTIL)
    writer: str = Field(description="extractive: sentences quoted from articles; openai: written by a model")
    model: str | None = Field(description="The model that wrote it")
    notes: list[str]
    run: str = Field(description="The record of this answer; `brief replay RUN` prints it again")


class PassageOut(BaseModel):
    """A passage of an article that matches."""

    rank: int
    score: float
    uri: str = Field(description=_URI)
    text: str
    title: str | None
    source: str | None = Field(description="The outlet that published it")
    published: date | None
    url: str | None
    article: str = Field(description="The article's id; `show` takes it")


class SearchOut(BaseModel):
    query: str
    as_of: date | None = Field(description=_AS_OF)
    since: date | None = Field(description=_SINCE)
    until: date | None = Field(description=_UNTIL)
    passages: list[PassageOut] = Field(description="The best first")


class ArticleOut(BaseModel):
    """What is known of an article."""

    id: str
    version: str = Field(description="Names this text; the first part of a ref")
    title: str | None
    source: str | None = Field(description="The outlet that published it")
    origin: str | None = Field(description="Who reported it first")
    published: date | None
    url: str | None
    path: str | None
    language: str | None
    form: str | None = Field(description="report, or a collection: roundup, live, gallery, ...")


class ShowOut(BaseModel):
    """A cited sentence in its article, or an article."""

    kind: Literal["sentence", "article"]
    text: str = Field(description="The sentence, or (a part of) the article's text")
    start: int = Field(description="Where `text` begins in the article, in characters")
    end: int
    length: int = Field(description="Characters of the whole article")
    current: bool = Field(description="Whether this is the article's newest version")
    context: str = Field(default="", description="For a sentence: its paragraph, with the sentence between >> and <<")
    article: ArticleOut


class EvidenceOut(BaseModel):
    """A sentence of an article that speaks of what was checked."""

    uri: str = Field(description=_URI)
    text: str
    title: str | None
    source: str | None
    published: date | None
    url: str | None
    article: str


class CheckedOut(BaseModel):
    """A sentence of the text that was checked."""

    text: str
    start: int = Field(description="Its place in the text, in characters")
    end: int
    verdict: Verdict = Field(description=_VERDICT)
    score: float = Field(description="How well it is supported, 0 to 1")
    reasons: list[str] = Field(description="Why it is not (wholly) supported")
    remedy: str = Field(description="How to fix it; empty if nothing needs fixing")
    evidence: list[EvidenceOut] = Field(description="The sentences that support it best, at most five")


class CheckOut(BaseModel):
    supported: bool = Field(description="Whether every sentence is supported")
    score: float = Field(description="The mean over the text, 0 to 1")
    sentences: list[CheckedOut]
    notes: list[str]


class OutletOut(BaseModel):
    name: str | None = Field(description="None: articles that name no outlet")
    articles: int
    first: date | None = Field(description="The day of its first dated article")
    last: date | None = Field(description="The day of its last dated article")


class FollowedOut(BaseModel):
    """A feed, folder or file that is read again and again."""

    name: str
    place: str = Field(description="Its address or path")
    topic: str | None
    error: str | None = Field(description="Why the last fetch failed")


class SourcesOut(BaseModel):
    articles: int = Field(description="How many articles the library holds")
    outlets: list[OutletOut] = Field(description="Who published them; these names narrow `ask` and `search`")
    followed: list[FollowedOut]


class DigestOut(BaseModel):
    day: date
    edition: int = Field(description="From 1; several digests of one day are numbered")
    text: str = Field(description="The page")
    path: str = Field(description="Its file, on the server's machine")


class ProblemOut(BaseModel):
    where: str
    why: str


class AddOut(BaseModel):
    added: int
    updated: int
    unchanged: int
    articles: list[str] = Field(description="Ids of all articles that were named")
    problems: list[ProblemOut] = Field(description="What could not be read; the others went in")
    summary: str


class NewArticle(BaseModel):
    """An article given by its text."""

    text: str = Field(description="The whole text, with an empty line between paragraphs")
    title: str | None = None
    published: date | None = None
    outlet: str | None = Field(default=None, description="Who published it")
    url: str | None = Field(default=None, description="Its address; with one, adding again is an update")


def links(value: BaseModel) -> Iterator[tuple[str, str, str | None]]:
    """The resources that a result leads to: address, name, and the headline of the article."""
    if isinstance(value, AskOut):
        for c in (*value.citations, *value.nearest):
            yield c.uri, f"[{c.n}]", c.title
    elif isinstance(value, SearchOut):
        for p in value.passages:
            yield p.uri, f"passage {p.rank}", p.title


def inert(value: Any) -> Any:
    """`value` without the characters that a reader cannot see and a terminal or a model could act on."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: inert(one) for key, one in value.items()}
    return [inert(one) for one in value] if isinstance(value, (list, tuple)) else value
