"""Completion on the Tab key, by the real shells; one that is not installed here is skipped."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Brief, clean_environment
from tests.cli.terminal import PROMPT, typed

WHY = "why is Seoul ending GSOMIA?"


def environment(home: Path, library: Path) -> dict[str, str]:
    """With `brief` on the PATH, and a library named."""
    program = home / "bin" / "brief"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m brief "$@"\n')
    program.chmod(0o755)
    path = f"{program.parent}:{os.environ['PATH']}"
    own = {"PATH": path, "PYTHONPATH": str(ROOT), "BRIEF_LIBRARY": str(library), "TERM": "xterm"}
    return clean_environment(home) | own


def needs(shell: str) -> str:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    return shell


BASH = """
eval "$(brief completion bash)"
COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDBREAKS=$' \\t\\n"\\'@><=;|&(:'
_brief_completion brief
printf '%s\\n' "${COMPREPLY[@]}"
"""


def offered(home: Path, library: Path, line: str, script: str = BASH, shell: str = "bash") -> list[str]:
    """What a shell is told of a line."""
    done = subprocess.run(
        [needs(shell), "-c", script, shell, line],
        env=environment(home, library),
        cwd=home,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stderr.replace("bash: compopt: not currently executing completion function\n", "") == ""
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("brief summ", ["summarize"]),
        ("brief ask --for", ["--format"]),
        ("brief ask --format ht", ["html"]),
        ("brief ask --source Pac", ["Pacific\\ Wire"]),
        ('brief ask --source "pac', ["Pacific Wire"]),
        ("brief topic rem", ["remove"]),
        ("brief topic remove Har", ["Harbors"]),
        ("brief digest --topic har", ["Harbors"]),
        ("brief unfollow dr", ["drop"]),
        ("brief ask --library nowhere --source ", [""]),
        ("brief no-such-command --", ["--version", "--help"]),
    ],
)
def test_what_bash_offers(brief: Brief, library: Path, tmp_path: Path, line: str, expected: list[str]) -> None:
    """Commands, options, choices, and the names that are in the library, as they have to stand on the line."""
    if "unfollow" in line:
        (tmp_path / "drop").mkdir()
        assert brief("follow", "--library", library, tmp_path / "drop").code == 0
    if "opic" in line:
        assert brief("topic", "add", "--library", library, "Harbors", "strikes in harbors").code == 0
    assert offered(tmp_path, library, line) == expected


def test_bash_completes_runs_articles_and_citations(brief: Brief, library: Path, tmp_path: Path) -> None:
    """A ref also behind its `@`, at which bash begins a new word."""
    answer = json.loads(brief("ask", "--library", library, "--json", WHY).out)
    cited = answer["citations"][0]
    version, _, span = cited["ref"].partition("@")
    assert offered(tmp_path, library, "brief replay 2") == [answer["run"]]
    assert cited["ref"] in offered(tmp_path, library, f"brief show {version[:4]}")
    assert span in offered(tmp_path, library, f"brief show {version}@{span[0]}")
    assert offered(tmp_path, library, f"brief remove {cited['article'][:8]}") == [cited["article"]]


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_the_tab_key(brief: Brief, library: Path, tmp_path: Path, shell: str) -> None:
    """Typed in the shell itself: the rest of an outlet's name, and the command is run with it."""
    start = {"bash": ["bash", "--norc", "-i"], "zsh": ["zsh", "-f", "-i"]}[needs(shell)]
    ready = {"bash": "true", "zsh": "autoload -Uz compinit && compinit -u -D"}[shell]
    lines = (ready, f'eval "$(brief completion {shell})"', "brief list --json --source Pacif\t", "exit")
    prompt = {"PS1": PROMPT.decode(), "INPUTRC": os.devnull, "PAGER": "cat"}
    _, shown = typed(start, environment(tmp_path, library) | prompt, [f"{line}\n" for line in lines])
    wanted = brief("list", "--library", library, "--json", "--source", "Pacific Wire").out
    assert json.loads(wanted.splitlines()[0])["id"] in shown.replace("\n", "")


def test_what_fish_offers(library: Path, tmp_path: Path) -> None:
    """Each with what it is, also where that holds a comma."""
    script = 'brief completion fish | source; complete -C "$argv[2]"'
    found = offered(tmp_path, library, "brief list --source Pac", script, "fish")
    assert found == ["Pacific Wire\t5 articles"]
    follow = next(line for line in offered(tmp_path, library, "brief fol", script, "fish"))
    assert follow.startswith("follow\tFollow a feed, site, folder or file; digests")


def test_the_script_of_a_shell(brief: Brief) -> None:
    """The shell one is in, where none is named; of another there is none."""
    assert "compdef" in brief("completion", env={"SHELL": "/usr/bin/zsh"}).out
    done = brief("completion", env={"SHELL": "/bin/dash"})
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert "your shell is dash: name one of bash, zsh, fish" in done.err


def test_a_library_of_an_older_version_completes_nothing(library: Path, tmp_path: Path) -> None:
    """It is not brought up to date while somebody types."""
    with sqlite3.connect(library / "catalog.sqlite3") as catalog:
        catalog.execute("PRAGMA user_version = 2")
        catalog.execute("DROP TABLE topics")
    catalog.close()
    assert offered(tmp_path, library, "brief topic remove ") == [""]


def test_completion_is_quick_and_silent(library: Path, tmp_path: Path) -> None:
    """Nothing slow is imported, and a library that cannot be read is no error."""
    (library / "catalog.sqlite3").write_bytes(b"no catalog at all" * 100)
    code = (
        "import sys; from brief.cli import run\n"
        "try: run([])\n"
        "except SystemExit: pass\n"
        "print(' '.join(sys.modules), file=sys.stderr)"
    )
    env = {"_BRIEF_COMPLETE": "bash_complete", "COMP_WORDS": "brief ask --source ", "COMP_WORDBREAKS": ":"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(tmp_path, library) | env,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.strip() == ""
    loaded = done.stderr.split()
    assert "sqlite3" in loaded
    assert not {"chromadb", "openai", "numpy", "brief.models", "httpx2"} & set(loaded)
