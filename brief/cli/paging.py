"""Long results on a terminal go through the reader's pager, as git's do."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterable

import click

from brief.cli.session import colour
from brief.errors import ConfigError

_LESS = "FRX"
"""The options of less where LESS sets none: quit if all fits on one screen, colours, and leave it there."""


def print_paged(parts: Iterable[str]) -> None:
    """Print text as it comes; on a terminal by `PAGER` (`less`, where it is not set; `PAGER=cat` for none).

    Raises:
        ConfigError: PAGER cannot be read.
        BrokenPipeError: whoever read standard output has seen enough.
    """
    if not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        for part in parts:
            sys.stdout.write(part)
        sys.stdout.flush()
        return
    try:
        shlex.split(os.environ.get("PAGER", ""))
    except ValueError as error:
        raise ConfigError(f"PAGER cannot be read: {error}") from None
    os.environ.setdefault("LESS", _LESS)
    with click.get_pager_file(color=colour()) as pager:
        for part in parts:
            pager.write(part)
