"""Grow a file of real articles into as many as wanted, each copy in changed words, streaming.

A copy keeps its sentences, but three words of ten are put in place of others of about the same frequency, the same
ones throughout the copy, and its day moves back. So the vocabulary stays as wide and its words as frequent as they
were, and no copy is a near-copy. The same input gives the same output.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from zlib import crc32

_WORD = re.compile(r"[A-Za-z]{4,}")
_BLOCK = 8
"""Words of neighbouring frequency that take each other's places."""
_CHANGED = 0.3
_BACK_DAYS = 97
SHORTEST = 1500
"""Characters of an article that is used at all: scale is measured on long ones."""


def grow(source: Path, count: int) -> Iterator[dict[str, str]]:
    """`count` records as `brief add` reads them, from the .jsonl(.gz) records of `source` with at least 1,500
    characters of text and a date; as they are first, then in changed words."""
    counts: Counter[str] = Counter()
    usable = 0
    for record in _records(source):
        usable += 1
        counts.update(w.casefold() for w in _WORD.findall(record["text"]))
    if not usable:
        raise SystemExit(f"{source} has no article of {SHORTEST} characters with a date")
    ranked = [w for w, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    rank = {w: n for n, w in enumerate(ranked)}
    made = copy = 0
    while True:
        for record in _records(source):
            if made == count:
                return
            yield _changed(record, copy, ranked, rank)
            made += 1
        copy += 1


def _records(source: Path) -> Iterator[dict[str, str]]:
    with gzip.open(source, "rt", encoding="utf-8") if source.suffix == ".gz" else source.open(encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            day = (record.get("published") or record.get("publish_date") or "").replace("/", "-")[:10]
            if day and len(record["text"]) >= SHORTEST:
                title = record.get("title") or ""
                yield {"id": str(record["id"]), "title": title, "published": day, "text": record["text"]}


def _changed(record: dict[str, str], copy: int, ranked: list[str], rank: dict[str, int]) -> dict[str, str]:
    if copy == 0:
        return record

    def other(match: re.Match[str]) -> str:
        word = match[0].casefold()
        place = rank.get(word)
        if place is None or crc32(f"{copy} {word}".encode()) % 100 >= 100 * _CHANGED:
            return match[0]
        block = place - place % _BLOCK
        new = ranked[min(block + (place + copy) % _BLOCK, len(ranked) - 1)]
        return new.upper() if match[0].isupper() else new.capitalize() if match[0][0].isupper() else new

    day = date.fromisoformat(record["published"]) - timedelta(_BACK_DAYS * copy)
    return {
        "id": f"{record['id']}#{copy}",
        "title": _WORD.sub(other, record["title"]),
        "published": day.isoformat(),
        "text": _WORD.sub(other, record["text"]),
    }
