"""What a library follows, and what it takes in from there."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from brief.errors import ConfigError, NotFound, SourceError
from brief.library.following import Look
from brief.library.library import Library
from brief.models import Followed, SourceVisit, Topic
from brief.sources.fetching import WebRules
from brief.workflows.follow import export, fetch_followed, follow
from tests.support.hostile import Hostile, hang_up
from tests.support.ledger import WordEmbedder
from tests.support.server import Reply, Server

LOCAL = WebRules(allow_private=True, retries=0)
LONG = "The pilots' union said it had not been asked about the agreement. " * 5


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", WordEmbedder()) as made:
        yield made


def page(text: str) -> Reply:
    body = f"<h1>{text}</h1><p>The full story of {text}, as the site tells it.</p><p>{LONG}</p>"
    return Reply(f"<html><head><title>{text}</title></head><body><article>{body}</article></body></html>".encode())


def feed(*items: str, title: str = "Harbor Times", **headers: str) -> Reply:
    body = f"<rss version='2.0'><channel><title>{title}</title>{''.join(items)}</channel></rss>"
    return Reply(
        body.encode(), media="application/rss+xml", headers={k.replace("_", "-"): v for k, v in headers.items()}
    )


def item(link: str, title: str, day: int = 4) -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link><pubDate>Mon, {day:02} May 2020 08:00:00 GMT</pubDate></item>"
    )


def titles(library: Library) -> list[str | None]:
    return sorted(str(info.title) for info in library.articles())


def test_a_feed_is_followed_and_read_once(library: Library) -> None:
    """The second look asks with what the server gave, and a feed that has not changed costs one request."""
    pages = {"/a": page("Pilots"), "/b": page("Tugs")}
    with Server(pages) as server:
        server.pages["/feed"] = [
            feed(item("/a", "Pilots"), item("/b", "Tugs"), ETag='"v1"', Last_Modified="Mon, 04 May 2020 08:00:00 GMT")
        ]
        (now,) = follow(library, f"{server.url}/feed", web=LOCAL)
        assert (now.source.name, now.source.title, now.source.kind) == ("Harbor Times", "Harbor Times", "feed")
        assert library.following.sources()[0].state == "never read"
        (visit,) = fetch_followed(library, web=LOCAL).visits
        assert (visit.status, visit.new, visit.problems) == ("ok", 2, ())
        assert titles(library) == ["Pilots", "Tugs"]
        server.requests.clear()
        server.pages["/feed"] = [Reply(status=304)]
        (visit,) = fetch_followed(library, web=LOCAL).visits
        assert (visit.status, visit.new) == ("unchanged", 0)
        (asked,) = server.requests
        assert asked.headers["if-none-match"] == '"v1"'
        assert asked.headers["if-modified-since"] == "Mon, 04 May 2020 08:00:00 GMT"
    (source,) = library.following.sources()
    assert (source.state, source.new, source.articles) == ("ok", 0, 2)
    assert source.read and source.read == source.tried


def test_only_what_is_new_or_changed_is_fetched(library: Library) -> None:
    """An entry that was read is not fetched again, unless the feed says that it changed."""
    with Server({"/a": page("Pilots"), "/b": page("Tugs")}) as server:
        server.pages["/feed"] = [feed(item("/a", "Pilots"))]
        follow(library, f"{server.url}/feed", web=LOCAL)
        fetch_followed(library, web=LOCAL)
        server.pages["/feed"] = [feed(item("/b", "Tugs"), item("/a", "Pilots"))]
        server.requests.clear()
        fetch_followed(library, web=LOCAL)
        assert server.paths() == ["/feed", "/b"]
        server.pages["/feed"] = [feed(item("/b", "Tugs"), item("/a", "Pilots", day=5))]
        server.pages["/a"] = [page("Pilots, corrected")]
        server.requests.clear()
        (visit,) = fetch_followed(library, web=LOCAL).visits
        assert server.paths() == ["/feed", "/a"]
        assert (visit.new, visit.updated) == (0, 1)
    assert len(list(library.articles())) == 2


def test_what_was_added_by_hand_or_from_another_feed_is_not_fetched_again(library: Library) -> None:
    """But it counts as the source's, too."""
    with Server(
        {"/a": page("Pilots"), "/feed": feed(item("/a", "Pilots")), "/all": feed(item("/a", "Pilots"), title="All")}
    ) as server:
        for name in ("feed", "all"):
            follow(library, f"{server.url}/{name}", topic=name, web=LOCAL)
        fetch_followed(library, web=LOCAL)
        assert server.paths().count("/a") == 1
    assert [source.articles for source in library.following.sources()] == [1, 1]
    (info,) = library.articles()
    assert library.following.articles("feed") == library.following.articles("ALL") == {info.id}


