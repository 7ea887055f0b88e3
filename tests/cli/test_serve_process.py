"""`brief serve` as a process: how it starts and ends, with a model behind it, and where something goes wrong."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import portalocker
import pytest

from brief.errors import ExitCode
from tests.cli.conftest import ROOT, Brief, clean_environment
from tests.cli.standin import Claim, Prompt, quoting, ruling, standing_in, tasks
from tests.support.faults import serving, status
from tests.support.hostile import Hostile
from tests.support.served import EVENTS, PATIENCE, Served, host_of, serving_pages, started

pytest.importorskip("starlette", reason="the extra `serve` is not installed")

QUESTION = "why is Seoul ending GSOMIA?"


def endpoint(url: str) -> dict[str, str]:
    return {
        "OPENAI_BASE_URL": url,
        "OPENAI_API_KEY": "none",
        "BRIEF_MODEL": "m-70b",
        "BRIEF_PLAN": "0",
        "BRIEF_RETRIES": "0",
    }


def until(true: Callable[[], bool]) -> None:
    """Wait for something that another process does."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@contextlib.contextmanager
def asking(server: Served, form: dict[str, str], path: str = "/ask") -> Iterator[Iterator[dict[str, Any]]]:
    """The events of a form, one by one as they come; leaving closes the connection."""
    connection = http.client.HTTPConnection(server.host, timeout=PATIENCE)
    headers = {"Origin": server.url, "Accept": EVENTS, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", path, urlencode(form), headers)
    response = connection.getresponse()
    try:
        yield (json.loads(line) for line in iter(response.readline, b""))
    finally:
        response.close()
        connection.close()


def test_sentences_come_as_they_are_checked(library: Path, tmp_path: Path) -> None:
    """The first one is there while the model still writes the second, once its endpoint was seen to read a prompt of
    that length; the answer has a page of its own."""
    seen = threading.Event()
    seen.set()

    def speak(prompt: Prompt) -> Iterable[Claim]:
        one, two, *_ = prompt.sentences.items()
        yield one
        assert seen.wait(PATIENCE), "the first sentence was not sent on"
        yield two

    with (
        standing_in(speak) as model,
        serving_pages(library, tmp_path, "--judge", "none", env=endpoint(model.url)) as server,
    ):
        assert server.request("/ask", {"question": QUESTION}).status == 303
        seen.clear()
        with asking(server, {"question": QUESTION}) as events:
            grown = []
            for event in events:
                if "claims" in event:
                    grown.append(event["claims"].count('class="claim"'))
                    seen.set()
                last = event
        assert grown == [1, 2]
        assert "m-70b: 1 request" in last["done"]
        page = server.request(f"/answers/{last['after']}")
        assert page.text.count('class="claim"') == 2 and "m-70b: 1 request" in page.text
        assert "Answers are written by m-70b" in server.request("/").text


def test_a_reader_who_leaves_stops_the_model(library: Path, tmp_path: Path, brief: Brief) -> None:
    """In events and as a page: the request to the model is ended, nothing is recorded, and the next question works."""
    left = threading.Semaphore(0)

    def think(client: socket.socket) -> None:
        while client.recv(65536):
            pass
        left.release()

    with Hostile(think) as model, serving_pages(library, tmp_path, env=endpoint(f"{model.url}/v1")) as server:
        with asking(server, {"question": QUESTION}) as events:
            assert "begin" in next(events)
            until(lambda: len(model.seen) == 1)
        assert left.acquire(timeout=20)
        plain = http.client.HTTPConnection(server.host, timeout=PATIENCE)
        headers = {"Origin": server.url, "Content-Type": "application/x-www-form-urlencoded"}
        plain.request("POST", "/ask", urlencode({"question": QUESTION}), headers)
        until(lambda: len(model.seen) == 2)
        plain.close()
        assert left.acquire(timeout=20)
        assert server.request("/search?q=GSOMIA").status == 200
    assert brief("runs", "--library", library).out == ""


def test_a_model_that_fails(library: Path, tmp_path: Path) -> None:
    """One notice with what the endpoint said, in events and as a page; nothing of the answer stays."""
    with (
        serving(status(401, "no such key")) as model,
        serving_pages(library, tmp_path, env=endpoint(model.url)) as server,
    ):
        page = server.request("/ask", {"question": QUESTION})
        assert page.status == 502 and "The model failed" in page.text and "OPENAI_API_KEY" in page.text
        last = server.events("/ask", {"question": QUESTION})[-1]
        assert "OPENAI_API_KEY" in last["failed"]


def test_a_model_that_says_nothing(library: Path, tmp_path: Path) -> None:
    """It is given up after the time that is set, and the page says so."""
    quiet = threading.Event()
    with (
        Hostile(lambda _: quiet.wait(PATIENCE)) as model,
        serving_pages(library, tmp_path, env=endpoint(f"{model.url}/v1") | {"BRIEF_TIMEOUT": "1"}) as server,
    ):
        page = server.request("/ask", {"question": QUESTION})
        quiet.set()
        assert page.status == 502 and "The model failed" in page.text and "BRIEF_TIMEOUT" in page.text
        assert f">{QUESTION}</textarea>" in page.text  # to be sent again


def test_the_model_judges_a_draft_where_it_is_asked_to(library: Path, tmp_path: Path) -> None:
    """The page offers it where there is a model, and what it ruled is said; a judge that is set needs no asking."""
    draft = {"draft": "Seoul said that it would stop sharing military secrets with Tokyo for good."}
    with standing_in(quoting(), judge=ruling("supported")) as model:
        with serving_pages(library, tmp_path, env=endpoint(model.url)) as server:
            assert 'name="judge"' in server.request("/check").text
            assert server.request("/check", draft).status == 200
            assert tasks(model) == []
            judged = server.events("/check", draft | {"judge": "doubts"})
            assert tasks(model) == ["judge"]
            assert {"progress": "judging"} in judged
            assert "Judged by m-70b" in judged[-1]["done"]
        with serving_pages(library, tmp_path, "--judge", "all", env=endpoint(model.url)) as server:
            assert 'name="judge"' not in server.request("/check").text
            server.request("/check", draft)
            assert tasks(model) == ["judge", "judge"]


def test_more_than_can_be_answered(filled: Path, tmp_path: Path) -> None:
    """So many wait for their turn and no more; pages that only read are not held up."""
    held = threading.Event()
    with (
        Hostile(lambda _: held.wait(PATIENCE)) as model,
        serving_pages(filled, tmp_path, env=endpoint(f"{model.url}/v1")) as server,
        contextlib.ExitStack() as waiting,
    ):
        for _ in range(10):  # two are worked on, eight wait
            events = waiting.enter_context(asking(server, {"question": QUESTION}))
            next(events)
        refused = server.request("/ask", {"question": QUESTION})
        assert refused.status == 503 and "Try again in a minute" in refused.text
        assert server.request("/search?q=GSOMIA").status == 200
        until(lambda: len(model.seen) == 2)
    held.set()


def test_an_empty_library_says_what_to_do_first(tmp_path: Path, brief: Brief) -> None:
    """On every page; once there is an article, the pages are there without a new start."""
    library = tmp_path / "news"
    with serving_pages(library, tmp_path) as server:
        for path in ("/", "/search?q=a", "/articles", "/digests", "/check", "/answers/x"):
            assert "brief add" in server.request(path).text
        assert "No articles yet" in server.request("/ask", {"question": QUESTION}).text
        assert "No articles yet" in server.events("/check", {"draft": "It rains."})[-1]["failed"]
        note = tmp_path / "note.txt"
        note.write_text("The pier\n\nThe old pier of Marlow was built in 1931, the archive says.\n", encoding="utf-8")
        assert brief("add", note, "--library", library).code == ExitCode.OK
        assert "1 article." in server.request("/").text
        assert "<mark>pier</mark> of Marlow" in server.request("/search?q=pier").text


def test_a_library_that_is_locked(tmp_path: Path) -> None:
    """One of an earlier version has to be brought up to date first, which another program keeps from being done: a page
    says so, and when to come again; then it is there."""
    library = tmp_path / "library"
    library.mkdir()
    with contextlib.closing(sqlite3.connect(library / "catalog.sqlite3")) as catalog:
        catalog.executescript((ROOT / "tests/unit/library/schema_v1.sql").read_text(encoding="utf-8"))
    with serving_pages(library, tmp_path, env={"BRIEF_WAIT": "0.1"}) as server:
        with portalocker.Lock(library / "lock", "a", timeout=1):
            page = server.request("/articles")
            assert page.status == 503 and "The library is busy" in page.text and page.headers["retry-after"]
        assert server.request("/articles").status == 200


def test_a_folder_that_is_no_library(tmp_path: Path) -> None:
    """A page that names what is wrong, and no trace of the program."""
    library = tmp_path / "lib"
    library.mkdir()
    (library / "catalog.sqlite3").write_bytes(b"not a database, and long enough to be looked at" * 50)
    with serving_pages(library, tmp_path) as server:
        page = server.request("/")
        assert page.status == 500 and "The library cannot be used" in page.text and "catalog.sqlite3" in page.text


def test_ctrl_c_ends_it(filled: Path, tmp_path: Path) -> None:
    """Also while an answer is made, at once, and without a trace of the program."""
    with Hostile(lambda client: client.recv(1) and threading.Event().wait(PATIENCE)) as model:
        process = started(filled, tmp_path, env=endpoint(f"{model.url}/v1"))
        with process, asking(Served(host_of(process), process), {"question": QUESTION}) as events:
            assert "begin" in next(events)
            until(lambda: len(model.seen) == 1)
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == ExitCode.INTERRUPTED
            assert process.stderr
            assert process.stderr.read().strip() == "brief: interrupted"


def test_a_port_that_is_taken_is_one_line(filled: Path, tmp_path: Path, process: Brief) -> None:
    """With what to do; likewise an address that is not of this machine, and one that others could reach."""
    with serving_pages(filled, tmp_path) as server:
        port = server.host.rpartition(":")[2]
        done = process("serve", "--port", port, "--library", filled)
        assert done.code == ExitCode.CONFIG
        assert len(done.err.splitlines()) == 1 and f"{port}: choose another port" in done.err
    done = process("serve", "--host", "0.0.0.0", "--library", filled)
    assert done.code == ExitCode.CONFIG and "no password" in done.err
    done = process("serve", "--host", "192.0.2.1", "--allow-host", "news.example.org", "--library", filled)
    assert done.code == ExitCode.CONFIG and len(done.err.splitlines()) == 1


def test_the_browser_is_opened(filled: Path, tmp_path: Path) -> None:
    """At the address that the server has, once it listens."""
    opener, opened = tmp_path / "bin" / "xdg-open", tmp_path / "opened"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\nprintf %s "$1" > {opened}.part && mv {opened}.part {opened}\n')
    opener.chmod(0o755)
    path = f"{opener.parent}{os.pathsep}{os.environ['PATH']}"
    with serving_pages(filled, tmp_path, "--open", env={"PATH": path}) as server:
        until(opened.exists)
        assert opened.read_text() == f"{server.url}/"


@pytest.mark.parametrize("path", ["/ask", "/check"])
def test_a_refusal_is_plain_text_for_the_script(filled: Path, tmp_path: Path, path: str) -> None:
    """The page shows it as it is."""
    with serving_pages(filled, tmp_path) as server:
        refused = server.request(path, {"question": "a"}, {"Origin": "null", "Accept": EVENTS})
        assert refused.headers["content-type"].startswith("text/plain") and len(refused.text.splitlines()) == 1


def test_the_names_that_are_allowed(filled: Path, tmp_path: Path) -> None:
    """A proxy's name is answered, and its pages may send forms; any other is not."""
    with serving_pages(filled, tmp_path, "--allow-host", "news.example.org") as server:
        named = {"Host": "news.example.org"}
        assert server.request("/", headers=named).status == 200
        from_there = named | {"Origin": "https://news.example.org"}
        assert server.request("/check", {"draft": "It rains in Seoul."}, from_there).status == 200
        assert server.request("/check", {"draft": "It rains."}, named | {"Origin": server.url}).status == 403
        assert server.request("/", headers={"Host": "other.example.org"}).status == 421


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    """One line, exit 3."""
    code = "import sys; sys.modules['starlette'] = None; from brief.cli import run; sys.exit(run(['serve']))"
    environment = clean_environment(tmp_path) | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, cwd=tmp_path)
    assert done.returncode == ExitCode.CONFIG
    assert done.stderr.startswith("brief: `brief serve` needs the extra serve: ") and done.stderr.count("\n") == 1
