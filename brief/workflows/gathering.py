"""The first half of a briefing: articles -> Stories in their order -> Evidence. No model is called here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from brief.errors import ConfigError, EmptyLibrary
from brief.models import ArticleInfo, Evidence, Query, SourcedSentence, Story, Window
from brief.models.briefings import StoryLineKind
from brief.stories.ranking import Subject
from brief.stories.timeline import DatedStatement
from brief.workflows.finding import lines_of
from brief.workflows.gaps import gaps, language_note

if TYPE_CHECKING:
    from brief.library.library import Library
    from brief.models import EvidenceSentence
    from brief.stories.article_text import ArticleText
    from brief.stories.cluster import Likeness
    from brief.stories.ranking import Ranked

MOST_ARTICLES = 5000
"""Articles that one briefing reads, the newest: more than a day's news."""
MOST_KNOWN = 1000
"""Articles from before a digest's window that its stories are compared with, the newest."""
KNOWN_DAYS = timedelta(30)
"""How long before the window these were published at most: what is older is another story by then."""
STORY_SENTENCES = 24
"""Sentences of evidence for one story at least; more where a writer may be shown more tokens."""
A_SENTENCE = 80
"""Tokens that a sentence of evidence has, with room to spare."""
TIMELINE = 4
"""Dated statements of one story."""
CANDIDATES = 2
"""How many times the stories that a page has room for are gathered: a model may choose among them, and a story that
turns out to be one sentence leaves its place to the next."""
MOST_LINES = 60
"""Stories that can be told in one line each: those that have a place on the longest page."""


@dataclass(frozen=True, slots=True)
class Length:
    """How long a page is: `stories` in full, `words` on the whole page but for its sources (None: no limit)."""

    stories: int
    words: int | None


LENGTHS = {"short": Length(4, 700), "normal": Length(7, 1500), "full": Length(12, None)}


@dataclass(frozen=True, slots=True)
class PageOptions:
    """What a page is to be: one of LENGTHS; the reader's topics; the one topic that it is narrowed to, by name; how
    many tokens of evidence a writer is shown for one story, counted by `count` (None: three characters a token, more
    than there are)."""

    length: str = "normal"
    topics: tuple[Subject, ...] = ()
    only: str = ""
    evidence_tokens: int = 2000
    count: Callable[[str], int] | None = None


NORMAL = PageOptions()


@dataclass(frozen=True, slots=True)
class Statement:
    """What an earlier briefing said, and the sentences that it cited for it."""

    text: str
    sources: tuple[SourcedSentence, ...] = ()


@dataclass(frozen=True, slots=True)
class EarlierStory:
    """A story as an earlier briefing told it."""

    title: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """The briefing that changes are counted from: the last digest, with everything it told."""

    day: date
    stories: tuple[EarlierStory, ...] = ()
    known: tuple[str, ...] = ()
    """Ids of the articles that digests have covered."""


@dataclass(frozen=True, slots=True)
class StoryEvidence:
    """A story and the sentences that a writer is shown for it; `before`: what the last digest said of it; `kind`: why
    it is told in one line where it is not among the first."""

    story: Story
    evidence: Evidence
    timeline: tuple[DatedStatement, ...] = ()
    before: tuple[Statement, ...] = ()
    standing: str = ""
    topic: str = ""
    kind: StoryLineKind = StoryLineKind.MORE
    title: str = ""
    """A title that a model gave it, not yet checked."""


