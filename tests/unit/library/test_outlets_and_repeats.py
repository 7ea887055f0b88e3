"""What a library learns of its outlets: their names, and what they print in every article."""

from __future__ import annotations

from pathlib import Path

import pytest

from brief.articles.reading import read_article
from brief.library import schema
from brief.library.library import Library
from brief.models import LineKind, Query, Reading
from brief.sources.identity import make_article
from tests.support.ledger import open_ledger, take_back

NOTICE = "This harbour desk is paid for by its readers."


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_ledger(tmp_path / "library")


def reading(number: int, title: str = "Pier shut", source: str | None = None, site: str = "gull.com") -> Reading:
    text = f"The council met again on pier {number} and it was {'very ' * number}late.\n\n{NOTICE}\n"
    return read_article(make_article(text, title=title, source=source, url=f"https://www.{site}/{number}"))


def kinds(library: Library, found: Reading) -> list[LineKind]:
    return [s.kind for s in library.sentences(found.article.info.version)]


def test_an_outlet_is_found_under_each_of_its_names(library: Library) -> None:
    """The name that a page prints, the site's, and one that only some of its articles state."""
    named = [reading(1, "Pier shut | Gull"), reading(2, "Pier open | Gull"), reading(3, "Ferry | Gull Business")]
    library.add([*named, reading(4), reading(5, source="Northwind"), reading(6, site="skerry.example")])
    assert sorted(str(i.source) for i in library.articles()) == ["Gull"] * 4 + ["Northwind", "skerry.example"]
    for name in ("gull", "Gull Business", "gull.com", "www.gull.com"):
        assert library.count(Query("", sources=(name,))) >= 4, name
    assert library.count(Query("", sources=("northwind",))) == 1
    library.remove([r.article.info.id for r in named])
    assert sorted(str(i.source) for i in library.articles()) == ["Northwind", "gull.com", "skerry.example"]


def test_what_stands_in_many_articles_of_an_outlet_is_furniture(library: Library) -> None:
    """From the fourth on, in all of them; and no more once they are gone, or in another outlet's articles."""
    readings = [reading(n) for n in range(4)]
    other = reading(9, site="skerry.example")
    library.add([*readings[:3], other])
    assert kinds(library, readings[0]) == [LineKind.BODY, LineKind.BODY]
    library.add([readings[3]])
    assert all(kinds(library, r) == [LineKind.BODY, LineKind.BOILERPLATE] for r in readings)
    assert kinds(library, other) == [LineKind.BODY, LineKind.BODY]
    assert library.repeated(readings[0].sentences, readings[0].article.info) == [0, 4]
    library.add(readings)
    assert library.repeated(readings[0].sentences, readings[0].article.info) == [0, 4]
    library.remove([readings[3].article.info.id])
    assert kinds(library, readings[0]) == [LineKind.BODY, LineKind.BODY]


def test_what_stands_behind_a_label_of_an_outlet_is_furniture(library: Library) -> None:
    """A note at an edge of the text, in other words each time, with the rest of its line."""
    notes = [
        f"Editor's note: {name} writes of piers. {name} has no boat." for name in ("Lund", "Vole", "Orm", "Strand")
    ]
    told = [f"{note}\n\nThe council met {'very ' * n}late.\n" for n, note in enumerate(notes)]
    readings = [read_article(make_article(t, title="Pier", url=f"https://gull.com/{n}")) for n, t in enumerate(told)]
    library.add(readings)
    assert kinds(library, readings[0]) == [LineKind.BOILERPLATE, LineKind.BOILERPLATE, LineKind.BODY]


def test_a_library_made_before_learns_them(library: Library) -> None:
    """The step of the schema looks through the articles that are there; a reindex comes to the same."""
    readings = [reading(n, "Pier shut | Gull" if n else "Pier shut") for n in range(4)]
    library.add(readings)
    library.close()
    take_back(library.path, schema.LEARNS_OUTLETS)
    with open_ledger(library.path) as again:
        for _ in range(2):
            assert {i.source for i in again.articles()} == {"Gull"}
            assert kinds(again, readings[1]) == [LineKind.BODY, LineKind.BOILERPLATE]
            again.reindex()
