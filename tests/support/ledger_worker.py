"""A process of its own that works on a library, for tests of killing and of several at once.

    python -m tests.support.ledger_worker LIBRARY add FIRST LAST [EXTRA]     adds articles FIRST ... LAST - 1
    python -m tests.support.ledger_worker LIBRARY remove NUMBER
    python -m tests.support.ledger_worker LIBRARY reindex

With DIE_AT=NAME:N in the environment it dies, as by SIGKILL, when it reaches that point for the Nth time. With
FILE_LIMIT=BYTES no file can grow over that, as on a full disk.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable
from typing import Any

from brief.errors import ConfigError
from brief.library.catalog import Catalog
from brief.library.flat import FlatVectors
from brief.library.indexing import Store
from brief.library.library import Library
from brief.library.storage import Storage
from brief.library.vectors import ChromaVectors, VectorsDamaged
from tests.support.ledger import WordEmbedder, article, reading

POINTS: dict[str, tuple[type, str, bool]] = {
    "before the flat file": (FlatVectors, "write", False),
    "before Chroma": (ChromaVectors, "add", False),
    "after Chroma": (ChromaVectors, "add", True),
    "before replaced vectors go": (ChromaVectors, "delete", False),
    "before it is noted as finished": (Store, "finish", False),
    "when a new place is made": (FlatVectors, "create", False),
    "after a new place is made": (FlatVectors, "create", True),
    "before the new place takes the old one's name": (Storage, "_adopt_staged", False),
    "after the new place took the old one's name": (Storage, "_adopt_staged", True),
    "inside a transaction": (Catalog, "run_many", True),
}


def die_at(point: str, count: int) -> None:
    owner, name, after = POINTS[point]
    original: Callable[..., Any] = getattr(owner, name)
    left = count

    def dying(*given: Any, **named: Any) -> Any:
        nonlocal left
        left -= 1
        if left <= 0 and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*given, **named)
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, dying)


def fail_at(count: int) -> None:
    """Let the disk be full for Chroma from its `count`-th call on."""
    left = count

    def refusing(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            nonlocal left
            left -= 1
            if left <= 0:
                raise VectorsDamaged("No space left on device")
            return original(*given, **named)

        return call

    for name in ("open", "destroy", "count", "keys", "add", "delete", "query"):
        setattr(ChromaVectors, name, refusing(getattr(ChromaVectors, name)))


def main() -> None:
    path, command, *rest = sys.argv[1:]
    if os.environ.get("DIE_AT"):
        point, _, count = os.environ["DIE_AT"].partition(":")
        die_at(point, int(count))
    if os.environ.get("FILE_LIMIT"):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        limit = int(os.environ["FILE_LIMIT"])
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        work(path, command, rest)
    except ConfigError as error:
        print(f"ConfigError: {error}", flush=True)
        sys.exit(error.exit_code)


def work(path: str, command: str, rest: list[str]) -> None:
    with Library(path, WordEmbedder(name=os.environ.get("EMBEDDER", "words")), wait=60.0) as library:
        print("ready", flush=True)
        if command == "add":
            first, last, *extra = rest
            numbers = range(int(first), int(last))
            library.add(reading(n, *extra, sentences=1) for n in numbers)
        elif command == "turns":
            first, last = rest
            for n in range(int(first), int(last)):
                library.add([reading(n, sentences=1)])
                library.nearest(library.embed([article(n).raw])[0], _open(), 3)
        elif command == "remove":
            library.remove([article(int(rest[0])).info.id])
        elif command == "reindex":
            if os.environ.get("FAIL_AT"):
                fail_at(int(os.environ["FAIL_AT"]))
            library.reindex()
        else:
            raise SystemExit(f"unknown command {command}")


def _open() -> Any:
    from tests.support.ledger import OPEN

    return OPEN


if __name__ == "__main__":
    main()
