"""What the program fetches and what it refuses to, from the outside; and that no password is kept."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from brief.errors import ExitCode
from tests.cli.conftest import Brief
from tests.support.hostile import Hostile, dripping_body
from tests.support.server import Reply, Server

PAGE = Reply(
    b"<html><head><title>Pilots</title></head><body><article><h1>Pilots</h1>"
    b"<p>The two ports agreed in Lund on Monday to share their pilots from next spring.</p>"
    b"<p>The agreement runs for ten years and can be ended by either side.</p></article></body></html>"
)
QUESTION = "what did the two ports agree on?"


@pytest.mark.parametrize(
    "words",
    [
        ["add", "URL"],
        ["ask", "--from", "URL", QUESTION],
        ["summarize", "URL"],
        ["check", "draft.txt", "--against", "URL"],
    ],
    ids=lambda words: words[0],
)
def test_private_addresses_are_fetched_on_request_only(
    brief: Brief, tmp_path: Path, here: Path, words: list[str]
) -> None:
    """By every command that fetches: refused without a request, read with --allow-private."""
    (here / "draft.txt").write_text("The two ports agreed in Lund on Monday to share their pilots from next spring.")
    with Server({"/robots.txt": Reply(status=404), "/a": PAGE}) as server:
        call = [word.replace("URL", f"{server.url}/a") for word in words]
        done = brief(*call, "--library", tmp_path / "library")
        assert done.code == ExitCode.SOURCE
        assert "127.0.0.1 is not on the public internet (--allow-private fetches it)" in done.err
        assert server.paths() == []
        done = brief(*call, "--library", tmp_path / "library", "--allow-private")
        assert done.code == ExitCode.OK, done.err
        assert server.paths() == ["/robots.txt", "/a"]


@pytest.mark.parametrize("port", ["99999", "0", "-1", "http"])
@pytest.mark.parametrize("words", [["add"], ["ask", QUESTION, "--from"], ["summarize"]], ids=lambda words: words[0])
def test_a_port_that_there_is_not_is_a_usage_error(brief: Brief, words: list[str], port: str) -> None:
    """At once, and not after four tries; without the password."""
    done = brief(*words, f"http://user:hunter2@example.org:{port}/a")
    assert done.code == ExitCode.USAGE
    assert "no such port" in done.err
    assert "hunter2" not in done.err


def test_a_nonsense_port_in_the_settings_is_an_error_at_once(brief: Brief, library: Path) -> None:
    """Of the model's endpoint and of Chroma's server, too."""
    for name in ("OPENAI_BASE_URL", "BRIEF_CHROMA_URL"):
        done = brief("ask", "--library", library, QUESTION, env={name: "http://u:hunter2@127.0.0.1:99999/v1"})
        assert done.code == ExitCode.CONFIG
        assert "no such port" in done.err
        assert "hunter2" not in done.err


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_password_in_an_address_is_used_and_kept_nowhere(brief: Brief, tmp_path: Path) -> None:
    """It goes to the site that it is for; lists, errors, pages, records and the library's files are without it, and
    the article is the same one as without it."""
    items = b"<item><link>/a</link></item><item><link>/gone</link></item>"
    feed = b"<rss version='2.0'><channel><title>Sea</title>" + items + b"</channel></rss>"
    library, said = tmp_path / "library", ""
    with Server({"/feed": Reply(feed, media="text/xml"), "/a": PAGE}) as server:
        secret = server.url.replace("://", "://user:hunter2@")
        for words in (
            ["add", f"{secret}/feed"],
            ["ask", "--json", "--from", f"{secret}/a", QUESTION],
            ["ask", "--from", f"{secret}/gone", QUESTION],
            ["summarize", "--format", "html", f"{secret}/a"],
            ["list", "--json"],
            ["runs"],
            ["replay", "last"],
            ["doctor"],
        ):
            allowed = ["--allow-private"] if words[0] in ("add", "ask", "summarize") else []
            done = brief(*words, "--library", library, *allowed)
            said += done.out + done.err
        asked = {request.path: request.headers.get("authorization", "") for request in server.requests}
        assert asked["/feed"].startswith("Basic ")
        assert asked["/a"] == asked["/feed"]
        assert brief("add", "--library", library, "--allow-private", f"{server.url}/a").out.startswith("1 article: 1 u")
        assert len(brief("list", "--library", library, "--json").out.splitlines()) == 1
    assert f"{server.url}/a" in said
    assert "hunter2" not in said
    assert b"hunter2" not in everything_in(library)


def test_a_password_goes_to_no_other_site(brief: Brief, tmp_path: Path) -> None:
    """Neither with a redirect nor with a feed's entry."""
    with Server({"/a": PAGE, "/b": PAGE}) as other:
        feed = f"<rss version='2.0'><channel><title>S</title><item><link>{other.url}/a</link></item></channel></rss>"
        pages = {
            "/feed": Reply(feed.encode(), media="text/xml"),
            "/away": Reply(status=302, headers={"Location": f"{other.url}/b"}),
        }
        with Server(pages) as server:
            secret = server.url.replace("://", "://user:hunter2@")
            done = brief("add", "--library", tmp_path / "l", "--allow-private", f"{secret}/feed", f"{secret}/away")
        assert done.code == ExitCode.OK, done.err
        assert sorted(other.paths()) == ["/a", "/b"]
        assert not any("authorization" in request.headers for request in other.requests)


