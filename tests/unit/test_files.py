"""A file is whole or not there, and what a killed writer left goes away."""

from __future__ import annotations

import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from brief import files

KILLED = """
import os, signal, sys
from pathlib import Path
from brief import files
os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)
files.put(Path(sys.argv[1]), b"new " * 1000)
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_put_in_one_step(tmp_path: Path) -> None:
    """Missing folders are made, an old file keeps its permissions, nothing else is left."""
    path = tmp_path / "a" / "b.txt"
    files.put(path, b"one")
    path.chmod(0o640)
    files.put(path, b"two")
    assert (path.read_bytes(), mode(path)) == (b"two", 0o640)
    files.put(path, b"three", mode=files.PRIVATE)
    assert (path.read_bytes(), mode(path)) == (b"three", 0o600)
    assert names(path.parent) == ["b.txt"]


def test_what_a_killed_writer_left_is_swept_and_what_a_live_one_writes_is_not(tmp_path: Path) -> None:
    """The old file is unharmed; the next writer of any file in the folder deletes the part."""
    path = tmp_path / "page.md"
    path.write_bytes(b"old")
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)], cwd=root, timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert path.read_bytes() == b"old"
    (dead,) = set(names(tmp_path)) - {"page.md"}
    with files._part(tmp_path, 0o600) as (part, file):
        file.write(b"on its way")
        files.put(tmp_path / "other.md", b"other")
        assert set(names(tmp_path)) == {"page.md", "other.md", part.name}
        assert dead != part.name
    assert set(names(tmp_path)) == {"page.md", "other.md"}


def test_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    """Gives way only where the name is ours alone."""
    path = tmp_path / "page.md"
    (path / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        files.put(path, b"page")
    assert (path / "inside").is_dir()
    files.put(path, b"page", over_folder=True)
    assert path.read_bytes() == b"page"
    assert names(tmp_path) == ["page.md"]


def test_probing_leaves_nothing(tmp_path: Path) -> None:
    """A folder that can be written stays as it is; one that is none is an OSError."""
    files.probe(tmp_path)
    assert names(tmp_path) == []
    with pytest.raises(OSError, match="directory"):
        files.probe(tmp_path / "none")


def test_discarding(tmp_path: Path) -> None:
    """A file, a link, a folder, nothing; what a link leads to stays."""
    (tmp_path / "file").touch()
    (tmp_path / "folder" / "inside").mkdir(parents=True)
    (tmp_path / "kept").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "kept")
    for name in ("file", "folder", "link", "none"):
        files.discard(tmp_path / name)
    assert names(tmp_path) == ["kept"]
