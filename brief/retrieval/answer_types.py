"""What kind of answer a question asks for, and how far a sentence gives one of that kind, near what is asked.

"How many cranes" wants a number of cranes and no year, price or hour; "how old" an age; "who is X" what X is, and
"who led X" a name. What fits counts in full where words of the asking sentence stand close by: an answer stands
beside what it answers. A name or number that the question already has answers nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from brief.retrieval.question import asking_part, kind_of
from brief.text.countries import CAPITAL_OF, COUNTRY_OF
from brief.text.stem import stem
from brief.text.tokens import is_stop_word, words

NEAR = 70
"""Characters to either side of an answer in which the words of the question count as close by."""
SHORT = 40
"""Characters before a number in which what is counted may stand."""
ENOUGH_NEAR = 3
"""Words of the question close by that are enough."""
ALONE = 0.5
"""What an answer counts without any of them."""
LOWER_CASE = 0.3
"""What a sentence without a new name still counts for "which": not all that is asked for has a capital."""
NOT_DEFINED = 0.3
"""What a sentence counts that does not say what something is, where that is asked."""
MOST_LOOKED_AT = 8
"""Numbers or names of one sentence that are looked at."""

_TIME = r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|centur(?:y|ies))"
_NUMERAL = (
    r"(?:an? (?:dozen|hundred|thousand|million|billion)|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|thirteen|fourteen|fifteen|twenty|thirty|forty|fifty|dozens|hundreds|thousands|millions|billions|half|third"
    r"|quarter|twice|double|\d[\d,]*(?:\.\d+)?)"
)
_MONTH = (
    r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|Mar(?:ch|\.)|April|Apr\.|May|June|July|Aug(?:ust|\.)|Sept(?:ember|\.)"
    r"|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
)
_NUMBER = re.compile(
    rf"(?<![\w.])(?P<sign>[$€£¥₩]\s?)?(?P<value>{_NUMERAL})(?:[ -](?:hundred|thousand|million|billion|trillion|bn))*"
    r"(?P<after>(?:[ -]?%)|(?:(?:[ -]|-year-)[\w’'-]+){0,3})",
    re.IGNORECASE,
)
_MONEY_WORD = r"(?:dollars?|euros?|pounds?|won|yen|yuan|rupees?|marks?|francs?|pesos?|rubles?|cents?|USD)"
_UNITS = {
    "percent": re.compile(r"^[ -]?(?:%|percent|per cent|percentage)", re.IGNORECASE),
    "age": re.compile(r"^(?:[ -]years?[ -]old|[ -]months?[ -]old)", re.IGNORECASE),
    "duration": re.compile(rf"^[ -]{_TIME}\b", re.IGNORECASE),
    "money": re.compile(rf"^ (?:[\w-]+ )?{_MONEY_WORD}\b", re.IGNORECASE),
    "length": re.compile(
        r"^[ -](?:square |nautical )?(?:met(?:er|re)s?|kilomet(?:er|re)s?|centimet(?:er|re)s?|miles?|f(?:oo|ee)t"
        r"|inch(?:es)?|yards?|acres?|hectares?|km|m|cm|ft)\b",
        re.IGNORECASE,
    ),
    "clock": re.compile(r"^ (?:a\.m\.|p\.m\.|o['’]clock|am|pm)(?!\w)", re.IGNORECASE),
    "weight": re.compile(r"^[ -](?:kilograms?|kg|tons?|tonnes?|pounds?|grams?)\b", re.IGNORECASE),
}
_DATE_BEFORE = re.compile(rf"{_MONTH} $")
_DATE_AFTER = re.compile(rf"^ {_MONTH}")
_AGED = re.compile(r"(?:\baged |\bage of |\bturned |\bturns |, )$")
_YEAR = re.compile(r"(?:1[89]|20)\d\d$")
_DAY = re.compile(rf"\b(?:{_MONTH} \d\d?\b|\d\d? {_MONTH}|(?:1[89]|20)\d\d\b)")
_WHEN = re.compile(
    rf"\b(?:{_MONTH}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|tomorrow|yesterday|tonight"
    r"|(?:next|last|this|later this|earlier this|coming) (?:week|month|year|spring|summer|fall|autumn|winter)"
    r"|(?:in|within|at least) (?:the )?(?:coming|next|a few|\w+) (?:days|weeks|months|years))(?!\w)"
)
_NO_NAME = re.compile(
    rf"^(?:{_MONTH}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|I|CNN|AP|AFP|Reuters|TODAY|BREAKING|UPDATE|Photos?)$"
)
_VAGUE = re.compile(r"^(?:dozens|hundreds|thousands|millions|billions|half|third|quarter|double)$", re.IGNORECASE)
_NAME = re.compile(r"(?<![.!?] )(?<!^)(?<![“\"‘])\b(?:[A-Z][\w’'&-]+|[A-Z]{2,})\b")
_PERSON = re.compile(
    r"\b(?!(?:The|Then|On|In|At|By|But|And|As|For|From|After|Before|When|While|If|It|He|She|They|We|His|Her|Their|This"
    rf"|That|Both|Last|Next|Since|With|Under|Until|Also|Mr|Mrs|Ms|Dr|Gen|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    rf"|{_MONTH})\b)[A-Z][\w’'-]+ (?:[A-Z]\.? )?[A-Z][\w’'-]+"
)
_PLACE = re.compile(
    r"\b(?:in|at|near|from|to|outside|off|across) (?:the |central |northern |southern |eastern |western )*[A-Z]"
)
_REASON = re.compile(
    r"\b(?:because|due to|owing to|as a result|in (?:response|protest|retaliation|reaction|reply|return)|retaliat\w+"
    r"|reasons?|citing|cited|blam\w+|prompt(?:ed|ing)|triggered|sparked|caused|on (?:the )?grounds|stemm(?:ed|ing)"
    r"|in order to|based on|on the basis|aimed at|that is why|so that|in light of)\b",
    re.IGNORECASE,
)
_PERHAPS_REASON = re.compile(
    r"\b(?:(?<!only )(?<!day )(?<!days )after|following|amid|over|since|as|to (?:protest|avoid|prevent|protect))\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(r"\b(?:will|would|could|may|might|unless|if|only after|whether)\b", re.IGNORECASE)

_COUNTED = re.compile(
    r"\bhow many ((?:(?!(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|of|in|on|at|to|from|for"
    r"|by|with)\b)[\w’'-]+ ?){1,5})",
    re.IGNORECASE,
)
_ASKED_UNITS = (
    ("percent", re.compile(r"\b(?:what|which) (?:percentage|percent|share|proportion)\b", re.IGNORECASE)),
    ("age", re.compile(r"\bhow old\b", re.IGNORECASE)),
    ("duration", re.compile(rf"\b(?:how long|how many (?:more )?{_TIME})\b", re.IGNORECASE)),
    ("length", re.compile(r"\bhow (?:far|tall|high|deep|wide|big|large)\b", re.IGNORECASE)),
)
_MONEY_ASKED = re.compile(
    r"\b(?:cost|pa(?:y|id)|price|amount|sum|fined?|worth|s(?:ell|old)|spen[dt]|raised?|earn(?:ed)?|salary|wages?|charged?"
    r"|owed?|lost|lose|invest(?:ed)?|donate[ds]?|give|gave|money|budget|bill|rent|damages)\b",
    re.IGNORECASE,
)
_SORT = re.compile(
    r"\b(?:which|what) "
    r"((?:(?!(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)\b)[\w’'-]+ ){1,4})",
    re.IGNORECASE,
)
_TWO_WORDS = re.compile(r"\b([a-z]\w+)(?= ([a-z]\w+)\b)")
_WHO_IS = re.compile(r"^\W*(?:who|what) (?:is|are|was|were) (?P<what>[^,?]+?)\s*\??$", re.IGNORECASE)
_OFFICE = re.compile(r"(?:[A-Z][\w.]* )*(?P<office>(?:[a-z]+ ){0,2}[a-z]+)(?: of .+)?$")
_DEFINES = (
    r"(?:\)|\s*\([^)]*\))?"
    r"(?: (?:is|are|was|were) (?:an?|the|one)\b|, (?:an?|the|who|which|(?:[a-z-]+ ){1,4}(?:of|for|at|in))\b)"
)
_TITLED = (
    r"(?:[a-z]+,|(?:Minister|President|Secretary|Director|Ambassador|Senator|Governor|Chancellor|Mayor|Judge|Justice|King"
    r"|Queen|Pope|Dr\.|Gen\.|Sen\.|Gov\.|Prof\.|Rep\.|director|spokes(?:wo)?man|envoy|coach|captain))"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The answer that a question asks for."""

    kind: str
    """As brief.retrieval.question.kind_of gives it."""
    asked: frozenset[str]
    """The question's words in normal form."""
    near: frozenset[str]
    """Stems of the telling words of the sentence that asks."""
    unit: str = ""
    """What a number has to be: percent, age, duration length or money; else empty."""
    counted: frozenset[str] = frozenset()
    """Stems of what is counted ("how many customers")."""
    sort: str = ""
    """Stem of the noun that says what sort of thing is asked for ("which snake")."""
    country: bool = False
    """It asks which country."""
    defined: re.Pattern[str] | None = None
    """How a sentence says who or what something is, where that alone is asked."""

    def has(self, found: str) -> bool:
        """Whether the question itself has these words."""
        return found.lower() in self.asked or self.asked.issuperset(words(found))


