"""Removing the schedule from whatever scheduler holds it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from brief.errors import ConfigError
from brief.scheduling.cron import with_entry
from brief.scheduling.schedule import Ran
from brief.workflows import schedule


class Machine:
    """A machine with a crontab and without a user bus; `broken`: its crontab cannot be read."""

    def __init__(self, table: str, *, broken: bool = False) -> None:
        self.table, self.broken = table, broken

    def __call__(self, command: Sequence[str], stdin: str) -> Ran:
        if command[0] == "systemctl":
            return Ran(1, "", "Failed to connect to bus: No medium found\n")
        if self.broken:
            return Ran(1, "", "crontab: cannot open\n")
        if command[-1] == "-":
            self.table = stdin
        return Ran(0, self.table, "")


@pytest.fixture
def units(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    folder = tmp_path / "systemd" / "user"
    folder.mkdir(parents=True)
    return folder


def test_both_are_looked_at(units: Path) -> None:
    """Files of systemd without a bus, and the line of a crontab."""
    (units / "brief-digest.timer").write_text("x")
    machine = Machine(with_entry("0 1 * * * mine\n", "30 6 * * * brief digest"))
    assert schedule.remove(machine) == ["systemd", "cron"]
    assert machine.table == "0 1 * * * mine\n" and list(units.iterdir()) == []
    assert schedule.remove(machine) == []


def test_one_that_fails_does_not_keep_the_other(units: Path) -> None:
    """What was removed is said with what could not be."""
    (units / "brief-digest.timer").write_text("x")
    with pytest.raises(ConfigError, match="removed from systemd; crontab -l failed"):
        schedule.remove(Machine("", broken=True))
    assert list(units.iterdir()) == []
