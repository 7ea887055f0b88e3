"""`brief digest` and `brief summarize` as a program: receipts, running often, topics, the list of digests."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from brief.errors import ExitCode
from tests.cli.conftest import Brief

NOTE = "LUND, May 4, 2020 - The harbor board of Lund agreed on Monday to share its pilots with the port of Malmo.\n"


def test_a_receipt_for_programs(brief: Brief, library: Path, here: Path) -> None:
    """One object: what was done, where, over what, what it took; the page is not printed."""
    done = brief("digest", "--library", library, "--json", "--out", here / "out", "--format", "html")
    receipt = json.loads(done.out)
    assert done.code == ExitCode.OK and receipt["status"] == "written"
    assert Path(receipt["path"]).read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert receipt["counts"]["stories"] >= 3 and receipt["counts"]["articles"] > 10
    assert receipt["usage"]["requests"] == 0 and receipt["failed_sources"] == [] and receipt["window"]["first"] < "2020"
    again = json.loads(brief("digest", "--library", library, "--json", "--out", here / "out", "--format", "html").out)
    assert (again["status"], again["path"]) == ("already written", receipt["path"])


def test_running_often(brief: Brief, library: Path, here: Path) -> None:
    """With --due one digest a day, whatever arrives; without it the next edition."""
    assert json.loads(brief("digest", "--library", library, "--due", "--json").out)["status"] == "written"
    (here / "note.txt").write_text(NOTE)
    assert brief("add", "--library", library, "note.txt").code == ExitCode.OK
    later = json.loads(brief("digest", "--library", library, "--due", "--json").out)
    assert (later["status"], later["edition"]) == ("already written", 1)
    assert json.loads(brief("digest", "--library", library, "--json").out)["edition"] == 2


def test_the_folder_has_a_list_and_a_feed(brief: Brief, library: Path, here: Path) -> None:
    """Beside pages for a browser, with a line for each digest."""
    assert brief("digest", "--library", library, "--out", here / "out", "--quiet").code == ExitCode.OK
    today = date.today().isoformat()
    assert sorted(p.name for p in (here / "out").iterdir()) == [f"{today}.md", "feed.atom", "index.html"]
    assert f'<a href="{today}.md">' in (here / "out" / "index.html").read_text(encoding="utf-8")
    assert brief("digest", "--library", library, "--out", here / "texts", "--format", "text", "-q").code == ExitCode.OK


@pytest.mark.parametrize(("length", "most"), [("short", 700), ("normal", 1500)])
def test_a_page_has_at_most_so_many_words(brief: Brief, library: Path, length: str, most: int) -> None:
    """All that is read of it: what comes before the sources."""
    page = brief("summarize", "--library", library, "--format", "markdown", "--length", length).out
    body = page.partition("## Sources")[0].partition("---\n\n")[2]
    assert 100 < len(body.split()) <= most
    assert len(brief("summarize", "--library", library, "--format", "markdown", "--length", "full").out) > len(page)


def test_a_summary_is_titled_by_its_matter_and_days(brief: Brief, library: Path) -> None:
    """Not by the day it is made on; its days and articles stand below the title."""
    page = brief("summarize", "--library", library, "--format", "text").out.splitlines()
    assert page[0].endswith(" November 2019)") and " more stories (" in page[0]
    assert re.match(
        r"\d+ \w+ to \d+ November 2019, \d+ articles, \d+ outlets?, \d+ stories\. \d+ minutes to read\.", page[2]
    )


def test_a_topic_narrows_a_page(brief: Brief, library: Path) -> None:
    """To its stories alone; an unknown one is a line and exit 3."""
    assert brief("topic", "add", "Harbours", "harbour", "--library", library).code == ExitCode.OK
    done = brief("summarize", "--library", library, "--topic", "harbours", "--json")
    told = json.loads(done.out)
    assert done.code == ExitCode.OK and told["stories"] and all(s["topic"] == "Harbours" for s in told["stories"])
    unknown = brief("summarize", "--library", library, "--topic", "Chess")
    assert unknown.code == ExitCode.CONFIG and "no topic 'Chess'" in unknown.err
