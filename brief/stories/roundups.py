"""Which articles go round the news: their parts speak of different things.

An article on one matter names it again and again, so two of its parts that do not stand beside each other share the
words and names that tell; the parts of a roundup share next to nothing, whatever it is called. Where it is laid out as
a roundup, with headings or numbers, less of that is enough. Figures: docs/results/digest.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, islice

from brief.models import Sentence
from brief.stories.article_text import ArticleText
from brief.stories.cluster import share_nothing, terms, weigh

A_PART = 3
"""Sentences of a part: as many as a roundup gives to one thing."""
FEWEST_PARTS = 4
"""Parts of an article by which it is judged; a shorter one by its form, as its lines are laid out."""
APART = 2
"""Parts that are compared stand so far apart at least: neighbours may share a sentence's subject by chance."""
MOSTLY, LAID_OUT = 0.6, 0.4
"""The share of pairs of parts with next to nothing in common from which an article goes round the news, and from which
one does that is laid out as a roundup."""


def roundups(texts: Sequence[ArticleText]) -> frozenset[str]:
    """The versions of those of these articles that are roundups."""
    divided = [_runs(t.body) for t in texts]
    weighed = iter(weigh([terms("", run) for runs in divided for run in runs]))
    found = set()
    for text, runs in zip(texts, divided, strict=True):
        own = list(islice(weighed, len(runs)))
        if len(own) < FEWEST_PARTS:
            goes_round = text.info.form == "roundup"
        else:
            apart = [share_nothing(own[i], own[j]) for i, j in combinations(range(len(own)), 2) if j - i >= APART]
            least = LAID_OUT if text.info.form == "roundup" else MOSTLY
            goes_round = sum(apart) > least * len(apart)
        if goes_round:
            found.add(text.info.version)
    return frozenset(found)


def parts(text: ArticleText) -> tuple[ArticleText, ...]:
    """An article's body in runs of a few sentences, each as an article of its own without a headline."""
    return tuple(
        ArticleText(replace(text.info, version=f"{text.info.version}@{n}", title=None), run)
        for n, run in enumerate(_runs(text.body))
    )


def _runs(body: Sequence[Sentence]) -> list[tuple[Sentence, ...]]:
    return [tuple(body[at : at + A_PART]) for at in range(0, len(body), A_PART)]
