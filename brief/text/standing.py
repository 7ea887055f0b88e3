"""Whether a sentence of a news text can be read by itself.

Decided by grammar alone: what it opens with (a pronoun, a connective), how it ends, and whether the writer speaks to
the reader in it outside of quotations, as advertisements, columns and service pieces do and reports do not.
"""

from __future__ import annotations

import re
from functools import cache

from brief.text.names import names
from brief.text.quotations import quotations

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_OPENS_WITH = re.compile(r"[\"'“‘(\[]*(?=[^\W_])")
_ENDS = re.compile(r"[.!…][\"'”’)\]]*$")
_LABEL = re.compile(r"(?:[^\s:]+ ){0,2}[^\s:]+: (?![\"“‘'])")
"""A few words and a colon before a sentence ("Editor's note: ..."), as in lists and notices; but "Ruiz said: “...”"."""
_PLURAL_THE = re.compile(r"^[\"'“‘]?The (?:two|three|four|five|six|pair|former|latter)\b")
"""An article with a bare number: of whom it speaks, the sentence before says."""


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
    head = first.split("'")[0]
    return bool({first, head} & (_of_class("refers") | _of_class("joins"))) or _PLURAL_THE.match(sentence) is not None


def _speaks_of_somebody(sentence: str) -> bool:
    """Whether one of its first words is a personal pronoun of somebody that nothing before it names."""
    for found in list(_WORD.finditer(sentence))[:EARLY]:
        if found[0] in _of_class("person"):
            return not any(n.end <= found.start() and not n.initial for n in names(sentence))
    return False


def speaker_is_elsewhere(sentence: str) -> bool:
    """Whether it opens with a quotation and then says "he" or "she" of the speaker, whom another sentence names."""
    opening = next((q for q in quotations(sentence) if not sentence[: q.start].strip()), None)
    if opening is None:
        return False
    outside = _WORD.search(sentence, opening.end)
    return outside is not None and outside[0].casefold() in _of_class("refers")


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
    spans = [(q.start, q.end) for q in quotations(sentence)]
    speaks = _of_class("speaks")
    for found in _WORD.finditer(sentence):
        word = found[0].casefold().replace("’", "'")
        if word in speaks and (word != "i" or found[0] == "I") and not any(a <= found.start() < b for a, b in spans):
            return True
    return False


def asks(headline: str) -> bool:
    """Whether a headline is a question, or opens as one ("Why the bridge fell")."""
    opening = _WORD.search(headline)
    opens = opening is not None and opening[0].casefold().split("’")[0].split("'")[0] in _of_class("asks")
    return opens or headline.rstrip("…").rstrip().endswith("?")


def stands_alone(sentence: str) -> bool:
    """Whether a reader who sees only this sentence has a whole statement of the news in it."""
    leans = leans_on_another(sentence) or speaker_is_elsewhere(sentence)
    return is_whole(sentence) and not leans and not addresses_reader(sentence)
