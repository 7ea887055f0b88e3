"""Articles for these tests, in our own prose."""

from __future__ import annotations

from datetime import date

from brief.models import ArticleInfo, Sentence
from brief.stories.article_text import ArticleText


def article(
    name: str,
    title: str,
    sentences: str,
    *,
    published: str | None = None,
    origin: str | None = None,
    source: str | None = None,
    url: str | None = None,
) -> ArticleText:
    """An article whose sentences are the lines of `sentences`."""
    told, at = [], 0
    for line in sentences.strip().splitlines():
        text = line.strip()
        told.append(Sentence(name, at, at + len(text), text))
        at += len(text) + 1
    day = date.fromisoformat(published) if published else None
    info = ArticleInfo(id=f"id-{name}", version=name, title=title, origin=origin, source=source, published=day, url=url)
    return ArticleText(info, tuple(told))


FERRY = """
The ferry Halcyon ran aground off Tern Island on Monday with 214 people aboard, the Velland coast guard said.
Divers found a tear nine meters long below the waterline.
Captain Rurik Osei told investigators that a buoy was missing from its place.
Everyone aboard was taken to Port Sorrel in fishing boats before nightfall.
The harbor office will publish a first report on the grounding within ten days.
The company that owns the Halcyon said it had passed its yearly inspection in March.
"""

FERRY_EDITED = """
The ferry Halcyon ran aground off Tern Island on Monday with 214 people aboard, the Velland coast guard said.
Divers found a tear about nine meters long below the waterline.
Captain Rurik Osei has told investigators that a buoy was missing from its place.
Everyone aboard was taken to Port Sorrel in fishing boats before nightfall.
Residents of Port Sorrel brought blankets and soup to the quay.
"""

FERRY_OWN = """
Passengers of the Halcyon spent a night in the school of Port Sorrel after their ferry struck rocks near Tern Island.
A teacher, Ines Falk, counted 209 of them and said five had gone home with friends.
The coast guard of Velland has closed the channel to ferries of the size of the Halcyon.
Rurik Osei, the captain, was heard for three hours by investigators on Tuesday.
"""

TAX = """
The parliament of Ostrava Bay voted on Tuesday to tax sugared drinks from January.
Finance Minister Dana Kolar expects the levy to bring in 40 million crowns a year.
Brewers and bottlers called the measure a burden on small shops.
Doctors had asked for such a tax since 2011.
"""