def wanted(text: str) -> Wanted:
    """The answer that the question `text` asks for."""
    kind, asking = kind_of(text), asking_part(text)
    unit = next((unit for unit, pattern in _ASKED_UNITS if pattern.search(asking)), "")
    if kind == "how much" and not unit and _MONEY_ASKED.search(asking):
        unit = "money"
    counted = _COUNTED.search(asking)
    nouns = frozenset(stem(w) for w in words(counted[1]) if not is_stop_word(w)) if counted else frozenset()
    who = _WHO_IS.match(text)
    return Wanted(
        kind,
        frozenset(words(text)),
        frozenset(stem(w) for w in words(asking) if not is_stop_word(w)),
        unit,
        nouns,
        _sort(asking) if kind == "which" else "",
        re.search(r"\b(?:which|what) (?:\w+ )?(?:country|nation)\b", asking, re.IGNORECASE) is not None,
        _definition(who["what"], kind) if who else None,
    )


def _sort(asking: str) -> str:
    found = _SORT.search(asking + " ")
    nouns = [w for w in words(found[1]) if not is_stop_word(w)] if found else []
    return stem(nouns[-1]) if nouns else ""


def _definition(what: str, kind: str) -> re.Pattern[str] | None:
    """How a sentence would say who or what this is, or who holds this office; None if something else is asked for."""
    bare = re.sub(r"^(?:an?|the) ", "", what.strip(), flags=re.IGNORECASE)
    if kind == "who" and (office := _OFFICE.match(bare)):
        held = re.escape(office["office"])
        return re.compile(rf"(?i:\b{held}),? [A-Z]|, [^,]{{0,{SHORT}}}\b(?i:{held})\b")
    if len(bare.split()) > 4 or re.search(r"\b(?:of|in|for|at|to|from|by|on)\b", bare) or not bare[:1].isupper():
        return None
    name = re.escape(bare)
    return re.compile(rf"\b{name}\b{_DEFINES}|\b{_TITLED} {name}\b")


