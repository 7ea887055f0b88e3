"""Words of a sentence as the checks compare them: folded, stemmed, with their places.

`tokenize` splits at hyphens and before possessive endings, keeps abbreviations with full stops together
(`U.S.` is `us`, `N.` before a capital is `north`), and folds accents and typographic quotes.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from brief.verification.lexicon import FUNCTION, stem_of


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark; `start` and `end` are characters of the text."""

    start: int
    end: int
    text: str
    low: str
    """Case-folded, without accents, possessive ending and full stops."""
    stem: str
    word: bool
    """A word or number, not a mark."""
    capital: bool
    first: bool
    """Stands where a capital says nothing: at the start, or after a mark that opens a sentence or quotation."""

    @property
    def content(self) -> bool:
        """Carries meaning: neither a mark nor a function word."""
        return self.word and (self.low not in FUNCTION or (self.text == "May" and not self.first))


_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?"  # U.S.  U.S.A
    r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)"  # 1,200,000.5
    r"|\d+\.\d+|\d+[^\W\d_][^\W_]*|\d+"  # 3.5  16th  1980s  5G
    r"|[^\W\d_]+\d[^\W_]*"  # H5N1
    r"|[^\W\d_]+(?:['’][^\W\d_]+)?"  # word, don't, O'Brien
    r"|[^\s\w]|_|\w",
    re.IGNORECASE,
)
_OPENERS = frozenset("\"“”‘(['—–:;.!?*•#|-")
_COMPASS = {"N": "north", "S": "south", "E": "east", "W": "west"}


def fold(text: str) -> str:
    """Case-folded, without accents, typographic quotes made plain."""
    if not text.isascii():
        text = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return text.casefold()


@lru_cache(maxsize=8192)
def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of `text`, in order."""
    out: list[Token] = []
    opens = True
    for m in _WORD.finditer(text):
        raw, start, end = m.group(), m.start(), m.end()
        if out and start < out[-1].end:  # the full stop of "S." in "S. Korea" went with its letter
            continue
        if not raw[0].isalnum():
            out.append(Token(start, end, raw, fold(raw), raw, False, False, False))
            opens = opens or (raw in _OPENERS and not _inside(text, start, end))
            continue
        low = fold(raw)
        if len(raw) == 1 and raw in _COMPASS and _abbreviates(text, end):
            low, end = _COMPASS[raw], end + 1
        elif "." in low and not low[0].isdigit():
            low = low.replace(".", "")
        low = low.removesuffix("'s")
        out.append(Token(start, end, raw, low, stem_of(low), True, raw[0].isupper(), opens))
        opens = False
    return tuple(out)


def _abbreviates(text: str, end: int) -> bool:
    return text[end : end + 2] == ". " and text[end + 2 : end + 3].isupper()


def _inside(text: str, start: int, end: int) -> bool:
    """Whether a mark stands inside a compound ("olive-oil", "3:1"), where it opens nothing."""
    return start > 0 and text[start - 1].isalnum() and text[end : end + 1].isalnum()
