"""A guess at a text's language: English by its commonest words, every other one by py3langid.

py3langid (after Lui and Baldwin, "langid.py", 2012) knows 97 languages and takes half a second to load, which an
English text is spared.
"""

from __future__ import annotations

import re
from collections import Counter

_COMMON = {
    "en": "the of and to in that is was for with his they at be this from have not are but said has".split(),
    "de": "der die und das den von mit ist des nicht auf für eine dem sich als auch werden ein im".split(),
    "fr": "les des est dans une qui pour pas sur au par plus avec ce sont le la et du que".split(),
    "es": "los las que del una por con para su como más pero al fue el la y de en se".split(),
    "it": "che di il per una sono con non del della alla dei gli nel anche le più è da".split(),
    "pt": "que não uma os com para por dos mais como mas ao foi em da do é um se na".split(),
    "nl": "het een van dat niet zijn voor met die aan ook door naar bij werd maar de en te op".split(),
}
_SCRIPTS = (
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)
_LATIN = re.compile("[A-Za-z]")
_LETTER = re.compile(r"[^\W\d_]")
_FOREIGN_LETTER = re.compile(r"[^\W\d_A-Za-z]")
_SAMPLE = 2000
_ENOUGH = 40
"""Letters by which the language of a text without common words can be told."""
_WORD_OF = {word: [code for code in _COMMON if word in _COMMON[code]] for words in _COMMON.values() for word in words}


def guess_language(text: str) -> str:
    """The language of `text` as a two-letter code (ISO 639-1); "und" where nothing tells.

    It looks at the first 2,000 characters. A short text in Latin letters without any of the common words counts
    as English (a headline has few of them).
    """
    first = _by_words(text)
    sample = text[:_SAMPLE]
    if first == "en" and (_is_plainly_english(sample) or not _FOREIGN_LETTER.search(sample)):
        return first
    if first == "und" and len(_LETTER.findall(sample)) < _ENOUGH:
        return first
    from py3langid import classify

    code: str = classify(sample)[0]
    return code if first in ("und", "en") or code != "en" else first


def _is_plainly_english(sample: str) -> bool:
    """True of nearly every English article, and of no other language."""
    return (sample.count(" the ") + sample.count(" and ")) * 150 > len(sample)


def _by_words(text: str) -> str:
    """What script and common words tell; "und" where neither does."""
    sample = text[:_SAMPLE]
    if _is_plainly_english(sample):
        return "en"
    if not sample.isascii() and len(_LATIN.findall(sample)) < 0.5 * len(_LETTER.findall(sample)):
        counts = [(len(pattern.findall(sample)), -rank, code) for rank, (code, pattern) in enumerate(_SCRIPTS)]
        best = max(counts)
        kana = next(n for n, _, code in counts if code == "ja")
        if best[2] == "zh" and kana > 0.1 * best[0]:
            return "ja"
        return best[2] if best[0] else "und"
    words = re.findall(r"[^\W\d_]+", sample.casefold())
    if not words:
        return "und" if len(sample.strip()) > 40 else "en"
    seen = Counter(code for word in words for code in _WORD_OF.get(word, ()))
    if not seen:
        return "en" if len(words) < 40 else "und"
    code, count = max(seen.items(), key=lambda item: (item[1], item[0] == "en"))
    if seen["en"] >= 0.9 * count:
        return "en"
    return code if count >= 0.06 * len(words) else "und"
