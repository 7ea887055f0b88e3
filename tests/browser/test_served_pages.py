"""The pages of `brief serve` in a real browser: streaming, keyboard, phone, colours, and articles that attack."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

import brief
from brief import Article, Library
from tests.cli.conftest import SEEDS
from tests.cli.standin import Claim, Prompt, standing_in
from tests.support.browser import CHROMIUM, CONTRAST, Browser
from tests.support.served import PATIENCE, Served, serving_pages

pytest.importorskip("starlette", reason="the extra `serve` is not installed")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")

ATTACK = (
    "<script>document.title='taken'</script><img src=http://127.0.0.1:9/x onerror=\"document.title='taken'\">"
    "<style>body{display:none}</style><iframe src='http://127.0.0.1:9/'></iframe></section></main><svg/onload=1>"
)
LIGHTHOUSE = f"The lighthouse of Port Ember was painted green on Monday, the council said. {ATTACK}"
QUESTION = "what was the lighthouse of Port Ember painted?"
DRAFT = (
    "The lighthouse\n\nThe lighthouse of Port Ember was painted green on Monday, the council said. "
    f"It was built in 1811 by Ann Orr. Will it be painted again? {ATTACK}"
)
WAIT = "!document.body.classList.contains('busy')"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over the sample articles and one that attacks with all that comes from outside, and a digest of them."""
    home = tmp_path_factory.mktemp("served")
    with Library(home / "library") as library:
        attacking = Article(LIGHTHOUSE, f"Lighthouse {ATTACK}", "2024-03-05", f"Ember {ATTACK}", "javascript:alert(1)")
        library.add(attacking, SEEDS)
    with serving_pages(home / "library", home) as server:
        yield server


def ask(browser: Browser, question: str) -> None:
    """Typed, and sent with Enter."""
    browser.value("document.querySelector('#question').focus()")
    browser.type(question)
    turns = browser.value("document.querySelectorAll('.turn').length")
    browser.press("Enter")
    browser.until(f"document.querySelectorAll('.turn').length > {turns} && {WAIT}")


def check(browser: Browser, served: Served) -> None:
    browser.open(f"{served.url}/check")
    browser.value("document.querySelector('#draft').focus()")
    browser.type(DRAFT)
    browser.click("form.check [type=submit]")
    browser.until(f"document.querySelector('.findings') !== null && {WAIT}")


def stays_here(browser: Browser, served: Served) -> None:
    """Nothing was asked of another place, and nothing was stopped that would have."""
    asked = [
        url for url in browser.requested if not url.startswith("data:")
    ]  # the browser's own pictures of a calendar
    assert asked and all(url.startswith(f"{served.url}/") for url in asked)
    assert [e["params"]["entry"]["text"] for e in browser.events if e["method"] == "Log.entryAdded"] == []
    assert browser.value("document.querySelectorAll('main script, main img, main iframe, main style').length") == 0


