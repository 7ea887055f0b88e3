"""Where a source sentence belongs in a briefing: what happened, what a party holds, or what is to come. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from brief.text.resolving import find_dates

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
    rf"|(?<![Tt]he )next {_PERIOD}|later (?:this|in the) \w+|deadline|upcoming|(?<!a )(?<!no )(?<!the )plans? to"
    r"|would (?:expire|end|take effect|begin)"
    r"|in the coming|remains? to be seen|by the end of)\b"
)


OUTDATED = timedelta(7)
"""How much newer the story's newest article may be than a sentence that says what will be, but not when."""


def section_of(text: str, published: date | None = None, newest: date | None = None) -> str:
    """The section of models.SECTIONS a sentence belongs in, apart from the bottom line.

    `published` is the day of its article, `newest` that of the newest one of its story: what was to come on a day that
    is past by then, is not to be watched any more.
    """
    if (
        _TO_COME.search(_outside_quotations(text))
        and not _HOLDING.search(text)
        and not _is_over(text, published, newest)
    ):
        return "what_to_watch"
    if _HOLDING.search(text) or _SAYING.search(text):
        return "positions"
    return "what_happened"


def _is_over(text: str, published: date | None, newest: date | None) -> bool:
    if published is None or newest is None:
        return False
    ahead = [d.resolved.last for d in find_dates(text, published) if d.resolved.last > published]
    if ahead:
        return max(ahead) < newest or (max(ahead) == newest and published < newest)
    return newest - published > OUTDATED


def _outside_quotations(text: str) -> str:
    return re.sub(r"[\"“][^\"”]*[\"”]", " ", text)
