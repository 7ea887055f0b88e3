"""What states nothing: a question, an order to the reader, a piece without a verb, an aside to the reader.

A page of news may hold any of these; none of them says what happened, so none is evidence. Quoted words are left out of
account: what people ask and order is news.
"""

from __future__ import annotations

import re

from brief.text.grammar import has_finite_verb, is_order
from brief.text.quotations import has_quotation_mark, outside_quotations

_QUESTION = re.compile(r"[?？][)\]*_]*$")
_YOU = re.compile(r"(?<![\w-])(?:you|your|yours|yourself)(?![\w-])", re.IGNORECASE)
_RARE = 0.1
"""Share of an article's sentences up to which speaking to the reader is an aside; above, it is how it is written."""


def why_no_statement(text: str) -> str | None:
    """Why an English sentence states nothing, in words; None if it may state something."""
    if "?" in text[-4:] and _QUESTION.search(outside_quotations(text)):
        return "a question"
    if has_quotation_mark(text):
        return None
    if text.endswith(":"):
        return "only opens what follows"
    if not has_finite_verb(text):
        return "no verb"
    return "an order to the reader" if is_order(text) else None


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
