"""`brief ask`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from brief.cli.options import (
    Page,
    Words,
    filter_options,
    from_option,
    library_options,
    output_options,
    plan_option,
    web_option,
    writer_options,
)
from brief.cli.session import Session, exit_code_of, write_result
from brief.errors import EmptyLibrary, ExitCode

if TYPE_CHECKING:
    from brief.models import Query
    from brief.workflows.asked import Asked
    from brief.workflows.replay import Rendering
    from brief.workflows.setup import PreparedWriter


@click.command("ask")
@click.argument("question", type=Words(stdin=True))
@from_option
@filter_options
@click.option("-k", "k", type=click.IntRange(1, 200), help="Passages to read (24; for a capable model 60).")
@click.option("-c", "--continue", "follow", is_flag=True, help="Follow up on the last question and its answer.")
@click.option("--sentences", type=click.IntRange(1, 50), metavar="N", help="Sentences to quote without a model (3).")
@click.option("--short", is_flag=True, help="Print only the sentence that answers, on one line.")
@plan_option
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
    within: Query,
    k: int | None,
    follow: bool,
    short: bool,
    dry_run: bool,
    page: Page,
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
      brief ask -c "and what did Tokyo say?"
      brief ask --as-of 2019-11-14 --source "Pacific Wire" "what did Tokyo say?"
      brief ask - < question.txt
      brief ask --dry-run --model gpt-6-luna "what would this cost?"
    """
    from brief.cli.answering import Answering
    from brief.workflows.asked import AskOptions
    from brief.workflows.asking import plan_only
    from brief.workflows.conversation import Conversation, last_conversation

    if short and page.is_chosen:
        raise click.UsageError("--short is a format of its own: leave out --format and --json")
    chosen, out = "short" if short else page.format, page.out
    session = Session(quiet=quiet, **flags)
    with session.library() as library:
        session.say_unknown_outlets(library, within)
        before = last_conversation(library) if follow else Conversation()
        articles, problems = session.add_first(library, paths)
        query = replace(within, text=question, articles=articles)
        prepared = session.prepared(dry=dry_run)
        settings = session.settings
        options = AskOptions(settings.evidence_tokens, k, prepared.options.judge, settings.plan)
        how = session.rendering(chosen, verbose=verbose, out=out)
        try:
            if dry_run:
                asked = plan_only(library, query, prepared, options, before)
                write_result(_estimate(asked, prepared, how, settings.plan), out)
                ctx.exit(ExitCode.SOURCE if problems else ExitCode.OK)
            kept = Answering(session, library, how, out=out).answer(query, prepared, options, before)
        except EmptyLibrary as error:
            if chosen == "json":
                write_result(_nothing(question, within.as_of, session, error), out)
            raise
    page.open()
    ctx.exit(exit_code_of(kept.answer, strict=strict, problems=problems))


def _nothing(question: str, as_of: date | None, session: Session, error: EmptyLibrary) -> str:
    """The object of an answer that there is nothing to make from."""
    from brief.cli.pages import render
    from brief.models import Answer
    from brief.workflows.replay import Rendering

    settings = session.settings
    model = settings.model if settings.writer_name == "openai" else None
    answer = Answer("", question, as_of, settings.writer_name, model, False, 0.0, notes=(str(error),))
    return render(answer, Rendering("json"), {})


def _estimate(asked: Asked, prepared: PreparedWriter, how: Rendering, plan: bool) -> str:
    from brief.cli.pages import render_plan
    from brief.workflows.plan import answer_notes, plan_answer

    planned = plan_answer(asked, prepared)
    return render_plan(planned, prepared.options.model, how, answer_notes(prepared, plan) if planned else ())