def gives(asked_for: Wanted, text: str, tokens: frozenset[str]) -> float:
    """How far a sentence has what is asked for, 0 ... 1; `tokens` are its own as brief.retrieval.tokens gives them."""
    kind = asked_for.kind
    if asked_for.defined is not None:
        return 1.0 if asked_for.defined.search(text) else NOT_DEFINED
    if kind == "why":
        return reason(text)
    if kind in ("how many", "how much"):
        return _best(asked_for, text, tokens, _numbers(asked_for, text))
    if kind in ("when", "year"):
        return _best(asked_for, text, tokens, _times(asked_for, text))
    if kind in ("who", "where"):
        return _best(asked_for, text, tokens, _names(asked_for, text))
    if kind == "which":
        named = max(LOWER_CASE, _best(asked_for, text, tokens, _names(asked_for, text)))
        return (
            max(named, _best(asked_for, text, tokens, _sorts(asked_for, text))) if asked_for.sort in tokens else named
        )
    return 0.5


def reason(text: str) -> float:
    """How much a sentence reads as giving a reason, 0 ... 1; what only might be is no reason for what is."""
    strength = 1.0 if _REASON.search(text) else 0.5 if _PERHAPS_REASON.search(text) else 0.0
    return strength * (0.5 if _HEDGED.search(text) else 1.0)


Found = tuple[int, int, float]
"""Where in the text something stands that fits, and how well it does, 0 ... 1."""


def _best(asked_for: Wanted, text: str, tokens: frozenset[str], found: Iterator[Found]) -> float:
    most = _enough(asked_for, tokens)
    best = 0.0
    for _, (start, end, fit) in zip(range(MOST_LOOKED_AT), found, strict=False):
        if fit * most > best:
            best = max(best, fit * _nearness(asked_for, text, start, end, most))
            if best == most:
                break
    return best


