"""Whether a sentence of a news text can be read by itself.

Decided by grammar alone: what it opens with (a pronoun, a connective), how it ends, and whether the writer speaks to
the reader in it outside of quotations, as advertisements, columns and service pieces do and reports do not.
"""

from __future__ import annotations

import re
from functools import cache

from brief.text.dates import find_dates
from brief.text.grammar import (
    connects,
    is_auxiliary,
    is_bare_verb,
    is_preposition,
    is_verb,
    may_be_auxiliary,
    may_be_modal,
)
from brief.text.names import names
from brief.text.quotations import quotations

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_OPENS_WITH = re.compile(r"[\"'“‘(\[]*(?=[^\W_])")
_ENDS = re.compile(r"[.!…][\"'”’)\]]*$")
_LABEL = re.compile(r"(?:[^\s:]+ ){0,2}[^\s:]+: (?![\"“‘'])")
"""A few words and a colon before a sentence ("Editor's note: ..."), as in lists and notices; but "Ruiz said: “...”"."""
_PLURAL_THE = re.compile(
    r"^[\"'“‘]?The (?:two|three|four|five|six|pair|former|latter|others?|(?:first|second|third)(?=,))\b"
)
"""An article with a bare number: of whom it speaks, the sentence before says."""
_THIS = re.compile(r"(?<![\w-])(?<!\bfor )[Tt]his ([a-z]+)(?![\w-])")
"""Who did not comment "for this story" is news."""
_HERE = re.compile(r"Here['’]s ")
_PARTS = re.compile(r"[.:!]\s+(?=[A-Z])")
_DEFINITE = re.compile(r"^[\"'“‘]?(?:The|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day['’]s) (?=[a-z])")
_PIECE = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*|\d\S*|[^\w\s]")
_RELATIVE = frozenset(("who", "whom", "whose", "which", "that", "where"))


@cache
def _of_class(kind: str) -> frozenset[str]:
    from brief.data import lines

    rows = (row.split("\t") for row in lines("openers.tsv") if not row.startswith("#"))
    return frozenset(row[0] for row in rows if row[1] == kind)


EARLY = 4
"""Words at the head of a sentence among which its subject stands, after a time or a place."""


def leans_on_another(sentence: str) -> bool:
    """Whether it opens with a word that points back ("His trip ...", "However, ...", "Late on Friday he ...")."""
    if _speaks_of_somebody(sentence):
        return True
    opening = _WORD.search(sentence)
    if opening is None:
        return True
    first = opening[0].casefold().replace("’", "'")
    if first == "this" and any(m.start == opening.start() for m in find_dates(sentence)):
        return False  # "This year's prize ...": from the day of the text, which is known
    head = first.split("'")[0]
    leans = _of_class("refers") | _of_class("joins") | _of_class("coordinates")
    return bool({first, head} & leans) or _PLURAL_THE.match(sentence) is not None


def opens_with_a_pronoun(sentence: str) -> bool:
    """Whether its first word stands for what another sentence names ("They ...", "Its price ...")."""
    opening = _WORD.search(sentence)
    return opening is not None and opening[0].casefold() in _of_class("refers")


def _speaks_of_somebody(sentence: str) -> bool:
    """Whether one of its first words is a personal pronoun of somebody that nothing before it names."""
    for found in list(_WORD.finditer(sentence))[:EARLY]:
        if found[0] in _of_class("person"):
            return not any(n.end <= found.start() and not n.initial for n in names(sentence))
    return False


def adds(sentence: str) -> bool:
    """Whether a connective among its first words adds it to what was said before ("Some, meanwhile, ...")."""
    return any(found[0] in _of_class("joins") for found in list(_WORD.finditer(sentence))[:EARLY])


def presumed(sentence: str) -> tuple[str, ...]:
    """The words of what a sentence opens with as known ("The committee ..."), which another sentence has to name.

    Empty where it opens otherwise, or says by itself which it is: by a name, a genitive, or what follows ("The gunman
    who ...", "The price of ..."). After Hawkins, Definiteness and Indefiniteness (1978): uses of "the" that refer back.
    """
    opening = _DEFINITE.match(sentence)
    if opening is None:
        return ()
    found: list[str] = []
    for piece in _PIECE.findall(sentence[opening.end() :]):
        low = piece.casefold()
        if not piece[0].isalnum() or low in _RELATIVE or (found and (connects(low) or is_verb(low))):
            after = low
            break
        found.append(piece)
    else:
        return ()
    restricted = after in _RELATIVE or (after != "to" and is_preposition(after))
    named = any(w[:1].isupper() or w.casefold().endswith(("'s", "’s")) for w in found)
    return () if restricted or named else tuple(w.casefold() for w in found)


