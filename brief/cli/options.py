"""Options that several commands share, and the values they become."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from brief.addresses import fault, is_url, without_password
from brief.cli.completing import names_of
from brief.config import CHOICES
from brief.errors import ConfigError
from brief.render.safe import clean

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day, in figures or in words ("last friday"): of several days ("2019-11") the last, or the `first`."""

    name = "date"

    def __init__(self, *, first: bool = False) -> None:
        self._first = first

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        from brief.workflows.days import read_days

        try:
            days = read_days(_decoded(str(value)), date.today())
        except ValueError as error:
            self.fail(str(error), param, ctx)
        day = days.first if self._first else days.last
        if days.depends and ctx is not None and param is not None:
            ctx.meta.setdefault(SAID, []).append(f"{param.opts[0]} {value!r} is {day:%A}, {day}")
        return day


SAID = "brief.said"
"""Key in a context's `meta`: lines that say how words on the command line were understood."""

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
        raise click.BadParameter(f"there is no word in {text!r}" if text else "the text is empty")
    return text


def _decoded(argument: str) -> str:
    """An argument as UTF-8, also where the locale (C, on a bare server) made Python read it as something else."""
    if argument.isascii() or not any("\udc80" <= character <= "\udcff" for character in argument):
        return argument
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _take_stdin(kind: click.ParamType[str], param: click.Parameter | None, ctx: click.Context | None) -> None:
    """Standard input can be read for one thing only: a second one is a mistake on the command line."""
    if ctx is not None and param is not None and ctx.meta.setdefault("brief.stdin", param.name) != param.name:
        kind.fail("standard input is already used for something else", param, ctx)


class Name(click.ParamType[str]):
    """The name of something in the library. An empty one (an unset variable of a shell) is a mistake."""

    name = "name"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not str(value).strip():
            self.fail("the name is empty", param, ctx)
        return str(value)


