"""What a wrong call gets: its exit code, one clear line on stderr, nothing on stdout. Most of it needs no process."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import stat
from pathlib import Path

import portalocker
import pytest

from tests.cli.conftest import SEEDS, Brief

WHY = "why is Seoul ending GSOMIA?"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ask", ""], "the text is empty"),
        (["ask", " \n"], "the text is empty"),
        (["ask", "?!"], "there is no word in"),
        (["search", ""], "the text is empty"),
        (["search"], "name a QUERY, or use --queries FILE"),
        (["add", ""], "the current folder is `.`"),
        (["ask", "--from", "", "why?"], "the current folder is `.`"),
        (["summarize", ""], "the current folder is `.`"),
        (["ask", "two", "words"], "unexpected extra argument (words): put what you ask for in quotation marks"),
        (["ask", "-k", "many", "why?"], "'many' is not a whole number"),
        (["ask", "--max-cost", "much", "why?"], "'much' is not a number"),
        (["ask", "--as-off", "2019", "why?"], "no such option '--as-off': did you mean '--as-of'?"),
        (["list", "--sinc", "2019"], "no such option '--sinc': did you mean '--json' or '--since'?"),
        (["topic", "ad"], "no such command 'ad': did you mean 'add'?"),
        (["--json", "list"], "no such option '--json': options come after the command, as in `brief list --json` (see"),
        (["show", ""], "the name is empty"),
        (["replay", " "], "the name is empty"),
        (["ask", "-k", "0", "why?"], "-k"),
        (["ask", "--as-of", "2019-02-30", "why?"], "is not a day"),
        (["check"], "name a FILE, or use --pairs FILE"),
        (["show", "[1]"], "no article [1]"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_usage(brief: Brief, words: list[str], said: str) -> None:
    """Exit 2, and one line says what is wrong."""
    done = brief(*words)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert said in done.err


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["aks", WHY], "did you mean `brief ask`?"),
        ([WHY], f"did you mean `brief ask {WHY!r}`?"),
        (["https://example.org/feed"], "`brief summarize https://example.org/feed`"),
        ([str(SEEDS)], f"`brief add {SEEDS}`"),
        (["zzz"], "no such command 'zzz' (see `brief --help`"),
        (["--zzz"], "no such option '--zzz': options come after the command"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_forgotten_or_misspelt_command(brief: Brief, words: list[str], meant: str) -> None:
    """The line names what may have been meant."""
    done = brief(*words)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert meant in done.err


def test_a_model_that_cannot_be_asked_is_named(brief: Brief, filled: Path) -> None:
    """Without a key and an endpoint the quoted answer says that the model was not asked."""
    done = brief("ask", "--library", filled, "--model", "some-model", WHY)
    assert done.code == 0 and done.out
    assert "some-model is not used" in done.err


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BRIEF_TIMEOUT", "soon"),
        ("BRIEF_TIMEOUT", "0"),
        ("BRIEF_RETRIES", "2.5"),
        ("BRIEF_MAX_COST", "-1"),
        ("BRIEF_WRITER", "poet"),
        ("BRIEF_WAIT", "nan"),
        ("BRIEF_EVIDENCE_TOKENS", "10"),
        ("OPENAI_BASE_URL", "localhost:8000"),
    ],
)
def test_settings_in_the_environment(brief: Brief, filled: Path, name: str, value: str) -> None:
    """Exit 3 and one line that names the variable."""
    done = brief("list", "--library", filled, env={name: value})
    assert (done.code, done.out, len(done.err.splitlines())) == (3, "", 1)
    assert name in done.err


def test_settings_in_a_file(brief: Brief, filled: Path) -> None:
    """A value of a wrong kind and an unknown name are named; a `.env` beside the call counts."""
    Path("brief.toml").write_text("timeout = true\n")
    assert "timeout in brief.toml is not a number" in brief("list", "--library", filled).err
    Path("brief.toml").write_text('librari = "x"\n')
    assert brief("list", "--library", filled).code == 3
    Path("brief.toml").unlink()
    Path(".env").write_text(f"BRIEF_LIBRARY={filled}\n")
    assert len(brief("list", "--json").out.splitlines()) == 17


def test_a_misspelt_variable_is_pointed_out(brief: Brief, filled: Path) -> None:
    """What is nearly a setting is probably meant as one; what is not may be another program's."""
    env = {"BRIEF_LIBRAY": "x", "BRIEF_CASE": "leather"}
    done = brief("list", "--library", filled, env=env)
    assert (done.code, done.err) == (0, "brief: BRIEF_LIBRAY is not a setting; BRIEF_LIBRARY is\n")


def test_a_flag_that_is_out_of_range_is_named(brief: Brief, filled: Path) -> None:
    """Not "the command line"."""
    assert "--max-cost is out of range" in brief("ask", "--library", filled, "--max-cost", "nan", WHY).err


