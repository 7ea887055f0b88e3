"""A guess at a text's language: py3langid (after Lui and Baldwin, "langid.py", 2012), which knows 97 languages.

It takes half a second to load, which a text that is plainly English is spared.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_SAMPLE = 2000
_LIKELY = 0.5
"""A language that is less likely than all others together is none."""
_LETTER = re.compile(r"[^\W\d_]")
_FEWEST = 40
"""Words by which a language can be recognised."""
_NOTHING_TOLD = ("und", "pcm")
"""Nigerian Pidgin differs from English in small words, which headlines leave out."""


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True, min_confidence=_LIKELY)


def guess_language(text: str) -> str:
    """The language of `text` as a two-letter code (ISO 639-1); "und" where nothing tells.

    It looks at the first 2,000 characters. A short text in Latin letters that may be of many languages counts as
    English: a headline has few words.
    """
    sample = text[:_SAMPLE]
    if (sample.count(" the ") + sample.count(" and ")) * 150 > len(sample):
        return "en"  # nearly every English article, and no text of another language
    code: str = _identifier().classify(sample)[0] if _LETTER.search(sample) else "und"
    return "en" if code in _NOTHING_TOLD and sample.isascii() and len(sample.split()) < _FEWEST else code
