"""docs/json.md is true: the names that it gives are those that the program prints."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ROOT, Brief

PAGE = ROOT / "docs" / "json.md"
SHOWN = {
    m[1]: json.loads(m[2]) for m in re.finditer(r"^## `(.+?)`.*?^```json\n(.*?)^```$", PAGE.read_text(), re.S | re.M)
}
WEEK = ROOT / "docs" / "week"
DRAFT = "On Tuesday the county told 2,300 people in Askerby to leave. The government will pay 60 million crowns.\n"
PAIR = {"id": "a1", "text": "The dam broke.", "source": "The dam leaked on Tuesday."}


def names(value: Any, path: str = "") -> set[str]:
    """Every name in a value, with those it lies under; of lists all entries together."""
    if isinstance(value, dict):
        return {f"{path}.{k}" for k in value} | {n for k, v in value.items() for n in names(v, f"{path}.{k}")}
    return {n for entry in value for n in names(entry, path)} if isinstance(value, list) else set()


@pytest.fixture
def commands(here: Path) -> dict[str, tuple[object, ...]]:
    """What stands for each heading of the page."""
    (here / "draft.txt").write_text(DRAFT)
    (here / "pairs.jsonl").write_text(json.dumps(PAIR) + "\n")
    return {
        "brief ask --json": ("ask", "--json", "what will a tram ride cost?"),
        "brief list --json": ("list", "--json"),
        "brief show --json ARTICLE": ("show", "--json", WEEK / "monday" / "library-herald.html"),
        "brief search --json QUERY": ("search", "--json", "old sluice"),
        "brief check --json FILE": ("check", "--json", "draft.txt"),
        "brief check --pairs FILE": ("check", "--json", "--pairs", "pairs.jsonl"),
        "brief digest --json": ("digest", "--json"),
        "brief sources --json": ("sources", "--json"),
        "brief runs --json": ("runs", "--json"),
    }


def test_the_names_of_the_page_are_printed(brief: Brief, commands: dict[str, tuple[object, ...]]) -> None:
    """No fewer and no more, for every command that the page shows."""
    assert set(SHOWN) == set(commands)
    assert brief("add", "-q", WEEK).code == 0
    assert brief("follow", "-q", WEEK).code == 0
    for heading, words in commands.items():
        printed = brief(*words).out
        lines = [printed] if printed.lstrip().startswith("{\n") else printed.splitlines()
        assert names([json.loads(line) for line in lines]) == names(SHOWN[heading]), heading
