"""`brief digest`."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brief.cli.options import judge_option, length_option, library_options
from brief.cli.session import Session, exit_code_of, write_result
from brief.config import CHOICES

if TYPE_CHECKING:
    from brief.models import Briefing
    from brief.workflows.gathering import Gathered
    from brief.workflows.setup import Desk
    from brief.writing import Writer


@click.command("digest")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="The digests' folder.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "json", "html"]),
    default="markdown",
    help="How to write it (markdown).",
)
@click.option("--writer", type=click.Choice(CHOICES["writer"]), help="Who writes: quoted sentences, or a model.")
@click.option("--model", metavar="NAME", help="The model to ask.")
@click.option("--max-cost", type=click.FloatRange(min=0), metavar="USD", help="Never spend more in one digest.")
@judge_option
@click.option("--quiet", "-q", is_flag=True, help="Do not print the page; only write the file.")
@length_option
@library_options
@click.pass_context
def digest_command(
    ctx: click.Context, /, out: Path | None, format_: str, length: str, quiet: bool, **flags: Any
) -> None:
    """Write the briefing over what arrived since the last one.

    Once, and only once: called again with nothing new, it prints the page that is there and calls no model; with
    something new, it writes a second edition (2019-11-14-2.md); on a day with nothing new, a short page that says so.
    Without --out the files go into the library's own folder.

    \b
    Examples:
      brief digest --out ~/digests
      brief digest --format html --out /var/www/news --quiet
    """
    from brief.cli.pages import EXTENSIONS, render
    from brief.workflows.digest import DigestOptions, digest
    from brief.workflows.gathering import PageOptions
    from brief.workflows.replay import Rendering, Run, cited_texts, new_run_id
    from brief.workflows.storytelling import Writing

    session = Session(quiet=quiet, **flags)
    how = Rendering(format_)
    started = datetime.now()
    run_id = new_run_id(started)
    desks: list[Desk] = []
    texts: dict[str, str] = {}

    def open_writer() -> Writer:
        desks.append(session.desk())
        return desks[0].writer

    with session.library() as library, session.telling() as progress:

        def page(briefing: Briefing) -> str:
            texts.update(cited_texts(library, briefing) if format_ == "html" else {})
            return render(briefing, how, texts)

        def keep(text: str, briefing: Briefing, gathered: Gathered) -> None:
            when, title = started.isoformat(timespec="seconds"), briefing.title
            options = desks[0].options
            run = Run(run_id, "digest", when, title, options, how, text, gathered=gathered, texts=texts)
            session.keep(library, run, desks[0])

        page_options = PageOptions(length, evidence_tokens=session.evidence_tokens)
        options = DigestOptions(
            out.expanduser() if out else None,
            EXTENSIONS[format_].lstrip("."),
            session.settings.wait,
            page_options,
            Writing(session.settings.judge, run_id),
        )
        outcome = digest(
            library,
            today=date.today(),
            open_writer=open_writer,
            render=page,
            options=options,
            on_story=progress.story,
            keep=keep,
        )
    if not quiet:
        write_result(outcome.text, None)
        session.say(f"{'wrote' if outcome.fresh else 'already written:'} {outcome.path}")
    if outcome.briefing:
        ctx.exit(exit_code_of(outcome.briefing, strict=False, problems=0))
