"""Words of a text, and the one door to its numbers, names and quotations.

Everything is a pure function over a string; offsets are characters of the string given. `words` and
`content_words` are for comparing texts, not for showing them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from brief.text.common_words import STOP_WORDS
from brief.text.names import NameMention, name_tokens, names
from brief.text.numbers import NumberMention, numbers
from brief.text.quotations import Quotation, quotations
from brief.text.stem import stem

__all__ = [
    "STOP_WORDS",
    "NameMention",
    "NumberMention",
    "Quotation",
    "content_words",
    "is_stop_word",
    "name_tokens",
    "names",
    "normal",
    "numbers",
    "quotations",
    "stem",
    "stems",
    "word_spans",
    "words",
]

_WORD = re.compile(
    r"""
    [a-zA-Z]{2,}+(?![^\W_]|['’])                      # nearly all words: found a fifth sooner than by the last line
  | (?:[^\W\d_]\.){2,}                                # U.S., a.m.
  | \d+(?:[.,]\d+)*[^\W_]*                            # 1,200  3.5  21st  1990s  2.5bn
  | [^\W_]+(?:['’][^\W_]+)*                           # don't, Seoul's
    """,
    re.VERBOSE,
)
_UNITED_STATES = frozenset({"US", "USA", "U.S.", "U.S.A."})


def word_spans(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, normal form) of each word of `text`, in order."""
    for found in _WORD.finditer(text):
        yield found.start(), found.end(), normal(found[0])


def words(text: str) -> list[str]:
    """The words of `text` in normal form: case-folded, without possessive 's, 1,200 as 1200, US and U.S. as usa."""
    return list(map(normal, _WORD.findall(text)))


@lru_cache(maxsize=1 << 16)
def normal(word: str) -> str:
    """The normal form of one word as `words` gives it."""
    if word.isascii() and word.isalpha():  # nearly all words
        return "usa" if word in ("US", "USA") else word.lower()
    if word in _UNITED_STATES:
        return "usa"
    word = word.casefold().replace("’", "'")
    if word.endswith("'s"):
        return normal_possessed(word[:-2])
    if word[0].isdigit():
        return word.replace(",", "")
    if word[-1] == ".":
        return word.replace(".", "")
    return word


def normal_possessed(word: str) -> str:
    return "usa" if word == "u.s" else word


def is_stop_word(word: str) -> bool:
    """Whether a word in normal form carries no content."""
    return word in STOP_WORDS


def content_words(text: str) -> list[str]:
    """The words of `text` in normal form that are not stop words, in order, repeats kept."""
    return [w for w in words(text) if w not in STOP_WORDS]


def stems(text: str) -> list[str]:
    """The Porter stems of the content words of `text`, in order, repeats kept."""
    return [stem(w) for w in words(text) if w not in STOP_WORDS]
