"""Words of scripts that set no space between them, as overlapping pairs of letters.

Chinese, Japanese and Thai cannot be cut into words without a dictionary, and Korean joins particles to its words; pairs
find what a dictionary would nearly as well (Nie and Ren, "Chinese information retrieval: using characters or words?",
1999), and are what Lucene's CJKAnalyzer indexes.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

_RUN = re.compile(
    "["
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Burmese, Khmer
    "\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff"  # Hangul
    "\u3005\u3007\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # Kana, and the signs of repetition and of zero
    "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
    "]+"
)


def has_unspaced(text: str) -> bool:
    """Whether a text has letters of such a script."""
    return not text.isascii() and _RUN.search(text) is not None


def letter_pairs(run: str) -> list[str]:
    """The pairs of neighbouring letters of a run of such letters, in order, without marks; of one letter, it alone."""
    letters = [c for c in unicodedata.normalize("NFKC", run) if c.isalnum()]
    return ["".join(pair) for pair in pairwise(letters)] or letters


def in_pairs(text: str) -> str:
    """`text` with every such run as its pairs of letters, with spaces between and around them."""
    if not has_unspaced(text):
        return text
    return _RUN.sub(lambda run: f" {' '.join(letter_pairs(run[0]))} ", text)
