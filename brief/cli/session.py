"""What every command does around its one workflow: settings, stderr, progress, writing the result."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import click

from brief import files
from brief.addresses import without_password
from brief.cli.options import SAID
from brief.config import Settings, load_settings
from brief.errors import BriefError, ConfigError, ExitCode, SourceError, no_articles
from brief.render.safe import clean

if TYPE_CHECKING:
    from brief.library.library import AddProgress, Library
    from brief.models import Answer, Briefing, Query
    from brief.sources.fetching import WebRules
    from brief.workflows.add import AddOutcome
    from brief.workflows.judging import Judge
    from brief.workflows.replay import Rendering, Run
    from brief.workflows.setup import PreparedWriter


BAR = 20
"""Characters of a progress bar."""


class Session:
    """One command's settings and its voice on stderr."""

    def __init__(self, *, quiet: bool = False, allow_private: bool = False, **flags: Any) -> None:
        self.quiet = quiet
        self.allow_private = allow_private
        self.settings: Settings = load_settings(flags)
        if self.settings.redirects:  # also with --quiet: nobody's articles go somewhere in silence
            self.complain(self.settings.redirects)
        said = click.get_current_context().meta.get(SAID, [])
        for note in (*self.settings.notes, *said):
            self.say(note)

    def library(self) -> Library:
        from brief.workflows.setup import open_library

        return open_library(self.settings)

    def prepared(self, *, dry: bool = False, spent: float = 0.0) -> PreparedWriter:
        """The writer; a line says so where a model is named and cannot be asked.

        `dry`: it will send nothing, and nothing is sent to open it either. `spent`: of --max-cost, in US dollars.
        """
        from brief.workflows.setup import prepare_writer

        settings, most = self.settings, self.settings.max_cost
        if most is not None and spent:
            settings = replace(settings, max_cost=max(0.0, most - spent))
        prepared = prepare_writer(settings, dry=dry)
        if prepared.chat is not None:
            prepared.chat.tell = self.say
        if self.settings.writer is None and self.settings.writer_name == "extractive" and self.settings.model:
            self.say(f"{self.settings.model} is not used: set OPENAI_API_KEY or OPENAI_BASE_URL")
        return prepared

    @property
    def evidence_tokens(self) -> int:
        """How many tokens of evidence the writer is shown at most."""
        from brief.workflows.setup import evidence_tokens

        return evidence_tokens(self.settings)

    def judge(self) -> Judge | None:
        """The judge of a text that somebody else wrote, if one is asked for."""
        from brief.workflows.setup import open_judge

        judge = open_judge(self.settings)
        if judge is not None:
            judge.chat.tell = self.say
        return judge

    def add_first(self, library: Library, paths: Sequence[str]) -> tuple[tuple[str, ...], int]:
        """Add what `--from` names: the ids of those articles, and how many sources could not be read.

        Raises:
            SourceError: paths were given, and none of them holds an article.
            click.exceptions.Exit: the same, and the reasons have been said.
        """
        if not paths:
            return (), 0
        outcome = self.add(library, paths)
        if not outcome.articles:
            if outcome.problems:
                raise click.exceptions.Exit(ExitCode.SOURCE)
            raise SourceError(" ".join(paths), "there is no article in it")
        return outcome.articles, len(outcome.problems)

    def add(self, library: Library, paths: Sequence[str]) -> AddOutcome:
        """Add articles, with a progress bar on a terminal and each bad source named."""
        from brief.workflows.add import add

        with Progress(self.quiet) as progress:
            return add(
                library,
                paths,
                stdin=sys.stdin.buffer,
                on_progress=progress.show,
                on_problem=progress.problem,
                web=self.web(),
            )

    def web(self) -> WebRules:
        """How far this command may go where it fetches."""
        from brief.workflows.setup import web_rules

        return web_rules(self.settings, self.allow_private)

    def rendering(self, chosen: str, *, verbose: bool, out: Path | None) -> Rendering:
        """How a result is printed: wrapped and coloured only as text on a terminal."""
        from brief.workflows.replay import Rendering

        on_terminal = chosen == "text" and out is None
        return Rendering(chosen, verbose, on_terminal and colour(), width() if on_terminal else None)

    def keep(self, library: Library, run: Run, prepared: PreparedWriter) -> None:
        """Keep the run's record; a library that cannot be written loses only that, and says so."""
        from brief.workflows.replay import save

        try:
            save(library, run, prepared.recording(date.today()))
        except (BriefError, OSError) as error:
            self.say(f"this run was not recorded: {error}")

    def telling(self) -> Progress:
        """Shows on a terminal which story a model is writing."""
        return Progress(self.quiet)

    def say_unknown_outlets(self, library: Library, query: Query) -> bool:
        """Name each outlet that is asked for and that no article is from, and those spelt nearly so; whether any is."""
        from brief.workflows.completing import unknown_outlets

        lines = unknown_outlets(library, query)
        for line in lines:
            self.say(line)
        return bool(lines)

    def say_empty(self, library: Library) -> None:
        """Say that no article is in the library, and how one gets there."""
        self.say(str(no_articles(library.path)))

    def say_undated(self, library: Library, query: Query, words: str = "") -> None:
        """Say how many articles (with all of the words) the dates of `query` leave out only because they carry none."""
        left_out = library.undated(query)
        if left_out and words:
            undated = replace(query, as_of=None, since=None, until=None)
            left_out = sum(article.published is None for article in library.articles(undated, words))
        if left_out:
            self.say(f"{left_out} undated {'article was' if left_out == 1 else 'articles were'} left out")

    def say(self, message: str) -> None:
        """A line on stderr, unless --quiet."""
        if not self.quiet:
            self.complain(message)

    def complain(self, message: str) -> None:
        """A line on stderr, always: what could not be done."""
        click.echo("brief: " + " ".join(clean(without_password(message)).split()), err=True)


