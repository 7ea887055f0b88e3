"""Ten outlets that carry one wire fill no page, and count as the one origin they have."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Brief

WIRE = (
    "The car ferry Solveig ran onto the rocks off Norvik on Tuesday because its rudder jammed, the coast guard said.",
    "All 212 passengers were taken off by lifeboat before dawn.",
    "A diver found a tear of four metres in the hull.",
    "The operator said that the rudder had been repaired only in March.",
    "Investigators will raise the ship next week if the weather holds.",
)
OWN = (
    "The harbour master of Norvik blamed fog for the grounding of the ferry Solveig. Visibility was forty metres.",
    "A former mate of the ferry Solveig said that it ran aground because nobody had checked its rudder since spring.",
)


def copy(number: int) -> str:
    """The wire as one outlet prints it: whole, cut from the end, or edited; under either name of the agency."""
    sentences = list(WIRE)
    if number % 3 == 1:
        sentences.pop()
    if number % 3 == 2:
        sentences[1] = "All 212 passengers were brought off by lifeboat before dawn."
    return ("NORVIK (Velland News Agency) -- " if number % 2 else "NORVIK (VNA) -- ") + " ".join(sentences)


@pytest.fixture
def library(brief: Brief, tmp_path: Path) -> Path:
    rows = [(f"copy{n}", "Ferry runs aground", f"Outlet {n}", copy(n)) for n in range(10)]
    rows += [(f"own{n}", f"What they say in Norvik, part {n}", f"Quay Post {n}", text) for n, text in enumerate(OWN)]
    records = [
        {"id": name, "title": title, "source": source, "published": "2021-05-05", "text": text}
        for name, title, source, text in rows
    ]
    path = tmp_path / "wire.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    assert brief("add", "--quiet", "--library", tmp_path / "library", path).code == 0
    return tmp_path / "library"


def test_ten_copies_of_a_wire_are_one_result(brief: Brief, library: Path) -> None:
    """Every other article comes before the second copy."""
    done = brief("search", "--library", library, "--json", "-k", "12", "why did the ferry Solveig run aground")
    found = [json.loads(line)["source_id"] for line in done.out.splitlines()]
    assert {"own0", "own1"} < set(found[:3])
    assert all(name.startswith("copy") for name in found[3:])


def test_ten_copies_of_a_wire_are_one_origin(brief: Brief, library: Path) -> None:
    """However its agency's name is written; and a run that counted so verifies."""
    done = brief("ask", "--library", library, "--json", "Why did the ferry Solveig run aground?")
    answer = json.loads(done.out)
    wire = next(c for c in answer["claims"] if "rudder jammed" in c["text"])
    cited = {c["n"]: c["source_id"] for c in answer["citations"]}
    assert len({cited[n] for n in wire["citations"]}) > 2
    assert wire["origins"] == 1
    assert brief("replay", "--library", library, "--verify", "last").code == 0
