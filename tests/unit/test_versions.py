"""Which commit is named: that of the checkout, and whether files differ from it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from brief.versions import described


def git(folder: Path, *words: str) -> str:
    own = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", "-C", str(folder), *own, *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_commit_of_a_checkout(tmp_path: Path) -> None:
    """Also under a tag, and not that of a checkout that a mere folder lies in."""
    assert described(tmp_path) == ""
    git(tmp_path, "init", "-q")
    file = tmp_path / "file.txt"
    file.write_text("one\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "One")
    git(tmp_path, "tag", "v1")
    head = git(tmp_path, "rev-parse", "--short=10", "HEAD")
    assert described(tmp_path) == head
    file.write_text("two\n")
    assert described(tmp_path) == f"{head}, changed"
    (tmp_path / "within").mkdir()
    assert described(tmp_path / "within") == ""


def test_what_git_cannot_read_is_no_commit(tmp_path: Path) -> None:
    """A damaged checkout, or no git at all."""
    (tmp_path / ".git").write_text("gitdir: nowhere\n")
    assert described(tmp_path) == ""
