"""Whether articles tell anything that was not read or said before."""

from __future__ import annotations

from collections.abc import Sequence

from brief.stories.article_text import ArticleText
from brief.stories.changes import agree
from brief.stories.lead import OPENING
from brief.stories.origins import same_sentences


def nothing_new(texts: Sequence[ArticleText], past: Sequence[ArticleText], said: Sequence[str]) -> bool:
    """Whether all that these articles open with stands in articles of the past, or was said, with the same figures."""
    opening = [s.text for t in texts for s in t.body[:OPENING]]
    known = [*(s.text for t in past for s in t.body), *said]
    if not opening or not known:
        return False
    every = [*known, *opening]
    repeated = {j for i, j, _ in same_sentences(every) if i < len(known) <= j and agree(every[i], every[j])}
    return len(repeated) == len(opening)
