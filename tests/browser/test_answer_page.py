"""The HTML page in a real browser: marks open, links land, nothing of an article runs, nothing is loaded.

Drives Chromium over its debugging pipe (file descriptors 3 and 4, messages of JSON ended by NUL); skipped where
there is none.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from brief.models import Answer, ArticleInfo, Citation, Sentence, ShownClaim, Status, Verdict
from brief.render import page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--remote-debugging-pipe",
    "--window-size=900,700",
)  # fmt: skip
# Puts the two ends where Chromium looks for them, whatever numbers they had.
ON_3_AND_4 = (
    "import os, sys; r, w = os.dup(int(sys.argv[1])), os.dup(int(sys.argv[2])); r, w = os.dup2(r, 50), os.dup2(w, 51);"
    "os.dup2(r, 3); os.dup2(w, 4); os.execv(sys.argv[3], sys.argv[3:])"
)

ATTACK = (
    "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
    "<style>body{display:none}</style><iframe src='http://127.0.0.1:9/'></iframe></div></main>"
)
SENTENCE = "The harbour <b>opens</b> on Monday & stays open."
RAW = f"Harbour news {ATTACK}\n\n" + "The weather was mild.\n\n" * 60 + SENTENCE + f"\n\n{ATTACK}\n"


class Browser:
    """One page of a headless Chromium."""

    def __init__(self, profile: Path) -> None:
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()
        command = [sys.executable, "-c", ON_3_AND_4, str(theirs_in), str(theirs_out), str(CHROMIUM)]
        self._process = subprocess.Popen(
            [*command, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
            pass_fds=(theirs_in, theirs_out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(theirs_in)
        os.close(theirs_out)
        self._in, self._out = ours_in, ours_out
        self._buffer = b""
        self._count = 0
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []
        targets = self.call("Target.getTargets")["targetInfos"]
        target = next(t["targetId"] for t in targets if t["type"] == "page")
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command and its result; events that come in between are kept."""
        self._count += 1
        message: dict[str, Any] = {"id": self._count, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read(60)
            if answer.get("id") == self._count:
                assert "error" not in answer, answer
                return dict(answer["result"])
            self.events.append(answer)

    def _read(self, seconds: float) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._in], [], [], seconds)
            data = os.read(self._in, 1 << 16) if ready else b""
            assert data, "Chromium does not answer"
            self._buffer += data
        line, self._buffer = self._buffer.split(b"\0", 1)
        return dict(json.loads(line))

    def open(self, url: str) -> None:
        self.call("Page.navigate", url=url)
        self.until("document.readyState == 'complete'")

    def value(self, expression: str) -> Any:
        return self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def until(self, expression: str) -> None:
        """Wait for something to become true."""
        deadline = time.monotonic() + 20
        while not self.value(expression):
            assert time.monotonic() < deadline, f"never true: {expression}"
            time.sleep(0.02)

    def click(self, selector: str) -> None:
        """A click of the mouse on the middle of an element, after it was brought into view."""
        where = self.value(
            f"(e => {{ e.scrollIntoView({{block: 'center', behavior: 'instant'}}); const r = e.getBoundingClientRect();"
            f" return [r.x + r.width / 2, r.y + r.height / 2]; }})(document.querySelector({json.dumps(selector)}))"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=where[0], y=where[1], button="left", clickCount=1)

    def close(self) -> None:
        os.close(self._out)
        os.close(self._in)
        self._process.terminate()
        self._process.wait(20)


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    browser = Browser(tmp_path / "profile")
    yield browser
    browser.close()


@pytest.fixture
def address(tmp_path: Path) -> str:
    """An answer over an article that attacks, as a page in a file."""
    info = ArticleInfo(
        "id1", "v1", f"Harbour news {ATTACK}", ATTACK, None, published=date(2021, 3, 4), url="javascript:alert(1)"
    )
    start = RAW.index(SENTENCE)
    cited = Citation(1, Sentence("v1", start, start + len(SENTENCE), SENTENCE), info)
    claim = ShownClaim(f"It opens on Monday. {ATTACK}", Verdict(Status.SUPPORTED, 1.0), (1,))
    answer = Answer("r", f"When? {ATTACK}", None, "extractive", None, True, 0.9, (claim,), citations=(cited,))
    file = tmp_path / "page.html"
    file.write_text(page.render_answer(answer, {"v1": RAW}), encoding="utf-8")
    return file.as_uri()


def test_a_mark_opens_its_sentence_and_leads_to_it_in_the_article(browser: Browser, address: str) -> None:
    """A click shows the exact sentence in place; its link brings the highlighted sentence into view; nothing runs."""
    browser.open(address)
    assert browser.value("getComputedStyle(document.querySelector('#card-1')).display") == "none"
    browser.click("button.mark")
    browser.until("document.querySelector('#card-1').matches(':popover-open')")
    assert browser.value("document.querySelector('#card-1 q').textContent") == SENTENCE
    near = "Math.abs(document.querySelector('#card-1').getBoundingClientRect().top"
    assert browser.value(f"{near} - document.querySelector('button.mark').getBoundingClientRect().bottom) < 60")

    plain = browser.value("getComputedStyle(document.querySelector('mark')).backgroundColor")
    browser.click("#card-1 a.jump")
    browser.until("document.querySelector('mark:target') !== null")
    assert browser.value("document.querySelector('mark:target').textContent") == SENTENCE
    assert browser.value("getComputedStyle(document.querySelector('mark:target')).backgroundColor") != plain
    browser.until(
        "(r => r.top >= 0 && r.bottom <= innerHeight)(document.querySelector('mark').getBoundingClientRect())"
    )

    assert browser.value("document.title").startswith("When? <script>")
    assert browser.value("getComputedStyle(document.body).display") == "block"
    assert browser.value("document.querySelectorAll('script, img, iframe, link, b').length") == 0
    sent = [e["params"]["request"]["url"] for e in browser.events if e["method"] == "Network.requestWillBeSent"]
    assert [url.split("#")[0] for url in sent] == [address]
    refused = [e["params"]["entry"]["text"] for e in browser.events if e["method"] == "Log.entryAdded"]
    assert refused == []


def test_the_policy_stops_what_would_get_through(browser: Browser, address: str, tmp_path: Path) -> None:
    """Even with markup planted in the finished file, no script runs, no style applies and nothing is fetched."""
    document = (tmp_path / "page.html").read_text(encoding="utf-8").replace("<main>", f"<main>{ATTACK}", 1)
    (tmp_path / "page.html").write_text(document, encoding="utf-8")
    browser.open(address)
    assert browser.value("document.querySelectorAll('script, img, iframe').length") == 3
    assert browser.value("document.title") != "taken"
    assert browser.value("getComputedStyle(document.body).display") == "block"
    blocked = [e["params"]["entry"]["text"] for e in browser.events if e["method"] == "Log.entryAdded"]
    assert sum("Content Security Policy" in text for text in blocked) >= 3
