"""digest: what arrived -> Stories -> Changes -> Briefing -> page, once.

What a digest covers is decided by the article versions that no committed digest has covered; what changed, by what the
last committed one said of the stories that are told again. Its page is written down in three steps: an intent (the page
itself and where it goes) in the library's folder, the page in its place by a rename, the commit in the library. A crash
between two of them leaves the intent, and the next digest first finishes it: the same bytes in the same file, with no
second call to a model.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brief.errors import ConfigError, EmptyLibrary, LibraryBusy
from brief.library.runs import DIGEST_PENDING, DIGEST_SAID, DIGESTS, DigestEdition
from brief.models import ArticleInfo, Briefing, Query
from brief.workflows.summarize import Gathered, OnStory, blank, compose, gather

if TYPE_CHECKING:
    from brief.library.library import Library
    from brief.writing import Writer

LOCK = "digest.lock"


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
class _Said:
    """What a digest said, story by story, and the article versions that its statements quote."""

    stories: tuple[tuple[str, ...], ...] = ()
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Intent:
    """A page that is to stand at `path`, over these article versions (those quoted from the digest before are among
    them), and what it says."""

    day: date
    edition: int
    versions: tuple[str, ...]
    path: Path
    text: str
    said: _Said = _Said()


def digest(
    library: Library,
    *,
    today: date,
    out: Path | None,
    open_writer: Callable[[], Writer],
    render: Callable[[Briefing], str],
    extension: str = "md",
    evidence_tokens: int = 2000,
    judge: str = "none",
    run: str = "",
    wait: float = 30.0,
    on_story: OnStory | None = None,
    keep: Callable[[str, Briefing, Gathered], None] | None = None,
) -> DigestOutcome:
    """Write the briefing over what arrived since the last committed digest into the folder `out` (None: the library's
    own `digests` folder), once.

    Called again with nothing new on the same day, it gives the committed page and calls no model; with something new, a
    second edition beside the first; on a day with nothing new, a short page that says so. `open_writer` is called only
    when there is something to write; `render` turns the briefing into the page; `keep` is given the page and what it
    was made from before it is put in its place, so that a crash on the way leaves a record.

    Raises:
        EmptyLibrary: the library has no articles at all.
        LibraryBusy: another digest of this library was being written for longer than `wait` seconds.
        ConfigError: the folder cannot be written.
        ProviderError: see brief.workflows.summarize.compose; nothing is committed then.
    """
    if library.is_empty():
        raise EmptyLibrary(f"the library at {library.path} has no articles: add some with `brief add PATH`")
    folder = (out if out is not None else Path(library.path) / DIGESTS).absolute()
    with _alone(Path(library.path), wait):
        finished = _finish(library)
        arrived = _arrived(library)
        last = _last(library)
        if not arrived and last is not None and last.date == today and last.path:
            return _earlier(last, fresh=finished)
        edition, path = _place(library, folder, today, extension)
        _check_folder(folder)  # before a model is paid for a page that has no place
        before = _said_before(library, last)
        versions = tuple(i.version for i in arrived)
        if arrived:
            gathered = _gather(library, arrived, today, edition, evidence_tokens, before)
            briefing = compose(gathered, open_writer(), judge=judge, run=run, on_story=on_story)
            text, said, versions = render(briefing), _said(briefing), (*versions, *gathered.before_versions)
            if keep:
                keep(text, briefing, gathered)
        else:
            briefing = _nothing_new(today, last, run)
            text, said = render(briefing), before or _Said()
        _publish(library, _Intent(today, edition, versions, path, text, said))
    return DigestOutcome(path, text, today, edition, True, briefing)


def _gather(
    library: Library,
    arrived: Sequence[ArticleInfo],
    today: date,
    edition: int,
    evidence_tokens: int,
    before: _Said | None,
) -> Gathered:
    from brief.stories.changes import taken_up

    ids = [i.id for i in arrived]
    gathered = gather(library, today=today, articles=ids, evidence_tokens=evidence_tokens)
    notes = gathered.notes
    if edition > 1:
        notes = (f"Edition {edition} of this day: what arrived since the one before.", *notes)
    gathered = replace(gathered, kind="Digest", notes=notes)
    if before is None:
        return gathered
    told = [[e.sentence.text for e in s.evidence.sentences] for s in gathered.stories]
    earlier = taken_up(before.stories, told)
    return replace(gathered, before=earlier, before_versions=before.versions if earlier else ())


def _said(briefing: Briefing) -> _Said:
    from brief.render.phrases import with_dates

    sections = [[c for claims in s.sections.values() for c in claims] for s in briefing.stories]
    versions = {c.n: c.sentence.version for c in briefing.citations}
    quoted = dict.fromkeys(versions[n] for story in sections for claim in story for n in claim.citations)
    return _Said(tuple(tuple(with_dates(c) for c in story) for story in sections), tuple(quoted))


def _said_before(library: Library, last: DigestEdition | None) -> _Said | None:
    """What the last committed digest said; None where that is not known (any more)."""
    try:
        plain = json.loads((Path(library.path) / DIGEST_SAID).read_text(encoding="utf-8"))
        if last is None or (plain["day"], plain["edition"]) != (last.date.isoformat(), last.edition):
            return None
        return _said_of(plain)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _said_of(plain: dict[str, Any]) -> _Said:
    return _Said(tuple(tuple(map(str, story)) for story in plain["stories"]), tuple(map(str, plain["versions"])))


def _nothing_new(today: date, last: DigestEdition | None, run: str) -> Briefing:
    page = f" ({Path(last.path).name})" if last and last.path else ""
    since = f" since the digest of {last.date}{page}" if last else ""
    return blank("Digest: nothing new", today, run=run, note=f"Nothing new has arrived{since}.")


def _arrived(library: Library) -> list[ArticleInfo]:
    """The articles whose current version no committed digest has covered."""
    covered = {version for digest in library.digest_state() for version in digest.versions}
    return [i for i in library.articles(Query("")) if i.version not in covered]


def _last(library: Library) -> DigestEdition | None:
    return max(library.digest_state(), key=lambda d: (d.date, d.edition), default=None)


def _place(library: Library, folder: Path, day: date, extension: str) -> tuple[int, Path]:
    """The next edition of this day, and its file: `2019-11-14.md`, `2019-11-14-2.md`. A file that is not ours and
    has that name is left alone."""
    edition = 1 + max((d.edition for d in library.digest_state() if d.date == day), default=0)
    while True:
        path = folder / f"{day}{f'-{edition}' if edition > 1 else ''}.{extension}"
        if not path.exists():
            return edition, path
        edition += 1


def _earlier(last: DigestEdition, *, fresh: bool) -> DigestOutcome:
    try:
        text = Path(last.path or "").read_bytes().decode("utf-8", "replace")
    except OSError as error:
        raise ConfigError(f"the digest of {last.date} is committed, but {last.path} cannot be read: {error}") from None
    return DigestOutcome(Path(last.path or ""), text, last.date, last.edition, fresh)


def _publish(library: Library, intent: _Intent) -> None:
    pending = Path(library.path) / DIGEST_PENDING
    _write(pending, json.dumps(_plain(intent), ensure_ascii=False))
    try:
        _complete(library, intent)
    except ConfigError:
        # A folder that cannot be written is no crash: the next digest may go elsewhere.
        pending.unlink()
        raise


def _complete(library: Library, intent: _Intent) -> None:
    _write(intent.path, intent.text)
    said = {"day": intent.day.isoformat(), "edition": intent.edition, **_plain_said(intent.said)}
    _write(Path(library.path) / DIGEST_SAID, json.dumps(said, ensure_ascii=False))
    digest = hashlib.sha256(intent.text.encode()).hexdigest()
    now = datetime.now(UTC)
    library.commit_digest(
        DigestEdition(intent.day, intent.edition, frozenset(intent.versions), str(intent.path), digest, now)
    )
    (Path(library.path) / DIGEST_PENDING).unlink()


def _finish(library: Library) -> bool:
    """Carry out the intent that a crash left behind; False when there is none."""
    file = Path(library.path) / DIGEST_PENDING
    try:
        intent = _intent(json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return False
    except (ValueError, KeyError, TypeError):
        # Written by a rename, so never half: somebody else's file. What it held is written anew.
        file.unlink()
        return False
    if any((d.date, d.edition) == (intent.day, intent.edition) for d in library.digest_state()):
        file.unlink()  # the crash came after the commit
        return False
    try:
        _complete(library, intent)
    except ConfigError:
        file.unlink()  # its folder is gone: what it held is written anew
        return False
    return True


def _plain(intent: _Intent) -> dict[str, object]:
    return {
        "day": intent.day.isoformat(),
        "edition": intent.edition,
        "versions": list(intent.versions),
        "path": str(intent.path),
        "text": intent.text,
        "said": _plain_said(intent.said),
    }


def _plain_said(said: _Said) -> dict[str, object]:
    return {"stories": said.stories, "versions": said.versions}


def _intent(plain: dict[str, Any]) -> _Intent:
    day = date.fromisoformat(plain["day"])
    said = _said_of(plain["said"]) if "said" in plain else _Said()
    return _Intent(day, int(plain["edition"]), tuple(plain["versions"]), Path(plain["path"]), plain["text"], said)


def _write(path: Path, text: str) -> None:
    """Put `text` at `path` whole or not at all, through a temporary file beside it."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("wb") as file:
                file.write(text.encode("utf-8", "replace"))
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise ConfigError(f"the digest cannot be written: {error}") from None


def _check_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"the digest cannot be written: {error}") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ConfigError(f"the digest cannot be written: no right to write in {folder}")


@contextmanager
def _alone(folder: Path, wait: float) -> Iterator[None]:
    """Hold the lock that keeps two digests of one library apart; readers and writers of the library go on.

    Raises LibraryBusy when another digest holds it for longer than `wait` seconds.
    """
    import portalocker

    try:
        with portalocker.Lock(folder / LOCK, "a", timeout=wait, flags=portalocker.LOCK_EX | portalocker.LOCK_NB):
            yield
    except portalocker.LockException:
        raise LibraryBusy(f"another digest of {folder} is being written; try again, or wait longer") from None
    except PermissionError as error:
        raise ConfigError(f"the library cannot be written: {error}") from None
