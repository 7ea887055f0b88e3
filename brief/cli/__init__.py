"""The command line: parse flags, call one workflow, render. Nothing else.

`main` is the one place where errors become a line on stderr and an exit code.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from brief.errors import BriefError, ExitCode


def main(argv: Sequence[str] | None = None) -> None:
    """Run `brief` with `argv` (default: the process's own) and exit with its code."""
    code = run(argv)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _silence_stdout()
    sys.exit(code)


def run(argv: Sequence[str] | None = None) -> int:
    """Run `brief` and return its exit code; every expected failure is one line on stderr."""
    import click

    from brief.cli.app import cli

    try:
        code = cli.main(args=None if argv is None else list(argv), prog_name="brief", standalone_mode=False)
        return code if isinstance(code, int) else ExitCode.OK
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("brief: interrupted", err=True)
        return ExitCode.INTERRUPTED
    except BriefError as error:
        _complain(str(error))
        return error.exit_code
    except BrokenPipeError:
        _silence_stdout()
        return ExitCode.OK
    except Exception as error:
        if os.environ.get("BRIEF_DEBUG"):
            raise
        _complain(f"this is a bug: {type(error).__name__}: {error} (BRIEF_DEBUG=1 shows where)")
        return ExitCode.BUG


def _complain(message: str) -> None:
    import click

    from brief.render.safe import clean

    click.echo("brief: " + " ".join(clean(message).split()), err=True)


def _silence_stdout() -> None:
    """The reader went away (`brief list | head`): write the rest nowhere, so that exit prints nothing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
