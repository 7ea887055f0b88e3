"""Doubts about who does it: the subject of a verb, read from the words before it, where that can be done surely.

No parser: a subject is read only where names stand directly before a verb, before a remark between commas, or before
the verb that this one is joined to by "and". Everything else has no subject that is known, and is not doubted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from brief.models import Reason
from brief.text.countries import CAPITAL_OF
from brief.verification.facts import Facts, Name, read_facts
from brief.verification.lexicon import MONTHS, MUTUAL, SAYING, TITLES, WEEKDAYS, is_ordinary, is_past, stem_of
from brief.verification.words import Item, Words

_BE = frozenset("is are was were be been being".split())
_HELP = _BE | frozenset("has have had will would may might could can did does do also then later not never now".split())
_PLACES = frozenset("city state town province island country village republic kingdom".split())
_JOIN = frozenset("and but then or".split())
_PREPOSITIONS = frozenset(
    """of in on at by for from with to into over under after before against between among near about around through
    during without within as than like via per including beside beyond toward towards behind upon outside inside
    despite under onto across along since until throughout amid alongside that who which whose""".split()
)
_CALENDAR = frozenset(stem_of(w) for w in (*MONTHS, *WEEKDAYS))
_COMMAS, _REMARK = 3, 130
"""How many commas, and characters, a remark may have between a name and its verb."""
_TAIL = re.compile(r"(?:-\w+)+")
"""The rest of a name after a hyphen ("Kim Hyun-chong")."""
_CONJUNCTIONS = frozenset("that after before as since until".split())
_STOP = re.compile(r"[,;:—–()]|\b(?:and|but|while|whereas)\b")
_GOES_ON = re.compile(r"\b(?:and|but|while|whereas)\s+(?:the\s+)?$")
_REACH = 70
"""Characters after a verb in which stands what it is about."""
_SAME = 2
"""How many words of its clause, besides the verb, two verbs must share to tell of one thing."""


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb with the keys of its grammatical subject."""

    term: str
    low: str
    at: int
    """Its place among the items of its sentence."""
    passive: bool
    subject: frozenset[str]
    said: str
    """The subject as written."""
    whom: frozenset[str]
    """The keys of the name right after it, and of those joined to that."""
    object: frozenset[str]
    """The content terms that follow it, up to the next mark or "and","""
    around: frozenset[str]
    """and those in reach at all."""


@lru_cache(maxsize=8192)
def deeds(text: str) -> tuple[Deed, ...]:
    """The verbs of a sentence whose subject can be told."""
    facts = read_facts(text)
    words = facts.words
    named = _named(facts)
    out: list[Deed] = []
    last: Deed | None = None
    for at, item in enumerate(words.items):
        if item.strong or not _is_verb(words, at, named):
            continue
        lead = _lead(words, at)
        passive = any(x.low in _BE for x in words.items[lead:at]) and not item.low.endswith("ing")
        found = _subject(words, lead, named)
        if found is None and last is not None and lead and words.items[lead - 1].low in _JOIN:
            found = last.subject, last.said
        if found is None:
            last = None if lead and words.items[lead - 1].low not in _JOIN else last
            continue
        reach = item.end + _REACH
        stop = _STOP.search(text, item.end, reach)
        close, whom = _terms(words, item.end, stop.start() if stop else reach), _whom(words, at, named)
        last = Deed(item.term, item.low, at, passive, *found, whom, close, _terms(words, item.end, reach))
        out.append(last)
    return tuple(out)


def _terms(words: Words, start: int, end: int) -> frozenset[str]:
    return frozenset(x.term for x in words.content if start <= x.start < end)


def _named(facts: Facts) -> dict[int, Name]:
    """The names that words are of, by where those start."""
    out: dict[int, Name] = {}
    for name in facts.names:
        tail = _TAIL.match(facts.text, name.end)
        end = tail.end() if tail else name.end
        out |= {x.start: name for x in facts.words.items if name.start <= x.start < end}
    return out


def _is_verb(words: Words, at: int, named: dict[int, Name]) -> bool:
    """Past forms, and forms in -s right after a name."""
    item = words.items[at]
    after = words.items[at + 1].low if at + 1 < len(words.items) else ""
    if item.low in _OWNS and (after[:1].isdigit() or after in _COUNTS):
        return at > 0
    if item.low in _BE and after == "the" and at + 2 < len(words.items):
        return words.items[at + 2].low in _SOLE or words.items[at + 2].low.endswith("est")
    if item.low in _HELP or not item.content:
        return False
    before = words.items[at - 1].low if at else ""
    if item.low.endswith("ing"):
        return before in _BE  # "is closing"
    if is_past(item.low):
        return at > 0 and before not in ("the", "a", "an", "of", "by", "its", "their", "his", "her", "no")
    if not item.low.endswith("s") or item.low.endswith(("ss", "us", "'s")) or not at:
        return False
    before_item = words.items[at - 1]
    opens = at - 1
    while opens and words.items[opens - 1].start in named and not _mark(words, opens):
        opens -= 1
    if opens and not _mark(words, opens) and words.items[opens - 1].low not in _JOIN | _CONJUNCTIONS | TITLES:
        return False  # "issued Orle pardons"
    return before_item.start in named and not words.text[before_item.start : item.start].rstrip().endswith(("'s", "’s"))


