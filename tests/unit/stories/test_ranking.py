"""The order of stories: outlets, days, freshness, topics; and which are no news."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from newsroom import FERRY, FERRY_OWN, TAX, article

from brief.stories.article_text import ArticleText
from brief.stories.cluster import compare, group
from brief.stories.ranking import Subject, rank

RECIPE = "Herring is best in oatmeal.\nSalt the fillets and press them into the meal.\nFry them in butter for a while."


def ranked(*texts: ArticleText, topics: tuple[Subject, ...] = ()) -> list[tuple[str, bool, str]]:
    likeness = compare(texts)
    found = rank(group(texts, likeness=likeness), likeness, date(2021, 5, 5), topics)
    return [(r.story.articles[0].version, r.news, r.topic) for r in found]


def news() -> list[ArticleText]:
    return [
        article("a", "Ferry Halcyon aground off Tern Island", FERRY, published="2021-05-03", source="Gull"),
        article("b", "Halcyon passengers sleep in a school", FERRY_OWN, published="2021-05-04", source="Quay Post"),
        article("c", "Ostrava Bay votes for a tax on sugared drinks", TAX, published="2021-05-05", source="Gull"),
        recipe("d"),
    ]


def recipe(version: str) -> ArticleText:
    text = article(version, "Herring in oatmeal", RECIPE, published="2021-05-05", source="Gull")
    return replace(text, info=replace(text.info, form="recipe"))


def test_two_outlets_before_one_and_no_news_last() -> None:
    """Also where the single story is fresher."""
    assert ranked(*news()) == [("a", True, ""), ("c", True, ""), ("d", False, "")]


def test_a_topic_comes_first() -> None:
    """By its words, or by the articles that are on it by their source."""
    assert ranked(*news(), topics=(Subject("Taxes", "drinks tax"),))[0] == ("c", True, "Taxes")
    assert ranked(*news(), topics=(Subject("Taxes", "", frozenset({"id-c"})),))[0] == ("c", True, "Taxes")
    assert ranked(*news(), topics=(Subject("Chess", "chess"), Subject("Empty")))[0] == ("a", True, "")


def test_the_order_of_articles_does_not_show() -> None:
    """Nor does a gallery become news by a dated caption."""
    assert ranked(*reversed(news())) == ranked(*news())
    gallery = [replace(t, info=replace(t.info, form="gallery")) for t in news()[2:3]]
    assert ranked(*news()[:2], *gallery)[-1] == ("c", False, "")


def test_what_roundups_have_comes_first() -> None:
    """A roundup is what editors chose of the day: its parts put up the stories that they are about. An article in parts
    on one matter chooses nothing."""
    bridge = "The Lune bridge closed on Tuesday after rust was found, the road office said.\nIt is ninety years old."
    other = article("e", "Lune bridge closes", bridge, published="2021-05-05", source="Quay Post")
    tax = article("c", "Ostrava Bay votes for a tax on sugared drinks", TAX, published="2021-05-05", source="Gull")
    ferry = article("a", "Ferry Halcyon aground off Tern Island", FERRY, published="2021-05-01", source="Gull")

    def worth(chosen: str) -> dict[str, float]:
        roundup = article("r", "Five things to know", chosen, published="2021-05-05", source="Gull")
        likeness = compare([other, tax, ferry, roundup])
        stories = group([other, tax, ferry], likeness=likeness)
        return {r.story.articles[0].version: r.worth for r in rank(stories, likeness, date(2021, 5, 5), (), {"r"})}

    plain = worth(bridge)
    for chosen, first in ((TAX, "c"), (bridge, "e")):
        found = worth(chosen.rstrip() + "\nAnd now for the sea.\n" + FERRY)
        put_up = {version for version in plain if found[version] > plain[version] + 0.2}
        assert put_up == {first, "a"}


def test_hard_news_before_soft() -> None:
    """By where all of its outlets file it, unless the reader has it for a topic."""
    soft = replace(news()[2], info=replace(news()[2].info, url="https://gull.example/sport/drinks-tax"))
    assert [version for version, *_ in ranked(*news()[:2], soft)] == ["a", "c"]
    bridge = "The Lune bridge closed on Tuesday after rust was found, the road office said.\nIt is ninety years old."
    other = article("e", "Lune bridge closes", bridge, published="2021-05-05", source="Gull")
    assert [version for version, *_ in ranked(soft, other)] == ["e", "c"]
    assert ranked(soft, other, topics=(Subject("Taxes", "drinks tax"),))[0] == ("c", True, "Taxes")
    hard = replace(
        other, info=replace(other.info, version="f", url="https://quay.example/us/bridge", source="Quay Post")
    )
    both = replace(other, info=replace(other.info, url="https://gull.example/sport/bridge"))
    assert next(v for v, *_ in ranked(soft, both, hard)) == "e", "one outlet of two files it under hard news"
