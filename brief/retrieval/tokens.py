"""The tokens that questions and sentences are compared by: Porter stems, and one token for each country named.

News says "Seoul", "South Korean" and "S. Korea" for one party; each of them also gives the token `=south korea`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from brief.text.countries import CAPITAL_OF, COUNTRY_OF, country
from brief.text.lemmas import stem
from brief.text.tokens import normal, words


@lru_cache(maxsize=4096)
def token_set(text: str) -> frozenset[str]:
    """The stems of all words of `text`, stop words too, and `=key` for each country, people or capital in it."""
    one, two, openings = _places()
    every = words(text)
    bag = set(every)
    tokens = set(map(stem, bag))
    tokens.update(one[w] for w in one.keys() & bag)
    if not openings.isdisjoint(bag):
        tokens.update(two[pair] for pair in pairwise(every) if pair in two)
    return frozenset(tokens)


def place_key(name: str) -> str | None:
    """The key of the country that `name` means, be it a country, its people or its capital, or None."""
    return country(name) or CAPITAL_OF.get(name.casefold())


_SPELLINGS = (
    (re.compile(r"(?<=[a-z]{2})our(?=(?:s|ed|ing|er|ers|ite|able)?$)"), "or"),
    (re.compile(r"(?<=[a-z]{2})(?<=b|v|l|r|m|p|d)or(?=(?:s|ed|ing|ite|able)?$)"), "our"),
    (re.compile(r"(?<=[a-z]{2})(?<=t|b)re(?=s?$)"), "er"),
    (re.compile(r"(?<=[a-z]{2})(?:(?<=met)|(?<=cent)|(?<=fib)|(?<=theat))er(?=s?$)"), "re"),
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e|es|ed|ing|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{3})iz(?=(?:e|es|ed|ing|ation|ations)$)"), "is"),
    (re.compile(r"^(defen|offen|licen)ce(?=s?$)"), r"\1se"),
    (re.compile(r"^(defen|offen|licen)se(?=s?$)"), r"\1ce"),
)
"""British and American endings, each way."""


def spellings(word: str) -> tuple[str, ...]:
    """A word (as `normal` gives it) and its spelling on the other side of the Atlantic, if it may have one.

    The other one need not be a word: nothing is found by it then.
    """
    other = next((form.sub(new, word) for form, new in _SPELLINGS if form.search(word)), word)
    return (word,) if other == word else (word, other)


@lru_cache(maxsize=1)
def _places() -> tuple[dict[str, str], dict[tuple[str, str], str], frozenset[str]]:
    """Names of one word and of two, in normal form -> their token; and the first words of the latter."""
    one: dict[str, str] = {}
    two: dict[tuple[str, str], str] = {}
    for table in (COUNTRY_OF, CAPITAL_OF):
        for form, key in table.items():
            parts = [normal(p) for p in form.split(" ")]
            if len(parts) == 1 and (form.islower() or parts[0] not in ("us", "un", "uk")):
                one.setdefault(parts[0], f"={key}")
            elif len(parts) == 2:
                two.setdefault((parts[0], parts[1]), f"={key}")
    one["uk"] = one.get("uk", "=britain")
    return one, two, frozenset(first for first, _ in two)
