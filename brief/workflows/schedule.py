"""schedule: print, install, report or remove the daily digest of one of the two schedulers."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from brief.errors import ConfigError
from brief.scheduling import cron, systemd
from brief.scheduling.schedule import Runner, Schedule, daily_digest, run_program


def plan(library: Path, out: Path, at: str, *, options: Sequence[str] = ()) -> Schedule:
    """The daily digest of `library` into `out` at local time `at`, run by the `brief` that is running now,
    in the current folder (so that its `.env` and `brief.toml` are found).

    Raises:
        ConfigError: a time that is none, or a path that a schedule cannot carry.
    """
    return daily_digest(
        executable(), Path(library).absolute(), Path(out).absolute(), at, options=options, folder=Path.cwd()
    )


def executable() -> Path:
    """The absolute path of this `brief`, not resolved: the link in a virtual environment is what works."""
    name = Path(sys.argv[0])
    if name.name.startswith("brief") and name.exists():
        return Path(name).absolute()
    beside = Path(sys.executable).with_name("brief")
    found = beside if beside.exists() else shutil.which("brief")
    if not found:
        raise ConfigError("the `brief` program is not on the PATH, so a schedule cannot name it")
    return Path(found).absolute()


def text(scheduler: str, schedule: Schedule) -> str:
    """What `schedule print` prints: the units or the crontab line."""
    return systemd.printed(schedule) if scheduler == "systemd" else cron.cron_line(schedule) + "\n"


def install(scheduler: str, schedule: Schedule, run: Runner = run_program) -> str:
    """Install it, in place of an earlier one; a line that says where."""
    if scheduler == "systemd":
        paths = systemd.install(schedule, _units_folder(), run)
        return f"installed {' and '.join(map(str, paths))}; the timer is started"
    return f"installed in your crontab: {cron.install(schedule, run)}"


def status(run: Runner = run_program) -> list[str]:
    """A line for each scheduler that holds a digest of ours."""
    found = [systemd.status(_units_folder(), run)]
    if shutil.which("crontab"):
        found.append(cron.status(run))
    return [line for line in found if line]


def remove(run: Runner = run_program) -> list[str]:
    """Remove it from every scheduler that holds it; the names of those.

    Raises ConfigError where one cannot be asked, once the other has been looked at too.
    """
    removed, failed = [], []
    for name, take_away in (("systemd", _from_systemd), ("cron", _from_cron)):
        try:
            if take_away(run):
                removed.append(name)
        except ConfigError as error:
            failed.append(str(error))
    if failed:
        done = f"removed from {' and '.join(removed)}; " if removed else ""
        raise ConfigError(done + "; ".join(failed))
    return removed


def _from_systemd(run: Runner) -> bool:
    return systemd.remove(_units_folder(), run)


def _from_cron(run: Runner) -> bool:
    return shutil.which("crontab") is not None and cron.remove(run)


def _units_folder() -> Path:
    return systemd.unit_folder(os.environ.get, Path.home())
