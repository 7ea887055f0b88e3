"""Files and streams that are not as they should be: each is one line, and nothing else is lost."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, SEEDS, Brief, clean_environment

WHY = "why is Seoul ending GSOMIA?"


@pytest.mark.parametrize("unit", ["x", "x.", "[", '"', "1", "é"])
def test_a_draft_of_one_stretch_without_a_space(brief: Brief, library: Path, tmp_path: Path, unit: str) -> None:
    """Millions of characters are one statement that nothing supports, and not thousands of searches."""
    draft = tmp_path / "draft.txt"
    draft.write_text(unit * (3_000_000 // len(unit)))
    done = brief("check", "--library", library, "--json", draft)
    assert done.code == 7
    assert len(json.loads(done.out)["sentences"]) <= 2


@pytest.mark.parametrize("column", ["authors", "published"])
def test_one_damaged_record_stops_nothing_else(brief: Brief, library: Path, column: str) -> None:
    """Listing, searching and asking go on; doctor names the article, and it can be removed and added again."""
    article = json.loads(brief("search", "--library", library, "--json", "-k", "1", WHY).out)["article"]
    with sqlite3.connect(library / "catalog.sqlite3") as opened:
        opened.execute(f"UPDATE versions SET {column} = '[\"Kim Se-w{{n' WHERE article = ?", (article,))
    opened.close()
    before = len(brief("list", "--library", library, "--json").out.splitlines())
    assert before >= 17
    assert brief("search", "--library", library, WHY).code == 0
    assert brief("ask", "--library", library, WHY).code == 0
    doctor = brief("doctor", "--library", library)
    assert doctor.code == 3
    assert article in doctor.out and "brief remove" in doctor.out
    assert brief("remove", "--library", library, article).code == 0
    assert brief("add", "--library", library, SEEDS).code == 0
    assert len(brief("list", "--library", library, "--json").out.splitlines()) == before
    assert brief("doctor", "--library", library).code == 0


def test_a_changed_text_is_found_by_doctor(brief: Brief, library: Path) -> None:
    """One letter of an article that is not as it was added."""
    with sqlite3.connect(library / "catalog.sqlite3") as opened:
        opened.execute("UPDATE texts SET raw = replace(raw, 'Seoul', 'Seoup') WHERE version = 1")
    opened.close()
    doctor = brief("doctor", "--library", library)
    assert doctor.code == 3
    assert "damaged: 1 record" in doctor.out


def test_a_name_that_is_not_utf_8(process: Brief, tmp_path: Path) -> None:
    """Two files whose names differ in such a byte are two articles; each is shown, and removed by its own name."""
    names = [os.fsencode(tmp_path) + b"/caf\xe9.txt", os.fsencode(tmp_path) + b"/caf\xe8.txt"]
    for n, name in enumerate(names):
        try:
            with open(name, "w") as file:  # noqa: PTH123
                file.write(f"Ferry {n} left the harbour of Aldport on Monday, its captain said.\n")
        except OSError:
            pytest.skip("this file system takes only UTF-8")
    library = tmp_path / "library"
    paths = [os.fsdecode(name) for name in names]
    assert process("add", "--library", library, *paths).code == 0
    listed = [json.loads(line) for line in process("list", "--library", library, "--json").out.splitlines()]
    listed.sort(key=lambda a: a["path"], reverse=True)
    assert [a["path"][-8:] for a in listed] == ["\\xe9.txt", "\\xe8.txt"]
    assert process("show", "--library", library, paths[0]).code == 0
    assert process("add", "--library", library, *paths).out.endswith("2 unchanged\n")
    assert process("remove", "--library", library, paths[0]).out == "removed 1 article\n"
    assert process("remove", "--library", library, listed[1]["path"]).out == "removed 1 article\n"
    assert process("remove", "--library", library, paths[0]).code == 2


@pytest.mark.parametrize("name", ["vectors.f32", "digest.pending.json", "digest.said.json"])
def test_a_folder_in_the_place_of_a_file(brief: Brief, library: Path, name: str) -> None:
    """It gives way: the next commands work, and doctor has nothing to say."""
    (library / name).unlink(missing_ok=True)
    (library / name / "inside").mkdir(parents=True)
    found = json.loads(brief("search", "--library", library, "--json", "-k", "1", WHY).out)
    assert found["vector"] is not None
    assert brief("digest", "--library", library).code == 0
    assert brief("add", "--library", library, SEEDS).code == 0
    assert brief("doctor", "--library", library).code == 0


def test_a_folder_in_the_place_of_a_runs_record(brief: Brief, library: Path) -> None:
    """It is named, other runs go on, and removing what the run quoted removes it."""
    article = json.loads(brief("ask", "--library", library, "--json", WHY).out)["citations"][0]["article"]
    (record,) = (library / "runs").iterdir()
    record.unlink()
    (record / "inside").mkdir(parents=True)
    done = brief("replay", "--library", library, record.stem)
    assert done.code == 2
    assert "its record cannot be read" in done.err
    assert brief("ask", "--library", library, WHY).code == 0
    assert brief("replay", "--library", library, "last").code == 0
    assert brief("remove", "--library", library, article).code == 0
    assert not record.exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("ask", WHY), 0),
        (("ask", "how tall is the Eiffel Tower?"), 6),
        (("nonsense",), 2),
        (("add", "/nowhere"), 4),
        (("--help",), 0),
    ],
    ids=["answered", "refused", "usage", "source", "help"],
)
def test_messages_that_cannot_be_written(tmp_path: Path, filled: Path, words: tuple[str, ...], code: int) -> None:
    """The exit code is the command's own, and so is the result."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "brief", *words],
            env=clean_environment(tmp_path) | {"PYTHONPATH": str(ROOT), "BRIEF_LIBRARY": str(filled)},
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=full,
            timeout=120,
        )
    assert done.returncode == code
    assert bool(done.stdout) is (code != 2)