def test_asking_a_conversation_and_reading_its_sources(browser: Browser, served: Served) -> None:
    """Two questions on one page, each answer with an address; a source leads to its sentence, marked in its article;
    the way back shows the conversation as it was."""
    browser.open(served.url)
    ask(browser, "why is Seoul ending GSOMIA?")
    first = browser.value("location.pathname")
    assert first.startswith("/answers/")
    assert browser.value("document.querySelector('#question').value") == ""
    ask(browser, "and what did Tokyo say about it?")
    assert browser.value("location.pathname") != first
    ids = browser.value("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    quoted = browser.value("document.querySelector('.cited q').textContent")
    browser.click(".cited a.quoted")
    browser.until("location.pathname.startsWith('/articles/') && document.querySelector('#cited') !== null")
    assert browser.value("document.querySelector('#cited').textContent") == quoted
    browser.until(
        "(r => r.top > 0 && r.bottom < innerHeight)(document.querySelector('#cited').getBoundingClientRect())"
    )
    browser.value("history.back()")
    browser.until("location.pathname.startsWith('/answers/') && document.querySelectorAll('.turn').length === 2")
    stays_here(browser, served)


def test_a_mark_shows_its_sentence_and_lights_up_its_source(browser: Browser, served: Served) -> None:
    """The mouse over it points at the source beside it; a click opens a card, which Escape closes."""
    browser.size(1280, 900)
    browser.open(served.url)
    ask(browser, "why is Seoul ending GSOMIA?")
    browser.hover(".mark")
    browser.until("document.querySelector('.cited li.lit')?.dataset.n === '1'")
    browser.click(".mark")
    browser.until("document.querySelector('.card').matches(':popover-open')")
    assert browser.value(
        "document.querySelector('.card q').textContent === document.querySelector('.lit q').textContent"
    )
    browser.press("Escape")
    browser.until("!document.querySelector('.card').matches(':popover-open')")


def test_sentences_appear_while_the_model_writes_and_can_be_stopped(browser: Browser, tmp_path: Path) -> None:
    """The first one is read while the second is written; Stop ends it, and the page says so; the next one is whole."""
    seen = threading.Event()
    seen.set()

    def speak(prompt: Prompt) -> Iterable[Claim]:
        one, two, *_ = prompt.sentences.items()
        yield one
        assert seen.wait(PATIENCE)
        yield two

    with Library(tmp_path / "library") as library:
        library.add(SEEDS)
    env = {"OPENAI_API_KEY": "none", "BRIEF_MODEL": "m-70b", "BRIEF_PLAN": "0", "BRIEF_RETRIES": "0"}
    with (
        standing_in(speak) as model,
        serving_pages(
            tmp_path / "library", tmp_path, "--judge", "none", env=env | {"OPENAI_BASE_URL": model.url}
        ) as served,
    ):
        browser.open(served.url)
        ask(browser, "why is Seoul ending GSOMIA?")  # from now on its endpoint is known to read such prompts
        browser.open(served.url)
        for stop in (True, False):
            seen.clear()
            browser.value("document.querySelector('#question').focus()")
            browser.type("why is Seoul ending GSOMIA?")
            browser.press("Enter")
            busy = "document.querySelector('.turn[aria-busy]')"
            browser.until(f"{busy}?.querySelectorAll('.claim').length === 1")
            assert browser.value(f"{busy}.querySelectorAll('.cited li').length") == 1
            assert browser.value("document.querySelector('.progress').textContent").startswith("writing")
            if stop:
                browser.click("form.ask .stop")
                browser.until(f"document.querySelector('.progress').textContent === 'Stopped.' && {WAIT}")
                assert browser.value("document.querySelectorAll('.turn').length") == 0
                browser.value("document.querySelector('#question').value = ''")
            seen.set()
        browser.until(f"document.querySelectorAll('.turn:not([aria-busy]) .claim').length === 2 && {WAIT}")
        stays_here(browser, served)


def test_a_server_that_has_gone_is_said(browser: Browser, tmp_path: Path) -> None:
    """The question stays in its box."""
    with Library(tmp_path / "library") as library:
        library.add(SEEDS / "2019-11-16-esper.txt")
    with serving_pages(tmp_path / "library", tmp_path) as served:
        browser.open(served.url)
    browser.value("document.querySelector('#question').focus()")
    browser.type("who met?")
    browser.press("Enter")
    browser.until("document.querySelector('.progress').textContent.includes('Is it still running?')")
    assert browser.value("document.querySelector('#question').value") == "who met?"


def test_a_draft_with_its_evidence_beside_it(browser: Browser, served: Served) -> None:
    """Each sentence leads to what was found of it; the choice shows one kind; the text can be mended at once."""
    browser.size(1280, 900)
    check(browser, served)
    kinds = browser.value("[...document.querySelectorAll('.s')].map(e => e.className)")
    assert kinds[:3] == ["s supported", "s unsupported", "s none"]
    assert browser.value("document.querySelector('.text').textContent").startswith(
        "The lighthouse\n\nThe lighthouse of"
    )
    assert browser.value(
        "((a, b) => a.right <= b.left)(document.querySelector('.draft').getBoundingClientRect(),"
        "document.querySelector('.findings').getBoundingClientRect())"
    )
    browser.click(".s.unsupported sup")
    browser.until("document.querySelector('.finding:target').classList.contains('unsupported')")
    browser.click(".choice label.supported")
    shown = "[...document.querySelectorAll('.finding')].filter(e => e.getClientRects().length)"
    browser.until(f"{shown}.every(e => e.matches('.supported, :target'))")  # the one that was led to stays
    assert browser.value(f"{shown}.map(e => e.id)")[:2] == ["s1", "s2"]
    assert browser.value("document.querySelector('#draft').value") == DRAFT
    stays_here(browser, served)


def test_searching_again_and_going_back(browser: Browser, served: Served) -> None:
    """What was found is marked; words, outlet and days are in the address, so that a page loaded again, gone back to or
    opened from a link shows and says the same; one link drops the filters; typed, sent and read with the keyboard."""
    browser.size(390, 844, mobile=True)
    browser.open(f"{served.url}/search")
    browser.until("document.activeElement.id === 'q'")
    browser.type("export controls")
    browser.press("Enter")
    browser.until("document.querySelector('.hits') !== null")
    assert browser.value("location.search") == "?q=export+controls"
    marks = browser.value("[...document.querySelectorAll('.hits mark')].map(e => e.textContent.toLowerCase())")
    assert {"export", "controls"} <= set(marks)
    assert all(mark.startswith(("export", "control")) for mark in marks)
    for name, value in (("outlet", "Pacific Wire"), ("until", "2019-11-10")):
        browser.value(f"document.querySelector('[name={name}]').value = '{value}'")
    browser.click("form.search [type=submit]")
    browser.until("location.search.includes('outlet=') && document.querySelector('.clear') !== null")
    shown = """[location.search, document.querySelector('.found').textContent,
      ...[...document.querySelectorAll('form.search input')].map(e => e.value),
      ...[...document.querySelectorAll('.hits .meta')].map(e => e.textContent)].join('|')"""
    filtered = browser.value(shown)
    assert filtered.startswith("?q=export+controls&outlet=Pacific+Wire&until=2019-11-10|")
    assert "|Pacific Wire|" in filtered
    browser.value("document.querySelector('#q').value = 'typed and not sent'")
    browser.call("Page.reload")
    browser.until("document.readyState === 'complete' && document.querySelector('#q').value === 'export controls'")
    assert browser.value(shown) == filtered
    browser.value("document.querySelector('#q').value = 'lighthouse'")
    browser.click("form.search [type=submit]")
    browser.until("location.search.includes('q=lighthouse')")
    browser.value("history.back()")
    browser.until("location.search.includes('q=export') && document.querySelector('#q').value === 'export controls'")
    assert browser.value(shown) == filtered
    browser.open(served.url + "/search" + browser.value("location.search"))
    assert browser.value(shown) == filtered
    browser.click(".clear")
    browser.until("document.querySelector('.hits') !== null && document.querySelector('.clear') === null")
    assert browser.value("location.search") == "?q=export+controls"
    browser.value("document.querySelector('form.search [type=submit]').focus()")
    browser.press("Tab")
    assert browser.value("document.activeElement.getBoundingClientRect().left >= 0")
    browser.press("Enter")
    browser.until("location.hash === '#results'")
    browser.press("Tab")
    browser.until("document.activeElement.matches('.hits a')")
    stays_here(browser, served)


PAGES: dict[str, Callable[[Browser, Served], None]] = {
    "front": lambda browser, served: browser.open(served.url),
    "answer": lambda browser, served: (browser.open(served.url), ask(browser, QUESTION))[0],
    "search": lambda browser, served: browser.open(f"{served.url}/search?q=lighthouse+of+Port+Ember"),
    "articles": lambda browser, served: browser.open(f"{served.url}/articles"),
    "article": lambda browser, served: (open_article(browser, served, ""))[0],
    "lines": lambda browser, served: (open_article(browser, served, "&lines=1"))[0],
    "check": check,
    "digest": lambda browser, served: browser.open(f"{served.url}/digests"),
    "nothing": lambda browser, served: browser.open(f"{served.url}/nowhere"),
}


def open_article(browser: Browser, served: Served, more: str) -> list[None]:
    """The article that attacks, at the passage that was found."""
    browser.open(f"{served.url}/search?q=lighthouse+of+Port+Ember")
    path = browser.value("document.querySelector('.hits a.title').getAttribute('href').split('#')[0]")
    return [browser.open(f"{served.url}{path}{more}")]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_can_be_read_and_is_inert(browser: Browser, served: Served, name: str) -> None:
    """Light, dark, on a phone and on paper: every text has the contrast of WCAG AA, nothing sticks out sideways;
    nothing of an article runs, and nothing is fetched from elsewhere."""
    if name == "digest" and not list((served_library(served) / "digests").glob("2*")):
        write_digest(served)
    PAGES[name](browser, served)
    browser.value("document.querySelectorAll('details').forEach(d => { d.open = true })")
    for width, dark, printed in ((1280, False, False), (1280, True, False), (360, False, False), (800, False, True)):
        browser.size(width, 900, mobile=width < 500)
        browser.media(dark=dark, printed=printed)
        browser.until("true")
        time.sleep(0.2)  # colours change over a moment
        assert browser.value(CONTRAST) == [], (width, dark, printed)
        assert browser.value("document.documentElement.scrollWidth <= innerWidth"), (width, dark, printed)
    assert browser.value("document.title") != "taken"
    assert browser.value("getComputedStyle(document.body).display") != "none"
    assert browser.value("[...document.links].every(a => /^(https?:|\\/|#)/.test(a.getAttribute('href')))")
    if name in ("answer", "search", "article", "lines", "check"):
        assert "<script>document.title=" in browser.value("document.querySelector('main').innerText")
    if name != "nothing":  # a page that is not there is noted by the browser
        stays_here(browser, served)


def served_library(served: Served) -> Path:
    words = list(map(str, served.process.args))  # type: ignore[call-overload]
    return Path(words[words.index("--library") + 1])


def write_digest(served: Served) -> None:
    with Library(served_library(served)) as library:
        brief.digest(library)


def test_everything_is_reached_with_the_keyboard(browser: Browser, served: Served) -> None:
    """From the top: the way past the navigation, each page, the box, the filters; in an answer each mark and source;
    what has the focus is seen to have it."""
    browser.open(served.url)
    browser.press("Tab")
    assert browser.value("document.activeElement.className") == "skip"
    assert browser.value("document.activeElement.getBoundingClientRect().left >= 0")
    browser.press("Enter")
    browser.until("location.hash === '#main'")
    browser.press("Tab")
    browser.until("document.activeElement.id === 'question'")
    browser.type("why is Seoul ending GSOMIA?")
    browser.press("Enter")
    browser.until(f"document.querySelectorAll('.turn').length === 1 && {WAIT}")
    browser.value("document.activeElement.blur(); scrollTo(0, 0)")
    wanted = set(browser.value("[...document.querySelectorAll('.mark, .cited a')].map((e, n) => (e.id = 'w' + n))"))
    reached, outlines = set(), []
    for _ in range(60):
        browser.press("Tab")
        name = browser.value("document.activeElement.id")
        if name in wanted:
            reached.add(name)
            outlines.append(browser.value("getComputedStyle(document.activeElement).outlineStyle"))
    assert reached == wanted and len(wanted) > 4
    assert set(outlines) == {"solid"}


def test_another_site_can_do_nothing(browser: Browser, served: Served, tmp_path: Path) -> None:
    """A page of elsewhere cannot frame, load, read or ask: its form is refused, and nothing is recorded."""
    page = tmp_path / "attacker.html"
    page.write_text(
        f"<body><iframe src='{served.url}/'></iframe><img src='{served.url}/' onerror='window.broken=1'>"
        f"<form method=post action='{served.url}/ask'><input name=question value='who?'></form><script>"
        f"fetch('{served.url}/articles').then(() => window.got = 'all', () => window.got = 'nothing')</script>"
    )
    before = served.request("/").text
    browser.open(page.as_uri())
    browser.until("window.broken === 1 && window.got !== undefined")
    assert browser.value("window.got") == "nothing"
    browser.value("document.forms[0].submit()")
    browser.until("document.body !== null && document.body.innerText.includes('A page of another site')")
    assert served.request("/").text == before


def test_without_script_every_form_works(browser: Browser, served: Served) -> None:
    """A question and a draft, sent as a plain form, come back as whole pages."""
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(f"{served.url}/")
    browser.value("document.querySelector('#question').focus()")
    browser.type("why is Seoul ending GSOMIA?")
    browser.value("document.querySelector('form.ask [type=submit]').click()")
    browser.until("location.pathname.startsWith('/answers/')")
    assert browser.value("document.querySelectorAll('.claim').length") > 0
    browser.open(f"{served.url}/check")
    browser.value("document.querySelector('#draft').focus()")
    browser.type("It was built in 1811 by Ann Orr.")
    browser.value("document.querySelector('form.check [type=submit]').click()")
    browser.until("document.querySelectorAll('.finding').length === 1")
    assert browser.value("document.querySelector('#draft').value") == "It was built in 1811 by Ann Orr."
