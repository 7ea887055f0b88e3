"""When two texts say the same: near-copies of a passage, twins of a sentence.

Passages are compared by the share of four-word shingles they have in common (Broder, "On the resemblance and
containment of documents", 1997), by containment, because chunk borders of an edited copy lie elsewhere. Sentences
are compared by their words; a changed number, negation or name makes them different however few words changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from brief.text.lemmas import stem
from brief.text.number_words import NUMBER_WORDS
from brief.text.tokens import STOP_WORDS, words

SHINGLE = 4
"""Words of a shingle."""
LONG_WORD = 7
"""Letters of a word that opens a sampled shingle."""
COPY = 0.6
"""The share of a passage's shingles that another one has too, from which it is a near-copy of that one."""
TWIN = 0.8
"""The share of common words (Jaccard) from which two sentences are twins."""

_NEGATIONS = frozenset("not no never none nor without neither cannot".split())
_WORD = re.compile(r"\w+")
_CAPITAL = re.compile(r"(?<![.!?:;\"“‘(\s])[ \t]+[\"“‘(]?([A-Z][\w'’.&-]*)")


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence as it is compared: `key` is its words joined, `bag` the set of them in normal form."""

    text: str
    key: str
    bag: frozenset[str]

    @property
    def stems(self) -> frozenset[str]:
        """Stems of its content words."""
        return _stems(self.bag)

    @property
    def capitals(self) -> frozenset[str]:
        """Its capitalised words other than the first of a sentence, in normal form."""
        return _capitals(self.text)


@lru_cache(maxsize=2048)
def wording(text: str) -> Wording:
    every = words(text)
    return Wording(text, " ".join(every), frozenset(every))


@lru_cache(maxsize=2048)
def _stems(bag: frozenset[str]) -> frozenset[str]:
    return frozenset(map(stem, bag - STOP_WORDS))


@lru_cache(maxsize=2048)
def _capitals(text: str) -> frozenset[str]:
    return frozenset(words(" ".join(_CAPITAL.findall(text))))


def are_twins(a: Wording, b: Wording) -> bool:
    """Whether two sentences say the same in nearly the same words."""
    if a.key == b.key:
        return True
    if min(len(a.bag), len(b.bag)) < TWIN * max(len(a.bag), len(b.bag)):
        return False
    common = len(a.bag & b.bag)
    if common < TWIN * (len(a.bag) + len(b.bag) - common):
        return False
    return not differ_in_fact(a, b)


def differ_in_fact(a: Wording, b: Wording) -> bool:
    """Whether one has a number or negation that the other has not, or each has a name that the other has not."""
    only_a, only_b = a.bag - b.bag, b.bag - a.bag
    if any(_is_number(w) or _is_negation(w) for w in only_a | only_b):
        return True
    return bool(only_a & a.capitals and only_b & b.capitals)


def _is_number(word: str) -> bool:
    return word[0].isdigit() or word in NUMBER_WORDS


def _is_negation(word: str) -> bool:
    return word in _NEGATIONS or word.endswith("n't")


def overlap(a: Wording, b: Wording) -> float:
    """How much two sentences have in common, 0 ... 1: the Jaccard index of their content stems."""
    every = len(a.stems | b.stems)
    return len(a.stems & b.stems) / every if every else 1.0


def near_copies(passages: Sequence[tuple[str, str]]) -> list[int | None]:
    """For each (article id, text): the index of the first earlier passage of another article that it copies, or None.

    Only a passage that is no copy itself can be copied. Time grows with the shingles that passages share.
    """
    holders: dict[int, list[int]] = {}
    result: list[int | None] = []
    for index, (article, text) in enumerate(passages):
        every = _shingles(text)
        shared = Counter(chain.from_iterable(holders.get(shingle, ()) for shingle in every))
        enough = COPY * len(every)
        original = min((i for i, n in shared.items() if n >= enough and passages[i][0] != article), default=None)
        result.append(original)
        if original is None:
            for shingle in every:
                holders.setdefault(shingle, []).append(index)
    return result


def _shingles(text: str) -> set[int]:
    """The hashes of the shingles that begin with a long word, about a third: as good a sample, compared sooner."""
    said = _WORD.findall(text.casefold())
    every = list(zip(*(said[i:] for i in range(SHINGLE)), strict=False)) or [tuple(said)]
    return set(map(hash, [s for s in every if s and len(s[0]) >= LONG_WORD] or every))
