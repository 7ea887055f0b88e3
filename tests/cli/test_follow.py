"""`brief follow`, `sources`, `unfollow` and `topic`, from the outside."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from brief.errors import ExitCode
from tests.cli.conftest import Brief
from tests.support.ledger import take_back
from tests.support.server import Reply, Server

PAGE = Reply(
    b"<html><head><title>Pilots</title></head><body><article><h1>Pilots</h1>"
    b"<p>The two ports agreed in Lund on Monday to share their pilots from next spring.</p></article></body></html>"
)


def feed(title: str = "Harbor Times") -> Reply:
    item = "<item><title>Pilots</title><link>/a</link></item>"
    return Reply(f"<rss version='2.0'><channel><title>{title}</title>{item}</channel></rss>".encode(), media="text/xml")


def test_a_feed_from_following_to_unfollowing(brief: Brief, tmp_path: Path) -> None:
    """Followed, listed, read, asked of, exported, unfollowed; its articles stay."""
    at = ("--library", tmp_path / "library")
    with Server({"/feed": feed(), "/a": PAGE}) as server:
        refused = brief("follow", *at, f"{server.url}/feed")
        assert refused.code == ExitCode.SOURCE
        assert "not on the public internet" in refused.err
        done = brief("follow", *at, "--allow-private", "--topic", "Harbors", f"{server.url}/feed")
        assert (done.code, done.out) == (0, f"following Harbor Times ({server.url}/feed)\n")
        listed = brief("sources", *at)
        assert listed.out == f"Harbor Times (feed, topic Harbors): not read yet\n  {server.url}/feed\n"
        fetched = brief("sources", *at, "--fetch", "--json")
        assert (fetched.code, fetched.err) == (0, "brief: 1 source: 1 new, 0 updated\n")
        (source,) = map(json.loads, fetched.out.splitlines())
        assert (source["state"], source["new"], source["articles"], source["topic"]) == ("ok", 1, 1, "Harbors")
        assert brief("ask", *at, "what did the two ports agree on?").code == ExitCode.OK
        assert f'xmlUrl="{server.url}/feed"' in brief("sources", *at, "--opml").out
    down = brief("sources", *at, "--fetch")
    assert down.code == ExitCode.SOURCE
    assert f"{server.url}/feed: " in down.err
    assert "failed: Harbor Times" in down.err
    assert "failed at the last try" in down.out
    gone = brief("unfollow", *at, "harbor times")
    assert (gone.code, gone.out) == (0, "no longer following Harbor Times\n")
    assert brief("sources", *at).err == "brief: nothing is followed yet: add a source with `brief follow URL|PATH`\n"
    assert len(brief("list", *at, "--json").out.splitlines()) == 1
    assert brief("unfollow", *at, "Harbor Times").code == ExitCode.USAGE


def test_topics(brief: Brief, tmp_path: Path) -> None:
    """Added, changed, listed, removed."""
    at = ("--library", tmp_path / "library")
    assert brief("topic", "add", *at, "Rates", "What will the bank do?").code == 0
    assert brief("topic", "add", *at, "Rates", "What will the bank do next?").code == 0
    assert brief("topic", "list", *at).out == "Rates: What will the bank do next?\n"
    assert json.loads(brief("topic", "list", *at, "--json").out) == {
        "name": "Rates",
        "words": "What will the bank do next?",
    }
    assert brief("topic", "remove", *at, "rates").code == 0
    assert brief("topic", "list", *at).out == ""
    assert brief("topic", "remove", *at, "Rates").code == ExitCode.USAGE
    assert brief("topic", "add", *at, "Rates", " ").code == ExitCode.USAGE


def test_what_cannot_be_followed(brief: Brief, tmp_path: Path) -> None:
    """One line each, and the others are."""
    at = ("--library", tmp_path / "library")
    (tmp_path / "news").mkdir()
    done = brief("follow", *at, "nowhere", tmp_path / "news")
    assert done.code == ExitCode.SOURCE
    assert done.err == "brief: nowhere: no such file or directory\n"
    assert done.out == f"following news ({tmp_path / 'news'})\n"
    secret = brief("follow", *at, "https://user:hunter2@example.org/feed")
    assert secret.code == ExitCode.CONFIG
    assert "netrc" in secret.err
    assert "hunter2" not in secret.err
    assert brief("sources", *at, "--json", "--opml").code == ExitCode.USAGE
    assert brief("sources", *at, "nothing").code == ExitCode.USAGE


def test_a_feed_sends_nothing_to_the_terminal(brief: Brief, tmp_path: Path) -> None:
    """What it calls itself is a stranger's text."""
    at = ("--library", tmp_path / "library")
    with Server({"/feed": feed("A\u202eB &#155;31m"), "/a": PAGE}) as server:
        said = brief("follow", *at, "--allow-private", f"{server.url}/feed").out
    said += brief("sources", *at).out + brief("sources", *at, "--json").out + brief("sources", *at, "--opml").out
    assert "\u202e" not in said
    assert "\x9b" not in said


def test_a_login_that_an_earlier_version_kept_is_taken_out(brief: Brief, library: Path) -> None:
    """When its library is opened; other signs that look like one stay."""
    with sqlite3.connect(library / "catalog.sqlite3") as catalog:
        ids = [row[0] for row in catalog.execute("SELECT key FROM versions ORDER BY key")]
        urls = ["http://user:hunter2@example.org/a@b", "https://example.org?to=a@b"]
        for key, url in zip(ids, urls, strict=False):
            catalog.execute("UPDATE versions SET url = ? WHERE key = ?", (url, key))
    catalog.close()
    take_back(library, 3)
    listed = {json.loads(line)["url"] for line in brief("list", "--library", library, "--json").out.splitlines()}
    assert {"http://example.org/a@b", "https://example.org?to=a@b"} <= listed
