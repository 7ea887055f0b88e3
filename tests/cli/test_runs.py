"""`brief runs` and `brief replay`: an earlier answer again, byte for byte, and derived anew."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from brief.verification import VERSION
from tests.cli.conftest import Brief

WHY = "why is Seoul ending GSOMIA?"


@pytest.mark.parametrize("format_", ["text", "markdown", "json", "html"])
def test_an_answer_is_replayed_byte_for_byte(brief: Brief, library: Path, format_: str) -> None:
    """`replay last` prints what was printed; --verify derives the same bytes from the record."""
    asked = brief("ask", "--library", library, "--format", format_, WHY)
    assert brief("replay", "--library", library, "last").out == asked.out
    verified = brief("replay", "--library", library, "last", "--verify")
    assert verified.code == 0, verified.out
    assert "the same" in verified.out


def test_a_briefing_is_replayed_and_verified(brief: Brief, library: Path) -> None:
    """A briefing's record is enough to write it again without the articles at hand."""
    made = brief("summarize", "--library", library, "--format", "markdown")
    assert made.code == 0
    assert brief("replay", "--library", library, "last").out == made.out
    assert brief("replay", "--library", library, "last", "--verify").code == 0


def test_runs_lists_the_newest_first(brief: Brief, library: Path) -> None:
    """Each run has its command and question; --json prints one object a line."""
    brief("ask", "--library", library, WHY)
    brief("summarize", "--library", library)
    rows = [json.loads(line) for line in brief("runs", "--library", library, "--json").out.splitlines()]
    assert [r["command"] for r in rows] == ["summarize", "ask"]
    assert rows[1]["question"] == WHY
    assert WHY in brief("runs", "--library", library).out


def test_a_record_that_was_edited_is_noticed(brief: Brief, library: Path) -> None:
    """A changed sentence in the record comes out as a difference and exit 7."""
    brief("ask", "--library", library, WHY)
    (record,) = (library / "runs").glob("*.json")
    document = json.loads(record.read_text(encoding="utf-8"))
    for evidence in document["run"]["asked"]["evidence"]["sentences"]:
        evidence["sentence"]["text"] += " Edited."
    record.write_text(json.dumps(document), encoding="utf-8")
    done = brief("replay", "--library", library, "last", "--verify")
    assert done.code == 7
    assert "derived now" in done.out


def test_removing_an_article_purges_the_runs_that_quote_it(brief: Brief, library: Path) -> None:
    """After `remove`, neither the list nor the folder holds a record with its sentences."""
    asked = json.loads(brief("ask", "--library", library, "--json", WHY).out)
    path = asked["citations"][0]["path"]
    assert brief("remove", "--library", library, path).code == 0
    assert brief("runs", "--library", library).out == ""
    assert list((library / "runs").glob("*.json")) == []


def test_an_unknown_run_is_exit_2(brief: Brief, library: Path) -> None:
    """A run that is not there is named, in one line."""
    done = brief("replay", "--library", library, "19990101-000000-ffff")
    assert (done.code, done.out) == (2, "")
    assert "19990101" in done.err


@pytest.mark.parametrize("checker", [None, VERSION - 1], ids=["without a version", "one version before"])
def test_a_run_of_an_older_checker_is_printed_and_said_to_be_one(
    brief: Brief, library: Path, checker: int | None
) -> None:
    """A record from before says so and replays its bytes; it is not called different, whatever it holds."""
    asked = brief("ask", "--library", library, WHY)
    (record,) = (library / "runs").glob("*.json")
    document = json.loads(record.read_text(encoding="utf-8"))
    assert document["run"].pop("checker") == VERSION
    document["run"] |= {"checker": checker} if checker else {}
    document["run"]["asked"]["evidence"]["sentences"] = document["run"]["asked"]["evidence"]["sentences"][:1]
    record.write_text(json.dumps(document), encoding="utf-8")
    done = brief("replay", "--library", library, "last", "--verify")
    assert (done.code, done.out) == (0, asked.out)
    assert "older version of the checks" in done.err
