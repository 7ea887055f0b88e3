"""What the program does to the streams and the terminal it is given, and what it does when it is interrupted."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, SEEDS, Brief, clean_environment
from tests.cli.terminal import COLUMNS, on_terminal

WHY = "why is Seoul ending GSOMIA?"
_COLOUR = re.compile(r"\x1b\[\d+m")


def test_on_a_terminal(process: Brief, tmp_path: Path) -> None:
    """Progress is drawn and wiped, the answer is wrapped and coloured; its replay elsewhere has no colours."""
    library = tmp_path / "library"
    code, shown = on_terminal(tmp_path, "add", "--library", library, SEEDS)
    assert code == 0
    assert re.search(r"\d+ articles, \d+ passages", shown)
    assert re.search(r"\r +\r17 articles: 17 added\n$", shown)
    code, shown = on_terminal(tmp_path, "reindex", "--library", library)
    assert re.search(r"\[#{20}\] (\d+) of \1 passages", shown)
    code, shown = on_terminal(tmp_path, "ask", "--library", library, "--quiet", WHY)
    assert code == 0
    assert _COLOUR.search(shown)
    plain = _COLOUR.sub("", shown)
    assert "\x1b" not in plain
    assert max(len(line) for line in plain.splitlines() if "/" not in line) <= COLUMNS
    assert process("replay", "--library", library, "last").out == plain


@pytest.mark.parametrize("variables", [{"TERM": "dumb"}, {"NO_COLOR": "1"}], ids=["dumb", "no-color"])
def test_on_a_terminal_without_colours(tmp_path: Path, variables: dict[str, str]) -> None:
    """Not one escape code, nor in the progress of adding."""
    code, shown = on_terminal(tmp_path, "ask", "--library", tmp_path / "lib", "--from", SEEDS, WHY, **variables)
    assert code == 0
    assert "\x1b" not in shown
    assert ("\r" in shown) is ("TERM" not in variables)


@pytest.mark.parametrize("words", [("list",), ("search", WHY)], ids=lambda words: str(words[0]))
def test_long_results_go_through_the_pager(tmp_path: Path, filled: Path, words: tuple[str, ...]) -> None:
    """On a terminal, by PAGER; in JSON, too. Elsewhere there is none."""
    pager = {"PAGER": "sed 's/^/paged /'"}
    code, shown = on_terminal(tmp_path, *words, "--library", filled, **pager)
    assert code == 0
    assert all(line.startswith("paged ") for line in shown.splitlines())
    assert on_terminal(tmp_path, *words, "--library", filled, "--json", **pager)[1].startswith("paged {")
    code, shown = on_terminal(tmp_path, *words, "--library", filled, PAGER='less "')
    assert code == 3
    assert shown.startswith("brief: PAGER cannot be read")


def test_a_reader_of_the_pager_who_leaves(tmp_path: Path, filled: Path) -> None:
    """Quitting it before the end is no failure."""
    code, shown = on_terminal(tmp_path, "list", "--library", filled, PAGER="head -n 1")
    assert (code, len(shown.splitlines())) == (0, 1)


@pytest.mark.parametrize("words", [("list",), ("ask", WHY), ("--help",)], ids=lambda words: str(words[0]))
def test_a_reader_that_leaves(tmp_path: Path, filled: Path, words: tuple[str, ...]) -> None:
    """`brief list | head` is no failure, and nothing is said about it."""
    unread, output = os.pipe()
    os.close(unread)
    done = subprocess.run(
        [sys.executable, "-m", "brief", *words],
        env=clean_environment(tmp_path) | {"PYTHONPATH": str(ROOT), "BRIEF_LIBRARY": str(filled)},
        cwd=tmp_path,
        stdout=output,
        stderr=subprocess.PIPE,
        timeout=120,
    )
    os.close(output)
    assert done.returncode == 0
    assert done.stderr.decode().count("brief:") <= 1, "nothing but who writes"
    assert b"rror" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk(tmp_path: Path, filled: Path) -> None:
    """A result that cannot be written is exit 3 and one line, not a bug."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "brief", "list", "--library", str(filled)],
            env=clean_environment(tmp_path) | {"PYTHONPATH": str(ROOT)},
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=120,
        )
    assert done.returncode == 3
    assert done.stderr.decode().startswith("brief: the result cannot be written")
    assert len(done.stderr.splitlines()) == 1


