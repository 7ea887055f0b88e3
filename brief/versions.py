"""Which `brief` this is: its version, the commit that it was built from, and the versions of what it works with."""

from __future__ import annotations

import subprocess
from pathlib import Path

COMMIT_FILE = "commit.txt"
"""In the package, where it was built from a checkout (hatch_build.py)."""
_MATTER = ("chromadb", "openai", "tiktoken")
"""Packages whose version can change what is found, asked or counted."""


def described(checkout: Path) -> str:
    """The commit of a checkout, with `, changed` where files differ from it; empty: it is none, or git is not there."""
    if not (checkout / ".git").exists():
        return ""
    describe = ["git", "-C", str(checkout), "describe", "--always", "--exclude=*", "--abbrev=10", "--dirty=, changed"]
    try:
        done = subprocess.run(describe, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()


def commit() -> str:
    """The commit of this package, from its file or the checkout that it lies in; empty: not known."""
    package = Path(__file__).parent
    try:
        return (package / COMMIT_FILE).read_text(encoding="utf-8").strip()
    except OSError:
        return described(package.parent)


def versions() -> str:
    """What `brief --version` prints."""
    import platform
    import sqlite3
    from importlib.metadata import PackageNotFoundError, version

    from brief import __version__

    found = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    for name in _MATTER:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"no {name}")
    built = commit()
    return f"brief {__version__}{f' (commit {built})' if built else ''}\n{', '.join(found)}\n"