def test_an_article_that_was_removed_stays_away(library: Library) -> None:
    """The feed still names it."""
    with Server({"/a": page("Pilots"), "/feed": feed(item("/a", "Pilots"))}) as server:
        follow(library, f"{server.url}/feed", web=LOCAL)
        fetch_followed(library, web=LOCAL)
        library.remove([info.id for info in library.articles()])
        fetch_followed(library, web=LOCAL)
    assert titles(library) == []
    assert library.following.sources()[0].articles == 0


def test_an_entry_that_cannot_be_read_is_tried_at_three_looks(library: Library) -> None:
    """Also where the server says that the feed has not changed: it is not asked whether it has."""
    with Server({"/feed": feed(item("/a", "Pilots"), ETag='"v1"')}) as server:
        follow(library, f"{server.url}/feed", web=LOCAL)
        for _ in range(3):
            (visit,) = fetch_followed(library, web=LOCAL).visits
            assert visit.status == "ok"
            assert "404" in visit.problems[0]
        server.requests.clear()
        (visit,) = fetch_followed(library, web=LOCAL).visits
        assert visit.problems == ()
        assert server.paths() == ["/feed"]
        assert "if-none-match" in server.requests[0].headers


def test_one_that_can_be_read_the_next_time_comes_in(library: Library) -> None:
    """A site that was down loses nothing."""
    with Server(
        {"/feed": feed(item("/a", "Pilots"), ETag='"v1"'), "/a": [Reply(status=503), page("Pilots")]}
    ) as server:
        follow(library, f"{server.url}/feed", web=LOCAL)
        assert fetch_followed(library, web=LOCAL).new == 0
        assert fetch_followed(library, web=LOCAL).new == 1


def test_a_broken_source_is_named_and_the_others_go_on(library: Library, tmp_path: Path) -> None:
    """Whatever is wrong with it; and it is well again when it is."""
    drop = tmp_path / "drop.jsonl"
    drop.write_text('{"id": "1", "title": "Ferries", "text": "The ferries of Lund run again."}\n')
    with Hostile(hang_up) as away, Server({"/ok": feed(item("/a", "Pilots")), "/a": page("Pilots")}) as server:
        server.pages |= {name: [feed(title=name[1:])] for name in ("/gone", "/html", "/404")}
        for name in ("/gone", "/html", "/404", "/ok"):
            follow(library, server.url + name, web=LOCAL)
        library.following.follow(Followed("away", f"{away.url}/feed", "feed"))
        follow(library, str(drop))
        server.pages |= {"/gone": [Reply(status=410)], "/html": [page("A page")]}
        del server.pages["/404"]
        said: list[str] = []
        receipt = fetch_followed(library, web=LOCAL, on_problem=lambda error: said.append(str(error)))
        well = {"Harbor Times", "drop.jsonl"}
        assert {v.name for v in receipt.visits if v.status == "ok"} == well
        assert {v.name for v in receipt.failed} == {"gone", "html", "404", "away"}
        assert receipt.new == 2
        assert len(said) == 4
        states = {s.name: s for s in library.following.sources()}
        assert "`brief unfollow 'gone'`" in (states["gone"].error or "")
        assert (states["404"].failures, states["404"].state) == (1, "failing")
        server.pages["/404"] = [feed(title="404")]
        fetch_followed(library, web=LOCAL, names=["404"])
        assert library.following.find("404").state == "ok"
        assert library.following.find("404").failures == 0