_OWNS = frozenset("has have had".split())
_SOLE = frozenset("only first last sole most".split())
"""What only one can be: "Orle is the only town that …"."""
_COUNTS = frozenset("two three four five six seven eight nine ten eleven twelve several dozens hundreds".split())
_BEFORE_NAME = TITLES | frozenset("the with sen rep gov dr fellow then".split())


def _whom(words: Words, at: int, named: dict[int, Name]) -> frozenset[str]:
    """The keys of the names that are right after a verb: its object, where no title or remark is in between."""
    keys: set[str] = set()
    i = at + 1
    while i < len(words.items):
        item = words.items[i]
        name = named.get(item.start)
        if name is not None and not _mark(words, i):
            if len(name.tokens) == 1 and is_ordinary(name.tokens[0].low):
                return frozenset()
            keys |= _keys(name)
        elif item.low not in _BEFORE_NAME and not (keys and item.low == "and"):
            belongs = item.content and not item.low[0].isdigit() and not _mark(words, i)
            return frozenset() if belongs else frozenset(keys)  # "the Orle council"
        i += 1
    return frozenset(keys)


def _lead(words: Words, at: int) -> int:
    """Where the verb group begins: before helping verbs and adverbs."""
    while at and (words.items[at - 1].low in _HELP or (words.items[at - 1].low.endswith("ly"))):
        at -= 1
    return at


def _subject(words: Words, lead: int, named: dict[int, Name]) -> tuple[frozenset[str], str] | None:
    """The names right before a verb group, or before a remark between commas that ends there."""
    if not lead:
        return None
    last = words.items[lead - 1]
    if last.low in ("which", "who") and lead > 1:
        name = named.get(words.items[lead - 2].start)
        return _party(words, name, named) if name else None
    end = words.items[lead].start if lead < len(words.items) else len(words.text)
    gap = words.text[last.end : end]
    if "," in gap:
        return _before_remark(words, lead, named)
    if any(mark in gap for mark in ';:—–()"“”'):
        return None
    name = named.get(last.start)
    return _party(words, name, named) if name else None


def _before_remark(words: Words, lead: int, named: dict[int, Name]) -> tuple[frozenset[str], str] | None:
    """ "Ana Ruiz, who heads the office, said": the name before the remark, which opens with a comma too."""
    close = words.items[lead - 1]
    opening = close.start
    for _ in range(_COMMAS):
        opening = words.text.rfind(",", 0, opening)
        if opening < 0 or close.end - opening > _REMARK or any(m in words.text[opening : close.end] for m in ';:"“”'):
            return None
        before = [x for x in words.items if x.end <= opening]
        inner = [x for x in words.items if x.start > opening and x.end <= close.end]
        # "In Orle, Ruiz, …" and lists: the remark must be a remark, not another member.
        if not before or not inner or inner[0].start in named or inner[0].low in _JOIN:
            return None
        name = named.get(before[-1].start)
        if name is not None:
            return _party(words, name, named)
    return None


def _party(words: Words, name: Name, named: dict[int, Name]) -> tuple[frozenset[str], str] | None:
    """The keys of a name as a subject, with those it is joined to by "and"; None where it only belongs to one."""
    keys = set(_keys(name))
    said = name.text
    first = next(i for i, x in enumerate(words.items) if x.start >= name.start)
    while first and words.items[first - 1].low in TITLES | {"the", "minister", "leader"} and not _mark(words, first):
        first -= 1
    joined = first >= 2 and words.items[first - 1].low in ("and", "or")
    if joined and not _mark(words, first) and not _mark(words, first - 1):
        other = named.get(words.items[first - 2].start)
        if other is None:
            return None
        more = _party(words, other, named)
        return (frozenset(keys) | more[0], f"{more[1]} and {said}") if more else None
    # "South Korean Foreign Minister Kang", "European Commission": it may be known by what stands before it, and by
    # the initials of the whole.
    initials = [t.low[0] for t in name.tokens]
    while first and _of_a_name(words.items[first - 1]) and not _mark(words, first):
        first -= 1
        before = named.get(words.items[first].start)
        keys |= before.keys if before else set()
        initials.insert(0, words.items[first].low[0])
    if len(initials) > 1:
        keys.add("".join(initials))
    before_low = words.items[first - 1].low if first and not _mark(words, first) else ""
    if before_low == "of" and first > 1 and words.items[first - 2].low in _PLACES:
        before_low = ""  # "the city of Orle"
    house = named.get(words.items[first - 2].start) if before_low == "of" and first > 1 else None
    if house is not None:
        return frozenset(keys | house.keys), f"{house.text} of {said}"  # "the Bank of Orle"
    if before_low in _PREPOSITIONS - _CONJUNCTIONS or before_low in ("a", "an"):
        return None
    described = bool(before_low) and (before_low == "the" or words.items[first - 1].content)
    if _common(name, initials, described=described):
        return None
    return frozenset(keys), said


