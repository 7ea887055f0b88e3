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
        (["--since", "2019-11-14", "--until", "2019-11-13"], "--since 2019-11-14 is later than --until 2019-11-13"),
        (["--since", "2020", "--as-of", "2019"], "--since 2020-01-01 is later than --as-of 2019-12-31"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_days_that_cannot_be_meant(brief: Brief, filled: Path, words: list[str], said: str) -> None:
    """Exit 2, one line that shows what can be written."""
    for command in (["list"], ["ask", WHY], ["search", WHY], ["summarize"]):
        done = brief(*command, "--library", filled, *words)
        assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
        assert said in done.err


def test_articles_with_words(brief: Brief, filled: Path) -> None:
    """A list of those that have all of the words, stemmed, in title or text; what stands in them is no syntax."""
    both = brief("list", "--library", filled, "--json", "chip curbs")
    assert 0 < len(both.out.splitlines()) < 17
    one = {
        line
        for word in ("chips", "curb")
        for line in brief("list", "--library", filled, "--json", word).out.splitlines()
    }
    assert set(both.out.splitlines()) < one
    none = brief("list", "--library", filled, 'zzz" OR "Seoul')
    assert (none.code, none.out, none.err) == (0, "", "brief: no article matches these words, dates and outlets\n")
    undated = brief("list", "--library", filled, "zzz", "--since", "2019")
    assert "undated" not in undated.err


def test_an_outlet_by_any_of_its_names(brief: Brief, library: Path, tmp_path: Path) -> None:
    """As it is printed, as an article states it, and by its site; an agency by the reports that others carry."""
    rows = tmp_path / "rows.jsonl"
    row = {"text": "The ferry sailed on Monday.", "url": "https://www.gull.example/ferry", "source": "The Gull"}
    rows.write_text(json.dumps(row) + "\n")
    assert brief("add", "--library", library, rows).code == 0
    for name in ("The Gull", "the gull", "gull.example", "www.gull.example"):
        assert "ferry" in brief("list", "--library", library, "--json", "--source", name).out
        assert "ferry" in brief("search", "--library", library, "--source", name, "Monday").out
    assert "STRAIT LEDGER, from HNA" in brief("list", "--library", library, "--source", "HNA").out


@pytest.mark.parametrize("words", [("list",), ("search", WHY), ("ask", WHY), ("summarize",)], ids=lambda w: str(w[0]))
def test_an_outlet_that_is_misspelt(brief: Brief, filled: Path, words: tuple[str, ...]) -> None:
    """The line names those that are spelt nearly so."""
    done = brief(*words, "--library", filled, "--source", "Pacifc Wire")
    assert "brief: no article is from 'Pacifc Wire': did you mean \"Pacific Wire\"?" in done.err.splitlines()


def test_names_that_are_misspelt(brief: Brief, library: Path) -> None:
    """Of articles, runs, topics and followed sources: what may be meant is named."""
    answer = json.loads(brief("ask", "--library", library, "--json", WHY).out)
    article, run = answer["citations"][0]["article"], answer["run"]
    assert brief("topic", "add", "--library", library, "Harbors", "strikes").code == 0
    for words, meant in (
        (("show", f"{article[:-1]}x"), f"did you mean {article} ("),
        (("remove", "2019-08-22-notise.txt"), "(see `brief list`)"),
        (("show", "08-22-notice"), "did you mean"),
        (("replay", f"{run[:-4]}zzzz"), f'did you mean "{run}"?'),
        (("topic", "remove", "Harbours"), 'did you mean "Harbors"?'),
        (("digest", "--topic", "harbour"), 'did you mean "Harbors"?'),
    ):
        done = brief(*words, "--library", library)
        assert (done.out, len(done.err.splitlines())) == ("", 1)
        assert done.code in (2, 3)
        assert meant in done.err
