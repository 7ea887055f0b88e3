"""Followed sources, topics and what a look at them brought, as plain text and as JSON objects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from brief.models import FetchReceipt, Followed, Topic
from brief.render.safe import one_line


def render_sources(sources: Sequence[Followed]) -> Iterator[str]:
    """Two lines a source: what it is called and how it is, then where it is. Times are local."""
    for source in sources:
        under = f", topic {source.topic}" if source.topic else ""
        yield f"{one_line(source.name)} ({source.kind}{one_line(under)}): {one_line(_state(source))}\n"
        yield f"  {one_line(source.place)}\n"


def _state(source: Followed) -> str:
    held = f"{source.articles:,} {'article' if source.articles == 1 else 'articles'}"
    if source.error:
        times = f"{source.failures} times in a row" if source.failures > 1 else "at the last try"
        since = f", last read {_local(source.read)}" if source.read else ", never read"
        return f"failed {times} ({_local(source.tried)}): {source.error}{since}; {held}"
    if not source.read:
        return "not read yet"
    return f"ok, read {_local(source.read)}, {source.new} new; {held}"


def _local(moment: datetime | None) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M") if moment else "never"


def source_object(source: Followed) -> dict[str, Any]:
    """A source, as `brief sources --json` prints it. Times in ISO 8601, UTC."""
    return {
        "name": source.name,
        "kind": source.kind,
        "place": source.place,
        "title": source.title,
        "topic": source.topic,
        "allow_private": source.allow_private,
        "state": source.state,
        "tried": source.tried.isoformat() if source.tried else None,
        "read": source.read.isoformat() if source.read else None,
        "error": source.error,
        "failures": source.failures,
        "new": source.new,
        "articles": source.articles,
    }


def render_receipt(receipt: FetchReceipt) -> str:
    """What a look at all sources brought, in one line."""
    count = len(receipt.visits)
    line = f"{count} {'source' if count == 1 else 'sources'}: {receipt.new} new, {receipt.updated} updated"
    if receipt.failed:
        line += f"; failed: {', '.join(one_line(visit.name) for visit in receipt.failed)}"
    return line


def render_topics(topics: Sequence[Topic]) -> Iterator[str]:
    """A line a topic."""
    for topic in topics:
        yield one_line(f"{topic.name}: {topic.words}" if topic.words else f"{topic.name} (only by its sources)") + "\n"
