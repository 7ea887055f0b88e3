"""Answers given before: a conversation is found again from its last run, each branch for itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import brief
from brief.api.library import Opened
from brief.config import Settings
from brief.errors import NotFound
from brief.workflows import earlier
from brief.workflows.conversation import conversation_of
from brief.workflows.earlier import Earlier, conversation, questions
from brief.writing import Writer
from brief.writing.extractive import ExtractiveWriter

PIER = brief.Article(
    "The old pier of Marlow closes in May, the harbour council said. Mayor Ada Lund called the pier unsafe. "
    "Fishermen of Marlow want a new pier before the winter.",
    "Council closes the old pier",
    date(2024, 3, 5),
    "Marlow Post",
)
ASKED = ("when does the old pier close?", "who called the pier unsafe?", "what do the fishermen want?")


def writer(*_: object) -> Writer:
    return ExtractiveWriter()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[brief.Library]:
    with brief.Library(settings=Settings(tmp_path / "library")) as opened:
        opened.add(PIER)
        yield opened


def found(library: brief.Library, run: str) -> tuple[Earlier, ...]:
    with Opened(library, None) as (store, _):
        return conversation(store, run, writer)


def test_a_conversation_is_found_from_its_end(library: brief.Library) -> None:
    """All its answers, made again as they were; the one in the middle has those before it; two branches do not mix."""
    first = brief.ask(library, ASKED[0])
    second = brief.ask(library, ASKED[1], after=first)
    alone = brief.ask(library, "who is the mayor?")
    third = brief.ask(library, ASKED[2], after=second)
    other = brief.ask(library, "why is the pier unsafe?", after=first)
    assert [e.run for e in found(library, third.run)] == [first.run, second.run, third.run]
    assert [e.question for e in found(library, third.run)] == list(ASKED)
    assert [e.run for e in found(library, second.run)] == [first.run, second.run]
    assert [e.run for e in found(library, other.run)] == [first.run, other.run]
    assert [e.run for e in found(library, alone.run)] == [alone.run]
    for made, again in zip((first, second, third), found(library, third.run), strict=True):
        assert again.answer is not None
        assert (again.answer.claims, again.answer.citations) == (made.claims, made.citations)
        assert again.texts == made.texts
    with Opened(library, None) as (store, _):
        assert conversation_of(store, third.run) == third.conversation
    with Opened(library, None) as (store, _):
        assert [row.question for row in questions(store, 2)] == ["why is the pier unsafe?", ASKED[2]]


def test_a_long_conversation_shows_its_end(library: brief.Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many of the last answers, and what remembers less than all of it is still one conversation."""
    last = None
    for n in range(7):
        last = brief.ask(library, f"when does the old pier close, {n}?", after=last)
    assert last is not None and len(found(library, last.run)) == 7
    monkeypatch.setattr(earlier, "MOST", 3)
    assert [e.question[-2] for e in found(library, last.run)] == ["4", "5", "6"]


def test_what_another_version_said(library: brief.Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Checks that have changed since would find other things: its words are what it said."""
    answer = brief.ask(library, ASKED[0])
    monkeypatch.setattr(earlier, "older_checker", lambda _: True)
    (plain,) = found(library, answer.run)
    assert plain.answer is None and plain.said == " ".join(c.text for c in answer.claims) and plain.said


def test_what_is_no_answer_is_not_found(library: brief.Library) -> None:
    """No such run, and a run that wrote a briefing."""
    briefing = brief.summarize(library)
    with pytest.raises(NotFound):
        found(library, "nothing")
    with pytest.raises(NotFound, match="no question"):
        found(library, briefing.run)
    with Opened(library, None) as (store, _), pytest.raises(NotFound, match="no question"):
        conversation_of(store, briefing.run)
