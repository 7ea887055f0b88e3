"""JSON Lines: one object an article, read record by record."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from typing import IO

from brief.errors import SourceError
from brief.models import Article
from brief.sources.dates import written_date
from brief.sources.identity import make_article

MAX_LINE = 64 * 1024 * 1024
"""Longest record read, in bytes; a longer one is refused and skipped without being held."""


def read_jsonl(stream: IO[bytes], where: str, path: str | None) -> Iterator[Article | SourceError]:
    """The articles of a JSON Lines stream, one at a time; a line that is no article gives a SourceError.

    A record is an object with `text` and any of `id url title published|publish_date source authors section`.
    `where` names the stream in errors (`where:LINE`), `path` goes into the articles. A record without a url
    and an id is identified by its content.
    """
    number = 0
    seen = False
    try:
        while line := stream.readline(MAX_LINE + 1):
            number += 1
            if len(line) > MAX_LINE:
                yield SourceError(f"{where}:{number}", f"a line of more than {MAX_LINE // 2**20} MB")
                _skip_line(stream, line)
                seen = True
            elif number == 1 and b"\0" in line:
                yield SourceError(where, "not text (binary data or UTF-16; JSON Lines is UTF-8)")
                return
            elif line.strip():
                seen = True
                yield _read_record(line, f"{where}:{number}", path)
    except (EOFError, zlib.error):
        yield SourceError(where, f"the compressed data is cut short or damaged after line {number}")
        return
    except OSError as error:  # gzip.BadGzipFile is one
        yield SourceError(where, _damage(error, number))
        return
    if not seen:
        yield SourceError(where, "empty")


def _damage(error: OSError, number: int) -> str:
    if isinstance(error, gzip.BadGzipFile):
        return f"not valid gzip data after line {number}" if number else "not gzip data"
    return error.strerror or "could not be read"


def _skip_line(stream: IO[bytes], line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(2**20)


def _read_record(line: bytes, where: str, path: str | None) -> Article | SourceError:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return SourceError(where, "not UTF-8")
    except json.JSONDecodeError as error:
        return SourceError(where, f"broken JSON ({error.msg} at character {error.pos + 1})")
    except (ValueError, RecursionError):
        return SourceError(where, "broken JSON")
    if not isinstance(record, dict):
        return SourceError(where, "not a JSON object")
    text = record.get("text")
    if not isinstance(text, str) or not text.strip("\0 \t\r\n\f\v"):
        return SourceError(where, "no text")
    published = written_date(record.get("published")) or written_date(record.get("publish_date"))
    url = _string(record.get("url"))
    record_id = _string(record.get("id"))
    return make_article(
        text,
        title=_string(record.get("title")),
        source=_string(record.get("source")),
        published=published,
        published_basis="record" if published else None,
        authors=_strings(record.get("authors")),
        sections=_strings(record.get("section")),
        url=url,
        path=path,
        record_id=record_id,
        by_content=record_id is None,
    )


def _string(value: object) -> str | None:
    """A string field; an integer id counts as one, anything else as not given."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value.strip() else None


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [v for v in value if isinstance(v, str)]
    return []
