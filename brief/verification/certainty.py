"""Doubts about how sure a thing is, and when it is: surely or maybe, done or to come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from brief.models import Reason
from brief.verification.align import Alignment
from brief.verification.lexicon import is_past
from brief.verification.words import Item, Words

_MOST = 0.5
"""A sentence that has this share of a claim's words is taken to be what the claim tells."""
_MAYBE = frozenset("may might could perhaps possibly probably likely".split())
_MODALS = frozenset(("may", "might", "could"))
_HEDGES = _MAYBE | frozenset(
    """
would should allegedly alleged reportedly reported suspected suspect apparently appear appears appeared seem seems
seemed expected expect expects believed believe believes thought unclear potential potentially accused accuse accuses
considering consider considers proposed propose proposal plan plans planned planning warn warned warns doubt doubted
doubts suggest suggests suggested estimated possible unlikely purported purportedly hope hopes claims claimed claim
alleges if whether can rumored rumoured tentative intend intends aims aim seek seeks says said according accusing
""".split()
)
_STRONG_HEDGES = _MAYBE | frozenset("allegedly alleged reportedly suspected apparently purportedly".split())
_SURE = frozenset("will certainly definitely surely proved proven must".split())
_ATTRIBUTION = frozenset("says said according claim claims claimed".split())
_CAN = frozenset("can cannot can't able unable couldn't".split())
_REPORTED = frozenset("reported believed thought alleged rumored rumoured estimated suspected understood".split())


def _low(words: Words, item: Item) -> str:
    """A word, but for the month of May, which says nothing of certainty."""
    return "" if item.low == "may" and words.text[item.start] == "M" else item.low


def _hedge(words: Words, at: int) -> str:
    """A hedge that stands closely before a place, in its clause ("may", "is reported to have")."""
    clause = words.items[at].clause
    before = [_low(words, x) for x in words.items[max(0, at - 4) : at] if x.clause == clause]
    found = next((low for low in before[-3:] if low in _STRONG_HEDGES), "")
    if not found and "to" in before:
        found = next((low for low in before[: before.index("to")] if low in _REPORTED), "")
    return found


def certainty(claim: Words, near: Sequence[Alignment]) -> Iterator[Reason]:
    """A "may" or "allegedly" of the source that the claim has lost, or one that only the claim has."""
    ours = {_low(claim, x) for x in claim.items}
    hedged = ours & (_HEDGES - _ATTRIBUTION)
    for alignment in near[:2]:
        for c, s in alignment.matches:
            hedge = _hedge(alignment.source, alignment.source.at[s])
            if not hedge:
                continue
            i = claim.at[c]
            sure = bool({x.low for x in claim.items[max(0, i - 3) : i]} & _SURE) and not _hedge(claim, i)
            if not hedged or sure:
                yield Reason("certainty", f"the cited sentence says “{hedge}” before “{claim.content[c].low}”")
                return
    main = near[0]
    if main.share >= _MOST and "will" in ours and not ours & _STRONG_HEDGES:
        lows = {_low(main.source, x) for x in main.source.items}
        if lows & _MODALS and not lows & {"will", "would"}:
            yield Reason("certainty", f"the cited sentence says “{min(lows & _MODALS)}”, not “will”")
            return
        if {"if", "would"} <= lows and not lows & {"will"} and not ours & {"if", "would", "unless"}:
            yield Reason("certainty", "the cited sentence says “if”")
            return
    if not hedged and main.share >= _MOST and (feared := _feared(main)):
        yield Reason("certainty", f"the cited sentence says “{feared}”")
        return
    theirs = {_low(a.source, x) for a in near for x in a.source.items}
    only = ours & frozenset("may might could allegedly reportedly possibly perhaps".split())
    if only and not theirs & ((_HEDGES | _CAN) - {"says", "said", "according", "if", "claim"}):
        yield Reason("certainty", f"it says “{min(only)}”, the cited sentences do not")
    elif ours & (_SURE - {"will", "must"}) and not theirs & _SURE:
        yield Reason("certainty", "it is more certain than the cited sentences")


_FEARED = re.compile(
    r"\b(?:concern(?:s|ed)?|fear(?:s|ed)?|worr(?:y|ies|ied)|risk|possibility|chance|hopes?|belief|suspicions?|speculation"
    r"|rumou?rs?|allegations?) that\b",
    re.IGNORECASE,
)
_FOLLOWS = 0.7
"""The share of what a claim has in common with a sentence that must follow "fears that" there."""