class Place(click.ParamType[str]):
    """A path, an address or `-`. An empty one (an unset variable of a shell) would be the current folder."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not str(value).strip():
            self.fail("the path is empty; the current folder is `.`", param, ctx)
        if value == "-":
            _take_stdin(self, param, ctx)
        if is_url(str(value)) and (why := fault(str(value))):
            self.fail(f"{without_password(str(value))}: {why}", param, ctx)
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type="file")]


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
        raise ConfigError(f"{out} cannot be written: {out.parent} is not writable")
    return out


def _stack(*decorators: Callable[[F], F]) -> Callable[[F], F]:
    def apply(function: F) -> F:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return apply


library_options = _stack(
    click.option(
        "--library", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Folder of the library."
    ),
    click.option(
        "--wait", type=click.FloatRange(min=0), metavar="SECONDS", help="Seconds to wait for a busy library (30)."
    ),
)

_filters = _stack(
    click.option("--as-of", type=Day(), metavar="DATE", help="Ignore everything published after this day."),
    click.option(
        "--since", type=Day(first=True), metavar="DATE", help='Only from this day on: 2019-11-14, "last friday".'
    ),
    click.option("--until", type=Day(), metavar="DATE", help="Only up to this day."),
    click.option(
        "--source",
        "sources",
        multiple=True,
        metavar="NAME",
        help="Only this outlet or origin (any of its names, or its site); repeatable.",
        shell_complete=names_of("outlets"),
    ),
)


def filter_options(function: F) -> F:
    """`--as-of`, `--since`, `--until` and `--source`, as one value: the keyword `within`, a Query without words."""

    @wraps(function)
    def call(
        *args: Any, as_of: date | None, since: date | None, until: date | None, sources: tuple[str, ...], **rest: Any
    ) -> Any:
        from brief.models import Query

        for name, end in (("--until", until), ("--as-of", as_of)):
            if since and end and since > end:
                raise click.UsageError(f"--since {since} is later than {name} {end}")
        return function(*args, within=Query("", as_of, since, until, sources), **rest)

    return _filters(cast("F", call))


judge_option = _stack(
    click.option(
        "--judge",
        type=click.Choice(CHOICES["judge"]),
        help="Which claims a model judges: none, those in doubt, or all (doubts if a capable model writes).",
    ),
    click.option("--judge-model", metavar="NAME", help="Model that judges, if not the one that writes."),
)

length_option = click.option(
    "--length",
    type=click.Choice(["short", "normal", "full"]),
    default="normal",
    help="Length of the page: at most 700 words, 1,500 (normal), or no limit.",
)

plan_option = click.option(
    "--plan/--no-plan",
    "plan",
    default=None,
    help="Whether the model may first turn a short, unclear or follow-up question into search words.",
)

topic_option = click.option(
    "--topic",
    "only",
    default="",
    metavar="NAME",
    help="Only articles on this topic (see `brief topic`).",
    shell_complete=names_of("topics"),
)
open_option = click.option("--open", "show", is_flag=True, help="Open the page in a browser.")

model_option = _stack(
    click.option(
        "--writer",
        type=click.Choice(CHOICES["writer"]),
        help="Quote sentences (extractive) or let a model write (openai).",
    ),
    click.option("--model", metavar="NAME", help="Model to use."),
)

spending_options = _stack(
    model_option,
    click.option(
        "--prompts",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        metavar="DIR",
        help="Folder with your own prompts.",
    ),
    click.option(
        "--max-cost",
        type=click.FloatRange(min=0),
        metavar="USD",
        help="Spend at most this much; the rest is quoted, without the model.",
    ),
    judge_option,
)

writer_options = _stack(
    spending_options,
    click.option(
        "--dry-run", is_flag=True, help="Say what would be asked and its cost (-v: the whole request); send nothing."
    ),
)


@dataclass(frozen=True, slots=True)
class Page:
    """How a result is to be printed: `format`, and `out`, the file that it goes to instead of standard output."""

    format: str
    out: Path | None
    is_chosen: bool
    """Whether an option named the format."""
    is_opened: bool = False

    def open(self) -> None:
        """Open the file in a browser, where that is asked for."""
        if self.is_opened and self.out is not None:
            click.launch(self.out.absolute().as_uri())


_page = _stack(
    click.option(
        "--format",
        "format_",
        type=click.Choice(["text", "markdown", "json", "html"]),
        help="Output format (text, or by the ending of --out).",
    ),
    click.option("--json", "as_json", is_flag=True, help="Same as --format json."),
    click.option(
        "--out",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        callback=_writable,
        help="Write to this file instead.",
    ),
    open_option,
)


def page_options(function: F) -> F:
    """`--format`, `--json`, `--out` and `--open`, as one value: the keyword `page`."""

    @wraps(function)
    def call(*args: Any, format_: str | None, as_json: bool, out: Path | None, show: bool, **rest: Any) -> Any:
        if show and out is None:
            raise click.UsageError("--open needs --out, the file to open")
        page = Page(chosen_format(format_, as_json, out), out, as_json or format_ is not None, show)
        return function(*args, page=page, **rest)

    return _page(cast("F", call))


output_options = _stack(
    page_options,
    click.option("--quiet", "-q", is_flag=True, help="No progress and no notes on stderr."),
    click.option("--verbose", "-v", is_flag=True, help="Also show what was withheld and why, and each source's REF."),
    click.option("--strict", is_flag=True, help="Exit with 7 if anything was withheld or is weak."),
)

web_option = click.option(
    "--allow-private", is_flag=True, help="Also fetch from private addresses (localhost, an intranet)."
)

from_option = click.option(
    "--from",
    "paths",
    type=Place(),
    multiple=True,
    metavar="PATH",
    help="Add this first and ask only about it; repeatable.",
)

_SUFFIXES = {
    ".html": ("html",),
    ".htm": ("html",),
    ".json": ("json",),
    ".jsonl": ("json",),
    ".md": ("markdown",),
    ".markdown": ("markdown",),
    ".txt": ("text", "markdown"),
}
"""The formats that a file of each ending may hold, the usual one first."""


def chosen_format(format_: str | None, as_json: bool, out: Path | None) -> str:
    """The output format: as asked, else by the ending of `--out`, else text.

    Raises:
        click.UsageError: options that contradict each other, or an ending that names another kind of file.
    """
    if as_json and format_ not in (None, "json"):
        raise click.UsageError(f"--json and --format {format_} contradict each other")
    asked = "json" if as_json else format_
    suffix = out.suffix.lower() if out else ""
    if out is None or not suffix or (out.exists() and not out.is_file()):
        return asked or "text"
    held = _SUFFIXES.get(suffix)
    if held is None and (asked is None or not _may_be_text(out)):
        raise click.UsageError(f"--out cannot be a {out.suffix} file: name it .txt, .md, .html or .json")
    if held and asked and asked not in held:
        fitting = " or ".join(ending for ending, formats in _SUFFIXES.items() if asked in formats)
        raise click.UsageError(f"{suffix} files hold no {asked}: name the file {fitting}, or use --format {held[0]}")
    return asked or (held or ("text",))[0]


def _may_be_text(out: Path) -> bool:
    """Whether nobody expects anything but text in a file of this name: no page goes into a `.pdf`."""
    from mimetypes import guess_type

    kind = guess_type(out.name)[0]
    return kind is None or kind.startswith("text/")
