"""Reading in a second process: the same readings in the same order, whatever becomes of that process."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brief.articles.reading import read_article
from brief.library.library import Library
from brief.models import Article, Reading
from brief.sources import read_sources
from brief.sources.identity import make_article
from brief.workflows import reading as beside
from brief.workflows.add import add
from tests.support.ledger import WordEmbedder

ROOT = Path(__file__).resolve().parents[3]
STORY = (
    "HALDEN, March 3 (Tern News) — The ferry board of Halden closed berth {n} on Tuesday, Mr. J. Aas said. "
    "“We saw no choice,” he said; repairs cost 1.{n} million kroner.\n\n"
    "The board (Halden Ferry Board, HFB) meets again on Friday.\r\n\r\nPhoto: T. Lie\n"
)


def stories(count: int) -> list[Article]:
    """Articles of several kinds: with a headline in the text or apart, wrapped, not in English, of one word."""
    raws = [STORY.format(n=n) * (1 + n % 4) for n in range(count)]
    raws[1::7] = [raw.replace("The", "\N{MUSICAL SYMBOL G CLEF} Der") for raw in raws[1::7]]
    raws[2::7] = [f"Berth shut\n\nBy Ine Moe\n\n{raw}" for raw in raws[2::7]]
    raws[3::7] = ["Closed" for _ in raws[3::7]]
    return [make_article(raw, record_id=str(n), title=f"Berth {n}" if n % 2 else None) for n, raw in enumerate(raws)]


def here(articles: list[Article]) -> list[Reading]:
    return [replace(read_article(article), lines=()) for article in articles]


@pytest.fixture
def helpers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """The helpers that were started: after one article, each waited for until it is ready."""
    started: list[Any] = []
    plain_enter, plain_ready = beside._Helper.__enter__, beside._Helper.is_ready

    def enter(self: Any) -> Any:
        plain_enter(self)
        started.append(self._process)
        return self

    def ready(self: Any) -> bool:
        end = time.monotonic() + 60
        while not (answer := plain_ready(self)) and self._process is not None:
            assert time.monotonic() < end, "the helper never came up"
            time.sleep(0.01)
        return answer

    monkeypatch.setattr(beside._Helper, "__enter__", enter)
    monkeypatch.setattr(beside._Helper, "is_ready", ready)
    monkeypatch.setattr(beside, "ALONE", 1)
    monkeypatch.setattr(beside, "_BATCH", 2000)
    monkeypatch.setattr(beside, "_AHEAD", 8000)
    monkeypatch.setattr(beside, "_cores", lambda: 2)
    yield started
    assert all(process is None or process.returncode is not None for process in started), "one was left behind"


def test_the_helper_reads_as_this_process_does(helpers: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """All but the first article are read by the helper, and each comes out as it would here, in order."""
    articles = [*stories(60), *(a for a in read_sources([ROOT / "seeds"]) if isinstance(a, Article))]
    expected = here(articles)
    read_here: list[Article] = []

    def count(article: Article) -> Reading:
        read_here.append(article)
        return read_article(article)

    monkeypatch.setattr("brief.articles.reading.read_article", count)
    assert list(beside.read_articles(articles)) == expected
    assert len(helpers) == 1
    assert read_here == articles[:1]


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400), st.booleans())
def test_a_packed_reading_comes_out_again(raw: str, titled: bool) -> None:
    """Whatever the text holds."""
    article = make_article(raw, record_id="one", title="Berth shut" if titled else None)
    reading = read_article(article)
    assert beside.unpack(article, beside.pack(reading)) == replace(reading, lines=())


def contents(library: Path) -> dict[str, list[Any]]:
    """The tables of a catalog that an add fills."""
    with sqlite3.connect(library / "catalog.sqlite3") as db:
        tables = ("versions", "texts", "chunks", "acronyms", "words_data", "words_docsize")
        found = {table: db.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall() for table in tables[:4]}
        found["words"] = db.execute("SELECT rowid FROM words WHERE words MATCH 'ferry' ORDER BY rank, rowid").fetchall()
    return found


def test_a_library_is_the_same_with_a_helper(
    tmp_path: Path, helpers: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same rows under the same keys, and the same vectors."""
    news = tmp_path / "news.jsonl"
    with news.open("w") as file:
        for n, article in enumerate(stories(40)):
            file.write(json.dumps({"id": n, "title": article.info.title, "text": article.raw}) + "\n")
        file.write("no record\n")
    outcomes = []
    for name, cores in (("alone", 1), ("beside", 2)):
        monkeypatch.setattr(beside, "_cores", lambda cores=cores: cores)
        with Library(tmp_path / name, WordEmbedder()) as library:
            outcomes.append(add(library, [news]))
    assert len(helpers) == 1
    assert outcomes[0].report == outcomes[1].report
    assert outcomes[0].summary == outcomes[1].summary == "40 articles: 40 added; 1 source could not be read"
    assert contents(tmp_path / "alone") == contents(tmp_path / "beside")
    alone, both = ((tmp_path / name / "vectors.f32").read_bytes()[4096:] for name in ("alone", "beside"))
    assert alone == both


