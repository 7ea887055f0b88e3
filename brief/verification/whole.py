"""Whether a drafted sentence is whole, and of the news: small models leave off, or speak of what they were shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WHOLE = re.compile(r"[.!?…][\s\"'”’»)\]*_]*$")
_NO_END = frozenset(
    """a an the and or but of to from with for at by as than that which who whose because if while is are was were be
    been has have had will would shall should can could may might must its their his her our called""".split()
)
_FEWEST = 4
"""Words of a sentence that has no mark at its end; with fewer it is a scrap."""
_META = re.compile(
    r"^\W*(?:the|these|this|all) (?:given |provided |numbered |above )?(?:notes?|sentences?|text|passages?|evidence"
    r"|headlines?|context) (?:\([^)]*\) )?"
    r"(?:describes?|says?|states?|mentions?|shows?|indicates?|provides?|is|are|does|do)\b"
    r"|\b(?:numbered|given|provided) sentences\b|\bas an AI\b",
    re.IGNORECASE,
)
_TAIL = 200
"""Characters at the end of a sentence that its last two words are looked for in."""
_LAST_TWO = re.compile(r"(\w+)\W+(\w+)\W*$")


def breaks_off(text: str, sources: Sequence[str]) -> bool:
    """Whether a sentence begins within another, ends where a source goes on with a quotation, or in a word that
    nothing can end in.

    A model that does not escape a quotation mark breaks off at it: "the minister called the plan".
    """
    if text[:1].islower() and any(re.search(rf"\W{re.escape(text[:12])}", source) for source in sources):
        return True
    if _WHOLE.search(text):
        return False
    if len(text.split()) < _FEWEST:
        return True
    last = _LAST_TWO.search(text[-_TAIL:])
    if last is None:
        return False
    if last[2].lower() in _NO_END:
        return True
    quoted = re.compile(rf"\b{last[1]}\W+{last[2]}\W{{0,2}}\s[\"'“‘«]", re.IGNORECASE)
    return any(quoted.search(source) for source in sources)


def speaks_of_itself(text: str, sources: Sequence[str]) -> bool:
    """Whether a sentence tells of the sentences that a model was shown ("The notes describe ...")."""
    found = _META.search(text)
    return found is not None and not any(found[0].casefold() in source.casefold() for source in sources)
