"""What small words of a sentence reach: the terms that a negation or a hedge before them is taken to bear on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from brief.data import lines
from brief.text.analysis import analyse, term
from brief.text.lemmas import is_ordinary, lemma
from brief.text.tokens import Token

REACH = 2
"""How many content words after it such a word bears on,"""
NEAR = 8
"""and within how many words of it, on either side, a term is not certain to be free of it."""
_CLAUSE_ENDS = frozenset(".,;:()—–")


@cache
def rows(part: str) -> tuple[str, ...]:
    """The words of one part of brief/data/polarity.tsv."""
    every = (line.split("\t") for line in lines("polarity.tsv") if not line.startswith("#"))
    return tuple(word for word, of in every if of == part)


@cache
def listed(part: str) -> frozenset[str]:
    """The lemmas of one part of brief/data/polarity.tsv."""
    return frozenset(map(lemma, rows(part)))


@dataclass(frozen=True, slots=True)
class Scope:
    """The terms of a sentence that small words of one sort bear on, that stand near one, and that are free of them."""

    under: frozenset[str]
    near: frozenset[str]
    free: frozenset[str]
    any: bool
    """Whether the sentence has any such word."""


def is_negation(token: Token) -> bool:
    return token.word and (token.lemma in listed("negation") or token.lower.endswith("n't"))


@lru_cache(maxsize=8192)
def negation(sentence: str) -> Scope:
    """What negations bear on; near are also words that imply one ("refused", "unable")."""
    tokens = analyse(sentence).tokens
    plain = [i for i, t in enumerate(tokens) if is_negation(t) and not _of_degree(tokens, i)]
    implied = [i for i, t in enumerate(tokens) if t.word and (t.lemma in listed("implied") or _denies(t.lower))]
    return _scope(tokens, plain, implied)


@lru_cache(maxsize=8192)
def hedge(sentence: str) -> Scope:
    """What modals and other hedges bear on ("may", "allegedly", "plans to")."""
    tokens = analyse(sentence).tokens
    plain = [
        i for i, t in enumerate(tokens) if t.word and t.lemma in listed("hedge") and t.text not in ("May", "August")
    ]
    implied = [i for i, t in enumerate(tokens) if t.word and t.lemma in listed("intent")]
    return _scope(tokens, plain, implied)


def _denies(word: str) -> bool:
    """Whether a word is another one with a prefix that denies it ("unclear", "nonfatal")."""
    base = word.removeprefix("un").removeprefix("non-").removeprefix("non")
    return base != word and len(base) > 3 and is_ordinary(base)


def _of_degree(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a "not" or "no" negates no clause: it is an answer by itself ("No, …"), or belongs to what follows it
    ("not only", "No. 1", "no less")."""
    after = tokens[at + 1 : at + 2]
    return bool(after) and (not after[0].word or after[0].text[0].isdigit() or after[0].lemma in listed("degree"))


def _scope(tokens: tuple[Token, ...], plain: list[int], implied: list[int]) -> Scope:
    under: set[int] = set()
    for at in plain:
        reached = 0
        for i in range(at + 1, len(tokens)):
            if reached == REACH or tokens[i].text in _CLAUSE_ENDS:
                break
            if tokens[i].content:
                under.add(i)
                reached += 1
    near = {i for at in (*plain, *implied) for i in range(max(0, at - NEAR), min(len(tokens), at + NEAR + 1))} | under
    terms = [term(t) if t.content else "" for t in tokens]
    return Scope(
        frozenset(terms[i] for i in under),
        frozenset(terms[i] for i in near) - {""},
        frozenset(t for i, t in enumerate(terms) if t and i not in under),
        bool(plain or implied),
    )


def changes(lemmas: Iterable[str]) -> bool:
    """Whether any of these words, left out of a sentence, may change what it states."""
    return any(
        lemma in listed(part) for lemma in lemmas for part in ("negation", "implied", "hedge", "intent", "saying")
    )
