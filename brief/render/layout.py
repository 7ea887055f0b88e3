"""What stands on a page and in which order, free of any form: the blocks that text and Markdown share.

A block holds text as it came; whoever prints it makes it inert (see `safe`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from brief.models import (
    SECTIONS,
    Answer,
    Briefing,
    ChangeKind,
    Citation,
    ShownClaim,
    StoryBriefing,
    TimelineEntry,
    Withheld,
)
from brief.render import phrases

SOURCES = "Sources"
MOST_DROPPED = 5
"""Statements that are listed as dropped: a digest tells what arrived, so most of what the last one said is."""


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


Block = Heading | Text | Source


def claim_block(
    claim: ShownClaim,
    *,
    cited: Sequence[Citation] = (),
    item: bool = False,
    remark: str = "",
    entry: TimelineEntry | None = None,
    verbose: bool = False,
) -> Text:
    """A claim with its resolved dates and its marks; with `cited` (all citations known so far) also where it comes
    from; of a timeline's `entry` with the day in front. verbose: also how well it is supported."""
    numbers = set(claim.citations)
    under = phrases.provenance(c for c in cited if c.n in numbers)
    said = "; ".join(filter(None, (phrases.remarks(claim, verbose=verbose), remark)))
    lead = phrases.when(entry) if entry else ""
    return Text(phrases.with_dates(claim, but=entry), claim.citations, said, under, lead, item)


def answer_end(answer: Answer, *, verbose: bool = False) -> Iterator[Block]:
    """All that follows the claims of an answer; it ends with the sources."""
    if not answer.answered:
        yield Text(phrases.NOT_ANSWERED)
        if answer.nearest:
            yield Text(phrases.NEAREST)
    lines = (
        phrases.as_of_line(answer.as_of),
        *answer.notes,
        phrases.repaired_line(answer.claims),
        phrases.withheld_line(answer.withheld),
    )
    yield from (Text(line) for line in lines if line)
    if verbose:
        yield from withheld_blocks(answer.withheld)
        yield Text(f"Confidence {answer.confidence:.2f}.")
    used = phrases.usage_line(answer.usage, answer.model)
    if used:
        yield Text(used)
    yield from sources(answer.citations if answer.answered else answer.citations or answer.nearest, refs=verbose)


def withheld_blocks(withheld: Iterable[Withheld]) -> Iterator[Block]:
    for w in withheld:
        yield Text(f'Withheld: "{w.text}"', remark=phrases.why(w), item=True)


def sources(citations: Sequence[Citation], *, refs: bool = False) -> Iterator[Block]:
    yield Heading(2, SOURCES)
    if not citations:
        yield Text("None.")
    for c in citations:
        yield Source(c, refs)


def briefing_blocks(briefing: Briefing, *, verbose: bool = False) -> Iterator[Block]:
    """A whole briefing."""
    yield Heading(1, briefing.title)
    yield Text(phrases.dated_line(briefing))
    if not briefing.stories:
        yield from (Text(n) for n in briefing.notes)
    marked = change_remarks(briefing)
    alone = len(briefing.stories) == 1
    for story in briefing.stories:
        yield from _story(story, marked, alone=alone, verbose=verbose)
    yield from _changes(briefing)
    yield Heading(2, "Timeline")
    if not briefing.timeline:
        yield Text("No dated statements.")
    for entry in briefing.timeline:
        yield claim_block(entry.claim, item=True, entry=entry)
    yield Heading(2, "Gaps")
    yield from (Text(g, item=True) for g in briefing.gaps or ("None found.",))
    yield Heading(2, "Coverage")
    yield from (Text(line, item=True) for line in phrases.coverage_lines(briefing))
    repaired = phrases.repaired_line(shown_claims(briefing))
    if repaired:
        yield Text(repaired, item=True)
    if briefing.stories:
        yield from (Text(n, item=True) for n in briefing.notes)
    if verbose:
        yield from withheld_blocks(briefing.withheld)
    yield from sources(briefing.citations, refs=verbose)


def _story(story: StoryBriefing, marked: dict[str, str], *, alone: bool, verbose: bool) -> Iterator[Block]:
    level = 2
    if not alone:
        level = 3
        yield Heading(2, story.story.title)
        yield Text(story_line(story))
    for name in SECTIONS:
        claims = story.sections.get(name, ())
        if not claims and not alone:
            continue
        yield Heading(level, phrases.SECTION_TITLES[name])
        if not claims:
            yield Text("Nothing stated in these articles.")
        for claim in claims:
            remark = marked.get(claim.text, "")
            yield claim_block(claim, item=name != "bottom_line", remark=remark, verbose=verbose)


def story_line(story: StoryBriefing) -> str:
    """`4 articles, 2 origins: Hanbada News Agency, Pacific Wire.`"""
    s = story.story
    names = f": {', '.join(s.origins)}" if s.origins else ""
    return f"{phrases.count(len(s.articles), 'article')}, {phrases.count(len(s.origins), 'origin')}{names}."


def shown_claims(briefing: Briefing) -> Iterator[ShownClaim]:
    """Every claim in the sections of the briefing's stories."""
    for story in briefing.stories:
        for name in SECTIONS:
            yield from story.sections.get(name, ())


def change_remarks(briefing: Briefing) -> dict[str, str]:
    """What to say beside a claim that is new or changed since the previous briefing, by its text.

    Where everything is new (there was no previous briefing) it is said of nothing.
    """
    if all(c.kind is ChangeKind.NEW for c in briefing.changes):
        return {}
    return {c.text: c.kind.value for c in briefing.changes if c.kind in (ChangeKind.NEW, ChangeKind.CHANGED)}


def change_lines(briefing: Briefing) -> tuple[str, ...]:
    """Counts first, then what changed (with its earlier wording), and of what was dropped the first few."""
    if not briefing.changes:
        return ()
    printed = {c.text: phrases.with_dates(c) for c in shown_claims(briefing)}
    kinds = [c.kind for c in briefing.changes]
    counts = ", ".join(f"{kinds.count(k)} {k.value}" for k in ChangeKind if k in kinds)
    said = [counts[0].upper() + counts[1:] + "."]
    said += [
        f'Changed: before, it read "{c.before}"; now "{printed.get(c.text, c.text)}"'
        for c in briefing.changes
        if c.kind is ChangeKind.CHANGED and c.before
    ]
    dropped = [c for c in briefing.changes if c.kind is ChangeKind.DROPPED]
    said += [f'Dropped: "{c.text}"' for c in dropped[:MOST_DROPPED]]
    if len(dropped) > MOST_DROPPED:
        said.append(f"{len(dropped) - MOST_DROPPED} more were dropped.")
    return tuple(said)


def _changes(briefing: Briefing) -> Iterator[Block]:
    lines = change_lines(briefing)
    if lines:
        yield Heading(2, "Since the previous briefing")
        yield from (Text(line, item=True) for line in lines)
