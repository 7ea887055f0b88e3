"""A systemd user service and its timer.

The quoting follows systemd.service(5) "Command lines" and systemd.syntax(7): a word is put in double quotes with
C escapes, `%` is doubled (specifiers), and `$` stays as it is because the command is prefixed with `:` (no
variables are put in; systemd 244 and later).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from brief import files
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

    Returns the paths written. Raises ConfigError when a file cannot be written or systemctl refuses: the files are then
    what they were before.
    """
    made = units(schedule)
    paths = _paths(folder)
    before = {path: _content(path) for path in paths}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in zip(paths, (made.service, made.timer), strict=True):
            files.put(path, text.encode())
        _systemctl(run, "daemon-reload")
        _systemctl(run, "enable", f"{NAME}.timer")
        # A timer that runs already keeps its old hour until it is started again.
        _systemctl(run, "restart", f"{NAME}.timer")
    except (OSError, ConfigError) as error:
        _put_back(before, folder, run)
        raise ConfigError(f"the timer was not installed: {error}") from None
    return paths


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _put_back(before: dict[Path, bytes | None], folder: Path, run: Runner) -> None:
    """As it was before an installation that failed; what can not be undone is left, the first error counts."""
    with suppress(OSError, ConfigError):
        if before[_paths(folder)[1]] is None:
            _unlink(folder)
        for path, content in before.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                files.put(path, content)
        run(["systemctl", "--user", "daemon-reload"], "")


def _unlink(folder: Path) -> bool:
    """Take away the link by which a timer is enabled, as `systemctl disable` does; False when there is none."""
    link = folder / "timers.target.wants" / f"{NAME}.timer"
    if not link.is_symlink() and not link.exists():
        return False
    link.unlink()
    return True


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

    Where no user manager answers (no bus, as under sudo or in a container) the files and the link that enables the
    timer go all the same: there is nothing that runs then. Raises ConfigError when a manager that answers cannot stop
    the timer (the files then stay, so that it can be tried again), or when a file cannot be deleted.
    """
    present = [p for p in _paths(folder) if p.exists() or p.is_symlink()]
    try:
        if _answers(run):
            if not present:
                return _unlink(folder)
            _systemctl(run, "disable", "--now", f"{NAME}.timer")
        linked = _unlink(folder)
        for path in present:
            path.unlink()
        if present:
            with suppress(ConfigError):  # no systemctl, nothing to tell
                run(["systemctl", "--user", "daemon-reload"], "")
    except OSError as error:
        raise ConfigError(f"the timer cannot be removed: {error}") from None
    return bool(present) or linked


def _answers(run: Runner) -> bool:
    """Whether a user manager can be asked."""
    try:
        # Prints `running` or `degraded`; `offline` or nothing where there is no manager or no bus to it.
        state = run(["systemctl", "--user", "is-system-running"], "").out.strip()
    except ConfigError:  # no systemctl here
        return False
    return state not in ("", "offline", "unknown")


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
