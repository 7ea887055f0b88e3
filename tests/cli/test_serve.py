"""`brief serve` as a browser without script uses it: every page, every form, in the program's own process."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from brief.errors import ExitCode
from brief.serving.guard import HEADERS
from tests.cli.conftest import SEEDS, Brief
from tests.support.served import Page, Served, serving_pages

pytest.importorskip("starlette", reason="the extra `serve` is not installed")

QUESTION = "why is Seoul ending GSOMIA?"
FOLLOWING = "and what did Tokyo say about it?"
COPIED = "With notice given, the pact expires at midnight on Nov. 22."
WRONG = "Seoul bought 4,711 penguins in 2019."


@pytest.fixture(scope="module")
def served(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over the sample articles, which the tests of this file only ask and read."""
    home = tmp_path_factory.mktemp("served")
    with serving_pages(Path(shutil.copytree(pristine, home / "library")), home) as server:
        yield server


def links(page: Page, pattern: str) -> list[str]:
    return [unescape(link) for link in re.findall(r'href="([^"]+)"', page.text) if re.search(pattern, link)]


def words(page: Page) -> str:
    """What is read on a page, without what lies hidden behind marks."""
    return " ".join(unescape(re.sub(r"<head>.*?</head>|<[^>]+>", " ", page.text, flags=re.S)).split())


