"""Answers given before: run records -> the conversation that a run ends, each answer made again from its record."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from brief.errors import BriefError, NotFound
from brief.models import Answer
from brief.workflows.asked import Asked
from brief.workflows.conversation import COMMANDS, Conversation, conversation_with
from brief.workflows.replay import MakeWriter, Run, cited_texts, derive, load, older_checker

if TYPE_CHECKING:
    from brief.library.library import Library, RunRow
    from brief.writing.recording import Recording

MOST = 12
"""Answers of one conversation that are shown, the last ones."""
_LOOKED_THROUGH = 200
"""Runs before one in which the one that it follows is looked for."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A question that was asked before. `answer` is None where it cannot be made again from its record (it is of
    another version of the program): `said` is what it said, in words alone."""

    run: str
    question: str
    said: str
    answer: Answer | None = None
    texts: dict[str, str] = field(default_factory=dict)
    """The raw text of each cited article version, by version."""


def questions(library: Library, most: int) -> list[RunRow]:
    """The last questions that were asked, the newest first."""
    return [row for row in library.runs() if row.command in COMMANDS][:most]


def conversation(library: Library, run_id: str, make_writer: MakeWriter) -> tuple[Earlier, ...]:
    """The conversation that ends with the run `run_id`, the oldest answer first.

    Raises:
        NotFound: there is no such run, or it is no question. ConfigError: its record cannot be read.
    """
    run, recording = load(library, run_id)
    if run.asked is None:
        raise NotFound(f"run {run_id} is no question")
    found = [_earlier(library, run, run.asked, recording, make_writer)]
    rows = iter(library.runs())
    for row in rows:
        if row.run_id == run.id:
            break
    wanted = run.asked
    for _, row in zip(range(_LOOKED_THROUGH), rows, strict=False):
        if not wanted.turns or len(found) >= MOST:
            break
        if row.command not in COMMANDS:
            continue
        try:
            before, recording = load(library, row.run_id)
        except BriefError:
            continue  # of another version, or removed meanwhile
        asked = before.asked
        # The same conversation can go on from one answer twice: what came before says which it was.
        if asked and conversation_with(before, asked) == Conversation(wanted.conversation, wanted.turns):
            found.append(_earlier(library, before, asked, recording, make_writer))
            wanted = asked
    return tuple(reversed(found))


def _earlier(library: Library, run: Run, asked: Asked, recording: Recording, make_writer: MakeWriter) -> Earlier:
    plain = Earlier(run.id, asked.question, run.said)
    if older_checker(run):
        return plain
    try:
        answer = derive(run, recording, make_writer)
        texts = cited_texts(library, answer)
    except BriefError:  # the model would be asked something else now, or an article is gone
        return plain
    return replace(plain, answer=answer, texts=texts) if isinstance(answer, Answer) else plain
