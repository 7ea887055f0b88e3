"""What stands on a page and in which order, free of any form: the blocks that text and Markdown share.

A block holds text as it came; whoever prints it makes it inert (see `safe`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from brief.models import (
    Answer,
    Citation,
    ShownClaim,
    Withheld,
)
from brief.render import phrases

SOURCES = "Sources"


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` counts from 1, the title of the page."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, or a list item: `lead: text [marks] (remark)`, and under it where it comes from."""

    text: str
    marks: tuple[int, ...] = ()
    remark: str = ""
    under: str = ""
    lead: str = ""
    item: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """One numbered source: the exact sentence, and where it stands; `ref`: with its name for `brief show`."""

    citation: Citation
    ref: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """A sentence of a paragraph; the next one goes on with it unless it is the `last`."""

    text: str
    marks: tuple[int, ...] = ()
    remark: str = ""
    last: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """One article of the sources, with the numbers of its sentences."""

    numbers: tuple[int, ...]
    citation: Citation


Block = Heading | Text | Source | Prose | Reference


def prose_block(claim: ShownClaim, *, first: bool, verbose: bool = False) -> Prose:
    """A claim as a sentence of an answer; the first one, which answers, is a paragraph of its own."""
    remark = phrases.remarks(claim, verbose=True) if verbose else phrases.short_remark(claim)
    return Prose(phrases.with_dates(claim), claim.citations, remark, first)


def claim_block(
    claim: ShownClaim,
    *,
    cited: Sequence[Citation] = (),
    remark: str = "",
    lead: str = "",
    verbose: bool = False,
    briefly: bool = False,
) -> Text:
    """A claim with its resolved dates and its marks; with `cited` (all citations known so far) also where it comes
    from. verbose: also how well it is supported; briefly: an item of a list, with no more
    than is needed."""
    numbers = set(claim.citations)
    under = phrases.provenance(c for c in cited if c.n in numbers)
    said = "; ".join(filter(None, (phrases.remarks(claim, verbose=verbose, briefly=briefly), remark)))
    return Text(phrases.with_dates(claim), claim.citations, said, under, lead, item=briefly)


def answer_end(answer: Answer, *, verbose: bool = False, compact: bool = False) -> Iterator[Block]:
    """All that follows the claims of an answer; it ends with the sources, which are a line an article where `compact`
    (and not `verbose`) is asked for."""
    if not answer.answered:
        yield Text(phrases.NOT_ANSWERED)
    lines = (
        phrases.nearest_line(answer),
        phrases.quoted_line(answer),
        phrases.as_of_line(answer.as_of),
        *answer.notes,
        phrases.checked_line(answer.claims, answer.withheld, verbose=verbose),
    )
    yield from (Text(line) for line in lines if line)
    if verbose:
        yield from withheld_blocks(answer.withheld)
        yield Text(f"Confidence {answer.confidence:.2f}.")
    used = phrases.usage_line(answer.usage, answer.model)
    if used:
        yield Text(used)
    if answer.answered and compact and not verbose:
        yield from references(answer.citations)
    else:
        yield from sources(answer.citations if answer.answered else answer.citations or answer.nearest, refs=verbose)


def references(citations: Sequence[Citation]) -> Iterator[Block]:
    """The cited articles, one line each, in the order of their first citation."""
    yield Heading(2, SOURCES)
    by_article: dict[str, list[Citation]] = {}
    for c in citations:
        by_article.setdefault(c.article.version, []).append(c)
    yield from (Reference(tuple(c.n for c in cited), cited[0]) for cited in by_article.values())


def withheld_blocks(withheld: Iterable[Withheld]) -> Iterator[Block]:
    for w in withheld:
        yield Text(f'Withheld: "{w.text}"', remark=phrases.why(w), item=True)


def sources(citations: Sequence[Citation], *, refs: bool = False) -> Iterator[Block]:
    yield Heading(2, SOURCES)
    if not citations:
        yield Text("None.")
    for c in citations:
        yield Source(c, refs)
