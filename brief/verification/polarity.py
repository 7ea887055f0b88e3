"""Doubts about how a claim says a thing: yes or no, more or less, surely or maybe, done or to come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from brief.models import Reason
from brief.verification.align import Alignment
from brief.verification.lexicon import is_past, opposite
from brief.verification.words import Item, Words

NO = frozenset("not no never nor neither none nobody nothing cannot without hardly scarcely barely".split())
_NOT_TO = frozenset(
    "declined declines refused refuses failed fails unable denied denies failing refusing denying".split()
)
"""Words that deny the verb after them ("declined to comment")."""
_NO_SOFT = frozenset(
    """
fail failed fails failing refuse refused refuses refusing deny denied denies denying reject
rejected rejects lack lacked lacking lacks unable prevent prevented avoid avoided decline declined declines stop stopped
against unlikely impossible few little rarely seldom except instead denial refusal failure absence false untrue
""".split()
)
_AFTER_NO = frozenset("only less more fewer later longer doubt matter one least".split())


def _is_no(words: Words, i: int) -> bool:
    low = words.items[i].low
    if low.endswith("n't"):
        return True
    if low not in NO:
        return False
    after = [x.low for x in words.items[i + 1 : i + 7]]
    if low not in ("not", "no") or not after:
        return True
    if after[0][0].isdigit() or (i and words.items[i - 1].low == "or"):
        return False  # "No. 1", "whether or not"
    if low == "no" and after[0] in ("longer", "one"):
        return True
    return after[0] not in _AFTER_NO and not {"before", "until", "unless"} & set(after)


def _denied(words: Words, at: int, reach: int) -> bool:
    """Whether a "no" stands at most `reach` words before place `at`, in its clause."""
    clause = words.items[at].clause
    while reach < 5 and at - reach > 0 and words.items[at - reach].low in _SLIGHT:
        reach += 1
    near = any(words.items[i].clause == clause and _is_no(words, i) for i in range(max(0, at - reach), at))
    return near or any(x.clause == clause and x.low in _NONE for x in words.items[max(0, at - 6) : at])


_NONE = frozenset("neither none nobody".split())
"""Subjects that deny whatever is said of them in their clause."""
_SLIGHT = frozenset("be been as so very quite yet a an the".split())
"""Words that a "no" reaches over."""


def _refused(words: Words, at: int) -> bool:
    """Whether the word at `at` is what someone declined, refused or failed to do."""
    return bool({x.low for x in words.items[max(0, at - 2) : at]} & _NOT_TO)


def _speaks_no(words: Words, at: int, reach: int) -> bool:
    """Whether anything else that is negative stands within `reach` words of place `at`, on either side."""
    span = range(max(0, at - reach), min(len(words.items), at + reach + 1))
    return any(i != at and (_is_no(words, i) or _sounds_no(words.items[i].low)) for i in span)


def _sounds_no(low: str) -> bool:
    return low in _NO_SOFT


_FAINT = frozenset("few little rarely seldom stop stopped against except instead absence impossible unlikely".split())


def _any_no(words: Words) -> bool:
    """Whether a sentence says no in any plain way."""
    return any(_is_no(words, i) or (x.low in _NO_SOFT and x.low not in _FAINT) for i, x in enumerate(words.items))


def negation(claim: Words, near: Sequence[Alignment]) -> Iterator[Reason]:
    """A "not" before a word on one side that has none on the other; or a "no" that no source knows."""
    for place, alignment in enumerate(near):
        source = alignment.source
        for c, s in alignment.matches if place == 0 else alignment.neighbours:
            i, j = claim.at[c], source.at[s]
            word = claim.content[c].low
            denied, denied_there = _denied(claim, i, 3), _denied(source, j, 2) or _refused(source, j)
            if denied == denied_there or _said_elsewhere(c, alignment, near, denied=denied):
                continue
            if _accounted(c, s, alignment):
                continue
            if denied and not _speaks_no(source, j, 8):
                yield Reason("negation", f"it denies “{word}”, the cited sentence does not")
                return
            if denied_there and not _speaks_no(claim, i, 8):
                yield Reason("negation", f"the cited sentence denies “{word}”, it does not")
                return
    if any(_is_no(claim, i) for i in range(len(claim.items))) and not any(_any_no(a.source) for a in near):
        yield Reason("negation", "it says no where the cited sentences do not")


def _accounted(c: int, s: int, alignment: Alignment) -> bool:
    """Whether the "no" before a pair denies a nearer pair on both sides ("that did not close stopped it")."""
    claim, source = alignment.claim, alignment.source
    return any(
        (h, k) != (c, s) and _denied(claim, claim.at[h], 3) and _denied(source, source.at[k], 3)
        for h, k in alignment.matches
        if abs(c - h) <= 2 or abs(s - k) <= 2
    )


_AS_MUCH = 0.7
"""A sentence that tells less than this of what another tells of the claim does not stand against it."""


def _said_elsewhere(c: int, here: Alignment, near: Sequence[Alignment], *, denied: bool) -> bool:
    """Whether another of the near sentences has the word with a neighbour of the claim, denied or not as claimed."""
    for other in near:
        if other is here or other.share < _AS_MUCH * here.share:
            continue
        at = dict(other.pairs)
        if c in at and (c - 1 in at or c + 1 in at) and _denied(other.source, other.source.at[at[c]], 3) is denied:
            return True
    return False


LIGHT = frozenset("take give get make come go have put set do let bring keep hold".split())
"""Stems of verbs that mean little by themselves ("took office", "gave notice"): never opposites."""


def antonym(claim: Words, near: Sequence[Alignment], sources: Sequence[Words]) -> Iterator[Reason]:
    """A word of the claim where the source has its opposite."""
    known = set().union(*(w.terms for w in sources))
    for alignment in near:
        source = alignment.source
        slots = {c: alignment.slot(c) for c in alignment.unpaired_claim()}
        loose = alignment.unpaired_source()
        for c, slot in slots.items():
            item = claim.content[c]
            if item.country or item.low[0].isdigit() or item.term in LIGHT:
                continue
            for s in loose:
                other = source.content[s]
                if other.term in claim.terms or other.strong != item.strong or not opposite(item.low, other.low):
                    continue
                if s not in slot and (item.term in known or any(s in others for d, others in slots.items() if d != c)):
                    continue  # the place that the source's word fills is another word's of the claim
                placed = (s in slot and len(slot) <= _WIDE) or _beside(c, s, alignment)
                if not placed and not (_verbal(claim, claim.at[c]) and _verbal(source, source.at[s])):
                    continue
                if _denied(claim, claim.at[c], 3) == _denied(source, source.at[s], 3):
                    yield Reason("antonym", f"“{item.low}” where the cited sentence has “{other.low}”")
                    return
        yield from _small_opposites(claim, alignment)


_WIDE = 6
"""A place of more words than this is no place: what fills it has to stand beside the same word, or be a verb."""
_BEFORE_VERB = frozenset("will would shall to may might can could should must not".split())


def _verbal(words: Words, at: int) -> bool:
    low = words.items[at].low
    return is_past(low) or low.endswith("s") or (at > 0 and words.items[at - 1].low in _BEFORE_VERB)


def _beside(c: int, s: int, alignment: Alignment) -> bool:
    """Whether a word of the claim and one of the source stand beside the same word."""
    return any(abs(c - h) == 1 and abs(s - k) <= 2 for h, k in alignment.matches)


_SMALL: dict[str, set[str]] = {}
for _pair in (
    "before after,above below,above beneath,above under,over under,inside outside,with without,until since,more less,"
    "more fewer,most least,up down,first last,into from,within outside,under above,within beyond"
).split(","):
    _one, _other = _pair.split()
    _SMALL.setdefault(_one, set()).add(_other)
    _SMALL.setdefault(_other, set()).add(_one)


def _small_opposites(claim: Words, alignment: Alignment) -> Iterator[Reason]:
    """Opposite small words ("above", "below") before or after the same word."""
    source = alignment.source
    for c, s in alignment.matches:
        i, j = claim.at[c], source.at[s]
        for mine, theirs in (
            (claim.items[max(0, i - 3) : i], source.items[max(0, j - 3) : j]),
            (claim.items[i + 1 : i + 2], source.items[j + 1 : j + 2]),
        ):
            ours, others = {x.low for x in mine}, {x.low for x in theirs}
            for low in ours:
                turned = _SMALL.get(low, set()) & others
                if turned and low not in others and not turned & ours:
                    word = claim.content[c].low
                    yield Reason("antonym", f"“{low}” beside “{word}” where the cited sentence has “{min(turned)}”")
                    return


# --------------------------------------------------------------------------- certainty and tense

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


_CONCEDE = frozenset("despite although though regardless notwithstanding".split())
_CONCEDES = _CONCEDE | frozenset("but however nonetheless nevertheless whereas spite".split())
_BECAUSE = frozenset("because due owing thus therefore hence consequently".split())
_REASONS = _BECAUSE | frozenset(
    """
after as since following over for to by amid led leads lead cause caused causes causing result resulted reason blamed
blame prompted so with from on when that why sparked triggered through in
""".split()
)


def connective(claim: Words, near: Sequence[Alignment], sources: Sequence[Words]) -> Iterator[Reason]:
    """A reason or a contrast that only the claim has."""
    ours = {x.low for x in claim.items}
    theirs = {x.low for a in near[:2] for x in a.source.items}
    if ours & _CONCEDE and not theirs & _CONCEDES:
        yield Reason("cause", f"“{min(ours & _CONCEDE)}” is not what the cited sentences say")
    if ours & _BECAUSE and (not theirs & _REASONS or _unknown_reason(claim, sources)):
        yield Reason("cause", "the cited sentences give no such reason")


def _unknown_reason(claim: Words, sources: Sequence[Words]) -> bool:
    """Whether no word that follows "because" stands in what is cited."""
    at = min(x.start for x in claim.items if x.low in _BECAUSE)
    reason = {x.term for x in claim.content if x.start > at and x.low not in _BECAUSE}
    return bool(reason) and not any(reason & words.terms for words in sources)
