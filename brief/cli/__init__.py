"""The command line: parse flags, call one workflow, render. Nothing else.

`main` is the one place where errors become a line on stderr and an exit code.
"""

from __future__ import annotations

import gc
import io
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, TextIO, cast

from brief.errors import BriefError, ExitCode

if TYPE_CHECKING:
    import click

_OBJECTS_BETWEEN_COLLECTIONS = 50_000
"""With Python's own 700, it walks through all modules again and again while they are being imported."""


def main(argv: Sequence[str] | None = None) -> None:
    """Run `brief` with `argv` (default: the process's own) and exit with its code."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    _open_closed_streams()
    sys.stderr = _forgiving(sys.stderr)
    try:
        code = _flushed(run(argv))
    except KeyboardInterrupt:  # before there was anything to interrupt, or in the middle of saying so
        code = ExitCode.INTERRUPTED
    gc.freeze()  # the process ends: what it holds need not be taken apart first
    sys.exit(code)


def run(argv: Sequence[str] | None = None) -> int:
    """Run `brief` and return its exit code; every expected failure is one line on stderr."""
    import click

    from brief.cli.app import ReaderGone, cli

    if "_BRIEF_COMPLETE" in os.environ:
        import brief.cli.completing  # noqa: F401 - what is special about a shell

    try:
        code = cli.main(args=None if argv is None else list(argv), prog_name="brief", standalone_mode=False)
        return code if isinstance(code, int) else ExitCode.OK
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.ClickException as error:
        _complain(_usage(error))
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("brief: interrupted", err=True)
        return ExitCode.INTERRUPTED
    except BriefError as error:
        _complain(str(error))
        return error.exit_code
    except ReaderGone:
        _silence_stdout()
        return ExitCode.OK
    except Exception as error:
        if os.environ.get("BRIEF_DEBUG"):
            raise
        if isinstance(error, OSError):
            _complain(_words(error))
            return ExitCode.CONFIG
        _complain(f"this is a bug in brief: {type(error).__name__}: {error} (BRIEF_DEBUG=1 shows where)")
        return ExitCode.BUG


def _open_closed_streams() -> None:
    """Give a process that was started with closed streams (`brief list >&-`) some to write to and read from."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123


class _Forgiving(io.RawIOBase):
    """A stream whose text may be lost: a full disk or a reader that left must not change what a command comes to."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self._stream.isatty()

    def fileno(self) -> int:
        return self._stream.fileno()

    def write(self, data: Any) -> int:
        with suppress(OSError, ValueError):
            os.write(self._stream.fileno(), data)
        return len(data)


def _forgiving(stream: TextIO) -> TextIO:
    """`stream`, so that what cannot be written to it is dropped."""
    raw = _Forgiving(stream.buffer)
    return io.TextIOWrapper(
        cast("IO[bytes]", raw), stream.encoding, "backslashreplace", line_buffering=True, write_through=True
    )


def _flushed(code: int) -> int:
    """`code`, once all of the result is out; a full disk shows only here."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _silence_stdout()
    except OSError as error:
        _complain(_words(error))
        _silence_stdout()
        return code or ExitCode.CONFIG
    return code


def _usage(error: click.ClickException) -> str:
    """What is wrong with the command line, and where to read what it takes."""
    ctx = getattr(error, "ctx", None)
    message = error.format_message().rstrip(".")
    hint = _hint(error)
    message = re.sub(_MEANT, hint or _question, message) if _MEANT.search(message) else message + hint
    message = message.replace("valid integer range", "whole number").replace("valid float range", "number")
    called = ctx.command_path if ctx else "brief"
    return f"{message[:1].lower()}{message[1:]} (see `{called} --help`)"


_MEANT = re.compile(r"\.? \(?Did you mean (?:one of: )?(.*?)\?\)?$")
"""What click says of a name that is nearly one that it knows."""


def _question(found: re.Match[str]) -> str:
    return f": did you mean {found[1].replace(', ', ' or ')}?"


def _hint(error: click.ClickException) -> str:
    """What a reader who is used to other programs may have to be told of this one."""
    import click

    ctx = getattr(error, "ctx", None)
    if ctx is None:
        return ""
    if isinstance(error, click.NoSuchOption) and ctx.parent is None:
        return ": options come after the command, as in `brief list --json`"
    takes_words = any(
        isinstance(p, click.Argument) and p.type.name == "text" and p.nargs == 1 for p in ctx.command.params
    )
    if takes_words and "unexpected extra argument" in error.format_message():
        return ": put what you ask for in quotation marks"
    return ""


def _words(error: OSError) -> str:
    """What the system refused, and of which file where it says."""
    return f"{error.filename or 'the result cannot be written'}: {error.strerror or error}"


def _complain(message: str) -> None:
    import click

    from brief.render.safe import clean

    click.echo("brief: " + " ".join(clean(message).split()), err=True)


def _silence_stdout() -> None:
    """The reader went away (`brief list | head`): write the rest nowhere, so that exit prints nothing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
