"""Whose president is meant: the country that an office belongs to, told by the countries named nearest to it.

"Who is the president of Japan?" finds much about a president and much about Japan where the president of South Korea
speaks to Japan. The countries named nearest to the office, over all sentences that name both, tell whose it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from brief.retrieval.tokens import place_key
from brief.text.stem import stem
from brief.text.tokens import normal

ENOUGH = 3
"""Times that the office has to stand beside some country, to tell anything."""
SHARE = 0.2
"""The share of those up to which it is not the office of the country asked about."""

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:-[^\W_]+)*")
_ASKED = re.compile(
    r"^\W*who (?:is|was) (?:the )?(?:[\w’'-]+ )*?(?P<office>[a-z][\w-]+) of (?:the )?(?P<place>[A-Z][\w. ]*?)\W*$",
    re.IGNORECASE,
)


def of_another_country(question: str, sentences: Iterable[tuple[frozenset[str], str]]) -> bool:
    """Whether the office that `question` asks about is another country's in these sentences (tokens, text)."""
    asked = _ASKED.match(question)
    place = place_key(asked["place"]) if asked else None
    if asked is None or place is None:
        return False
    office = stem(asked["office"].casefold())
    nearest: Counter[str] = Counter()
    for tokens, text in sentences:
        if office in tokens:
            nearest.update(_nearest(office, _read(text)))
    return nearest.total() >= ENOUGH and nearest[place] <= SHARE * nearest.total()


def _read(text: str) -> list[tuple[str, str | None]]:
    """The words of a text as stems, each with the country that it names alone or with the next one."""
    raw = _WORD.findall(text)
    read: list[tuple[str, str | None]] = []
    inside = False  # the second word of a country's name
    for word, following in pairwise([*raw, ""]):
        pair = place_key(f"{word} {following}") if word[0].isupper() and not inside else None
        alone = place_key(word) if word[0].isupper() and not inside else None
        read.append((stem(normal(word)), pair or alone))
        inside = pair is not None
    return read


def _nearest(office: str, text: list[tuple[str, str | None]]) -> Iterable[str]:
    """The country nearest to each mention of the office."""
    places = [(at, place) for at, (_, place) in enumerate(text) if place]
    for at, (word, _) in enumerate(text):
        if word == office and places:
            yield min(places, key=lambda p: abs(p[0] - at))[1]