def _nearness(asked_for: Wanted, text: str, start: int, end: int, most: float) -> float:
    if most == ALONE or len(text) <= end - start + NEAR:
        return most
    return _enough(asked_for, {stem(w) for w in words(text[max(0, start - NEAR) : end + NEAR])})


def _enough(asked_for: Wanted, beside: AbstractSet[str]) -> float:
    """What an answer counts that stands beside words of these stems, ALONE ... 1."""
    if not asked_for.near:
        return 1.0
    return ALONE + (1 - ALONE) * min(1.0, len(asked_for.near & beside) / min(ENOUGH_NEAR, len(asked_for.near)))


def _numbers(asked_for: Wanted, text: str) -> Iterator[Found]:
    for m in _NUMBER.finditer(text):
        if not asked_for.has(m["value"]):
            yield m.start(), m.end(), _number_fits(asked_for, text, m)


def _number_fits(asked_for: Wanted, text: str, m: re.Match[str]) -> float:
    before, behind = text[max(0, m.start() - 12) : m.start()], text[m.end("value") :][:60]
    scaled = re.sub(r"^(?:[ -](?:hundred|thousand|million|billion|trillion|bn))+", "", behind)
    unit = "money" if m["sign"] else next((u for u, p in _UNITS.items() if p.search(scaled)), "")
    if not unit and _YEAR.match(m["value"]):
        unit = "year"
    if not unit and (_DATE_BEFORE.search(before) or _DATE_AFTER.search(behind)):
        unit = "day"
    if asked_for.unit:
        if asked_for.unit == "age" and _AGED.search(before) and (not behind or behind[0] in ",.; "):
            return 0.8
        if asked_for.unit == unit:
            return 1.0
        return 0.4 if not unit and m["value"][0].isdigit() else 0.1
    exact = 0.6 if _VAGUE.match(m["value"]) else 1.0
    after = [stem(w) for w in words(scaled)[:4]]
    if not asked_for.counted.isdisjoint(after):  # right after the number ("240 passengers") or a little later
        return exact * (1.0 if not asked_for.counted.isdisjoint(after[:2]) else 0.8)
    if (
        not unit
        and asked_for.counted
        and not asked_for.counted.isdisjoint(stem(w) for w in words(text[: m.start()][-SHORT:]))
    ):
        return exact * 0.8  # "geese fell to 9,070"
    return 0.2 if unit and asked_for.kind == "how many" else 0.6 * exact


def _times(asked_for: Wanted, text: str) -> Iterator[Found]:
    for m in _DAY.finditer(text):
        if not asked_for.has(m[0]) and (asked_for.kind != "year" or _YEAR.search(m[0])):
            yield m.start(), m.end(), 1.0
    for m in _WHEN.finditer(text):
        if not asked_for.has(m[0]):
            yield m.start(), m.end(), 0.6


def _names(asked_for: Wanted, text: str) -> Iterator[Found]:
    if asked_for.country:
        for m in re.finditer(r"\b[A-Z][\w.]*(?: [A-Z][a-z]+)?", text):
            if {m[0].casefold(), m[0].split()[0].casefold()} & (COUNTRY_OF.keys() | CAPITAL_OF.keys()):
                yield m.start(), m.end(), 1.0
        return
    if asked_for.kind == "where":
        for m in _PLACE.finditer(text):
            name = _NAME.search(text, m.end() - 1)
            if name and not asked_for.has(name[0]):
                yield m.start(), m.end(), 1.0
        return
    if asked_for.kind == "who":
        for m in _PERSON.finditer(text):
            if not asked_for.has(m[0]) and not _NO_NAME.match(m[0].split()[0]):
                yield m.start(), m.end(), 1.0
    for m in _NAME.finditer(text):
        if not asked_for.has(m[0]) and not _NO_NAME.match(m[0]):
            yield m.start(), m.end(), 0.3 if asked_for.kind == "who" else 1.0


def _sorts(asked_for: Wanted, text: str) -> Iterator[Found]:
    """Where the sort of thing is named more closely than the question does ("brown tree snake")."""
    for m in _TWO_WORDS.finditer(text):
        if asked_for.sort and stem(m[2]) == asked_for.sort and m[1] not in asked_for.asked and not is_stop_word(m[1]):
            yield m.start(), m.end(), 0.8
