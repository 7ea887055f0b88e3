"""What form an article has: a report, or something that holds many things (a roundup, a live page, a gallery …).

By structure alone: which of its lines are labels (short, without an end), whether they carry a clock time, a running
number or a quantity, how many paragraphs stand under each, and whether the parts speak of the same things.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from brief.articles.credits import is_credited
from brief.articles.shapes import is_unended

_LONGEST_LABEL = 110
_FEWEST = 3
"""So many parts of a kind make a form: two may be chance."""
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.]\d\d\s*(?:[ap]\.?\s?m\b|[A-Z]{2,4}\b|$)|\b\d{1,2}\s?[ap]\.?m\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\W{0,3}(?:No\.\s*)?(\d{1,3})(?:[.):]|\s[-–—])(?:\s|$)")
_PROMISED = re.compile(r"(?<![\d$.,:-])(\d{1,2})(?![\d%.,:-])\s+(?:[\w'’-]+\s+){0,3}[\w'’-]*s\b")
"""A headline's number of things."""
_FRACTION = re.compile(r"\W{0,3}(?:\d+\s)?(?:\d/\d|[½⅓⅔¼¾⅛])\s[a-z]")
_NAME = re.compile(r"[A-Z](?<=[a-z,] .)[\w’'-]{2,}")


def article_form(title: str | None, paragraphs: Sequence[str]) -> str:
    """The form of a text given its paragraphs, labels and headings among them, in order, without what is furniture.

    One of `report`, `roundup`, `live`, `gallery`, `quiz`, `recipe`, `listing`, `table`.
    """
    known = {p: is_label(p) for p in paragraphs}
    labels = [p for p in paragraphs if known[p]]
    prose = len(paragraphs) - len(labels)
    stamped = sum(1 for p, below in pairwise(paragraphs) if known[p] and not known[below] and _CLOCK.search(p))
    if stamped >= _FEWEST:
        return "live"
    if _asks(paragraphs):
        return "quiz"
    if sum(1 for p in labels if _FRACTION.match(p)) > 1:
        return "recipe"
    if sum(1 for p in paragraphs if is_credited(p)) > max(_FEWEST, 0.5 * len(paragraphs)):
        return "gallery"
    if len(labels) > 2 * _FEWEST and len(labels) > 1.5 * prose:
        with_figures = sum(1 for p in labels if any(c.isdigit() for c in p))
        return "table" if with_figures > 0.6 * len(labels) else "listing"
    return "roundup" if _is_roundup(title, paragraphs, known) else "report"


def is_label(paragraph: str) -> bool:
    """Whether a paragraph is a heading, a list's entry or a field rather than a sentence: short, and without an end."""
    return len(paragraph) <= _LONGEST_LABEL and is_unended(paragraph)


def _asks(paragraphs: Sequence[str]) -> bool:
    """Whether questions stand over short answers to choose from, again and again."""
    asked = 0
    for at, paragraph in enumerate(paragraphs):
        below = paragraphs[at + 1 : at + 3]
        asked += paragraph.endswith("?") and len(below) == 2 and all(is_label(p) and len(p) < 60 for p in below)
    return asked >= _FEWEST


def _is_roundup(title: str | None, paragraphs: Sequence[str], known: Mapping[str, bool]) -> bool:
    """Numbered items, more than a few or as many as the headline promises; or parts that share no names."""
    numbers = [int(found[1]) for p in paragraphs if (found := _NUMBERED.match(p))]
    running = sum(1 for a, b in pairwise(numbers) if abs(b - a) == 1) + 1 if numbers else 0
    parts = _parts(paragraphs, known)
    promised = _PROMISED.search(title or "")
    wanted = int(promised[1]) if promised else 0
    if running > _FEWEST or running == wanted >= _FEWEST or (wanted > _FEWEST and abs(len(parts) - wanted) <= 1):
        return True
    if len(parts) <= _FEWEST:
        return False
    names = [frozenset(_NAME.findall(part)) for part in parts]
    return all(names) and sum(1 for a, b in pairwise(names) if a & b) <= 0.2 * (len(names) - 1)


def _parts(paragraphs: Sequence[str], known: Mapping[str, bool]) -> list[str]:
    """The labels that have text under them, with it."""
    parts: list[list[str]] = []
    for paragraph in paragraphs:
        if known[paragraph]:
            parts.append([paragraph])
        elif parts:
            parts[-1].append(paragraph)
    return [" ".join(part) for part in parts if len(part) > 1]
