"""The digests that are out: a list of them, the page of each, and what stands beside them in their folder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from brief import files
from brief.errors import BriefError, ConfigError, NotFound
from brief.render.edition_index import (
    GENERATOR,
    EditionPage,
    edition_page,
    is_our_feed,
    render_feed,
    render_index,
)

if TYPE_CHECKING:
    from brief.library.library import Library
    from brief.library.runs import DigestEdition
    from brief.models import Briefing
    from brief.workflows.replay import MakeWriter, Run

INDEX, FEED = "index.html", "feed.atom"


def editions(library: Library) -> tuple[DigestEdition, ...]:
    """The digests of a library that are out, the newest first."""
    return tuple(reversed(library.digest_state()))


def briefing_of(library: Library, edition: DigestEdition, make_writer: MakeWriter) -> tuple[Briefing, dict[str, str]]:
    """The briefing of an edition, made again from the record of its run, with the raw texts of what it cites, by
    article version: `brief.render.briefing_page.render_briefing(*...)` is its page, whatever form it was written in.

    Raises:
        NotFound: there is no record of it (it was removed, or could not be written).
        ReplayMiss, ConfigError: the record is of another version of the program.
    """
    from brief.workflows.replay import cited_texts, derive, load

    run_id = _run_of(library, edition)
    run, recording = load(library, run_id)
    briefing = derive(run, recording, make_writer)
    if not hasattr(briefing, "stories"):
        raise NotFound(f"the run {run_id} is no digest")
    return briefing, cited_texts(library, briefing)  # type: ignore[return-value]


def _run_of(library: Library, edition: DigestEdition) -> str:
    """The name of the run that printed the edition's bytes."""
    from brief.workflows.replay import load

    def digest(run: Run) -> str:
        return hashlib.sha256(run.printed.encode("utf-8", "replace")).hexdigest()

    for row in library.runs():
        if row.command != "digest":
            continue
        try:
            run, _ = load(library, row.run_id)
        except BriefError:
            continue
        if digest(run) == edition.sha256:
            return row.run_id
    raise NotFound(f"the digest of {edition.date} has no record of its run")


def pages_in(folder: Path) -> list[EditionPage]:
    """The pages of digests in a folder, whichever library wrote them; those that cannot be read are left out."""
    found = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        try:
            page = edition_page(path.name, path.read_text(encoding="utf-8", errors="replace"), _written(path))
        except OSError:
            continue
        if page is not None:
            found.append(page)
    return found


def _written(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def write_index(folder: Path) -> tuple[str, ...]:
    """Write the index page and the feed of the digests in a folder; a line for each that stays as it is, since a file
    of somebody else has its name.

    Raises ConfigError where they cannot be written.
    """
    pages = pages_in(folder)
    kept: list[str] = []
    _put(folder / INDEX, render_index(pages), lambda text: GENERATOR in text, kept)
    _put(folder / FEED, render_feed(pages), is_our_feed, kept)
    return tuple(kept)


def _put(path: Path, text: str, is_ours: Callable[[str], bool], kept: list[str]) -> None:
    try:
        there = path.read_bytes().decode("utf-8", "replace") if path.exists() else None
        if there is not None and not is_ours(there):
            kept.append(f"{path} was not written by brief and is left as it is")
        elif there != text:
            files.put(path, text.encode("utf-8", "replace"))
    except OSError as error:
        raise ConfigError(f"the list of digests cannot be written: {error}") from None
