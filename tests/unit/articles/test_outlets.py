"""Who published an article."""

from __future__ import annotations

import pytest

from brief.articles.outlets import is_own_name, site_of, split_tail
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


def test_a_name_is_a_sites_own_by_its_looks() -> None:
    """Its host, too."""
    assert is_own_name("www.gull.com", "gull.com") and not is_own_name("Skerry Post", "gull.com")
