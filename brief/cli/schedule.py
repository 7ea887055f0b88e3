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
        click.option("--cron", "scheduler", flag_value="cron", help="Use a line in your crontab."),
        click.option(
            "--systemd",
            "scheduler",
            flag_value="systemd",
            default=True,
            help="Use units of your systemd user session (default).",
        ),
        click.option(
            "--format", "format_", type=click.Choice(["text", "markdown", "json", "html"]), help="Format of the digest."
        ),
        click.option(
            "--out",
            type=click.Path(path_type=Path, file_okay=False),
            metavar="DIR",
            required=True,
            help="Folder for the digests.",
        ),
        click.option("--at", required=True, metavar="HH:MM", help="Local time of day, in 24 hours."),
        library_options,
    ):
        function = option(function)
    return function


@click.group("schedule")
def schedule_command() -> None:
    """Run the digest every day with systemd or cron.

    \b
    Examples:
      brief schedule print --at 06:30 --systemd --out ~/digests
      brief schedule install --at 06:30 --cron --out ~/digests
      brief schedule status
    """


@schedule_command.command("print")
@_when
def print_(scheduler: str, **flags: Any) -> None:
    """Print the units or the crontab line without installing them."""
    from brief.workflows import schedule as workflow

    write_result(workflow.text(scheduler, _plan(**flags)), None)


@schedule_command.command()
@_when
def install(scheduler: str, **flags: Any) -> None:
    """Install it for your user, replacing an earlier one."""
    from brief.workflows import schedule as workflow

    click.echo(workflow.install(scheduler, _plan(**flags)))


@schedule_command.command()
@click.pass_context
def status(ctx: click.Context) -> None:
    """Show what is installed; exits with 6 if nothing is."""
    from brief.workflows import schedule as workflow

    lines = workflow.status()
    click.echo("\n".join(lines) or "no digest is scheduled")
    ctx.exit(ExitCode.OK if lines else ExitCode.NOT_ANSWERED)


@schedule_command.command()
def remove() -> None:
    """Remove it from systemd and cron."""
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
