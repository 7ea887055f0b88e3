"""The first half of a briefing: articles -> Stories in their order -> Evidence. No model is called here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from brief.errors import ConfigError, EmptyLibrary, no_articles
from brief.models import ArticleInfo, Query, Window
from brief.stories.ranking import Subject
from brief.workflows.finding import lines_of
from brief.workflows.gaps import gaps, language_note
from brief.workflows.gathered import LENGTHS, NORMAL, Earlier, Gathered, PageOptions
from brief.workflows.sorting import Past, Sorting

if TYPE_CHECKING:
    from brief.library.library import Library
    from brief.stories.article_text import ArticleText

MOST_ARTICLES = 5000
"""Articles that one briefing reads, the newest: more than a day's news."""
MOST_KNOWN = 1000
"""Articles from before a digest's window that its stories are compared with, the newest."""
KNOWN_DAYS = timedelta(30)
"""How long before the window these were published at most: what is older is another story by then."""
CANDIDATES = 2
"""How many times the stories that a page has room for are gathered: a model may choose among them, and a story that
turns out to be one sentence leaves its place to the next."""
MOST_LINES = 60
"""Stories that can be told in one line each: those that have a place on the longest page."""


def gather(
    library: Library,
    query: Query,
    *,
    today: date,
    options: PageOptions = NORMAL,
    earlier: Earlier | None = None,
    kind: str = "Briefing",
) -> Gathered:
    """The stories of the articles that pass the filters of `query` (its text is not read), and evidence for each.

    A page of the kind `Digest` is of `today`; a `Briefing` of the query's cut-off or the last day of its articles,
    and of today where none has a day. With `earlier` stories that were told before are known as such.

    Raises:
        EmptyLibrary: nothing passes the filters.
    """
    from brief.stories.cluster import compare, group
    from brief.stories.origins import origin_by_version
    from brief.stories.ranking import rank
    from brief.stories.roundups import roundups

    texts, left_out, limited = _read(library, query)
    texts = _on_topic(texts, options) if options.only else texts
    last = max((t.info.published for t in texts if t.info.published), default=None)
    day = query.as_of or (today if kind == "Digest" or last is None else last)
    known = _known(library, texts, earlier.known) if earlier else []
    likeness = compare(texts)
    origins = origin_by_version(texts)
    going_round = roundups([*texts, *known])
    known = [t for t in known if t.info.version not in going_round]
    every = group([t for t in texts if t.info.version not in going_round], origins=origins, likeness=likeness)
    # How alike articles of one event are is measured among themselves; what is talked of, in all that is known.
    wider = compare([*texts, *known]) if known else likeness
    ranked = rank(every, wider, day, options.topics, going_round)
    length = LENGTHS[options.length]
    by_version = {t.info.version: t for t in texts}
    # A date line may be a day ahead of the clock here; what lies further ahead is a slip in the record.
    cutoff = last if last is not None and day < last <= day + timedelta(1) else day
    telling = Sorting(by_version, origins, options, cutoff, earlier, Past(wider, known))
    telling.sort(ranked, CANDIDATES * length.stories)
    infos = [t.info for t in texts]
    stories = telling.stories
    return Gathered(
        day=day,
        as_of=query.as_of,
        stories=tuple(stories),
        gaps=tuple(gaps(infos, left_out, telling.silent, query.as_of, going_round)),
        origins=origins,
        lines=lines_of(library, telling.cited()),
        notes=language_note(infos),
        kind=kind,
        in_one_line=tuple(telling.lines[:MOST_LINES]),
        left_out=max(0, len(telling.lines) - MOST_LINES),
        window=_window(infos, limited),
        length=options.length,
        cutoff=cutoff,
        previous=earlier.day if earlier else None,
        before_versions=telling.before_versions(),
    )


def reader_topics(library: Library) -> tuple[Subject, ...]:
    """The topics that the library's reader has named."""
    following = library.following
    return tuple(Subject(t.name, t.words, following.articles(t.name)) for t in following.topics())


def narrowed(library: Library, infos: Sequence[ArticleInfo], options: PageOptions) -> list[ArticleInfo]:
    """Those of these articles that are on the one topic asked for. Raises ConfigError for an unknown topic."""
    topic = _only(options)
    return [t.info for t in _texts(library, infos) if topic.takes(t)]


def _on_topic(texts: Sequence[ArticleText], options: PageOptions) -> list[ArticleText]:
    topic = _only(options)
    found = [t for t in texts if topic.takes(t)]
    if not found:
        raise EmptyLibrary(f"no article is on the topic {topic.name}")
    return found


def _only(options: PageOptions) -> Subject:
    topic = next((t for t in options.topics if t.name.casefold() == options.only.casefold()), None)
    if topic is None:
        from brief.library.names import meant

        why = f"no topic {options.only!r}{meant(options.only, (t.name for t in options.topics))}"
        raise ConfigError(f"{why} (see `brief topic list`)")
    return topic


def _read(library: Library, query: Query) -> tuple[list[ArticleText], list[ArticleInfo], bool]:
    """The articles that pass the filters, those that do not, and whether there are more than are read."""
    from brief.stories.article_text import ArticleText, by_age

    every = list(library.articles(Query("", articles=query.articles)))
    if not every:
        raise no_articles(library.path)
    known = list(library.articles(query))
    if not known:
        raise EmptyLibrary(f"none of the {len(every)} articles matches these dates and outlets")
    texts = sorted((ArticleText(i, ()) for i in known), key=by_age)
    newest = [t.info for t in texts if t.info.published is not None][-MOST_ARTICLES:]
    undated = [t.info for t in texts if t.info.published is None][: MOST_ARTICLES - len(newest)]
    read = _texts(library, [*newest, *undated])
    taken = {t.info.version for t in read}
    return read, [i for i in every if i.version not in taken], len(known) > len(read)


def _texts(library: Library, infos: Sequence[ArticleInfo]) -> list[ArticleText]:
    from brief.stories.article_text import ArticleText

    return [ArticleText(i, tuple(library.sentences(i.version))) for i in infos]


def _known(library: Library, texts: Sequence[ArticleText], ids: Sequence[str]) -> list[ArticleText]:
    """What digests have covered of the time just before these articles, the newest."""
    days = [t.info.published for t in texts if t.info.published]
    if not days or not ids:
        return []
    here, wanted = {t.info.id for t in texts}, set(ids)
    since = Query("", since=min(days) - KNOWN_DAYS, until=max(days))
    infos = [i for i in library.articles(since) if i.id in wanted and i.id not in here]
    infos.sort(key=lambda i: (i.published or date.min, i.id))
    return _texts(library, infos[-MOST_KNOWN:])


def _window(infos: Sequence[ArticleInfo], limited: bool) -> Window:
    days = [i.published for i in infos if i.published]
    return Window(min(days, default=None), max(days, default=None), len(infos), MOST_ARTICLES if limited else None)
