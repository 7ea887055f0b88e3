"""Who wrote an article and who reported it: bylines, names, and the one name of an agency."""

from __future__ import annotations

import re
from functools import lru_cache

from brief.data import lines
from brief.text.lemmas import is_ordinary

_AGENCY_TAIL = re.compile(r"\s+(?:news\s+agency|news\s+service|news\s?wire|press\s+agency|wire\s+service)\s*$", re.I)
_NAME_WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w.'’\-]*|de|del|della|van|von|der|den|bin|al|el|la|le|da|dos|di)"
_NAMES = rf"{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,5}}"
_BYLINE = re.compile(
    rf"(?:(?:Written|Reported|Story|Text|Analysis|Opinion|Reporting|Editing)\s+[Bb]y|By|BY|by|From)\s+"
    rf"(?P<names>{_NAMES}(?:(?:\s*,\s*|\s+and\s+|\s*&\s*|,\s+and\s+|\s+in\s+|\s*\|\s*|\s*/\s*|\s+[—–-]\s+){_NAMES}){{0,8}})\s*\.?"
)
_BEGINS = (
    "by ",
    "from ",
    "written ",
    "reported ",
    "story ",
    "text ",
    "analysis ",
    "opinion ",
    "reporting ",
    "editing ",
)
_PARTS = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s*/\s*|\s+[—–-]\s+|;\s*")
_PERSON_WORD = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’\-]*\.?|de|van|von|der|al|bin|la")
_PLACE_BEHIND = re.compile(r"\s+in\s+[A-Z][^,|&]*?(?=,|\||\s+and\s|$)")


@lru_cache(maxsize=1)
def _agencies() -> dict[str, str]:
    """The one name of a news agency by its names, case-folded."""
    names: dict[str, str] = {}
    for row in lines("news/agencies.tsv"):
        short, long, *_ = row.split("\t")
        names[short.casefold()] = names[long.casefold()] = short
    return names


def is_agency(name: str) -> bool:
    """Whether a name is a news agency's that is known."""
    return _AGENCY_TAIL.sub("", " ".join(name.split())).casefold() in _agencies()


def agency_of(name: str) -> str | None:
    """The one name of an agency or outlet: "Yonhap" for "Yonhap News Agency", "AP" for "The Associated Press"."""
    name = " ".join(name.strip(" \t.,;:*_()[]—–-―").split())
    if not name or len(name) > 60 or not re.search(r"[^\W\d_]", name):
        return None
    short = _AGENCY_TAIL.sub("", name)
    return _agencies().get(name.casefold()) or _agencies().get(short.casefold(), short or name)


@lru_cache(maxsize=1)
def _credit_in_front() -> re.Pattern[str]:
    names = "|".join(sorted((re.escape(n) for n in _agencies()), key=len, reverse=True))
    return re.compile(rf"[A-Z][^.!?/]{{1,60}}(?:/[A-Z][^.!?/]{{1,30}})?(?:/| via )(?i:{names})\s+(?=[A-Z])")


_CREDIT_BEHIND = re.compile(r"(?:[.!?][\"”’)]*\s+|\()[A-Z][^!?]{1,60}(?:/|\svia\s)[A-Z][\w ]{1,40}\)?$")
_BEHIND = 100


def is_credited(paragraph: str) -> bool:
    """Whether the credit of a picture stands in front of a paragraph, or behind its last sentence ("Ada Lund/AP")."""
    if "/" not in paragraph and " via " not in paragraph:
        return False
    return _CREDIT_BEHIND.search(paragraph[-_BEHIND:]) is not None or _credit_in_front().match(paragraph) is not None


def may_be_byline(line: str) -> bool:
    """A quick look: whether a line begins like a byline."""
    return line[:14].lstrip("*_( ").lower().startswith(_BEGINS)


def byline_authors(line: str) -> tuple[str, ...] | None:
    """The authors that a byline names (perhaps none), or None if the line is no byline."""
    found = _BYLINE.fullmatch(line.strip("*_() ")) if len(line) <= 160 else None
    return split_authors(found["names"]) if found else None


def split_authors(names: str) -> tuple[str, ...]:
    """Single names out of "A, B and C, Some Outlet": what is behind a comma and no person's is left out."""
    parts = _PARTS.split(_PLACE_BEHIND.sub("", names.split("|")[0]).strip())
    people = [" ".join(p.split()).strip(" .") for p in parts if p and p.strip()]
    return tuple(p for i, p in enumerate(people) if 2 < len(p) < 50 and (i == 0 or _may_be_person(p)))


def _may_be_person(name: str) -> bool:
    """Two words at least, not all of them ordinary ("Staff Writer"), none an acronym beside words that are not."""
    words = name.casefold().split()
    if len(words) < 2 or is_agency(name) or all(is_ordinary(w.strip(".")) for w in words):
        return False
    return name.isupper() or not any(w.isupper() and len(w) > 2 for w in name.split())


def looks_like_names(line: str) -> bool:
    """Whether a line is one or more personal names and nothing else ("Nancy Vole and Peter Q. Marsh")."""
    parts = re.split(r"\s*,\s*|\s+and\s+|\s*&\s*", line)
    if len(line) > 80 or line.isupper() or not all(2 <= len(p.split()) <= 4 for p in parts):
        return False
    if any(all(is_ordinary(w.strip(".").casefold()) for w in p.split()) for p in parts):
        return False
    return all(_PERSON_WORD.fullmatch(w) for p in parts for w in p.split())
