"""One question from its words to its kept run: what `ask`, `chat` and every other way to ask call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from brief.errors import BriefError
from brief.models import Answer, Query
from brief.workflows.ask import answer
from brief.workflows.asked import Asked, AskOptions, OnEvent, unheard
from brief.workflows.conversation import Conversation, in_words
from brief.workflows.finding import Finder
from brief.workflows.replay import Rendering, Run, cited_texts, new_run_id, save

if TYPE_CHECKING:
    from brief.library.library import Library
    from brief.workflows.setup import PreparedWriter


@dataclass(frozen=True, slots=True)
class Outlet:
    """Where an answer goes: `how` it is rendered, `command` what its run is listed under.

    `on_event` hears of the progress and of each claim that may be shown. `finish` gets the answer with the raw texts
    of the cited article versions (for HTML alone; else empty) and returns all that was printed, for the record.
    """

    how: Rendering
    finish: Callable[[Answer, Mapping[str, str]], str]
    on_event: OnEvent = unheard
    command: str = "ask"


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, the conversation with it, and why its run was not recorded (empty: it was)."""

    answer: Answer
    conversation: Conversation
    problem: str = ""


def ask_and_keep(
    library: Library,
    query: Query,
    prepared: PreparedWriter,
    options: AskOptions,
    outlet: Outlet,
    before: Conversation | None = None,
) -> Kept:
    """Plan, find, write, check, print and record: one question, after the conversation `before` it.

    `prepared` (see workflows.setup.prepare_writer) serves one question: its usage and recording are of this run.

    Raises:
        EmptyLibrary: no article is in the library.
        ConfigError, LibraryBusy, ProviderError: see brief.errors.
    """
    before = before or Conversation()
    started = datetime.now()
    options = replace(options, run=new_run_id(started))
    finder = Finder(library, query, options, turns=before.turns, conversation=before.id)
    asked = finder.find(prepared.writer, today=started.date(), on_event=outlet.on_event)
    made = answer(asked, prepared.writer, options, on_event=outlet.on_event, look=finder.look_further)
    texts = cited_texts(library, made) if outlet.how.format == "html" else {}
    printed = outlet.finish(made, texts)
    asked = finder.asked or asked
    cites = tuple(dict.fromkeys(c.sentence.version for c in made.citations))
    run = Run(
        made.run,
        outlet.command,
        started.isoformat(timespec="seconds"),
        asked.question,
        prepared.options,
        outlet.how,
        printed,
        asked=asked,
        texts=texts,
        said=in_words(made),
        cites=cites,
    )
    return Kept(made, before.after(run.id, asked, run.said, cites), _keep(library, run, prepared))


def plan_only(
    library: Library, query: Query, prepared: PreparedWriter, options: AskOptions, before: Conversation
) -> Asked:
    """The question with its evidence, as it would be sent; no model is asked."""
    finder = Finder(library, query, replace(options, plan=False), turns=before.turns, conversation=before.id)
    return finder.find(prepared.writer, today=date.today())


def _keep(library: Library, run: Run, prepared: PreparedWriter) -> str:
    """Record the run; a library that cannot be written loses only that."""
    try:
        save(library, run, prepared.recording(date.today()))
    except (BriefError, OSError) as error:
        return f"this run was not recorded: {error}"
    return ""
