"""What is to be run, and when: the value that both schedulers write down."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from brief.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Schedule:
    """One command, run every day at a local time.

    `command` is the argument list, its first word an absolute path. `folder` is the absolute folder it runs in
    (so that a `.env` or `brief.toml` there is found), or None for the scheduler's own.
    """

    command: tuple[str, ...]
    at: time
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Ran:
    """How a scheduler's own program ended."""

    code: int
    out: str
    err: str


Runner = Callable[[Sequence[str], str], Ran]
"""Runs a program (its argument list, the text for its standard input)."""


def parse_at(text: str) -> time:
    """Read a time of day written `06:30` (24 hours, local).

    Raises ConfigError for anything else.
    """
    match = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", text.strip(), re.ASCII)
    if match is None:
        raise ConfigError(f"{text!r} is not a time of day: write it as 06:30 (24 hours)")
    return time(int(match[1]), int(match[2]))


def daily_digest(
    executable: Path,
    library: Path,
    out: Path,
    at: str,
    *,
    options: Sequence[str] = (),
    folder: Path | None = None,
) -> Schedule:
    """The schedule of `brief digest`: every path is absolute, every word can be written on one line.

    Raises ConfigError for a relative path, a time that is none, or a word with control characters in it.
    """
    for what, path in (("program", executable), ("library", library), ("output folder", out), ("folder", folder)):
        if path is not None and not path.is_absolute():
            raise ConfigError(f"a schedule needs absolute paths, and the {what} {str(path)!r} is not one")
    command = (str(executable), "digest", "--library", str(library), "--out", str(out), *options)
    for word in (*command, str(folder or "")):
        _check_word(word)
    return Schedule(command, parse_at(at), folder)


def run_program(command: Sequence[str], stdin: str) -> Ran:
    """Run one of the scheduler's programs and wait for it.

    Raises ConfigError when it is not installed.
    """
    try:
        done = subprocess.run(list(command), input=stdin, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise ConfigError(f"{command[0]} is not installed here: try the other scheduler") from None
    return Ran(done.returncode, done.stdout, done.stderr)


def _check_word(word: str) -> None:
    # A line end would start a new setting or a new job; neither scheduler has a way to write one.
    if any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in word):
        raise ConfigError(f"{word!r} has a character in it that a schedule cannot carry")
