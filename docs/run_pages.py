"""Run the commands of the documentation as they stand: `python docs/run_pages.py` puts what they print beneath them.

In the pages named in PAGES, each block of `sh` is run by bash, one after the other, in a folder that holds what a
checkout has under `docs/week` and `seeds`, with an empty home and no model. A block of `text` right behind one shows
what it printed, on standard output and standard error, as a terminal would have shown it. A line of `…` stands for any
number of lines. What differs from run to run is written alike: the folder is /home/ann/brief, and the day of the run
is the day that the page says it was made on.

`tests/cli/test_pages.py` runs all of it and compares.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
PAGES = ("tutorial.md", "how-to/check-a-draft.md")
HOME = "/home/ann"
"""What a reader is shown in the place of the folder that the commands were run in."""
MADE_ON = re.compile(r"<!-- made on (\d{4}-\d\d-\d\d) -->")
BLOCK = re.compile(r"^```sh\n(?P<commands>.*?)^```\n(?:\n```text\n(?P<shown>.*?)^```\n)?", re.DOTALL | re.MULTILINE)
CUT = "…\n"
SECONDS = 300
CRONTAB = '#!/bin/sh\nif [ "$1" = -l ]; then cat "$HOME/crontab"; else cat > "$HOME/crontab"; fi\n'
"""Stands for the machine's own crontab, which no page may change."""


@dataclass(frozen=True)
class Block:
    """A block of commands, what the page shows below it (None: nothing), and what it printed."""

    commands: str
    shown: str | None
    printed: str
    code: int

    @property
    def fresh(self) -> str | None:
        """What the page ought to show: what was printed, cut where the page cuts."""
        if self.shown is None or CUT not in self.shown:
            return None if self.shown is None else self.printed
        before, after = self.shown.split(CUT)[0], self.shown.split(CUT)[-1]
        lines = self.printed.splitlines(keepends=True)
        first, last = before.count("\n"), after.count("\n")
        return "".join([*lines[:first], CUT, *(lines[-last:] if last else [])])


def run_page(page: Path, folder: Path) -> tuple[Block, ...]:
    """The blocks of a page, run in `folder`, which is made.

    Raises subprocess.TimeoutExpired where they take more than five minutes together.
    """
    text = page.read_text(encoding="utf-8")
    home, here, bin_ = folder / "home", folder / "home" / "brief", folder / "bin"
    for made in (here, bin_):
        made.mkdir(parents=True)
    for name in ("docs/week", "seeds"):
        shutil.copytree(ROOT / name, here / name)
    _program(bin_ / "brief", f'#!/bin/sh\nexec {sys.executable} -m brief "$@"\n')
    _program(bin_ / "crontab", CRONTAB)
    (home / "crontab").touch()
    found = list(BLOCK.finditer(text))
    script = "".join(
        f"{{\n{m['commands']}}} > {folder}/{n}.out 2>&1 < /dev/null\necho $? > {folder}/{n}.code\n"
        for n, m in enumerate(found)
    )
    subprocess.run(["bash", "-c", script], env=clean_environment(home, bin_), cwd=here, check=True, timeout=SECONDS)
    return tuple(
        Block(
            m["commands"], m["shown"], _alike((folder / f"{n}.out").read_text(encoding="utf-8"), home, bin_, text),
            int((folder / f"{n}.code").read_text()),
        )
        for n, m in enumerate(found)
    )  # fmt: skip


def _program(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    file.chmod(0o755)


def clean_environment(home: Path, bin_: Path | None = None) -> dict[str, str]:
    """No settings, no key, no proxy; `bin_` is looked through for programs first."""
    kept = {k: v for k, v in os.environ.items() if k in ("LANG", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR")}
    path = os.environ["PATH"] if bin_ is None else f"{bin_}{os.pathsep}{os.environ['PATH']}"
    own = {"HOME": str(home), "PATH": path, "PYTHONPATH": str(ROOT)}
    return kept | own | {"TZ": "UTC", "COLUMNS": "100", "NO_PROXY": "*", "PYTHONIOENCODING": "utf-8"}


def _alike(printed: str, home: Path, bin_: Path, page: str) -> str:
    """With the folder and the day of the run as the page gives them."""
    for program in (bin_ / "brief", Path(sys.executable).with_name("brief")):
        printed = printed.replace(str(program), f"{HOME}/.local/bin/brief")
    printed = printed.replace(str(home), HOME)
    made = MADE_ON.search(page)
    if made is None:
        return printed
    now, then = date.today(), date.fromisoformat(made[1])
    for form in (date.isoformat, _in_words):
        printed = printed.replace(form(now), form(then))
    return printed


def _in_words(day: date) -> str:
    return f"{day:%A}, {day.day} {day:%B %Y}"


def refreshed(page: Path) -> str:
    """The text of the page with what its commands print now."""
    text = MADE_ON.sub(f"<!-- made on {date.today()} -->", page.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="brief-pages-") as name:
        copy = Path(name) / page.name
        copy.write_text(text, encoding="utf-8")
        blocks = iter(run_page(copy, Path(name) / "run"))

    def put(match: re.Match[str]) -> str:
        block = next(blocks)
        if block.code != 0:
            raise SystemExit(f"{page.name}: exit {block.code} from\n{block.commands}{block.printed}")
        if block.shown is None or block.fresh is None:
            return match[0]
        return f"```sh\n{block.commands}```\n\n```text\n{block.fresh}```\n"

    return BLOCK.sub(put, text)


def main(names: Sequence[str]) -> None:
    for name in names or PAGES:
        page = DOCS / name
        page.write_text(refreshed(page), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
