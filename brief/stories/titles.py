"""What a story is called: the best headline of its articles, without what agencies and sites put around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from brief.stories.article_text import ArticleText
from brief.stories.lead import OPENING, has_news
from brief.stories.reporting import may_report, reports
from brief.text.grammar import connects
from brief.text.tokens import stems

CENTRAL = 0.7
"""The share of the most central article's likeness to the others from which a headline is about what they are about."""
NEWEST = 0.5
"""The same for an article of the newest day, which says where the story stands."""
WHOLE = 0.15
"""What it is worth that a headline is whole, beside how central its article is."""
FEWEST = 3
"""Words of a headline that are kept, whatever they are."""
LONGEST = 110
"""Characters of a headline that still reads as one."""

_SENTENCE = re.compile(r"(?:\S+\s){3,}?[^\W\d_A-Z]{3,}[.!?](?=\s[A-Z])")
_SITE = re.compile(r"\s\|(?:\s[^\s|]+){1,4}$")
_CUT_OFF = re.compile(r"\s*(?:\.\.\.|…)$")
_PREFIX = re.compile(
    r"""^(?: (?:date\s+)? \d{4}[-/]\d{1,2}[-/]\d{1,2} (?=\s)
          | \((?: \d?\s*(?:st|nd|rd|th)?\s*(?:LEAD|LD) | URGENT | (?:NEWS\s+)?FOCUS | EDITORIAL )[^)]{0,12}\)
          | \#+
          | (?:UPDATE|WRAPUP|RPT|REFILE|CORRECTED|EXCLUSIVE) (?:\s*\d+)? \s*[-:]
        )\s*""",
    re.VERBOSE,
)


def clean_title(title: str) -> str:
    """A headline without what agencies put around it: a date, (LEAD), (2nd LD), `UPDATE 1-`, ` | Outlet` at the end.

    A headline that a feed cut off keeps a mark of it ("…"), behind a word that can end one (not "to", "and the").
    """
    whole = " ".join(title.split())
    text = _CUT_OFF.sub("", whole)
    cut = text != whole
    parted = _SITE.sub("", text)
    # "Senate clears step | CNN ...": what is cut off is the site's name, not the headline.
    cut, text = cut and parted == text, parted
    before = None
    while text != before:
        before = text
        text = _PREFIX.sub("", text).strip()
    return (_ended(text) if cut else text) if text else whole


def _ended(text: str) -> str:
    """A piece of a headline, without the articles, prepositions and conjunctions at its end, and marked as one; of a
    headline of two sentences the first, which is whole."""
    sentence = _SENTENCE.match(text)
    if sentence:
        return sentence[0].rstrip(".")
    words = text.split()
    while len(words) > FEWEST and connects(words[-1]):
        words.pop()
    return " ".join(words).rstrip(",;:-–— ") + "…"


def story_title(texts: Sequence[ArticleText], centre: Sequence[float]) -> str:
    """The headline that says where the story stands. `centre`: how alike each article is to the others, in sum.

    Among the articles about what the others are about, one that reports, and whose opening says when; of these the
    newest day's, then the more central and the whole one.
    """
    most = max(centre, default=0.0)
    newest = max((t.info.published for t in texts if t.info.published), default=None)
    able = [
        (t, c)
        for t, c in zip(texts, centre, strict=True)
        if c >= (NEWEST if t.info.published == newest else CENTRAL) * most and (t.info.title or "").strip()
    ]
    if not able:
        return _opening_words(texts[0]) if texts else "Untitled"
    best = max(range(len(able)), key=lambda i: (*_worth(able[i][0]), _central(*able[i], most), -i))
    return clean_title(able[best][0].info.title or "") or _opening_words(able[best][0])


def says_of(headline: str | None, sentence: str) -> float:
    """The share of a headline's words that a sentence has: one that has none tells other things; 1 without one."""
    wanted = set(stems(clean_title(headline or "")))
    return len(wanted & set(stems(sentence))) / len(wanted) if wanted else 1.0


def _worth(text: ArticleText) -> tuple[bool, bool, bool, date]:
    return may_report(text), reports(text), has_news(text), text.info.published or date.min


def _central(text: ArticleText, centre: float, most: float) -> float:
    """How central the article is, and how much of its headline it opens with, as reports do and features do not; a
    headline that is not whole, or too long to be one, counts for less."""
    title = clean_title(text.info.title or "")
    whole = not title.endswith("…") and len(title) <= LONGEST
    opens = max((says_of(title, s.text) for s in text.body[:OPENING]), default=0.0)
    return (centre / most if most else 1.0) + opens + (WHOLE if whole else 0.0)


def _opening_words(text: ArticleText) -> str:
    words = " ".join(text.body[0].text.split()).split(" ") if text.body else []
    if not words:
        return "Untitled"
    return " ".join(words[:12]) + ("…" if len(words) > 12 else "")
