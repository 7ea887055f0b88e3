"""Prompts and their placeholders."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from brief.errors import ConfigError
from brief.writing.prompts import PLACEHOLDERS, load_prompt

BUILT_IN = Path(__file__).resolve().parents[3] / "prompts"


def test_every_prompt_is_there_and_no_other() -> None:
    """The folder holds the prompts that are used."""
    assert {path.relative_to(BUILT_IN).with_suffix("").as_posix() for path in BUILT_IN.rglob("*.txt")} == set(
        PLACEHOLDERS
    )
    for name in PLACEHOLDERS:
        assert load_prompt(name).system.template


def test_no_prompt_carries_a_label() -> None:
    """No example could be mistaken for a sentence that was shown."""
    for path in BUILT_IN.rglob("*.txt"):
        assert not re.search(r"\bS\d|\[\d", path.read_text(encoding="utf-8")), path.name


def test_values_go_in_as_they_are() -> None:
    """A dollar sign, a placeholder or a rule in an article is text."""
    evidence = "it cost $question, ${nonce} or $5\n=====\nand more"
    system, user = load_prompt("answer").fill(
        nonce="N", question="why?", evidence=evidence, format="F", most="6", setting="It is Monday."
    )
    assert evidence in user
    assert "why?" in user
    assert "F" in system


def test_a_folder_of_ones_own_comes_first(tmp_path: Path) -> None:
    """`--prompts DIR` overrides file by file."""
    (tmp_path / "answer.txt").write_text(
        "mine $format $most $$5\n=====\n$nonce $evidence $setting $question", encoding="utf-8"
    )
    mine = load_prompt("answer", tmp_path)
    filled = mine.fill(nonce="n", question="q", evidence="e", format="f", most="6", setting="s")
    assert filled == ("mine f 6 $5", "n e s q")
    assert load_prompt("small/answer", tmp_path).system.template == load_prompt("small/answer").system.template


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("$nonce $question $evidence $setting", "$format is missing, $most is missing"),
        ("$nonce $question $evidence $format $most $setting $answer", "$answer is unknown"),
        ("$nonce $question $evidence $format $most $setting costs $5", "without a placeholder"),
    ],
)
def test_wrong_placeholders_are_named(tmp_path: Path, text: str, fault: str) -> None:
    """A prompt that misses a placeholder would silently send no evidence: it is refused when it is loaded."""
    (tmp_path / "answer.txt").write_text(text)
    with pytest.raises(ConfigError, match=re.escape(fault)):
        load_prompt("answer", tmp_path)


def test_the_settings_name_every_prompt_that_is_a_task() -> None:
    """Whoever changes the judge has to see the form that its reply is asked for in, too."""
    page = (Path(__file__).parents[3] / "docs" / "settings.md").read_text(encoding="utf-8")
    named = page.split("A folder with prompts of your own", 1)[1].split("BRIEF_PROMPTS=")[0]
    tasks = [name for name in PLACEHOLDERS if not name.startswith("small/") and not name.endswith(("-json", "-text"))]
    assert [name for name in tasks if f"{name}.txt" not in named] == []


def test_a_folder_or_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A wrong --prompts does not fall back to the built-in ones without a word."""
    with pytest.raises(ConfigError, match="is not a folder"):
        load_prompt("answer", tmp_path / "nowhere")
    (tmp_path / "answer.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_prompt("answer", tmp_path)
