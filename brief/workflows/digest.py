"""digest: what arrived -> Stories -> Changes -> Briefing -> page, once.

What a digest covers is decided by the article versions that no committed digest has covered; what changed, by what the
last committed one said of the stories that are told again. How a page gets to its place is `publishing`'s business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from brief.errors import ConfigError, no_articles
from brief.library.runs import DIGESTS, DigestEdition
from brief.models import ArticleInfo, Briefing, Query
from brief.render.mail import in_short, subject
from brief.workflows.gathered import NORMAL, Earlier, Gathered, PageOptions
from brief.workflows.gathering import gather, narrowed
from brief.workflows.publishing import (
    Intent,
    alone,
    already_out,
    check_folder,
    finish,
    free_place,
    last_of,
    next_edition,
    publish,
    said_before,
)
from brief.workflows.said import Said, earlier_stories, said_in
from brief.workflows.storytelling import AS_WRITTEN, Writing
from brief.workflows.summarize import OnStory, blank, compose

if TYPE_CHECKING:
    from brief.library.library import Library
    from brief.writing import Writer


@dataclass(frozen=True, slots=True)
class DigestOutcome:
    """The page of a digest and where it is.

    `fresh` says that it was written now; else it is the committed page of an earlier call. `briefing` is what was
    rendered, None where the page is an earlier one.
    """

    path: Path
    text: str
    day: date
    edition: int
    fresh: bool
    briefing: Briefing | None = None


@dataclass(frozen=True, slots=True)
class DigestOptions:
    """Where a digest goes (None: the library's own `digests` folder) and under which ending, how long to wait for
    another one, what the page is to be, how it is written, and who is told of each story that is."""

    out: Path | None = None
    extension: str = "md"
    wait: float = 30.0
    page: PageOptions = NORMAL
    writing: Writing = AS_WRITTEN
    on_story: OnStory | None = None


USUAL = DigestOptions()


def digest(
    library: Library,
    *,
    today: date,
    open_writer: Callable[[], Writer],
    render: Callable[[Briefing], str],
    options: DigestOptions = USUAL,
    keep: Callable[[str, Briefing, Gathered], None] | None = None,
) -> DigestOutcome:
    """Write the briefing over what arrived since the last committed digest into its folder, once.

    Called again with nothing new on the same day, it gives the committed page and calls no model; with something new, a
    second edition beside the first; on a day with nothing new, a short page that says so. `open_writer` is called only
    when there is something to write; `render` turns the briefing into the page; `keep` is given the page and what it
    was made from before it is put in its place, so that a crash on the way leaves a record.

    Raises:
        EmptyLibrary: the library has no articles at all.
        LibraryBusy: another digest of this library was being written for longer than `options.wait` seconds.
        ConfigError: the folder cannot be written.
        ProviderError: see brief.workflows.summarize.compose; nothing is committed then.
    """
    if library.is_empty():
        raise no_articles(library.path)
    folder = (options.out if options.out is not None else Path(library.path) / DIGESTS).absolute()
    with alone(Path(library.path), options.wait):
        finished = finish(library, folder)
        arrived, editions = _arrived(library), library.digest_state()
        if options.page.only:
            arrived = narrowed(library, arrived, options.page)
        if not arrived and (found := already_out(editions, today)):
            return _earlier(found, fresh=finished)
        check_folder(folder)  # before a model is paid for a page that has no place
        edition, last = next_edition(editions, today), last_of(editions)
        before = said_before(library, last)
        versions = tuple(i.version for i in arrived)
        if arrived:
            gathered = _gather(library, arrived, today, options.page, _told_before(library, editions, before))
            briefing = compose(gathered, open_writer(), options.writing, on_story=options.on_story)
            text, said, versions = render(briefing), said_in(briefing), (*versions, *gathered.before_versions)
            if keep:
                keep(text, briefing, gathered)
        else:
            briefing = _nothing_new(today, last, options.writing.run)
            text, said = render(briefing), before or Said()
        place = free_place(folder, today, edition, options.extension)
        told = subject(briefing), in_short(briefing)
        path = publish(library, Intent(today, edition, versions, place, text, said, *told))
    return DigestOutcome(path, text, today, edition, True, briefing)


def _gather(
    library: Library, arrived: Sequence[ArticleInfo], today: date, options: PageOptions, earlier: Earlier | None
) -> Gathered:
    query = Query("", articles=tuple(i.id for i in arrived))
    gathered = gather(library, query, today=today, options=options, earlier=earlier, kind="Digest")
    notes = gathered.notes
    edition = next_edition(library.digest_state(), today)
    if edition > 1:
        notes = (f"Edition {edition} of this day: what arrived since the previous one.", *notes)
    return replace(gathered, notes=notes)


def _told_before(library: Library, editions: Sequence[DigestEdition], before: Said | None) -> Earlier | None:
    """What digests have told of so far; None before the first one."""
    last = last_of(editions)
    if last is None:
        return None
    covered = {version for digest in editions for version in digest.versions}
    known = tuple(i.id for i in library.articles(Query("")) if i.version in covered)
    return Earlier(last.date, earlier_stories(library, before) if before else (), known)


def _nothing_new(today: date, last: DigestEdition | None, run: str) -> Briefing:
    page = f" ({Path(last.path).name})" if last and last.path else ""
    since = f" since the digest of {last.date}{page}" if last else ""
    return blank("Nothing new", today, run=run, note=f"Nothing new has arrived{since}.")


def _arrived(library: Library) -> list[ArticleInfo]:
    """The articles whose current version no committed digest has covered."""
    covered = {version for digest in library.digest_state() for version in digest.versions}
    return [i for i in library.articles(Query("")) if i.version not in covered]


def _earlier(found: DigestEdition, *, fresh: bool) -> DigestOutcome:
    try:
        text = Path(found.path or "").read_bytes().decode("utf-8", "replace")
    except OSError as error:
        why = f"the digest of {found.date} is committed, but {found.path} cannot be read: {error}"
        raise ConfigError(why) from None
    return DigestOutcome(Path(found.path or ""), text, found.date, found.edition, fresh)
