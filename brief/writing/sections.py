"""Where a source sentence belongs in a briefing: what happened, what a party holds, or what is to come. Pure."""

from __future__ import annotations

import re

_SPEECH = (
    r"sa(?:id|ys)|told|maintain(?:s|ed)?|argu(?:es|ed)|insist(?:s|ed)?|oppos(?:es|ed)|call(?:s|ed) (?:for|on)|urg(?:es|ed)"
    r"|demand(?:s|ed)?|reject(?:s|ed)?|accus(?:es|ed)|warn(?:s|ed)?|den(?:ies|ied)|claim(?:s|ed)?|criticiz(?:es|ed)"
    r"|criticis(?:es|ed)|welcom(?:es|ed)|condemn(?:s|ed)?|describ(?:es|ed)|regards?|believ(?:es|ed)|stress(?:es|ed)"
    r"|reiterat(?:es|ed)|recall(?:s|ed)|contend(?:s|ed)?|support(?:s|ed)|back(?:s|ed)|vow(?:s|ed)|pledg(?:es|ed)"
    r"|refus(?:es|ed)|express(?:es|ed)|complain(?:s|ed)?|respond(?:s|ed)|wants?|wanted|asked|hopes?|hoped|press(?:es|ed)"
    r"|has been heaping pressure|remains? open"
)
_POSITION = re.compile(rf"\b(?:{_SPEECH})\b|[\"“][^\"”]{{12,}}[\"”]")
_HOLDING = re.compile(
    r"\b(?:maintain|argu|insist|oppos|call(?:s|ed) (?:for|on)|urg(?:es|ed)|demand|reject|accus|warn|den(?:ies|ied)|criticiz"
    r"|criticis|condemn|regards?|contend|stress|reiterat|refus|vow|wants?\b|heaping pressure|position|stance|remains? open)",
)
_TO_COME = re.compile(
    r"\b(?:will|is (?:set|due|expected|scheduled|planned|likely|to)|are (?:set|due|expected|scheduled|planned|likely|to)"
    r"|was (?:set|due|expected|scheduled) to|set to expire|scheduled (?:for|to)|expected to|due to (?:meet|expire|end|begin|start|visit|take)"
    r"|unless|next (?:week|month|year|spring|summer|fall|autumn|winter)|later (?:this|in the) \w+|deadline|upcoming|plans? to"
    r"|would (?:expire|end|take effect|begin)|in the coming|remains? to be seen|by the end of)\b"
)


def section_of(text: str) -> str:
    """The section of models.SECTIONS a sentence belongs in, apart from the bottom line."""
    if _TO_COME.search(_outside_quotations(text)) and not _HOLDING.search(text):
        return "what_to_watch"
    if _HOLDING.search(text) or _POSITION.search(text):
        return "positions"
    return "what_happened"


def _outside_quotations(text: str) -> str:
    return re.sub(r"[\"“][^\"”]*[\"”]", " ", text)
