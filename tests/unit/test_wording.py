"""The rules of docs/style.md that can be checked: over the strings themselves, not over comments or docstrings."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from brief.cli.app import COMMANDS, cli

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "brief"
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if p.relative_to(PACKAGE).parts[0] != "data")
WORST = re.compile(
    r"\b(house|deeds?|twins?|desk|told|rooms?|shelf|anew|mends?|mended|stands? on|learnt|whoever|parted|e\.g|i\.e)\b",
    re.IGNORECASE,
)
"""Words that the project once used in a sense of its own, and words that nobody says."""
RAISED = re.compile(r"(Error|NotFound|LibraryBusy|EmptyLibrary|CostExceeded|BadResponse|UsageError|BadParameter)$")
SPOKEN = {"say", "complain", "echo", "fail", "no_articles", "Finding"}


def written(node: ast.AST) -> str | None:
    """The text of a string, with `{}` in the place of its values."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
    return None


def name_of(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def sentences(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a module that has three words or more and is neither a docstring, SQL, a pattern nor a list of
    words: (line, text)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node) == "split":
            skipped |= {id(inner) for inner in ast.walk(node.func)}
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(inner) for inner in ast.walk(node) if inner is not node}
    for node in ast.walk(tree):
        text = None if id(node) in skipped else written(node)
        if text and len(text.split()) > 2 and not re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE)\b|.*\(\?", text):
            yield getattr(node, "lineno", 0), text


def messages(path: Path) -> Iterator[tuple[int, str]]:
    """What a module says in errors and in lines on standard error: (line, text)."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and (RAISED.search(name_of(node)) or name_of(node) in SPOKEN):
            for argument in node.args:
                if text := written(argument):
                    yield node.lineno, text


def commands() -> Iterator[tuple[str, click.Command]]:
    """Each command and subcommand, by the words that call it."""
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {below}", c) for below, c in command.commands.items())


def test_no_string_has_one_of_the_worst_words() -> None:
    """In messages, on pages and in what agents read."""
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text[:90]!r}"
        for path in MODULES
        for line, text in sentences(path)
        if WORST.search(text)
    ]
    assert found == []


def test_no_help_has_one_of_the_worst_words() -> None:
    """In the help of commands and their options."""
    texts = [(name, command.help or "") for name, command in commands()]
    texts += [
        (f"{name} {option.opts[0]}", option.help or "")
        for name, command in commands()
        for option in command.params
        if isinstance(option, click.Option)
    ]
    assert len(texts) > 100
    assert [(name, text) for name, text in texts if WORST.search(text)] == []


def test_what_agents_are_told_has_none_of_the_worst_words() -> None:
    """The docstrings of the tools of the MCP server are what an agent reads of them."""
    tree = ast.parse((PACKAGE / "serving" / "mcp.py").read_text(encoding="utf-8"))
    texts = [ast.get_docstring(n) or "" for n in ast.walk(tree) if isinstance(n, ast.AsyncFunctionDef)]
    assert len([text for text in texts if text]) > 6
    assert [text for text in texts if WORST.search(text)] == []


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=lambda p: p.name)
def test_no_heading_has_one_of_the_worst_words(page: Path) -> None:
    """Of the documents, outside their code."""
    prose = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    assert [h for h in re.findall(r"^#+ .*$", prose, flags=re.MULTILINE) if WORST.search(h)] == []


def test_messages_that_are_no_sentences_end_without_a_full_stop() -> None:
    """Errors and notes follow `brief:`; what ends with a full stop is a whole sentence."""
    every = [(path, line, text) for path in MODULES for line, text in messages(path)]
    assert len(every) > 250
    odd = [(p, n, t) for p, n, t in every if t.endswith(".") and not t.endswith("...") and not t[:1].isupper()]
    assert [f"{path.relative_to(ROOT)}:{line}: {text[:90]!r}" for path, line, text in odd] == []


@pytest.mark.parametrize(("name", "command"), commands(), ids=lambda value: value if isinstance(value, str) else "")
def test_help_begins_with_a_verb_and_fits_on_a_line(name: str, command: click.Command) -> None:
    """A capital letter at the beginning, a full stop at the end, short enough for a terminal; options, too."""
    first = (command.help or "").split("\n")[0]
    assert re.fullmatch(r"[A-Z][a-z]+ .*\.", first), first
    assert len(first) <= (66 if " " not in name else 80)
    for option in command.params:
        if isinstance(option, click.Option):
            assert re.fullmatch(r"[A-Z`].*\.", option.help or "", flags=re.DOTALL), option.opts
