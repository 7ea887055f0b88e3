"""Who published an article: its site, and the outlet's name as the site, a record or a headline's tail states it."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

_TAIL = re.compile(r"(?P<head>.*\S)\s*(?:\s[|–—-]|\|)\s*(?P<tail>[^|–—]{2,40}?)\s*(?P<cut>\.\.\.|…)?$")


def site_of(address: str | None) -> str | None:
    """The registrable domain of an address (by the public suffix list that `tld` brings), else its host; or None."""
    try:
        host = (urlsplit(address or "").hostname or "").casefold()
    except ValueError:  # a record may carry anything under `url`
        return None
    return _domain(host) if host else None


@lru_cache(maxsize=4096)
def _domain(host: str) -> str:
    from tld import get_fld

    found = get_fld(host, fail_silently=True, fix_protocol=True)
    return str(found) if found else host.removeprefix("www.")


def is_own_name(name: str, site: str | None) -> bool:
    """Whether a name is a site's own by its looks: `CNN Business` of cnn.com, `The Week UK` of theweek.co.uk."""
    label, plain = (site or "").split(".")[0].replace("-", ""), _squashed(name)
    bare = plain.removeprefix("the")
    if "." in name and " " not in name and site_of(f"https://{name}") == site:
        return True
    return bool(label) and any(p.startswith(label) for p in (plain, bare) if p)


def split_tail(title: str, site: str | None) -> tuple[str, str | None]:
    """A headline without the outlet's name that pages put behind it, and that name (None where it is cut short)."""
    found = _TAIL.fullmatch(title)
    if not found or not site:
        return title, None
    tail = found["tail"].strip()
    if is_own_name(tail, site):
        return found["head"].strip(), tail
    is_cut = found["cut"] and site.replace("-", "").startswith(_squashed(tail))
    return (found["head"].strip() if is_cut else title), None


def _squashed(name: str) -> str:
    return re.sub(r"\W+", "", name).casefold()
