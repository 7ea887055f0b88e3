"""Doubts about how a claim says a thing: yes or no, the thing or its opposite, for a reason or in spite of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from brief.models import Reason
from brief.verification.align import Alignment
from brief.verification.lexicon import is_past, opposite, stem_of
from brief.verification.words import Words

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


_UNDO = frozenset(
    map(
        stem_of,
        """remove lift end ease drop scrap cancel revoke withdraw suspend halt abandon undo relax repeal rescind reverse
        abolish waive terminate dismiss overturn annul void shelve discontinue loosen removal suspension withdrawal
        cancellation repeal reversal termination abolition stop quit leave pull close freeze cut reduce expire lapse
        exempt exemption free spare roll soften delay postpone""".split(),
    )
)
"""Stems of words that undo what their object names, and of what means about the same."""
_UNDONE = frozenset(
    "removed lifted ended eased scrapped cancelled canceled revoked rescinded repealed abolished".split()
)
"""Plain past forms, which need no other reading."""
_TO_OBJECT, _BESIDE_IT = 3, 5
"""Words from such a verb to its object, and words to either side of it in a source."""


def undone(claim: Words, near: Sequence[Alignment], sources: Sequence[Words]) -> Iterator[Reason]:
    """Something that was done told as undone ("removed restrictions" of "restricted exports")."""
    for c, s in near[0].matches:
        i, source = claim.at[c], near[0].source
        word, clause = claim.content[c], claim.content[c].clause
        before = [x for x in claim.items[max(0, i - _TO_OBJECT) : i] if x.clause == clause]
        verb = next((x for x in before if x.low in _UNDONE), None)
        if verb is None or word.low == source.content[s].low or word.strong or is_past(word.low):
            continue
        if not any(_undoes(words, word.term) for words in sources):
            yield Reason("antonym", f"“{verb.low}” undoes “{word.low}”, which the cited sentences tell as done")
            return


def _undoes(words: Words, term: str) -> bool:
    """Whether a sentence has the term with a word beside it, in its clause, that undoes or denies it."""
    for i, item in enumerate(words.items):
        if item.term != term:
            continue
        beside = range(max(0, i - _BESIDE_IT), min(len(words.items), i + _BESIDE_IT + 1))
        inside = [j for j in beside if words.items[j].clause == item.clause]
        if any((words.items[j].term in _UNDO and not _supposed(words, j)) or _is_no(words, j) for j in inside):
            return True
    return False


_IF = frozenset("if when unless until once whether".split())


def _supposed(words: Words, at: int) -> bool:
    """Whether what the word at `at` tells is only a condition ("only when Japan lifts …")."""
    return any(x.low in _IF for x in words.items[max(0, at - _BESIDE_IT) : at])


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


# ----------------------------------------------------------------------------------------- reasons

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
