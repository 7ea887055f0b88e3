"""`brief add`."""

from __future__ import annotations

from typing import Any

import click

from brief.cli.options import Place, library_options, web_option
from brief.cli.session import Session
from brief.errors import ExitCode


@click.command("add")
@click.argument("paths", type=Place(), nargs=-1, required=True, metavar="PATH|URL|-...")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary; sources that fail are still named.")
@web_option
@library_options
@click.pass_context
def add_command(ctx: click.Context, /, paths: tuple[str, ...], quiet: bool, **flags: Any) -> None:
    """Add articles to the library.

    Takes files (.txt .md .html .pdf .jsonl .jsonl.gz), folders, standard input (-), and addresses of articles or feeds.
    Adding an article again changes nothing; an edited one becomes a new version, and old citations stay valid. Sources
    that cannot be read are named, the others are added, and the exit code is 4.

    \b
    Examples:
      brief add seeds
      brief add https://example.org/feed.xml
      cat article.txt | brief add -
    """
    session = Session(quiet=quiet, **flags)
    with session.library() as library:
        outcome = session.add(library, paths)
    if not quiet:
        click.echo(outcome.summary)
    ctx.exit(ExitCode.SOURCE if outcome.problems else ExitCode.OK)
