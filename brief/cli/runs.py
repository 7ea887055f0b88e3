"""`brief runs` and `brief replay`."""

from __future__ import annotations

from typing import Any

import click

from brief.cli.completing import names_of
from brief.cli.options import Name, library_options
from brief.cli.paging import print_paged
from brief.cli.session import Session, colour, write_result
from brief.errors import ExitCode


@click.command("runs")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")
@library_options
def runs_command(as_json: bool, **flags: Any) -> None:
    """List earlier answers and briefings, newest first.

    \b
    Example:
      brief runs | head -3
    """
    session = Session(**flags)
    with session.library() as library:
        rows = list(library.runs())
    if not rows:
        session.say("nothing has been asked or written yet: try `brief ask QUESTION`")
    if as_json:
        from brief.render.data import dumps, run_object

        print_paged(dumps(run_object(row)) + "\n" for row in rows)
    else:
        from brief.render.show import render_runs

        print_paged(render_runs(rows))


@click.command("replay")
@click.argument("run_id", type=Name(), metavar="RUN", shell_complete=names_of("runs"))
@click.option("--verify", is_flag=True, help="Make it again from the record and compare; exit with 7 if they differ.")
@library_options
@click.pass_context
def replay_command(ctx: click.Context, /, run_id: str, verify: bool, **flags: Any) -> None:
    """Print an earlier answer or briefing again, offline.

    RUN is a name from `brief runs`, the beginning of one, or `last`. The output is the same, byte for byte, except that
    colours are left out if it does not go to a terminal. With --verify, the recorded responses of the model are checked
    and rendered again and compared with what was printed; a run of an older version of the checks is only printed.

    \b
    Examples:
      brief replay last
      brief replay 20191114-063000-1f3a --verify
    """
    from brief.workflows.replay import ReplayMiss, derive, difference, load, older_checker

    session = Session(**flags)
    with session.library() as library:
        run, recording = load(library, run_id)
    outdated = verify and older_checker(run)
    if outdated:
        session.say(f"run {run.id} used an older version of the checks: printed from the record, not verified")
    if not verify or outdated:
        plain = run.rendering.style and not colour()
        write_result(click.unstyle(run.printed) if plain else run.printed, None)
        return
    from brief.cli.pages import render
    from brief.workflows.setup import writer_over

    try:
        derived = derive(run, recording, lambda options, recorded: writer_over(recorded, options, session.settings))
    except ReplayMiss as miss:
        write_result(f"{miss}\n", None)
        session.complain(f"run {run.id}: the model would now be asked something else")
        ctx.exit(ExitCode.UNSUPPORTED)
    changes = difference(run, render(derived, run.rendering, run.texts))
    if changes:
        write_result(changes, None)
        session.complain(f"run {run.id} would now be different")
        ctx.exit(ExitCode.UNSUPPORTED)
    click.echo(f"run {run.id}: verified, the same {len(run.printed.encode())} bytes")