def _common(name: Name, initials: Sequence[str], *, described: bool) -> bool:
    """Whether a name is one ordinary word ("Presidents", "the lifelong Democrat"), which names nobody."""
    low = name.tokens[0].low
    one = len(initials) == 1 and not name.text.isupper()
    return one and (described or low.endswith("s")) and is_ordinary(low)


def _of_a_name(item: Item) -> bool:
    return item.strong and not item.low[0].isdigit() and item.term not in _CALENDAR


def _mark(words: Words, at: int) -> bool:
    """Whether a mark stands before an item."""
    return any(m in words.text[words.items[at - 1].end : words.items[at].start] for m in ',;:—–()"“”')


def _keys(name: Name) -> frozenset[str]:
    """A name's keys; of a capital also its country, whose government it may stand for."""
    text = name.text.casefold()
    country = CAPITAL_OF.get(text)
    return name.keys | {country} if country else name.keys


def agents(claim: Facts, main: Facts, cited: Sequence[Facts]) -> Iterator[Reason]:
    """Somebody does in the claim what somebody else does in the cited sentences; says it, in the `main` one."""
    mine = [d for d in deeds(claim.text) if _known(d) and d.term not in MUTUAL]
    for deed in mine:
        sources = [main] if deed.term in SAYING else cited
        theirs = [d for f in sources for d in deeds(f.text) if _known(d)]
        alike = [d for d in theirs if d.term == deed.term and d.passive == deed.passive]
        same = [d for d in alike if _one(claim, deed, d)]
        if same and not any(d.subject & deed.subject for d in same):
            yield Reason("roles", f"in the cited sentence “{deed.low}” is said of {same[0].said}, not of {deed.said}")
            return
        own = [d for d in alike if d.subject & deed.subject]
        if deed.whom and own and all(d.whom and not d.whom & deed.whom and _also(deed, d) for d in own):
            yield Reason("roles", f"in the cited sentence it is somebody else whom {deed.said} “{deed.low}”")
            return


def turned(claim: Facts, cited: Sequence[Facts]) -> Iterator[Reason]:
    """Somebody does it in the claim to whom it is done in the cited sentences ("being beaten by A" is not "beat A")."""
    acts = [a for f in cited for a in _acts(f.text)]
    for mine in _acts(claim.text):
        theirs = [a for a in acts if a.term == mine.term]
        if not mine.does or not mine.gets or any(a.does & mine.does or a.gets & mine.gets for a in theirs):
            continue
        if any(a.does & mine.gets or a.gets & mine.does for a in theirs):
            yield Reason("roles", f"who “{mine.low}” whom is the other way round in the cited sentence")
            return


@dataclass(frozen=True, slots=True)
class _Act:
    """A verb with the keys of who does it and of whom it is done to, as far as they stand right beside it."""

    term: str
    low: str
    does: frozenset[str]
    gets: frozenset[str]


@lru_cache(maxsize=8192)
def _acts(text: str) -> tuple[_Act, ...]:
    facts = read_facts(text)
    words, named = facts.words, _named(facts)
    told = {(d.low, d.at): d for d in deeds(text)}
    out: list[_Act] = []
    for at, item in enumerate(words.items):
        if item.strong or not item.content or item.term in MUTUAL:
            continue
        deed = told.get((item.low, at))
        after = [x.low for x in words.items[at + 1 : at + 2]]
        if is_past(item.low) and after == ["by"]:
            agent = _whom(words, at + 1, named)
            if agent:
                out.append(_Act(item.term, item.low, agent, deed.subject if deed and deed.passive else frozenset()))
        elif (deed and not deed.passive) or item.low.endswith("ing"):
            whom = deed.whom if deed else _whom(words, at, named)
            if whom:
                out.append(_Act(item.term, item.low, deed.subject if deed else frozenset(), whom))
    return tuple(out)


def _one(claim: Facts, mine: Deed, theirs: Deed) -> bool:
    """Whether two verbs tell of one thing. Where the claim goes on to tell of the other subject, it may leave out
    the verb there ("A became minister and B chairman"): then only what stands before that counts."""
    told = mine.object if _goes_on(claim, theirs.subject) else mine.around
    return len(told & theirs.around) >= min(_SAME, max(1, len(told)))


def _also(mine: Deed, theirs: Deed) -> bool:
    """Whether two verbs with other objects share something else that follows them."""
    return bool((mine.around - mine.whom) & (theirs.around - theirs.whom))


def _goes_on(claim: Facts, keys: frozenset[str]) -> bool:
    before = [claim.text[: n.start] for n in claim.names if n.keys & keys]
    return bool(before) and all(_GOES_ON.search(text) for text in before)


def _known(deed: Deed) -> bool:
    return bool(deed.subject) and not deed.subject & _CALENDAR
