"""Articles from files, folders and standard input. One bad file never stops the others."""

from __future__ import annotations

import gzip
import io
import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, BinaryIO, cast

from brief.errors import SourceError
from brief.files import as_text
from brief.models import Article
from brief.sources.encoding import decode_text
from brief.sources.html import read_html
from brief.sources.identity import make_article, storable
from brief.sources.jsonl import read_jsonl
from brief.sources.markdown import read_markdown
from brief.sources.pdf import read_pdf

MAX_FILE = 64 * 1024 * 1024
"""Largest single text, page or PDF read, in bytes. JSON Lines files may be of any size."""

KINDS = {
    ".txt": "text",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".jsonl": "jsonl",
    ".jsonl.gz": "jsonl.gz",
}
"""What is read in a folder, by the end of its name."""

STDIN = "-"
_STDIN_NAME = "standard input"
_HEAD = 65_536
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b", re.I | re.S
)
# A project's own files, not articles. In full: `license-dispute.txt` is one.
_PROJECT_FILES = frozenset({"readme", "license", "licence", "changelog", "contributing", "notice"})


def read_paths(paths: Sequence[str | Path], stdin: BinaryIO | None = None) -> Iterator[Article | SourceError]:
    """The articles of files, folders and standard input ("-"), read one by one as they are asked for.

    Whatever cannot be read comes as a SourceError in its place; nothing is raised. Folders are read with all
    folders in them, in the order of their names: files of the kinds in KINDS, without hidden ones, README and
    licence files. A file that is named itself is read whatever its name is, by its content. What is named
    twice, also through a link, is read once. `info.path` is the absolute path; nothing is taken from the
    file system for an article's date.
    """
    seen = _Seen()
    stdin_read = False
    for path in paths:
        if str(path) == STDIN:
            if not stdin_read:
                stdin_read = True
                yield from _read_stdin(stdin)
        else:
            # Not Path.resolve(): an article keeps the name it was given, also where that is a link.
            yield from _read_named(Path(os.path.abspath(path)), seen)  # noqa: PTH100


def _read_named(path: Path, seen: _Seen) -> Iterator[Article | SourceError]:
    if not seen.first(path):
        return
    if not _is_folder(path):
        yield from _read_file(path, _kind(path))
        return
    before = seen.files
    yield from _walk(path, seen)
    if seen.files == before:
        yield SourceError(_shown(path), f"a folder without articles ({' '.join(KINDS)})")


def _walk(folder: Path, seen: _Seen) -> Iterator[Article | SourceError]:
    """The articles of a folder; `seen` also ends circles of links."""
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        seen.files += 1  # it may well hold some
        yield SourceError(_shown(folder), _why(error))
        return
    for path in paths:
        if path.name.startswith("."):
            continue
        if _is_folder(path):
            if seen.first(path):
                yield from _walk(path, seen)
        elif _kind(path) and not _is_project_file(path):
            seen.files += 1
            if seen.first(path):
                yield from _read_file(path, _kind(path))


@dataclass(slots=True)
class _Seen:
    """What was read already, and how many files of a known kind were met in folders."""

    real: set[str] = field(default_factory=set)
    files: int = 0

    def first(self, path: Path) -> bool:
        """Whether what `path` leads to is met for the first time; it is noted."""
        try:
            real = os.path.realpath(path)
        except (OSError, ValueError):
            return True
        new = real not in self.real
        self.real.add(real)
        return new


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a folder above it that may not be searched
        return False


def _is_project_file(path: Path) -> bool:
    return path.name.split(".")[0].casefold() in _PROJECT_FILES


def _kind(path: Path) -> str | None:
    name = path.name.lower()
    return next((kind for end, kind in KINDS.items() if name.endswith(end)), None)


def _read_file(path: Path, kind: str | None) -> Iterator[Article | SourceError]:
    where = _shown(path)
    try:
        # Not to wait for a writer if this is a pipe; asked of the open file, so that it cannot change between.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        yield SourceError(where, _why(error))
        return
    with os.fdopen(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            yield SourceError(where, "not a regular file (use - to read standard input)")
            return
        yield from read_stream(stream, kind, where, where)


def _read_stdin(stdin: BinaryIO | None) -> Iterator[Article | SourceError]:
    stream = stdin or getattr(sys.stdin, "buffer", None)
    if stream is None:
        yield SourceError(_STDIN_NAME, "closed")
        return
    yield from read_stream(stream, None, _STDIN_NAME, None)


def read_stream(stream: IO[bytes], kind: str | None, where: str, path: str | None) -> Iterator[Article | SourceError]:
    """The articles of one open stream. Without a `kind` (a value of KINDS) its content decides."""
    try:
        head = b""
        if kind is None:
            head = _read_up_to(stream, _HEAD)
            kind = sniff(head)
        joined = cast("IO[bytes]", io.BufferedReader(_Joined(head, stream))) if head else stream
        if kind == "jsonl":
            yield from read_jsonl(joined, where, path)
        elif kind == "jsonl.gz":
            with gzip.GzipFile(fileobj=joined) as plain:
                yield from read_jsonl(cast("IO[bytes]", plain), where, path)
        else:
            yield _read_whole(_read_up_to(joined, MAX_FILE + 1), kind, where, path)
    except SourceError as error:
        yield error
    except OSError as error:
        yield SourceError(where, _why(error))


def _read_whole(data: bytes, kind: str, where: str, path: str | None) -> Article:
    if len(data) > MAX_FILE:
        raise SourceError(where, f"larger than {MAX_FILE // 2**20} MB")
    if not data.strip():
        raise SourceError(where, "empty")
    if kind == "html":
        return read_html(data, where, path=path)
    if kind == "pdf":
        return read_pdf(data, where, path=path)
    if kind == "json":
        raise SourceError(where, "a single JSON document; JSON Lines (one object per line) is needed")
    text = decode_text(data, where)
    if not text.strip():
        raise SourceError(where, "empty")
    return read_markdown(text, path) if kind == "markdown" else make_article(text, path=path)


def sniff(head: bytes) -> str:
    """What bytes are, by their beginning: a value of KINDS, or `json` for a JSON document over several lines."""
    if head.startswith(b"\x1f\x8b"):
        return "jsonl.gz"
    if head.startswith(b"%PDF-"):
        return "pdf"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _HTML.match(start):
        return "html"
    first = start.split(b"\n", 1)[0].strip()
    if re.match(rb'\{\s*"', first):
        return "jsonl"
    if re.match(rb'[\[{]\s*[\[{"]', start) and (first in (b"{", b"[") or first.startswith((b"[{", b"[["))):
        return "json"
    return "text"


def _read_up_to(stream: IO[bytes], size: int) -> bytes:
    """Up to `size` bytes; fewer only at the end (a pipe gives less than asked for at a time)."""
    pieces = []
    while size > 0 and (piece := stream.read(min(size, 2**20))):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


class _Joined(io.RawIOBase):
    """Bytes already taken from a stream, then the rest of it."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        piece = self._head[: len(view)] if self._head else self._rest.read(len(view)) or b""
        self._head = self._head[len(piece) :] if self._head else b""
        view[: len(piece)] = piece
        return len(piece)


def _why(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    text = error.strerror if isinstance(error, OSError) else None
    return (text or "could not be read").lower()


def _shown(path: Path) -> str:
    """`path` as text, by which it can be named again."""
    return storable(as_text(path))
