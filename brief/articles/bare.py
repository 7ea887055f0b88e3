"""Sentences that say that someone spoke, and nothing of what was said."""

from __future__ import annotations

import re

from brief.text.date_forms import MONTH

_WHEN = (
    rf"(?:on\s+|late\s+|early\s+|earlier\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday"
    rf"|{MONTH}\.?\s+\d{{1,2}}(?:,?\s+\d{{4}})?)(?:\s+(?:morning|afternoon|evening|night))?"
)
_HOW = (
    r"(?:in|during|at|through)\s+(?:an?|the|its|his|her|their)\s+(?:\w+\s+)?(?:statement|report|release|interview|briefing"
    r"|conference|speech|letter|post|email|tweet|message)"
)
_BARE = re.compile(
    rf"(?P<who>[^,;:.!?\"“”]{{1,120}}?)\s+(?:has\s+|have\s+|had\s+)?(?:said|says|say|added|stated|announced|noted|reported)"
    rf"(?:,?\s+(?:{_WHEN}|{_HOW}|so))*\s*[.!]?"
)
_SAYS_MORE = re.compile(r"\b(?:that|what|which|who|as|is|are|was|were|be|been|not|never)\b", re.IGNORECASE)


def says_nothing(text: str) -> bool:
    """Whether a sentence is only "The ministry said Thursday.", without a word of what it said."""
    found = _BARE.fullmatch(text.strip()) if len(text) < 300 else None
    return found is not None and not _SAYS_MORE.search(found["who"])
