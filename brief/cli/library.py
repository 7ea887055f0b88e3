"""`brief list`, `remove`, `reindex` and `doctor`: what concerns the library itself."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import closing
from itertools import chain
from typing import TYPE_CHECKING, Any

import click

from brief.cli.completing import names_of
from brief.cli.options import Name, Words, filter_options, library_options
from brief.cli.paging import print_paged
from brief.cli.session import Session
from brief.errors import ExitCode

if TYPE_CHECKING:
    from brief.library.library import Library
    from brief.models import ArticleInfo, Query


@click.command("list")
@click.argument("words", type=Words(), required=False)
@filter_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")
@click.option("--quiet", "-q", is_flag=True, help="No notes on stderr.")
@library_options
def list_command(words: str | None, within: Query, as_json: bool, quiet: bool, **flags: Any) -> None:
    """List articles, oldest first.

    With WORDS, only articles that have all of them in their title or text. On a terminal, a long list opens in your
    pager.

    \b
    Examples:
      brief list
      brief list --since "last monday" --source "Pacific Wire"
      brief list "export curbs"
      brief list --json | wc -l
    """
    session = Session(quiet=quiet, **flags)
    with session.library() as library, closing(_articles(library, within, words or "")) as articles:
        first = next(articles, None)
        if first is not None:
            print_paged(_lines(chain([first], articles), as_json))
        elif library.is_empty():
            session.say_empty(library)
        if not session.say_unknown_outlets(library, within) and first is None and not library.is_empty():
            session.say(f"no article matches these {'words, ' if words else ''}dates and outlets")
        session.say_undated(library, within, words or "")


def _articles(library: Library, query: Query, words: str) -> Generator[ArticleInfo]:
    """The library's own, as what can be closed before the library is when the reader of the list has seen enough."""
    yield from library.articles(query, words)


def _lines(articles: Iterable[ArticleInfo], as_json: bool) -> Iterable[str]:
    if as_json:
        from brief.render.data import article_object, dumps

        return (dumps(article_object(info)) + "\n" for info in articles)
    from brief.render.show import render_articles

    return render_articles(articles)


@click.command("remove")
@click.argument(
    "articles", type=Name(), nargs=-1, required=True, metavar="ARTICLE...", shell_complete=names_of("articles")
)
@click.option("--quiet", "-q", is_flag=True, help="No summary.")
@library_options
def remove_command(articles: tuple[str, ...], quiet: bool, **flags: Any) -> None:
    """Remove articles and what quotes them.

    ARTICLE is an id from `brief list`, a path or a URL. All its versions are removed, and with them the run records,
    and the digests in the library's folder, that quote them. The original files stay.

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
@click.option("--embedder", metavar="NAME", help="Change the embedder: static or openai:MODEL.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary.")
@library_options
def reindex_command(quiet: bool, **flags: Any) -> None:
    """Read and embed all articles again.

    Needed after changing the embedder, and repairs damaged vectors. Citations stay valid.

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
        click.echo(f"re-embedded {chunks} {'passage' if chunks == 1 else 'passages'}")


@click.command("doctor")
@click.option("--fetch", is_flag=True, help="Download the tokenizer, to count tokens exactly.")
@click.option("--forget", is_flag=True, help="Check again what the model's endpoint can do.")
@click.option("--model", metavar="NAME", help="Model to check.")
@library_options
@click.pass_context
def doctor_command(ctx: click.Context, /, fetch: bool, forget: bool, **flags: Any) -> None:
    """Check the library and the model, and suggest fixes.

    If a model's endpoint is set, it is asked one small question, to see what it can do: answer format, reasoning,
    context, price, and what brief remembers about it. If none is set, brief looks for model servers on this machine.
    Exits with 3 if something is wrong.

    \b
    Examples:
      brief doctor
      brief doctor --forget --model gpt-6-luna
      brief doctor --fetch
    """
    from brief.workflows.doctor import examine, fetch_tokenizer, forget_endpoint

    session = Session(**flags)
    if forget:
        click.echo(forget_endpoint(session.settings))
    if fetch:
        for path in fetch_tokenizer(session.settings):
            click.echo(f"fetched {path}")
    with session.library() as library:
        findings = examine(library, session.settings)
    for finding in findings:
        remedy = f": {finding.remedy}" if finding.remedy else ""
        click.echo(f"{finding.level:5}  {finding.what}{remedy}")
    ctx.exit(ExitCode.CONFIG if any(f.level == "error" for f in findings) else ExitCode.OK)
