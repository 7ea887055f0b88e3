"""Crontab lines: quoted for cron and the shell behind it, and installed without harm to other lines."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from brief.errors import ConfigError
from brief.scheduling import cron
from brief.scheduling.schedule import Ran, daily_digest

NASTY = "a b %n $HOME `id` \"q\" 'x' üé;&|*"


class FakeCrontab:
    """A user's crontab in memory."""

    def __init__(self, text: str | None = None, broken: bool = False) -> None:
        self.text, self.broken = text, broken

    def __call__(self, command: Sequence[str], stdin: str) -> Ran:
        if self.broken:
            return Ran(1, "", "crontab: cannot open spool: Permission denied\n")
        if list(command) == ["crontab", "-l"]:
            return Ran(1, "", "no crontab for ann\n") if self.text is None else Ran(0, self.text, "")
        assert list(command) == ["crontab", "-"]
        self.text = stdin
        return Ran(0, "", "")


def line(folder: Path, at: str = "06:30") -> str:
    return cron.cron_line(daily_digest(folder / "brief", folder / "lib", folder / "out", at, folder=folder))


def as_cron_reads(command: str) -> str:
    """What Vixie cron hands to the shell: `\\%` is a percent sign, a bare one ends the command."""
    kept, i = "", 0
    while i < len(command) and command[i] != "%":
        if command[i : i + 2] == "\\%":
            i += 1
        kept, i = kept + command[i], i + 1
    return kept


def test_a_plain_line() -> None:
    """Minute and hour first, paths without needless quotes."""
    made = line(Path("/srv"), "06:05")
    assert made == "5 6 * * * cd /srv && /srv/brief digest --library /srv/lib --out /srv/out"


def test_the_program_gets_the_words(tmp_path: Path) -> None:
    """Through cron's own reading and a real /bin/sh, every argument arrives as it was."""
    folder = tmp_path / NASTY
    folder.mkdir()
    program = folder / "brief"
    program.write_text('#!/bin/sh\npwd\nfor a in "$@"; do printf "%s\\n" "$a"; done\n')
    program.chmod(0o755)
    command = line(folder).split(" ", 5)[5]
    done = subprocess.run(["/bin/sh", "-c", as_cron_reads(command)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        str(folder), "digest", "--library", str(folder / "lib"), "--out", str(folder / "out")
    ]  # fmt: skip


@pytest.mark.skipif(not shutil.which("crontab"), reason="cron is not installed")
def test_cron_accepts_the_line(tmp_path: Path) -> None:
    """Debian's own parser finds nothing wrong with it (other crontabs have no dry run)."""
    usage = subprocess.run(["crontab", "--help"], capture_output=True, text=True).stderr
    if "-n" not in usage or "dry run" not in usage:
        pytest.skip("this crontab has no dry run")
    table = tmp_path / "table"
    table.write_text(cron.with_entry("", line(tmp_path / NASTY)))
    done = subprocess.run(["crontab", "-n", str(table)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_what_a_crontab_cannot_write() -> None:
    """A backslash, which crons read differently, and a line longer than they read are refused."""
    with pytest.raises(ConfigError, match="backslash"):
        line(Path("/back\\slash"))
    with pytest.raises(ConfigError, match="998"):
        line(Path("/" + "long/" * 80))


@pytest.mark.parametrize("others", ["", "MAILTO=ann\n0 1 * * * backup\n", "0 1 * * * backup"])
def test_other_lines_stay(others: str) -> None:
    """Installing, installing anew and removing leave every other line as it was."""
    once = cron.with_entry(others, "1 1 * * * one")
    twice = cron.with_entry(once, "2 2 * * * two")
    assert cron.entry(once) == "1 1 * * * one" and cron.entry(twice) == "2 2 * * * two"
    assert "one" not in twice and twice.startswith(others.rstrip("\n"))
    assert cron.without_entry(twice).rstrip("\n") == others.rstrip("\n")


def test_a_damaged_entry_is_left_alone() -> None:
    """Without its end marker nobody knows what to cut: the user is asked."""
    with pytest.raises(ConfigError, match="crontab -e"):
        cron.with_entry(f"{cron.BEGIN}\n0 1 * * * backup\n", "2 2 * * * two")
    assert cron.entry(f"{cron.END}\n{cron.BEGIN}\n") is None


def test_install_status_remove() -> None:
    """From a user without a crontab to one line and back."""
    table = FakeCrontab()
    schedule = daily_digest(Path("/b/brief"), Path("/l"), Path("/o"), "06:30")
    assert cron.status(table) is None and cron.remove(table) is False
    installed = cron.install(schedule, table)
    assert installed in (table.text or "") and cron.status(table) == f"cron: {installed}"
    assert cron.remove(table) is True and table.text == ""


def test_an_unreadable_crontab_is_never_overwritten() -> None:
    """Only "no crontab" is an empty one; any other failure stops before a write."""
    with pytest.raises(ConfigError, match="Permission denied"):
        cron.install(daily_digest(Path("/b/brief"), Path("/l"), Path("/o"), "06:30"), FakeCrontab("x\n", broken=True))
