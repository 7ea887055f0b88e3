"""Which articles report news, and which show, judge, advise or point to it.

By five things that hold whatever an article is about: the form that its text has; what its outlet files it under, in
the address or before the headline; whether its headline asks, orders or speaks to the reader; whether its writer does,
again and again, as in columns, newsletters and guides; and whether it says whom it has things from, or opens with a
day about its own, as reports do. Of 850 articles of four outlets all of this holds for .01 of those filed under
opinion, .18 of those that call themselves analyses and .70 of those filed under politics, the world or business; on
the half that was looked at once, for 0, .20 and .66.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from urllib.parse import urlsplit

from brief.models import ArticleInfo
from brief.stories.article_text import ArticleText
from brief.stories.lead import event_day
from brief.text.grammar import is_order
from brief.text.quotations import quotations
from brief.text.standing import addresses_reader, asks, attributes, opens_as_question

REPORTS = ("report", "live", "roundup")
"""Forms of articles that tell news; a gallery, list, table or quiz shows it, or something else. What is laid out as a
roundup and speaks of one matter is a report in parts; what does not is no story (brief.stories.roundups)."""
SPEAKS, FEWEST = 0.1, 2
"""The share of its sentences, and the fewest, in which a writer speaks to the reader or of himself: no report."""
TOP, ATTRIBUTES = 20, 0.25
"""Sentences from the top of an article, and the share of them that quote or name who says so, from which it reports."""
LABEL = 4
"""Words of a label before or behind a headline at most ("Photos this week: ...")."""

_LABELS = re.compile(r"^[^:|]{1,40}(?=[:|]\s)|(?<=\s\|\s)[^:|]{1,40}$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LISTED = re.compile(r"\s*(?:[/|>,;&]|\band\b)\s*")


def may_report(text: ArticleText) -> bool:
    """Whether an article may be a report: nothing about its form, its genre, its headline or its writer says no."""
    return _may_report(text.info, tuple(s.text for s in text.body))


def reports(text: ArticleText) -> bool:
    """Whether an article is a report, as far as one can tell: it may be one, and it attributes or has today's news."""
    body = tuple(s.text for s in text.body)
    return _may_report(text.info, body) and _attributes(text.info, body)


@lru_cache(maxsize=4096)
def _may_report(info: ArticleInfo, body: tuple[str, ...]) -> bool:
    title = info.title or ""
    if info.form not in REPORTS or filed_as(info):
        return False
    if asks_reader(title) or is_order(title):
        return False
    return sum(map(addresses_reader, body)) < max(FEWEST, SPEAKS * len(body))


@lru_cache(maxsize=4096)
def _attributes(info: ArticleInfo, body: tuple[str, ...]) -> bool:
    top = body[:TOP]
    attributed = sum(1 for s in top if attributes(s) or quotations(s))
    return attributed >= max(1, ATTRIBUTES * len(top)) or (bool(top) and event_day(top[0], info.published) is not None)


def asks_reader(title: str) -> bool:
    """Whether a headline asks something, or speaks to who reads it."""
    return asks(title) or opens_as_question(title) or addresses_reader(title)


def filed_as(info: ArticleInfo) -> str:
    """What its outlet calls the piece, where that is no report ("opinion", "gallery"); empty where it says nothing."""
    filed = next((g for part in _sections(info) if (g := _genre(part))), "")
    if filed:
        return filed
    labels = (_WORD.findall(label.casefold()) for label in _LABELS.findall(info.title or ""))
    ends = (word for words in labels if 0 < len(words) <= LABEL for word in (words[0], words[-1]))
    return next((g for word in ends if (g := _genre(word))), "")


def is_soft(info: ArticleInfo) -> bool:
    """Whether its outlet files it under culture, sport or leisure rather than under hard news."""
    return any(_named(part, "sections.tsv") for part in _sections(info))


def _sections(info: ArticleInfo) -> list[str]:
    """What an article is filed under, case-folded: the parts of its address but for its host and the last, and what the
    outlet states, a list of sections ("Arts & Culture") taken apart."""
    try:
        address = urlsplit(info.url or "").path.split("/")[:-1]
    except ValueError:  # a record may carry anything
        address = []
    stated = (part for name in info.sections for part in _LISTED.split(name))
    return [part.casefold() for part in (*address, *stated) if part]


def _genre(word: str) -> str:
    return _named(word, "genres.tsv")


def _named(word: str, table: str) -> str:
    """The name in a table that a word is, in the singular or plural; else empty."""
    singular = (word, word.removesuffix("s"), f"{word.removesuffix('ies')}y")
    return next((w for w in singular if w in _names(table)), "")


@cache
def _names(table: str) -> frozenset[str]:
    from brief.data import lines

    return frozenset(row.split("\t")[0] for row in lines(table) if not row.startswith("#"))