@dataclass(frozen=True, slots=True)
class LineEvidence:
    """A story for one line, and the sentence behind its headline, if there is one."""

    story: Story
    kind: StoryLineKind
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that a briefing is written from: no library and no clock is needed after this, and a record keeps it."""

    day: date
    """The day the briefing is of: the cut-off if there is one, else the day it was made."""
    as_of: date | None
    stories: tuple[StoryEvidence, ...]
    gaps: tuple[str, ...]
    origins: dict[str, str]
    """The origin of each article version that was read, one name for one origin."""
    lines: dict[str, int]
    """The line number of each sentence that may be cited, by ref."""
    notes: tuple[str, ...] = ()
    kind: str = "Briefing"
    """`Briefing` or `Digest`."""
    in_one_line: tuple[LineEvidence, ...] = ()
    left_out: int = 0
    window: Window = field(default_factory=Window)
    length: str = "normal"
    cutoff: date | None = None
    """The day after which things are still to come."""
    previous: date | None = None
    before_versions: tuple[str, ...] = ()
    """The article versions that what was said earlier was said from."""

    @property
    def versions(self) -> tuple[str, ...]:
        """The article versions that were read: every one that may be quoted is among them."""
        return tuple(dict.fromkeys((*self.origins, *self.before_versions)))


def gather(
    library: Library,
    query: Query,
    *,
    today: date,
    options: PageOptions = NORMAL,
    earlier: Earlier | None = None,
) -> Gathered:
    """The stories of the articles that pass the filters of `query` (its text is not read), and evidence for each.

    `today` dates the page where the query has no cut-off. With `earlier` the page is a digest: stories that were told
    before are known as such.

    Raises:
        EmptyLibrary: nothing passes the filters.
    """
    from brief.stories.cluster import compare, group
    from brief.stories.origins import origin_by_version
    from brief.stories.ranking import rank

    texts, left_out, limited = _read(library, query)
    if options.only:
        topic = _only(options)
        texts = [t for t in texts if topic.takes(t)]
        if not texts:
            raise EmptyLibrary(f"no article is on the topic {topic.name}")
    day = query.as_of or today
    known = _known(library, texts, earlier.known) if earlier else []
    likeness = compare(texts)
    origins = origin_by_version(texts)
    every = group([t for t in texts if t.info.form != "roundup"], origins=origins, likeness=likeness)
    # How alike articles of one event are is measured among themselves; what is talked of, in all that is known.
    wider = compare([*texts, *known]) if known else likeness
    ranked = rank(every, wider, day, options.topics)
    length = LENGTHS[options.length]
    by_version = {t.info.version: t for t in texts}
    cutoff = max(day, max((t.info.published for t in texts if t.info.published), default=day))
    telling = _Telling(by_version, origins, options, cutoff, earlier, _Past(wider, known))
    telling.sort(ranked, CANDIDATES * length.stories)
    infos = [t.info for t in texts]
    stories = telling.stories
    return Gathered(
        day=day,
        as_of=query.as_of,
        stories=tuple(stories),
        gaps=tuple(gaps(infos, left_out, telling.silent, query.as_of)),
        origins=origins,
        lines=lines_of(library, telling.cited()),
        notes=language_note(infos),
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


def _only(options: PageOptions) -> Subject:
    topic = next((t for t in options.topics if t.name.casefold() == options.only.casefold()), None)
    if topic is None:
        raise ConfigError(f"no topic is called {options.only}: `brief topic list` shows those that there are")
    return topic


class _Past:
    """The articles known from before, and which of them a story goes on from."""

    def __init__(self, likeness: Likeness, known: Sequence[ArticleText]) -> None:
        self._likeness = likeness
        self._known = {t.info.version for t in known}
        self._place = {t.info.version: i for i, t in enumerate(likeness.texts)}

    def of(self, story: Story) -> list[ArticleText]:
        """The known articles that are as alike to one of the story's as its own are to each other."""
        from brief.stories.cluster import ALIKE

        own = [self._place[a.version] for a in story.articles]
        found = []
        for version in self._known:
            at = self._place[version]
            if max(self._likeness.pairs.get((min(i, at), max(i, at)), 0.0) for i in own) >= ALIKE:
                found.append(self._likeness.texts[at])
        return sorted(found, key=lambda t: (t.info.published or date.min, t.info.id))


