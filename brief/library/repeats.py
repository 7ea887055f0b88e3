"""In how many searched articles each sentence stands, by its digest. Functions over an open Catalog."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from brief.articles.repeats import MANY, digests, repeated
from brief.models import LineKind, Sentence

if TYPE_CHECKING:
    from brief.library.catalog import Catalog


def learn(catalog: Catalog, sentences: Sequence[Sentence], outlet: str) -> None:
    """Count the sentences of a version that is searched from now on, under its outlet (repeats.outlet_key)."""
    catalog.run_many(
        "INSERT INTO repeats VALUES (?, 1) ON CONFLICT (digest) DO UPDATE SET articles = articles + 1",
        ((d,) for d in sorted(set(digests(sentences, outlet)))),
    )


def forget(catalog: Catalog, sentences: Sequence[Sentence], outlet: str) -> None:
    """Take back what `learn` counted."""
    found = [(d,) for d in set(digests(sentences, outlet))]
    catalog.run_many("UPDATE repeats SET articles = articles - 1 WHERE digest = ?", found)
    catalog.run_many("DELETE FROM repeats WHERE digest = ? AND articles < 1", found)


def counts(catalog: Catalog, sentences: Sequence[Sentence], outlet: str) -> list[int]:
    """For each sentence in how many articles of its outlet it stands, where these are many; else 0."""
    known = dict(catalog.rows(f"SELECT digest, articles FROM repeats WHERE articles >= {MANY}"))
    return repeated(sentences, outlet, known) if known else [0] * len(sentences)


def marked(catalog: Catalog, sentences: Sequence[Sentence], outlet: str) -> tuple[Sentence, ...]:
    """The same sentences, those that stand in many articles of their outlet as BOILERPLATE."""
    found = counts(catalog, sentences, outlet)
    return tuple(replace(s, kind=LineKind.BOILERPLATE) if n else s for s, n in zip(sentences, found, strict=True))
