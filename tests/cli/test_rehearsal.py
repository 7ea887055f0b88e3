"""Five days of digests over sample articles of our own: what stands on each page, what changes, what is not repeated.

A strike that develops from day to day, its wire copied by three outlets, a correction, an article that comes late, a
roundup and a recipe. Served by a loopback feed whose second look is answered with 304.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

import brief.cli.digest as command
from brief.errors import ExitCode
from tests.cli.conftest import Brief
from tests.support.server import Reply, Server

DAYS = tuple(date(2023, 3, d) for d in range(6, 11))


def article(title: str, day: int, outlet: str, *paragraphs: str) -> dict[str, str]:
    return {
        "id": f"{title}/{outlet}", "title": title, "source": outlet, "published": f"2023-03-{day:02}",
        "text": "\n\n".join(paragraphs), "url": f"https://{outlet.split()[0].lower()}.example/{abs(hash(title)) % 999}",
    }  # fmt: skip


WIRE = (
    "SOLUND, March 7 (Nordkyst) -- Crews of all fourteen Solund ferries walked out on Tuesday after the operator "
    "Kystlinje cut night pay by 12 percent.",
    "About 340 sailors have joined the strike, the sailors' union said on Tuesday.",
    '"We were told by text message, three days before the cut took effect," said Ingrid Saether, who leads the union.',
    "Kystlinje and the union will meet in Solund on March 9.",
)
RECIPE = article(
    "Herring in oatmeal", 8, "Fjord Daily",
    "Serves four.", "Ingredients", "8 herring fillets", "100 g oatmeal", "2 tbsp butter", "1 lemon", "Salt and pepper",
    "Method", "1. Dry the fillets and season them.", "2. Press them into the oatmeal.", "3. Fry them in the butter.",
)  # fmt: skip
ROUNDUP = article(
    "Five things to know this morning", 8, "Quay Post",
    "1. Ferries", "The ferry crews of Solund go on with their strike.",
    "2. Budget", "Parliament votes on the budget of Velland.",
    "3. Storm", "A storm is on its way to the Lune valley.",
    "4. Chess", "Tomas Brandl plays his last game.",
    "5. Weather", "Rain in the north, sun in the south.",
)  # fmt: skip
ARRIVING: dict[int, list[dict[str, str]]] = {
    6: [
        article(
            "Kalle museum reopens after flood", 6, "Quay Post",
            "The town museum of Kalle reopened on Monday, two years after a flood had filled its cellars.",
            "Its boats hang from the ceiling now, out of reach of the water.",
        ),
    ],
    7: [
        article("Ferry crews walk out over night pay", 7, "Solund Courier", *WIRE),
        article("Ferry crews walk out in Solund", 7, "Fjord Daily", *WIRE),
        article("Solund ferries stand still as crews walk out", 7, "Quay Post", *WIRE),
        article(
            "Orchards of Lune light fires against frost", 7, "Lune Gazette",
            "Growers in the Lune valley lit fires between their apple trees on Monday night as the frost came back.",
            "A third of the blossom is lost, their union said.",
        ),
    ],
    8: [
        article(
            "Ferry strike grows to 410 sailors", 8, "Solund Courier",
            "SOLUND, March 8 (Nordkyst) -- The strike of the Solund ferry crews went into its second day on Wednesday.",
            "About 410 sailors have joined the strike, the sailors' union said on Wednesday.",
            "Hospitals on the islands moved 25 patients to the mainland by helicopter.",
        ),
        article("Ferry crews walk out over night pay, says wire", 8, "Dorn Mirror", *WIRE),
        RECIPE, ROUNDUP,
    ],
    9: [
        article(
            "Ferry strike ends as Kystlinje restores night pay", 9, "Fjord Daily",
            "The strike of the Solund ferry crews ended on Thursday when the operator Kystlinje restored night pay.",
            "About 390 sailors have joined the strike, the sailors' union said on Thursday, correcting its number.",
            "The first ferry leaves Solund on March 11.",
        ),
        article(
            "Fire in a Kalle boatyard", 6, "Kalle News",
            "A fire burned down a shed of the boatyard in Kalle on Monday; nobody was hurt.",
            "Two boats that had been under repair were lost.",
        ),
    ],
    10: [],
}  # fmt: skip


def feed(*articles: dict[str, str], tag: str = '"1"') -> Reply:
    """An RSS feed of these articles."""
    items = "".join(
        f"<item><title>{escape(a['title'])}</title><link>{a['url']}</link><guid>{escape(a['id'])}</guid>"
        f"<pubDate>{date.fromisoformat(a['published']):%a, %d %b %Y} 06:00:00 GMT</pubDate>"
        f"<description>{escape(a['text'])}</description></item>"
        for a in articles
    )
    body = f'<rss version="2.0"><channel><title>Harbour</title>{items}</channel></rss>'
    return Reply(body.encode(), media="application/rss+xml", headers={"ETag": tag})


class Week:
    """One library and one folder of digests, day after day."""

    def __init__(self, brief: Brief, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.brief, self.here, self._patch = brief, here, monkeypatch

    def day(self, day: int) -> dict[str, object]:
        """What arrives on that day, its digest, and a second run, which changes nothing; the page as JSON."""
        folder = self.here / "news"
        folder.mkdir(exist_ok=True)
        with (folder / f"{day}.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(a) + "\n" for a in ARRIVING[day])
        if ARRIVING[day]:
            assert self.brief("add", "--library", "lib", folder / f"{day}.jsonl").code == ExitCode.OK
        current = date(2023, 3, day)

        class Clock(date):
            @classmethod
            def today(cls) -> date:
                return current

        self._patch.setattr(command, "date", Clock)
        words = ("digest", "--library", "lib", "--out", "out", "--format", "json")
        done = self.brief(*words)
        assert done.code == ExitCode.OK, done.err
        files = sorted(p.name for p in (self.here / "out").iterdir())
        assert self.brief(*words).out == done.out and sorted(p.name for p in (self.here / "out").iterdir()) == files
        return dict(json.loads(done.out))


@pytest.fixture
def week(brief: Brief, here: Path, monkeypatch: pytest.MonkeyPatch) -> Week:
    return Week(brief, here, monkeypatch)


def told(page: dict[str, object]) -> list[str]:
    stories = page["stories"]
    assert isinstance(stories, list)
    return [s["title"] for s in stories]


def test_five_days(week: Week, here: Path) -> None:
    """The right stories in the right order; old beside new; nothing told twice; a quiet day is a short page."""
    first = week.day(6)
    assert told(first) == ["Kalle museum reopens after flood"] and first["previous"] is None

    second = week.day(7)
    strike, orchards = second["stories"]  # type: ignore[misc]
    assert "walk out" in strike["title"] and "Orchards" in orchards["title"], "three outlets before one"
    assert len(strike["outlets"]) == 3 and len(strike["origins"]) == 1, "a wire is one origin"
    assert (strike["standing"], strike["changes"]) == ("new", [])
    assert any("March 9" in c["text"] for c in strike["sections"]["what_to_watch"])
    assert all("Saether" in c["text"] for c in strike["sections"]["positions"])

    third = week.day(8)
    assert told(third) == ["Ferry strike grows to 410 sailors"]
    (strike,) = third["stories"]  # type: ignore[misc]
    (change,) = strike["changes"]
    assert strike["standing"] == "ongoing"
    assert "340 sailors" in change["before"]["text"] and "410 sailors" in change["now"]["text"]
    assert change["before"]["citations"] and change["now"]["citations"]
    assert any("Five things" in gap for gap in third["gaps"])  # type: ignore[attr-defined]
    assert not any("Herring" in title for title in told(third))
    assert not any("March 9" in c["text"] for c in strike["sections"]["what_happened"])

    fourth = week.day(9)
    assert told(fourth)[0] == "Ferry strike ends as Kystlinje restores night pay"
    assert "Fire in a Kalle boatyard" in json.dumps(fourth), "what comes late is told when it comes"
    (strike, *_) = fourth["stories"]  # type: ignore[misc]
    changes = [(c["before"]["text"], c["now"]["text"]) for c in strike["changes"]]
    assert [now[:20] for before, now in changes if "410 sailors" in before] == ["About 390 sailors ha"]
    assert any("March 11" in c["text"] for c in strike["sections"]["what_to_watch"])
    assert not any("walked out" in c["text"] for name in strike["sections"] for c in strike["sections"][name])

    last = week.day(10)
    assert told(last) == [] and any("Nothing new" in note for note in last["notes"])  # type: ignore[attr-defined]

    said = [c["text"] for page in (first, second, third, fourth) for s in page["stories"] for n in s["sections"]  # type: ignore[attr-defined]
            for c in s["sections"][n]]  # fmt: skip
    assert len(said) == len(set(said)), "no sentence stands on two days"
    assert len(list((here / "out").glob("2023-*.json"))) == 5


def test_sources_that_fail_or_have_nothing_new(brief: Brief, library: Path) -> None:
    """A feed that has gone is named in the receipt and ends in 4; one that answers 304 brings nothing."""
    first = feed(ARRIVING[7][0])
    pages = {"/same": [first, first, Reply(b"", 304)], "/gone": [first, first, Reply(b"", 410)]}
    with Server(pages) as server:  # type: ignore[arg-type]
        for path in pages:
            done = brief("follow", f"{server.url}{path}", "--library", library, "--allow-private")
            assert done.code == ExitCode.OK, done.err
        once = json.loads(brief("digest", "--library", library, "--allow-private", "--json").out)
        assert once["failed_sources"] == [] and once["status"] == "written"
        again = brief("digest", "--library", library, "--allow-private", "--json")
    receipt = json.loads(again.out)
    assert again.code == ExitCode.SOURCE and receipt["status"] == "already written"
    (failed,) = receipt["failed_sources"]
    assert "410" in str(failed["problems"])
