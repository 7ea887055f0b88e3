"""Whether the clause around a date expression looks back or ahead, by its nearest verb.

A regular verb is known by its ending, an irregular one by WordNet's table (`brief.text.lemmas`); only the closed
classes of English grammar are listed: auxiliaries, modals, and the verbs and participles that announce what follows.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from brief.text.lemmas import irregular, is_ordinary
from brief.text.tokens import Token, tokenize


class Tense(StrEnum):
    """What the verb of a clause says of its time."""

    PAST = "past"
    FUTURE = "future"
    PRESENT = "present"
    MODAL = "modal"
    """"could", "would", "should": it may or may not happen."""
    OPEN = "open"
    """An infinitive behind a past verb: "agreed to meet on Friday", "was forced to resign on Friday"."""


_FUTURE = frozenset("will shall won't 'll going gonna".split())
_MODAL = frozenset("would could should may might can must cannot can't couldn't wouldn't shouldn't".split())
_PRESENT = frozenset("is are am has have do does isn't aren't hasn't haven't don't doesn't 's".split())
_PAST = frozenset("was were had did wasn't weren't hadn't didn't".split())
_PROSPECT = frozenset("set due expected scheduled slated planned poised bound likely".split())
"""Participles and adjectives of what is to come."""
_BEING = frozenset("is are was were be been being not still".split())
_INTEND = frozenset("plan schedule intend hope expect aim vow want promise pledge threaten wait".split())
"""Verbs whose infinitive is yet to come ("plans to vote")."""
_BEGIN = frozenset("begins starts ends resumes stops finishes commences opens closes".split())
"""The present of verbs of beginning and ending (Levin 1993, 55.1), which with a day tells what is scheduled."""
_NO_PAST = frozenset(
    "to be being is are am get gets getting will would could should may might can must shall do does did not".split()
)
"""Words behind which a form like "put" or "read" is no past."""
_DETERMINERS = frozenset("a an the this that these those its his her their our my your no any some all".split())
_STOPS = frozenset(";:—–?!")


@lru_cache(maxsize=4096)
def _cues(text: str) -> tuple[tuple[int, int, Tense | None], ...]:
    """The verbs of a text by place, with the tense each gives its clause; None where a clause ends."""
    tokens = tokenize(text)
    cues: list[tuple[int, int, Tense | None]] = []
    for n, token in enumerate(tokens):
        found: Tense | None
        if token.word:
            found = _tense_of(tokens, n, [c[2] for c in cues[-1:]])
            if found is None:
                continue
        elif token.text in _STOPS or (token.text == "." and _ends(tokens, n)):
            found = None
        else:
            continue
        cues.append((token.start, token.end, found))
    return tuple(cues)


def _ends(tokens: tuple[Token, ...], n: int) -> bool:
    """Whether the point `tokens[n]` ends a sentence: not one behind an initial or a short title ("Gov. Lund")."""
    last = tokens[n - 1]
    return n > 0 and tokens[n + 1 : n + 2] != () and not (last.capital and len(last.text) <= 4)


def _tense_of(tokens: tuple[Token, ...], n: int, last: list[Tense | None]) -> Tense | None:
    low = tokens[n].text.lower().replace("’", "'")
    before = tokens[n - 1].lower if n else ""
    after = tokens[n + 1].lower if n + 1 < len(tokens) else ""
    if low in _BEGIN and after != "to":
        return Tense.FUTURE
    if low in _FUTURE or low.endswith("'ll"):
        return Tense.FUTURE if low not in ("going", "gonna") or after == "to" else None
    if low in _MODAL:
        return Tense.MODAL if not (low == "may" and tokens[n].capital) else None
    if low == "due" and after == "to" and before not in _BEING:
        return None  # "closed due to a storm on Monday"
    if low in _PROSPECT and after in ("to", "for", "on", "by", "until", "through", "in", "at"):
        return Tense.FUTURE
    if _is_intention(low) and (after == "to" or is_past(low)):
        # "planned to meet on Friday"; "planned a march on Friday", "had planned to meet on Friday"
        return Tense.FUTURE if after == "to" and before != "had" else Tense.OPEN
    if (
        low == "to"
        and after == "have"
        and before not in _PROSPECT
        and is_past(tokens[n + 2].lower if n + 2 < len(tokens) else "")
    ):
        return Tense.PAST  # "was believed to have begun on Jan. 7"
    if low == "to" and after and after.isalpha():
        intended_then = n > 1 and tokens[n - 2].lower == "had" and is_past(before)
        return Tense.OPEN if intended_then else _infinitive(before, after, last)
    if low in _PRESENT:
        return None if low in ("have", "has") and is_past(after) else Tense.PRESENT
    if low in _PAST:
        return Tense.PAST
    if not is_past(low) or (tokens[n].capital and not tokens[n].opens) or before in _NO_PAST or before[:1].isdigit():
        return None
    if before in _DETERMINERS or {before, tokens[n - 2].lower if n > 1 else ""} & {"have", "has"}:
        return None  # "the required signatures"; a perfect goes with no definite time: "have improved, starting Monday"
    return Tense.PAST


def _infinitive(before: str, verb: str, last: list[Tense | None]) -> Tense | None:
    """What "to" before a verb says: what is intended is to come; behind a past verb, it may be over or to come."""
    if not is_ordinary(verb) or verb.endswith(("ing", "ed")):
        return None
    if before in ("is", "are") or _is_intention(before):
        return Tense.FUTURE
    return Tense.OPEN if last == [Tense.PAST] else None


def _is_intention(low: str) -> bool:
    return any(low in (base, base + "s", base + "d", base + "ed", base + "ned", base + "ning") for base in _INTEND)


def is_past(low: str) -> bool:
    """Whether a word, case-folded, may be a verb's past or participle."""
    base = irregular().get(low)
    if base is not None:
        return (base != low and not low.endswith(("s", "ing", "en", "a", "i", "ae"))) or low in ("taken", "given")
    if not low.endswith("ed") or len(low) < 4:
        return False
    return any(
        is_ordinary(low[:-cut] + end) for cut, end in ((1, ""), (2, ""), (3, ""), (3, "y")) if len(low) > cut + 1
    )


def tense(text: str, start: int, end: int) -> Tense | None:
    """The tense that governs `text[start:end]`: of the last verb before it in its clause, else of the first after it.

    None where the clause has no verb that is known, as a heading or a list of hours.
    """
    back = [c for c in _cues(text) if c[1] <= start]
    if back and back[-1][2] is not None:
        return back[-1][2]
    after = next((c for c in _cues(text) if c[0] >= end), None)
    return after[2] if after else None


def has_present(text: str) -> bool:
    """Whether a verb of a text is in the present."""
    return any(cue is Tense.PRESENT for _, _, cue in _cues(text))
