"""What small words of a sentence reach: the terms that a negation or a hedge before them is taken to bear on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from brief.data import lines
from brief.text.analysis import analyse, term
from brief.text.grammar import has_finite_verb
from brief.text.lemmas import lemma
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
    """The terms of a sentence that small words of one sort bear on, that are near one, and that are free of them."""

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
    plain = [i for i, t in enumerate(tokens) if is_negation(t) and not _answers(tokens, i)]
    implied = [i for i, t in enumerate(tokens) if t.word and t.lemma in listed("implied")]
    return _scope(tokens, plain, implied)


@lru_cache(maxsize=8192)
def hedge(sentence: str) -> Scope:
    """What modals and other hedges bear on ("may", "allegedly")."""
    tokens = analyse(sentence).tokens
    return _scope(tokens, [i for i, t in enumerate(tokens) if _hedges(t)], [])


def _hedges(token: Token) -> bool:
    return token.word and token.lemma in listed("hedge") and token.text not in ("May", "August")


def _answers(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a "no" negates no clause: it is an answer by itself ("No, …"), or short for number ("No. 1")."""
    after = tokens[at + 1 : at + 2]
    return bool(after) and (not after[0].word or after[0].text[0].isdigit())


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


def changes(left: Iterable[Token]) -> bool:
    """Whether words may change what a sentence states if they are left out: a negation, a hedge, a verb (what somebody
    says, plans, denies)."""
    words = [t for t in left if t.word]
    stripped = any(is_negation(t) or _hedges(t) or t.lemma in listed("implied") for t in words)
    return stripped or has_finite_verb(" ".join(t.text for t in words))
