"""A systemd user service and its timer.

The quoting follows systemd.service(5) "Command lines" and systemd.syntax(7): a word is put in double quotes with
C escapes, `%` is doubled (specifiers), and `$` stays as it is because the command is prefixed with `:` (no
variables are put in; systemd 244 and later).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from brief.errors import ConfigError
from brief.scheduling.schedule import Runner, Schedule

NAME = "brief-digest"
BUSY_RETRY_SECONDS = 300
BUSY_TRIES = 12

# Type=exec, not oneshot: only the former may be restarted for one exit status.
_SERVICE = """\
[Unit]
Description=brief: the digest of new articles
StartLimitIntervalSec={window}
StartLimitBurst={tries}

[Service]
Type=exec
{folder}ExecStart=:{command}
RestartForceExitStatus=75
RestartSec={retry}
"""

_TIMER = """\
[Unit]
Description=brief: the daily digest at {at}

[Timer]
OnCalendar=*-*-* {at}:00
Persistent=true

[Install]
WantedBy=timers.target
"""


@dataclass(frozen=True, slots=True)
class Units:
    """The text of the two unit files."""

    service: str
    timer: str


def units(schedule: Schedule) -> Units:
    """The unit files of a schedule. A library that was busy (exit 75) is tried again every five minutes for an hour,
    and a time that passed while the machine was off is made up for when it starts.

    Raises ConfigError for a folder or a program that systemd has no way to write.
    """
    if set(schedule.command[0]) & set("\"'\\"):
        raise ConfigError(f"systemd runs no program with a quote or a backslash in its path: {schedule.command[0]}")
    service = _SERVICE.format(
        folder=f"WorkingDirectory={_folder(schedule.folder)}\n" if schedule.folder else "",
        command=" ".join(_word(w) for w in schedule.command),
        retry=BUSY_RETRY_SECONDS,
        tries=BUSY_TRIES,
        window=2 * BUSY_TRIES * BUSY_RETRY_SECONDS,
    )
    return Units(service, _TIMER.format(at=f"{schedule.at:%H:%M}"))


def printed(schedule: Schedule) -> str:
    """Both files as one text for reading, each under a comment with its name."""
    made = units(schedule)
    return f"# {NAME}.service\n{made.service}\n# {NAME}.timer\n{made.timer}"


def unit_folder(environment: Callable[[str], str | None], home: Path) -> Path:
    """Where systemd looks for a user's own units: `$XDG_CONFIG_HOME/systemd/user`, else under `~/.config`."""
    base = environment("XDG_CONFIG_HOME")
    return (Path(base) if base and Path(base).is_absolute() else home / ".config") / "systemd" / "user"


def install(schedule: Schedule, folder: Path, run: Runner) -> tuple[Path, ...]:
    """Write both unit files into `folder` and start the timer. Installing again replaces what was there.

    Returns the paths written. Raises ConfigError when systemctl refuses; the files are then left for a look.
    """
    made = units(schedule)
    folder.mkdir(parents=True, exist_ok=True)
    paths = _paths(folder)
    for path, text in zip(paths, (made.service, made.timer), strict=True):
        path.write_text(text, encoding="utf-8")
    _systemctl(run, "daemon-reload")
    _systemctl(run, "enable", f"{NAME}.timer")
    # A timer that runs already keeps its old hour until it is started anew.
    _systemctl(run, "restart", f"{NAME}.timer")
    return paths


def status(folder: Path, run: Runner) -> str | None:
    """One line on the installed timer (what systemd says of it), or None when none is installed."""
    timer = _paths(folder)[1]
    if not timer.exists():
        return None
    at = re.search(r"^OnCalendar=\*-\*-\* (\d\d:\d\d)", timer.read_text(encoding="utf-8"), re.MULTILINE)
    # is-active prints one word (active, inactive, failed), or nothing where no user manager answers.
    state = run(["systemctl", "--user", "is-active", f"{NAME}.timer"], "").out.strip() or "unknown to systemctl"
    return f"systemd: every day at {at[1] if at else '?'} ({state}), {timer}"


def remove(folder: Path, run: Runner) -> bool:
    """Stop the timer and delete both files. False when none was installed.

    Raises ConfigError when systemctl cannot stop the timer: the files then stay, so that it can be tried again.
    """
    present = [p for p in _paths(folder) if p.exists()]
    if not present:
        return False
    _systemctl(run, "disable", "--now", f"{NAME}.timer")
    for path in present:
        path.unlink()
    _systemctl(run, "daemon-reload")
    return True


def _paths(folder: Path) -> tuple[Path, Path]:
    return folder / f"{NAME}.service", folder / f"{NAME}.timer"


def _systemctl(run: Runner, *words: str) -> None:
    done = run(["systemctl", "--user", *words], "")
    if done.code != 0:
        said = (done.err or done.out).strip().splitlines()
        raise ConfigError(f"systemctl --user {' '.join(words)} failed: {said[-1] if said else f'exit {done.code}'}")


def _word(word: str) -> str:
    # `%` is a specifier inside quotes too; a lone `;` would begin a second command, so it is quoted like the rest.
    text = word.replace("%", "%%")
    if re.fullmatch(r"[A-Za-z0-9_@+=:,./%-]+", text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _folder(folder: Path) -> str:
    # WorkingDirectory= takes the rest of its line as it stands: there is no quoting, only specifiers.
    text = str(folder)
    if text != text.strip() or text.endswith("\\"):
        raise ConfigError(f"systemd cannot run a command in {text!r}: its name begins or ends in a way it would lose")
    return text.replace("%", "%%")
