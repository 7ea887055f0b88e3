"""What the package knows of one sentence: its words, names, numbers, dates and quotations, read once.

Everything that compares sentences takes an `Analysis`; reading the same sentence again costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from brief.text.countries import country
from brief.text.dates import DateMention, find_dates
from brief.text.names import NameMention
from brief.text.names import names as find_names
from brief.text.number_words import NUMBER_WORDS, ONES, ORDINALS, TENS
from brief.text.numbers import NumberMention
from brief.text.numbers import numbers as find_numbers
from brief.text.quotations import Quotation
from brief.text.quotations import quotations as find_quotations
from brief.text.tokens import Token, tokenize

_FIGURES = {word: str(value) for word, value in (ONES | TENS).items() if value > 1}
_FIGURES |= {word: f"{value}th" for word, value in ORDINALS.items() if value > 1} | {"percent": "%"}


@dataclass(frozen=True)
class Analysis:
    """One sentence; places are characters of `text`. Immutable: what is not needed at once is read when asked for."""

    text: str
    tokens: tuple[Token, ...]

    @cached_property
    def names(self) -> tuple[NameMention, ...]:
        return tuple(find_names(self.text))

    @cached_property
    def numbers(self) -> tuple[NumberMention, ...]:
        """Numbers with their units; those that are part of a date are none."""
        if not any(t.text[0].isnumeric() or t.lower in NUMBER_WORDS for t in self.tokens):
            return ()
        dated = [(d.start, d.end) for d in self.dates if d.step is None]
        found = find_numbers(self.text)
        return tuple(n for n in found if not any(a <= n.start and n.end <= b for a, b in dated))

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        return find_dates(self.text)

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        return tuple(find_quotations(self.text))

    @cached_property
    def content(self) -> tuple[tuple[Token, str], ...]:
        """The tokens that carry meaning, each with its term (see `term`), in order."""
        return tuple((token, term(token)) for token in self.tokens if token.content or token.text == "%")

    @cached_property
    def terms(self) -> frozenset[str]:
        return frozenset(term for _, term in self.content)

    @cached_property
    def lowers(self) -> frozenset[str]:
        """The normal forms of all words, stop words too."""
        return frozenset(t.lower for t in self.tokens if t.word)

    @cached_property
    def lemmas(self) -> frozenset[str]:
        return frozenset(t.lemma for t in self.tokens if t.word)

    @cached_property
    def wording(self) -> str:
        """The words in normal form alone: two sentences with the same wording differ in marks at most."""
        return " ".join(t.lower for t in self.tokens if t.word)


@lru_cache(maxsize=16384)
def analyse(sentence: str) -> Analysis:
    """The analysis of one sentence. Pure and remembered. Never raises."""
    return Analysis(sentence, tokenize(sentence))


def term(token: Token) -> str:
    """What a word is compared by: its country if it names one or its people, a figure if it is a number in letters
    ("twelve": 12, "third": 3th), else its lemma."""
    if not token.word:
        return token.text
    known = _place(token.text) if token.capital else None
    return known or _FIGURES.get(token.lower, token.lemma)


@lru_cache(maxsize=1 << 14)
def _place(word: str) -> str | None:
    return country(word.removesuffix("'s").removesuffix("’s"))
