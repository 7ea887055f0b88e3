"""Grouping, on stories of our own making with hard pairs: pairwise F1, each half by itself."""

from __future__ import annotations

import hashlib
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from brief.models import ArticleInfo, Sentence
from brief.stories.article_text import ArticleText
from brief.stories.cluster import group

LABELLED = Path(__file__).with_name("grouped_stories.txt")
LEAST_F1 = 0.85


def labelled(half: str = "") -> list[tuple[str, ArticleText]]:
    """The articles (of a half), each with the name of its story."""
    found = []
    for block in LABELLED.read_text(encoding="utf-8").split("\n= ")[1:]:
        head, *lines = block.strip().splitlines()
        facts, _, title = head.partition(" | ")
        which, story, day, outlet = facts.split(" ", 3)
        if half and which != half:
            continue
        version = hashlib.sha256(block.encode()).hexdigest()[:16]
        sentences, at = [], 0
        for line in filter(None, map(str.strip, lines)):
            sentences.append(Sentence(version, at, at + len(line), line))
            at += len(line) + 1
        info = ArticleInfo(version, version, title, source=outlet, published=date.fromisoformat(day))
        found.append((story, ArticleText(info, tuple(sentences))))
    return found


def f1(half: str, **options: float) -> tuple[float, float, float]:
    """Precision, recall and F1 of the pairs of articles that stand in one story."""
    articles = labelled(half)
    truth = {t.info.version: story for story, t in articles}
    same = {frozenset(p) for p in combinations(truth, 2) if truth[p[0]] == truth[p[1]]}
    stories = group([t for _, t in articles], **options)  # type: ignore[arg-type]
    made = {frozenset(p) for s in stories for p in combinations([a.version for a in s.articles], 2)}
    right = len(same & made)
    precision, recall = right / len(made), right / len(same)
    return precision, recall, 2 * precision * recall / (precision + recall)


def test_the_set_is_large_enough() -> None:
    """At least forty stories, the halves apart, and both with hard pairs: names that begin alike."""
    names = {(half, story) for half in "ab" for story, _ in labelled(half)}
    assert len(names) >= 40
    for half in "ab":
        first = [story.split("-")[0] for h, story in sorted(names) if h == half]
        assert sum(first.count(n) > 1 for n in set(first)) >= 6


@pytest.mark.parametrize("half", ["a", "b"])
def test_grouping(half: str) -> None:
    """What is one event stands together, and what only shares people, places or firms stands apart."""
    assert f1(half)[2] >= LEAST_F1


if __name__ == "__main__":
    for half in ("a", "b"):
        print(half, *(f"{value:.3f}" for value in f1(half)))
