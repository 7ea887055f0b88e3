"""What states nothing: a question, an order to the reader, a piece without a verb, an aside to the reader.

A page of news may hold any of these; none of them says what happened, so none is evidence. Quoted words are left out of
account: what people ask and order is news.
"""

from __future__ import annotations

import re
from datetime import date

from brief.articles.credits import is_credited
from brief.text.date_forms import DAY_NAME, MONTH
from brief.text.dates import find_dates, possible_days
from brief.text.grammar import has_finite_verb, has_sure_verb, is_in_present, is_order
from brief.text.quotations import has_quotation_mark, outside_quotations

ABOUT_THE_TEXT = "about the text itself"
"""The reason that holds for what follows in the same paragraph too ("It has been corrected.")."""
_QUESTION = re.compile(r"[?？][)\]*_]*$")
_YOU = re.compile(r"(?<![\w-])(?:you|your|yours|yourself)(?![\w-])", re.IGNORECASE)
_THIS_TEXT = re.compile(
    r"(?<![\w-])(?<!\bfor )[Tt]his (?:story|article|report|column|newsletter|page|podcast)(?![\w-])"
)
_ON_A_DAY = re.compile(rf"(?:\bon|\bin|\b(?:on|in) [A-Z][\w.]+(?: [A-Z][\w.]+)?,) (?=(?:{DAY_NAME},? )?{MONTH}\b)")
_RARE = 0.1
"""Share of an article's sentences up to which speaking to the reader is an aside; above, it is how it is written."""


def why_no_statement(text: str, published: date | None = None) -> str | None:
    """Why an English sentence of an article of `published` states nothing, in words; None if it may state something."""
    if "?" in text[-4:] and _QUESTION.search(outside_quotations(text)):
        return "a question"
    if ("this " in text or "This " in text) and _THIS_TEXT.search(outside_quotations(text)):
        return ABOUT_THE_TEXT
    if "/" in text and is_credited(text):
        return "a caption with its credit"
    if has_quotation_mark(text):
        return None
    if text.endswith(":"):
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


def is_aside(addressing: int, sentences: int) -> bool:
    """Whether `addressing` of so many sentences are few enough to be asides."""
    return addressing <= _RARE * sentences
