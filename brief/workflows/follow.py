"""follow: sources that are looked at again and again -> what is new of each -> Library, receipt."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence, Set
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from brief.addresses import credentials, is_url, without_password
from brief.errors import ConfigError, SourceError
from brief.library.following import Look
from brief.models import FetchReceipt, Followed, SourceVisit
from brief.workflows.add import AddOutcome, take_in

if TYPE_CHECKING:
    from brief.library.library import Library
    from brief.sources.fetching import WebRules
    from brief.sources.followed import Found

AT_ONCE = 8
"""Sites that are looked at at the same time; of one site it is one address at a time."""

OnProblem = Callable[[SourceError], None]
OnVisit = Callable[[SourceVisit], None]


@dataclass(frozen=True, slots=True)
class NowFollowed:
    """A source that is followed from now on, and the other feeds that its page links to."""

    source: Followed
    others: tuple[str, ...] = ()


def follow(
    library: Library, place: str, *, topic: str | None = None, web: WebRules | None = None
) -> tuple[NowFollowed, ...]:
    """Follow a feed, the first feed that a page links to, a folder, a file, or all feeds of an OPML list.

    A feed is fetched once, to see that it is one; its articles come with the next `fetch_followed`. The feeds of a
    list are not: what of it is no feed shows then. What is followed already stays, with the topic that is given.

    Raises:
        SourceError: there is nothing at `place` that can be followed.
        ConfigError: the address holds a login, which would have to be kept.
    """
    if not is_url(place):
        return _follow_path(library, place, topic)
    if credentials(place):
        host = urlsplit(place).hostname
        raise ConfigError(
            f"logins are not kept: put `machine {host} login NAME password SECRET` into ~/.netrc (readable by you "
            f"alone) and follow {place}"
        )
    found, others = _find_feed(place, web)
    allow_private = bool(web and web.allow_private)
    source = library.following.follow(replace(found, topic=topic, allow_private=allow_private))
    return (NowFollowed(source, others),)


def _find_feed(url: str, web: WebRules | None) -> tuple[Followed, tuple[str, ...]]:
    from brief.sources.feeds import is_feed, parse_feed
    from brief.sources.fetching import Fetcher
    from brief.sources.followed import linked_feeds

    with Fetcher(web) as fetcher:
        fetcher.introduce(url)
        page = fetcher.fetch(url)
        others: tuple[str, ...] = ()
        if not is_feed(page.body, page.media):
            linked = linked_feeds(page)
            if not linked:
                raise SourceError(page.url, "no feed, and it links to none; `brief add` reads a single page")
            url, others = linked[0].url, tuple(feed.url for feed in linked[1:])
            page = fetcher.fetch(url)
    title = parse_feed(page.body, page.url, page.media).title
    name = title or urlsplit(page.url).hostname or page.url
    return Followed(name=name, place=without_password(page.moved or url), kind="feed", title=title), others


def _follow_path(library: Library, place: str, topic: str | None) -> tuple[NowFollowed, ...]:
    from brief.sources.opml import is_opml, read_opml

    path = Path(place).expanduser().absolute()
    try:
        if path.is_dir():
            folder = Followed(name=path.name or str(path), place=str(path), kind="folder", topic=topic)
            return (NowFollowed(library.following.follow(folder)),)
        with path.open("rb") as file:
            head = file.read(4096)
            data = head + file.read() if is_opml(head) else b""
    except OSError as error:
        raise SourceError(place, (error.strerror or "cannot be read").lower()) from None
    if not data:
        return (NowFollowed(library.following.follow(Followed(path.name, str(path), "file", topic=topic))),)
    outlines = read_opml(data, place)
    if not outlines:
        raise SourceError(place, "an OPML list without feeds")
    feeds = (Followed(o.title or o.url, o.url, "feed", o.title, topic or o.group) for o in outlines)
    return tuple(NowFollowed(library.following.follow(feed)) for feed in feeds)


def export(sources: Sequence[Followed]) -> tuple[str, tuple[str, ...]]:
    """The feeds among sources as an OPML list grouped by topic, and the names of those that are no feeds."""
    from brief.render.safe import one_line
    from brief.sources.opml import Outline, write_opml

    feeds = [
        Outline(s.place, one_line(s.name), one_line(s.topic) if s.topic else None) for s in sources if s.kind == "feed"
    ]
    return write_opml(feeds, "Followed with brief"), tuple(s.name for s in sources if s.kind != "feed")


def fetch_followed(
    library: Library,
    *,
    web: WebRules | None = None,
    names: Sequence[str] = (),
    on_problem: OnProblem | None = None,
    on_visit: OnVisit | None = None,
) -> FetchReceipt:
    """Look at all that is followed (or at what is of these `names`) and take in what is new.

    A source that cannot be read is named in the receipt (and to `on_problem`), and the others go on. What a look
    brought is noted only once its articles are in the library, so that a run that is killed loses nothing: the next
    one looks again.

    Raises:
        NotFound: nothing is followed under one of the names.
        ConfigError, EmbedderMismatch, LibraryBusy, ProviderError: see brief.errors.
    """
    following = library.following
    sources = [following.find(name) for name in dict.fromkeys(names)] if names else following.sources()
    visits: dict[str, SourceVisit] = {}
    with closing(_looks(library, [s for s in sources if s.kind == "feed"], web)) as looks:
        for source, found in looks:
            visits[source.name] = _take_feed(library, source, found, on_problem)
            if on_visit:
                on_visit(visits[source.name])
    for source in sources:
        if source.kind != "feed":
            visits[source.name] = _take_path(library, source, on_problem)
            if on_visit:
                on_visit(visits[source.name])
    return FetchReceipt(tuple(visits[source.name] for source in sources if source.name in visits))


def _take_feed(
    library: Library, source: Followed, found: Found | SourceError, on_problem: OnProblem | None
) -> SourceVisit:
    now = datetime.now(UTC)
    if isinstance(found, SourceError):
        return _failed(library, source, found, on_problem)
    for problem in found.problems if on_problem else ():
        on_problem(problem)  # type: ignore[misc]
    outcome = take_in(library, found.articles) if found.articles else None
    taken = {s.place for s in library.following.sources()}
    moved = found.moved if found.moved and found.moved not in taken else None
    look = Look(
        now,
        place=moved,
        title=found.title,
        etag=found.etag,
        modified=found.modified,
        new=_new(outcome),
        articles=(*found.known, *(outcome.articles if outcome else ())),
        entries=found.entries,
    )
    library.following.note(source.name, look)
    status = "unchanged" if found.is_unchanged else "ok"
    problems = tuple(map(str, found.problems))
    return SourceVisit(source.name, moved or source.place, status, _new(outcome), _updated(outcome), problems, moved)


def _take_path(library: Library, source: Followed, on_problem: OnProblem | None) -> SourceVisit:
    from brief.sources.files import read_paths

    path = Path(source.place)
    if not path.exists():
        return _failed(library, source, SourceError(source.place, "no such file or folder"), on_problem)
    outcome = take_in(library, read_paths([path]), on_problem=on_problem)
    # A folder that is empty today is none that is broken.
    problems = tuple(str(p) for p in outcome.problems if not (source.kind == "folder" and p.where == source.place))
    look = Look(datetime.now(UTC), new=_new(outcome), articles=outcome.articles)
    library.following.note(source.name, look)
    return SourceVisit(source.name, source.place, "ok", _new(outcome), _updated(outcome), problems)


def _failed(library: Library, source: Followed, error: SourceError, on_problem: OnProblem | None) -> SourceVisit:
    if on_problem:
        on_problem(error)
    library.following.note(source.name, Look(datetime.now(UTC), error=error.why))
    return SourceVisit(source.name, source.place, "failed", problems=(str(error),))


def _new(outcome: AddOutcome | None) -> int:
    return outcome.report.added if outcome else 0


def _updated(outcome: AddOutcome | None) -> int:
    return outcome.report.updated if outcome else 0


def _looks(
    library: Library, feeds: Sequence[Followed], web: WebRules | None
) -> Generator[tuple[Followed, Found | SourceError]]:
    """What a look at each feed brought, as they come in: several sites at the same time, one address of a site after
    the other."""
    if not feeds:
        return
    following = library.following
    before = {feed.name: following.entries(feed.name) for feed in feeds}
    known = following.known_addresses()
    sites: dict[tuple[str, bool], list[Followed]] = {}
    for feed in feeds:
        sites.setdefault((urlsplit(feed.place).netloc.lower(), feed.allow_private), []).append(feed)
    waiting: queue.SimpleQueue[list[Followed]] = queue.SimpleQueue()
    for group in sites.values():
        waiting.put(group)
    # As many as there are workers may wait to be taken in: each may hold the articles of a whole feed.
    done: queue.Queue[tuple[Followed, Found | SourceError]] = queue.Queue(AT_ONCE)
    over = threading.Event()

    def work() -> None:
        while not over.is_set():
            try:
                group = waiting.get_nowait()
            except queue.Empty:
                return
            for pair in _look_at_site(group, before, known, web):
                if not _put(done, pair, over):
                    return

    for _ in range(min(AT_ONCE, len(sites))):
        threading.Thread(target=work, daemon=True).start()
    try:
        for _ in feeds:
            yield done.get()
    finally:
        over.set()


def _look_at_site(
    group: Sequence[Followed],
    before: Mapping[str, Mapping[str, tuple[str, int]]],
    known: Set[str],
    web: WebRules | None,
) -> Iterator[tuple[Followed, Found | SourceError]]:
    """The looks at the feeds of one site. An article that two of them name is fetched for the first, which is taken in
    before the second; feeds of other sites may be taken in earlier, so they do not count on it."""
    from brief.sources.fetching import Fetcher, WebRules
    from brief.sources.followed import look_at_feed

    rules = web or WebRules()
    own: set[str] = set()
    with Fetcher(replace(rules, allow_private=rules.allow_private or group[0].allow_private)) as fetcher:
        for source in group:
            found: Found | SourceError
            try:
                found = look_at_feed(source, before[source.name], lambda name: name in known or name in own, fetcher)
                own.update(article.info.id for article in found.articles)
            except SourceError as error:
                found = error
            except Exception as error:  # a stranger's feed may break a parser in ways that nobody foresaw
                found = SourceError(source.place, f"cannot be read ({type(error).__name__})")
            yield source, found


def _put(
    done: queue.Queue[tuple[Followed, Found | SourceError]],
    pair: tuple[Followed, Found | SourceError],
    over: threading.Event,
) -> bool:
    """Hand over a result; False where nobody waits for it any more."""
    while not over.is_set():
        try:
            done.put(pair, timeout=0.5)
            return True
        except queue.Full:
            continue
    return False
