"""Who "he" is, and which sentence says so."""

from __future__ import annotations

import pytest
from passages import article, passage

from brief.models import Evidence, Sentence
from brief.retrieval.antecedents import REACH, antecedent
from brief.retrieval.evidence import Limits, select_evidence
from brief.retrieval.question import read_question

NAMED = "Transport Minister Ilse Brandvold opened the session in Norvik."
CLOSED = "The strait was closed to tankers overnight."
RAIN = "Rain fell on the quays all day."


def sentences(*texts: str) -> list[Sentence]:
    found, at = [], 0
    for text in texts:
        found.append(Sentence("v", at, at + len(text), text))
        at += len(text) + 1
    return found


@pytest.mark.parametrize(
    ("texts", "needed"),
    [
        ((NAMED, "She promised new pilots by May."), 0),
        ((NAMED, CLOSED, "She promised new pilots by May."), 0),
        ((NAMED, CLOSED, RAIN, "She promised new pilots by May."), 0),
        ((NAMED, CLOSED, RAIN, CLOSED, "She promised new pilots by May."), 3),
        ((NAMED, "She spoke for an hour.", "She promised new pilots by May."), 0),
        ((CLOSED, RAIN, "He blamed the fog."), 1),
        ((CLOSED, RAIN, "The minister promised new pilots by May."), None),
        ((NAMED, CLOSED, "This delayed nine tankers."), 1),
        (("The Norvik Harbour Council met.", RAIN, "He blamed the fog."), 1),
        ((NAMED, CLOSED), None),
        (("She promised new pilots by May.",), None),
    ],
)
def test_the_sentence_that_names_the_person(texts: tuple[str, ...], needed: int | None) -> None:
    """At most three back; where none does, a pronoun leans on the sentence before it."""
    assert REACH == 3
    assert antecedent(sentences(*texts), len(texts) - 1) == needed


def gather(question: str, *texts: str, ordinal_from: int) -> Evidence:
    """The evidence where only the passage from the sentence `ordinal_from` on is a hit."""
    info = article("v")
    _, whole = passage(info, texts)
    start = whole[ordinal_from].start
    hit, found = passage(info, texts[ordinal_from:], ordinal=1, start=start)
    return select_evidence(
        read_question(question), [hit], {("v", 1): found}, articles={"v": whole}, limits=Limits(sentences=2)
    )


def test_the_antecedent_comes_along_from_the_passage_before() -> None:
    """It is evidence too, although its own passage was not found."""
    told = (NAMED, CLOSED, "She promised forty new pilots by May.", RAIN, "Fishermen sold cod on the pier.")
    evidence = gather("How many new pilots were promised by May?", *told, ordinal_from=2)
    assert [s.sentence.text for s in evidence.sentences] == [NAMED, told[2]]
