"""`brief ask` from the outside: what is printed, where, and the exit code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import SEEDS, Brief

WHY = "why is Seoul ending GSOMIA?"
ASK_KEYS = [
    "run", "question", "as_of", "writer", "model", "answered", "confidence", "claims", "withheld", "nearest",
    "citations", "usage",
]  # fmt: skip
CITATION_KEYS = [
    "n", "ref", "article", "source_id", "title", "source", "origin", "published", "published_basis", "path", "url",
    "start", "end", "text",
]  # fmt: skip


def test_the_first_command_of_the_readme(process: Brief) -> None:
    """Asked of the sample articles on a fresh machine: a cited answer, its sources under it, a word on the writer."""
    done = process("ask", "--from", SEEDS, WHY)
    assert done.code == 0
    assert "[1]" in done.out
    assert re.search(r"^Sources$", done.out, re.M)
    assert "OPENAI_API_KEY" in done.out
    assert "\x1b" not in done.out


def test_json_holds_what_others_rely_on(brief: Brief, filled: Path) -> None:
    """The object's members, each citation the exact text of its file, each claim supported and cited."""
    done = brief("ask", "--library", filled, "--json", WHY)
    assert done.code == 0
    answer = json.loads(done.out)
    assert set(ASK_KEYS) <= set(answer)
    assert answer["answered"] is True
    assert 0.0 <= answer["confidence"] <= 1.0
    assert 1 <= len(answer["claims"]) <= 6
    assert all(c["verdict"] == "supported" and c["citations"] for c in answer["claims"])
    assert "because" in answer["claims"][0]["text"], "the reason comes first"
    for citation in answer["citations"]:
        assert set(CITATION_KEYS) <= set(citation)
        path = Path(citation["path"])
        if path.suffix in (".txt", ".md"):
            raw = path.read_bytes().decode()
            assert raw[citation["start"] : citation["end"]] == citation["text"]


def test_two_carriers_of_one_wire_are_one_origin(brief: Brief, filled: Path) -> None:
    """A sentence that two outlets took from one agency is cited in both, and never counted as two origins."""
    answer = json.loads(brief("ask", "--library", filled, "--json", WHY).out)
    by_number = {c["n"]: c for c in answer["citations"]}
    for claim in answer["claims"]:
        origins = {
            (by_number[n]["origin"] or by_number[n]["source"] or by_number[n]["article"]) for n in claim["citations"]
        }
        assert claim["origins"] <= len(origins)


@pytest.mark.parametrize(
    "question",
    ["Who won the football match in Busan?", "How tall is the Eiffel Tower?", "What did the ECB decide about rates?"],
)
def test_what_the_library_does_not_answer(brief: Brief, filled: Path, question: str) -> None:
    """Exit 6, said in words, with the nearest sentences, and the object all the same with --json."""
    text = brief("ask", "--library", filled, question)
    assert text.code == 6
    assert "not answered by these articles" in text.out.lower()
    answer = json.loads(brief("ask", "--library", filled, "--json", question).out)
    assert answer["answered"] is False
    assert answer["claims"] == []


def test_as_of_knows_nothing_later(brief: Brief, filled: Path) -> None:
    """No citation is newer than the day asked for, and undated articles are left out and that is said."""
    done = brief("ask", "--library", filled, "--json", "--as-of", "2019-09-15", WHY)
    answer = json.loads(done.out)
    shown = [*answer["citations"], *answer["nearest"]]
    assert shown
    assert all(c["published"] and c["published"] <= "2019-09-15" for c in shown)
    assert any("undated" in note for note in answer["notes"])


def test_an_empty_library_names_the_next_step(brief: Brief, tmp_path: Path) -> None:
    """Exit 6 and one line that says `brief add`; asking makes no folder."""
    done = brief("ask", "--library", tmp_path / "none", "anything?")
    assert done.code == 6
    assert "brief add" in done.err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("format_", "mark"),
    [("text", "\nSources\n"), ("markdown", "\n## Sources\n"), ("html", "<!DOCTYPE html>"), ("json", '"citations"')],
)
def test_formats_and_out(brief: Brief, filled: Path, tmp_path: Path, format_: str, mark: str) -> None:
    """Each format goes to a file as it goes to stdout, and the file's ending chooses it."""
    endings = {"text": "txt", "markdown": "md", "html": "html", "json": "json"}
    target = tmp_path / f"answer.{endings[format_]}"
    done = brief("ask", "--library", filled, "--out", target, WHY)
    assert (done.code, done.out) == (0, "")
    assert mark in target.read_text(encoding="utf-8")
    assert mark in brief("ask", "--library", filled, "--format", format_, WHY).out


def test_settings_that_cannot_be_used(brief: Brief, filled: Path) -> None:
    """No key: exit 3 and the variable's name; a contradiction or a wrong day: exit 2; an odd library: exit 3."""
    no_key = brief("ask", "--library", filled, "--writer", "openai", WHY)
    assert (no_key.code, no_key.out) == (3, "")
    assert "OPENAI_API_KEY" in no_key.err
    assert brief("ask", "--library", filled, "--json", "--format", "text", WHY).code == 2
    assert brief("ask", "--library", filled, "--as-of", "soon", WHY).code == 2
    assert brief("ask", "--library", "/proc/nope", WHY).code == 3


def test_an_endpoint_that_is_down(brief: Brief, filled: Path) -> None:
    """Exit 5 and one line, without the key."""
    env = {"OPENAI_API_KEY": "sk-secret-1234567890", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "BRIEF_RETRIES": "0"}
    done = brief("ask", "--library", filled, "--model", "m", WHY, env=env)
    assert (done.code, done.out) == (5, "")
    assert len(done.err.splitlines()) == 1
    assert "secret" not in done.err


def test_from_asks_of_those_articles_alone(brief: Brief, library: Path, tmp_path: Path) -> None:
    """What is in the library besides is not used, and a path without articles is exit 4."""
    page = tmp_path / "canal.txt"
    page.write_text("Canal reopens\n\nThe Lindholm canal reopened on Monday after the council repaired two locks.\n")
    done = brief("ask", "--library", library, "--json", "--from", page, "When did the Lindholm canal reopen?")
    answer = json.loads(done.out)
    assert done.code == 0
    assert {Path(c["path"]).name for c in answer["citations"]} == {"canal.txt"}
    assert brief("ask", "--library", library, "--from", tmp_path / "nowhere", WHY).code == 4


def test_text_of_articles_cannot_reach_the_terminal_or_the_prompt(brief: Brief, tmp_path: Path) -> None:
    """Escape codes, bidi overrides and script stay inert in every format."""
    page = tmp_path / "alert.txt"
    page.write_text(
        "Harbor alert\n\nThe harbor minister raised a \x1b[31mred\x1b[0m alert \u202ein Lindholm "
        "<script>alert(1)</script> on Monday.\n"
    )
    library = tmp_path / "lib"
    assert brief("add", "--library", library, page).code == 0
    for format_ in ("text", "markdown", "json", "html"):
        done = brief("ask", "--library", library, "--format", format_, "Which alert did the harbor minister raise?")
        assert done.code == 0
        assert not re.search("[\x1b\x07\u202e]", done.out + done.err)
        if format_ == "html":
            assert "<script>alert" not in done.out
