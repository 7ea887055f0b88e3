"""One form for all inflections of a word, and whether a word is an ordinary one of English.

Irregular inflections (`won`: win) and ordinary words are WordNet's (brief/data/wordnet); what is regular is left to
Porter's stemmer, so that a word meets its derived forms as well (`announce`, `announcement`).
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from brief.data import lines

__all__ = ["base_forms", "irregular", "is_noun", "is_ordinary", "lemma", "other_forms", "stem"]


@cache
def _stemmer() -> Any:
    import Stemmer  # not needed by `brief --help`

    return Stemmer.Stemmer("porter")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of one case-folded word (M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980).

    SQLite's FTS5 stems by the same algorithm. Words with anything but a-z in them are returned as they are.
    """
    return str(_stemmer().stemWord(word)) if len(word) > 2 and word.isascii() and word.isalpha() else word


@cache
def irregular() -> dict[str, str]:
    """Irregular inflections: form -> base form."""
    return {form: base for form, _, base in (line.partition("\t") for line in lines("wordnet/irregular.tsv"))}


@cache
def _inflections() -> dict[str, frozenset[str]]:
    every: dict[str, set[str]] = {}
    for form, base in irregular().items():
        every.setdefault(base, {base}).add(form)
    return {form: frozenset(forms) for forms in every.values() for form in forms}


def other_forms(word: str) -> frozenset[str]:
    """The irregular forms of a word in normal form, or of its stem: "met" for "meet"."""
    return (_inflections().get(word) or _inflections().get(stem(word), frozenset())) - {word}


@lru_cache(maxsize=1 << 16)
def lemma(word: str) -> str:
    """The form that all inflections of a word in normal form (see `brief.text.tokens.normal`) share."""
    if word.endswith("men") and word[:-3] + "man" in _ordinary():
        return stem(word[:-3] + "man")
    return stem(irregular().get(word, word))


_DETACHED = (
    ("s", ""), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"), ("men", "man"), ("ies", "y"),
    ("es", "e"),
    ("es", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""), ("er", ""), ("er", "e"), ("est", ""), ("est", "e"),
    ("ly", ""),
)  # fmt: skip
"""The endings that WordNet's `morphy` detaches from an inflected word (morphy(7WN)), and that of adverbs."""


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(_nouns_of())


@cache
def _nouns_of() -> dict[str, bool]:
    """The ordinary words, with whether each is mostly a noun."""
    return {word: part == "n" for word, _, part in (line.partition("\t") for line in lines("wordnet/ordinary.tsv"))}


@lru_cache(maxsize=1 << 16)
def base_forms(word: str) -> frozenset[str]:
    """The ordinary words that a word in normal form may be an inflection of, itself among them."""
    known = _ordinary()
    found = {word, irregular().get(word, word)}
    for ending, instead in _DETACHED:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            found.add(word[: -len(ending)] + instead)
    return frozenset(found & known)


def is_ordinary(word: str) -> bool:
    """Whether a word in normal form, or one that it is an inflection of, is written with a small letter in English."""
    return bool(base_forms(word))


@lru_cache(maxsize=1 << 16)
def is_noun(word: str) -> bool:
    """Whether a word in normal form is mostly a noun; a word that is no ordinary one names something too."""
    known = _nouns_of()
    if word in known:
        return known[word]
    bases = base_forms(word)
    return not bases or (any(known[base] for base in bases) and not word.endswith("ed"))
