"""A conversation: the questions and answers that went before one, taken from the runs that a library keeps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from brief.errors import BriefError, NotFound
from brief.models import Answer, Turn
from brief.workflows.replay import load

if TYPE_CHECKING:
    from brief.library.library import Library
    from brief.workflows.asked import Asked
    from brief.workflows.replay import Run

MOST_TURNS = 4
"""Questions and answers that go with the next question, the last ones."""
COMMANDS = ("ask", "chat")


@dataclass(frozen=True, slots=True)
class Conversation:
    """`id` is that of its first run, empty before there is one; `turns` are the last ones, the oldest first."""

    id: str = ""
    turns: tuple[Turn, ...] = ()

    def after(self, run: str, asked: Asked, said: str, versions: tuple[str, ...]) -> Conversation:
        """The conversation with one more answer."""
        turns = (*self.turns, Turn(asked.asks, said, versions))[-MOST_TURNS:]
        return replace(self, id=self.id or run, turns=turns)


def last_conversation(library: Library) -> Conversation:
    """The conversation that the newest question of this library belongs to.

    Raises:
        NotFound: nothing was asked yet, or no record of it can be read.
    """
    for row in library.runs():
        if row.command not in COMMANDS:
            continue
        try:
            run, _ = load(library, row.run_id)
        except BriefError:
            continue  # a record of another version, or one that was removed meanwhile
        if run.asked is not None:
            return conversation_with(run, run.asked)
    raise NotFound("there is no earlier question in this library to follow up on")


def conversation_of(library: Library, run_id: str) -> Conversation:
    """The conversation that the run of that name ends.

    Raises:
        NotFound: there is no such run, or it is no question. ConfigError: its record cannot be read.
    """
    run, _ = load(library, run_id)
    if run.asked is None:
        raise NotFound(f"run {run_id} is no question")
    return conversation_with(run, run.asked)


def conversation_with(run: Run, asked: Asked) -> Conversation:
    """The conversation that a run (whose question is `asked`) ends."""
    before = Conversation(asked.conversation, asked.turns)
    return before.after(run.id, asked, run.said, run.cites)


def in_words(answer: Answer) -> str:
    """What was answered, as plain text."""
    return " ".join(claim.text for claim in answer.claims)
