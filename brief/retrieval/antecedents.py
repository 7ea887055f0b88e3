"""Which earlier sentence says who "he" or "the minister" is.

News names a person in full once, often two or three sentences before it quotes them as "he". What a pronoun of
persons or a bare title opens is followed back to the sentence that names someone; what another dependent word opens
("This", "However") leans on the sentence just before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from brief.models import Sentence
from brief.retrieval.scoring import depends
from brief.retrieval.tokens import place_key
from brief.text.names import NameMention, names

REACH = 3
"""Sentences that are gone back at most."""

_TITLE = (
    r"(?:president|minister|premier|chancellor|secretary|governor|mayor|senator|lawmaker|congress(?:man|woman)|ambassador"
    r"|envoy|spokes(?:man|woman|person)|chair(?:man|woman)?|director(?:-general)?|chief|leader|judge|justice|prosecutor"
    r"|lawyer|attorney|general|admiral|commander|officer|official|king|queen|prince|princess|pope|bishop|archbishop"
    r"|professor|economist|analyst|scientist|researcher|author|actor|actress|singer|coach|captain|player|founder"
    r"|executive|manager|activist|defendant|suspect|victim|widow|\d+-year-old)"
)
_WHO = re.compile(r"^[\"“‘']?(?:He|She|His|Her|Hers|[Hh]e[’'](?:s|d)|She[’'](?:s|d))\b")
_BARE_TITLE = re.compile(
    rf"^[\"“‘']?The (?:[a-z-]+ ){{0,2}}?(?P<title>{_TITLE})(?:[’']s)?(?= (?!of\b|for\b|[A-Z])|,(?! [A-Z]))"
)
_HOUSE = re.compile(
    r"\b(?:Agency|Ministry|Council|Committee|Commission|Department|University|Bank|Court|Union|Party|Association|Company"
    r"|Corporation|Group|Institute|Office|Assembly|Parliament|Congress|Senate|House|Organization|Organisation|Nations"
    r"|Chiefs|Forces?|Army|Navy|Police|Times|Post|News|Press|City|County|River|Street|Island|Islands|Sea|Agreement|Act"
    r"|Treaty|War|Party|Club|League|Cup)\b"
)


def is_bare_title(text: str) -> bool:
    """Whether a sentence opens with a person's title and no name ("The minister said ...")."""
    return _BARE_TITLE.match(text) is not None


def antecedent(sentences: Sequence[Sentence], at: int) -> int | None:
    """The index of the earlier sentence without which `sentences[at]` cannot be understood; None if there is none.

    `sentences` are those of one article, in text order.
    """
    text = sentences[at].text
    title = _BARE_TITLE.match(text)
    if title is None and not depends(sentences[at]):
        return None
    if title is not None or _WHO.match(text):
        for back in range(at - 1, max(-1, at - 1 - REACH), -1):
            if _names_someone(sentences[back].text, title["title"] if title else ""):
                return back
    # A title that nothing near explains ("The president spoke.") stands alone; a pronoun never does.
    return at - 1 if at and title is None else None


def _names_someone(text: str, title: str) -> bool:
    """Whether a sentence names a person, with this title where one is given."""
    if title and not re.search(rf"\b{re.escape(title)}\b", text, re.IGNORECASE):
        return False
    return any(_is_person(text, m) for m in names(text))


def _is_person(text: str, mention: NameMention) -> bool:
    """A name in two words or more that is no place and no house; what has an article before it is no person."""
    parts = mention.text.split()
    if len(parts) < 2 or place_key(mention.text) or place_key(mention.key) or _HOUSE.search(mention.text):
        return False
    return not re.search(r"\b(?:the|The|a|an|in|In|at|near)\s+$", text[: mention.start])
