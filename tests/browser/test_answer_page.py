"""The HTML page of an answer in a real browser: marks open, links land, nothing of an article runs or is loaded."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from brief.models import Answer, ArticleInfo, Citation, Sentence, ShownClaim, Status, Verdict
from brief.render import page
from tests.support.browser import CHROMIUM, Browser

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")

ATTACK = (
    "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
    "<style>body{display:none}</style><iframe src='http://127.0.0.1:9/'></iframe></div></main>"
)
SENTENCE = "The harbour <b>opens</b> on Monday & stays open."
RAW = f"Harbour news {ATTACK}\n\n" + "The weather was mild.\n\n" * 60 + SENTENCE + f"\n\n{ATTACK}\n"


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

    browser.click("#card-1 a.jump")
    browser.until("document.querySelector('.source:target') !== null")
    assert browser.value("document.querySelector('.source:target q').textContent") == SENTENCE
    assert browser.value("document.querySelector('details.fold').open")
    browser.until(
        "(r => r.top >= 0 && r.bottom <= innerHeight)(document.querySelector('.source q').getBoundingClientRect())"
    )

    assert browser.value("document.title").startswith("When? <script>")
    assert browser.value("getComputedStyle(document.body).display") == "block"
    assert browser.value("document.querySelectorAll('script, img, iframe, link, b').length") == 0
    assert [url.split("#")[0] for url in browser.requested] == [address]
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
