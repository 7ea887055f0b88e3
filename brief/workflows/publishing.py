"""Putting the page of a digest in its place, once, whatever stops it on the way.

Three steps: an intent (the page itself and where it goes) in the library's folder, the page in its place, the commit in
the library. Whatever stops it between two of them, a kill or a full disk, leaves the intent, and the next digest first
finishes it: the same bytes, no second call to a model. A page never takes the place of a file that is there already,
whoever put it there: also not when two libraries write into one folder at the same moment.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brief import files
from brief.errors import ConfigError, LibraryBusy
from brief.library.runs import DIGEST_PENDING, DIGEST_SAID, DigestEdition
from brief.workflows.said import Said, said_of

if TYPE_CHECKING:
    from brief.library.library import Library

LOCK = "digest.lock"
_MOST_NAMES = 10_000


@dataclass(frozen=True, slots=True)
class Intent:
    """A page that is to stand at `path`, over these article versions (those quoted from the digest before are among
    them), and what it says."""

    day: date
    edition: int
    versions: tuple[str, ...]
    path: Path
    text: str
    said: Said = field(default_factory=Said)
    subject: str | None = None
    message: str = ""
    """What is said of it where it is delivered."""


@contextmanager
def alone(library: Path, wait: float) -> Iterator[None]:
    """Hold the lock that keeps two digests of one library apart; readers and writers of the library go on.

    Raises:
        LibraryBusy: another digest held it for longer than `wait` seconds.
        ConfigError: the library cannot be written.
    """
    import portalocker

    try:
        lock = portalocker.Lock(library / LOCK, "a", timeout=wait, flags=portalocker.LOCK_EX | portalocker.LOCK_NB)
        lock.acquire()
    except portalocker.LockException:
        raise LibraryBusy(f"another digest of {library} is being written: try again, or use a longer --wait") from None
    except OSError as error:
        raise ConfigError(f"the library cannot be written: {error}") from None
    try:
        yield
    finally:
        lock.release()


def last_of(editions: Sequence[DigestEdition]) -> DigestEdition | None:
    """The digest that was committed last, whatever day the clock showed then."""
    return editions[-1] if editions else None


def already_out(editions: Sequence[DigestEdition], today: date) -> DigestEdition | None:
    """The digest that stands for `today` where nothing new has arrived: the last edition of this day, or, after the
    clock went back, the last digest of all. None where a page is due (or was removed with an article)."""
    of_today = max((d for d in editions if d.date == today), key=lambda d: d.edition, default=None)
    last = last_of(editions)
    found = of_today or (last if last is not None and last.date > today else None)
    return found if found is not None and found.path else None


def next_edition(editions: Sequence[DigestEdition], day: date) -> int:
    """The number of the next digest of this day."""
    return 1 + max((d.edition for d in editions if d.date == day), default=0)


def free_place(folder: Path, day: date, edition: int, extension: str) -> Path:
    """The first name for it that no file has: `2019-11-14.md`, `2019-11-14-2.md`. A file that is not ours and has that
    name is left alone."""
    for number in range(edition, edition + _MOST_NAMES):
        path = folder / f"{day}{f'-{number}' if number > 1 else ''}.{extension}"
        if not path.exists() and not path.is_symlink():
            return path
    raise ConfigError(f"the digest cannot be written: all names for {day} are taken in {folder}")


def check_folder(folder: Path) -> None:
    """Make the folder where it is missing. Raises ConfigError where nothing can be written there."""
    if files.as_text(folder) != str(folder):
        raise ConfigError(f"the digest cannot be written: the name of the folder {files.as_text(folder)} is not UTF-8")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files.probe(folder)
    except OSError as error:
        raise ConfigError(f"the digest cannot be written: {error}") from None


def publish(library: Library, intent: Intent) -> Path:
    """Put the page in its place (or in the next free one) and commit it; where it is.

    Raises:
        ConfigError: the page, or the library, cannot be written. What is paid for is kept: the next digest goes on.
    """
    _put(Path(library.path) / DIGEST_PENDING, json.dumps(_plain(intent), ensure_ascii=False), private=True)
    return _complete(library, intent, ours=False)


def finish(library: Library, folder: Path) -> bool:
    """Carry out the intent that was left behind; False where there is none.

    Its page goes where it was to go, and into `folder` where that cannot be written any more.

    Raises:
        ConfigError: neither can be written, or the library cannot. The intent stays.
    """
    file = Path(library.path) / DIGEST_PENDING
    try:
        intent = _intent(json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return False
    except (OSError, ValueError, KeyError, TypeError):
        # Written by a rename, so never half: somebody else's. What it held is written anew.
        _drop(file)
        return False
    if any((d.date, d.edition) == (intent.day, intent.edition) for d in library.digest_state()):
        _drop(file)  # what stopped it came after the commit
        return False
    if not _stands(intent):
        try:
            check_folder(intent.path.parent)
        except ConfigError:
            check_folder(folder)
            intent = replace(intent, path=folder / intent.path.name)
    _complete(library, intent, ours=True)
    return True


def said_before(library: Library, last: DigestEdition | None) -> Said | None:
    """What the last committed digest said; None where that is not known (any more)."""
    try:
        plain = json.loads((Path(library.path) / DIGEST_SAID).read_text(encoding="utf-8"))
        if last is None or (plain["day"], plain["edition"]) != (last.date.isoformat(), last.edition):
            return None
        return said_of(plain)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _complete(library: Library, intent: Intent, *, ours: bool) -> Path:
    """From the intent on. `ours`: a file in its place with this very text is the page, put there before a kill."""
    path = intent.path if ours and _stands(intent) else _place(library, intent)
    said = {"day": intent.day.isoformat(), "edition": intent.edition, **intent.said.plain()}
    _put(Path(library.path) / DIGEST_SAID, json.dumps(said, ensure_ascii=False), private=True)
    digest = hashlib.sha256(_bytes(intent.text)).hexdigest()
    now = datetime.now(UTC)
    versions = frozenset(intent.versions)
    library.commit_digest(
        DigestEdition(intent.day, intent.edition, versions, str(path), digest, now, intent.subject, intent.message)
    )
    _drop(Path(library.path) / DIGEST_PENDING)
    return path


def _place(library: Library, intent: Intent) -> Path:
    path = intent.path
    while True:
        try:
            files.put_new(path, _bytes(intent.text))
            return path
        except FileExistsError:  # somebody was faster: the next name, and it is noted before it is used
            path = free_place(path.parent, intent.day, intent.edition, path.suffix.lstrip("."))
            moved = replace(intent, path=path)
            _put(Path(library.path) / DIGEST_PENDING, json.dumps(_plain(moved), ensure_ascii=False), private=True)
        except OSError as error:
            raise ConfigError(f"the digest cannot be written: {error}") from None


def _stands(intent: Intent) -> bool:
    try:
        return intent.path.read_bytes() == _bytes(intent.text)
    except OSError:
        return False


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _put(path: Path, text: str, *, private: bool) -> None:
    try:
        files.put(path, _bytes(text), mode=files.PRIVATE if private else None, over_folder=True)
    except OSError as error:
        raise ConfigError(f"the digest cannot be written: {error}") from None


def _drop(path: Path) -> None:
    try:
        files.discard(path)
    except OSError as error:
        raise ConfigError(f"{path} cannot be deleted: {error.strerror or error}") from None


def _plain(intent: Intent) -> dict[str, object]:
    return {
        "day": intent.day.isoformat(),
        "edition": intent.edition,
        "versions": list(intent.versions),
        "path": str(intent.path),
        "text": intent.text,
        "said": intent.said.plain(),
        "subject": intent.subject,
        "message": intent.message,
    }


def _intent(plain: dict[str, Any]) -> Intent:
    day = date.fromisoformat(plain["day"])
    said = said_of(plain["said"]) if "said" in plain else Said()
    return Intent(
        day,
        int(plain["edition"]),
        tuple(plain["versions"]),
        Path(plain["path"]),
        str(plain["text"]),
        said,
        plain.get("subject"),
        str(plain.get("message", "")),
    )
