"""A sentence as comparable terms: one for each word, a people and its country the same, 12 and twelve the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from brief.text.countries import COUNTRY_OF
from brief.verification.tokens import Token, tokenize

_MORE_PLACES = {
    "english": "england", "englishman": "england", "englishmen": "england", "englishwoman": "england",
    "scottish": "scotland", "scots": "scotland", "scot": "scotland", "welsh": "wales", "welshman": "wales",
    "european": "europe", "europeans": "europe", "asian": "asia", "asians": "asia", "african": "africa",
    "africans": "africa", "californian": "california", "texan": "texas", "texans": "texas", "arab": "arabia",
    "hongkonger": "hong kong", "hongkongers": "hong kong", "tibetan": "tibet", "tibetans": "tibet",
    "catalan": "catalonia", "parisian": "paris", "londoner": "london", "londoners": "london", "sicilian": "sicily",
    "siberian": "siberia", "gazan": "gaza", "gazans": "gaza", "floridian": "florida", "hawaiian": "hawaii",
    "alaskan": "alaska", "quebecois": "quebec",
}  # fmt: skip
_MORE_PLACES |= {place: place for place in _MORE_PLACES.values()}
_ALSO_WORDS = frozenset(("us", "un", "pole", "poles", "dane", "turkey", "china", "chad", "swede", "polish"))
"""Names of countries and peoples that are other words when written small or in capitals."""
_NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
    if value > 1
} | {"second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th", "seventh": "7th",
     "eighth": "8th", "ninth": "9th", "tenth": "10th", "dozen": "12", "percent": "%"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One word, or the words of one country's name, in comparable form."""

    term: str
    start: int
    end: int
    low: str
    """The word as written, folded (of a country: its last word)."""
    content: bool
    strong: bool
    """A figure, or a capital where a small letter could stand: what tells most."""
    country: bool
    clause: int
    """Counts the marks that part clauses (, ; : — and brackets) before it."""


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence: its tokens, its items in order, the terms of content, and the pairs that stand together."""

    text: str
    tokens: tuple[Token, ...]
    places: dict[int, tuple[int, str]]
    """Countries: index of the first token -> (index after the last, key)."""
    items: tuple[Item, ...]
    content: tuple[Item, ...]
    at: tuple[int, ...]
    """Where in `items` each of `content` stands."""
    terms: frozenset[str]
    pairs: frozenset[tuple[str, str]]


@lru_cache(maxsize=16384)
def read_words(text: str) -> Words:
    """The comparable terms of one sentence. Remembered, since sentences are compared again and again."""
    tokens = tokenize(text)
    places = find_places(tokens)
    items: list[Item] = []
    clause = 0
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if i in places:
            after, key = places[i]
            items.append(Item(key, token.start, tokens[after - 1].end, tokens[after - 1].low, True, True, True, clause))
            i = after
            continue
        if token.word or token.text == "%":
            strong = token.text[0].isdigit() or (token.capital and not token.first)
            items.append(Item(_term(token), token.start, token.end, token.low, token.content, strong, False, clause))
        elif token.text in ",;:—–()[]" or (token.text == "-" and text[token.end : token.end + 1].isspace()):
            clause += 1
        i += 1
    content = tuple(x for x in items if x.content)
    return Words(
        text=text,
        tokens=tokens,
        places=places,
        items=tuple(items),
        content=content,
        at=tuple(i for i, x in enumerate(items) if x.content),
        terms=frozenset(x.term for x in content),
        pairs=frozenset((a.term, b.term) for a, b in pairwise(content)),
    )


def _term(token: Token) -> str:
    if token.text[0].isdigit():
        return token.low.replace(",", "")
    return _NUMBER_WORDS.get(token.low, token.stem)


def find_places(tokens: tuple[Token, ...]) -> dict[int, tuple[int, str]]:
    """Countries and their peoples: index of the first token -> (index after the last, key)."""
    found: dict[int, tuple[int, str]] = {}
    i = 0
    while i < len(tokens):
        if tokens[i].capital:
            for size in (3, 2, 1):
                run = tokens[i : i + size]
                key = _place(run) if len(run) == size and all(t.word for t in run) else None
                if key:
                    found[i] = (i + size, key)
                    i += size - 1
                    break
        i += 1
    return found


def _place(run: tuple[Token, ...]) -> str | None:
    joined = " ".join(t.low for t in run)
    if len(run) == 1:
        plain = run[0].text.replace(".", "").removesuffix("'s").removesuffix("’s")
        if plain.isupper() and len(plain) <= 4:
            return COUNTRY_OF.get(plain)
        if joined in _ALSO_WORDS and not plain.istitle():
            return None
    return COUNTRY_OF.get(joined) or _MORE_PLACES.get(joined)