@pytest.mark.parametrize("after", [0, 1, 25])
def test_a_helper_that_dies(helpers: list[Any], after: int) -> None:
    """What it did not answer is read here: nothing is lost, nothing comes twice."""
    articles = stories(60)
    found = []
    for reading in beside.read_articles(articles):
        found.append(reading)
        if len(found) == after + 1 and helpers:
            helpers[0].kill()
            helpers[0].wait()
    if after:
        assert helpers[0].returncode == -signal.SIGKILL
    assert found == here(articles)


def test_a_helper_that_cannot_be_started(helpers: list[Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No interpreter where it should be, one that ends at once, or none that is ours to start."""
    articles = stories(20)
    expected = here(articles)
    for program in (tmp_path / "python3", "/bin/sh", ""):
        monkeypatch.setattr(sys, "executable", str(program))
        assert list(beside.read_articles(articles)) == expected
    assert helpers == [None], "sh is no Python, and was not started"
    failing = tmp_path / "python3"
    failing.write_text("#!/bin/sh\necho hello\nexit 1\n")
    failing.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(failing))
    assert list(beside.read_articles(articles)) == expected
    assert helpers[1].returncode is not None


def test_an_article_that_cannot_be_read_fails_as_it_does_here(helpers: list[Any]) -> None:
    """The error is raised in this process, at its place; those before it have come."""
    articles = stories(12)
    broken = replace(articles[9], raw=b"no text")  # type: ignore[arg-type]
    with pytest.raises(TypeError) as expected:
        read_article(broken)
    found: list[Reading] = []
    with pytest.raises(TypeError) as error:
        found.extend(beside.read_articles([*articles[:9], broken, *articles[10:]]))
    assert str(error.value) == str(expected.value)
    assert found == here(articles[:9])
    assert len(helpers) == 1


def test_a_generator_that_is_closed_ends_its_helper(helpers: list[Any]) -> None:
    """Before the end of the articles."""
    readings = beside.read_articles(stories(60))
    assert [next(readings) for _ in range(10)] == here(stories(60)[:10])
    assert helpers[0].poll() is None
    readings.close()
    assert helpers[0].returncode is not None


def test_a_few_articles_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor do many on one core."""
    monkeypatch.setattr(beside, "_Helper", None)
    few = stories(30)
    assert list(beside.read_articles(few)) == here(few)
    monkeypatch.setattr(beside, "_cores", lambda: 1)
    monkeypatch.setattr(beside, "ALONE", 1)
    assert list(beside.read_articles(few)) == here(few)


SCRIPT = """
import itertools, signal
from brief.sources.identity import make_article
from brief.workflows import reading

signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job's children ignore it
print("the script runs", flush=True)
reading.ALONE, reading._BATCH, reading._AHEAD = 1, 2000, 8000
reading._cores = lambda: 2
articles = (make_article(f"The ferry board closed berth {n}.", record_id=str(n)) for n in itertools.count())
readings = reading.read_articles(articles)
for done in readings:
    helper = readings.gi_frame.f_locals.get("helper")
    if helper and readings.gi_yieldfrom is not None:
        print(helper._process.pid, flush=True)
        break
for done in readings:
    pass
"""


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_however_a_script_ends_its_helper_ends_with_it(tmp_path: Path, end: signal.Signals) -> None:
    """A script without `if __name__ == "__main__"` is not run twice, nor is a module of the folder it is run in."""
    script, elsewhere = tmp_path / "script.py", tmp_path / "elsewhere"
    script.write_text(SCRIPT)
    elsewhere.mkdir()
    (elsewhere / "json.py").write_text("open('was here', 'w')\n")
    process = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=elsewhere,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    watchdog = threading.Timer(120, process.kill)
    watchdog.start()
    assert process.stdout.readline() == "the script runs\n"
    helper = process.stdout.readline().strip()
    assert is_running(helper)
    process.send_signal(end)
    assert process.stdout.read() == ""
    assert process.wait(60) == -end
    watchdog.cancel()
    until = time.monotonic() + 60
    while is_running(helper):
        assert time.monotonic() < until, "the helper was left behind"
        time.sleep(0.02)
    assert not (elsewhere / "was here").exists()


def is_running(pid: str) -> bool:
    """Whether there is such a process (one that ended and that nobody asked after is none)."""
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:  # gone meanwhile; or a system without /proc, where it is there
        return not Path("/proc/self").exists()