def speaker_is_elsewhere(sentence: str) -> bool:
    """Whether it opens with a quotation and then says "he" or "she" of the speaker, whom another sentence names."""
    opening = next((q for q in quotations(sentence) if not sentence[: q.start].strip()), None)
    if opening is None:
        return False
    outside = _WORD.search(sentence, opening.end)
    return outside is not None and outside[0].casefold() in _of_class("refers")


def attributes(sentence: str) -> bool:
    """Whether it names somebody as the one who says so ("... , the mayor said", "according to ...")."""
    return not _of_class("attributes").isdisjoint(found[0].casefold() for found in _WORD.finditer(sentence))


def says_he(sentence: str) -> bool:
    """Whether a pronoun is the speaker of a quotation (“...,” she said), or of the whole sentence (..., he said)."""
    behind = (_WORD.match(sentence[q.end :].lstrip(" ,")) for q in quotations(sentence))
    if any(found is not None and found[0] in _of_class("person") for found in behind):
        return True
    words = [found[0] for found in _WORD.finditer(sentence)]
    return (
        words[-1:] != []
        and words[-1] in _of_class("attributes")
        and words[-2:-1] != []
        and words[-2] in _of_class("person")
    )


def speaks_of_itself(sentence: str) -> bool:
    """Whether it speaks of the text that it is a part of ("A version of this story appeared in ...")."""
    return ("this " in sentence or "This " in sentence) and any(
        m[1] in _of_class("text") for m in _THIS.finditer(sentence)
    )


def is_whole(sentence: str) -> bool:
    """Whether it begins and ends as a sentence: no heading, bullet, label, question or piece of one."""
    text = sentence.strip()
    opens = _OPENS_WITH.match(text)
    if opens is None or not _ENDS.search(text) or _LABEL.match(text):
        return False
    first = text[opens.end()]
    # Half of a quotation is half of a sentence.
    return (first.isupper() or first.isdigit() or not first.isascii()) and text.count("“") == text.count("”")


def addresses_reader(sentence: str) -> bool:
    """Whether the writer says "I", "we" or "you" outside of what is quoted."""
    speaks = _of_class("speaks")
    if speaks.isdisjoint(_WORD.findall(sentence.casefold().replace("’", "'"))):  # as most do
        return False
    found = [w for w in _WORD.finditer(sentence) if w[0].casefold().replace("’", "'") in speaks]
    spans = [(q.start, q.end) for q in quotations(sentence)]
    return any(
        not any(a <= w.start() < b for a, b in spans)
        and (w[0].casefold() != "i" or (w[0] == "I" and not _is_numeral(sentence, w.start())))
        for w in found
    )


def _is_numeral(sentence: str, at: int) -> bool:
    """Whether the "I" at `at` is a part of a name ("Artemis I")."""
    return any(n.start < at < n.end for n in names(sentence))


def asks(headline: str) -> bool:
    """Whether a headline is a question, or its first or last sentence opens as one ("Why the bridge fell", "The bridge
    is down. Does that ...", as a feed cuts it off)."""
    parts = _PARTS.split(headline)
    openings = (_WORD.search(part) for part in (parts[0], parts[-1]))
    words = [found[0].casefold().split("’")[0].split("'")[0] for found in openings if found is not None]
    if any(_HERE.match(part) and (found := _WORD.search(part, 7)) and found[0] in _of_class("asks") for part in parts):
        return True  # "Here's what ..."
    if any(word in _of_class("asks") for word in words) or (len(parts) > 1 and words and is_auxiliary(words[-1])):
        return True
    return headline.rstrip("…").rstrip().endswith("?")


def opens_as_question(headline: str) -> bool:
    """Whether a headline is a question whose mark was cut off: it ends in an ellipsis, and a finite auxiliary opens it
    before its subject ("Is the bridge safe ...").

    A modal or "do" may be a part of a name or a noun too ("Do Kwon", "May Day", "Might of the army"). So a name
    behind one must have a title in front or a bare verb behind ("Will Ruiz resign ..."), and any other subject opens
    with no preposition and no verb.
    """
    first, _, rest = headline.partition(" ")
    if "?" in headline or not headline.endswith(("...", "…")) or first.isupper() or not may_be_auxiliary(first):
        return False  # a question with its mark is whole, and what comes behind it may be the news
    if rest[:1].islower():
        second = rest.split()[0]
        return not is_preposition(second) and not is_verb(second)
    if not may_be_modal(first):
        return True
    named = next((n for n in names(headline) if n.start == len(first) + 1), None)
    if named is None:
        return False
    behind = headline[named.end :].split() or [""]
    return len(named.key.split()) < len(named.text.split()) or is_bare_verb(behind[0])


def stands_alone(sentence: str) -> bool:
    """Whether a reader who sees only this sentence has a whole statement of the news in it."""
    leans = leans_on_another(sentence) or speaker_is_elsewhere(sentence)
    return is_whole(sentence) and not leans and not addresses_reader(sentence) and not speaks_of_itself(sentence)
