"""`brief summarize`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brief.cli.options import (
    Page,
    Place,
    filter_options,
    length_option,
    library_options,
    output_options,
    topic_option,
    web_option,
    writer_options,
)
from brief.cli.session import Session, exit_code_of, write_result
from brief.errors import EmptyLibrary, ExitCode

if TYPE_CHECKING:
    from brief.library.library import Library
    from brief.models import Briefing, Query
    from brief.workflows.gathered import Gathered
    from brief.workflows.replay import Rendering
    from brief.workflows.setup import PreparedWriter


@click.command("summarize")
@click.argument("paths", type=Place(), nargs=-1, metavar="[PATH|URL|-]...")
@filter_options
@writer_options
@topic_option
@length_option
@output_options
@web_option
@library_options
@click.pass_context
def summarize_command(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    within: Query,
    dry_run: bool,
    only: str,
    length: str,
    page: Page,
    quiet: bool,
    verbose: bool,
    strict: bool,
    **flags: Any,
) -> None:
    """Write a dated briefing from articles.

    PATHs are added to the library first and the briefing covers only them; without any it covers the whole library.
    Articles about one event become one story; copies of an agency's report count as one origin.

    \b
    Examples:
      brief summarize seeds
      brief summarize --since 2019-11-01 --format markdown
      brief summarize seeds --out briefing.html
    """
    from brief.workflows.gathered import PageOptions
    from brief.workflows.gathering import gather, reader_topics

    chosen, out = page.format, page.out
    session = Session(quiet=quiet, **flags)
    with session.library() as library:
        articles, problems = session.add_first(library, paths)
        session.say_unknown_outlets(library, within)
        try:
            gathered = gather(
                library,
                replace(within, articles=articles),
                today=date.today(),
                options=PageOptions(length, reader_topics(library), only, session.evidence_tokens),
            )
        except EmptyLibrary as error:
            if chosen == "json":
                write_result(_nothing(within.as_of, error), out)
            raise
        prepared = session.prepared(dry=dry_run)
        how = session.rendering(chosen, verbose=verbose, out=out)
        if dry_run:
            write_result(_estimate(gathered, prepared, how), out)
            ctx.exit(ExitCode.SOURCE if problems else ExitCode.OK)
        result = _write(session, library, gathered, prepared, how, out)
    page.open()
    ctx.exit(exit_code_of(result, strict=strict, problems=problems))


def _write(
    session: Session,
    library: Library,
    gathered: Gathered,
    prepared: PreparedWriter,
    how: Rendering,
    out: Path | None,
) -> Briefing:
    from brief.cli.pages import render
    from brief.workflows.replay import Run, cited_texts, new_run_id
    from brief.workflows.storytelling import Writing
    from brief.workflows.summarize import compose

    started = datetime.now()
    run_id = new_run_id(started)
    with session.telling() as progress:
        result = compose(gathered, prepared.writer, Writing(prepared.options.judge, run_id), on_story=progress.story)
    texts = cited_texts(library, result) if how.format == "html" else {}
    page = render(result, how, texts)
    when = started.isoformat(timespec="seconds")
    run = Run(run_id, "summarize", when, result.title, prepared.options, how, page, gathered=gathered, texts=texts)
    session.keep(library, run, prepared)  # first: its reader may leave (`brief summarize | head`)
    write_result(page, out)
    return result


def _nothing(as_of: date | None, error: EmptyLibrary) -> str:
    """The object of a briefing that there is nothing to make from."""
    from brief.cli.pages import render
    from brief.workflows.replay import Rendering
    from brief.workflows.summarize import blank

    briefing = blank("Briefing: no articles", as_of or date.today(), as_of=as_of, note=str(error))
    return render(briefing, Rendering("json"), {})


def _estimate(gathered: Gathered, prepared: PreparedWriter, how: Rendering) -> str:
    from brief.cli.pages import render_plan
    from brief.workflows.plan import briefing_notes, plan_briefing

    planned = plan_briefing(gathered, prepared)
    return render_plan(planned, prepared.options.model, how, briefing_notes(prepared) if planned else ())
