"""`brief list`, `remove`, `reindex` and `doctor`: what concerns the library itself."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from typing import TYPE_CHECKING, Any

import click

from brief.cli.options import filter_options, library_options
from brief.cli.session import Session
from brief.errors import ExitCode

if TYPE_CHECKING:
    from brief.library.library import Library
    from brief.models import ArticleInfo, Query


@click.command("list")
@filter_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@library_options
def list_command(within: Query, as_json: bool, **flags: Any) -> None:
    """List the articles of the library, the oldest first.

    \b
    Examples:
      brief list --since 2019-11-01
      brief list --json | wc -l
    """
    session = Session(**flags)
    with session.library() as library, closing(_articles(library, within)) as articles:
        if as_json:
            from brief.render.data import article_object, dumps

            for info in articles:
                click.echo(dumps(article_object(info)))
        else:
            from brief.render.show import render_articles

            for line in render_articles(articles):
                click.echo(line, nl=False)
        session.say_undated(library, within)


def _articles(library: Library, query: Query) -> Generator[ArticleInfo]:
    """The library's own, as what can be closed before the library is when the reader of the list has seen enough."""
    yield from library.articles(query)


@click.command("remove")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@click.option("--quiet", "-q", is_flag=True, help="No summary.")
@library_options
def remove_command(articles: tuple[str, ...], quiet: bool, **flags: Any) -> None:
    """Remove articles, and what quotes them, from the library.

    ARTICLE is an id or version from `brief list --json`, a path or a URL. All versions go, and with them the run
    records and the digests in the library's own folder that quote them. The files themselves stay.

    \b
    Example:
      brief remove seeds/2019-08-22-notice.txt
    """
    session = Session(quiet=quiet, **flags)
    with session.library() as library:
        ids = list(dict.fromkeys(library.info(name).id for name in articles))
        removed = library.remove(ids)
    if not quiet:
        click.echo(f"removed {removed} {'article' if removed == 1 else 'articles'}")


@click.command("reindex")
@click.option("--embedder", metavar="NAME", help="Change the embedder: static, or openai:MODEL.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary.")
@library_options
def reindex_command(quiet: bool, **flags: Any) -> None:
    """Read and embed every article again.

    Needed after a change of embedder; helps when the vectors are damaged. Citations stay valid.

    \b
    Examples:
      brief reindex
      brief reindex --embedder openai:text-embedding-3-small
    """
    from brief.cli.session import Progress

    session = Session(quiet=quiet, **flags)
    with session.library() as library, Progress(quiet) as progress:
        chunks = library.reindex(progress.show)
    if not quiet:
        click.echo(f"embedded {chunks} {'passage' if chunks == 1 else 'passages'} again")


@click.command("doctor")
@click.option("--fetch", is_flag=True, help="Download the tokenizer's file, so that tokens are counted exactly.")
@click.option("--forget", is_flag=True, help="Find out anew what the model's endpoint can do.")
@click.option("--model", metavar="NAME", help="The model to ask.")
@library_options
@click.pass_context
def doctor_command(ctx: click.Context, /, fetch: bool, forget: bool, **flags: Any) -> None:
    """Look for what is wrong, and say what helps.

    A model's endpoint that is set is asked one small question, and what it can do is shown: the form of answer,
    thoughts, context, price, and what was learnt of it. Without one, servers of models are looked for on this
    machine. Exit 3 when something is wrong.

    \b
    Examples:
      brief doctor
      brief doctor --forget --model gpt-6-luna
      brief doctor --fetch
    """
    from brief.workflows.doctor import examine, fetch_tokenizer, forget_endpoint

    session = Session(**flags)
    if forget and forget_endpoint(session.settings):
        click.echo("forgot what was learnt of the endpoint")
    if fetch:
        for path in fetch_tokenizer(session.settings):
            click.echo(f"fetched {path}")
    with session.library() as library:
        findings = examine(library, session.settings)
    for finding in findings:
        remedy = f": {finding.remedy}" if finding.remedy else ""
        click.echo(f"{finding.level:5}  {finding.what}{remedy}")
    ctx.exit(ExitCode.CONFIG if any(f.level == "error" for f in findings) else ExitCode.OK)
