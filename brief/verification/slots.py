"""Doubts about who and how much: another name, number or date in the same place, a comparison turned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from brief.models import Reason
from brief.text.numbers import NumberMention
from brief.verification.facts import Facts, read_facts
from brief.verification.lexicon import is_ordinary
from brief.verification.words import Item, Words

_MORE = re.compile(
    r"(?:\b(?:(?:more|longer|greater|higher|further|later|bigger|older) than|over|above|at least|exceeding|upwards of|"
    r"no (?:less|fewer) than)|>)\s+\S{0,3}$",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"(?:\b(?:(?:less|fewer|shorter|lower|smaller|younger|earlier) than|under|below|at most|up to|no more than)|<)"
    r"\s+\S{0,3}$",
    re.IGNORECASE,
)


def _direction(text: str, number: NumberMention) -> str:
    before = text[max(0, number.start - 26) : number.start]
    negated = re.search(r"\bno\s+(?:less|fewer|more)\s+than\s+\S{0,3}$", before, re.IGNORECASE)
    if negated:
        return "less" if "more" in negated[0].lower() else "more"
    return "more" if _MORE.search(before) else "less" if _LESS.search(before) else ""


def comparison(claim: Facts, source: Facts) -> Iterator[Reason]:
    """The same number with "more than" on one side and "less than" on the other, or "less than" out of nowhere."""
    for number in claim.numbers:
        mine = _direction(claim.text, number)
        if not mine:
            continue
        same = [n for n in source.numbers if n.value == number.value and n.unit == number.unit]
        theirs = {_direction(source.text, n) for n in same}
        if same and mine not in theirs and not (mine == "more" and "at least" in claim.text):
            yield Reason("comparison", f"{mine} than {number.text} is not what the cited sentence says")


def _next_content(words: Words, end: int) -> Item | None:
    return next((x for x in words.content if x.start >= end and not x.low[0].isdigit()), None)


def bound(claim: Facts, source: Facts) -> Iterator[Reason]:
    """A number of the source that counts another thing there, while another number counts this one."""
    for number in claim.numbers:
        if number.kind == "time":
            continue
        noun = _next_content(claim.words, number.end)
        if noun is None or _APART.search(claim.text[number.end : noun.start]):
            continue
        here = [n for n in source.numbers if n.value == number.value]
        if not here or number.kind == "ordinal":
            continue
        counted = [_counted(source.words, n) for n in here]
        if any(noun.term in terms for terms in counted):
            continue
        rival = [n for n in source.numbers if n.value != number.value and noun.term in _counted(source.words, n)[:1]]
        if rival:
            yield Reason("number", f"in the cited sentence {rival[0].text} counts “{noun.low}”, not {number.text}")


_BRACKETS = re.compile(r"\s*\([^()]{1,40}\)")
_APART = re.compile(r"[,;:.\d]|\b(?:for|in|at|by|to|from|after|before|and|or|but)\b")
"""What stands between a number and a word that it does not count."""


def _counted(words: Words, number: NumberMention) -> list[str]:
    """The content terms after a number, nearest first, up to the next number or mark; "1.5 km (0.9 miles)" is one."""
    out: list[str] = []
    same = _BRACKETS.match(words.text, number.end)
    if words.text[number.start - 1 : number.start] == "(":
        return out
    for item in words.content:
        if item.start < (same.end() if same else number.end):
            continue
        if item.low[0].isdigit() or _APART.search(words.text[same.end() if same else number.end : item.start]):
            break
        out.append(item.term)
    return out[:4]


# ----------------------------------------------------------------------------------- the same slot

_WINDOW = 4
"""How many content words on either side of a name, number or date make its surroundings."""
_MARGIN = 1.0
"""By how much another one's surroundings must be more like those in the claim."""
_EXCHANGED = 1.5
"""By how much two of them must fit each other's surroundings better than their own."""
_ENOUGH = 2.0
"""How much the surroundings must share at all."""


@dataclass(frozen=True, slots=True)
class Filler:
    """A name, number or date of a sentence with the content terms around it."""

    kind: str
    sort: str
    keys: frozenset[str]
    """What it is known by: words, a value, or the parts of a date."""
    start: int
    text: str
    left: frozenset[str]
    right: frozenset[str]

    def like(self, other: Filler) -> float:
        """How much the surroundings of two fillers share; a term on the other side counts half."""
        same = len(self.left & other.left) + len(self.right & other.right)
        return same + 0.5 * (len(self.left & other.right) + len(self.right & other.left))


