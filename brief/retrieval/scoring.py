"""How well a sentence answers a question: weighted coverage of its words, the kind of answer, where it stands.

Words are weighted by inverse document frequency (Spärck Jones 1972). A small library says nothing about how common
a word is, so its counts are added to those of an imagined background collection in which a plain word stands in
every twentieth passage and a telling one in few (a Beta prior on the document frequency).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from brief.models import ArticleInfo, Sentence
from brief.news.text import stem, words
from brief.retrieval.question import Question, Term

BACKGROUND = 2000
"""Passages of the imagined background collection."""
PLAIN_RATE = 0.05
TELLING_RATE = 0.002

_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?"
    r"|billions?|half|third|quarter|twice|double)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[$€£¥₩]\s?\d|\b(?:dollars?|euros?|pounds?|won|yen|yuan|rupees?|cents?|percent|per cent)\b|%", re.IGNORECASE)
_WHEN = re.compile(
    r"\b(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|Mar(?:ch|\.)|April|Apr\.|May \d|June|July|Aug(?:ust|\.)|Sept(?:ember|\.)"
    r"|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.)|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:1[89]|20)\d\d"
    r"|today|tomorrow|yesterday|tonight|(?:next|last|this|later this|earlier this|coming) (?:week|month|year|spring"
    r"|summer|fall|autumn|winter)|(?:in|within) (?:the )?(?:coming|next|a few|\w+) (?:days|weeks|months|years))\b"
)
_NAME = re.compile(r"(?<![.!?] )(?<!^)(?<![“\"‘])\b(?:[A-Z][\w’'&-]+|[A-Z]{2,})\b")
_PERSON = re.compile(r"\b[A-Z][\w’'-]+ (?:[A-Z]\.? )?[A-Z][\w’'-]+")
_PLACE = re.compile(r"\b(?:in|at|near|from|to|outside|off|across) (?:the |central |northern |southern |eastern |western )*[A-Z]")
_REASON_STRONG = re.compile(
    r"\bbecause\b|\bdue to\b|\bowing to\b|\bas a result\b|\bin (?:response|protest|retaliation|reaction|reply|return)\b"
    r"|\bretaliat\w+|\breasons?\b|\bciting\b|\bcited\b|\bblam\w+|\bprompt(?:ed|ing)\b|\btriggered\b|\bsparked\b|\bcaused\b"
    r"|\bon (?:the )?grounds\b|\bstemm(?:ed|ing)\b|\bin order to\b|\baimed at\b|\bthat is why\b|\bso that\b|\bin light of\b",
    re.IGNORECASE,
)
_REASON_WEAK = re.compile(r"(?<!only )(?<!day )(?<!days )\bafter\b|\bfollowing\b|\bamid\b|\bover\b|\bsince\b|\bto (?:protest|avoid|prevent|protect)\b|\bas\b", re.IGNORECASE)
_HEDGED = re.compile(r"\b(?:will|would|could|may|might|unless|if|only after|whether)\b", re.IGNORECASE)
_DEPENDENT = re.compile(
    r"^[\"“‘']?(?:He|She|It|They|His|Her|Hers|Its|Their|Theirs|This|That|These|Those|Such|Both|Neither|Instead|Also|And"
    r"|Then|So|There|Here|However|Still|Meanwhile|Otherwise|Moreover|Therefore|Thus|One of them|The (?:two|three|four|former|latter|same|other|others)"
    r"|In (?:doing so|that|this|it|them)|As such|That’s|It’s|It's|That's|He’s|She’s|They’re)\b"
)
_DEPENDENT_SOFT = re.compile(r"^[\"“‘']?(?:But|Yet|Or|Nor|The)\b")


@dataclass(frozen=True, slots=True)
class Weighted:
    """A question's terms with their weights; `total` is the weight of all."""

    terms: tuple[tuple[Term, float], ...]
    total: float

    def covered(self, stems: frozenset[str] | set[str]) -> float:
        """The share of the question's weight that stands among `stems`, 0 ... 1."""
        if not self.total:
            return 0.0
        return sum(w for term, w in self.terms if not term.stems.isdisjoint(stems)) / self.total


def weigh(question: Question, frequencies: Mapping[str, int] | None = None, passages: int = 0) -> Weighted:
    """Weigh the question's words. `frequencies` says in how many of `passages` passages each word (Term.text) stands."""
    known = frequencies or {}
    weighted = []
    for term in question.terms:
        rate = PLAIN_RATE if term.plain else TELLING_RATE
        n = known.get(term.text, 0) + BACKGROUND * rate
        weighted.append((term, math.log(1 + (passages + BACKGROUND - n + 0.5) / (n + 0.5))))
    return Weighted(tuple(weighted), sum(w for _, w in weighted))


def stem_set(text: str) -> frozenset[str]:
    """The stems of all words of `text`, stop words too."""
    return frozenset(stem(w) for w in words(text))


def headline_stems(info: ArticleInfo) -> frozenset[str]:
    return stem_set(info.title or "")


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
        numbers = {w for w in words(" ".join(_numbers(bare)))} - asked
        return (1.0 if kind == "how many" else 0.6) if numbers else 0.0
    if kind == "when":
        return 1.0 if _WHEN.search(text) else 0.0
    if kind == "who":
        return 1.0 if _has_new(_PERSON.findall(text), asked) else 0.3 if _has_new(_NAME.findall(text), asked) else 0.0
    if kind == "where":
        return 1.0 if _PLACE.search(text) and _has_new(_NAME.findall(text), asked) else 0.0
    if kind == "which":
        return 1.0 if _has_new(_NAME.findall(text), asked) else 0.0
    return 0.5


def reason(text: str) -> float:
    """How much a sentence reads as giving a reason, 0 ... 1; what only might be is no reason for what is."""
    strength = 1.0 if _REASON_STRONG.search(text) else 0.5 if _REASON_WEAK.search(text) else 0.0
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
    return depends(sentence) or _DEPENDENT_SOFT.match(sentence.text) is not None
