"""`brief` alone: what is in the library, or what to do first."""

from __future__ import annotations

import click

from brief.cli.session import Session

FIRST = """\
The library at {path} has no articles yet. To begin:

  brief add PATH|URL     add articles: files, folders, web pages, feeds
  brief ask QUESTION     get an answer whose sentences are cited and checked
  brief follow URL       follow a feed or a site
  brief digest           write a briefing over what is new

Without a model, answers quote the articles; `brief doctor` says which model
would be asked. `brief --help` lists all commands."""


def begin(ctx: click.Context) -> None:
    """Print the first steps where the library is empty, else how much it holds, and the help."""
    session = Session()
    with session.library() as library:
        if library.is_empty():
            click.echo(FIRST.format(path=library.path))
            return
        count, newest = library.count(), library.newest()
    articles = f"{count:,} {'article' if count == 1 else 'articles'}"
    click.echo(f"{articles} in {session.settings.library}{f', the newest of {newest}' if newest else ''}\n")
    click.echo(ctx.get_help())
