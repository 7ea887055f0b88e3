"""Who reported it first: wire copies, edited copies and shared paragraphs, each counted for the one origin they have.

Sentences are compared, not whole texts: an outlet cuts a wire from the end, adds paragraphs of its own and changes a
word here and there. MinHash (Broder 1997; `rensa`) with banding finds the pairs of sentences worth comparing, so the
work grows with the number of sentences and not with its square; each pair is then compared exactly.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

from brief.models import ArticleInfo, Sentence
from brief.stories.article_text import ArticleText, by_age
from brief.text.acronyms import Acronym, find_acronyms, long_key, short_key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pairs: TypeAlias = NDArray[np.int64]

COPIED = 0.6
"""Share of the shorter article's text found in the other one from which the two are one origin."""
SAME = 0.7
"""Likeness of two sentences' word pairs (Dice) from which one is a copy of the other, perhaps edited."""
OPENING = 16
"""Sentences of an article that are compared with others to know its origin."""
FEWEST_WORDS = 6
"""A shorter sentence ("Neither did so.") says nothing about where a text came from."""
_HASHES, _SEED = 32, 1
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Copy:
    """Two articles that share sentences, by their places in the input; `share`, 0 ... 1, is how much of the shorter
    one's text the other carries, and `pairs` the aligned sentences, in the order of the first article."""

    first: int
    second: int
    share: float
    pairs: tuple[tuple[Sentence, Sentence], ...]


def origin_by_version(texts: Sequence[ArticleText], known: Iterable[Acronym] = ()) -> dict[str, str]:
    """The origin's name for each article version, the same for all articles of one origin, the oldest article's first.

    An agency counts once however many outlets carry it and however its name is written; articles that are nearly
    the same count once even where none names an origin. An article that names nobody is its site's, and without
    an address one of its own, as `unnamed (its title)`.
    `known` are acronyms beside those that the texts write out themselves.
    """
    ordered = sorted(texts, key=by_age)
    group = _Groups(len(ordered))
    written_out = {*known, *(a for t in ordered for sentence in t.body for a in find_acronyms(sentence.text))}
    for i, j in _same_named([t.info for t in ordered], written_out):
        group.join(i, j)
    # Texts tell nothing more of articles that are one origin by name.
    if len({group.root(i) for i, t in enumerate(ordered) if t.sentences}) > 1:
        for copy in copies([_opening(t) for t in ordered], COPIED):
            group.join(copy.first, copy.second)
    names = {root: _best_name([ordered[i].info for i in members]) for root, members in group.members().items()}
    taken: dict[str, int] = {}
    for root in sorted(names):  # two articles without a name and with one title are still two origins
        n = taken[names[root]] = taken.get(names[root], 0) + 1
        names[root] += f" ({n})" if n > 1 else ""
    return {t.info.version: names[group.root(i)] for i, t in enumerate(ordered)}


def _opening(text: ArticleText) -> ArticleText:
    """As much of an article as tells whether it is a copy: outlets cut and add at the end."""
    return ArticleText(text.info, text.body[:OPENING])


def copies(texts: Sequence[ArticleText], least: float = 0.0) -> tuple[Copy, ...]:
    """The pairs of articles that share sentences, word for word or edited, by place in `texts`; with `least` only
    those that share so much."""
    bodies = [t.body for t in texts]
    flat = [(i, s) for i, body in enumerate(bodies) for s in body if len(s.text.split()) >= FEWEST_WORDS]
    size = [sum(len(s.text) for s in body) for body in bodies]
    shingles = [_word_pairs(s.text) for _, s in flat]
    shared: dict[tuple[int, int], list[tuple[int, int, float]]] = defaultdict(list)
    for a, b in _promising(_candidates(shingles, SAME), flat, size, least):
        alike = _dice(shingles[a], shingles[b])
        if alike >= SAME:
            shared[flat[a][0], flat[b][0]].append((a, b, alike))
    found = []
    for (i, j), matches in sorted(shared.items()):
        pairs = [(flat[a][1], flat[b][1]) for a, b in _one_to_one(matches)]
        side = 0 if size[i] <= size[j] else 1
        share = sum(len(p[side].text) for p in pairs) / max(1, min(size[i], size[j]))
        if share >= least:
            found.append(Copy(i, j, min(1.0, share), tuple(pairs)))
    return tuple(found)


