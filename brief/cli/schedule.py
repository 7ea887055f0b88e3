"""`brief schedule print|install|status|remove`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brief.cli.options import library_options
from brief.cli.session import Session, write_result
from brief.errors import ExitCode

if TYPE_CHECKING:
    from brief.scheduling.schedule import Schedule


def _when(function: click.decorators.FC) -> click.decorators.FC:
    for option in (
        click.option("--cron", "scheduler", flag_value="cron", help="A line of your crontab."),
        click.option(
            "--systemd", "scheduler", flag_value="systemd", default=True, help="Units of your own systemd (default)."
        ),
        click.option(
            "--format", "format_", type=click.Choice(["text", "markdown", "json", "html"]), help="The digest's format."
        ),
        click.option(
            "--out",
            type=click.Path(path_type=Path, file_okay=False),
            metavar="DIR",
            required=True,
            help="The digests' folder.",
        ),
        click.option("--at", required=True, metavar="HH:MM", help="The local time of day, 24 hours."),
        library_options,
    ):
        function = option(function)
    return function


@click.group("schedule")
def schedule_command() -> None:
    """Run the digest every day, by systemd or cron.

    \b
    Examples:
      brief schedule print --at 06:30 --systemd --out ~/digests
      brief schedule install --at 06:30 --cron --out ~/digests
      brief schedule status
    """


@schedule_command.command("print")
@_when
def print_(scheduler: str, **flags: Any) -> None:
    """Print the units or the crontab line; install nothing."""
    from brief.workflows import schedule as workflow

    write_result(workflow.text(scheduler, _plan(**flags)), None)


@schedule_command.command()
@_when
def install(scheduler: str, **flags: Any) -> None:
    """Install it for your user, in place of an earlier one."""
    from brief.workflows import schedule as workflow

    click.echo(workflow.install(scheduler, _plan(**flags)))


@schedule_command.command()
@click.pass_context
def status(ctx: click.Context) -> None:
    """Say what is installed; exit 6 when nothing is."""
    from brief.workflows import schedule as workflow

    lines = workflow.status()
    click.echo("\n".join(lines) or "no digest is scheduled")
    ctx.exit(ExitCode.OK if lines else ExitCode.NOT_ANSWERED)


@schedule_command.command()
def remove() -> None:
    """Remove it from both schedulers."""
    from brief.workflows import schedule as workflow

    removed = workflow.remove()
    click.echo(f"removed from {' and '.join(removed)}" if removed else "no digest was scheduled")


def _plan(*, library: Path | None, wait: float | None, out: Path, at: str, format_: str | None) -> Schedule:
    from brief.workflows.schedule import plan

    session = Session(library=library, wait=wait)
    options = [
        "--quiet",
        *(["--wait", f"{wait:g}"] if wait is not None else []),
        *(["--format", format_] if format_ else []),
    ]
    return plan(session.settings.library, out.expanduser(), at, options=options)
