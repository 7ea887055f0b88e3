"""systemd units: what they say, and that systemd itself accepts them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from brief.errors import ConfigError
from brief.scheduling import systemd
from brief.scheduling.schedule import Ran, Schedule, daily_digest, parse_at


class FakeSystemctl:
    """Remembers what it was asked, fails where it is told to."""

    def __init__(self, fails: str = "", state: str = "running") -> None:
        self.asked: list[str] = []
        self.fails = fails
        self.state = state

    def __call__(self, command: Sequence[str], stdin: str) -> Ran:
        assert command[:2] == ["systemctl", "--user"] and stdin == ""
        if "is-system-running" in command:
            return Ran(0 if self.state == "running" else 1, f"{self.state}\n", "")
        self.asked.append(" ".join(command[2:]))
        if self.fails and self.fails in command:
            return Ran(1, "", "Failed to connect to bus: No medium found\n")
        return Ran(0, "active\n" if "is-active" in command else "", "")


def schedule(folder: Path = Path("/srv"), at: str = "06:30") -> Schedule:
    return daily_digest(folder / "brief", folder / "library", folder / "out", at, folder=folder)


def executable(folder: Path) -> Path:
    folder.mkdir(parents=True)
    program = folder / "brief"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return program


def test_times_of_day() -> None:
    """Twenty-four hours, with or without a leading zero."""
    assert (parse_at("06:30").hour, parse_at("6:05").minute, parse_at("23:59").hour) == (6, 5, 23)


@pytest.mark.parametrize("text", ["", "24:00", "6", "06:60", "6.30", "06:30:00", "٠٦:٣٠", "06:30\n* * * * * rm"])
def test_no_time_of_day(text: str) -> None:
    """Anything else is refused, and nothing can be smuggled in behind it."""
    with pytest.raises(ConfigError):
        parse_at(text)


def test_relative_paths_are_refused() -> None:
    """A schedule runs in another folder than the one it was printed in."""
    with pytest.raises(ConfigError, match="library 'news'"):
        daily_digest(Path("/usr/bin/brief"), Path("news"), Path("/out"), "06:30")


@pytest.mark.parametrize("name", ["a\nExecStartPre=/bin/false", "a\x07", "a\u2028b", "a\udcff"])
def test_control_characters_are_refused(name: str) -> None:
    """A path with a line end in it cannot start a setting of its own."""
    with pytest.raises(ConfigError):
        daily_digest(Path("/usr/bin/brief"), Path("/") / name, Path("/out"), "06:30")


def test_plain_words_stay_plain() -> None:
    """An ordinary path is printed without quotes, after the sign that stops variables."""
    assert "\nExecStart=:/srv/brief digest --library /srv/library --out /srv/out\n" in systemd.units(schedule()).service


def test_words_are_quoted() -> None:
    """Spaces and quotes are quoted, a specifier sign doubled, a dollar left alone."""
    made = systemd.units(daily_digest(Path("/b/brief"), Path('/50% $HOME/"q"'), Path("/back\\slash"), "06:30"))
    assert 'digest --library "/50%% $HOME/\\"q\\"" --out "/back\\\\slash"\n' in made.service


def test_what_systemd_cannot_write() -> None:
    """A program with a quote in its path, or a folder that ends in a space, is refused rather than mangled."""
    with pytest.raises(ConfigError, match="quote"):
        systemd.units(daily_digest(Path("/it's/brief"), Path("/l"), Path("/o"), "06:30"))
    with pytest.raises(ConfigError, match="its name"):
        systemd.units(schedule(Path("/srv/x ")))


def test_timer_says_the_hour() -> None:
    """The timer fires at the local time asked for, and makes up for a missed one."""
    timer = systemd.units(schedule(at="6:05")).timer
    assert "OnCalendar=*-*-* 06:05:00\n" in timer and "Persistent=true\n" in timer


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
@pytest.mark.parametrize("name", ["plain", "a b %n $HOME {x} üé"])
def test_systemd_accepts_the_units(tmp_path: Path, name: str) -> None:
    """`systemd-analyze verify` finds the program behind the quoting and has nothing to say."""
    folder = tmp_path / name
    program = executable(folder)
    made = systemd.units(daily_digest(program, folder / "lib;", folder / "%%", "06:30", options=[";"], folder=folder))
    files = [tmp_path / "brief-digest.service", tmp_path / "brief-digest.timer"]
    files[0].write_text(made.service)
    files[1].write_text(made.timer)
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, files)],
        capture_output=True,
        text=True,
        env=os.environ | {"XDG_RUNTIME_DIR": str(tmp_path)},
    )
    about_ours = [line for line in done.stderr.splitlines() if "brief-digest" in line]
    assert (done.returncode, about_ours) == (0, [])


def test_install_status_remove(tmp_path: Path) -> None:
    """Installed, it is seen; removed, nothing is left."""
    run = FakeSystemctl()
    assert systemd.status(tmp_path / "user", run) is None
    paths = systemd.install(schedule(), tmp_path / "user", run)
    assert [p.name for p in paths] == ["brief-digest.service", "brief-digest.timer"]
    assert paths[0].read_text() == systemd.units(schedule()).service
    assert run.asked == ["daemon-reload", "enable brief-digest.timer", "restart brief-digest.timer"]
    status = systemd.status(tmp_path / "user", run)
    assert status is not None and "06:30 (active)" in status
    assert systemd.remove(tmp_path / "user", run) is True
    assert list((tmp_path / "user").iterdir()) == []
    assert run.asked[-2:] == ["disable --now brief-digest.timer", "daemon-reload"]
    assert systemd.remove(tmp_path / "user", run) is False


def test_installing_again_changes_the_hour(tmp_path: Path) -> None:
    """A second install replaces the first."""
    run = FakeSystemctl()
    systemd.install(schedule(at="06:30"), tmp_path, run)
    systemd.install(schedule(at="19:00"), tmp_path, run)
    status = systemd.status(tmp_path, run)
    assert status is not None and "19:00" in status


@pytest.mark.parametrize("step", ["daemon-reload", "enable", "restart"])
def test_an_installation_that_fails_leaves_nothing_behind(tmp_path: Path, step: str) -> None:
    """What systemctl says reaches the user; the files of an earlier installation are as they were."""
    with pytest.raises(ConfigError, match=r"not installed: .*No medium found"):
        systemd.install(schedule(), tmp_path / "user", FakeSystemctl(fails=step))
    assert list((tmp_path / "user").iterdir()) == []
    before = [p.read_text() for p in systemd.install(schedule(at="06:30"), tmp_path / "user", FakeSystemctl())]
    with pytest.raises(ConfigError):
        systemd.install(schedule(at="19:00"), tmp_path / "user", FakeSystemctl(fails=step))
    assert [p.read_text() for p in sorted((tmp_path / "user").iterdir())] == before


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """One line, and systemctl is asked nothing."""
    (tmp_path / "user").write_text("a file")
    run = FakeSystemctl()
    with pytest.raises(ConfigError, match="not installed"):
        systemd.install(schedule(), tmp_path / "user", run)
    assert run.asked == []


def test_a_timer_that_cannot_be_stopped_keeps_its_files(tmp_path: Path) -> None:
    """A manager that answers and refuses: it can be tried again."""
    systemd.install(schedule(), tmp_path, FakeSystemctl())
    with pytest.raises(ConfigError, match="disable"):
        systemd.remove(tmp_path, FakeSystemctl(fails="disable"))
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("left", ["all", "service", "timer", "link"])
def test_what_is_there_is_removed_without_a_user_bus(tmp_path: Path, left: str) -> None:
    """Files and the link that enables the timer go, also where only one of them is left; the manager is not needed."""
    wants = tmp_path / "timers.target.wants"
    wants.mkdir()
    for name in ("service", "timer"):
        if left in ("all", name):
            (tmp_path / f"brief-digest.{name}").write_text("x")
    if left in ("all", "link"):
        (wants / "brief-digest.timer").symlink_to(tmp_path / "brief-digest.timer")
    run = FakeSystemctl(fails="disable", state="offline")
    assert systemd.remove(tmp_path, run) is True
    assert [p for p in tmp_path.rglob("*") if not p.is_dir() or p.is_symlink()] == []
    assert "disable --now brief-digest.timer" not in run.asked
    assert systemd.remove(tmp_path, run) is False


def test_without_systemctl_the_files_go_too(tmp_path: Path) -> None:
    """On a machine where it is not installed (any more)."""

    def missing(command: Sequence[str], _: str) -> Ran:
        raise ConfigError(f"{command[0]} is not installed here")

    (tmp_path / "brief-digest.timer").write_text("x")
    assert systemd.remove(tmp_path, missing) is True and list(tmp_path.iterdir()) == []
    with pytest.raises(ConfigError):
        systemd.install(schedule(), tmp_path / "other", missing)
    assert list((tmp_path / "other").iterdir()) == []


def test_unit_folder() -> None:
    """XDG_CONFIG_HOME counts when it is absolute, as its specification says."""
    assert systemd.unit_folder({"XDG_CONFIG_HOME": "/c"}.get, Path("/h")) == Path("/c/systemd/user")
    assert systemd.unit_folder({"XDG_CONFIG_HOME": "c"}.get, Path("/h")) == Path("/h/.config/systemd/user")
