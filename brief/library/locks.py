"""The library's lock: one writer, or many readers of the vectors, across processes.

The lock is on an open file (flock), so the system releases it when its holder dies, however it dies.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from brief.errors import ConfigError, LibraryBusy

_POLL_SECONDS = 0.05
_OURS = ("vectors.f32", "chroma", "runs", "digests")


@contextmanager
def private_files() -> Iterator[None]:
    """What is made meanwhile, here and in Chroma, is its owner's alone to read."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def make_private(folder: Path) -> None:
    """Take from others what an earlier version let them read of a library. What belongs to another user stays."""
    for path in (folder / "catalog.sqlite3", *folder.glob("catalog.sqlite3-*"), *map(folder.joinpath, _OURS)):
        with suppress(OSError):
            mode = path.stat().st_mode & 0o777
            if mode & 0o077:
                path.chmod(mode & 0o700)


class LibraryLock:
    """`exclusive` for a writer, `shared` for a reader; whoever holds the first may ask for either again.

    Files that are made while it is held can be read by their owner alone.
    """

    def __init__(self, path: Path, wait: float) -> None:
        self._path, self._wait = path, wait
        self._file: IO[bytes] | None = None
        self._exclusive = False

    @contextmanager
    def exclusive(self, *, wait: float | None = None) -> Iterator[None]:
        """Hold the lock as the only one; its folder is made where it is missing.

        Raises:
            LibraryBusy: another process held it for longer than `wait` seconds (default: the library's).
            ConfigError: the folder or the file cannot be made.
        """
        with self._held(True, wait):
            yield

    @contextmanager
    def shared(self, *, wait: float | None = None) -> Iterator[None]:
        """Hold the lock beside other readers; raises as `exclusive` does."""
        with self._held(False, wait):
            yield

    @contextmanager
    def _held(self, exclusive: bool, wait: float | None) -> Iterator[None]:
        if self._file is not None:
            if exclusive and not self._exclusive:
                raise RuntimeError("a reader cannot become a writer without letting go first")
            yield
            return
        with private_files():
            file = self._open()
            try:
                self._acquire(file, exclusive, self._wait if wait is None else wait)
                self._file, self._exclusive = file, exclusive
                try:
                    yield
                finally:
                    self._file = None
            finally:
                file.close()  # releases the lock

    def _open(self) -> IO[bytes]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return self._path.open("ab")
        except OSError as error:
            raise ConfigError(
                f"the library at {self._path.parent} cannot be written ({error.strerror or error}): "
                "choose another with --library or BRIEF_LIBRARY"
            ) from None

    def _acquire(self, file: IO[bytes], exclusive: bool, wait: float) -> None:
        import portalocker

        kind = portalocker.LockFlags.EXCLUSIVE if exclusive else portalocker.LockFlags.SHARED
        deadline = time.monotonic() + wait
        while True:
            try:
                portalocker.lock(file, kind | portalocker.LockFlags.NON_BLOCKING)
                return
            except portalocker.AlreadyLocked:
                left = deadline - time.monotonic()
                if left <= 0:
                    raise LibraryBusy(
                        f"another process is using the library at {self._path.parent} (waited {wait:g} s): "
                        "try again, or wait longer with --wait SECONDS"
                    ) from None
                time.sleep(min(_POLL_SECONDS, left))
            except portalocker.LockException as error:
                raise ConfigError(f"the library at {self._path.parent} cannot be locked: {error}") from None
