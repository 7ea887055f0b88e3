"""`brief digest`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brief.cli.options import (
    judge_option,
    length_option,
    library_options,
    model_option,
    open_option,
    topic_option,
    web_option,
)
from brief.cli.session import Progress, Session, exit_code_of, write_result
from brief.errors import ConfigError, ExitCode

if TYPE_CHECKING:
    from brief.library.library import Library
    from brief.models import Briefing
    from brief.models.following import SourceVisit
    from brief.workflows.delivery import Target
    from brief.workflows.digest import DigestOutcome
    from brief.workflows.gathered import Gathered
    from brief.workflows.setup import PreparedWriter
    from brief.writing import Writer


READ_IN_A_BROWSER = ("html", "markdown")
"""Formats of pages that a list of digests can lead to."""


@click.command("digest")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Folder for the digests.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "json", "html", "eml"]),
    default="markdown",
    help="Format of the page (markdown); eml is a mail, for sendmail.",
)
@click.option(
    "--notify",
    multiple=True,
    metavar="URL",
    help="Send a summary with the page to this Apprise address (mailto://…, ntfy://…); repeatable.",
)
@model_option
@click.option("--max-cost", type=click.FloatRange(min=0), metavar="USD", help="Spend at most this much on one digest.")
@judge_option
@click.option("--quiet", "-q", is_flag=True, help="Write the file without printing the page.")
@click.option("--due", is_flag=True, help="Do nothing if today's digest exists: for frequent runs.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON receipt instead of the page.")
@open_option
@topic_option
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
    due: bool,
    as_json: bool,
    show: bool,
    only: str,
    length: str,
    quiet: bool,
    **flags: Any,
) -> None:
    """Write a briefing on what is new since the last one.

    It first reads what is followed (see `brief follow`). A source that fails is named, the others are read, and the
    exit code is 4. At the end it delivers the digest to the --notify addresses; if that fails, the exit code is 5 and
    the next digest tries again.

    Running it again is safe: with nothing new it prints the existing page and asks no model; with something new it
    writes a second edition (2019-11-14-2.md). On a day with nothing new it writes a short page that says so. Without
    --out the files go into the library's folder. HTML and Markdown pages come with a list of all digests (index.html)
    and a feed (feed.atom).

    \b
    Examples:
      brief digest --out ~/digests
      brief digest --format html --out /var/www/news --quiet
      brief digest --due --format html --open
      brief digest --quiet --notify ntfys://ntfy.example.org/news
      brief digest --format eml | sendmail me@example.org
    """
    from brief.workflows.delivery import targets
    from brief.workflows.editions import write_index

    session = Session(quiet=quiet or as_json, **flags)
    to = targets(notify or (session.settings.notify or "").split())
    with session.library() as library, session.telling() as progress:
        if due and (known := _out_today(library)):
            undelivered = _deliver(session, library, to)
            if as_json:
                write_result(_receipt(known, None, (), undelivered), None)
            ctx.exit(ExitCode.PROVIDER if undelivered else ExitCode.OK)
        visits = _read_followed(session, library, progress)
        outcome = _write(session, library, progress, _Page(out, format_, length, only))
        outcome = outcome if quiet or as_json else _as_asked(session, library, outcome, format_)
        if format_ in READ_IN_A_BROWSER:  # also of a page that is there: a kill may have come before its list
            for line in write_index(outcome.path.parent):
                session.say(line)
        undelivered = _deliver(session, library, to)
        if as_json:
            write_result(_receipt(outcome, outcome.briefing, visits, undelivered), None)
        elif not quiet:
            write_result(outcome.text, None)
            session.say(f"{'wrote' if outcome.fresh else 'already written:'} {outcome.path}")
    if show:
        click.launch(outcome.path.as_uri())
    ctx.exit(ExitCode.PROVIDER if undelivered else _exit_code(outcome, visits))


def _exit_code(outcome: DigestOutcome, visits: Sequence[SourceVisit]) -> int:
    """The exit code of a digest that was delivered."""
    failed = sum(visit.status == "failed" for visit in visits)
    if outcome.briefing:
        return exit_code_of(outcome.briefing, strict=False, problems=failed)
    return ExitCode.SOURCE if failed else ExitCode.OK


@dataclass(frozen=True, slots=True)
class _Page:
    """What page is asked for, and where it goes."""

    out: Path | None
    format: str
    length: str
    only: str


def _write(session: Session, library: Library, progress: Progress, asked: _Page) -> DigestOutcome:
    from brief.cli.pages import EXTENSIONS, render
    from brief.workflows.digest import DigestOptions, digest
    from brief.workflows.gathered import PageOptions
    from brief.workflows.gathering import reader_topics
    from brief.workflows.replay import Rendering, Run, cited_texts, new_run_id
    from brief.workflows.storytelling import Writing

    how = Rendering(asked.format)
    started = datetime.now()
    run_id = new_run_id(started)
    prepared_writers: list[PreparedWriter] = []
    texts: dict[str, str] = {}

    def open_writer() -> Writer:
        prepared_writers.append(session.prepared())
        return prepared_writers[0].writer

    def page(briefing: Briefing) -> str:
        texts.update(cited_texts(library, briefing) if asked.format == "html" else {})
        return render(briefing, how, texts)

    def keep(text: str, briefing: Briefing, gathered: Gathered) -> None:
        when, title = started.isoformat(timespec="seconds"), briefing.title
        run = Run(run_id, "digest", when, title, prepared_writers[0].options, how, text, gathered=gathered, texts=texts)
        session.keep(library, run, prepared_writers[0])

    return digest(
        library,
        today=date.today(),
        open_writer=open_writer,
        render=page,
        options=DigestOptions(
            asked.out.expanduser() if asked.out else None,
            EXTENSIONS[asked.format].lstrip("."),
            session.settings.wait,
            PageOptions(asked.length, reader_topics(library), asked.only, session.evidence_tokens),
            Writing(session.settings.judge, run_id),
            progress.story,
        ),
        keep=keep,
    )


def _as_asked(session: Session, library: Library, outcome: DigestOutcome, format_: str) -> DigestOutcome:
    """The page of an earlier call in the format that is asked for now, made again from the record of its run."""
    from brief.cli.pages import EXTENSIONS, render
    from brief.errors import BriefError
    from brief.workflows.editions import briefing_of
    from brief.workflows.replay import Rendering
    from brief.workflows.setup import writer_over

    if outcome.fresh or outcome.path.suffix == EXTENSIONS[format_]:
        return outcome
    try:
        edition = next(e for e in library.digest_state() if e.path == str(outcome.path))
        briefing, texts = briefing_of(
            library, edition, lambda o, recording: writer_over(recording, o, session.settings)
        )
    except BriefError as error:
        why = f"the digest of {outcome.day} is out as {outcome.path}, and cannot be given as {format_}: {error}"
        raise ConfigError(why) from None
    return replace(outcome, text=render(briefing, Rendering(format_), texts))


def _out_today(library: Library) -> DigestOutcome | None:
    """The digest of today that exists already."""
    from brief.workflows.digest import DigestOutcome

    of_today = [e for e in library.digest_state() if e.date == date.today()]
    if not of_today:
        return None
    last = max(of_today, key=lambda e: e.edition)
    return DigestOutcome(Path(last.path or ""), "", last.date, last.edition, False)


def _receipt(outcome: DigestOutcome, briefing: Briefing | None, visits: Sequence[SourceVisit], undelivered: int) -> str:
    """What a digest says to programs."""
    from brief.render.briefing_data import receipt_object
    from brief.render.data import dumps

    made = receipt_object(str(outcome.path), outcome.day, outcome.edition, outcome.fresh, briefing)
    failed = [{"source": v.name, "problems": list(v.problems)} for v in visits if v.status == "failed"]
    return dumps(made | {"failed_sources": failed, "undelivered": undelivered}) + "\n"


def _read_followed(session: Session, library: Library, progress: Progress) -> tuple[SourceVisit, ...]:
    """Take in what is new at what is followed; what each look brought."""
    from brief.render.following import render_receipt
    from brief.workflows.follow import fetch_followed

    receipt = fetch_followed(library, web=session.web(), on_problem=progress.problem)
    if receipt.visits:
        session.say(render_receipt(receipt))
    return receipt.visits


def _deliver(session: Session, library: Library, to: Sequence[Target]) -> int:
    """Deliver what is to be; how many deliveries failed."""
    from brief.workflows.delivery import deliver

    failed = 0
    for delivery in deliver(library, to):
        name = Path(delivery.page).name
        if delivery.error:
            failed += 1
            again = "not tried again" if delivery.is_last else "the next digest tries again"
            session.complain(f"{name} to {delivery.target}: {delivery.error}; {again}")
        else:
            session.say(f"delivered {name} to {delivery.target}")
    return failed
