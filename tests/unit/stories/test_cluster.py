"""Stories: articles about one event together, others apart, whatever the order they come in."""

from __future__ import annotations

import random

import pytest
from newsroom import FERRY, FERRY_EDITED, FERRY_OWN, TAX, article

from brief.stories.article_text import ArticleText
from brief.stories.cluster import group
from brief.stories.titles import clean_title

OTHER_NEWS = """
Snow fell on the orchards of Upper Lune and growers lit fires between the trees.
The chess title went to Amara Sool, who drew her last game in Graz.
A choir of miners opened the new concert hall at Harrow Ford with a mass of 1743.
"""


def news() -> list[ArticleText]:
    return [
        article("a", "Ferry Halcyon aground off Tern Island", FERRY, published="2021-05-03", origin="VNA"),
        article("b", "(LEAD) Halcyon aground, divers find tear", FERRY_EDITED, published="2021-05-04", origin="VNA"),
        article("c", "Halcyon passengers spend night in a school", FERRY_OWN, published="2021-05-05", source="Gull"),
        article("d", "Ostrava Bay votes for a tax on sugared drinks", TAX, published="2021-05-04", source="Gull"),
    ]


def test_one_event_is_one_story() -> None:
    """The three on the ferry are together, oldest first, and the tax stands alone."""
    stories = group(news())
    assert [[a.version for a in s.articles] for s in stories] == [["a", "b", "c"], ["d"]]


def test_a_story_knows_its_origins() -> None:
    """A wire in two outlets is one origin of its story."""
    assert group(news())[0].origins == ("VNA", "Gull")


def test_the_title_is_the_newest_headline_on_the_matter() -> None:
    """The headline printed says where the story stands, without an agency's marks."""
    assert group(news()[:2])[0].title == "Halcyon aground, divers find tear"


def test_an_aside_does_not_give_the_title() -> None:
    """The newest article is passed over where it is further from the matter than the others."""
    assert group(news())[0].title == "Halcyon aground, divers find tear"


def test_the_order_of_input_does_not_matter() -> None:
    """Shuffled, and with an article given twice, the same stories come out under the same ids."""
    expected = group(news())
    for seed in range(5):
        shuffled = news() + news()[:1]
        random.Random(seed).shuffle(shuffled)
        assert group(shuffled) == expected


def test_years_apart_is_another_story() -> None:
    """The same words two years later are another event."""
    later = article("z", "Ferry Halcyon aground off Tern Island again", FERRY_OWN, published="2023-05-03")
    assert all(len(s.articles) == 1 for s in group([news()[0], later]))


def test_an_undated_article_goes_by_its_words() -> None:
    """Without a date the words alone decide; it comes last in its story."""
    undated = article("u", "What we know about the Halcyon", FERRY_OWN)
    stories = group([undated, news()[0], news()[3]])
    assert [[a.version for a in s.articles] for s in stories] == [["a", "u"], ["d"]]


def test_a_round_up_does_not_join_two_stories() -> None:
    """An article that mentions both events ends up in one of them and does not pull the other in."""
    brief = [FERRY.strip().splitlines()[0], TAX.strip().splitlines()[0], *OTHER_NEWS.strip().splitlines()]
    both = article("r", "The day in brief", "\n".join(brief), published="2021-05-04")
    stories = group([*news(), both])
    assert not any({"a", "d"} <= {x.version for x in s.articles} for s in stories)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        (" date 2019-11-14 Port opens", "Port opens"),
        ("2019-11-14 Port opens", "Port opens"),
        ("(2nd LD) Port opens", "Port opens"),
        ("(LEAD) (URGENT) Port opens", "Port opens"),
        ("UPDATE 1-Port opens", "Port opens"),
        ("Port opens | The Gull", "Port opens"),
        ("Port opens: a first look", "Port opens: a first look"),
        ("# Port opens", "Port opens"),
        ("2019 budget passed", "2019 budget passed"),
        ("(LEAD)", "(LEAD)"),
        ("Port opens to ships ...", "Port opens to ships…"),
        ("Port opens to ships | The Gull ...", "Port opens to ships"),
    ],
)
def test_clean_title(raw: str, clean: str) -> None:
    """Dates, agencies' marks and the outlet's name go; what belongs to the headline stays."""
    assert clean_title(raw) == clean


def test_untitled_articles() -> None:
    """Without a headline a story is called by its opening words, and one without any text still has a name."""
    assert (
        group([article("a", "", "The bridge at Lune was closed on Monday after a lorry struck one of its piers.")])[
            0
        ].title
        == "The bridge at Lune was closed on Monday after a lorry struck…"
    )
    assert group([article("a", "", "")])[0].title == "Untitled"
    assert group([]) == ()
