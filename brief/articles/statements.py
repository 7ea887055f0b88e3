"""What states nothing: a question, an order to the reader, a piece without a verb, an aside to the reader.

A page of news may hold any of these; none of them says what happened, so none is evidence. Quoted words are left out of
account: what people ask and order is news.
"""

from __future__ import annotations

import re
from datetime import date

from brief.articles.credits import is_credited
from brief.articles.shapes import gives_contact
from brief.text.date_forms import DAY_NAME, MONTH
from brief.text.dates import find_dates, possible_days
from brief.text.grammar import has_finite_verb, has_sure_verb, is_in_present, is_order
from brief.text.quotations import has_quotation_mark, outside_quotations
from brief.text.standing import speaks_of_itself

ABOUT_THE_TEXT = "about the text itself"
"""The reason that holds for what follows in the same paragraph too ("It has been corrected.")."""
_QUESTION = re.compile(r"[?？][)\]*_]*$")
_YOU = re.compile(r"(?<![\w-])(?:you|your|yours|yourself)(?![\w-])", re.IGNORECASE)
_POINTS_AHEAD = re.compile(r"Here(?:['’]s|\sis|\sare)\s[^:\n]+")
"""The text's own "here", of what it tells next."""
_ON_A_DAY = re.compile(rf"(?:\bon|\bin|\b(?:on|in) [A-Z][\w.]+(?: [A-Z][\w.]+)?,) (?=(?:{DAY_NAME},? )?{MONTH}\b)")
_RARE = 0.1
"""Share of an article's sentences up to which something is an exception; above, it is how it is written."""
_LONGEST_LABEL = 20
_TITLE = 5
"""Words that are the same by chance in no three sentences."""


def why_no_statement(text: str, published: date | None = None) -> str | None:
    """Why an English sentence of an article of `published` states nothing, in words; None if it may state something."""
    if "?" in text[-4:] and _QUESTION.search(outside_quotations(text)):
        return "a question"
    if gives_contact(text) and gives_contact(outside_quotations(text)):
        return "where to write, look or call"
    if speaks_of_itself(text) and speaks_of_itself(outside_quotations(text)):
        return ABOUT_THE_TEXT
    if "/" in text and is_credited(text):
        return "a caption with its credit"
    if has_quotation_mark(text):
        return None
    if text.endswith(":") or (text.startswith("Here") and _POINTS_AHEAD.fullmatch(text)):
        return "only opens what follows"
    if not has_sure_verb(text):
        if not has_finite_verb(text):
            return "no verb"
        if published and _is_caption(text, published):
            return "a caption: a past day in the present tense"
    return "an order to the reader" if is_order(text) else None


def _is_caption(text: str, published: date) -> bool:
    """Whether a sentence tells in the present of a day that is over ("Divers wait on the pier on May 5."): news does
    so of nothing."""
    found = _ON_A_DAY.search(text)
    if found is None or not is_in_present(text):
        return False
    named = next((m for m in find_dates(text) if m.end > found.end()), None)
    days = possible_days(named, published) if named and named.month else ()
    return bool(days) and min(days, key=lambda span: abs((span.first - published).days)).last < published


def addresses_reader(text: str) -> bool:
    """Whether an English sentence speaks to its reader, outside of quotations."""
    return (
        ("you" in text or "You" in text)
        and _YOU.search(text) is not None
        and _YOU.search(outside_quotations(text)) is not None
    )


def begins_inside(text: str) -> bool:
    """Whether a text begins with a small letter, as what is left where the front of a sentence was lost; "iPhone" is
    a word that does so."""
    if not text[0].islower():
        return False
    first = text.split(None, 1)[0]
    return first.isalpha() and first.islower()


def title_in_front(text: str) -> str | None:
    """The first words of a text where a label opens them: what stands in front of each caption of a gallery
    ("Photos: The life of a pier A diver waits ...")."""
    if ":" not in text[:_LONGEST_LABEL]:
        return None
    words = text.split(None, _TITLE)[:_TITLE]
    return " ".join(words) if len(words) == _TITLE and words[0].endswith(":") else None


def is_rare(count: int, sentences: int) -> bool:
    """Whether so many of an article's sentences are few enough to be exceptions, and not how it is written."""
    return count <= _RARE * sentences