def test_an_empty_library_prints_its_object(brief: Brief, tmp_path: Path) -> None:
    """Exit 6 with --json: one object that says that nothing was answered, and the line on stderr all the same."""
    none = ("--library", tmp_path / "none", "--json")
    draft = tmp_path / "draft.txt"
    draft.write_text("The ferry sailed on Monday.\n")
    asked, told, checked = brief("ask", *none, WHY), brief("summarize", *none), brief("check", *none, draft)
    for done in (asked, told, checked):
        assert done.code == 6
        assert "brief add" in done.err
    answer = json.loads(asked.out)
    assert (answer["answered"], answer["confidence"], answer["question"]) == (False, 0.0, WHY)
    assert json.loads(told.out)["stories"] == []
    assert json.loads(checked.out)["supported"] is False
    assert not (tmp_path / "none").exists()


def test_filters_that_nothing_passes(brief: Brief, filled: Path) -> None:
    """It is the filters, not the articles, that do not answer: the page and the line say so."""
    nobody = ("--library", filled, "--source", "Nobody's Gazette")
    asked = brief("ask", *nobody, WHY)
    assert asked.code == 6
    assert "No article matches these dates and outlets" in asked.out
    searched = brief("search", *nobody, "GSOMIA")
    assert (searched.code, searched.out) == (6, "")
    assert "no passage matches" in searched.err
    assert json.loads(brief("summarize", *nobody, "--json").out)["stories"] == []


def test_undated_articles_that_dates_leave_out(brief: Brief, filled: Path) -> None:
    """A list and a search over days say how many articles they could not place."""
    for words in (("list",), ("search", "GSOMIA")):
        done = brief(*words, "--library", filled, "--since", "2019-11-01")
        assert done.code == 0
        assert "2 undated articles were left out" in done.err


def test_a_source_that_is_not_there_is_named_once(brief: Brief, library: Path, tmp_path: Path) -> None:
    """Exit 4, one line, also where it would be read before something else is done."""
    missing, draft = tmp_path / "nowhere.txt", SEEDS / "2019-08-22-notice.txt"
    for words in (("ask", "--from", missing, WHY), ("summarize", missing), ("check", "--against", missing, draft)):
        done = brief(*words, "--library", library)
        assert (done.code, done.out) == (4, "")
        assert done.err == f"brief: {missing}: no such file or folder\n"
    (tmp_path / "empty").mkdir()
    assert "a folder without articles" in brief("ask", "--library", library, "--from", tmp_path / "empty", WHY).err


def test_where_the_result_goes_is_looked_at_first(brief: Brief, filled: Path, tmp_path: Path) -> None:
    """No folder there: exit 3, before an endpoint is even named."""
    done = brief("ask", "--library", filled, "--writer", "openai", "--out", tmp_path / "no" / "page.md", WHY)
    assert (done.code, len(done.err.splitlines())) == (3, 1)
    assert "there is no folder" in done.err


def test_out_replaces_a_file_and_nothing_else(brief: Brief, filled: Path, tmp_path: Path) -> None:
    """A link stays a link, a file keeps its rights, a pipe stays a pipe; no half of a file is left beside them."""
    target, link, pipe = tmp_path / "page.md", tmp_path / "link.md", tmp_path / "pipe"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    assert brief("ask", "--library", filled, "--out", link, WHY).code == 0
    assert link.is_symlink()
    assert "## Sources" in target.read_text(encoding="utf-8")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert brief("ask", "--library", filled, "--out", pipe, WHY).code == 0
        assert b"Sources" in os.read(reader, 65536)
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    assert {p.name for p in tmp_path.iterdir() if p.name.startswith(".")} == set()


def test_a_question_that_is_not_text(brief: Brief, library: Path) -> None:
    """Bytes that are no UTF-8, line ends and controls: asked, recorded and listed in one line that is not too long."""
    question = f"why is\nSeoul ending\tGSOMIA \udcff\x1b[31m? {'really ' * 40}"
    assert brief("ask", "--library", library, "--quiet", question).code == 0
    (row,) = brief("runs", "--library", library).out.splitlines()
    assert "why is Seoul ending GSOMIA" in row
    assert row.endswith("…")
    assert len(row) < 160
    assert brief("replay", "--library", library, "last", "--verify").code == 0


