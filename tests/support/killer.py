"""Runs `brief` again and again from one warm process, and kills it in the middle, as a power cut would.

As a module it reads lines `{"words", "folder", "kind", "at"}` and forks a child for each, which runs the command. Three
kinds of kill, all by the system and at once, with nothing cleaned up:

    call    before its `at`-th call that touches a disk: opening to write, renaming, linking, deleting, making a folder,
            waiting for the disk, and each SQL statement (COMMIT is one)
    size    at the write that makes any file longer than `at` bytes, whoever writes: Python, SQLite or Chroma
    none    not at all

The fourth, before the n-th system call of the whole program, is `strace`'s: see `traced`.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_TOUCHING = {
    "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate", "os.chmod", "shutil.rmtree",
}  # fmt: skip
TRACED = "pwrite64,fsync,fdatasync,rename,unlink,link,ftruncate,mkdir"
"""The system calls that change what is on a disk."""
SECONDS = 60
"""After which a command hangs."""


class Killer:
    """The warm process; `run` a command in it. Close it at the end."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment
        self.tried = self.killed = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.killer"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=SECONDS)

    def run(self, folder: Path, *words: object, kind: str = "none", at: int = 0) -> tuple[int, str, str, int]:
        """Run `brief WORDS` in `folder`: its exit code (negative: killed), what it said, and how many calls it made."""
        asked = {"words": [str(w) for w in words], "folder": str(folder), "kind": kind, "at": at}
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        code, out, err, calls = json.loads(self._process.stdout.readline())
        if kind != "none":
            self._count(code)
        return code, out, err, calls

    def traced(self, folder: Path, at: int, *words: object) -> int | None:
        """Run it under strace, killed before its `at`-th system call that changes a disk: its exit code, None where
        strace cannot be used here."""
        if shutil.which("strace") is None:
            return None
        inject = f"inject={TRACED}:signal=SIGKILL:when={at}"
        command = ["strace", "--seccomp-bpf", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={TRACED}", "-e", inject]
        if subprocess.run([*command[:6], "-e", "trace=rename", "true"], capture_output=True).returncode:
            return None
        done = subprocess.run(
            [*command, sys.executable, "-m", "brief", *map(str, words)],
            cwd=folder,
            env=self._environment,
            capture_output=True,
            timeout=2 * SECONDS,
        )
        self._count(done.returncode)
        return done.returncode

    def _count(self, code: int) -> None:
        self.tried += 1
        self.killed += code in (-signal.SIGKILL, -signal.SIGXFSZ, 128 + signal.SIGKILL)


def main() -> None:
    _warm()
    for line in sys.stdin:
        asked = json.loads(line)
        reading, writing = os.pipe()
        said = [Path(asked["folder"]) / f".said-{name}" for name in ("out", "err")]
        child = os.fork()
        if child == 0:
            _be_brief(asked, writing, said)
        os.close(writing)
        calls = len(os.read(reading, 1)) and 0
        while part := os.read(reading, 65536):
            calls += len(part)
        os.close(reading)
        _, status = os.waitpid(child, 0)
        texts = [path.read_text(errors="replace") if path.exists() else "" for path in said]
        for path in said:
            path.unlink(missing_ok=True)
        print(json.dumps([os.waitstatus_to_exitcode(status), *texts, calls]), flush=True)


def _warm() -> None:
    """Import what commands import, and start nothing."""
    import chromadb.config
    import numpy
    import wordllama

    from brief import cli, library, workflows
    from brief.workflows import add, ask, digest, search

    del chromadb, numpy, wordllama, cli, library, workflows, add, ask, digest, search


def _be_brief(asked: dict[str, Any], calls: int, said: list[Path]) -> None:
    """In the child: run the command, with the kill set, and never come back."""
    os.chdir(asked["folder"])
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for handle, path in enumerate(said, 1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), handle)
    os.write(calls, b".")
    signal.alarm(SECONDS)
    if asked["kind"] == "size":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (asked["at"], asked["at"]))
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python ignores it, and would see an OSError
    else:
        _count_calls(asked["at"] if asked["kind"] == "call" else 0, calls)
    from brief.cli import main as brief

    code = 1
    try:
        brief(asked["words"])
    except SystemExit as leaving:
        code = int(leaving.code or 0)
    except BaseException as error:
        print(f"Traceback: {error!r}", file=sys.stderr)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _count_calls(at: int, calls: int) -> None:
    """Tell of each call that touches a disk, and die before the `at`-th."""
    left = at or -1

    def touch(*_: object) -> None:
        nonlocal left
        os.write(calls, b".")
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def hook(event: str, given: tuple[Any, ...]) -> None:
        if event in _TOUCHING or (event == "open" and _is_for_writing(given)):
            touch()

    def traced(*given: Any, **named: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*given, **named)
        connection.set_trace_callback(touch)
        return connection

    def touching(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any) -> Any:
            touch()
            return original(*given)

        return call

    sys.addaudithook(hook)
    connect, sqlite3.connect = sqlite3.connect, traced  # type: ignore[assignment]
    os.fsync = touching(os.fsync)


def _is_for_writing(given: tuple[Any, ...]) -> bool:
    flags = given[2] if len(given) > 2 else 0
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


if __name__ == "__main__":
    main()
