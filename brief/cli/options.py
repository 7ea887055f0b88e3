"""Options that several commands share, and the values they become."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from brief.addresses import fault, is_url, without_password
from brief.config import CHOICES
from brief.errors import ConfigError
from brief.render.safe import clean

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day: 2019-11-14, 2019/11/14 or `today`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        if value == "today":
            return date.today()
        found = re.fullmatch(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", str(value).strip())
        try:
            if found:
                return date(*map(int, found.groups()))
        except ValueError:
            pass
        self.fail(f"{value!r} is not a day; write it as 2019-11-14", param, ctx)


_MOST_READ = 1_000_000
"""Bytes of standard input that are read for a question: what comes after is none."""


class Words(click.ParamType[str]):
    """A question or a query: text with at least one word in it, without what a terminal could act on.

    With `stdin` it is read from standard input where it is `-`.
    """

    name = "text"

    def __init__(self, *, stdin: bool = False) -> None:
        self._stdin = stdin

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value == "-" and self._stdin:
            _take_stdin(self, param, ctx)
            value = sys.stdin.buffer.read(_MOST_READ).decode("utf-8-sig", "replace")
        try:
            return question_of(str(value))
        except click.BadParameter as error:
            self.fail(error.message, param, ctx)


def question_of(typed: str) -> str:
    """What was typed as a question. Raises click.BadParameter where there is no word in it."""
    text = clean(_decoded(typed)).strip()
    if not any(character.isalnum() for character in text):
        raise click.BadParameter(f"{text!r} holds no word" if text else "it is empty")
    return text


def _decoded(argument: str) -> str:
    """An argument as UTF-8, also where the locale (C, on a bare server) made Python read it as something else."""
    if argument.isascii() or not any("\udc80" <= character <= "\udcff" for character in argument):
        return argument
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _take_stdin(kind: click.ParamType[str], param: click.Parameter | None, ctx: click.Context | None) -> None:
    """Standard input can be read for one thing only: a second one is a mistake on the command line."""
    if ctx is not None and param is not None and ctx.meta.setdefault("brief.stdin", param.name) != param.name:
        kind.fail("standard input is read for something else already", param, ctx)


class Place(click.ParamType[str]):
    """A path, an address or `-`. An empty one (an unset variable of a shell) would be the current folder."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not str(value).strip():
            self.fail("it is empty; the current folder is `.`", param, ctx)
        if value == "-":
            _take_stdin(self, param, ctx)
        if is_url(str(value)) and (why := fault(str(value))):
            self.fail(f"{without_password(str(value))}: {why}", param, ctx)
        return str(value)


def _writable(_: click.Context, __: click.Parameter, out: Path | None) -> Path | None:
    """Where the result goes, looked at before anything is read, asked or paid for.

    Raises:
        ConfigError: nothing can be written there.
    """
    if out is None:
        return None
    # Through a link to what it names, so that the link stays one.
    out = Path(os.path.realpath(out.expanduser()))
    if not out.parent.is_dir():
        raise ConfigError(f"{out} cannot be written: there is no folder {out.parent}")
    if not os.access(out.parent, os.W_OK | os.X_OK):
        raise ConfigError(f"{out} cannot be written: no right to write in {out.parent}")
    return out


def _stack(*decorators: Callable[[F], F]) -> Callable[[F], F]:
    def apply(function: F) -> F:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return apply


library_options = _stack(
    click.option(
        "--library", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="The library's folder."
    ),
    click.option(
        "--wait", type=click.FloatRange(min=0), metavar="SECONDS", help="How long to wait for a busy library (30)."
    ),
)

filter_options = _stack(
    click.option("--as-of", type=Day(), metavar="DATE", help="Nothing published later is known."),
    click.option("--since", type=Day(), metavar="DATE", help="Only articles published on this day or later."),
    click.option("--until", type=Day(), metavar="DATE", help="Only articles published on this day or earlier."),
    click.option(
        "--source", "sources", multiple=True, metavar="NAME", help="Only this outlet or origin; may be repeated."
    ),
)