def test_a_feed_that_has_moved_for_good_is_followed_there(library: Library) -> None:
    """A detour for today is not kept; and two that become one stay two, rather than fail."""
    with Server({"/feed": feed(), "/other": feed(title="Other")}) as server:
        follow(library, f"{server.url}/feed", web=LOCAL)
        server.pages |= {"/feed": [Reply(status=302, headers={"Location": "/there"})], "/there": [feed()]}
        assert fetch_followed(library, web=LOCAL).visits[0].moved is None
        server.pages["/feed"] = [Reply(status=301, headers={"Location": "/there"})]
        assert fetch_followed(library, web=LOCAL).visits[0].moved == f"{server.url}/there"
        assert library.following.sources()[0].place == f"{server.url}/there"
        follow(library, f"{server.url}/other", web=LOCAL)
        server.pages["/other"] = [Reply(status=308, headers={"Location": "/there"})]
        assert [v.status for v in fetch_followed(library, web=LOCAL).visits] == ["ok", "ok"]
    assert [s.place for s in library.following.sources()] == [f"{server.url}/there", f"{server.url}/other"]


def test_a_run_that_is_killed_loses_nothing(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The feed would say that nothing changed, but it is not asked before its articles are in."""

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with Server({"/feed": feed(item("/a", "Pilots"), ETag='"v1"'), "/a": page("Pilots")}) as server:
        follow(library, f"{server.url}/feed", web=LOCAL)
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr("brief.workflows.follow.take_in", killed)
            fetch_followed(library, web=LOCAL)
        assert library.following.sources()[0].state == "never read"
        assert fetch_followed(library, web=LOCAL).new == 1
        assert not any("if-none-match" in request.headers for request in server.requests)


def test_sites_are_looked_at_beside_each_other(library: Library) -> None:
    """One that takes its time until all others are in keeps none of them waiting; each is there once, in its order."""
    others_are_in = threading.Event()
    seen: list[str] = []

    def note(visit: SourceVisit) -> None:
        seen.append(visit.name)
        if len(seen) == 12:
            others_are_in.set()

    with contextlib.ExitStack() as stack:
        slow = stack.enter_context(Hostile(lambda _: others_are_in.wait(50)))
        servers = [stack.enter_context(Server({"/feed": feed(title=f"S{n}")})) for n in range(12)]
        library.following.follow(Followed("slow", f"{slow.url}/feed", "feed"))
        for server in servers:
            follow(library, f"{server.url}/feed", web=LOCAL)
        receipt = fetch_followed(library, web=LOCAL, on_visit=note)
    assert [v.name for v in receipt.visits] == ["slow", *(f"S{n}" for n in range(12))]
    assert seen[-1] == "slow"
    assert [v.name for v in receipt.failed] == ["slow"]


def test_a_page_leads_to_its_feed(library: Library) -> None:
    """The first that it names; the others are told. A page without one is an error."""
    links = (
        '<link rel="stylesheet" href="/x.css"><link rel="alternate" hreflang="de" href="/de">'
        '<link rel="alternate" type="application/rss+xml" title="All" href="feed">'
        '<link rel="alternate" type="application/atom+xml" title="Comments" href="/comments">'
    )
    with Server({"/news/": Reply(f"<html><head>{links}</head><body><p>x</p></body></html>".encode())}) as server:
        server.pages |= {"/news/feed": [feed()], "/bare": [page("x")], "/comments": [feed(title="Comments")]}
        (now,) = follow(library, f"{server.url}/news/", web=LOCAL)
        assert now.source.place == f"{server.url}/news/feed"
        assert now.others == (f"{server.url}/comments",)
        with pytest.raises(SourceError, match="no feed, and it links to none"):
            follow(library, f"{server.url}/bare", web=LOCAL)
        with pytest.raises(SourceError, match="404"):
            follow(library, f"{server.url}/nothing", web=LOCAL)
    assert len(library.following.sources()) == 1


def test_a_folder_is_followed(library: Library, tmp_path: Path) -> None:
    """New and changed files come in; an empty folder is none that is broken, a missing one is."""
    folder = tmp_path / "news"
    folder.mkdir()
    follow(library, str(folder))
    assert fetch_followed(library).visits[0].status == "ok"
    (folder / "a.txt").write_text("The harbor board met in Lund.\n")
    assert fetch_followed(library).new == 1
    assert fetch_followed(library).new == 0
    (folder / "a.txt").write_text("The harbor board met in Lund on Monday.\n")
    assert fetch_followed(library).updated == 1
    (folder / "a.txt").rename(tmp_path / "a.txt")
    folder.rmdir()
    assert [v.status for v in fetch_followed(library).visits] == ["failed"]


def test_private_addresses_need_to_be_allowed(library: Library) -> None:
    """With the source once, or with the look; other sources are not allowed by it."""
    with Server({"/feed": feed()}) as server:
        with pytest.raises(SourceError, match="not on the public internet"):
            follow(library, f"{server.url}/feed")
        follow(library, f"{server.url}/feed", web=LOCAL)
        library.following.follow(Followed("b", f"{server.url}/b", "feed"))
        receipt = fetch_followed(library)
        assert [v.status for v in receipt.visits] == ["ok", "failed"]
        assert "/b" not in server.paths()


def test_a_login_is_not_kept(library: Library) -> None:
    """It would have to be: netrc is the place for it."""
    with pytest.raises(ConfigError, match=r"machine tide\.example .*follow https://tide\.example/feed$"):
        follow(library, "https://user:hunter2@tide.example/feed")


def test_a_list_of_feeds_is_followed_and_written(library: Library, tmp_path: Path) -> None:
    """Groups become topics; nothing is fetched; folders are left out of what is written."""
    path = tmp_path / "mine.opml"
    path.write_text(
        "<opml><body><outline text='Sea'><outline text='Tide' xmlUrl='https://tide.example/feed'/></outline>"
        "<outline text='Rail' xmlUrl='https://rail.example/feed'/></body></opml>"
    )
    assert [now.source.name for now in follow(library, str(path))] == ["Tide", "Rail"]
    assert library.following.topics() == [Topic("Sea")]
    follow(library, str(tmp_path))
    text, left_out = export(library.following.sources())
    assert left_out == (tmp_path.name,)
    path.write_text(text)
    with Library(tmp_path / "other", WordEmbedder()) as other:
        follow(other, str(path))
        assert [(s.name, s.place, s.topic) for s in other.following.sources()] == [
            ("Tide", "https://tide.example/feed", "Sea"),
            ("Rail", "https://rail.example/feed", None),
        ]


def test_names_and_topics(library: Library) -> None:
    """Two sources of one name get two; following again changes the topic; unfollowing forgets all but the articles."""
    following = library.following
    first = following.follow(Followed("News", "https://a.example/", "feed"))
    second = following.follow(Followed("NEWS", "https://b.example/", "feed", topic="Sea"))
    assert (first.name, second.name) == ("News", "NEWS (2)")
    assert following.follow(Followed("Else", "https://a.example/", "feed", topic="Sea")).name == "News"
    following.set_topic(Topic("sea", "harbors and ships"))
    assert [t.words for t in following.topics()] == ["harbors and ships"]
    following.remove_topic("SEA")
    assert [s.topic for s in following.sources()] == [None, None]
    with pytest.raises(NotFound, match="no topic"):
        following.remove_topic("Sea")
    assert following.unfollow("news").place == "https://a.example/"
    assert following.unfollow("https://b.example/").name == "NEWS (2)"
    with pytest.raises(NotFound, match="no source"):
        following.unfollow("News")


def test_entries_that_a_feed_no_longer_names_are_forgotten(library: Library) -> None:
    """After two months; until then an entry that comes back is known."""
    following, now = library.following, datetime(2020, 5, 4, tzinfo=UTC)
    following.follow(Followed("News", "https://a.example/", "feed"))
    following.note("News", Look(now, entries={"a": ("1", 0), "b": ("1", 0)}))
    following.note("News", Look(now + timedelta(days=59), entries={"a": ("1", 0)}))
    assert set(following.entries("News")) == {"a", "b"}
    following.note("News", Look(now + timedelta(days=61), entries={"a": ("1", 0)}))
    assert set(following.entries("News")) == {"a"}


def test_a_look_that_failed_keeps_what_is_known(library: Library) -> None:
    """What the server gave, when it was read, and the entries."""
    following, now = library.following, datetime(2020, 5, 4, tzinfo=UTC)
    following.follow(Followed("News", "https://a.example/", "feed"))
    following.note("News", Look(now, etag='"1"', entries={"a": ("1", 0)}))
    following.note("News", Look(now + timedelta(days=1), error="404 Not Found"))
    (source,) = following.sources()
    assert (source.etag, source.read, source.failures) == ('"1"', now, 1)
    assert following.entries("News") == {"a": ("1", 0)}
    following.note("Unknown", Look(now))  # unfollowed meanwhile