@pytest.mark.parametrize("words", [("check", "--pairs"), ("search", "--queries")], ids=lambda words: str(words[0]))
def test_files_of_many(brief: Brief, filled: Path, tmp_path: Path, words: tuple[str, str]) -> None:
    """A file of lines that is missing, not UTF-8 or not JSON is exit 4, named with its line."""
    rows = tmp_path / "rows.jsonl"
    for content, said in (
        (None, "No such file"),
        (b"\xff\xfe", "not UTF-8"),
        (b'\n{"id": 1}\n', "line 2: "),
    ):
        if content is not None:
            rows.write_bytes(content)
        done = brief(words[0], "--library", filled, "--json", words[1], rows)
        assert (done.code, done.out, len(done.err.splitlines())) == (4, "", 1)
        assert "rows.jsonl" in done.err
        assert said in done.err


@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_a_source_is_shown_by_the_name_that_is_printed(brief: Brief, filled: Path, format_: str) -> None:
    """With -v each source carries the words that show it in its article."""
    page = brief("ask", "--library", filled, "-v", "--format", format_, WHY).out
    refs = re.findall(r"brief show ([0-9a-f]{16}@\d+-\d+)", page)
    assert len(refs) == len(set(refs)) > 1
    first = re.search(r"\[1\] \"(.+)\"", page)
    assert first
    assert f">>{first[1]}<<" in brief("show", "--library", filled, refs[0]).out
    assert "brief show" not in brief("ask", "--library", filled, "--format", format_, WHY).out


def test_one_page_in_two_files(brief: Brief, tmp_path: Path) -> None:
    """It is one article, and adding the folder again changes nothing."""
    folder, library = tmp_path / "twice", tmp_path / "lib"
    folder.mkdir()
    for name in ("a.jsonl", "b.jsonl"):
        (folder / name).write_text('{"text": "The ferry sailed on Monday.", "url": "https://gull.example/ferry"}\n')
    assert "1 article: 1 added" in brief("add", "--library", library, folder).out
    assert "1 article: 1 unchanged" in brief("add", "--library", library, folder).out


@pytest.mark.parametrize(
    "words", [("add", SEEDS / "README.md"), ("reindex",), ("digest",)], ids=lambda words: str(words[0])
)
def test_a_busy_library(brief: Brief, library: Path, words: tuple[object, ...]) -> None:
    """Exit 75 after --wait, one line; what only reads goes on beside the writer."""
    lock = library / ("digest.lock" if words[0] == "digest" else "lock")
    with portalocker.Lock(lock, "a", flags=portalocker.LOCK_EX | portalocker.LOCK_NB):
        done = brief(*words, "--library", library, "--wait", "0.1")
        assert (done.code, done.out, len(done.err.splitlines())) == (75, "", 1)
        assert len(brief("list", "--library", library).out.splitlines()) == 17


def test_a_library_of_a_newer_brief(brief: Brief, library: Path) -> None:
    """Exit 3, one line that says what to do; the doctor says the same."""
    with sqlite3.connect(library / "catalog.sqlite3") as catalog:
        catalog.execute("PRAGMA user_version = 99")
    catalog.close()
    for words in (("list",), ("ask", WHY), ("add", SEEDS)):
        done = brief(*words, "--library", library)
        assert (done.code, done.out, len(done.err.splitlines())) == (3, "", 1)
        assert "newer brief" in done.err
    doctor = brief("doctor", "--library", library)
    assert doctor.code == 3
    assert "newer brief" in doctor.out


def test_a_schedule_carries_any_path(brief: Brief, tmp_path: Path) -> None:
    """Spaces and per cent signs are quoted as each scheduler wants it; a time that is none is exit 3."""
    places = ("--library", tmp_path / "my 5% news", "--out", tmp_path / "out")
    unit = brief("schedule", "print", "--at", "06:30", "--systemd", *places)
    line = brief("schedule", "print", "--at", "06:30", "--cron", *places)
    assert (unit.code, line.code) == (0, 0)
    assert f'"{tmp_path}/my 5%% news"' in unit.out
    assert "OnCalendar=*-*-* 06:30" in unit.out
    assert line.out.startswith("30 6 * * * ")
    assert f"'{tmp_path}/my 5\\% news'" in line.out
    assert brief("schedule", "print", "--at", "25:30", *places).code == 3


@pytest.mark.parametrize(
    "words", [("list",), ("runs",), ("doctor",), ("search", "x"), ("check", "draft.txt"), ("digest", "--quiet")]
)
def test_a_strangers_folder_redirects_nothing_in_silence(brief: Brief, here: Path, words: tuple[str, ...]) -> None:
    """Every command names in one line what the files of the folder decide, also with --quiet."""
    (here / "draft.txt").write_text("Nothing happened.\n")
    (here / ".env").write_text("OPENAI_BASE_URL=http://127.0.0.1:9/v1\n")
    (here / "brief.toml").write_text('library = "theirs"\n')
    done = brief(*words)
    first = done.err.splitlines()[0]
    assert first == f"brief: model endpoint http://127.0.0.1:9/v1 from ./.env; library {here}/theirs from ./brief.toml"
