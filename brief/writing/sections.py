"""Where a source sentence belongs in a briefing: what happened, what a party holds, or what is to come. Pure."""

from __future__ import annotations

import re

_SAYING = re.compile(
    r"\b(?:sa(?:id|ys)|told|claim(?:s|ed)?|describ(?:es|ed)|believ(?:es|ed)|recall(?:s|ed)|support(?:s|ed)|back(?:s|ed)"
    r"|welcom(?:es|ed)|express(?:es|ed)|complain(?:s|ed)?|respond(?:s|ed)|asked|hop(?:es|ed))\b"
    r"|[\"“][^\"”]{12,}[\"”]"
)
_HOLDING = re.compile(
    r"\b(?:maintain|argu(?:es|ed)|insist|oppos|call(?:s|ed) (?:for|on)|urg(?:es|ed)|demand|reject|accus|warn"
    r"|den(?:ies|ied)|critici[sz]|condemn|regards?\b|contend|stress|reiterat|refus|vow|pledg|wants?\b|wanted"
    r"|heaping pressure|position|stance|remains? open|holds? that)"
)
_PERIOD = r"(?:week|month|year|spring|summer|fall|autumn|winter)"
_TO_COME = re.compile(
    r"\b(?:will|(?:is|are) (?:set|due|expected|scheduled|planned|likely|to)"
    r"|(?:was|were) (?:set|due|expected|scheduled) to|set to expire|scheduled (?:for|to)"
    r"|expected to|due to (?:meet|expire|end|begin|start|visit|take)|unless"
    rf"|next {_PERIOD}|later (?:this|in the) \w+|deadline|upcoming|plans? to|would (?:expire|end|take effect|begin)"
    r"|in the coming|remains? to be seen|by the end of)\b"
)


def section_of(text: str) -> str:
    """The section of models.SECTIONS a sentence belongs in, apart from the bottom line."""
    if _TO_COME.search(_outside_quotations(text)) and not _HOLDING.search(text):
        return "what_to_watch"
    if _HOLDING.search(text) or _SAYING.search(text):
        return "positions"
    return "what_happened"


def _outside_quotations(text: str) -> str:
    return re.sub(r"[\"“][^\"”]*[\"”]", " ", text)
