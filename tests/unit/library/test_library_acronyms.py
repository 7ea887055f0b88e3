"""Acronyms that articles write out, learnt as they are added and used in finding."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from brief.library import schema
from brief.library.library import Library
from brief.models import Query
from brief.text.acronyms import Acronym, long_key
from brief.workflows.search import gather_evidence, read_question, search
from tests.support.ledger import article, open_ledger, reading, take_back

NAME = "Northern Straits Pilotage Accord"
PACT = Acronym("NSPA", NAME, long_key(NAME))
BOTH = f"Norvik is bound by the {NAME} (NSPA)."
SHORT = "The harbour master of Norvik said that the NSPA was void."
LONG = f"Pilots marched against the {NAME} on Sunday."


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_ledger(tmp_path / "library")


def known(library: Library, as_of: date | None = None) -> tuple[Acronym, ...]:
    return library.acronyms(["NSPA"], [], Query("", as_of))


def test_pairs_are_learnt_updated_and_removed_with_their_articles(library: Library) -> None:
    """An edit that drops the bracket, a removal and a re-index leave what the articles say now."""
    library.add([reading(1, BOTH), reading(2, SHORT)])
    assert known(library) == library.acronyms([], [PACT.key]) == (PACT,)
    library.add([reading(1, LONG)])
    assert known(library) == ()
    library.add([reading(1, BOTH)])
    library.reindex()
    assert known(library) == (PACT,)
    library.remove([article(1, BOTH).info.id])
    assert known(library) == ()


def test_a_pair_is_known_from_the_day_of_its_article(library: Library) -> None:
    """As of an earlier day no article had said it."""
    library.add([reading(1, BOTH, published=date(2021, 5, 3))])
    assert known(library, date(2021, 5, 3)) == (PACT,)
    assert known(library, date(2021, 5, 2)) == ()


def test_either_form_finds_articles_with_the_other(library: Library) -> None:
    """Once one article gives the pair; the sentence is evidence although it shares no word with the question."""
    library.add([reading(2, SHORT), reading(3, LONG), *(reading(n) for n in range(4, 12))])

    def found(text: str) -> list[str | None]:
        return [h.article.record_id for h in search(library, text, k=12) if h.lexical]

    assert "r3" not in found("What is the NSPA?")
    assert "r2" not in found(f"What is the {NAME}?")
    library.add([reading(1, BOTH)])
    assert {"r1", "r2", "r3"} == set(found("What is the NSPA?"))
    assert {"r1", "r2", "r3"} == set(found(f"What is the {NAME}?"))
    best = gather_evidence(library, read_question("Who marched against the NSPA?")).sentences
    assert max(best, key=lambda s: s.score).sentence.text == LONG


def test_a_library_made_before_learns_from_what_it_holds(library: Library) -> None:
    """The step of the schema reads the articles that are there."""
    library.add([reading(1, BOTH), reading(2, SHORT)])
    library.close()
    take_back(library.path, schema.LEARNS_ACRONYMS)
    with open_ledger(library.path) as again:
        assert known(again) == (PACT,)
