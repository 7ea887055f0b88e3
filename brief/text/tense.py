"""Whether the clause around a date expression looks back or ahead."""

from __future__ import annotations

import re

_AHEAD = r"""
    will|won['’]t|shall|would
  | (?:is|are|was|were|been|be|being)\s+(?:now\s+)?(?:set|due|scheduled|expected|slated|planned|likely|going|poised
      |about|bound)\s+(?:to|for|on)
  | (?:is|are)\s+to
  | (?:set|due|expected|postponed|delayed|rescheduled)\s+(?:to|for|until|on)|(?:scheduled|slated|planned)(?:\s+(?:to
      |for|on))?
  | plan(?:s|ning)?\s+(?:to|on|for)|intend(?:s|ed|ing)?\s+to|expect(?:s|ed)?\s+to|hop(?:es?|ed|ing)\s+to|vow(?:s
      |ed)?\s+to
  | must|should|can|may|might|upcoming|coming
  | reconvenes?|begins?|starts?|opens?|expires?|resumes?|takes?\s+(?:effect|place|office)|kicks?\s+off|arrives?
      |meets?|travels?|ends|closes|lapses|runs\s+out|departs|convenes|lands|comes\s+into
"""
_BACK = r"""
    said|told|had|has|have|was|were|did|took|made|came|went|began|left|held|found|won|led|saw|gave|got|fell|rose|met|sent|lost|kept
  | brought|hit|struck|ran|spoke|wrote|drew|flew|broke|stood|sold|bought|became|fled|shot|died|read|cut|paid|felt|set
      |put
  | (?-i:[a-z]{2,}ed)
"""
_CUE = re.compile(rf"(?<![\w'’])(?:(?P<ahead>{_AHEAD})|(?P<back>{_BACK}))(?!\w)|(?P<ll>['’]ll)\b", re.VERBOSE | re.I)
# After these an "-ed" is no past: "to read", "will be held", "will stay closed".
_INFINITE = re.compile(r"(?:\b(?:be|stays?|remains?|keeps?)(?:\s+\w+ly)?|\bto|\bbeing)\s+$", re.I)
_BESIDE = re.compile(
    r"(?:(?P<ahead>as\s+(?:early|soon|late)\s+as|no\s+later\s+than|ahead\s+of|starting|beginning|effective|due|come)"
    r"|(?P<open>until|till|by|before)|(?P<back>since|following|up\s+until|after))\s+(?:on\s+)?(?:the\s+)?(?:at\s+least\s+)?$",
    re.I,
)
# The point of an initial ends no clause: "500 N. Market St".
_CLAUSE_END = re.compile(r"(?:(?<!\b[A-Z])\.|[;:!?])[\"'”’)]*\s|\s--?\s|[—–_\n]\s?|``|''")
_CLOCK = re.compile(r"(?<!\w)(?:\d{1,2}(?::\d\d)?\s*[ap]\.?m\.?|noon|midnight)\s+(?:[A-Z]{2,4}\s+)?(?:on\s+)?$")
_REACH = 90


def tense(sentence: str, start: int, end: int) -> str | None:
    """ "ahead", "back" or None: what the nearest cue in the clause of `sentence[start:end]` says.

    A preposition right before the expression decides ("as early as Friday"); else the nearest verb before it in
    its clause, else the first verb after it. A possessive ("Friday's ruling") is not governed by the verb.
    """
    before = _CLOCK.sub("", sentence[max(0, start - _REACH) : start])  # "until 9 a.m. Tuesday"
    ends = list(_CLAUSE_END.finditer(before))
    if ends:
        before = before[ends[-1].end() :]
    verbs = [c for c in _CUE.finditer(before) if not (c["back"] and _INFINITE.search(before, 0, c.start()))]
    last = _direction(verbs[-1]) if verbs else None
    beside = _BESIDE.search(before)
    if beside:
        if beside["ahead"] or beside["back"]:
            return "ahead" if beside["ahead"] else "back"
        # "be returned by Jan. 14" and "postponed until Friday" look ahead, "by Monday, officials hardened" back
        after = _first_after(sentence, end)
        return after or last or "ahead" if not verbs else ("back" if last == "back" and after == "back" else "ahead")
    if sentence.startswith(("'s ", "’s "), end) or sentence[max(0, end - 2) : end] in ("'s", "’s"):
        return None
    if last is None:
        return _first_after(sentence, end)
    if (
        last == "ahead"
        and verbs[-1][0].casefold().startswith(("planned", "scheduled"))
        and _first_after(sentence, end) == "back"
    ):
        return "back"  # "the service planned for Saturday was canceled"
    return last


def _direction(cue: re.Match[str]) -> str:
    return "back" if cue["back"] else "ahead"


def _first_after(sentence: str, end: int) -> str | None:
    after = sentence[end : end + _REACH]
    stop = _CLAUSE_END.search(after)
    cue = _CUE.search(after, 0, stop.start() if stop else len(after))
    return _direction(cue) if cue else None
