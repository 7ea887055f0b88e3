"""Doubts about who said it: a speaker changed, or left out where it is only what someone says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from brief.models import Reason
from brief.verification.align import Alignment
from brief.verification.facts import Facts, Name, read_facts
from brief.verification.lexicon import SAYING, is_past, stem_of
from brief.verification.tokens import fold
from brief.verification.words import Item, Words

_ACCUSING = frozenset(map(stem_of, "allege claim accuse argue insist assert suspect contend maintain".split()))
"""Verbs of saying that leave open whether it is true."""
_STATING = SAYING - frozenset(map(stem_of, "report announce confirm reveal disclose acknowledge show".split()))
"""Verbs of saying but for those that only make a fact known."""
_TELLING = frozenset(
    map(stem_of, "call describe thank speak praise criticize criticise ask want expect doubt fault regret deny".split())
)
"""Verbs that name whose view it is without being a verb of saying."""
_HOUSES = frozenset(
    map(
        stem_of,
        """office ministry agency company department police university institute association council bank society
        service bureau center centre commission committee authority organization organisation group corporation
        foundation college school hospital court union board inc corp ltd co
        database census survey index report data figures study
        poll federation league club network news post times journal weather administration alliance
        standard telegraph guardian herald tribune gazette observer daily magazine""".split(),
    )
)
"""What houses are called: what one of them states, news may tell as it is."""
_PRONOUNS = frozenset("he she they it we i".split())
_BE = frozenset("is are was were be been being".split())
_WHERE = re.compile(r"\b(?:in|at|from|near)\s+(?:the\s+)?$")
"""What stands before a name that says where, not who ("the ministry in Seoul said")."""
_REACH = 20
"""Characters before a name in which that stands."""
_SHARE = 0.5
"""A sentence that has this share of a claim's words is taken to be what the claim tells."""
_BEFORE, _AFTER = 12, 4
"""How many words a speaker may stand before and after the verb."""


def attribution(claim: Facts, near: Sequence[Alignment]) -> Iterator[Reason]:
    """What someone says in the source is said as a fact ("X said P" became "P").

    Doubted where a named person says it or the verb leaves open whether it is true; what "officials said" or a
    spokesman says for a house may be told as it is, as news does.
    """
    if any(x.term in SAYING or x.term in _TELLING for x in claim.words.items):
        return
    for alignment in near[:2]:
        if alignment.share < _SHARE:
            continue
        verb = _said_by_someone(alignment.source)
        if verb and (stem_of(verb) in _ACCUSING or not _of_the_speaker(alignment)):
            yield Reason("attribution", f"in the cited sentence it is what someone “{verb}”")
        return


_OF_WHOM = 0.8
"""The share of what a claim and a sentence have in common that stands beside the speaker's name, for it to be told
of the speaker and not said by him ("said Ana Ruiz, who has owned the ferry since May")."""


def _of_the_speaker(alignment: Alignment) -> bool:
    source = alignment.source
    at = next((i for i in range(len(source.items)) if _says(source, i, _STATING - _ACCUSING)), None)
    names = _beside(source, at, _BEFORE, _AFTER) if at is not None else []
    ours = {key for n in read_facts(alignment.claim.text).names for key in n.keys}
    if at is None or not names or not any(n.keys & ours for n in names):
        return False
    name = next(i for i, x in enumerate(source.items) if x.start >= names[-1].start)
    clause = source.items[name].clause
    beside = (clause, clause + 1) if name > at else (clause - 1, clause)
    shared = [source.at[s] for _, s in alignment.matches]
    told = [i for i in shared if source.items[i].clause in beside and (name > at or i < at)]
    return len(told) >= _OF_WHOM * len(shared)


def _said_by_someone(source: Words) -> str:
    """The verb of saying that has a named speaker, or that accuses; empty if there is none."""
    if any(x.low.startswith("spokes") for x in source.items):
        return ""
    for at, item in enumerate(source.items):
        if item.term in _ACCUSING and _finite(item.low):
            return item.low
        it, does = ([x.low for x in source.items[at + 1 : at + 3]] + ["", ""])[:2]
        if it == "it" and does in _DOES:
            continue  # "Halda says it will close the pier": a house of its own doings
        if _says(source, at, _STATING) and any(not _house(n) for n in _beside(source, at, 2, _AFTER)):
            return item.low
    return ""


def _house(name: Name) -> bool:
    """Whether a name is that of a house ("the Verrin Space Office", NASA), not of a person."""
    return any(t.stem in _HOUSES or (len(t.low) > 1 and t.text.isupper()) for t in name.tokens)


def _says(words: Words, at: int, verbs: frozenset[str]) -> bool:
    """Whether the word at `at` hands a statement to a speaker; of whom something "is expected" does not speak."""
    item = words.items[at]
    if item.low == "according":
        return True
    return item.term in verbs and _finite(item.low) and not (at and words.items[at - 1].low in _BE)


def _finite(low: str) -> bool:
    return is_past(low) or (low.endswith("s") and not low.endswith("ers"))


