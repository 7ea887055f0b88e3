"""Sentences that claim nothing that could be checked: questions, and opinions of the writer's own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from brief.models import Reason
from brief.verification.facts import Facts
from brief.verification.lexicon import SAYING

_QUESTION = re.compile(r"\?[\s\"'”’»)\]*_]*$")
_QUOTED_QUESTION = re.compile(r"\?\s*[\"”»]\s*$")
_JUDGING = frozenset(
    """shame pity disgrace disgraceful outrage outrageous scandalous shameful unacceptable unfair ridiculous absurd
    foolish stupid unwise terrible awful horrible wonderful brilliant fantastic great good bad sad beautiful ugly
    wrong sensible reckless welcome overdue regrettable unfortunate unfortunately fortunately thankfully hopefully sadly
    frankly surely admirable pathetic""".split()
)
_SURELY = re.compile(r"\b(?:surely|frankly|hopefully|sadly|thankfully|unfortunately|fortunately)\b", re.IGNORECASE)
_IS = (
    r"\b(?:is|are|was|were|looks?|seems?|feels?|remains?)\s+"
    r"(?:(?:simply|clearly|just|very|really|truly|quite|so|such|nothing short of|long)\s+)*(?:an?\s+)?"
)
_JUDGED = re.compile(rf"(?:{_IS}|^(?:what\s+)?an?\s+)(?P<word>[a-z]+)\b", re.IGNORECASE)
_OWN = re.compile(
    r"\b(?:I|[Ww]e) (?:\w+ )?(?:think|believe|feel|hope|doubt|fear|suspect|wish|find|say|would say|cannot help)\b"
    r"|\b[Ii]n (?:my|our) (?:view|opinion|judgement|judgment|eyes)\b|\b[Ii]f you ask me\b|\b[Tt]o my mind\b"
    r"|\b[Ii]t is (?:high )?time (?:to|for|that)\b|\b[Nn]o one (?:should|ought|can deny)\b|\b[Ll]et us\b"
)
_OUGHT = re.compile(r"\b(?:should|ought to|must(?!-)|needs? to|had better)\b")
_ASKED = re.compile(
    r"\b(?:should|ought|must|need\w*|requir\w+|urg(?:e[sd]?|ing)|demand\w*|recommend\w*|call(?:s|ed)? (?:for|on)"
    r"|ha[sd] to|have to|rules?|law|order(?:s|ed)?|advi\w+|ask(?:s|ed)?|want(?:s|ed)?|oblig\w+|condition|will|expect\w*"
    r"|plan\w*|(?:is|are|was|were) (?:to|due|set))\b",
    re.IGNORECASE,
)


def claims_nothing(claim: Facts, cited: Sequence[Facts]) -> Reason | None:
    """Why a sentence is no claim: it asks, or gives an opinion that is nobody's whom the cited sentences quote."""
    if _QUESTION.search(claim.text) and not _QUOTED_QUESTION.search(claim.text):
        return Reason("question", "a question claims nothing that could be checked")
    if claim.quotations:
        return None
    told = any(x.term in SAYING or x.low == "according" for x in claim.words.items)
    if _OWN.search(claim.text) or (not told and (_judges(claim, cited) or _demands(claim, cited))):
        return Reason("opinion", "it is an opinion, and no claim that could be checked")
    return None


def _judges(claim: Facts, cited: Sequence[Facts]) -> bool:
    """Whether it calls a thing good or bad in words that no cited sentence has."""
    said = {m["word"].casefold() for m in _JUDGED.finditer(claim.text)} & _JUDGING
    said |= {m[0].casefold() for m in _SURELY.finditer(claim.text)}
    return any(not any(word in f.lows for f in cited) for word in said)


def _demands(claim: Facts, cited: Sequence[Facts]) -> bool:
    """Whether it says what ought to be where no cited sentence says what anybody wants or has to do."""
    return _OUGHT.search(claim.text) is not None and not any(_ASKED.search(f.text) for f in cited)
