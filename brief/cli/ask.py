"""`brief ask`."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brief.cli.options import (
    Words,
    chosen_format,
    filter_options,
    from_option,
    library_options,
    output_options,
    web_option,
    writer_options,
)
from brief.cli.session import Session, exit_code_of, write_result
from brief.errors import EmptyLibrary, ExitCode

if TYPE_CHECKING:
    from brief.library.library import Library
    from brief.models import Answer
    from brief.workflows.ask import Asked
    from brief.workflows.setup import Desk


@click.command("ask")
@click.argument("question", type=Words())
@from_option
@filter_options
@click.option("-k", "k", type=click.IntRange(1, 200), default=24, help="How many passages to read (24).")
@writer_options
@output_options
@web_option
@library_options
@click.pass_context
def ask_command(
    ctx: click.Context,
    /,
    question: str,
    paths: tuple[str, ...],
    as_of: date | None,
    since: date | None,
    until: date | None,
    sources: tuple[str, ...],
    k: int,
    dry_run: bool,
    format_: str | None,
    as_json: bool,
    out: Path | None,
    quiet: bool,
    verbose: bool,
    strict: bool,
    **flags: Any,
) -> None:
    """Answer a question with cited, checked sentences.

    \b
    Examples:
      brief ask "why is Seoul ending GSOMIA?"
      brief ask --from seeds --json "who opposes the proposal?"
      brief ask --as-of 2019-11-14 --source "Pacific Wire" "what did Tokyo say?"
      brief ask --dry-run --model gpt-6-luna "what would this cost?"
    """
    from brief.models import Query
    from brief.workflows.ask import AskOptions, find_evidence

    chosen = chosen_format(format_, as_json, out)
    session = Session(quiet=quiet, **flags)
    with session.library() as library:
        articles, problems = session.add_first(library, paths)
        options = AskOptions(k, session.evidence_tokens)
        try:
            asked = find_evidence(library, Query(question, as_of, since, until, sources, articles), options)
        except EmptyLibrary as error:
            if chosen == "json":
                write_result(_nothing(question, as_of, session, error), out)
            raise
        desk = session.desk(dry=dry_run)
        if dry_run:
            write_result(_estimate(asked, desk, chosen), out)
            ctx.exit(ExitCode.SOURCE if problems else ExitCode.OK)
        result = _answer(session, library, asked, desk, chosen, verbose, out)
    ctx.exit(exit_code_of(result, strict=strict, problems=problems))


def _answer(
    session: Session, library: Library, asked: Asked, desk: Desk, chosen: str, verbose: bool, out: Path | None
) -> Answer:
    from brief.cli.pages import AnswerStream
    from brief.workflows.ask import AskOptions, answer
    from brief.workflows.replay import Run, cited_texts, new_run_id

    started = datetime.now()
    run_id = new_run_id(started)
    how = session.rendering(chosen, verbose=verbose, out=out)
    stream = AnswerStream(
        asked.question, how, (lambda text: write_result(text, None)) if out is None else lambda _: None
    )
    options = AskOptions(judge=desk.options.judge, run=run_id)
    result = answer(asked, desk.writer, options, on_claim=stream.claim)
    texts = cited_texts(library, result) if chosen == "html" else {}
    stream.end(result, texts)
    if out is not None:
        write_result(stream.printed, out)
    session.keep(
        library,
        Run(
            run_id,
            "ask",
            started.isoformat(timespec="seconds"),
            asked.question,
            desk.options,
            how,
            stream.printed,
            asked=asked,
            texts=texts,
        ),
        desk,
    )
    return result


def _nothing(question: str, as_of: date | None, session: Session, error: EmptyLibrary) -> str:
    """The object of an answer that there is nothing to make from."""
    from brief.cli.pages import render
    from brief.models import Answer
    from brief.workflows.replay import Rendering

    settings = session.settings
    model = settings.model if settings.writer_name == "openai" else None
    answer = Answer("", question, as_of, settings.writer_name, model, False, 0.0, notes=(str(error),))
    return render(answer, Rendering("json"), {})


def _estimate(asked: Asked, desk: Desk, chosen: str) -> str:
    from brief.cli.pages import render_plan
    from brief.workflows.plan import plan_answer, plan_notes

    planned = plan_answer(asked, desk)
    return render_plan(planned, desk.options.model, chosen, plan_notes(desk, len(planned)))