def _says_where(words: Words, name: Name) -> bool:
    return _WHERE.search(words.text, max(0, name.start - _REACH), name.start) is not None


def _beside(words: Words, at: int, before: int, after: int) -> list[Name]:
    """The names (not countries) within reach before a verb of saying, else after it."""
    if at and words.items[at - 1].low in _PRONOUNS:
        return []
    names = [n for n in read_facts(words.text).names if not n.country and not _says_where(words, n)]
    left = words.items[max(0, at - before) : at] if words.items[at].low != "according" else ()
    if before <= 2 and left and _common(words, left[-1], at, names):
        return []
    right = [x for x in words.items[at + 1 : at + 1 + after] if x.clause == words.items[at].clause]
    found = [n for x in left for n in names if n.start <= x.start < n.end]
    return found or [n for x in right for n in names if n.start <= x.start < n.end]


def _common(words: Words, item: Item, verb: int, names: Sequence[Name]) -> bool:
    """Whether a common word stands right before a verb, and names before it are not who speaks ("White House
    officials said")."""
    right_before = not words.text[item.end : words.items[verb].start].strip()
    return right_before and item.content and not any(n.start <= item.start < n.end for n in names)


def _speakers(words: Words) -> set[str]:
    """What those are known by whom a sentence has speaking."""
    verbs = SAYING | _TELLING
    found = [
        n for at in range(len(words.items)) if _says(words, at, verbs) for n in _beside(words, at, _BEFORE, _AFTER)
    ]
    return {key for n in found for key in n.keys}


def speaker(claim: Facts, near: Sequence[Alignment]) -> Iterator[Reason]:
    """Someone speaks in the claim who does not speak in the cited sentences, where another does."""
    ours = _speakers(claim.words)
    if not ours:
        return
    theirs: set[str] = set()
    for alignment in near:
        theirs |= _speakers(alignment.source)
    if near[0].share < _SHARE or ours & theirs:
        return
    main = near[0].source
    if _speakers(main):
        yield Reason("speaker", "someone else says it in the cited sentence")
    elif not _anybody_says(main) and not ours & _known(main):
        yield Reason("speaker", "in the cited sentence nobody says it")


def group_speaker(claim: Facts, near: Sequence[Alignment], sources: Sequence[Words]) -> Iterator[Reason]:
    """A group ("American officials") says in the claim what a named person says in the cited sentence, or nobody."""
    ours = _subject(claim.words)
    if near[0].share < _SHARE or not ours or _speakers(claim.words) or _refers(claim.words):
        return
    if not any(_anybody_says(words) for words in sources):
        yield Reason("speaker", "in the cited sentences nobody says it")
        return
    main = near[0].source
    named, theirs = _speakers(main), _subject(main)
    if named and not ours & (theirs | named):
        yield Reason("speaker", "someone else says it in the cited sentence")


_DOES = frozenset("will would has had plans expects intends aims".split())


def _refers(words: Words) -> bool:
    """Whether its subject only refers back to one party ("The company promised"), by a word the source may lack."""
    if len(words.items) < 3 or words.items[0].low != "the":
        return False
    return not words.items[1].low.endswith("s") and _says(words, 2, SAYING)


def _subject(words: Words) -> set[str]:
    """The content terms of whoever speaks: closely before the first verb of saying, or after "according to"."""
    for at, item in enumerate(words.items):
        if item.low == "according":
            return {x.term for x in words.content if item.end <= x.start < item.end + 60}
        if _says(words, at, SAYING):
            first = words.items[max(0, at - _BEFORE)].start
            return {x.term for x in words.content if first <= x.start < item.start}
    return set()


def _anybody_says(words: Words) -> bool:
    return any(_says(words, at, SAYING | _TELLING) for at in range(len(words.items))) or '"' in fold(words.text)


def _known(words: Words) -> set[str]:
    return {key for name in read_facts(words.text).names for key in name.keys}


_ASKING = frozenset(
    "ask asked asks urge urged urges order ordered orders demand demanded demands request requested".split()
)
_ASKED = _ASKING | frozenset(
    """advised appeal appealed appeals asking begged begs called calling calls demanding encouraged insist insisted
    instructed invited let must petition petitioned plea pleaded pressed pressing pressure propose proposed pushed
    recommend recommended request requested requests require required requires seek seeks should sought suggest
    suggested summon summoned tell tells told urging want wanted wants""".split()
)
"""Words by which a source may say that somebody wants a thing of somebody."""


def request(claim: Words, sources: Sequence[Words]) -> Iterator[Reason]:
    """Somebody asks somebody to do a thing, where no cited sentence has anybody ask."""
    lows = [x.low for x in claim.items]
    asking = next((low for i, low in enumerate(lows) if low in _ASKING and "to" in lows[i + 1 : i + 9]), "")
    if asking and not any(x.low in _ASKED for words in sources for x in words.items):
        yield Reason("roles", f"in the cited sentences nobody “{asking}” anything of anybody")
