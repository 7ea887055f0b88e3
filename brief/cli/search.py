"""`brief search`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brief.cli.options import Words, filter_options, library_options
from brief.cli.paging import print_paged
from brief.cli.session import Session, colour, lines_of, write_result
from brief.errors import ExitCode, no_articles

if TYPE_CHECKING:
    from brief.library.library import Library
    from brief.models import Hit, Query
    from brief.retrieval.question import Question
    from brief.workflows.search import Row


@click.command("search")
@click.argument("query", type=Words(stdin=True), required=False)
@click.option(
    "--queries",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help='Many queries, one JSON object per line: {"id", "query"} with optional "as_of", "since", "until".',
)
@filter_options
@click.option("-k", "k", type=click.IntRange(1, 10_000), default=10, help="Passages to show (10).")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")
@click.option("--quiet", "-q", is_flag=True, help="No notes on stderr.")
@library_options
@click.pass_context
def search_command(
    ctx: click.Context,
    /,
    query: str | None,
    queries: Path | None,
    within: Query,
    k: int,
    as_json: bool,
    quiet: bool,
    **flags: Any,
) -> None:
    """Find passages, best match first.

    \b
    Examples:
      brief search "export curbs"
      brief search --as-of 2019-11-14 -k 5 "director-general talks"
      brief search --json --queries questions.jsonl
    """
    from brief.workflows.search import read_rows, search_and_read, search_many

    if (query is None) == (queries is None):
        raise click.UsageError("name a QUERY, or use --queries FILE")
    session = Session(quiet=quiet, **flags)
    with session.library() as library:
        if queries is not None:
            if not as_json:
                raise click.UsageError("--queries prints JSON lines: add --json")
            lines = lines_of(queries)
            rows = read_rows(lines, where=str(queries), within=within)
            _print_many(search_many(library, rows, k))
            return
        assert query is not None
        hits, question = search_and_read(library, replace(within, text=query), k)
        if not hits:
            session.complain(_why_none(library))
        session.say_unknown_outlets(library, within)
        session.say_undated(library, within)
        print_paged([_page(question, hits, as_json)])
    ctx.exit(ExitCode.OK if hits else ExitCode.NOT_ANSWERED)


def _why_none(library: Library) -> str:
    if library.is_empty():
        return str(no_articles(library.path))
    return "no passage matches this query, these dates and outlets"


def _page(question: Question, hits: list[Hit], as_json: bool) -> str:
    if as_json:
        from brief.render.data import dumps, hit_object

        return "".join(dumps(hit_object(question.text, n, h)) + "\n" for n, h in enumerate(hits, 1))
    from brief.render.show import render_hits
    from brief.workflows.search import words_of

    return render_hits(hits, words_of(question), style=colour())


def _print_many(answered: Iterable[tuple[Row, list[Hit]]]) -> None:
    from brief.render.data import dumps, hit_object

    for row, hits in answered:
        lines = [dumps(hit_object(row.question.text, n, hit, row.id)) for n, hit in enumerate(hits, 1)]
        write_result("".join(line + "\n" for line in lines), None)
