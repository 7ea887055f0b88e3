"""What the options that choose articles take, and what they say where they choose none."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Brief

WHY = "why is Seoul ending GSOMIA?"


def days_of(listed: str) -> list[str]:
    return [row["published"] for row in map(json.loads, listed.splitlines())]


def test_days_in_words(brief: Brief, filled: Path) -> None:
    """A month is from its first to its last day; words that count from today are explained, unless --quiet."""
    listed = brief("list", "--library", filled, "--json", "--since", "2019-11", "--until", "November 14 2019")
    days = days_of(listed.out)
    assert days and all("2019-11-01" <= day <= "2019-11-14" for day in days)
    assert "--since" not in listed.err
    spoken = brief("list", "--library", filled, "--until", "yesterday")
    yesterday = date.today() - timedelta(1)
    assert f"--until 'yesterday' is {yesterday:%A}, {yesterday}" in spoken.err
    assert "yesterday" not in brief("search", "-q", "--library", filled, "--until", "yesterday", "GSOMIA").err


def test_the_day_that_was_meant_is_recorded(brief: Brief, library: Path) -> None:
    """A replay does not depend on the day it is made on."""
    asked = brief("ask", "--library", library, "--json", "--as-of", "yesterday", WHY)
    assert json.loads(asked.out)["as_of"] == str(date.today() - timedelta(1))
    assert brief("replay", "--library", library, "last").out == asked.out
    assert "yesterday" not in next((library / "runs").iterdir()).read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--since", "soon"], "write it as 2019-11-14"),
        (["--as-of", "03/04/2019"], "may be 2019-04-03 or 2019-03-04"),
        (["--since", "2019-11-14", "--until", "2019-11-13"], "no day lies between --since 2019-11-14 and --until"),
        (["--since", "2020", "--as-of", "2019"], "no day lies between --since 2020-01-01 and --as-of 2019-12-31"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_days_that_cannot_be_meant(brief: Brief, filled: Path, words: list[str], said: str) -> None:
    """Exit 2, one line that shows what can be written."""
    for command in (["list"], ["ask", WHY], ["search", WHY], ["summarize"]):
        done = brief(*command, "--library", filled, *words)
        assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
        assert said in done.err
