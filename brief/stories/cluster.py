"""Articles about one event, found by the names and words they share and the days they stand apart.

Each article becomes a vector of the stems and names of its headline and opening, weighted by how few articles have
them; two articles are alike by cosine, less so the further apart they were published. Stories are then grown by
average link (UPGMA, Sokal and Michener 1958): the two groups whose articles are most alike on average are joined
until none are alike enough. Average link keeps one article that mentions two events from chaining them together.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from brief.models import Sentence, Story
from brief.stories.article_text import ArticleText, by_age
from brief.stories.origins import origin_by_version
from brief.stories.titles import clean_title, story_title
from brief.text.names import names
from brief.text.tokens import stems

ALIKE = 0.25
"""Average likeness at which two groups are still one story (docs/results/digest.md: how it was chosen)."""
FAINT = 0.02
"""Likeness below which two articles are taken to share nothing: nearly all pairs of a day's news do."""
HALF_DAYS = 60
"""Days apart at which likeness counts half."""
OPENING = 12
"""Sentences of an article that are read, after its headline."""
PRIOR = 200
"""Articles of other news that the weights pretend to have seen, so that a folder on one subject, where every name
is common, is not torn apart."""

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike articles are: `texts`, oldest first, each once, and for pairs (i < j) of their places the likeness,
    0 ... 1; pairs that are not listed share nothing that tells."""

    texts: tuple[ArticleText, ...]
    pairs: Mapping[tuple[int, int], float]


def compare(texts: Sequence[ArticleText], half_days: int = HALF_DAYS) -> Likeness:
    """The likeness of all pairs of these articles, whose order does not matter."""
    ordered = sorted({t.info.version: t for t in texts}.values(), key=by_age)
    return Likeness(tuple(ordered), _pairs(ordered, vectors(ordered), half_days))


def group(
    texts: Sequence[ArticleText],
    *,
    origins: Mapping[str, str] | None = None,
    likeness: Likeness | None = None,
    alike: float = ALIKE,
) -> tuple[Story, ...]:
    """The stories of these articles: the largest first, then the newest. Every article is in exactly one.

    `origins` names the origin of each article version (`origin_by_version`); `likeness` is of these articles or of
    more; both are worked out here if not given. The order of `texts` does not matter. Time grows with the pairs of
    articles that share a telling word.
    """
    known = likeness or compare(texts)
    wanted = {t.info.version for t in texts}
    places = [i for i, t in enumerate(known.texts) if t.info.version in wanted]
    ordered = [known.texts[i] for i in places]
    here = {place: i for i, place in enumerate(places)}
    pairs = {(here[i], here[j]): v for (i, j), v in known.pairs.items() if i in here and j in here}
    groups = _average_link(len(ordered), pairs, alike)
    origins = origin_by_version(ordered) if origins is None else origins
    stories = [_story([ordered[i] for i in members], members, pairs, origins) for members in groups]
    return tuple(sorted(stories, key=lambda s: (-len(s.articles), -_newest(s), s.title, s.id)))


def vectors(texts: Sequence[ArticleText]) -> list[Vector]:
    """Each text as weighted terms, of length one: what few of these texts have weighs more."""
    return weigh([terms(clean_title(t.info.title or ""), t.body[:OPENING]) for t in texts])


def weigh(counts: Sequence[Mapping[str, int]]) -> list[Vector]:
    """The vectors of texts whose terms are counted (`terms`)."""
    carried = Counter(term for c in counts for term in c)
    # (N + prior) / (df + 1): as if `prior` more texts had none of these terms.
    telling = {term: math.log((len(counts) + PRIOR) / (n + 1)) for term, n in carried.items()}
    vectors: list[Vector] = []
    for count in counts:
        weights = {term: (1 + math.log(n)) * telling[term] for term, n in count.items()}
        norm = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        vectors.append({term: w / norm for term, w in weights.items()})
    return vectors


def share_nothing(a: Vector, b: Vector) -> bool:
    """Whether two texts are not even faintly alike, by the cosine of their vectors."""
    alike = 0.0
    for term, weight in a.items():
        if term in b:
            alike += weight * b[term]
            if alike >= FAINT:
                return False
    return True


def terms(title: str, sentences: Sequence[Sentence]) -> Counter[str]:
    """How often a text has each stem and each name of its headline and its sentences."""
    # The headline is read twice: it says in a few words what the event is.
    opening = " ".join(s.text for s in sentences)
    counts = Counter(stems(f"{title} {title} {opening}"))
    for whole in (title, title, opening):
        counts.update(f"name:{n.key}" for n in names(whole) if not n.initial)
    return counts


def _pairs(texts: Sequence[ArticleText], vectors: Sequence[Vector], half_days: int) -> dict[tuple[int, int], float]:
    """Likeness of the pairs (i < j) that share a term which is not in most of the articles, from FAINT on."""
    import numpy as np

    held: dict[str, list[int]] = defaultdict(list)
    for i, vector in enumerate(vectors):
        for term in vector:
            held[term].append(i)
    common = max(50, len(texts) // 4)
    postings = {
        term: (np.array(places), np.array([vectors[i][term] for i in places]))
        for term, places in held.items()
        if 1 < len(places) <= common
    }
    # An undated article is taken to be of the other's time: its words alone must decide.
    days = np.array([t.info.published.toordinal() if t.info.published else np.nan for t in texts])
    found: dict[tuple[int, int], float] = {}
    # Each against those after it: only one row is held beside what is kept.
    for i, vector in enumerate(vectors):
        rows = [(postings[term], weight) for term, weight in vector.items() if term in postings]
        if not rows:
            continue
        others = np.concatenate([places for (places, _), _ in rows])
        values = np.concatenate([weights * weight for (_, weights), weight in rows])
        row = np.bincount(others, weights=values, minlength=len(texts))[i + 1 :]
        row *= np.nan_to_num(0.5 ** (np.abs(days[i + 1 :] - days[i]) / half_days), nan=1.0)
        near = np.flatnonzero(row >= FAINT)
        found.update(zip(((i, i + 1 + j) for j in near.tolist()), row[near].tolist(), strict=True))
    return found


def _average_link(n: int, likeness: Mapping[tuple[int, int], float], alike: float) -> list[list[int]]:
    """Join the closest two groups until the average likeness between any two is below `alike`.

    Sums of likeness between groups add up when groups join, so only pairs that share something are ever kept.
    Ties go to the pair with the smallest numbers: the outcome depends on nothing else.
    """
    members: dict[int, list[int]] = {i: [i] for i in range(n)}
    sums: dict[int, dict[int, float]] = {i: {} for i in range(n)}
    for (i, j), value in sorted(likeness.items()):
        sums[i][j] = sums[j][i] = value
    heap = [(-value, i, j) for (i, j), value in likeness.items() if value >= alike]
    heapify(heap)
    while heap:
        value, i, j = heappop(heap)
        if i not in members or j not in members:
            continue
        new = n
        n += 1
        members[new] = sorted(members.pop(i) + members.pop(j))
        sums[new] = _joined(sums.pop(i), sums.pop(j), i, j)
        for other, total in sums[new].items():
            row = sums[other]
            row.pop(i, None)
            row.pop(j, None)
            row[new] = total
            average = total / (len(members[new]) * len(members[other]))
            if average >= alike:
                heappush(heap, (-average, other, new))
    return sorted(members.values())


def _joined(left: dict[int, float], right: dict[int, float], i: int, j: int) -> dict[int, float]:
    both = dict(left)
    for other, value in right.items():
        both[other] = both.get(other, 0.0) + value
    both.pop(i, None)
    both.pop(j, None)
    return both


def _story(
    texts: Sequence[ArticleText],
    members: Sequence[int],
    likeness: Mapping[tuple[int, int], float],
    origins: Mapping[str, str],
) -> Story:
    centre = [sum(likeness.get((min(i, j), max(i, j)), 0.0) for j in members if j != i) for i in members]
    return Story(
        id=hashlib.sha256(texts[0].info.id.encode()).hexdigest()[:16],
        title=story_title(texts, centre),
        articles=tuple(t.info for t in texts),
        origins=tuple(dict.fromkeys(origins[t.info.version] for t in texts)),
    )


def _newest(story: Story) -> int:
    return max((a.published.toordinal() for a in story.articles if a.published), default=0)