@pytest.mark.parametrize("path", ["/", "/digests", "/search?q=GSOMIA", "/articles", "/check", "/nowhere", "/static/x"])
def test_every_page_is_protected_and_whole(served: Served, path: str) -> None:
    """All headers, one frame, nothing inline, and nothing loaded but our three files, which are there."""
    page = served.request(path)
    assert page.status == (404 if path in ("/nowhere", "/static/x") else 200)
    assert all(page.headers[name] == value for name, value in HEADERS.items())
    assert len(re.findall("<h1", page.text)) == 1
    assert page.text.count('aria-current="page"') == (0 if page.status == 404 else 1)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page.text)
    loaded = re.findall(r'(?:src|<link [^>]*href)="([^"]+)"', page.text)
    assert len(loaded) == 3
    for address in loaded:
        asset = served.request(address)
        assert asset.status == 200 and "immutable" in asset.headers["cache-control"]
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|@import|url\(", asset.text)
    assert "server" not in page.headers


def test_a_question_gets_a_page_of_its_own(served: Served) -> None:
    """Sent without script, it leads to the answer, whose citations lead to the marked sentence in its article."""
    asked = served.request("/ask", {"question": QUESTION})
    assert asked.status == 303
    address = asked.headers["location"]
    page = served.request(address)
    assert page.status == 200 and QUESTION in words(page) and "sentences checked against their sources" in words(page)
    cited = links(page, r"^/articles/.*#cited$")
    assert cited
    article = served.request(cited[0].partition("#")[0])
    (marked,) = re.findall(r'<mark id="cited">(.*?)</mark>', article.text)
    assert f">{marked}</q>" in page.text
    assert served.request("/").text.count(address) == 1


def test_a_conversation_goes_on(served: Served) -> None:
    """A further question is understood with the one before it; its page shows both, and a second branch its own."""
    first = served.request("/ask", {"question": QUESTION}).headers["location"].rpartition("/")[2]
    runs = [
        served.request("/ask", {"question": question, "after": first}).headers["location"].rpartition("/")[2]
        for question in (FOLLOWING, "and what did the Pentagon say?")
    ]
    for run, question in zip(runs, (FOLLOWING, "and what did the Pentagon say?"), strict=True):
        page = served.request(f"/answers/{run}")
        asked = [unescape(q) for q in re.findall(r'<h2 class="question" dir="auto">(.*?)</h2>', page.text)]
        assert asked == [QUESTION, question]
        assert f'name="after" value="{run}"' in page.text
        ids = re.findall(r'\sid="([^"]+)"', page.text)
        assert len(ids) == len(set(ids))
    assert served.request("/ask", {"question": QUESTION, "after": "no-such-run"}).status == 404
    assert served.request("/answers/no-such-run").status == 404


def test_an_answer_in_events(served: Served) -> None:
    """What the script is sent: a place for it, what is being done, the claims so far, the whole and its address."""
    events = served.events("/ask", {"question": QUESTION, "turn": "3"})
    assert QUESTION in events[0]["begin"]
    assert next(e["progress"] for e in events if "progress" in e) == "searching"
    grown = [e["claims"].count('class="claim"') for e in events if "claims" in e]
    assert grown == list(range(1, len(grown) + 1)) and grown
    last = events[-1]
    assert last["done"].count('class="claim"') == grown[-1]
    assert 'id="t3-source-1"' in last["done"]
    assert last["title"] == f"{QUESTION} · brief"
    assert served.request(f"/answers/{last['after']}").status == 200


def test_nothing_is_answered(served: Served) -> None:
    """It says so, and shows what is nearest."""
    page = served.request(served.request("/ask", {"question": "who won the chess match?"}).headers["location"])
    assert "Not answered by these articles" in words(page) and "checked against" not in words(page)


def test_searching_with_filters(served: Served) -> None:
    """By words, outlet and days; the filters stay in the form, and more can be asked for."""
    page = served.request("/search?q=export+controls&outlet=pacific+wire&until=2019-11-10")
    hits = re.findall(r'<ol class="hits">(.*)</ol>', page.text, re.S)[0]
    assert set(re.findall(r'datetime="([^"]+)"', hits)) and all(
        day <= "2019-11-10" for day in re.findall(r'datetime="([^"]+)"', hits)
    )
    assert set(re.findall(r'class="meta">([^·]+) ·', hits)) == {"Pacific Wire"}
    assert 'value="pacific wire"' in page.text and 'value="2019-11-10"' in page.text
    assert "No passage matches" in words(served.request("/search?q=export&outlet=nobody"))
    more = links(served.request("/search?q=GSOMIA"), r"^/search.*k=")
    assert len(re.findall("<li><a", served.request(more[0]).text)) > len(
        re.findall("<li><a", served.request("/search?q=GSOMIA").text)
    )
    assert (
        {"pact", "pacts"}
        >= {mark.casefold() for mark in re.findall("<mark>(.*?)</mark>", served.request("/search?q=pact").text)}
        != set()
    )
    undated = served.request("/search?q=GSOMIA&since=2019-01-01")
    assert "without a day" in words(undated)


def test_days_in_words_and_an_address_without_empty_fields(served: Served) -> None:
    """A day may be said in an address, and is refused with the form if it is none; empty fields are not kept in it."""
    said = served.request("/search?q=pact&until=November+10+2019&as_of=2019-11")
    assert 'name="until" value="2019-11-10"' in said.text and 'name="as_of" value="2019-11-30"' in said.text
    sent = served.request("/search?q=export+%26+imports&outlet=&since=&until=2019-11-10&as_of=")
    assert (sent.status, sent.headers["location"]) == (303, "/search?q=export+%26+imports&until=2019-11-10")
    assert served.request("/articles?q=&outlet=").headers["location"] == "/articles"
    wrong = served.request("/search?q=pact&since=soon")
    assert wrong.status == 400 and "'soon' is not a day" in words(wrong) and 'value="pact"' in wrong.text


def test_the_list_of_articles(served: Served) -> None:
    """The newest first, by words of the title, outlet and days."""
    page = served.request("/articles")
    days = re.findall(r'datetime="([^"]+)"', page.text)
    assert days == sorted(days, reverse=True) and len(days) > 10
    assert "17 articles" in words(page)
    found = served.request("/articles?q=harbour+deeper")
    assert "1 article" in words(found) and "Council approves deeper harbour" in words(found)
    assert "No article matches" in words(served.request("/articles?q=zeppelin"))
    assert served.request("/articles?page=7").text == page.text  # there is only one
    assert "no article is from 'Pacific Wyre': did you mean" in words(served.request("/articles?outlet=Pacific+Wyre"))


def test_an_article_as_it_was_read(served: Served) -> None:
    """Its text without what is no part of it; on request every line with what it is."""
    (address,) = links(served.request("/articles?q=harbour+deeper"), r"^/articles/[0-9a-f]{16}$")
    page = served.request(address)
    assert "lines that are no part of the text left out" in words(page) or "line that is no part" in words(page)
    (more,) = links(page, "lines=1")
    typed = served.request(more)
    kinds = re.findall(r'<th scope="row">(\w+)</th>', typed.text)
    assert {"headline", "body"} < set(kinds)
    assert links(typed, f"^{re.escape(address.rpartition('/')[0])}/[0-9a-f]{{16}}$")
    for wrong in ("/articles/0123456789abcdef", "/articles/../../etc/passwd", f"{address}?ref=0123456789abcdef@1-2"):
        assert served.request(wrong).status == 404, wrong
    assert served.request(f"{address}?ref=nonsense").status == 404


def test_a_draft_is_checked(served: Served) -> None:
    """Each sentence marked, its evidence and what would mend it beside it, the text kept to be edited."""
    page = served.request("/check", {"draft": f"{COPIED} {WRONG} What next?"})
    assert page.status == 200
    assert re.findall(r'class="s (\w+)"', page.text) == ["supported", "unsupported", "none"]
    assert re.findall(r'class="finding (\w+)"', page.text) == ["supported", "unsupported", "none"]
    assert "To fix it:" in words(page) and "word for word" in words(page)
    assert links(page, r"^/articles/[0-9a-f]{16}\?ref=.*#cited$")
    assert f"{COPIED} {WRONG}" in page.text.partition("<textarea")[2]
    events = served.events("/check", {"draft": f"{COPIED} {WRONG}"})
    assert [e["progress"] for e in events[:-1]] == ["checking 1 of 2 sentences", "checking 2 of 2 sentences"]
    assert events[-1]["done"].count('class="finding ') == 2


@pytest.mark.parametrize(
    ("path", "form", "headers", "status"),
    [
        ("/ask", {"question": "?!"}, {}, 400),
        ("/ask", {"question": "x" * 3000}, {}, 400),
        ("/ask", {"question": QUESTION, "since": "someday"}, {}, 400),
        ("/check", {"draft": "..."}, {}, 400),
        ("/check", {"draft": "word " * 12_000}, {}, 413),
        ("/check", "draft=" + "x" * 800_000, {}, 413),
        ("/ask", '{"question": "who?"}', {"Content-Type": "application/json"}, 415),
        ("/articles", {}, {}, 405),
        ("/ask", {"question": QUESTION}, {"Origin": "null"}, 403),
        ("/ask", {"question": QUESTION}, {"Origin": "http://attacker.example"}, 403),
        ("/ask", {"question": QUESTION}, {"Sec-Fetch-Site": "cross-site"}, 403),
        ("/check", {"draft": COPIED}, {"Host": "attacker.example"}, 421),
    ],
)
def test_what_is_not_taken(
    served: Served, path: str, form: dict[str, str] | str, headers: dict[str, str], status: int
) -> None:
    """Too much, too little, of the wrong kind, from elsewhere: said in a line, and nothing was asked."""
    before = served.request("/").text
    page = served.request(path, form, headers)
    assert page.status == status
    assert page.headers["content-security-policy"] == HEADERS["content-security-policy"]
    assert len(page.text) < 5000
    if status not in (403, 421, 405):
        (failed,) = served.request(path, form, {**headers, "Accept": "application/x-ndjson"}).events
        assert "notice" in failed["failed"]
    assert served.request("/").text == before


def test_a_get_of_another_site_is_refused_unless_it_is_a_link(served: Served) -> None:
    """A picture or a frame of another page cannot be a page of ours; a link to it can be followed."""
    image = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert served.request("/", headers=image).status == 403
    assert served.request("/", headers=link).status == 200
    assert served.request("/", headers={"Host": "evil.example:80"}).status == 421
    assert served.request("/", headers={"Host": served.host.replace("127.0.0.1", "localhost")}).status == 200


def test_digests(library: Path, tmp_path: Path, brief: Brief) -> None:
    """None yet; then the newest from its run, or from its file where that is as it was written; a changed one never."""
    with serving_pages(library, tmp_path) as server:
        assert "brief digest" in words(server.request("/digests"))
        assert brief("digest", "--quiet", "--format", "html", "--library", library).code == ExitCode.OK
        page = server.request("/digests")
        assert "Digest of" in words(page) and 'class="story"' in page.text
        assert links(page, r"^/articles/.*ref=.*#cited$")
        (address,) = set(links(server.request("/"), "^/digests/2"))
        assert server.request(address).text == page.text
        assert server.request("/digests/2001-01-01-1").status == 404
    for record in (library / "runs").glob("*.json"):
        record.unlink()
    (file,) = (library / "digests").glob("2*.html")
    with serving_pages(library, tmp_path) as server:
        assert 'class="story"' in server.request("/digests").text
    file.write_text(file.read_text(encoding="utf-8") + "<script>alert(1)</script>", encoding="utf-8")
    with serving_pages(library, tmp_path) as server:
        page = server.request("/digests")
        assert page.status == 404 and "was changed after it was written" in words(page)


def test_an_edited_article_says_so(library: Path, tmp_path: Path, brief: Brief) -> None:
    """What was cited stays; the page says that there is a newer text, and leads to it."""
    copy = tmp_path / "notice.txt"
    shutil.copy(SEEDS / "2019-08-22-notice.txt", copy)
    assert brief("add", copy, "--library", library).code == ExitCode.OK
    with serving_pages(library, tmp_path) as server:
        cited = [
            link.partition("#")[0]
            for link in links(server.request("/search?q=pact+expires+at+midnight&k=50"), "^/articles/.*ref=")
        ]
        copy.write_text(copy.read_text().replace("expires at midnight", "ends at midnight"), encoding="utf-8")
        assert brief("add", copy, "--library", library).code == ExitCode.OK
        pages = [words(server.request(link)) for link in cited]
        old = [page for page in pages if "There is a newer version of this article" in page]
        assert old and all("expires at midnight" in page for page in old)