@pytest.mark.parametrize("name", ["answer.pdf", "answer.notes", "answer.PNG"])
def test_an_ending_that_no_text_has_is_refused(brief: Brief, filled: Path, tmp_path: Path, name: str) -> None:
    """Before anything is asked; what the file would have held can go under another name or with --format."""
    done = brief("ask", "--library", filled, "--out", tmp_path / name, WHY)
    assert done.code == 2
    assert len(done.err.splitlines()) == 1 and f"a {Path(name).suffix} file" in done.err
    assert not (tmp_path / name).exists()
    forced = brief("ask", "--library", filled, "--format", "text", "--out", tmp_path / name, WHY)
    assert forced.code == (0 if name.endswith("notes") else 2)
    for words in (("summarize",), ("check", str(SEEDS / "README.md"))):
        assert brief(*words, "--library", filled, "--out", tmp_path / "page.pdf").code == 2


@pytest.mark.parametrize(
    ("format_", "name", "said"),
    [
        ("html", "page.json", ".json files hold no html: name the file .html or .htm"),
        ("json", "page.txt", ".txt files hold no json: name the file .json or .jsonl"),
        ("text", "page.md", ".md files hold no text: name the file .txt, or use --format markdown"),
    ],
)
def test_a_format_that_does_not_fit_the_ending_is_refused(
    brief: Brief, filled: Path, tmp_path: Path, format_: str, name: str, said: str
) -> None:
    """Exit 2 and what would fit; Markdown may go into a .txt."""
    done = brief("ask", "--library", filled, "--format", format_, "--out", tmp_path / name, WHY)
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert said in done.err
    assert not (tmp_path / name).exists()
    assert brief("ask", "--library", filled, "--format", "markdown", "--out", tmp_path / "a.txt", WHY).code == 0


@pytest.mark.parametrize("words", [("ask", WHY), ("summarize",), ("check", SEEDS / "README.md")], ids=lambda w: w[0])
def test_a_page_is_opened_in_the_browser(process: Brief, filled: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    """Of all that write one with --out; without that there is nothing to open."""
    opener, opened = tmp_path / "bin" / "xdg-open", tmp_path / "opened"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\necho "$1" > {opened}\n')
    opener.chmod(0o755)
    env = {"PATH": f"{opener.parent}:{os.environ['PATH']}"}
    page = tmp_path / "page.html"
    assert process(*words, "--library", filled, "--out", page, "--open", env=env).code in (0, 7)
    assert opened.read_text().strip() == str(page)
    done = process(*words, "--library", filled, "--open", env=env)
    assert done.code == 2
    assert "--open needs --out" in done.err


def test_a_question_from_standard_input(brief: Brief, filled: Path) -> None:
    """`-` reads it, for `ask` and `search`; nothing there is a usage error, and so is reading it twice."""
    done = brief("ask", "--library", filled, "-", stdin=f"\ufeff{WHY}\n")
    assert done.code == 0
    assert "[1]" in done.out
    assert brief("search", "--library", filled, "-", stdin=WHY).out == brief("search", "--library", filled, WHY).out
    assert brief("ask", "--library", filled, "-", stdin=" \n").code == 2
    twice = brief("ask", "--library", filled, "--from", "-", "-", stdin=WHY)
    assert twice.code == 2
    assert "standard input" in twice.err


def test_what_killed_commands_left_is_swept(brief: Brief, library: Path, tmp_path: Path) -> None:
    """Parts of files in the library, beside a result, and of an earlier version."""
    (library / "runs").mkdir(exist_ok=True)
    left = [library / "runs" / ".brief-0a1b.part", tmp_path / ".brief-0a1b.part", library / ".brief-0a1b.part"]
    for path in left:
        path.write_text("half of something")
    (library / "runs" / "20210503-070000-0a1b.tmp").write_text("half of a record")
    answer = json.loads(brief("ask", "--library", library, "--json", WHY).out)
    brief("ask", "--library", library, "--out", tmp_path / "answer.txt", WHY)
    brief("digest", "--library", library)
    assert [p.exists() for p in left] == [False] * 3
    assert brief("remove", "--library", library, answer["citations"][0]["article"]).code == 0
    assert not list((library / "runs").glob("*.tmp"))


def test_a_library_whose_name_is_not_utf_8(process: Brief, tmp_path: Path) -> None:
    """It works, or is refused in one line."""
    library = os.fsdecode(os.fsencode(tmp_path) + b"/lib\xff")
    done = process("ask", "--library", library, "--from", SEEDS, WHY)
    assert done.code in (0, 3)
    assert "bug" not in done.err
    shutil.rmtree(library, ignore_errors=True)
