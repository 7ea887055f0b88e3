"""Which earlier sentence says who "he" is.

News names a person in full once, often two or three sentences before it quotes them as "he". What a pronoun of
persons opens is followed back to the sentence that has a name of two words or more; what another word that points back
opens ("This", "However") leans on the sentence just before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from brief.models import EvidenceSentence, Sentence
from brief.retrieval.tokens import place_key
from brief.text.names import names
from brief.text.standing import leans_on_another

REACH = 3
"""Sentences that are gone back at most."""

_WHO = re.compile(r"^[\"“‘']?(?:He|She|His|Her|Hers)\b")
_BESIDE_A_THING = re.compile(r"\b(?:the|a|an|in|at|near)\s+$", re.IGNORECASE)
"""A name behind these is a house's or a place's."""


def antecedent(sentences: Sequence[Sentence], at: int) -> int | None:
    """The index of the earlier sentence without which `sentences[at]` cannot be understood; None if there is none.

    `sentences` are those of one article, in text order.
    """
    if not at or not leans_on_another(sentences[at].text):
        return None
    if _WHO.match(sentences[at].text):
        back = range(at - 1, max(-1, at - 1 - REACH), -1)
        return next((n for n in back if _names_someone(sentences[n].text)), at - 1)
    return at - 1


def antecedent_among(needing: EvidenceSentence, evidence: Sequence[EvidenceSentence]) -> EvidenceSentence | None:
    """The sentence of its article without which `needing`, one of the `evidence`, cannot be understood."""
    version = needing.article.version
    article = sorted((e for e in evidence if e.article.version == version), key=lambda e: e.sentence.start)
    needed = antecedent([e.sentence for e in article], article.index(needing))
    return article[needed] if needed is not None else None


def _names_someone(text: str) -> bool:
    return any(
        len(m.text.split()) > 1 and not place_key(m.key) and not _BESIDE_A_THING.search(text[: m.start])
        for m in names(text)
    )
