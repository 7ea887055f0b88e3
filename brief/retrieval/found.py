"""Which words of a text a question finds. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from brief.retrieval.question import Question, Term
from brief.retrieval.tokens import token_set
from brief.text.tokens import Token, tokenize
from brief.text.unspaced import has_unspaced

Stretch = tuple[int, int]
"""First character of a text, and the one after the last."""


def found_words(question: Question, text: str) -> list[Stretch]:
    """The words of `text` by which a question finds it, in order, none touching another: each word of the question in
    whatever form it takes, a country by its people or capital, an acronym written out.

    A text that was found by its meaning alone may have none.
    """
    if not question.match:
        return []
    tokens = [t for t in tokenize(text) if t.word and not has_unspaced(t.text)]
    every = token_set(text)
    wanted: set[str] = set()
    for term in question.terms:
        wanted |= term.stems
        wanted |= {stem for meant in term.written_out if meant <= every for stem in meant}
    found = [(t.start, t.end) for t in tokens if not wanted.isdisjoint(_of(t))]
    found += [
        (one.start, two.end)
        for one, two in pairwise(tokens)
        if text[one.end : two.start].isspace() and _names_together(text[one.start : two.end], one, two, wanted)
    ]
    found += [place for term in question.terms if has_unspaced(term.text) for place in _occurrences(term, text)]
    return _joined(found)


def _of(token: Token) -> frozenset[str]:
    """What a word is found by: its stem, and the country that it names."""
    return token_set(token.text)


def _names_together(text: str, one: Token, two: Token, wanted: set[str]) -> bool:
    """Whether two words together name a country that is asked for, and neither does alone."""
    both = {key for key in token_set(text) - _of(one) - _of(two) if key.startswith("=")}
    return not wanted.isdisjoint(both)


def _occurrences(term: Term, text: str) -> list[Stretch]:
    """Where a pair of letters stands: what scripts without spaces are searched by."""
    places, at = list[Stretch](), text.find(term.text)
    while at >= 0:
        places.append((at, at + len(term.text)))
        at = text.find(term.text, at + 1)
    return places


def _joined(found: Sequence[Stretch]) -> list[Stretch]:
    """The stretches in order, those that overlap or touch as one."""
    joined: list[Stretch] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
