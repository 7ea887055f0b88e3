"""Which articles report news: by form, by what their outlet files them under, by headline, writer and attribution."""

from __future__ import annotations

from dataclasses import replace

import pytest
from newsroom import FERRY, TAX, article

from brief.stories.article_text import ArticleText
from brief.stories.reporting import filed_as, is_soft, reports
from brief.stories.titles import clean_title, story_title

NOTE = """
I have crossed the sound for forty years.
You will know the feeling when the engine stops.
The ferry Halcyon is a fine ship.
"""


def ferry(**info: str) -> ArticleText:
    text = article("a", "Ferry Halcyon aground off Tern Island", FERRY, published="2021-05-03")
    return replace(text, info=replace(text.info, **info))


@pytest.mark.parametrize(
    "info",
    [
        {},
        {"title": "Ferry aground: captain blames a missing buoy"},
        {"url": "https://gull.example/world/2021/05/ferry-aground"},
        {"title": "Is the sound safe? Coast guard says yes"},
        {"form": "live"},
        {"title": "Ferry aground off Tern Island, divers find a tear, captain blames buoy"},
        {"title": "Captain, mate, pilot and owner of the ferry Halcyon are charged, court says"},
    ],
)
def test_a_report(info: dict[str, str]) -> None:
    """It says who says so, or opens with a day about its own, and nothing speaks against it."""
    assert reports(ferry(**info)) and not filed_as(ferry(**info).info)
    assert reports(article("t", "Ostrava Bay votes for a tax", TAX, published="2021-05-05"))


@pytest.mark.parametrize(
    "info",
    [
        {"form": "gallery"},
        {"title": "Photos this week: April 28 to May 4"},
        {"title": "Opinion: The sound needs a tunnel"},
        {"title": "The sound needs a tunnel | Opinion"},
        {"url": "https://gull.example/opinions/the-sound-needs-a-tunnel"},
        {"url": "https://gull.example/world/galleries/the-sound"},
        {"title": "Why the ferry left the channel"},
        {"title": "The ferry is aground. Does that end the route"},
        {"title": "See the ferry on the rocks off Tern Island"},
        {"title": "What you need to know about the ferry"},
    ],
)
def test_no_report(info: dict[str, str]) -> None:
    """A form that shows things, a genre in the address or before the headline, a question, an order."""
    assert not reports(ferry(**info))


def test_a_writer_who_speaks_to_the_reader() -> None:
    """Nor what says neither when nor who says so."""
    assert not reports(
        article("n", "Forty years on the sound", NOTE + "Halcyon, the mayor said.", published="2021-05-03")
    )
    assert not reports(article("h", "Herring in oatmeal", "Herring is best in oatmeal.\nSalt it well."))
    assert not reports(article("e", "Empty", ""))


@pytest.mark.parametrize(
    ("headline", "title"),
    [
        ("Harbour office names a new pilot for the ...", "Harbour office names a new pilot…"),
        ("Halcyon is afloat again. Here's how the ...", "Halcyon is afloat again"),
        ("Gov. Lund and Rep. Ost meet in ...", "Gov. Lund and Rep. Ost meet…"),
        ("Up to the ...", "Up to the…"),
        ("Halcyon is afloat again. Here's how", "Halcyon is afloat again. Here's how"),
    ],
)
def test_a_headline_that_was_cut_off(headline: str, title: str) -> None:
    """It ends behind a word that can end one; of two sentences the whole one is kept."""
    assert clean_title(headline) == title


@pytest.mark.parametrize(
    ("url", "soft"),
    [
        ("https://gull.example/sport/2021/regatta", True),
        ("https://gull.example/2021/05/03/arts/the-sound.html", True),
        ("https://gull.example/football/2021/kalle-wins", True),
        ("https://gull.example/world/sports", False),
        ("https://gull.example/politics/2021/a-tax", False),
        ("http://[sport/sport/sport", False),
        (None, False),
    ],
)
def test_hard_and_soft_news(url: str | None, soft: bool) -> None:
    """By the section in the address, not by the last part of it, which is the headline."""
    assert is_soft(ferry(url=url).info) is soft  # type: ignore[arg-type]


def test_what_the_outlet_states() -> None:
    """A section that the page or the feed states tells as much as one in the address; a longer name is not taken apart
    into its words."""

    def filed(*sections: str) -> tuple[bool, str]:
        info = replace(ferry(url="https://gull.example/2021/05/ferry").info, sections=sections)
        return is_soft(info), filed_as(info)

    assert filed("World") == filed("Media law", "Video games") == (False, "")
    assert filed("Arts & Culture") == filed("News/Sports") == (True, "")
    assert filed("Opinions") == (False, "opinion")


def test_a_story_is_called_by_what_reports() -> None:
    """A report says its headline in its first sentences, a feature on the same matter does not."""
    feature = "Captain Osei was asleep when the ferry Halcyon met its rock.\nIt had been a long day at Tern Island."
    texts = [
        ferry(),
        article("b", "Inside the long night of a Velland ship", feature, published="2021-05-03", source="Gull"),
    ]
    assert story_title(texts, [1.0, 1.0]) == story_title(texts[::-1], [1.0, 1.0]) == texts[0].info.title