def filled(claim: Facts, main: Facts, cited: Sequence[Facts]) -> Iterator[Reason]:
    """A name, number or date in a place where the cited sentences have another of its sort.

    A number or date is doubted if another one's surroundings in any cited sentence are more like those in the
    claim than its own are. A name must also be missing from `main`, the sentence that says most of the claim.
    """
    theirs = [(f, filler) for f in cited for filler in fillers(f)]
    every = fillers(claim)
    ours = {filler.keys for filler in every}
    shared = _rest(claim, main)
    for mine in every:
        alike = [(f, x) for f, x in theirs if x.sort == mine.sort]
        same = [(f, mine.like(x)) for f, x in theirs if x.kind == mine.kind and same_filler(mine, x)]
        if mine.kind != "name" and not same:
            continue  # it stands there in another form, which the must-pass checks have accepted
        own = max((like for _, like in same), default=0.0)
        rivals = [(f, x) for f, x in alike if x.keys not in ours and not any(same_filler(m, x) for m in every)]
        if mine.kind == "name":
            known = shared < _MAIN_SHARE or any(same_filler(mine, x) for x in fillers(main))
            known = known or bool(mine.keys & (main.stems | main.lows | main.initials)) or _plain(mine)
            rivals = [] if known else [(f, x) for f, x in rivals if f is main and not _plain(x)]
        else:
            # The sentence that has the rival must tell as much of the claim as the one that has the claim's own.
            told = max(_told(claim, f) for f, _ in same)
            rivals = [(f, x) for f, x in rivals if _told(claim, f) >= told]
        share, rival = max(((mine.like(x), x) for _, x in rivals), key=lambda r: r[0], default=(0.0, mine))
        enough = own if mine.kind == "name" else max(own + _MARGIN, _ENOUGH)
        if rival is not mine and share >= enough:
            yield Reason(mine.kind, f"{mine.text} where the cited sentence has {rival.text}")
            return


def _told(claim: Facts, source: Facts) -> int:
    return len(claim.words.terms & source.words.terms)


def _plain(name: Filler) -> bool:
    """Whether a name is one ordinary word ("a Master's"), which may be no name at all."""
    return name.sort == "name" and is_ordinary(name.text.casefold().removesuffix("'s"))


_MAIN_SHARE = 0.7
"""A sentence that has this share of the rest of a claim ought to have its names as well."""


def _rest(claim: Facts, main: Facts) -> float:
    """The share of the claim's words outside its names, numbers and dates that a sentence has."""
    spans = claim.spans
    words = [x for x in claim.words.content if not any(a <= x.start < b for a, b in spans)]
    if len(words) < 2:
        return 0.0
    return sum(x.term in main.words.terms for x in words) / len(words)


_STATE = frozenset(
    """government officials official ministry minister ministers president authorities army forces troops military
    diplomats diplomat foreign embassy leader leaders parliament court courts capital state side people public navy
    police senior top prime defense defence lawmakers voters economy cabinet law soldiers team""".split()
)


def stands_for(claim: Facts, cited: Sequence[Facts]) -> Iterator[Reason]:
    """A country where the cited sentences have only somebody of that country ("Japan" for "a Japanese steelmaker")."""
    for name in claim.names:
        if name.country is None or name.text.casefold() != name.country:
            continue
        theirs = [(f, n) for f in cited for n in f.names if n.country == name.country]
        followers = [_next_content(f.words, n.end) for f, n in theirs if n.text.casefold() != name.country]
        whole = any(n.text.casefold() == name.country for _, n in theirs)
        nouns = [x for x in followers if x is not None and not x.strong and x.low not in _STATE]
        if whole or len(nouns) < len(theirs) or any(x.term in claim.words.terms for x in nouns):
            continue
        if nouns:
            yield Reason("name", f"{name.text} where the cited sentence has “{nouns[0].low}” of that country")


def exchanged(claim: Facts, source: Facts) -> Iterator[Reason]:
    """Two numbers or dates that both sentences have, each in the other one's surroundings.

    Names change places rightly ("B rejected A" of "A made an offer, which B rejected"): not looked at.
    """
    yield from _turned(claim, source)
    theirs = [x for x in fillers(source) if x.kind != "name"]
    mine = [(x, next((t for t in theirs if t.kind == x.kind and same_filler(x, t)), None)) for x in fillers(claim)]
    both = [(x, there) for x, there in mine if there is not None]
    for i, (one, one_there) in enumerate(both):
        for other, other_there in both[i + 1 :]:
            if one.sort != other.sort or one_there is other_there:
                continue
            straight = one.like(one_there) + other.like(other_there)
            if one.like(other_there) + other.like(one_there) >= straight + _EXCHANGED:
                yield Reason(one.kind, f"{one.text} and {other.text} have changed places")
                return


_TO = re.compile(r"\s*(?:to|[-–])\s*")


