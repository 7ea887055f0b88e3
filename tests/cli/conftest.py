"""The program as a stranger runs it: an empty home, no key, an empty folder, and libraries of the sample articles."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from brief.cli import run as cli_run

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"


@dataclass(frozen=True)
class Done:
    """What a run of the program left behind."""

    code: int
    out: str
    err: str


Brief = Callable[..., Done]


def clean_environment(home: Path) -> dict[str, str]:
    """This environment without settings of ours and without a proxy, with its own home and cache."""
    kept = {k: v for k, v in os.environ.items() if not k.upper().startswith(("OPENAI_", "BRIEF_", "HTTP", "ALL_PROXY"))}
    own = {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "XDG_CACHE_HOME": str(home / "cache")}
    return kept | own | {"NO_PROXY": "*", "BRIEF_PACE": "0"}


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The empty folder that `brief` is called in."""
    folder = tmp_path / "here"
    folder.mkdir()
    return folder


@pytest.fixture
def process(tmp_path: Path, here: Path) -> Brief:
    """Runs `brief` with these words as a stranger does: a process of its own, which takes a second or two."""

    def run(*words: object, stdin: str = "", env: Mapping[str, str] | None = None) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "brief", *map(str, words)],
            input=stdin.encode(),
            capture_output=True,
            env=clean_environment(tmp_path) | {"PYTHONPATH": str(ROOT)} | dict(env or {}),
            cwd=here,
            timeout=120,
        )
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def brief(
    tmp_path: Path, here: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Brief:
    """The same in this process: quick, and with its network closed but for loopback."""
    monkeypatch.chdir(here)

    def run(*words: object, stdin: str = "", env: Mapping[str, str] | None = None) -> Done:
        with monkeypatch.context() as patch:
            for name in set(os.environ) - set(clean_environment(tmp_path)):
                patch.delenv(name)
            for name, value in (clean_environment(tmp_path) | dict(env or {})).items():
                patch.setenv(name, value)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
            capfdbinary.readouterr()
            code = cli_run([str(word) for word in words])
            sys.stdout.flush()
            sys.stderr.flush()
        out, err = capfdbinary.readouterr()
        return Done(code, out.decode(), err.decode())

    return run


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that holds the sample articles and that nothing was asked of. Only for copying."""
    home = tmp_path_factory.mktemp("pristine")
    done = subprocess.run(
        [sys.executable, "-m", "brief", "add", "--library", str(home / "library"), str(SEEDS)],
        capture_output=True,
        env=clean_environment(home) | {"PYTHONPATH": str(ROOT)},
        cwd=home,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return home / "library"


@pytest.fixture(scope="session")
def filled(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the sample articles that many tests ask: nothing is added to it or removed."""
    return Path(shutil.copytree(pristine, tmp_path_factory.mktemp("filled") / "library"))


@pytest.fixture
def library(pristine: Path, tmp_path: Path) -> Path:
    """A library of the sample articles, of this test alone."""
    return Path(shutil.copytree(pristine, tmp_path / "library"))
