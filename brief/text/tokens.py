"""The words of a text: the one tokenizer of the package, and the one stop list.

`words` gives their normal forms only, as fast as can be; `tokenize` gives words and marks with their places.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from brief.data import lines
from brief.text.lemmas import lemma, stem
from brief.text.unspaced import in_pairs

_WORDS = r"""
    [a-zA-Z]{2,}+(?![^\W_]|['’])                      # nearly all words: found a fifth sooner than by the last line
  | (?:[^\W\d_]\.){2,}                                # U.S., a.m.
  | \d+(?:[.,]\d+)*[^\W_]*                            # 1,200  3.5  21st  1990s  2.5bn
  | [^\W_]+(?:['’][^\W_]+)*                           # don't, Seoul's
"""
_WORD = re.compile(_WORDS, re.VERBOSE)
_TOKEN = re.compile(_WORDS + r"| [^\w\s] | _", re.VERBOSE)
_UNITED_STATES = frozenset({"US", "USA", "U.S.", "U.S.A."})
_CLOSES = frozenset(",)]}%$€£¥'’”")
"""Marks after which a capital says something; after any other mark a sentence, a quotation or an item may begin."""

STOP_WORDS = frozenset(line.partition("\t")[0] for line in lines("stopwords.tsv") if not line.startswith("#"))
"""English words that carry no content, case-folded (brief/data/stopwords.tsv names their source)."""


class Token(NamedTuple):
    """A word, a figure or a mark: `text` as it stands in `[start:end]` of its sentence, in characters."""

    start: int
    end: int
    text: str
    lower: str
    """Normal form (see `normal`); of a mark, the mark."""
    lemma: str
    """One form for all inflections of a word (see `brief.text.lemmas.lemma`)."""
    word: bool
    """A word or a figure, not a mark."""
    capital: bool
    opens: bool
    """Stands where any word has a capital: at the start, or after a mark that may open a sentence or a quotation."""

    @property
    def content(self) -> bool:
        """Whether it carries meaning; a stop word inside a sentence that has a capital is part of a name."""
        return self.word and (self.lower not in STOP_WORDS or (self.capital and not self.opens and len(self.text) > 1))


@lru_cache(maxsize=16384)
def tokenize(text: str) -> tuple[Token, ...]:
    """The words, figures and marks of a sentence, in order."""
    out: list[Token] = []
    opens = True
    for found in _TOKEN.finditer(text):
        raw, start = found[0], found.start()
        if raw[0].isalnum():
            low = normal(raw)
            out.append(Token(start, found.end(), raw, low, lemma(low), True, raw[0].isupper(), opens))
            opens = False
        else:
            out.append(Token(start, found.end(), raw, raw, raw, False, False, False))
            opens = opens or (raw not in _CLOSES and not _inside(text, start, found.end()))
    return tuple(out)


def _inside(text: str, start: int, end: int) -> bool:
    """Whether a mark stands inside a compound ("olive-oil", "3:1"), where it opens nothing."""
    return start > 0 and text[start - 1].isalnum() and text[end : end + 1].isalnum()


def words(text: str) -> list[str]:
    """The words of `text` in normal form; of scripts without spaces, the pairs of letters."""
    return list(map(normal, _WORD.findall(in_pairs(text))))


@lru_cache(maxsize=1 << 16)
def normal(word: str) -> str:
    """The normal form of a word: case-folded, without accents and possessive 's; 1,200 as 1200, US and U.S. as usa."""
    if word.isascii() and word.isalpha():  # nearly all words
        return "usa" if word in ("US", "USA") else word.lower()
    if word in _UNITED_STATES:
        return "usa"
    word = fold(word)
    if word.endswith("'s"):
        return "usa" if word == "u.s's" else word[:-2]
    if word[0].isdigit():
        return word.replace(",", "")
    if word[-1:] == ".":
        return word.replace(".", "")
    return word


def fold(text: str) -> str:
    """Case-folded, without accents, typographic quotation marks made plain."""
    if not text.isascii():
        text = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return text.casefold()


def is_stop_word(word: str) -> bool:
    """Whether a word in normal form carries no content."""
    return word in STOP_WORDS


def stems(text: str) -> list[str]:
    """The Porter stems of the content words of `text`, in order, repeats kept."""
    return [stem(w) for w in words(text) if w not in STOP_WORDS]