@dataclass(slots=True)
class _Telling:
    """Sorts stories into those told in full and those of one line."""

    by_version: Mapping[str, ArticleText]
    origins: Mapping[str, str]
    options: PageOptions
    cutoff: date
    earlier: Earlier | None
    past: _Past
    stories: list[StoryEvidence] = field(default_factory=list)
    lines: list[LineEvidence] = field(default_factory=list)
    silent: list[ArticleInfo] = field(default_factory=list)

    def sort(self, ranked: Sequence[Ranked], most: int) -> None:
        for r in ranked:
            kind = StoryLineKind.MORE if r.news else StoryLineKind.ALSO
            # What is no news by its opening has a place where there is too little news, but no question has.
            if len(self.stories) < most and (r.news or not _asks(r.story)):
                self._tell(r, kind)
            else:
                self._in_one_line(r.story, kind)

    def _tell(self, ranked: Ranked, kind: StoryLineKind) -> None:
        from brief.stories.central import Limits, story_evidence, told
        from brief.stories.newness import nothing_new
        from brief.stories.ranking import REPORTS
        from brief.stories.timeline import timeline
        from brief.stories.titles import story_title

        story = ranked.story
        texts = [self.by_version[a.version] for a in story.articles]
        past = self.past.of(story)
        before = self._before(texts, past)
        if self.earlier is not None and nothing_new(texts, past, [b.text for b in before]):
            self._in_one_line(story, StoryLineKind.UNCHANGED)
            return
        fresh = [t for t in texts if not nothing_new([t], past, [b.text for b in before])]
        if len(fresh) < len(texts):
            # What is carried once more does not say where the story stands.
            story = replace(story, title=story_title(fresh, [1.0] * len(fresh)))
        reports = [t for t in fresh if t.info.form in REPORTS] or fresh
        things = told(reports)
        count = self.options.count or _at_most
        tokens = self.options.evidence_tokens
        limits = Limits(max(STORY_SENTENCES, tokens // A_SENTENCE), tokens, count, self.cutoff)
        evidence = story_evidence(story, things, limits=limits)
        if not evidence.sentences:
            self.silent.extend(story.articles)
            return
        dated = timeline(things, limit=TIMELINE)
        standing = "" if self.earlier is None else "ongoing" if before or past else "new"
        self.stories.append(StoryEvidence(story, evidence, dated, before, standing, ranked.topic, kind))

    def _before(self, texts: Sequence[ArticleText], past: Sequence[ArticleText]) -> tuple[Statement, ...]:
        """What the last digest said of this story."""
        from brief.stories.changes import goes_on

        if self.earlier is None:
            return ()
        now = [s.text for t in texts for s in t.body[:8]]
        ids = {t.info.id for t in past} | {t.info.id for t in texts}
        return tuple(
            statement
            for story in self.earlier.stories
            if any(s.article.id in ids for x in story.statements for s in x.sources)
            or goes_on([x.text for x in story.statements], now)
            for statement in story.statements
        )

    def _in_one_line(self, story: Story, kind: StoryLineKind) -> None:
        from brief.models import EvidenceSentence
        from brief.stories.lead import lead, newest_first

        texts = newest_first([self.by_version[a.version] for a in story.articles])
        leads = ((t, found) for t in texts if (found := lead(t, reading=6)))
        text, found = next(leads, (None, None))
        sentences = (EvidenceSentence("S1", found.sentence, text.info, 1.0, ()),) if text is not None and found else ()
        if not sentences and not any(t.body for t in texts):
            self.silent.extend(story.articles)
            return
        self.lines.append(LineEvidence(story, kind, Evidence(story.title, sentences, 1.0 if sentences else 0.0, 0.0)))

    def cited(self) -> Iterable[EvidenceSentence]:
        """Every sentence that may be cited."""
        from brief.models import EvidenceSentence

        for story in self.stories:
            yield from story.evidence.sentences
            yield from (d.evidence for d in story.timeline)
            yield from (EvidenceSentence("", s.sentence, s.article, 1.0) for b in story.before for s in b.sources)
        for line in self.lines:
            yield from line.evidence.sentences

    def before_versions(self) -> tuple[str, ...]:
        every = (s.article.version for story in self.stories for b in story.before for s in b.sources)
        return tuple(dict.fromkeys(every))


def _asks(story: Story) -> bool:
    from brief.text.standing import addresses_reader, asks

    return asks(story.title) or addresses_reader(story.title)


def _read(library: Library, query: Query) -> tuple[list[ArticleText], list[ArticleInfo], bool]:
    """The articles that pass the filters, those that do not, and whether there are more than are read."""
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
    infos = [i for i in library.articles(since) if i.id in wanted and i.id not in here and i.form != "roundup"]
    infos.sort(key=lambda i: (i.published or date.min, i.id))
    return _texts(library, infos[-MOST_KNOWN:])


def _window(infos: Sequence[ArticleInfo], limited: bool) -> Window:
    days = [i.published for i in infos if i.published]
    return Window(min(days, default=None), max(days, default=None), len(infos), MOST_ARTICLES if limited else None)


def _at_most(text: str) -> int:
    return len(text) // 3 + 1