def _turned(claim: Facts, source: Facts) -> Iterator[Reason]:
    """ "9 to 14" of "14 to 9", "from 9 to 14" of "to 9, from 14": a vote or a change the other way round."""
    mine, theirs = _joined(claim), {(one.value, other.value) for one, other in _joined(source)}
    for one, other in mine:
        if one.value != other.value and (other.value, one.value) in theirs and (one.value, other.value) not in theirs:
            yield Reason("number", f"{one.text} and {other.text} have changed places")
    ours, there = _ways(claim), _ways(source)
    if len(ours) == len(there) == 2:
        was, now = ours["from"], ours["to"]
        if was.value != now.value and (was.value, now.value) == (there["to"].value, there["from"].value):
            yield Reason("number", f"{was.text} and {now.text} have changed places")


_WAY = re.compile(r"\b(from|to)\s+(?:[a-z]+\s+)?\S?$")


def _ways(facts: Facts) -> dict[str, NumberMention]:
    """The number that something went from, and the one that it went to."""
    found = ((_WAY.search(facts.text[max(0, n.start - 20) : n.start]), n) for n in facts.numbers)
    return {way[1]: n for way, n in found if way}


def _joined(facts: Facts) -> list[tuple[NumberMention, NumberMention]]:
    pairs = pairwise(facts.numbers)
    return [(one, other) for one, other in pairs if _TO.fullmatch(facts.text, one.end, other.start)]


def same_filler(one: Filler, other: Filler) -> bool:
    """Whether a source's filler is the claim's: a name by any word, a date by all that the claim says of it."""
    return one.keys <= other.keys if one.kind == "date" else bool(one.keys & other.keys)


@lru_cache(maxsize=4096)
def _fillers(text: str) -> tuple[Filler, ...]:
    return tuple(_make_fillers(read_facts(text)))


def fillers(facts: Facts) -> tuple[Filler, ...]:
    """The names, numbers and dates of a sentence with their surroundings."""
    return _fillers(facts.text)


_MADE = re.compile(r"\b([A-Z]\w+)-\d+\b")
"""One of several of a name ("Orla-2", "Orla-3")."""


def _make_fillers(facts: Facts) -> Iterator[Filler]:
    for made in _MADE.finditer(facts.text):
        yield _filler(facts, "name", f"made {made[1]}", frozenset((made[0],)), *made.span())
    for name in facts.names:
        sort = "country" if name.country else "name"
        yield _filler(facts, "name", sort, name.keys, name.start, name.end)
    for number in facts.numbers:
        if number.kind not in ("ordinal", "vague") and not (number.spelled and number.value <= 1):
            key = frozenset((f"{number.value.normalize()}",))
            unit = "duration" if number.unit in _DURATIONS else number.unit
            yield _filler(facts, "number", f"{number.kind} {unit}", key, number.start, number.end)
    for part in _DAYPART.finditer(facts.text):
        yield _filler(facts, "date", "part of the day", frozenset((f"part {part[0].lower()}",)), *part.span())
    for d in facts.dates:
        if d.relative is None:
            sort = "".join("x" if part is not None else "-" for part in (d.year, d.month, d.day, d.weekday))
            parts = (f"{d.year}", f"month {d.month}", f"day {d.day}", f"weekday {d.weekday}", f"{d.decade}s")
            keys = frozenset(p for p in parts if "None" not in p)
            yield _filler(facts, "date", sort, keys, d.start, d.end)


_DAYPART = re.compile(r"\b(?:morning|noon|afternoon|evening|midnight|dawn|dusk)\b", re.IGNORECASE)
_DURATIONS = frozenset("second minute hour day week month year".split())


def _filler(facts: Facts, kind: str, sort: str, keys: frozenset[str], start: int, end: int) -> Filler:
    left = [x.term for x in facts.words.content if x.end <= start][-_WINDOW:]
    right = [x.term for x in facts.words.content if x.start >= end][:_WINDOW]
    return Filler(kind, sort, keys, start, facts.text[start:end], frozenset(left), frozenset(right))


def twice(claim: Facts, cited: Sequence[Facts]) -> Iterator[Reason]:
    """A number, date or country that the claim has more often than its sources, while another of its sort goes
    unused."""
    for kind in ("number", "date", "name"):
        mine = _figures(claim, kind)
        theirs = [_figures(f, kind) for f in cited]
        for one in set(mine):
            if mine.count(one) < 2 or sum(have.count(one) for have in theirs) >= mine.count(one):
                continue
            if any(one in have and any(x not in mine for x in have) for have in theirs):
                yield Reason(kind, f"it has one {kind} twice where the cited sentence has two")


def _figures(facts: Facts, kind: str) -> list[str]:
    """Numbers with their units, dates by their parts, or countries, as comparable strings."""
    if kind == "name":
        return [n.country for n in facts.names if n.country]
    if kind == "number":
        return [f"{n.value.normalize()} {n.unit}" for n in facts.numbers if not n.spelled]
    return [f"{d.year} {d.month} {d.day} {d.weekday} {d.relative}" for d in facts.dates]
