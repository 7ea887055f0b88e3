"""Who published an article."""

from __future__ import annotations

import pytest

from brief.articles.outlets import is_own_name, one_name_each, site_of, split_tail
from brief.articles.reading import read_article
from brief.models import Article, ArticleInfo


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://edition.gull.com/a", "gull.com"),
        ("http://www.gull.co.uk:80/a?b", "gull.co.uk"),
        ("https://harbour:8080/a", "harbour"),
        ("http://127.0.0.1/a", "127.0.0.1"),
        ("not an address", None),
        ("http://[bad/", None),
        (None, None),
    ],
)
def test_a_site_is_its_registrable_domain(address: str | None, site: str | None) -> None:
    """By the public suffix list; a host without one is its own site."""
    assert site_of(address) == site


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Pier shut | Gull Business", ("Pier shut", "Gull Business")),
        ("Pier shut - The Gull", ("Pier shut", "The Gull")),
        ("Pier shut | Gu ...", ("Pier shut", None)),
        ("Pier shut | and what comes next", ("Pier shut | and what comes next", None)),
        ("Pier shut", ("Pier shut", None)),
    ],
)
def test_a_headlines_tail_names_the_outlet_if_it_looks_like_its_site(title: str, parts: tuple[str, str | None]) -> None:
    """What is behind a bar or a dash is the outlet only where the address bears it out."""
    assert split_tail(title, "gull.com") == parts


def test_an_article_with_an_address_has_an_outlet() -> None:
    """Nothing else being known, it is the site."""
    given = ArticleInfo("a" * 16, "v" * 16, title="Pier shut", url="https://www.gull.com/pier")
    info = read_article(Article(given, "The pier is shut.\n")).article.info
    assert (info.source, info.origin) == ("gull.com", "gull.com")


def test_one_outlet_under_its_names_is_one() -> None:
    """Of a site's own names the commonest; a report that others publish on a site keeps its name."""

    def info(source: str | None, url: str | None, origin: str | None = None) -> ArticleInfo:
        return ArticleInfo("a", "v", source=source, url=url, origin=origin)

    gull = [info("Gull", "https://gull.com/1"), info("Gull", "https://gull.com/2", "AP")]
    others = [info("Gull Business", "https://b.gull.com/3"), info("gull.com", "https://gull.com/4"),
              info("Northwind", "https://gull.com/5"), info("The Skerry Post", "https://skerrypost.example/1"),
              info("skerrypost.example", "https://skerrypost.example/2"), info("Gull", None)]  # fmt: skip
    named = one_name_each([*gull, *others])
    assert [i.source for i in named] == [
        "Gull", "Gull", "Gull", "Gull", "Northwind", "The Skerry Post", "The Skerry Post", "Gull",
    ]  # fmt: skip
    assert [i.origin for i in named[:3]] == ["Gull", "AP", "Gull"]
    assert is_own_name("www.gull.com", "gull.com") and not is_own_name("Skerry Post", "gull.com")
