"""Questions to a library, and texts checked against it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from brief.api.library import Library, Opened, open_writer, read_query, warn
from brief.api.values import Answer, CheckReport, Hits, shown_as
from brief.config import Settings
from brief.models import Query

if TYPE_CHECKING:
    from brief.workflows.asked import OnEvent
    from brief.workflows.conversation import Conversation


def ask(
    library: Library | str | os.PathLike[str],
    question: Query | str,
    *,
    settings: Settings | None = None,
    on_event: OnEvent | None = None,
    after: Answer | Conversation | None = None,
) -> Answer:
    """Answer a question from a library (or the folder of one) with checked, cited sentences.

    The run is recorded in the library, as the command line's are (`brief runs`).

    Args:
        library: A library, or the folder of one.
        question: Words, or a `Query` with outlets and days (dates, or words such as "last friday").
        settings: The library's, where not given.
        on_event: Called with what is being done (`Progress`), and with each sentence as soon as it may be shown
            (`Claimed`); what it raises ends the answer.
        after: The answer (or the conversation) that this question follows on.

    Raises:
        EmptyLibrary: no article is in the library.
        ConfigError: a setting cannot be used.
        LibraryBusy: another process kept writing to the library.
        ProviderError: the model's endpoint failed.
        ValueError: the question has no word, or a day of it cannot be read.
    """
    from brief.workflows.asked import AskOptions
    from brief.workflows.asking import Outlet as To
    from brief.workflows.asking import ask_and_keep
    from brief.workflows.replay import Rendering, cited_texts

    query = read_query(question)
    if not any(character.isalnum() for character in query.text):
        raise ValueError("there is no word in the question")
    with Opened(library, settings) as (store, chosen):
        prepared = open_writer(chosen)
        options = AskOptions(chosen.evidence_tokens, judge=prepared.options.judge, plan=chosen.plan)
        to = To(Rendering("json"), lambda answer, _: shown_as(Answer, answer).to_json() + "\n")
        if on_event is not None:
            to = replace(to, on_event=on_event)
        before = after.conversation if isinstance(after, Answer) else after
        kept = ask_and_keep(store, query, prepared, options, to, before)
        warn(kept.problem)
        texts = cited_texts(store, kept.answer)
        return shown_as(Answer, kept.answer, texts=texts, conversation=kept.conversation)


def search(
    library: Library | str | os.PathLike[str], query: Query | str, k: int = 10, *, settings: Settings | None = None
) -> Hits:
    """The `k` best passages for a query, best first; near-copies come after everything else.

    Args:
        library: A library, or the folder of one.
        query: Words, or a `Query` with outlets and days (dates, or words such as "last friday").
        k: How many passages at most.
        settings: The library's, where not given.

    Raises:
        EmbedderMismatch: the library's vectors are another embedder's.
        LibraryBusy: another process kept writing to the library.
        ValueError: `k` is less than 1, or a day of the query cannot be read.
    """
    from brief.workflows.search import search as find

    if k < 1:
        raise ValueError("k must be 1 or more")
    asked = read_query(query)
    with Opened(library, settings) as (store, _):
        return Hits(asked.text, find(store, asked, k))


def check(
    library: Library | str | os.PathLike[str] | None,
    text: str,
    *,
    against: Sequence[str | os.PathLike[str]] = (),
    settings: Settings | None = None,
    on_event: OnEvent | None = None,
) -> CheckReport:
    """Check a text, sentence by sentence, against a library, or against the articles of `against` (paths, addresses)
    instead; `library` may be None then.

    With the setting `judge` a model decides what the rules cannot.

    Args:
        library: A library, or the folder of one.
        text: The draft. Offsets of the result are characters of it.
        against: Paths and addresses of articles that take the place of the library.
        settings: The library's, where not given.
        on_event: Called with what is being done (`Progress`); what it raises ends the check.

    Raises:
        EmptyLibrary: there is no article to check it against.
        ConfigError: a setting cannot be used.
        LibraryBusy: another process kept writing to the library.
    """
    from brief.workflows.asked import Progress, unheard
    from brief.workflows.check import CheckOptions, check_draft
    from brief.workflows.judging import judge_report
    from brief.workflows.setup import open_judge, web_rules

    with Opened(library, settings) as (store, chosen):
        judge = open_judge(chosen)
        if judge is not None:
            judge.chat.tell = warn
        hear = on_event or unheard
        options = CheckOptions(
            [str(one) for one in against],
            web_rules(chosen, False),
            on_sentence=lambda done, of: hear(Progress("checking", f"{done} of {of} sentences")),
        )
        report, problems = check_draft(store, text, options)
        if judge is not None:
            hear(Progress("judging"))
            report = judge_report(report, judge)
        notes = (*report.notes, *map(str, problems))
        return shown_as(CheckReport, replace(report, notes=notes))
