"""`brief check`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brief.cli.options import Page, Place, judge_option, library_options, page_options, web_option
from brief.cli.session import Session, colour, lines_of, width, write_result
from brief.errors import EmptyLibrary, ExitCode, SourceError

if TYPE_CHECKING:
    from brief.models import CheckReport

FILE = click.Path(path_type=Path, dir_okay=False, allow_dash=True)


@click.command("check")
@click.argument("file", type=FILE, required=False)
@click.option(
    "--against",
    type=Place(),
    multiple=True,
    metavar="PATH",
    help="Check against these articles instead of the library; repeatable.",
)
@click.option(
    "--pairs",
    type=FILE,
    metavar="FILE",
    help='Check texts against their own sources, an object per line: {"id", "text"} with "source" or "sentences".',
)
@judge_option
@click.option("--model", metavar="NAME", help="Model that judges.")
@click.option(
    "--max-cost", type=click.FloatRange(min=0), metavar="USD", help="Spend at most this much; the rest is not judged."
)
@page_options
@click.option("--quiet", "-q", is_flag=True, help="No notes on stderr.")
@web_option
@library_options
@click.pass_context
def check_command(
    ctx: click.Context,
    /,
    file: Path | None,
    against: tuple[str, ...],
    pairs: Path | None,
    page: Page,
    quiet: bool,
    **flags: Any,
) -> None:
    """Check a text, sentence by sentence, against articles.

    Each sentence gets a verdict, the reasons for it, the sentences that support it best, and a way to fix it. Headings
    and a list of sources at the end are not checked. For a page that brief wrote earlier, it also says which citations
    still hold, moved, changed or are gone. Exits with 7 if something is unsupported.

    \b
    Examples:
      brief check draft.txt
      brief check draft.md --against seeds --format html --out checked.html
      brief check --json --pairs summaries.jsonl
    """
    chosen, out = page.format, page.out
    if (file is None) == (pairs is None):
        raise click.UsageError("name a FILE, or use --pairs FILE")
    if pairs is not None:
        if chosen != "json" or against:
            raise click.UsageError(
                "--pairs has its own sources and prints JSON lines: use it with --json and without --against"
            )
        ctx.exit(_check_pairs(pairs, out, Session(quiet=quiet, **flags)))
    from brief.models import CheckReport
    from brief.workflows.check import CheckOptions, check_file

    assert file is not None
    session = Session(quiet=quiet, **flags)
    judge = session.judge()
    named: list[SourceError] = []

    def name(error: SourceError) -> None:
        named.append(error)
        session.complain(str(error))

    with session.library() as library:
        try:
            report, problems = check_file(library, str(file), CheckOptions(against, session.web(), name))
        except EmptyLibrary as error:
            if named:
                ctx.exit(ExitCode.SOURCE)
            if chosen == "json":
                write_result(_page(CheckReport(str(file), "", (), (str(error),)), chosen, out), out)
            raise
    if judge is not None:
        from brief.workflows.judging import judge_report

        report = judge_report(report, judge)
    write_result(_page(report, chosen, out), out)
    page.open()
    ctx.exit(_exit_code(report, len(problems)))


def _exit_code(report: CheckReport, problems: int) -> int:
    from brief.models import Status

    if report.provider_failed:
        return ExitCode.PROVIDER
    if problems:
        return ExitCode.SOURCE
    unsupported = any(s.verdict.status is Status.UNSUPPORTED for s in report.sentences)
    return ExitCode.UNSUPPORTED if unsupported else ExitCode.OK


def _page(report: CheckReport, chosen: str, out: Path | None) -> str:
    from brief.render import check, check_page

    if chosen == "json":
        return check.render_json(report)
    if chosen == "html":
        return check_page.render_html(report)
    if chosen == "markdown":
        return check.render_markdown(report)
    return check.render_text(report, style=out is None and colour(), width=width() if out is None else None)


def _check_pairs(path: Path, out: Path | None, session: Session) -> int:
    from brief.render.data import dumps
    from brief.workflows.judging import usage_note
    from brief.workflows.pairs import check_pairs

    judge = session.judge()
    code, lines = ExitCode.OK, []
    for number, row in _rows(path):
        try:
            result = next(check_pairs([row], judge))
        except (KeyError, TypeError, ValueError, AttributeError):
            expected = 'expected an object {"id", "text"} with "source" or "sentences"'
            raise SourceError(f"{path}, line {number}", expected) from None
        if not result["supported"]:
            code = ExitCode.UNSUPPORTED
        line = dumps(result) + "\n"
        if out is None:
            write_result(line, None)
        lines.append(line)
    if out is not None:
        write_result("".join(lines), out)
    if judge is not None:
        for note in (*judge.notes, usage_note(judge)):
            if note:
                session.say(note)
        if judge.failed:
            return ExitCode.PROVIDER
    return code


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a file with their line numbers; one that is none is an empty one."""
    for number, line in enumerate(lines_of(path), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = {}
        yield number, {"id": number} | row if isinstance(row, dict) else {}
