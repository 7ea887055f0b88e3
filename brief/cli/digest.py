"""`brief digest`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brief.cli.options import judge_option, length_option, library_options, web_option
from brief.cli.session import Progress, Session, exit_code_of, write_result
from brief.config import CHOICES
from brief.errors import ExitCode

if TYPE_CHECKING:
    from brief.library.library import Library
    from brief.models import Briefing
    from brief.workflows.delivery import Target
    from brief.workflows.gathering import Gathered
    from brief.workflows.setup import Desk
    from brief.writing import Writer


@click.command("digest")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="The digests' folder.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "json", "html", "eml"]),
    default="markdown",
    help="How to write it (markdown); eml is a mail, for sendmail.",
)
@click.option(
    "--notify",
    multiple=True,
    metavar="URL",
    help="Send the digest in short, with its page: an address of Apprise (mailto://…, ntfy://…); may be repeated.",
)
@click.option("--writer", type=click.Choice(CHOICES["writer"]), help="Who writes: quoted sentences, or a model.")
@click.option("--model", metavar="NAME", help="The model to ask.")
@click.option("--max-cost", type=click.FloatRange(min=0), metavar="USD", help="Never spend more in one digest.")
@judge_option
@click.option("--quiet", "-q", is_flag=True, help="Do not print the page; only write the file.")
@length_option
@web_option
@library_options
@click.pass_context
def digest_command(
    ctx: click.Context,
    /,
    out: Path | None,
    format_: str,
    notify: tuple[str, ...],
    length: str,
    quiet: bool,
    **flags: Any,
) -> None:
    """Write the briefing over what arrived since the last one.

    First what is followed is read (see `brief follow`): a source that fails is named, the others go on, and the exit
    code is 4. Last the digest is delivered where --notify says; what fails is made up for by the next call (exit 5).

    Once, and only once: called again with nothing new, it prints the page that is there and calls no model; with
    something new, it writes a second edition (2019-11-14-2.md); on a day with nothing new, a short page that says so.
    Without --out the files go into the library's own folder.

    \b
    Examples:
      brief digest --out ~/digests
      brief digest --format html --out /var/www/news --quiet
      brief digest --quiet --notify ntfys://ntfy.example.org/news
      brief digest --format eml | sendmail me@example.org
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

    from brief.workflows.delivery import targets

    to = targets(notify or (session.settings.notify or "").split())
    with session.library() as library, session.telling() as progress:
        failed = _read_followed(session, library, progress)

        def page(briefing: Briefing) -> str:
            texts.update(cited_texts(library, briefing) if format_ in ("html", "eml") else {})
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
        undelivered = _deliver(session, library, to)
    if undelivered:
        ctx.exit(ExitCode.PROVIDER)
    if outcome.briefing:
        ctx.exit(exit_code_of(outcome.briefing, strict=False, problems=failed))
    ctx.exit(ExitCode.SOURCE if failed else ExitCode.OK)


def _read_followed(session: Session, library: Library, progress: Progress) -> int:
    """Take in what is new at what is followed; how many sources failed."""
    from brief.render.following import render_receipt
    from brief.workflows.follow import fetch_followed

    receipt = fetch_followed(library, web=session.web(), on_problem=progress.problem)
    if receipt.visits:
        session.say(render_receipt(receipt))
    return len(receipt.failed)


def _deliver(session: Session, library: Library, to: Sequence[Target]) -> int:
    """Deliver what is to be; how many deliveries failed."""
    from brief.workflows.delivery import deliver

    failed = 0
    for delivery in deliver(library, to):
        name = Path(delivery.page).name
        if delivery.error:
            failed += 1
            again = "given up" if delivery.is_last else "the next digest tries again"
            session.complain(f"{name} by {delivery.target}: {delivery.error}; {again}")
        else:
            session.say(f"delivered {name} by {delivery.target}")
    return failed