def test_closed_streams(tmp_path: Path, filled: Path) -> None:
    """Started without any (as some daemons do), it does its work."""
    script = 'exec "$@" <&- >&- 2>&-'
    done = subprocess.run(
        ["/bin/sh", "-c", script, "sh", sys.executable, "-m", "brief", "list", "--library", str(filled)],
        env=clean_environment(tmp_path) | {"PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        timeout=120,
    )
    assert done.returncode == 0


def test_results_are_utf_8_whatever_the_locale(process: Brief, tmp_path: Path) -> None:
    """An ASCII terminal does not turn a result into an error."""
    page = tmp_path / "page.txt"
    page.write_text("Café reopens\n\nThe Café Zürich reopened on Monday, its owner said.\n", encoding="utf-8")
    env = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    words = ("--library", tmp_path / "lib", "--from", page, "when did the Café Zürich reopen?")
    done = process("ask", *words, env=env)
    assert done.code == 0
    assert "The Café Zürich reopened" in done.out


INTERRUPTIBLE = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from brief.cli import main
main()
"""
"""The program, where interrupts are heard also if the suite runs as a background job, whose children ignore them."""


def test_an_add_that_is_interrupted(process: Brief, tmp_path: Path) -> None:
    """Control-C in the middle: exit 130 and one line; what is in the library is whole, and the rest can be added."""
    library, news = tmp_path / "library", tmp_path / "news.jsonl"
    sentence = "The council of Lindholm repaired lock {n} of the canal on Monday, its clerk noted on page {m}."
    with news.open("w") as file:
        for n in range(2500):
            text = " ".join(sentence.format(n=n, m=m) for m in range(25))
            file.write(json.dumps({"id": n, "title": f"Lock {n}", "text": text}) + "\n")
    adding = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTIBLE, "add", "--library", str(library), str(news)],
        env=clean_environment(tmp_path) | {"PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    while not (library / "vectors.f32").exists():
        assert adding.poll() is None
        time.sleep(0.02)
    adding.send_signal(signal.SIGINT)
    out, err = adding.communicate(timeout=60)
    assert (adding.returncode, out, err.split()) == (130, b"", b"brief: interrupted".split())
    assert process("doctor", "--library", library).code == 0
    few = tmp_path / "few.jsonl"
    few.write_text("".join(news.read_text().splitlines(keepends=True)[-3:]))
    assert process("add", "--library", library, few).code == 0
    assert "lock 2499" in process("search", "--library", library, "-k", "1", "lock 2499").out


def test_a_library_that_cannot_be_written_answers(process: Brief, library: Path) -> None:
    """The answer is printed, the run is not recorded and that is said; adding is exit 3."""
    for folder, _, files in os.walk(library, topdown=False):
        for name in files:
            (Path(folder) / name).chmod(0o444)
        Path(folder).chmod(0o555)
    if os.access(library, os.W_OK):
        pytest.skip("this user may write anywhere")
    try:
        asked = process("ask", "--library", library, WHY)
        added = process("add", "--library", library, SEEDS / "README.md")
        doctor = process("doctor", "--library", library)
    finally:
        for folder, _, _ in os.walk(library):
            Path(folder).chmod(0o755)
    assert asked.code == 0
    assert "[1]" in asked.out
    assert "this run was not recorded" in asked.err
    assert (added.code, added.out) == (3, "")
    assert doctor.code == 0
    assert "cannot be written" in doctor.out


@pytest.mark.parametrize("lost", ["a reader that left", "a full disk"])
def test_an_answer_that_cannot_be_printed_is_kept(process: Brief, tmp_path: Path, library: Path, lost: str) -> None:
    """`brief ask … | head -1`: the run is recorded whole, and the next question follows on it."""
    if lost == "a full disk":
        if not Path("/dev/full").exists():
            pytest.skip("no /dev/full here")
        output = os.open("/dev/full", os.O_WRONLY)
    else:
        unread, output = os.pipe()
        os.close(unread)
    done = subprocess.run(
        [sys.executable, "-m", "brief", "ask", WHY],
        env=clean_environment(tmp_path) | {"PYTHONPATH": str(ROOT), "BRIEF_LIBRARY": str(library)},
        cwd=tmp_path,
        stdout=output,
        stderr=subprocess.PIPE,
        timeout=120,
    )
    os.close(output)
    assert done.returncode == (3 if lost == "a full disk" else 0)
    assert (b"the result cannot be written" in done.stderr) is (lost == "a full disk")
    assert "[1]" in process("replay", "--library", library, "last").out
    assert process("ask", "--library", library, "-c", "and what did Tokyo say?").code in (0, 6)
    assert len(process("runs", "--library", library).out.splitlines()) == 2
