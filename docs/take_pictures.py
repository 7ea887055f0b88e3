"""Take the pictures of the README from real runs: `python docs/take_pictures.py` writes them into docs/pictures.

terminal.svg: `brief ask` over the sample articles, as a terminal of 96 columns shows it, drawn by rich. The others are
screenshots of a Chromium: the digest of the tutorial's week, and `brief serve` with a draft that it has checked and a
question that it has answered. No model takes part, so whoever runs this gets the same. Needs the extras `dev` and
`serve`, and a Chromium.
"""

from __future__ import annotations

import fcntl
import importlib.util
import io
import json
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.support.browser import Browser

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
COLUMNS = 96
QUESTION = "why is Seoul ending GSOMIA?"
ASKED = "why did Askerby have to leave?"
DRAFT = (
    "On Tuesday the county told 2,300 people in Askerby to leave their homes. The prosecutor has opened an inquiry "
    "into why the drains were never renewed. The government will pay 60 million crowns for new drains and a new "
    'sluice. "It was a tree, root and branch," said Tom Okafor, a diver of the navy.'
)


def main() -> None:
    sys.path.insert(0, str(ROOT))
    from tests.support.browser import Browser

    with tempfile.TemporaryDirectory(prefix="brief-pictures-") as name:
        folder = Path(name)
        env = environment(folder)
        (PICTURES / "terminal.svg").write_text(answer(env, folder / "checkout"), encoding="utf-8")
        page = digest(env, folder / "checkout")
        browser = Browser(folder / "profile")
        try:
            take_digest(browser, page)
            with serving(env, folder / "checkout") as address:
                take_draft(browser, address)
                take_answer(browser, address)
        finally:
            browser.close()


def environment(folder: Path) -> Mapping[str, str]:
    """A checkout's articles in `folder/checkout`, and an environment that has no settings."""
    spec = importlib.util.spec_from_file_location("run_pages", ROOT / "docs" / "run_pages.py")
    assert spec and spec.loader
    pages = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = pages
    spec.loader.exec_module(pages)
    for what in ("docs/week", "seeds"):
        shutil.copytree(ROOT / what, folder / "checkout" / what)
    (folder / "home").mkdir()
    return {**pages.clean_environment(folder / "home"), "TERM": "xterm-256color"}


def answer(env: Mapping[str, str], here: Path) -> str:
    """The SVG of a question to the sample articles, and its answer."""
    printed = terminal(["ask", "--from", "seeds", QUESTION], {**env, "BRIEF_LIBRARY": "own"}, here)
    return drawn(f'brief ask --from seeds "{QUESTION}"', printed)


def terminal(words: Sequence[str], env: Mapping[str, str], here: Path) -> str:
    """What `brief` writes to a terminal of COLUMNS columns, with its escape codes."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    env = {k: v for k, v in env.items() if k != "COLUMNS"}
    command = [sys.executable, "-m", "brief", *words]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=env, cwd=here)
    os.close(theirs)
    data = b""
    try:
        while piece := os.read(ours, 1 << 16):
            data += piece
    except OSError:
        pass  # the other end is closed
    os.close(ours)
    assert process.wait(60) == 0, data.decode()
    return data.decode().replace(str(here.resolve()), "/home/ann/brief").replace(str(here), "/home/ann/brief")


def drawn(command: str, printed: str) -> str:
    """An SVG of a terminal that shows the command and what it printed. It loads no font."""
    from rich.console import Console
    from rich.text import Text

    # What a progress line showed was wiped by blanks and a carriage return: of a line only its last state stays.
    lines = [line.rstrip("\r").rsplit("\r", 1)[-1] for line in printed.split("\n")]
    console = Console(record=True, width=COLUMNS + 2, file=io.StringIO(), force_terminal=True)
    console.print(Text.assemble(("$ ", "bold green"), command), soft_wrap=True)
    console.print(Text.from_ansi("\n".join(lines).rstrip()), soft_wrap=True)
    return re.sub(r"@font-face \{.*?\}\s*", "", console.export_svg(title="brief"), flags=re.DOTALL)


def digest(env: Mapping[str, str], here: Path) -> Path:
    """The page of the week, as HTML; what was known on Monday is known when it is written."""
    brief(["add", "-q", "docs/week/monday"], env, here)
    brief(["digest", "-q", "--format", "html"], env, here)
    for day in ("tuesday", "wednesday", "thursday", "friday"):
        brief(["add", "-q", f"docs/week/{day}"], env, here)
    receipt = brief(["digest", "--json", "--format", "html"], env, here)
    return Path(json.loads(receipt)["path"])


def brief(words: Sequence[str], env: Mapping[str, str], here: Path) -> str:
    done = subprocess.run([sys.executable, "-m", "brief", *words], env=env, cwd=here, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def take_digest(browser: Browser, page: Path) -> None:
    """By day, by night with a citation open, on paper, and on a phone."""
    browser.size(1000, 900)
    browser.open(page.as_uri())
    browser.screenshot(PICTURES / "digest.png")
    browser.media(dark=True)
    browser.click(".cite .mark")
    browser.screenshot(PICTURES / "digest-dark.png")
    browser.media(printed=True)
    browser.open(page.as_uri())
    browser.screenshot(PICTURES / "digest-print.png")
    browser.media()
    browser.size(390, 844, mobile=True)
    browser.open(page.as_uri())
    browser.screenshot(PICTURES / "digest-phone.png")


@contextmanager
def serving(env: Mapping[str, str], here: Path) -> Iterator[str]:
    """The address of `brief serve` over the library of the week."""
    command = [sys.executable, "-m", "brief", "serve", "--port", "0"]
    process = subprocess.Popen(command, env=env, cwd=here, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr
        for line in process.stderr:
            if found := re.search(r"http://[\d.:]+", line):
                yield found[0]
                break
        else:
            raise SystemExit("brief serve did not start")
    finally:
        process.terminate()
        process.wait(30)


def take_draft(browser: Browser, address: str) -> None:
    """The draft, checked."""
    browser.size(1000, 900)
    browser.open(f"{address}/check")
    browser.value(f"document.querySelector('#draft').value = {json.dumps(DRAFT)}")
    browser.click("form.check button[type=submit]")
    browser.until("document.querySelector('section.result') !== null")
    browser.value("scrollTo({top: 0, behavior: 'instant'})")
    browser.screenshot(PICTURES / "draft.png")


def take_answer(browser: Browser, address: str) -> None:
    """A question, with its answer and the sources beside it."""
    browser.size(1200, 760)
    browser.open(address)
    browser.value(f"document.querySelector('#question').value = {json.dumps(ASKED)}")
    browser.click("form.ask button[type=submit]")
    browser.until("location.pathname.startsWith('/answers/')")
    browser.value("scrollTo({top: 0, behavior: 'instant'})")
    browser.screenshot(PICTURES / "answer.png")


if __name__ == "__main__":
    main()