def _promising(
    pairs: Pairs, flat: Sequence[tuple[int, Sentence]], size: Sequence[int], least: float
) -> list[tuple[int, int]]:
    """The pairs of sentences of two articles of which the shorter has at least the share `least` in such pairs."""
    import numpy as np

    if not len(pairs):
        return []
    article = np.array([i for i, _ in flat])
    one, other = article[pairs[:, 0]], article[pairs[:, 1]]
    pairs, one, other = (x[one != other] for x in (pairs, one, other))
    sizes, lengths = np.array(size), np.array([len(s.text) for _, s in flat])
    both = one * len(size) + other
    # The sentences of the shorter article, each once for each other one.
    told = np.where(sizes[one] <= sizes[other], pairs[:, 0], pairs[:, 1])
    once = _distinct(both * len(flat) + told)
    keys = _distinct(once // len(flat))
    had = np.bincount(np.searchsorted(keys, once // len(flat)), weights=lengths[once % len(flat)])
    shorter = np.minimum(sizes[keys // len(size)], sizes[keys % len(size)])
    enough = keys[had >= least * shorter]
    return [(int(a), int(b)) for a, b in pairs[np.isin(both, enough)]]


def same_sentences(texts: Sequence[str], same: float = SAME) -> Iterator[tuple[int, int, float]]:
    """The pairs (i < j) of texts that say the same in nearly the same words, with their likeness (0 ... 1), in order.

    Texts of fewer than two words are never paired. A pair just above `same` may be missed: with 16 bands of two
    hashes, likeness .7 (Jaccard .54) is found in 99.6 of 100 cases, .8 in 99.99.
    """
    shingles = [_word_pairs(t) for t in texts]
    for i, j in _candidates(shingles, same):
        alike = _dice(shingles[i], shingles[j])
        if alike >= same:
            yield int(i), int(j), alike


def _dice(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b))


def canonical_origin(name: str) -> str:
    """One key for the ways to write an origin: `Yonhap` for `Yonhap News Agency`, case and articles aside."""
    key = re.sub(r"[^\w\s&]", " ", name.casefold())
    key = re.sub(r"\bthe\b", " ", key)
    stripped = re.sub(r"\b(news|press|wire|agency|service|services|newswire|newswires)\b", " ", key)
    return " ".join((stripped if len(stripped.split()) else key).split())


def _candidates(shingles: Sequence[frozenset[str]], same: float) -> Pairs:
    """The pairs (i < j) worth comparing, in order: an array of two columns."""
    import numpy as np

    # Likeness `same` takes same / (2 - same) of a text's pairs in common: most texts have not so many that any other
    # has, and need not be hashed.
    counts = Counter(chain.from_iterable(shingles))
    repeated = {pair for pair, n in counts.items() if n > 1}
    least = same / (2 - same)
    filled = [i for i, s in enumerate(shingles) if s and len(s & repeated) >= least * len(s)]
    if len(filled) < 2:
        return np.empty((0, 2), dtype=np.int64)
    from rensa import RMinHash

    # Sorted: a set of strings has another order in every process.
    digests = RMinHash.digests_from_token_sets([sorted(shingles[i]) for i in filled], _HASHES, _SEED)
    hashes = np.array(digests, dtype=np.uint64)
    places = np.array(filled, dtype=np.int64)
    found = [np.empty(0, dtype=np.int64)]
    for band in (hashes[:, 0::2] << np.uint64(32) | hashes[:, 1::2]).T:
        # A bucket is a run of equal values.
        order = np.argsort(band, kind="stable")
        edges = np.flatnonzero(np.diff(band[order])) + 1
        runs = np.diff(edges, prepend=0, append=len(order))
        for run in np.flatnonzero(runs > 1):
            end = int(edges[run]) if run < len(edges) else len(order)
            bucket = places[order[end - runs[run] : end]]
            # What a hundred articles carry ("Sign up for our newsletter") is paired with its first copy only.
            first, second = np.triu_indices(len(bucket), 1) if len(bucket) <= 100 else (0, np.arange(1, len(bucket)))
            found.append(bucket[first] * len(shingles) + bucket[second])
    every = _distinct(np.concatenate(found))
    return np.column_stack((every // len(shingles), every % len(shingles)))


def _distinct(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each value once, in order: five times as fast as `numpy.unique`, which hashes."""
    import numpy as np

    ordered = np.sort(values)
    once: NDArray[np.int64] = ordered[np.diff(ordered, prepend=-1) != 0]
    return once


@lru_cache(maxsize=20_000)
def _word_pairs(text: str) -> frozenset[str]:
    # Plain words, not `news.text.words`: the same sentence is the same without its numbers in normal form.
    found = _WORD.findall(text.casefold())
    return frozenset(f"{a} {b}" for a, b in pairwise(found))


def _one_to_one(matches: Iterable[tuple[int, int, float]]) -> list[tuple[int, int]]:
    used_a: set[int] = set()
    used_b: set[int] = set()
    kept = []
    for a, b, _ in sorted(matches, key=lambda m: (-m[2], m[0], m[1])):
        if a not in used_a and b not in used_b:
            used_a.add(a)
            used_b.add(b)
            kept.append((a, b))
    return sorted(kept)


def _same_named(infos: Sequence[ArticleInfo], written_out: Iterable[Acronym]) -> Iterator[tuple[int, int]]:
    """Pairs of articles whose origins have one name, or one the initials of the other (AP, Associated Press), or
    what an article writes out beside the other."""
    pairs = tuple(written_out)
    first: dict[str, int] = {}
    for i, info in enumerate(infos):
        name = _named(info)
        if not name:
            continue
        keys = {canonical_origin(name)}
        initials = "".join(w[0] for w in re.findall(r"\w+", name) if w.casefold() not in ("the", "of", "and"))
        keys.add(f"initials:{name.casefold()}" if len(name.split()) == 1 else f"initials:{initials.casefold()}")
        forms = (long_key(name), canonical_origin(name))
        keys.update(f"written out:{a.key}" for a in pairs if short_key(name) == a.short)
        keys.update(f"written out:{a.key}" for a in pairs if a.key in forms or canonical_origin(a.long) in forms)
        for key in sorted(keys):
            if key in first:
                yield first[key], i
            else:
                first[key] = i


def _named(info: ArticleInfo) -> str | None:
    """Who an article says it is from; else the site it stands on, which is an outlet too."""
    if info.origin or info.source:
        return info.origin or info.source
    try:
        return (urlsplit(info.url or "").hostname or "").removeprefix("www.") or None
    except ValueError:  # a record may carry anything under `url`
        return None


def _best_name(infos: Sequence[ArticleInfo]) -> str:
    """The name to print: a stated origin that is not the outlet itself, else the oldest article's origin or outlet."""
    agencies = [i.origin for i in infos if i.origin and canonical_origin(i.origin) != canonical_origin(i.source or "")]
    named = agencies or [name for i in infos if (name := _named(i))]
    return named[0] if named else f"unnamed ({infos[0].title or infos[0].id})"


class _Groups:
    """Disjoint sets of 0 ... n-1; the root of a set is its smallest member."""

    def __init__(self, n: int) -> None:
        self._parent = list(range(n))

    def root(self, i: int) -> int:
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        a, b = self.root(i), self.root(j)
        self._parent[max(a, b)] = min(a, b)

    def members(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for i in range(len(self._parent)):
            found[self.root(i)].append(i)
        return dict(found)
