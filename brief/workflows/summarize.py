"""summarize: articles -> Stories -> Evidence -> Draft -> Verdicts -> Briefing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from brief.errors import EmptyLibrary
from brief.models import (
    ArticleInfo,
    Briefing,
    Change,
    Coverage,
    Evidence,
    Query,
    Story,
    StoryBriefing,
)
from brief.stories.timeline import DatedStatement
from brief.workflows.ask import lines_of

if TYPE_CHECKING:
    from pathlib import Path

    from brief.library.library import Library
    from brief.stories.article_text import ArticleText
    from brief.writing import Writer

MOST_ARTICLES = 1000
"""Articles that one briefing reads, the newest: more than a day's news."""
MOST_STORIES = 12
"""Stories that one briefing tells, the largest: more is not brief."""
STORY_SENTENCES = 24
"""Sentences of evidence for one story."""
TIMELINE = 24
"""Dated statements of a briefing, shared out among its stories by their articles."""
LEAST_TIMELINE = 2
"""Dated statements that the smallest story may have."""

OnStory = Callable[[int, int, str], None]
"""Called before each story is written: how many are done, how many there are, the title."""


@dataclass(frozen=True, slots=True)
class StoryEvidence:
    """A story and the sentences that a writer is shown for it."""

    story: Story
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that a briefing is written from: no library and no clock is needed after this, and a record keeps it."""

    day: date
    """The day the briefing is of: the cut-off if there is one, else the day it was made."""
    as_of: date | None
    stories: tuple[StoryEvidence, ...]
    timeline: tuple[DatedStatement, ...]
    gaps: tuple[str, ...]
    origins: dict[str, str]
    """The origin of each article version that was read, one name for one origin."""
    lines: dict[str, int]
    """The line number of each sentence that may be cited, by ref."""
    before: tuple[str, ...] | None = None
    """What the previous briefing said, for the changes; None where there is none."""
    before_versions: tuple[str, ...] = ()
    """The article versions that this was said from."""
    notes: tuple[str, ...] = ()
    kind: str = "Briefing"
    """The word its title begins with."""

    @property
    def versions(self) -> tuple[str, ...]:
        """The article versions that were read: every one that may be quoted is among them."""
        return tuple(dict.fromkeys((*self.origins, *self.before_versions)))


def summarize(
    library: Library,
    paths: Sequence[str | Path] = (),
    *,
    today: date,
    writer: Writer | None = None,
    as_of: date | None = None,
    since: date | None = None,
    until: date | None = None,
    sources: Sequence[str] = (),
    evidence_tokens: int = 2000,
    judge: str = "none",
    run: str = "",
) -> Briefing:
    """A briefing over the articles of `paths` (added first), or over the whole library, with checked, cited claims.

    `today` dates it where no `as_of` is given; `writer` defaults to the extractive one; `judge` is as
    for `brief.ask`. Sources that cannot be
    read are left out: add them with `brief.workflows.add` to be told which.

    Raises:
        EmptyLibrary: nothing passes the filters.
        ConfigError, LibraryBusy, ProviderError: see brief.errors.
    """
    from brief.workflows.add import add
    from brief.writing.extractive import ExtractiveWriter

    added = add(library, paths).articles if paths else ()
    if paths and not added:
        raise EmptyLibrary(f"no article could be read from {', '.join(map(str, paths))}")
    gathered = gather(
        library,
        today=today,
        articles=added,
        as_of=as_of,
        since=since,
        until=until,
        sources=sources,
        evidence_tokens=evidence_tokens,
    )
    return compose(gathered, writer or ExtractiveWriter(), judge=judge, run=run)


def gather(
    library: Library,
    *,
    today: date,
    articles: Sequence[str] = (),
    as_of: date | None = None,
    since: date | None = None,
    until: date | None = None,
    sources: Sequence[str] = (),
    evidence_tokens: int = 2000,
    count: Callable[[str], int] | None = None,
    before: Sequence[str] | None = None,
) -> Gathered:
    """The first half of `summarize`: everything up to the evidence, with the library; no model is called.

    `articles` are article ids; empty: the whole library. Each story gets at most `evidence_tokens` tokens, counted
    by `count` (by default at three characters a token, which is more than there are).
    """
    from brief.stories.central import story_evidence, told
    from brief.stories.cluster import group
    from brief.stories.origins import origin_by_version
    from brief.stories.timeline import timeline

    query = Query("", as_of, since, until, tuple(sources), tuple(articles))
    texts, left_out = _read(library, query)
    origins = origin_by_version(texts)
    every = group(texts, origins=origins)
    by_version = {t.info.version: t for t in texts}
    stories: list[StoryEvidence] = []
    dated: list[DatedStatement] = []
    for story in every[:MOST_STORIES]:
        things = told([by_version[a.version] for a in story.articles])
        evidence = story_evidence(
            story, things, max_sentences=STORY_SENTENCES, budget_tokens=evidence_tokens, count=count or _at_most
        )
        if evidence.sentences:
            stories.append(StoryEvidence(story, evidence))
            share = len(story.articles) / len(texts)
            dated.extend(timeline(things, limit=max(LEAST_TIMELINE, round(TIMELINE * share))))
    dated.sort(key=lambda d: (d.first, d.last, d.evidence.sentence.ref))
    cited = (*(e for s in stories for e in s.evidence.sentences), *(d.evidence for d in dated))
    return Gathered(
        day=as_of or today,
        as_of=as_of,
        stories=tuple(stories),
        timeline=tuple(dated),
        gaps=tuple(_gaps([t.info for t in texts], left_out, every, stories, as_of)),
        origins=origins,
        lines=lines_of(library, cited),
        before=None if before is None else tuple(before),
        notes=_language_note(texts),
    )


def compose(
    gathered: Gathered,
    writer: Writer,
    *,
    judge: str = "none",
    run: str = "",
    on_story: OnStory | None = None,
) -> Briefing:
    """The second half of `summarize`: write, check, number. Needs no library, so `replay --verify` runs it again.

    Raises:
        ProviderError: the endpoint failed before it had written any story.
    """
    from brief.workflows.storytelling import Page, StoryDesk

    desk = StoryDesk(writer, judge=judge)
    page = Page(gathered.origins, gathered.lines)
    stories = []
    for n, part in enumerate(gathered.stories):
        if on_story:
            on_story(n, len(gathered.stories), part.story.title)
        stories.append(page.tell(part.story, part.evidence, desk))
    said = page.said
    told_when = page.tell_when(gathered.timeline)
    return Briefing(
        run=run,
        title=_title(gathered.kind, [s.story for s in stories]),
        date=gathered.day,
        as_of=gathered.as_of,
        writer=writer.name,
        model=writer.model,
        stories=tuple(stories),
        timeline=told_when,
        gaps=gathered.gaps,
        coverage=page.coverage(),
        withheld=page.withheld,
        citations=page.citations,
        changes=() if gathered.before is None else _changes(gathered.before, stories, said),
        usage=writer.usage,
        notes=(*gathered.notes, *desk.notes, *writer.notes),
        provider_failed=desk.failed,
    )


def _changes(before: Sequence[str], stories: Sequence[StoryBriefing], said: Sequence[str]) -> tuple[Change, ...]:
    """What changed, the statements compared with the days beside their words: a Friday may be another one."""
    from brief.render.phrases import with_dates
    from brief.stories.changes import changes

    printed = {c.text: with_dates(c) for s in stories for claims in s.sections.values() for c in claims}
    plain = {words: text for text, words in printed.items()}
    found = changes(before, [printed.get(text, text) for text in said])
    return tuple(replace(c, text=plain.get(c.text, c.text)) for c in found)


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
        timeline=(),
        gaps=(),
        coverage=Coverage(0, 0, 0, 0),
        notes=(note,),
    )


def _read(library: Library, query: Query) -> tuple[list[ArticleText], list[ArticleInfo]]:
    """The articles that pass the filters, and those that do not."""
    from brief.stories.article_text import ArticleText, by_age

    every = list(library.articles(Query("", articles=query.articles)))
    if not every:
        raise EmptyLibrary(f"the library at {library.path} has no articles: add some with `brief add PATH`")
    known = list(library.articles(query))
    if not known:
        raise EmptyLibrary(f"none of the {len(every)} articles passes the dates and sources asked for")
    texts = sorted((ArticleText(i, ()) for i in known), key=by_age)
    newest = [t.info for t in texts if t.info.published is not None][-MOST_ARTICLES:]
    undated = [t.info for t in texts if t.info.published is None][: MOST_ARTICLES - len(newest)]
    read = [ArticleText(i, tuple(library.sentences(i.version))) for i in (*newest, *undated)]
    taken = {t.info.version for t in read}
    return read, [i for i in every if i.version not in taken]


def _gaps(
    read: Sequence[ArticleInfo],
    left_out: Sequence[ArticleInfo],
    every: Sequence[Story],
    told: Sequence[StoryEvidence],
    as_of: date | None,
) -> Iterable[str]:
    """What the reader of this briefing cannot know from it, a line each."""
    later = [i for i in left_out if as_of and i.published and i.published > as_of]
    undated_out = [i for i in left_out if i.published is None]
    if later:
        yield f"Left out as published after {as_of}: {_titles(later)}."
    if undated_out:
        yield f"Left out because their date is not known: {_titles(undated_out)}."
    others = len(left_out) - len(later) - len(undated_out)
    if others:
        yield f"Left out by the dates or sources asked for, or as over {MOST_ARTICLES}: {_count(others, 'article')}."
    undated = [i for i in read if i.published is None]
    if undated:
        yield f"Undated, so without a place in time: {_titles(undated)}."
    inferred = [i for i in read if i.published_basis == "inferred"]
    if inferred:
        yield f"Dated by inference only: {_titles(inferred)}."
    single = [s.story for s in told if len(s.story.origins) == 1]
    if len(single) == len(told) and len(told) == 1:
        yield f"Everything here stands on 1 origin only: {single[0].origins[0]}."
    elif single:
        yield f"These stories stand on 1 origin only: {_names(s.title for s in single)}."
    dates = [i.published for i in read if i.published]
    if dates:
        yield f"Nothing newer than {max(dates)} was read."
    told_here = {s.story.id for s in told}
    silent = [a for s in every[:MOST_STORIES] if s.id not in told_here for a in s.articles]
    if silent:
        yield f"Not told, as no sentence was found in them to tell it by: {_titles(silent)}."
    untold = every[MOST_STORIES:]
    if untold:
        articles = _count(sum(len(s.articles) for s in untold), "article")
        yield f"Not told here: {_count(len(untold), 'smaller story', 'smaller stories')} of {articles}."


def _titles(infos: Sequence[ArticleInfo]) -> str:
    return _names(i.title or i.path or i.url or i.id for i in infos)


def _names(titles: Iterable[str]) -> str:
    quoted = [f"“{t}”" for t in titles]
    more = f" and {len(quoted) - 5} more" if len(quoted) > 6 else ""
    return ", ".join(quoted[:5] if more else quoted) + more


def _count(n: int, one: str, many: str = "") -> str:
    return f"{n} {one if n == 1 else many or one + 's'}"


def _title(kind: str, stories: Sequence[Story]) -> str:
    if len(stories) == 1:
        return f"{kind}: {stories[0].title}"
    return f"{kind}, {_count(len(stories), 'story', 'stories')}"


def _language_note(texts: Sequence[ArticleText]) -> tuple[str, ...]:
    foreign = any(t.info.language not in ("en", "und") for t in texts)
    return ("Some of the sources are not in English; checking is made for English.",) if foreign else ()


def _at_most(text: str) -> int:
    return len(text) // 3 + 1
