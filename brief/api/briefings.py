"""Briefings over articles, and the digest."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brief.api.library import Library, Opened, Source, add_first, open_writer, read_query, warn
from brief.api.values import Briefing, Digest, shown_as
from brief.config import Settings
from brief.errors import BriefError
from brief.models import Query

if TYPE_CHECKING:
    from brief import models
    from brief.library.library import Library as Store
    from brief.workflows.asked import OnEvent
    from brief.workflows.gathered import Gathered
    from brief.workflows.replay import Run
    from brief.workflows.setup import PreparedWriter


def summarize(
    library: Library | str | os.PathLike[str],
    *things: Source,
    query: Query | None = None,
    length: str = "normal",
    settings: Settings | None = None,
    on_event: OnEvent | None = None,
) -> Briefing:
    """A dated briefing with checked, cited sentences: over `things` (added first, see `Library.add`), else over the
    whole library; only over what passes the days and outlets of `query`.

    Args:
        library: A library, or the folder of one.
        things: Paths, addresses and articles to add, and to write about alone.
        query: Outlets and days (dates, or words such as "last week") that an article has to pass.
        length: "short" (at most 700 words), "normal" (1,500) or "full".
        settings: The library's, where not given.
        on_event: Called with a `Progress` for each story; what it raises ends the briefing.

    Raises:
        EmptyLibrary: no article passes.
        SourceError: none could be read from `things`.
        ConfigError: a setting cannot be used.
        LibraryBusy: another process kept writing to the library.
        ProviderError: the model's endpoint failed.
        ValueError: there is no such length, or a day cannot be read.
    """
    from brief.workflows.gathered import PageOptions
    from brief.workflows.gathering import gather
    from brief.workflows.setup import evidence_tokens
    from brief.workflows.storytelling import Writing
    from brief.workflows.summarize import compose

    asked = read_query(query or Query(""))
    _require_length(length)
    with Opened(library, settings) as (store, chosen):
        if things:
            asked = replace(asked, articles=(*asked.articles, *add_first(store, things, chosen)))
        page = PageOptions(length, evidence_tokens=evidence_tokens(chosen))
        gathered = gather(store, asked, today=date.today(), options=page)
        prepared, kept = open_writer(chosen), _Kept("summarize")
        made = compose(
            gathered, prepared.writer, Writing(prepared.options.judge, kept.id), on_story=_on_story(on_event)
        )
        return kept.briefing(store, prepared, made, gathered)


def digest(
    library: Library | str | os.PathLike[str],
    *,
    out: str | os.PathLike[str] | None = None,
    length: str = "normal",
    settings: Settings | None = None,
    on_event: OnEvent | None = None,
) -> Digest:
    """The briefing over what arrived since the last digest, once: called again with nothing new on the same day, it
    gives the page that is there and calls no model.

    The pages are Markdown. What is followed is not read: `Library.fetch` does that.

    Args:
        library: A library, or the folder of one.
        out: The folder of the digests; else the library's own `digests`.
        length: "short" (at most 700 words), "normal" (1,500) or "full".
        settings: The library's, where not given.
        on_event: Called with a `Progress` for each story; what it raises ends the digest.

    Raises:
        EmptyLibrary: the library has no articles at all.
        LibraryBusy: another digest is being written.
        ConfigError: the folder cannot be written, or a setting cannot be used.
        ProviderError: the model's endpoint failed; no digest is written then.
        ValueError: there is no such length.
    """
    from brief.workflows import digest as workflow
    from brief.workflows.gathered import PageOptions
    from brief.workflows.setup import evidence_tokens
    from brief.workflows.storytelling import Writing

    _require_length(length)
    with Opened(library, settings) as (store, chosen):
        prepared_writers: list[PreparedWriter] = []
        kept = _Kept("digest")
        shown: list[Briefing] = []

        def begin() -> Any:
            prepared_writers.append(open_writer(chosen))
            return prepared_writers[0].writer

        def page(made: models.Briefing) -> str:
            return shown_as(Briefing, made).to_markdown()

        def keep(_: str, made: models.Briefing, gathered: Gathered) -> None:
            shown.append(kept.briefing(store, prepared_writers[0], made, gathered))

        options = workflow.DigestOptions(
            Path(out).expanduser() if out is not None else None,
            wait=chosen.wait,
            page=PageOptions(length, evidence_tokens=evidence_tokens(chosen)),
            writing=Writing(chosen.judge, kept.id),
            on_story=_on_story(on_event),
        )
        done = workflow.digest(
            store,
            today=date.today(),
            open_writer=begin,
            render=page,
            options=options,
            keep=keep,
        )
        briefing = shown[0] if shown else shown_as(Briefing, done.briefing) if done.briefing else None
        return Digest(done.path, done.text, done.day, done.edition, done.fresh, briefing)


def _require_length(length: str) -> None:
    from brief.workflows.gathered import LENGTHS

    if length not in LENGTHS:
        raise ValueError(f"length must be one of {', '.join(LENGTHS)}, not {length!r}")


def _on_story(on_event: OnEvent | None) -> Callable[[int, int, str], None] | None:
    from brief.workflows.asked import Progress

    if on_event is None:
        return None
    return lambda done, of, title: on_event(Progress("writing", f"{done + 1} of {of}: {title}"))


class _Kept:
    """The record of a briefing's run."""

    def __init__(self, command: str) -> None:
        from brief.workflows.replay import new_run_id

        self._command, self._started = command, datetime.now()
        self.id = new_run_id(self._started)

    def briefing(self, store: Store, prepared: PreparedWriter, made: models.Briefing, gathered: Gathered) -> Briefing:
        """The briefing as it is shown, once its run is recorded (or a warning says why not)."""
        from brief.workflows.replay import Rendering, Run, cited_texts

        texts = cited_texts(store, made)
        shown = shown_as(Briefing, made, texts=texts)
        when = self._started.isoformat(timespec="seconds")
        how = Rendering("markdown")
        run = Run(
            self.id, self._command, when, made.title, prepared.options, how, shown.to_markdown(), gathered=gathered
        )
        _record(store, run, prepared)
        return shown


def _record(store: Store, run: Run, prepared: PreparedWriter) -> None:
    from brief.workflows.replay import save

    try:
        save(store, run, prepared.recording(date.today()))
    except (BriefError, OSError) as error:
        warn(f"this run was not recorded: {error}")