class Progress:
    """A line on stderr that says how far adding is, on a terminal only; problems are printed above it."""

    def __init__(self, quiet: bool) -> None:
        self._shown = sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and not quiet
        self._drawn = 0
        self._begun = time.monotonic()
        self._ticking = threading.Event()
        self._drawing = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def show(self, progress: AddProgress) -> None:
        counts = [f"{progress.articles} articles"] if progress.articles else []
        if progress.total:
            done = min(BAR, BAR * progress.chunks // progress.total)
            counts.append(f"[{'#' * done}{'.' * (BAR - done)}] {progress.chunks} of {progress.total} passages")
        elif progress.chunks:
            counts.append(f"{progress.chunks} passages")
        self._draw(", ".join(counts))

    def _draw(self, line: str) -> None:
        if self._shown:
            self._wipe()
            line = f"  {line}"[: shutil.get_terminal_size().columns - 1]
            click.echo(line, err=True, nl=False)
            self._drawn = len(line)

    def story(self, done: int, of: int, title: str) -> None:
        """Which story of a briefing is being written."""
        self._draw(f"writing {done + 1} of {of}: {clean(title)[:60]}")

    def step(self, what: str) -> None:
        """What is being done, with the seconds since the beginning, which go on until something else is drawn."""
        self.clear()
        if not self._shown:
            return
        self._ticking = threading.Event()
        threading.Thread(target=self._tick, args=(what, self._ticking), daemon=True).start()

    def _tick(self, what: str, over: threading.Event) -> None:
        while not over.is_set():
            with self._drawing:
                if not over.is_set():
                    self._draw(f"{what} … {time.monotonic() - self._begun:.0f} s")
            over.wait(1.0)

    def clear(self) -> None:
        """Take the line away before something else is printed on the terminal."""
        self._ticking.set()
        with self._drawing:
            self._wipe()

    def problem(self, error: SourceError) -> None:
        """A source that could not be read is always named."""
        self._wipe()
        click.echo("brief: " + " ".join(clean(str(error)).split()), err=True)

    def _wipe(self) -> None:
        if self._drawn:
            # Spaces, not an escape code: every terminal knows them.
            click.echo(f"\r{' ' * self._drawn}\r", err=True, nl=False)
            self._drawn = 0


def colour(stream_is_result: bool = True) -> bool:
    """Whether the stream is a terminal that wants colour (https://no-color.org)."""
    stream = sys.stdout if stream_is_result else sys.stderr
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int | None:
    """The terminal's width in columns, or None where the output is not a terminal: then nothing is wrapped."""
    if not sys.stdout.isatty():
        return None
    return max(40, min(100, shutil.get_terminal_size().columns))


def lines_of(path: Path) -> list[str]:
    """The lines of a file that holds one JSON value in each; `-` is standard input.

    Raises:
        SourceError: it cannot be read, or is not UTF-8.
    """
    try:
        with click.open_file(str(path), "rb") as file:
            data: bytes = file.read()
        return data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise SourceError(str(path), "not UTF-8") from None
    except OSError as error:
        raise SourceError(str(path), error.strerror or str(error)) from None


def write_result(text: str, out: Path | None) -> None:
    """The result to stdout, or to `out` by a temporary file and a rename, so that a reader never sees half.

    Raises:
        ConfigError: `out` cannot be written.
    """
    if out is None:
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        click.echo(text, nl=False)
        return
    try:
        if out.exists() and not out.is_file():
            # A pipe or a device keeps its place.
            out.write_text(text, encoding="utf-8", newline="")
            return
        files.put(out, text.encode("utf-8", "replace"))
    except OSError as error:
        raise ConfigError(f"{out} cannot be written: {error.strerror or error}") from None


def exit_code_of(result: Answer | Briefing, *, strict: bool, problems: int) -> int:
    """The exit code of a finished command: an endpoint that failed on the way, then unreadable sources, then
    (strict) what is unsupported, then no answer."""
    from brief.models import Answer, Status

    if result.provider_failed:
        return ExitCode.PROVIDER
    if problems:
        return ExitCode.SOURCE
    if isinstance(result, Answer):
        claims = result.claims
        if not result.answered and not (strict and result.withheld):
            return ExitCode.NOT_ANSWERED
    else:
        claims = tuple(c for s in result.stories for shown in s.sections.values() for c in shown)
    if strict and (result.withheld or any(c.verdict.status is not Status.SUPPORTED for c in claims)):
        return ExitCode.UNSUPPORTED
    return ExitCode.OK
