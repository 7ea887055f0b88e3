"""The help is true: every command's line, examples, and the generated reference."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import click
import pytest

from brief import __version__
from brief.cli.app import COMMANDS, cli
from tests.cli.conftest import Brief

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_in_the_help_is_the_commands_own(name: str) -> None:
    """`brief --help` shows a table of its own, so that it imports nothing: it must say what the commands say."""
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.name == name
    assert (command.help or "").split("\n")[0] == COMMANDS[name][1]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_an_example(name: str) -> None:
    """A reader of the help sees how it is called."""
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert f"  brief {name}" in (command.help or "")


def test_the_reference_is_what_the_program_says() -> None:
    """docs/commands.md equals what docs/generate_commands.py writes."""
    spec = importlib.util.spec_from_file_location("generate_commands", ROOT / "docs" / "generate_commands.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAGE.read_text(encoding="utf-8") == module.reference()


def test_the_program_alone(brief: Brief, here: Path, library: Path) -> None:
    """With an empty library what to do first, else how much is in it, and the help. Nothing is made."""
    first = brief()
    assert (first.code, first.err) == (0, "")
    assert "has no articles yet" in first.out
    assert "brief add PATH|URL" in first.out
    filled = brief(env={"BRIEF_LIBRARY": str(library)})
    assert filled.out.startswith(f"17 articles in {library}, the newest of 2019-11-")
    assert "Look after it:" in filled.out
    assert not list(here.parent.glob("data/*"))


def test_help_version_and_a_wrong_command(process: Brief) -> None:
    """Help and version are exit 0 on stdout; a wrong command is exit 2 on stderr."""
    shown = process("--help")
    assert shown.code == 0
    assert all(f"  {name} " in shown.out for name in COMMANDS)
    first, second = process("--version").out.splitlines()
    assert re.fullmatch(rf"brief {re.escape(__version__)}( \(commit [0-9a-f]{{10}}(, changed)?\))?", first)
    assert re.fullmatch(r"Python 3\S+, SQLite 3\S+, chromadb \S+, openai \S+, tiktoken \S+", second)
    wrong = process("aks", "why?")
    assert (wrong.code, wrong.out) == (2, "")
    assert "aks" in wrong.err
