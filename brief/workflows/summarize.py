"""summarize: articles -> Stories -> Evidence -> Draft -> Verdicts -> Briefing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from brief.errors import EmptyLibrary
from brief.models import Briefing, Coverage, Query, StoryLineKind
from brief.workflows.gathered import LENGTHS, NORMAL, Gathered, LineEvidence, PageOptions, StoryEvidence
from brief.workflows.gathering import gather
from brief.workflows.storytelling import AS_WRITTEN, Drafted, Page, StoryDrafting, Writing

if TYPE_CHECKING:
    from pathlib import Path

    from brief.library.library import Library
    from brief.writing import Writer

AROUND = 220
"""Words of a page that are no story: its front matter, masthead, headings and legend."""
A_LINE = 6
"""Words of a line beside its headline: its outlet, its mark, its bullet."""
FEWEST_STORIES = 3
"""Stories that are told in full even where their words are more than the page should have."""

EVERYTHING = Query("")

OnStory = Callable[[int, int, str], None]
"""Called before each story is written: how many are done, how many there are, the title."""


def summarize(
    library: Library,
    paths: Sequence[str | Path] = (),
    query: Query = EVERYTHING,
    *,
    today: date,
    writer: Writer | None = None,
    options: PageOptions = NORMAL,
) -> Briefing:
    """A briefing over the articles of `paths` (added first) that pass the filters of `query`, or over the whole
    library, with checked, cited claims.

    `today` dates it where neither the query nor an article has a day; `writer` defaults to the extractive one. Sources
    that cannot be read are left out: add them with `brief.workflows.add` to be told which.

    Raises:
        EmptyLibrary: nothing passes the filters.
        ConfigError, LibraryBusy, ProviderError: see brief.errors.
    """
    from brief.workflows.add import add
    from brief.writing.extractive import ExtractiveWriter

    added = add(library, paths).articles if paths else ()
    if paths and not added:
        raise EmptyLibrary(f"no article could be read from {', '.join(map(str, paths))}")
    query = replace(query, articles=(*query.articles, *added))
    return compose(gather(library, query, today=today, options=options), writer or ExtractiveWriter())


def compose(
    gathered: Gathered, writer: Writer, writing: Writing = AS_WRITTEN, *, on_story: OnStory | None = None
) -> Briefing:
    """The second half of `summarize`: write, check, number. Needs no library, so `replay --verify` runs it again.

    Raises:
        ProviderError: the endpoint failed before it had written any story.
    """
    prepared = StoryDrafting(writer, writing)
    page = Page(gathered)
    drafted, others = _written(gathered, page, prepared, on_story)
    told, in_one_line = _fitted(drafted, others, gathered)
    stories = page.tell(told)
    lines = page.lines(in_one_line)
    stories = tuple(replace(s, timeline=page.tell_when(d.part.timeline)) for s, d in zip(stories, told, strict=True))
    return Briefing(
        run=writing.run,
        title=_title(gathered, [s.story.title for s in stories] or [line.story.title for line in lines]),
        date=gathered.day,
        as_of=gathered.as_of,
        writer=writer.name,
        model=writer.model,
        stories=stories,
        gaps=gathered.gaps,
        coverage=page.coverage(),
        withheld=page.withheld,
        citations=page.citations,
        usage=writer.usage,
        notes=(*gathered.notes, *prepared.notes, *writer.notes),
        provider_failed=prepared.failed,
        kind=gathered.kind,
        window=gathered.window,
        lines=lines,
        left_out=gathered.left_out + _stories(gathered) - len(told) - len(in_one_line),
        previous=gathered.previous,
    )


def _written(
    gathered: Gathered, page: Page, prepared: StoryDrafting, on_story: OnStory | None
) -> tuple[list[Drafted], list[StoryEvidence]]:
    """The stories told in full, in the order of the page, and those that are left for a line: what has no room, and on
    a page with a limit what comes to a single sentence."""
    length = LENGTHS[gathered.length]
    drafted: list[Drafted] = []
    others: list[StoryEvidence] = []
    for part in prepared.in_order(gathered.stories, length.stories):
        if len(drafted) == length.stories:
            others.append(part)
            continue
        if on_story:
            on_story(len(drafted) + len(others), len(gathered.stories), part.story.title)
        written = page.write(part, prepared)
        if written.is_told_in_full or len(gathered.stories) == 1 or (length.words is None and written.is_told):
            drafted.append(written)
        else:
            others.append(part)
    return drafted, others


def _fitted(
    drafted: Sequence[Drafted], others: Sequence[StoryEvidence], gathered: Gathered
) -> tuple[list[Drafted], list[LineEvidence]]:
    """The stories that have room in full, and the lines that have room after them, on a page of the length asked for.

    The last stories become lines until the rest fits; each line is the first of its kind that there is room for.
    """
    most = LENGTHS[gathered.length].words
    told = list(drafted)
    over: list[StoryEvidence] = []
    while most is not None and len(told) > FEWEST_STORIES and AROUND + sum(d.words for d in told) > most:
        over.insert(0, told.pop().part)
    lines = [_as_line(part, gathered.cutoff) for part in (*over, *others)] + list(gathered.in_one_line)
    lines.sort(key=lambda line: list(StoryLineKind).index(line.kind))
    if most is None:
        return told, lines
    room = most - AROUND - sum(d.words for d in told)
    kept = []
    for line in lines:
        room -= len(line.story.title.split()) + A_LINE
        if room < 0:
            break
        kept.append(line)
    return told, kept


def _as_line(part: StoryEvidence, cutoff: date | None) -> LineEvidence:
    """The story with the sentence that tells its news."""
    from brief.stories.telling import tell

    first = next((label for claim in tell(part.story, part.evidence.sentences, cutoff) for label in claim.cites), "")
    shown = tuple(s for s in part.evidence.sentences if s.label == first)
    return LineEvidence(part.story, part.kind, replace(part.evidence, sentences=shown))


def _stories(gathered: Gathered) -> int:
    return len(gathered.stories) + len(gathered.in_one_line)


def _title(gathered: Gathered, titles: Sequence[str]) -> str:
    """A briefing is called by what it is about and the days of its articles; a digest by its own day."""
    from brief.render.briefing_words import days, weekday

    if not titles:
        return f"{gathered.kind}: no stories"
    if gathered.kind == "Digest":
        return f"Digest of {weekday(gathered.day)}"
    more = gathered.left_out + _stories(gathered) - 1
    others = f", and {more} more {'story' if more == 1 else 'stories'}" if more > 0 else ""
    first, last = gathered.window.first, gathered.window.last
    return titles[0] + others + (f" ({days(first, last)})" if first and last else "")


def blank(title: str, day: date, *, note: str, as_of: date | None = None, run: str = "") -> Briefing:
    """A briefing over nothing, which says so in `note`."""
    return Briefing(
        run=run,
        title=title,
        date=day,
        as_of=as_of,
        writer="extractive",
        model=None,
        stories=(),
        gaps=(),
        coverage=Coverage(0, 0, 0, 0),
        notes=(note,),
    )
