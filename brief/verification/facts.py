"""What one sentence states that can be compared exactly: names, numbers, dates, quotations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from brief.text.numbers import NumberMention, numbers
from brief.text.quotations import Quotation, quotations
from brief.verification.calendar import DateMention, find_dates
from brief.verification.lexicon import FUNCTION, MONTHS, SAYING, TITLES, WEEKDAYS, is_ordinary, stem_of
from brief.verification.tokens import Token
from brief.verification.words import Words, read_words

_LONGEST_INITIALS = 12
"""No acronym is longer; a table read as one sentence has thousands of capitalised words in a row."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence: the tokens that tell it from others, and its country key if it means a country."""

    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    country: str | None = None

    @property
    def keys(self) -> frozenset[str]:
        """What it is known by: its country, else each of its words in one form, and their initials."""
        if self.country:
            return frozenset((self.country,))
        initials = "".join(t.low[0] for t in self.tokens)
        words = (t.low if t.text.isupper() else stem_of(variant(t.low)) for t in self.tokens)
        return frozenset((*words, initials)) if len(initials) > 1 else frozenset(words)


@dataclass(frozen=True, slots=True)
class Facts:
    """One sentence as the must-pass checks see it."""

    text: str
    words: Words
    names: tuple[Name, ...]
    titles: tuple[Token, ...]
    numbers: tuple[NumberMention, ...]
    dates: tuple[DateMention, ...]
    quotations: tuple[Quotation, ...]
    lows: frozenset[str]
    stems: frozenset[str]
    countries: frozenset[str]
    initials: frozenset[str]
    """Initials of capitalised runs ("World Health Organization": who), case-folded."""

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where its names, numbers and dates stand."""
        places = [(n.start, n.end) for n in self.names] + [(n.start, n.end) for n in self.numbers]
        return places + [(d.start, d.end) for d in self.dates]


@lru_cache(maxsize=8192)
def read_facts(text: str) -> Facts:
    """Read one sentence. Pure; remembered, since the same sentences are read again and again."""
    words = read_words(text)
    dates = find_dates(text)
    names, titles = _names(words)
    return Facts(
        text=text,
        words=words,
        names=names,
        titles=titles,
        numbers=tuple(n for n in numbers(text) if not _within(n, dates)),
        dates=dates,
        quotations=tuple(quotations(text)),
        lows=frozenset(variant(t.low) for t in words.tokens if t.word),
        stems=frozenset(t.stem for t in words.tokens if t.word),
        countries=frozenset(key for _, key in words.places.values()),
        initials=_initials(words.tokens),
    )


def variant(low: str) -> str:
    """One form for the endings that transliterations differ in (Zelensky, Zelenskyy, Zelenskiy)."""
    if len(low) > 5 and low.endswith(("yy", "iy", "ii", "ij")):
        return low[:-2] + "y"
    return low


def _within(number: NumberMention, dates: tuple[DateMention, ...]) -> bool:
    return any(d.start <= number.start and number.end <= d.end and d.relative is None for d in dates)


def _initials(tokens: tuple[Token, ...]) -> frozenset[str]:
    """Initials of every run of capitalised words, with and without the small words between them."""
    out: set[str] = set()
    run: list[Token] = []
    for token in (*tokens, None):
        if token is not None and token.word and (token.capital or (run and token.low in ("of", "the", "and", "for"))):
            run.append(token)
            continue
        if token is not None and run and token.text in ("-", "&", "/"):
            continue
        capitals = [t for t in run if t.capital]
        for size in range(2, min(len(capitals), _LONGEST_INITIALS) + 1):
            for at in range(len(capitals) - size + 1):
                out.add("".join(t.low[0] for t in capitals[at : at + size]))
        if len(capitals) >= 2:
            out.add("".join(t.low[0] for t in run))
        run = []
    return frozenset(out)


def _names(words: Words) -> tuple[tuple[Name, ...], tuple[Token, ...]]:
    """The names of a sentence, and the words of office that stand before or in them."""
    tokens, text = words.tokens, words.text
    shouting = _in_capitals(tokens)
    names: list[Name] = []
    titles: list[Token] = []
    run: list[Token] = []

    def close() -> None:
        if run:
            names.append(Name(run[0].start, run[-1].end, text[run[0].start : run[-1].end], tuple(run)))
            run.clear()

    i = 0
    while i < len(tokens):
        token = tokens[i]
        if i in words.places:
            close()
            after, key = words.places[i]
            last = tokens[after - 1]
            names.append(Name(token.start, last.end, text[token.start : last.end], tokens[i:after], key))
            i = after
            continue
        if token.capital and token.low in TITLES and not (token.first and not _capital_next(tokens, i)):
            titles.append(token)
            close()
        elif _is_name(tokens, i, shouting):
            run.append(token)
        elif not (run and token.text in ("-", "&", ".", "'")):
            close()
        i += 1
    close()
    return tuple(names), tuple(titles)


def _capital_next(tokens: tuple[Token, ...], i: int) -> bool:
    return i + 1 < len(tokens) and tokens[i + 1].capital


def _in_capitals(tokens: tuple[Token, ...]) -> bool:
    """Whether a text is set as a headline, where capitals tell nothing."""
    words = [t for t in tokens if t.content and t.text.isalpha() and len(t.text) > 3]
    return len(words) > 3 and sum(t.capital for t in words) > 0.75 * len(words)


def _is_name(tokens: tuple[Token, ...], i: int, shouting: bool) -> bool:
    token = tokens[i]
    if not token.word or (len(token.low) < 2 and not token.text.isupper()):
        return False
    if any(c.isdigit() for c in token.text):
        mixed = any(c.isalpha() for c in token.text)
        return mixed and not re.fullmatch(r"\d+(?:st|nd|rd|th|s|m|bn|k|km|am|pm|pp|x)", token.low)
    if not (token.capital or _inner_capital(token.text)):
        return False
    if len(token.low) == 1 or token.low in FUNCTION or token.low in MONTHS or token.low in WEEKDAYS:
        return token.text in ("IT", "ITV") and not token.first
    if token.text.isupper() and len(token.text) > 1 and not shouting:
        return True
    if (not token.first and not shouting) or not is_ordinary(token.low):
        return True
    follower = next((t for t in tokens[i + 1 : i + 3] if t.word), None)
    if shouting or follower is None:
        return False
    return follower.stem in SAYING and token.low not in TITLES and not token.low.endswith("s")


def _inner_capital(text: str) -> bool:
    return len(text) > 2 and not text.isupper() and any(c.isupper() for c in text[1:])
