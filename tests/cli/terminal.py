"""The program on a terminal, and shells on one."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.cli.conftest import ROOT, clean_environment

COLUMNS = 60
PROMPT = b"ready> "


def on_terminal(home: Path, *words: object, **variables: str) -> tuple[int, str]:
    """Run `brief` on a terminal of 60 columns: its exit code, and all that it showed."""
    environment = clean_environment(home) | {"PYTHONPATH": str(ROOT), "TERM": "xterm"} | variables
    environment.pop("COLUMNS", None)
    return typed([sys.executable, "-m", "brief", *map(str, words)], environment)


def typed(
    command: Sequence[str], environment: Mapping[str, str], lines: Sequence[str] = (), prompt: bytes = PROMPT
) -> tuple[int, str]:
    """Run a command on such a terminal, and type a line each time that it shows the prompt: its exit code, and all that
    was shown. It is killed when it has shown nothing for a minute."""
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe(command[0], list(command), dict(environment))
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, COLUMNS, 0, 0))
    shown, answered, left = b"", 0, list(lines)
    while select.select([terminal], [], [], 60)[0]:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # how Linux says that the other end is gone
            part = b""
        if not part:
            break
        shown += part
        if left and prompt in shown[answered:]:
            answered = len(shown)
            os.write(terminal, left.pop(0).encode())
    else:
        os.kill(child, signal.SIGKILL)
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), shown.decode().replace("\r\n", "\n")
