"""The documents name only what there is: files of the package, options, settings and pages."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from brief.cli.app import cli
from brief.config import NAMES
from brief.errors import ExitCode

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
OF_OTHERS = {
    "--ctx-size": "llama.cpp's server", "--transport": "claude mcp add", "--check": "ruff", "--spec": "pipx run",
    "--rm": "docker run", "--env-file": "docker run", "--add-host": "docker run", "--build-arg": "docker build",
    "--path": "chroma run", "--host": "chroma run", "--port": "chroma run", "--config": "litellm",
}  # fmt: skip
"""Options of programs that the documents show and that are not in this repository."""

each_page = pytest.mark.parametrize("page", PAGES, ids=[str(p.relative_to(ROOT)) for p in PAGES])


def options_of(command: click.Command) -> Iterator[str]:
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield from (*parameter.opts, *parameter.secondary_opts)
    yield from ("--help", "--version")
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from options_of(below)


def options_of_scripts() -> set[str]:
    """What `benchmarks/` and `tests/eval/` declare with argparse."""
    scripts = (*(ROOT / "benchmarks").glob("*.py"), *(ROOT / "tests" / "eval").rglob("*.py"))
    return {o for s in scripts for o in re.findall(r"add_argument\(\s*\"(--[a-z-]+)\"", s.read_text(encoding="utf-8"))}


@each_page
def test_every_file_that_a_page_names_exists(page: Path) -> None:
    """`brief/x/y.py` from the root, and `x/y.py` in backticks within the package."""
    text = page.read_text(encoding="utf-8")
    named = set(
        re.findall(
            r"(?<![\w./])(?:brief|benchmarks|tests|prompts|docs|seeds)/[\w/.-]*\w\.(?:py|md|toml|txt|css|jsonl?)\b",
            text,
        )
    )
    within = set(re.findall(r"`((?!brief/|benchmarks/|tests/|docs/|\.|/)[\w/]+/\w+\.py)`", text))
    missing = [n for n in named if not (ROOT / n).exists()]
    assert missing + [n for n in within if not (ROOT / "brief" / n).exists()] == []


@each_page
def test_every_option_that_a_page_names_exists(page: Path) -> None:
    """Of `brief`, of a script of this repository, or of a program that is named here."""
    known = {*options_of(cli), *options_of_scripts(), *OF_OTHERS}
    named = re.findall(r"(?<![\w-])--[a-z][a-z-]*[a-z]", page.read_text(encoding="utf-8"))
    assert sorted(set(named) - known) == []


@each_page
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    """`brief WORD`, in code or at the start of a line of it."""
    named = re.findall(r"(?:^|`|\$ |&& |\| )brief ([a-z]+)\b", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(set(named) - set(cli.list_commands(click.Context(cli)))) == []


@each_page
def test_every_setting_that_a_page_names_exists(page: Path) -> None:
    """`BRIEF_…` is a setting, or one of the few variables that are none."""
    known = {*(f"BRIEF_{n.upper()}" for n in NAMES), "BRIEF_DEBUG", "BRIEF_SHARED"}
    assert sorted(set(re.findall(r"\bBRIEF_[A-Z_]+", page.read_text(encoding="utf-8"))) - known) == []


def test_the_first_page_leads_to_every_other() -> None:
    """docs/index.md links each page of docs/ and the folders below it, and the site's navigation has it too."""
    docs = ROOT / "docs"
    linked = set(re.findall(r"\]\(([\w/.-]+\.md)\)", (docs / "index.md").read_text(encoding="utf-8")))
    pages = {str(p.relative_to(docs)) for p in docs.rglob("*.md")}
    assert linked == pages - {"index.md"}
    assert set(re.findall(r"- (?:Tutorial: )?([\w/.-]+\.md)$", (ROOT / "mkdocs.yml").read_text(), re.M)) == pages


def test_the_settings_are_those_of_the_example() -> None:
    """docs/settings.md equals what docs/generate_settings.py writes, and the example names every setting."""
    spec = importlib.util.spec_from_file_location("generate_settings", ROOT / "docs" / "generate_settings.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAGE.read_text(encoding="utf-8") == module.reference()


def test_every_exit_code_is_explained() -> None:
    """The table of docs/settings.md has those of `brief.errors.ExitCode`."""
    codes = {value for name, value in vars(ExitCode).items() if name.isupper()}
    table = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8").partition("## Exit codes")[2]
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.M)} == codes
