"""Files that appear whole or not at all, whatever the process dies of.

What is being written has a name of its own (`.brief-….part`) and is locked by its writer. The system lets go of the
lock when the writer dies, however it dies: so a part that can be locked is nobody's, and the next writer into the same
folder deletes it.
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

PRIVATE = 0o600
"""For what quotes articles or questions: nobody but the user may read it."""
_PART = (".brief-", ".part")


def put(path: Path, data: bytes, *, mode: int | None = None, over_folder: bool = False) -> None:
    """Make `data` the content of `path`, on the disk, in one step; a reader sees the old file or the new one.

    Missing folders are made. `over_folder`: the name is ours alone, so a folder in its place gives way. `mode` are the
    permissions (default: those of the file that was there, else what the user's umask leaves). Raises OSError, and then
    the old file is unharmed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    sweep(path.parent)
    with _part(path.parent, PRIVATE if mode == PRIVATE else 0o666) as (part, file):
        file.write(data)
        file.flush()
        if mode is not None or path.is_file():
            part.chmod(mode if mode is not None else path.stat().st_mode & 0o777)
        os.fsync(file.fileno())
        if over_folder and path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        part.replace(path)
    _settle(path.parent)


def put_new(path: Path, data: bytes) -> None:
    """As `put`, but raises FileExistsError where anything is at `path` already, also what came there this moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sweep(path.parent)
    with _part(path.parent, 0o666) as (part, file):
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
        try:
            os.link(part, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links: the name is taken first, then filled
            path.open("xb").close()
            part.replace(path)
    _settle(path.parent)


def as_text(path: str | os.PathLike[str]) -> str:
    """A path as text that can be stored and shown: bytes that are not UTF-8 as `\\xff`, which tells them apart."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def probe(folder: Path) -> None:
    """Raise OSError where nothing can be made in `folder`; leaves nothing there."""
    with suppress(OSError):
        os.close(os.open(folder, os.O_TMPFILE | os.O_WRONLY))  # a file without a name: a kill leaves nothing either
        return
    with tempfile.NamedTemporaryFile(prefix=_PART[0], suffix=_PART[1], dir=folder):
        pass


def discard(path: Path) -> None:
    """Delete whatever is at `path`: a file, a link, a folder with all that is in it, or nothing. Raises OSError."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Delete the parts in `folder` that a killed process left there."""
    import portalocker

    with suppress(OSError):
        parts = [p for p in folder.iterdir() if p.name.startswith(_PART[0]) and p.suffix == _PART[1]]
        for part in parts:
            with suppress(OSError, portalocker.LockException), part.open("rb") as file:
                portalocker.lock(file, portalocker.LOCK_EX | portalocker.LOCK_NB)
                part.unlink(missing_ok=True)


@contextmanager
def _part(folder: Path, mode: int) -> Iterator[tuple[Path, IO[bytes]]]:
    """A new locked file to write to, which is gone at the end unless it was renamed."""
    import portalocker

    while True:
        part = folder / f"{_PART[0]}{secrets.token_hex(6)}{_PART[1]}"
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            with suppress(portalocker.LockException):  # where files cannot be locked, parts are not swept either
                portalocker.lock(file, portalocker.LOCK_EX | portalocker.LOCK_NB)
            if not part.exists():  # swept by another process before it was locked
                continue
            try:
                yield part, file
            finally:
                part.unlink(missing_ok=True)
            return


def _settle(folder: Path) -> None:
    """Wait until a rename in `folder` is on the disk, where folders can be told to."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
