"""What the reader of a briefing cannot know from it: articles that were left out, are not dated, or say nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from brief.models import ArticleInfo


def gaps(
    read: Sequence[ArticleInfo],
    left_out: Sequence[ArticleInfo],
    silent: Sequence[ArticleInfo],
    as_of: date | None,
    roundups: Collection[str] = (),
) -> Iterable[str]:
    """What the reader of this briefing cannot know from it, a line each; `roundups` are versions of articles."""
    later = [i for i in left_out if as_of and i.published and i.published > as_of]
    undated_out = [i for i in left_out if i.published is None]
    if later:
        yield f"Left out, published after {as_of}: {_titles(later)}."
    if undated_out:
        yield f"Left out, date unknown: {_titles(undated_out)}."
    others = len(left_out) - len(later) - len(undated_out)
    if others:
        yield f"Left out by dates, outlets or the limit: {_count(others, 'article')}."
    undated = [i for i in read if i.published is None]
    if undated:
        yield f"Undated: {_titles(undated)}."
    inferred = [i for i in read if i.published_basis == "inferred"]
    if inferred:
        yield f"Date inferred: {_titles(inferred)}."
    found = [i for i in read if i.version in roundups]
    if found:
        yield f"Not covered, roundups of other reports: {_titles(found)}."
    if silent:
        yield f"Not covered, no usable sentence found: {_titles(silent)}."


def _titles(infos: Sequence[ArticleInfo]) -> str:
    from brief.stories.titles import clean_title

    return _names(clean_title(i.title or "") or i.path or i.url or i.id for i in infos)


def _names(titles: Iterable[str]) -> str:
    quoted = [f"“{t}”" for t in titles]
    more = f" and {len(quoted) - 5} more" if len(quoted) > 6 else ""
    return ", ".join(quoted[:5] if more else quoted) + more


def _count(n: int, one: str) -> str:
    return f"{n:,} {one if n == 1 else one + 's'}"


def language_note(infos: Sequence[ArticleInfo]) -> tuple[str, ...]:
    foreign = any(i.language not in ("en", "und") for i in infos)
    return ("Some articles are not in English; the checks are made for English.",) if foreign else ()
