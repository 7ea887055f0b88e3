"""How well a sentence answers a question: weighted coverage of its words, the kind of answer, where it stands.

Words are weighted alike but for those so usual that finding them says little. Inverse document frequencies of the
library were tried in their place: on a large library they chose no better, and on a small one they know nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from brief.models import ArticleInfo, Sentence
from brief.news.text import words
from brief.retrieval.question import Question, Term
from brief.retrieval.tokens import token_set

PLAIN = 0.5
"""The weight of a usual word, where a telling one has 1."""

_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?"
    r"|billions?|half|third|quarter|twice|double)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[$€£¥₩]\s?\d|%|\b(?:dollars?|euros?|pounds?|won|yen|yuan|rupees?|cents?|percent|per cent)\b", re.IGNORECASE
)
_MONTH = (
    r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|Mar(?:ch|\.)|April|Apr\.|May|June|July|Aug(?:ust|\.)|Sept(?:ember|\.)"
    r"|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
)
_DAY = re.compile(rf"\b(?:{_MONTH} \d|\d\d? {_MONTH}|(?:1[89]|20)\d\d\b)")
_WHEN = re.compile(
    rf"\b(?:{_MONTH}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|tomorrow|yesterday|tonight"
    r"|(?:next|last|this|later this|earlier this|coming) (?:week|month|year|spring|summer|fall|autumn|winter)"
    r"|(?:in|within) (?:the )?(?:coming|next|a few|\w+) (?:days|weeks|months|years))(?!\w)"
)
_NAME = re.compile(r"(?<![.!?] )(?<!^)(?<![“\"‘])\b(?:[A-Z][\w’'&-]+|[A-Z]{2,})\b")
_PERSON = re.compile(r"\b[A-Z][\w’'-]+ (?:[A-Z]\.? )?[A-Z][\w’'-]+")
_PLACE = re.compile(
    r"\b(?:in|at|near|from|to|outside|off|across) (?:the |central |northern |southern |eastern |western )*[A-Z]"
)
_REASON = re.compile(
    r"\b(?:because|due to|owing to|as a result|in (?:response|protest|retaliation|reaction|reply|return)|retaliat\w+"
    r"|reasons?|citing|cited|blam\w+|prompt(?:ed|ing)|triggered|sparked|caused|on (?:the )?grounds|stemm(?:ed|ing)"
    r"|in order to|aimed at|that is why|so that|in light of)\b",
    re.IGNORECASE,
)
_PERHAPS_REASON = re.compile(
    r"\b(?:(?<!only )(?<!day )(?<!days )after|following|amid|over|since|as|to (?:protest|avoid|prevent|protect))\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(r"\b(?:will|would|could|may|might|unless|if|only after|whether)\b", re.IGNORECASE)
_DEPENDENT = re.compile(
    r"^[\"“‘']?(?:He|She|It|They|His|Her|Hers|Its|Their|Theirs|This|That|These|Those|Such|Both|Neither|Instead|Also"
    r"|And|Then|So|There|Here|However|Still|Meanwhile|Otherwise|Moreover|Therefore|Thus|One of them|As such"
    r"|In (?:doing so|that|this|it|them)|(?:That|It|He|She|They)[’'](?:s|re)|The (?:former|latter|others?)"
    r"|The (?:two|three|four) (?:also|agreed|met|are|were|have|had|will|said|spoke|then|did))\b"
)
_LEANING = re.compile(r"^[\"“‘']?(?:But|Yet|Or|Nor)\b")


@dataclass(frozen=True, slots=True)
class Weighted:
    """A question's terms with their weights; `total` is the weight of all."""

    terms: tuple[tuple[Term, float], ...]
    total: float

    def covered(self, stems: frozenset[str] | set[str]) -> float:
        """The share of the question's weight that stands among `stems`, 0 ... 1."""
        if not self.total:
            return 0.0
        return sum(w for term, w in self.terms if term.stands_in(stems)) / self.total

    def tells(self, stems: frozenset[str] | set[str]) -> bool:
        """Whether a word of the question that is not a usual one stands among `stems`."""
        return any(w > PLAIN and term.stands_in(stems) for term, w in self.terms)


def weigh(question: Question) -> Weighted:
    """Weigh the question's words. Words of time that mean known days weigh nothing: dates tell, not words."""
    telling = [t for t in question.terms if not (t.time and question.span)] or question.terms
    weighted = tuple((t, PLAIN if t.plain or t.time else 1.0) for t in telling)
    return Weighted(weighted, sum(w for _, w in weighted))


def headline_tokens(info: ArticleInfo) -> frozenset[str]:
    return token_set(info.title or "")


def fits(kind: str, text: str, asked: frozenset[str]) -> float:
    """How far a sentence has what this kind of question asks for, 0 ... 1; `asked` are the question's own words.

    A name or number that the question already has answers nothing.
    """
    if kind == "why":
        return reason(text)
    if kind in ("how many", "how much"):
        bare = _YEAR.sub(" ", text)
        if kind == "how much" and _MONEY.search(bare):
            return 1.0
        numbers = set(words(" ".join(_numbers(bare)))) - asked
        return (1.0 if kind == "how many" else 0.6) if numbers else 0.0
    if kind == "when":
        return 1.0 if _DAY.search(text) else 0.6 if _WHEN.search(text) else 0.0
    if kind == "who":
        return 1.0 if _has_new(_PERSON.findall(text), asked) else 0.3 if _has_new(_NAME.findall(text), asked) else 0.0
    if kind == "where":
        return 1.0 if _PLACE.search(text) and _has_new(_NAME.findall(text), asked) else 0.0
    if kind == "which":
        return 1.0 if _has_new(_NAME.findall(text), asked) else 0.0
    return 0.5


def reason(text: str) -> float:
    """How much a sentence reads as giving a reason, 0 ... 1; what only might be is no reason for what is."""
    strength = 1.0 if _REASON.search(text) else 0.5 if _PERHAPS_REASON.search(text) else 0.0
    return strength * (0.5 if _HEDGED.search(text) else 1.0)


def _numbers(text: str) -> list[str]:
    return [w for w in re.findall(r"[\w.,]+", text) if _NUMBER.search(w)]


def _has_new(mentions: list[str], asked: frozenset[str]) -> bool:
    return any(not set(words(m)) <= asked for m in mentions)


def depends(sentence: Sentence) -> bool:
    """Whether a sentence cannot be understood without the one before it ("His trip came as ...")."""
    return _DEPENDENT.match(sentence.text) is not None


def leans(sentence: Sentence) -> bool:
    """Whether a sentence reads better after another one ("But Tokyo opposes ...")."""
    return depends(sentence) or _LEANING.match(sentence.text) is not None
