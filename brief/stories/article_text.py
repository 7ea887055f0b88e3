"""What stories are made from: an article's metadata with its sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from brief.articles.instructions import gives_orders
from brief.models import ArticleInfo, LineKind, Sentence


@dataclass(frozen=True)
class ArticleText:
    """One article version, its sentences in text order (a headline among them is marked as such)."""

    info: ArticleInfo
    sentences: tuple[Sentence, ...]

    @cached_property
    def body(self) -> tuple[Sentence, ...]:
        """The sentences that can be told: the headline, which sums them up, is not one, and an order tells nothing."""
        return tuple(s for s in self.sentences if s.kind is LineKind.BODY and not gives_orders(s.text))


def by_age(text: ArticleText) -> tuple[date, str, str]:
    """Sort key: oldest first, undated last, then by content and id, so that neither the order of input shows nor, of
    different texts, the folder they lie in."""
    return text.info.published or date.max, text.info.sha256, text.info.id
