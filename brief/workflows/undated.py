"""Dating articles that carry no date by those in the library that they clearly belong with."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from brief.models import ArticleInfo, Query

if TYPE_CHECKING:
    from brief.library.library import Library
    from brief.stories.article_text import ArticleText

AT_MOST, EARLIER = 30, 10
"""Undated articles that one add looks at, and those among them that earlier adds brought: an add must not get slow
over a pile of them. Those added last come first."""
PASSAGES = 24
"""Passages in which the articles it may belong with are looked for."""
RELATIVES = 6
"""Articles that one undated article is compared with."""
READ = 100
"""Sentences of an article that are compared: a wire is not longer, and a live page of thousands would take seconds."""


def date_by_relatives(library: Library, added: Collection[str]) -> int:
    """Infer the dates of the library's undated articles from the others, where they tell; how many were dated.

    `added` are the article versions that have just been added.
    """
    newest = library.without_date(AT_MOST)
    undated = [i for i in newest if i.version in added] + [i for i in newest if i.version not in added][:EARLIER]
    if not undated:
        return 0
    from brief.stories.dating import date_by_kin

    dates = {}
    for info in undated:
        text = _read(library, info)
        found = date_by_kin(text, [_read(library, other) for other in _relatives(library, text)])
        if found:
            dates[info.version] = found
    library.infer_dates(dates)
    return len(dates)


def _read(library: Library, info: ArticleInfo) -> ArticleText:
    from brief.stories.article_text import ArticleText

    return ArticleText(info, library.sentences(info.version)[:READ])


def _relatives(library: Library, text: ArticleText) -> list[ArticleInfo]:
    """The dated articles whose passages have most words of this one's first sentence."""
    from brief.retrieval.question import read_question

    opening = text.body[0].text if text.body else text.info.title or ""
    match = read_question(opening).match
    hits = library.lexical(match, Query(""), PASSAGES) if match else []
    infos = {info.version: info for _, info in library.chunks(key for key, _ in hits).values()}
    dated = [i for i in infos.values() if i.published is not None and i.published_basis != "inferred"]
    return dated[:RELATIVES]
