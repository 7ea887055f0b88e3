"""The Porter stemmer (M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980).

It is the stemmer of SQLite's FTS5 `porter` tokenizer too, so what the full-text index holds to be one word,
this module does as well.
"""

from __future__ import annotations

import re
from functools import lru_cache

_C = "[^aeiou][^aeiouy]*"
_V = "[aeiouy][aeiou]*"
_MEASURE_1 = re.compile(f"^(?:{_C})?{_V}{_C}")
_MEASURE_EXACTLY_1 = re.compile(f"^(?:{_C})?{_V}{_C}(?:{_V})?$")
_MEASURE_2 = re.compile(f"^(?:{_C})?{_V}{_C}{_V}{_C}")
_HAS_VOWEL = re.compile(f"^(?:{_C})?{_V}")
_CVC = re.compile("[^aeiou][aeiouy][^aeiouwxy]$")
_PLAIN = re.compile("^[a-z]+$")

_STEP_2 = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize", "bli": "ble", "alli": "al",
    "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize", "ation": "ate", "ator": "ate", "alism": "al",
    "iveness": "ive", "fulness": "ful", "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble", "logi": "log",
}  # fmt: skip
_STEP_3 = {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""}
_STEP_4 = (
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ou", "ism", "ate", "iti", "ous",
    "ive", "ize",
)  # fmt: skip
_SUFFIX_2 = re.compile("^(.+?)(" + "|".join(sorted(_STEP_2, key=len, reverse=True)) + ")$")
_SUFFIX_3 = re.compile("^(.+?)(" + "|".join(sorted(_STEP_3, key=len, reverse=True)) + ")$")
_SUFFIX_4 = re.compile("^(.+?)(" + "|".join(sorted(_STEP_4, key=len, reverse=True)) + ")$")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of one case-folded word; words with anything but a-z in them are returned as they are."""
    if len(word) < 3 or not _PLAIN.match(word):
        return word
    y_first = word[0] == "y"
    if y_first:
        word = "Y" + word[1:]
    word = _step_1(word)
    word = _replace(word, _SUFFIX_2, _STEP_2)
    word = _replace(word, _SUFFIX_3, _STEP_3)
    word = _step_4(word)
    word = _step_5(word)
    return "y" + word[1:] if y_first else word


def _step_1(word: str) -> str:
    if word.endswith(("sses", "ies")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if word.endswith("eed"):
        if _MEASURE_1.match(word[:-3]):
            word = word[:-1]
    else:
        head = word[:-2] if word.endswith("ed") else word[:-3] if word.endswith("ing") else ""
        if head and _HAS_VOWEL.match(head):
            word = _after_ed_ing(head)
    if word.endswith("y") and _HAS_VOWEL.match(word[:-1]):
        word = word[:-1] + "i"
    return word


def _after_ed_ing(word: str) -> str:
    if word.endswith(("at", "bl", "iz")):
        return word + "e"
    if len(word) > 1 and word[-1] == word[-2] and word[-1] not in "aeioulsz":
        return word[:-1]
    if _MEASURE_EXACTLY_1.match(word) and _CVC.search(word):
        return word + "e"
    return word


def _replace(word: str, suffix: re.Pattern[str], table: dict[str, str]) -> str:
    found = suffix.match(word)
    if found and _MEASURE_1.match(found[1]):
        return found[1] + table[found[2]]
    return word


def _step_4(word: str) -> str:
    found = _SUFFIX_4.match(word)
    if found:
        return found[1] if _MEASURE_2.match(found[1]) else word
    if word.endswith(("sion", "tion")) and _MEASURE_2.match(word[:-3]):
        return word[:-3]
    return word


def _step_5(word: str) -> str:
    if word.endswith("e"):
        head = word[:-1]
        if _MEASURE_2.match(head) or (_MEASURE_EXACTLY_1.match(head) and not _CVC.search(head)):
            word = head
    if word.endswith("ll") and _MEASURE_2.match(word[:-1]):
        word = word[:-1]
    return word
