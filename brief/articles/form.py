"""What form an article has: a report, or something that holds many things (a roundup, a live page, a gallery …).

By structure alone: which of its lines are labels (short, without an end), whether they carry a clock time, a running
number or a quantity, how many paragraphs stand under each, and whether the parts speak of the same things.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from brief.articles.shapes import is_unended

_LONGEST_LABEL = 110
_FEWEST = 3
"""So many parts of a kind make a form: two may be chance."""
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.]\d\d\s*(?:[ap]\.?\s?m\b|[A-Z]{2,4}\b|$)|\b\d{1,2}\s?[ap]\.?m\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\W{0,3}(?:No\.\s*)?(\d{1,3})(?:[.):]|\s[-–—]|\s(?=[A-Z]))")
_QUANTITY = re.compile(r"\W{0,3}(?:\d+(?:[./]\d+)?(?:\s?[½⅓⅔¼¾⅛])?|[½⅓⅔¼¾⅛])(?:\s|-)[a-z]")
_OPTION = re.compile(r"\W{0,2}\(?[A-Ea-e][.)]\s")
_NUMBER_IN_TITLE = re.compile(r"(?<![\d$.,:-])(\d{1,2})(?![\d%.,:-])\s+(?:[\w'’-]+\s+){0,3}[\w'’-]*s\b")
_FRACTION = re.compile(r"\W{0,3}(?:\d+\s)?(?:\d/\d|[½⅓⅔¼¾⅛])")
_TAIL = 60
_CREDIT = re.compile(r"[^\W\d]/[^\W\d][\w. ]{1,40}\)?$|\bvia [A-Z][\w ]{2,40}\)?$")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]{2,}")


@dataclass(frozen=True, slots=True)
class _Part:
    """A label, and the paragraphs up to the next one."""

    label: str
    paragraphs: tuple[str, ...]


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
    if sum(1 for p in labels if _OPTION.match(p)) >= 2 * _FEWEST or _asks(paragraphs):
        return "quiz"
    if sum(1 for p in labels if _QUANTITY.match(p)) > _FEWEST and any(_FRACTION.match(p) for p in labels):
        return "recipe"
    if sum(1 for p in paragraphs if _is_credited(p[-_TAIL:])) > max(_FEWEST, 0.5 * len(paragraphs)):
        return "gallery"
    if len(labels) > 2 * _FEWEST and len(labels) > 1.5 * prose:
        with_figures = sum(1 for p in labels if any(c.isdigit() for c in p))
        return "table" if with_figures > 0.6 * len(labels) else "listing"
    return "roundup" if _is_roundup(title, paragraphs, known) else "report"


def is_label(paragraph: str) -> bool:
    """Whether a paragraph is a heading, a list's entry or a field rather than a sentence: short, and without an end."""
    return len(paragraph) <= _LONGEST_LABEL and is_unended(paragraph)


def _is_credited(tail: str) -> bool:
    return ("/" in tail or " via " in tail) and _CREDIT.search(tail) is not None


def _asks(paragraphs: Sequence[str]) -> bool:
    """Whether questions stand over short answers to choose from, again and again."""
    asked = 0
    for at, paragraph in enumerate(paragraphs):
        below = paragraphs[at + 1 : at + 3]
        asked += paragraph.endswith("?") and len(below) == 2 and all(is_label(p) and len(p) < 60 for p in below)
    return asked >= _FEWEST


def _is_roundup(title: str | None, paragraphs: Sequence[str], known: Mapping[str, bool]) -> bool:
    """Numbered items, as many as the title promises or more than a few; or parts that share no names."""
    numbers = [int(found[1]) for p in paragraphs if (found := _NUMBERED.match(p))]
    running = sum(1 for a, b in pairwise(numbers) if abs(b - a) == 1) + 1 if numbers else 0
    promised = _NUMBER_IN_TITLE.search(title or "")
    parts = _parts(paragraphs, known)
    if promised and int(promised[1]) >= _FEWEST:
        wanted = int(promised[1])
        if any(wanted - 1 <= count <= wanted + 1 for count in (running, len(parts))):
            return True
    if running > _FEWEST:
        return True
    if len(parts) <= _FEWEST:
        return False
    names = [frozenset(_NAME.findall(" ".join((part.label, *part.paragraphs)))) for part in parts]
    return sum(1 for a, b in pairwise(names) if a & b) <= 0.2 * (len(names) - 1)


def _parts(paragraphs: Sequence[str], known: Mapping[str, bool]) -> list[_Part]:
    """The labels that have text under them, with it."""
    parts: list[_Part] = []
    for paragraph in paragraphs:
        if known[paragraph]:
            parts.append(_Part(paragraph, ()))
        elif parts:
            last = parts[-1]
            parts[-1] = _Part(last.label, (*last.paragraphs, paragraph))
    return [part for part in parts if part.paragraphs]