def _feared(alignment: Alignment) -> str:
    """ "Fears that" or the like where what the claim tells follows it, and the claim has nothing of it."""
    found = _FEARED.search(alignment.source.text)
    if found is None or _FEARED.search(alignment.claim.text):
        return ""
    starts = [alignment.source.content[s].start for _, s in alignment.pairs]
    return found[0] if sum(at > found.start() for at in starts) >= _FOLLOWS * len(starts) else ""


_SIDE = 0.4
"""The share of a claim's words that a second sentence must have for its tense to count."""
_COMING = frozenset("will shall may might could would should must can 'll".split())
_TO_COME = frozenset(
    """plan plans planned due set expected going intend intends aims scheduled wants want wanted hopes about decide
    decides decided decision agree agrees agreed vowed vows promised promises threatened threatens proposed proposes
    asked asks urged urges told ordered orders notice likely willing ready wish wishes""".split()
)


def _time(words: Words, at: int) -> str:
    """When the word at `at` happens: `coming`, `past` or nothing that can be told."""
    item = words.items[at]
    clause = item.clause
    before = [_low(words, x) for x in words.items[max(0, at - 4) : at] if x.clause == clause]
    if any(w in _COMING or w.endswith("'ll") for w in before[-3:]):
        return "coming"
    if "to" in before[-2:]:
        lead = before[: len(before) - before[::-1].index("to") - 1]
        if lead and (lead[-1] in _TO_COME or lead[-1] in ("is", "are", "be")):
            return "coming"
        return ""
    if is_past(item.low) and not {"is", "are", "being"} & set(before[-1:]):
        # "a debate hosted by one of them" says nothing of when
        by = at + 1 < len(words.items) and words.items[at + 1].low == "by"
        return "past" if not by or {"was", "were", "been"} & set(before) else ""
    return ""


def tense(claim: Words, near: Sequence[Alignment]) -> Iterator[Reason]:
    """The same verb done on one side and to come on the other."""
    for place, alignment in enumerate(near[:2]):
        if place and alignment.share < _SIDE:
            break
        for c, s in alignment.matches:
            if claim.content[c].strong:
                continue
            mine, theirs = _time(claim, claim.at[c]), _time(alignment.source, alignment.source.at[s])
            if {mine, theirs} == {"past", "coming"} and not _told_so(claim.content[c].term, mine, near):
                word = claim.content[c].low
                what = "is to come" if mine == "past" else "is past"
                yield Reason("tense", f"in the cited sentence “{word}” {what}")
                return
    ours = {_low(claim, x) for x in claim.items}
    done = any(is_past(x.low) or x.low in ("was", "were") for x in claim.items)
    planned = near[0].share >= _MOST and _only_planned(near[0].source)
    if done and planned and not ours & (_COMING | _TO_COME | {"to"}):
        yield Reason("tense", "in the cited sentence it is only planned")
        return
    if ours & {"will", "shall"}:
        theirs_all = {_low(a.source, x) for a in near for x in a.source.items}
        if not theirs_all & (_COMING | _TO_COME | {"to", "next", "tomorrow"}) and not any(map(_under_way, near)):
            yield Reason("tense", "it speaks of what is to come, the cited sentences do not")


_PLANNED = frozenset("planned scheduled due set".split())


def _only_planned(source: Words) -> bool:
    """Whether all that a sentence tells is planned ("A release is planned for March 1")."""
    items = source.items
    planned = {i for i, x in enumerate(items) if i and x.low in _PLANNED and items[i - 1].low in ("is", "are")}
    done = (i for i, x in enumerate(items) if i not in planned and (is_past(x.low) or x.low in ("was", "were")))
    return bool(planned) and next(done, None) is None


def _under_way(alignment: Alignment) -> bool:
    """Whether a sentence tells of what somebody is doing ("it is laying off 40 people"), which will be done."""
    items = alignment.source.items
    return any(one.low in ("is", "are", "am") and two.low.endswith("ing") for one, two in pairwise(items))


def _told_so(term: str, when: str, near: Sequence[Alignment]) -> bool:
    """Whether one of the near sentences has a word at the time that the claim has it."""
    return any(
        x.term == term and _time(a.source, a.source.at[s]) == when for a in near for s, x in enumerate(a.source.content)
    )
