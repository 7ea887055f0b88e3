"""The names that a site's articles state, and how often: one outlet under its names is one. Over an open Catalog."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from brief.articles.outlets import is_own_name, site_of

if TYPE_CHECKING:
    from brief.library.catalog import Catalog

OUTLET = """
CASE WHEN v.own = 0 THEN v.source ELSE coalesce((
  SELECT o.name FROM outlets AS o WHERE o.site = v.site
    AND (o.own = 1 OR o.articles > 1 AND (SELECT count(*) FROM outlets AS p WHERE p.site = v.site) = 1)
  ORDER BY o.own DESC, o.articles DESC, length(o.name), o.name LIMIT 1
), v.source) END
"""
"""The outlet to print for a `versions AS v`: of its site's own names the commonest.

An article that names nobody has its site's name, and where others of its site all state one name that one. What others
publish on a site (an agency's report on a portal) keeps its name.
"""
NAMED = """
(v.site IN (SELECT value FROM json_each(?)) OR v.own = 1 AND v.site IN (
  SELECT o.site FROM outlets AS o WHERE o.key IN (SELECT value FROM json_each(?))
    AND (o.own = 1 OR o.articles > 1 AND (SELECT count(*) FROM outlets AS p WHERE p.site = o.site) = 1)
))
"""
"""Whether a `versions AS v` is of one of these sites or outlets: case-folded names, twice."""


def sites(names: Iterable[str]) -> list[str]:
    """The names, case-folded, those of hosts (`www.cnn.com`) as the site they belong to."""
    folded = [name.casefold() for name in names]
    return [site_of(f"https://{name}") or name if "." in name and " " not in name else name for name in folded]


def place(catalog: Catalog, key: int, source: str | None, url: str | None) -> None:
    """Note the site of a version (by its row), and whether the name that it states is the site's own."""
    site = site_of(url)
    own = site is not None and is_own_name(source or site, site)
    catalog.run("UPDATE versions SET site = ?, own = ? WHERE key = ?", (site, own, key))


def learn(catalog: Catalog, source: str | None, url: str | None) -> None:
    """Count the name that a version which is searched from now on states for its site."""
    site = site_of(url)
    if site and source and source != site:
        catalog.run(
            "INSERT INTO outlets VALUES (?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET articles = articles + 1",
            (site, source, source.casefold(), is_own_name(source, site)),
        )


def forget(catalog: Catalog, source: str | None, url: str | None) -> None:
    """Take back the name that `learn` counted."""
    where = "WHERE site = ? AND name = ?"
    catalog.run(f"UPDATE outlets SET articles = articles - 1 {where}", (site_of(url), source))
    catalog.run(f"DELETE FROM outlets {where} AND articles < 1", (site_of(url), source))
