"""What kind of answer a question asks for, and how far a sentence gives one of that kind.

A number for "how many", a day for "when", a name for "who" and "which", a reason for "why", a condition for "on what
condition". A name or number that the question already has answers nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from brief.retrieval.question import asking_part, kind_of
from brief.text.analysis import analyse
from brief.text.tokens import words

ANY = 0.5
"""What every sentence counts where any kind of answer may be given,"""
OTHER = 0.3
"""and one that does not say who or what something is, where that is asked."""

_WHO_IS = re.compile(r"^\W*(?:who|what) (?:is|are|was|were) (?:an? |the )?(?P<what>[A-Z][^,?]*?)\W*$", re.IGNORECASE)
_SAYS_WHAT = r"(?:\s*\([^)]*\))?(?:,| (?:is|are|was|were)) (?:an?|the|one|who|which)\b"
"""An apposition or a copula behind a name."""
_REASON = re.compile(
    r"\b(?:because|due to|owing to|as a result|in (?:response|protest|retaliation|return)|so that|in order to|after"
    r"|following|amid)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:if|unless|until|(?:as|so) long as|only (?:when|after|once)|provid(?:ed|ing)|on (?:the )?condition"
    r"|conditional)\b",
    re.IGNORECASE,
)
"""What a condition opens with (Huddleston & Pullum 2002, chapters 8.14 and 11), or is called."""
_NO_COUNT = frozenset(("o'clock", "th"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """The answer that a question asks for."""

    kind: str
    """As brief.retrieval.question.kind_of gives it."""
    asked: frozenset[str]
    """The question's words in normal form."""
    defined: re.Pattern[str] | None = None
    """How a sentence says who or what something is, where that alone is asked."""

    def has(self, found: str) -> bool:
        """Whether the question itself has these words."""
        return self.asked.issuperset(words(found))


def wanted(text: str) -> Wanted:
    """The answer that the question `text` asks for."""
    kind, asking = kind_of(text), asking_part(text)
    who = _WHO_IS.match(asking)
    defined = re.compile(re.escape(who["what"]) + _SAYS_WHAT) if who and who["what"][0].isupper() else None
    return Wanted(kind, frozenset(words(text)), defined)


def gives(asked_for: Wanted, text: str) -> float:
    """How far a sentence has what is asked for, 0 ... 1; 0.5 where any sentence may."""
    if asked_for.defined is not None:
        return 1.0 if asked_for.defined.search(text) else OTHER
    match asked_for.kind:
        case "why":
            return 1.0 if _REASON.search(text) else 0.0
        case "condition":
            return 1.0 if _CONDITION.search(text) else 0.0
        case "number" | "day" | "name":
            return float(bool(answers(asked_for, text)))
    return ANY


def answers(asked_for: Wanted, text: str) -> list[tuple[str, int, int]]:
    """The numbers, days or names of a sentence, whichever is asked for, that the question has not: a key that is the
    same for the same answer, start and end."""
    analysis, found = analyse(text), list[tuple[str, int, int]]()
    match asked_for.kind:
        case "number":
            found = [(f"{n.value} {n.unit}", n.start, n.end) for n in analysis.numbers if n.unit not in _NO_COUNT]
        case "day":
            found = [(" ".join(words(d.text)), d.start, d.end) for d in analysis.dates]
        case "name":
            # "Shinzo Abe" is no answer to "Who shot Abe?".
            found = [(n.key, n.start, n.end) for n in analysis.names if not asked_for.has(n.key.split()[-1])]
    return [f for f in found if not asked_for.has(text[f[1] : f[2]])]