def test_the_login_of_netrc_is_used(brief: Brief, tmp_path: Path) -> None:
    """For the site that the user named."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login reader password hunter2\n")
    netrc.chmod(0o600)
    with Server({"/a": PAGE}) as server:
        done = brief(
            "add", "--library", tmp_path / "l", "--allow-private", f"{server.url}/a", env={"NETRC": str(netrc)}
        )
        assert done.code == ExitCode.OK, done.err
        assert server.requests[0].headers["authorization"] == "Basic cmVhZGVyOmh1bnRlcjI="


def test_a_password_of_the_models_endpoint_is_shown_nowhere(brief: Brief, library: Path) -> None:
    """Nor is that of Chroma's server: not where it fails, not by doctor, not in the library."""
    said = ""
    for name in ("OPENAI_BASE_URL", "BRIEF_CHROMA_URL"):
        env = {name: "http://user:hunter2@127.0.0.1:9/v1", "BRIEF_RETRIES": "0", "OPENAI_API_KEY": "none"}
        for words in (["ask", QUESTION], ["doctor"], ["ask", "--model", "m", QUESTION]):
            done = brief(*words, "--library", library, env=env)
            said += done.out + done.err
    assert "127.0.0.1:9/v1" in said
    assert "hunter2" not in said
    assert b"hunter2" not in everything_in(library)


def test_a_site_that_forbids_it_is_not_read(brief: Brief, tmp_path: Path) -> None:
    """The reason is said, and the exit code says that a source was not read."""
    with Server({"/robots.txt": Reply(b"User-agent: *\nDisallow: /", media="text/plain"), "/a": PAGE}) as server:
        done = brief("add", "--library", tmp_path / "library", "--allow-private", f"{server.url}/a")
    assert done.code == ExitCode.SOURCE
    assert f"{server.url}/a: the site's robots.txt does not allow it to be fetched" in done.err


def test_others_may_write_while_a_feed_is_fetched(process: Brief, tmp_path: Path, here: Path) -> None:
    """The library's lock is not held while a server takes its time."""
    library = tmp_path / "library"
    (here / "note.txt").write_text("The harbor board met in Lund on Monday.\n")
    with Hostile(dripping_body) as slow, Server({"/a": PAGE}) as server:
        links = "".join(f"<item><link>{link}</link></item>" for link in (f"{server.url}/a", f"{slow.url}/b"))
        feed = f"<rss version='2.0'><channel><title>S</title>{links}</channel></rss>"
        server.pages["/feed"] = [Reply(feed.encode(), media="text/xml")]
        codes: list[int] = []

        def add_feed() -> None:
            codes.append(process("add", "--library", library, "--allow-private", f"{server.url}/feed").code)

        adding = threading.Thread(target=add_feed)
        adding.start()
        while not any("/b" in line for line in slow.seen):
            adding.join(0.05)
            assert adding.is_alive(), "the feed is not fetched any more"
        other = process("add", "--library", library, "--wait", "0", here / "note.txt")
        assert adding.is_alive()
        assert other.code == ExitCode.OK, other.err
        slow.stop()
        adding.join()
    assert codes == [ExitCode.SOURCE]
    assert len(process("list", "--library", library, "--json").out.splitlines()) == 2


def test_a_library_is_its_owners_alone_to_read(brief: Brief, process: Brief, tmp_path: Path, here: Path) -> None:
    """Its folder, the articles, the vectors and what was asked of them; also where an earlier version was careless."""
    library = tmp_path / "library"
    (here / "note.txt").write_text("The harbor board met in Lund on Monday and agreed to share its pilots.\n")
    assert process("ask", "--library", library, "--from", "note.txt", "where did the harbor board meet?").code == 0
    assert [f"{p.stat().st_mode:o}" for p in [library, *library.rglob("*")] if p.stat().st_mode & 0o077] == []
    careless = [library / "catalog.sqlite3", library / "runs", *(library / "runs").iterdir()]
    for path in careless:
        path.chmod(0o755)
    assert brief("ask", "--library", library, "--from", "note.txt", "where did the harbor board meet?").code == 0
    assert [path.name for path in careless[:2] if path.stat().st_mode & 0o077] == []
    assert json.loads(brief("list", "--library", library, "--json").out)["path"] == str(here / "note.txt")
