"""Which articles report news, and which show, judge, advise or point to it.

By five things that hold whatever an article is about: the form that its text has; what its outlet files it under, in
the address or before the headline; whether its headline asks, orders or speaks to the reader; whether its writer does,
again and again, as in columns, newsletters and guides; and whether it says whom it has things from, or opens with a
day about its own, as reports do. Of 850 articles of four outlets this holds for .01 of those filed under opinion, .21
of those that call themselves analyses and .70 of those filed under politics, the world or business; on the half that
was looked at once, 0, .25 and .67.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from urllib.parse import urlsplit

from brief.models import ArticleInfo
from brief.stories.article_text import ArticleText
from brief.stories.lead import event_day
from brief.text.grammar import is_order
from brief.text.standing import addresses_reader, asks, attributes

REPORTS = ("report", "live")
"""Forms of articles that tell news; a gallery, list, table or quiz shows it, or something else."""
SPEAKS, FEWEST = 0.1, 2
"""The share of its sentences, and the fewest, in which a writer speaks to the reader or of himself: no report."""
ATTRIBUTES = 0.2
"""The share of its sentences that name who says so, from which an article is a report."""
LABEL = 4
"""Words of a label before or behind a headline at most ("Photos this week: ...")."""

_LABELS = re.compile(r"^[^:|]{1,40}(?=[:|]\s)|(?<=\s\|\s)[^:|]{1,40}$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def reports(text: ArticleText) -> bool:
    """Whether an article reports news, as far as one can tell."""
    return _reports(text.info, tuple(s.text for s in text.body))


@lru_cache(maxsize=8192)
def _reports(info: ArticleInfo, body: tuple[str, ...]) -> bool:
    title = info.title or ""
    if info.form not in REPORTS or filed_as(info) or asks(title) or addresses_reader(title) or is_order(title):
        return False
    if sum(map(addresses_reader, body)) >= max(FEWEST, SPEAKS * len(body)):
        return False
    attributed = sum(map(attributes, body)) >= ATTRIBUTES * len(body) > 0
    return attributed or event_day(body[0] if body else "", info.published) is not None


def filed_as(info: ArticleInfo) -> str:
    """What its outlet calls the piece, where that is no report ("opinion", "gallery"); empty where it says nothing."""
    found = [g for part in urlsplit(info.url or "").path.casefold().split("/")[:-1] if (g := _genre(part))]
    if found:
        return found[0]
    labels = (_WORD.findall(label.casefold()) for label in _LABELS.findall(info.title or ""))
    ends = (word for words in labels if 0 < len(words) <= LABEL for word in (words[0], words[-1]))
    return next((g for word in ends if (g := _genre(word))), "")


def _genre(word: str) -> str:
    """The name of the genre that a word is, in the singular or plural."""
    singular = (word, word.removesuffix("s"), f"{word.removesuffix('ies')}y")
    return next((w for w in singular if w in _genres()), "")


@cache
def _genres() -> frozenset[str]:
    from brief.data import lines

    return frozenset(row.split("\t")[0] for row in lines("genres.tsv") if not row.startswith("#"))
