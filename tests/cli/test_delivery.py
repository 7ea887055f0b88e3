"""Digests as mails, and their delivery: once each, made up for where it failed, with no secret kept."""

from __future__ import annotations

import os
import re
import subprocess
from email import message_from_string, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from brief.errors import ExitCode
from tests.cli.conftest import Brief
from tests.support.hostile import Hostile, silence
from tests.support.mailbox import Hook, MailServer
from tests.support.server import Reply, Server

NOTE = "LUND, May 4, 2020 - The harbor board of Lund agreed on Monday to share its pilots with the port of Malmo.\n"


def add_note(brief: Brief, library: Path, here: Path) -> None:
    """One more article, of which no digest has told."""
    (here / "note.txt").write_text(NOTE)
    assert brief("add", "--library", library, "note.txt").code == ExitCode.OK


def test_a_digest_is_a_mail(brief: Brief, library: Path) -> None:
    """In two forms, with a subject and no addresses; replayed byte for byte."""
    done = brief("digest", "--library", library, "--format", "eml")
    assert done.code == ExitCode.OK, done.err
    assert done.out.isascii()
    mail = message_from_string(done.out, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert mail.defects == []
    assert mail["subject"].startswith("Digest of ")
    assert mail["from"] is mail["to"] is None
    plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert "In short" in plain.get_content()
    told = page.get_content()
    assert "In short" in told and 'style="' in told
    # What mail programs drop or cannot follow.
    assert not re.search(r"<style|var\(|class=|<script|<svg|<button|<details|href=\"#", told)
    assert brief("replay", "--library", library, "last").out == done.out
    assert [path.suffix for path in (library / "digests").iterdir()] == [".eml"]
    assert brief("digest", "--library", library, "--format", "eml").out == done.out


def test_a_page_that_is_out_is_given_as_asked_for(brief: Brief, library: Path) -> None:
    """A digest that was written as a page is still a mail for sendmail; without its record that is one line."""
    brief("digest", "--library", library, "--format", "html")
    later = brief("digest", "--library", library, "--format", "eml")
    assert later.code == ExitCode.OK and later.out.startswith("Subject: Digest of ")
    assert [path.suffix for path in (library / "digests").glob("2*")] == [".html"]
    for record in (library / "runs").iterdir():
        record.unlink()
    lost = brief("digest", "--library", library, "--format", "eml")
    assert lost.code == ExitCode.CONFIG and lost.out == "" and "cannot be given as eml" in lost.err


def test_sendmail_takes_it(brief: Brief, library: Path, tmp_path: Path) -> None:
    """A program that speaks sendmail's language adds who it is from, and the mail arrives whole."""
    msmtp = next((p for p in ("/usr/bin/msmtp", "/usr/local/bin/msmtp") if os.access(p, os.X_OK)), None)
    if msmtp is None:
        pytest.skip("msmtp is not installed")
    mail = brief("digest", "--library", library, "--format", "eml").out
    with MailServer() as server:
        words = [msmtp, "--host=127.0.0.1", f"--port={server.port}", "--from=me@example.org", "you@example.org"]
        subprocess.run(words, input=mail.encode(), check=True, timeout=60, env=os.environ | {"HOME": str(tmp_path)})
    (arrived,) = server.mails
    sent = message_from_string(mail, policy=policy.default)
    assert isinstance(sent, EmailMessage)
    assert "me@example.org" in arrived["from"]
    for kind in ("plain", "html"):
        one, other = arrived.get_body((kind,)), sent.get_body((kind,))
        assert one is not None
        assert other is not None
        assert one.get_content().split() == other.get_content().split()


def test_a_digest_is_delivered_once(brief: Brief, library: Path) -> None:
    """In short, with its page attached; a second call writes and delivers nothing."""
    with MailServer() as server, Hook([200]) as hook:
        words = ("digest", "--library", library, "--format", "html", "--notify", server.url, "--notify", hook.url)
        done = brief(*words)
        assert done.code == ExitCode.OK, done.err
        assert "brief: delivered" in done.err
        again = brief(*words)
        assert again.code == ExitCode.OK
        assert "brief: delivered" not in again.err
        (mail,), (message,) = server.mails, hook.messages
    (page,) = (library / "digests").glob("2*")
    assert mail["to"] == "reader@example.org"
    assert mail["subject"] == message["title"]
    assert "Digest of " in mail["subject"]
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == page.name
    assert attached.get_payload(decode=True) == page.read_bytes()
    assert str(page) in message["message"]
    assert "agreed in Nagoya" in message["message"]


def test_what_fails_is_made_up_for(brief: Brief, library: Path, here: Path) -> None:
    """By the next digest, in order; and no digest is written or delivered twice for it."""
    with Hook([500, 500, 200]) as hook:
        words = ("digest", "--library", library, "--notify", hook.url)
        first = brief(*words)
        assert first.code == ExitCode.PROVIDER
        assert "the next digest tries again" in first.err
        assert brief(*words).code == ExitCode.PROVIDER
        add_note(brief, library, here)
        third = brief(*words)
        assert third.code == ExitCode.OK, third.err
        assert brief(*words).code == ExitCode.OK
        titles = [message["title"] for message in hook.messages]
    assert len(titles) == 4
    assert "Lund" in hook.messages[3]["message"]
    assert "Lund" not in hook.messages[2]["message"]
    assert len(list((library / "digests").glob("2*"))) == 2


def test_a_new_target_gets_the_last_digest_alone(brief: Brief, library: Path, here: Path) -> None:
    """Not all that were ever written."""
    assert brief("digest", "--library", library).code == ExitCode.OK
    add_note(brief, library, here)
    assert brief("digest", "--library", library).code == ExitCode.OK
    with Hook([200]) as hook:
        assert brief("digest", "--library", library, "--notify", hook.url).code == ExitCode.OK
        (message,) = hook.messages
    assert "Lund" in message["message"]


def test_what_quotes_a_removed_article_is_not_delivered(brief: Brief, library: Path, here: Path) -> None:
    """A delivery that waits goes with it."""
    assert brief("digest", "--library", library).code == ExitCode.OK
    add_note(brief, library, here)
    with Hook([500, 200]) as hook:
        words = ("digest", "--library", library, "--notify", hook.url)
        assert brief(*words).code == ExitCode.PROVIDER
        assert brief("remove", "--library", library, "note.txt").code == ExitCode.OK
        assert brief(*words).code == ExitCode.OK
        assert "Lund" in hook.messages[0]["message"]
        assert not any("Lund" in message["message"] for message in hook.messages[1:])


def test_a_target_is_kept_without_its_secret(brief: Brief, library: Path) -> None:
    """Addresses hold tokens: neither messages nor the library have them, also where the delivery fails."""
    with Hook([500]) as hook:
        done = brief("digest", "--library", library, env={"BRIEF_NOTIFY": hook.url.replace("://", "://user:hunter2@")})
    assert done.code == ExitCode.PROVIDER
    kept = b"".join(path.read_bytes() for path in library.rglob("*") if path.is_file())
    assert "hunter2" not in done.err + done.out
    assert b"hunter2" not in kept
    assert b"s3cr3t" not in kept


@pytest.mark.parametrize("url", ["nothing://x/hunter2", "hunter2", "/etc/passwd", "file:///etc/passwd"])
def test_an_address_that_is_none_is_an_error_before_anything_is_written(brief: Brief, library: Path, url: str) -> None:
    """And is not printed whole."""
    done = brief("digest", "--library", library, "--notify", url)
    assert done.code == ExitCode.CONFIG
    assert "not an address that Apprise knows" in done.err
    assert "hunter2" not in done.err
    assert not (library / "digests").exists()


def test_a_folder_that_delivers_digests_is_named(brief: Brief, library: Path, here: Path) -> None:
    """Nobody's digests go somewhere in silence because of the folder they stand in."""
    with Hook([200]) as hook:
        (here / ".env").write_text(f"BRIEF_NOTIFY={hook.url}\n")
        done = brief("digest", "--library", library)
    assert "delivery of digests from ./.env" in done.err
    assert "s3cr3t" not in done.err


def test_a_service_that_never_answers_is_given_up(library: Path, monkeypatch: pytest.MonkeyPatch, brief: Brief) -> None:
    """One deadline over all of it; the digest is out all the same."""
    monkeypatch.setattr("brief.workflows.delivery.DEADLINE", 0.5)
    with Hostile(silence) as server:
        url = f"json://127.0.0.1:{server.port}/?rto=30"
        done = brief("digest", "--library", library, "--notify", url)
        server.stop()
    assert done.code == ExitCode.PROVIDER
    assert "not delivered within 0.5 s" in done.err
    assert len(list((library / "digests").glob("2*"))) == 1


def test_a_digest_reads_what_is_followed_first(brief: Brief, tmp_path: Path) -> None:
    """What is new there is in it; a source that fails is named, and the digest is written all the same."""
    at = ("--library", tmp_path / "library")
    feed = "<rss version='2.0'><channel><title>Harbor Times</title><item><link>/a</link></item></channel></rss>"
    page = (
        f"<html><head><title>Pilots</title></head><body><article><h1>Pilots</h1><p>{NOTE}</p></article></body></html>"
    )
    with Server({"/feed": Reply(feed.encode(), media="text/xml"), "/a": Reply(page.encode())}) as server:
        server.pages["/gone"] = server.pages["/feed"]
        for name in ("feed", "gone"):
            assert brief("follow", *at, "--allow-private", f"{server.url}/{name}").code == ExitCode.OK
        server.pages["/gone"] = [Reply(status=404)]
        done = brief("digest", *at)
    assert done.code == ExitCode.SOURCE
    assert "pilots" in done.out
    assert f"{server.url}/gone: 404" in done.err
    assert "2 sources: 1 new, 0 updated; failed: Harbor Times (2)" in done.err
