"""Origins: one agency is one, however many outlets carry it and however they edit it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from newsroom import FERRY, FERRY_EDITED, FERRY_OWN, TAX, article

from brief.stories.article_text import ArticleText
from brief.stories.origins import canonical_origin, copies, origin_by_version, same_sentences


def distinct(texts: Sequence[ArticleText]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(origin_by_version(texts).values()))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Yonhap", "Yonhap News Agency"), ("YONHAP", "the Yonhap"), ("Kyodo News", "Kyodo"), ("A.P.", "A P")],
)
def test_one_origin_written_in_two_ways(one: str, other: str) -> None:
    """Case, articles and what kind of house it is do not make another origin."""
    assert canonical_origin(one) == canonical_origin(other)


def test_a_house_named_only_by_its_kind() -> None:
    """A name that is nothing but "News Agency" keeps its words."""
    assert canonical_origin("News Agency") == "news agency"
    assert canonical_origin("Meridian") != canonical_origin("Parallel")


def test_an_agency_counts_once() -> None:
    """Two outlets that name one agency are one origin, with the texts as different as they like."""
    texts = [
        article("a", "Ferry aground", FERRY, origin="Velland News Agency", source="The Gull", published="2021-05-04"),
        article("b", "Night in a school", FERRY_OWN, origin="Velland", source="Quay Post", published="2021-05-05"),
    ]
    assert distinct(texts) == ("Velland News Agency",)


def test_initials_are_the_same_agency() -> None:
    """VNA and Velland News Agency are one."""
    texts = [article("a", "A", FERRY, origin="Velland News Agency"), article("b", "B", TAX, origin="VNA")]
    assert len(distinct(texts)) == 1


def test_what_an_article_writes_out_is_the_same_agency() -> None:
    """An acronym that is not made of initials counts with what it stands for once one of the articles says so."""
    said = " The Ministry of Maritime Safety (MOMAS) was told."
    texts = [
        article("a", "A", FERRY, origin="Ministry of Maritime Safety"),
        article("b", "B", TAX, origin="MOMAS"),
        article("c", "C", FERRY_OWN + said, origin="Quay Post"),
    ]
    assert len(distinct(texts)) == 2
    assert len(distinct([*texts[:2], article("c", "C", FERRY_OWN, origin="Quay Post")])) == 3


def test_an_edited_copy_without_a_name_is_no_second_origin() -> None:
    """A cut and edited copy belongs to the origin of the text it was cut from."""
    texts = [
        article("a", "Ferry aground", FERRY, origin="VNA", source="The Gull", published="2021-05-04"),
        article("b", "Ferry strikes rocks", FERRY_EDITED, source="Quay Post", published="2021-05-04"),
        article("c", "Night in a school", FERRY_OWN, source="School Times", published="2021-05-05"),
    ]
    assert distinct(texts) == ("VNA", "School Times")
    assert origin_by_version(texts) == {"a": "VNA", "b": "VNA", "c": "School Times"}


def test_two_copies_that_name_nobody_are_one_origin() -> None:
    """Near-identical texts count once although neither says where it comes from; others count each."""
    texts = [article("a", "One", FERRY), article("b", "Two", FERRY_EDITED), article("c", "Three", TAX)]
    assert distinct(texts) == ("unnamed (One)", "unnamed (Three)")


def test_a_site_is_an_outlet() -> None:
    """Articles that name nobody are counted by the site they stand on."""
    pages = ["https://www.gull.example/a", "http://gull.example/b", "https://quay.example/c", "http://[no address"]
    texts = [article(str(n), f"Title {n}", "", url=url) for n, url in enumerate(pages)]
    assert distinct(texts) == ("gull.example", "quay.example", "unnamed (Title 3)")


def test_two_unnamed_articles_with_one_title_are_two() -> None:
    """A title is no origin."""
    texts = [article("a", "Morning news", FERRY), article("b", "Morning news", TAX)]
    assert distinct(texts) == ("unnamed (Morning news)", "unnamed (Morning news) (2)")


def test_copies_say_which_sentences_are_shared() -> None:
    """The shared sentences are aligned one to one, in the order of the text, with their share of the shorter one."""
    found = copies([article("a", "One", FERRY), article("b", "Two", FERRY_EDITED), article("c", "Three", FERRY_OWN)])
    assert [(c.first, c.second) for c in found] == [(0, 1)]
    assert [a.text.split()[0] for a, _ in found[0].pairs] == ["The", "Divers", "Captain", "Everyone"]
    assert all(a.version == "a" and b.version == "b" for a, b in found[0].pairs)
    assert 0.8 < found[0].share < 0.95


def test_a_shared_paragraph_alone_is_not_a_copy() -> None:
    """One common paragraph of background is seen, but the two articles stay two origins."""
    background = "\nThe strait between Tern Island and the mainland is four miles wide and thirty fathoms deep."
    texts = [article("a", "One", FERRY_OWN + background), article("b", "Two", TAX + background)]
    assert len(copies(texts)[0].pairs) == 1 and copies(texts)[0].share < 0.4
    assert len(distinct(texts)) == 2


def test_same_sentences_finds_every_pair() -> None:
    """Identical and edited sentences are found among many others; those that share only a few words are not."""
    others = [f"Item {n} of the list concerns parcel {n * 7} and the owner of house {n * 3}." for n in range(200)]
    a, b = (
        "The bridge over the Lune was closed to lorries on Monday.",
        "The bridge over the Lune was closed to all lorries.",
    )
    found = [(i, j) for i, j, _ in same_sentences([a, *others, b, a])]
    assert {(0, 201), (0, 202), (201, 202)} <= set(found)
    assert not any(1 <= i <= 200 < j for i, j in found)


def test_nothing_to_compare() -> None:
    """No articles, empty articles and texts without words are fine."""
    assert distinct([]) == () and list(same_sentences(["", "!", "word"])) == []
    assert len(distinct([article("a", "A", ""), article("b", "B", "")])) == 2
