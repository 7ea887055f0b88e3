"""A crontab line, and its place between two marker comments in a user's crontab.

In a crontab an unescaped `%` ends the command and `\\%` stands for itself (crontab(5)); what is left goes to
`/bin/sh`. Cron implementations differ on other backslashes, so a path with one in it is refused.
"""

from __future__ import annotations

import shlex

from brief.errors import ConfigError
from brief.scheduling.schedule import Runner, Schedule

BEGIN = "# >>> brief digest >>>"
END = "# <<< brief digest <<<"
LONGEST = 998
"""Characters a command may have: Vixie cron, Debian's and cronie stop at 1,000 bytes with the end of line."""


def cron_line(schedule: Schedule) -> str:
    """The crontab line of a schedule, without a line end.

    Raises ConfigError for a word with a backslash in it, or a command longer than cron reads.
    """
    words = list(schedule.command)
    if any("\\" in w for w in (*words, str(schedule.folder or ""))):
        raise ConfigError("a crontab has no sure way to write a backslash: use a path without one, or systemd")
    command = shlex.join(words)
    if schedule.folder is not None:
        command = f"cd {shlex.quote(str(schedule.folder))} && {command}"
    command = command.replace("%", "\\%")
    if len(command.encode()) > LONGEST:
        raise ConfigError(f"the command has {len(command.encode())} bytes, and cron reads {LONGEST}: use shorter paths")
    return f"{schedule.at.minute} {schedule.at.hour} * * * {command}"


def entry(crontab: str) -> str | None:
    """The line between our markers, or None where there is none."""
    lines = crontab.splitlines()
    if BEGIN not in lines or END not in lines[lines.index(BEGIN) :]:
        return None
    first = lines.index(BEGIN)
    return "\n".join(lines[first + 1 : lines.index(END, first)]) or None


def with_entry(crontab: str, line: str) -> str:
    """The crontab with our line between its markers, in place of an earlier one; all else stays as it was."""
    rest = without_entry(crontab)
    if rest and not rest.endswith("\n"):
        rest += "\n"
    return f"{rest}{BEGIN}\n{line}\n{END}\n"


def without_entry(crontab: str) -> str:
    """The crontab without our markers and what stands between them; all else stays as it was.

    Raises ConfigError where a begin marker has no end: what to cut is then not known.
    """
    kept: list[str] = []
    inside = False
    for line in crontab.splitlines(keepends=True):
        text = line.rstrip("\n")
        if text == BEGIN and not inside:
            inside = True
        elif text == END and inside:
            inside = False
        elif not inside:
            kept.append(line)
    if inside:
        raise ConfigError(f"the crontab has {BEGIN!r} without {END!r}: repair it with `crontab -e`")
    return "".join(kept)


def install(schedule: Schedule, run: Runner) -> str:
    """Put the line into the user's crontab, in place of an earlier one; returns the line.

    Raises ConfigError when the crontab cannot be read or written; it is then as it was.
    """
    line = cron_line(schedule)
    _write(with_entry(_read(run), line), run)
    return line


def status(run: Runner) -> str | None:
    """One line on the installed entry, or None when none is installed."""
    line = entry(_read(run))
    return None if line is None else f"cron: {line}"


def remove(run: Runner) -> bool:
    """Take our line out of the user's crontab. False when it was not there."""
    before = _read(run)
    after = without_entry(before)
    if after == before:
        return False
    _write(after, run)
    return True


def _read(run: Runner) -> str:
    done = run(["crontab", "-l"], "")
    if done.code == 0:
        return done.out
    # For a user without a crontab it exits with 1, as for every other failure. Only this one is an empty
    # crontab: taking another for one would overwrite what the user has.
    if "no crontab" in done.err.casefold():
        return ""
    raise ConfigError(f"crontab -l failed: {done.err.strip().splitlines()[-1] if done.err.strip() else done.code}")


def _write(text: str, run: Runner) -> None:
    done = run(["crontab", "-"], text)
    if done.code != 0:
        said = done.err.strip().splitlines()
        raise ConfigError(f"crontab did not take the new line: {said[-1] if said else f'exit {done.code}'}")