judge_option = _stack(
    click.option(
        "--judge",
        type=click.Choice(CHOICES["judge"]),
        help="Which claims the model judges: none, those in doubt, or all (doubts, if a capable model writes).",
    ),
    click.option("--judge-model", metavar="NAME", help="The model that judges, if not the one that writes."),
)

length_option = click.option(
    "--length",
    type=click.Choice(["short", "normal", "full"]),
    default="normal",
    help="How long the page is: at most 700 words, 1,500 (normal), or all there is.",
)

plan_option = click.option(
    "--plan/--no-plan",
    "plan",
    default=None,
    help="Whether the model may first put a short, unclear or following question into words to search for.",
)

topic_option = click.option(
    "--topic", "only", default="", metavar="NAME", help="Only what is on this topic (see brief topic)."
)
open_option = click.option("--open", "show", is_flag=True, help="Open the page in the browser.")

writer_options = _stack(
    click.option("--writer", type=click.Choice(CHOICES["writer"]), help="Who writes: quoted sentences, or a model."),
    click.option("--model", metavar="NAME", help="The model to ask."),
    click.option(
        "--prompts",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        metavar="DIR",
        help="Prompts of your own.",
    ),
    click.option(
        "--max-cost",
        type=click.FloatRange(min=0),
        metavar="USD",
        help="Never spend more; the rest is written extractively.",
    ),
    judge_option,
    click.option("--dry-run", is_flag=True, help="Print the request, its size and cost; send nothing."),
)

page_options = _stack(
    click.option(
        "--format",
        "format_",
        type=click.Choice(["text", "markdown", "json", "html"]),
        help="How to print (text, or by --out's name).",
    ),
    click.option("--json", "as_json", is_flag=True, help="Short for --format json."),
    click.option(
        "--out",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        callback=_writable,
        help="Write to a file instead.",
    ),
)

output_options = _stack(
    page_options,
    click.option("--quiet", "-q", is_flag=True, help="No progress and no notes on stderr."),
    click.option(
        "--verbose", "-v", is_flag=True, help="Also say which claims were withheld, why, and each source's REF."
    ),
    click.option("--strict", is_flag=True, help="Exit 7 when anything was withheld or is weak."),
)

web_option = click.option(
    "--allow-private", is_flag=True, help="Fetch from private addresses (localhost, an intranet), too."
)

from_option = click.option(
    "--from",
    "paths",
    type=Place(),
    multiple=True,
    metavar="PATH",
    help="Add this first, then ask of it alone; may be repeated.",
)

_SUFFIXES = {".json": "json", ".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown"}


def chosen_format(format_: str | None, as_json: bool, out: Path | None) -> str:
    """The output format: as asked, else by the ending of `--out`, else text.

    Raises:
        click.UsageError: options that contradict each other, or an ending that names another kind of file.
    """
    _refuse_other_kinds(format_, as_json, out)
    if as_json:
        if format_ not in (None, "json"):
            raise click.UsageError(f"--json and --format {format_} contradict each other")
        return "json"
    return format_ or (_SUFFIXES.get(out.suffix.lower(), "text") if out else "text")


def _refuse_other_kinds(format_: str | None, as_json: bool, out: Path | None) -> None:
    """No text goes into a `.pdf`: a file whose ending is no text's is refused, and any unknown one without --format."""
    if (
        out is None
        or not out.suffix
        or out.suffix.lower() in (*_SUFFIXES, ".txt")
        or (out.exists() and not out.is_file())
    ):
        return
    from mimetypes import guess_type

    kind = guess_type(out.name)[0] or ""
    if (format_ is None and not as_json) or (kind and not kind.startswith("text/")):
        raise click.UsageError(f"--out writes no {out.suffix}: name a file .txt, .md, .html or .json")
