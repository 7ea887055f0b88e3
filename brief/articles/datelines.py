"""Datelines: the place, the day and the agency in front of a story's first sentence, however a house writes them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from brief.articles.credits import agency_of
from brief.data import lines
from brief.text.countries import CAPITAL_OF, COUNTRY_OF
from brief.text.date_forms import MONTH


@cache
def _named(kind: str) -> frozenset[str]:
    """The names of brief/data/datelines.tsv of one kind, case-folded."""
    rows = (row.split("\t") for row in lines("datelines.tsv") if not row.startswith("#"))
    return frozenset(name.casefold() for name, sort in rows if sort == kind)


_LABELS = frozenset(
    """update updates updated breaking watch note notes editor's correction corrections clarification opinion analysis
    exclusive live video photos gallery listen related question answer verdict pros cons bottom line background
    context summary highlights quote fact claim""".split()
)
"""What stands in capitals in front of a dash and is no place."""


class Dateline(NamedTuple):
    """What a dateline says; `day` is 0 where it has none."""

    place: str | None
    month: str | None
    day: int
    year: int | None
    agency: str | None


_DASH = r"(?:--+|[—–―]|_(?=\s)|-(?=\s))"
_CAPS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’]*(?:[ \-/][A-ZÀ-ÖØ-Þ.'’]+|[ -](?:de|del|la|al|el|upon|on)(?=[ -]))*"
_REGION = r"(?:,\s+(?:[A-Z][\w.'’]+(?:[ \-][A-Z][\w.'’]+){0,2}|[A-Z]\.[A-Z]\.?))"
_DATE = (
    rf"(?:,?\s+(?:(?:Mon|Tues?|Wednes|Thurs?|Fri|Satur|Sun)(?:day)?\.?,?\s+)?"
    rf"(?:(?P<month>{MONTH})\.?\s+(?P<day>\d{{1,2}})|(?P<day2>\d{{1,2}})\s+(?P<month2>{MONTH})\.?)(?:,?\s+(?P<year>20\d\d|19\d\d))?)"
)
_AGENCY = r"(?:\s*(?:\((?P<agency>[A-Z][^()]{0,50})\)|/(?P<slashed>[A-Z][^/()]{1,40})/))"
_DATELINE = re.compile(
    rf"[*_]{{0,2}}(?:(?P<tag>\(?(?:LEAD|URGENT|UPDATE\s?\d?|\d+(?:st|nd|rd|th) LD)\)?:?\s+))?"
    rf"(?:(?P<place>{_CAPS}{_REGION}{{0,2}}){_DATE}?{_AGENCY}?"
    rf"|(?P<lone>{_AGENCY.replace('agency', 'agency2').replace('slashed', 'slashed2')}))"
    rf"[*_]{{0,2}}\s*(?P<dash>{_DASH}|:(?=\s))\s*"
)
_MIXED = re.compile(rf"(?P<place>[A-Z][\w.'’\- ]{{2,40}}{_REGION}?){_DATE}?{_AGENCY}\s*{_DASH}\s*")
_OUTLET_DASH = re.compile(
    rf"(?P<place>[A-Z][\w.'’, \-]{{2,40}}? )?(?P<agency>CNN|BBC|NPR|AP|AFP|UPI)(?: [A-Z][a-z]+)?\s*{_DASH}\s*"
)
_BARE_AGENCY = re.compile(
    rf"(?P<place>[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+){{0,2}}{_REGION}? )?"
    r"\((?P<agency>(?:CNN|AP|Reuters|AFP|UPI|Bloomberg|Yonhap|Xinhua|Kyodo|TASS|BBC|NPR|PTI|ANI"
    r"|dpa)(?: [A-Z][a-z]+)?)\)\s*(?=[A-Z“\"'‘])"
)


_LONGEST = 120
_MARK = re.compile(r"[—–―_:)/]|-[-\s]")
"""What every dateline has one of."""


def dateline_end(line: str, *, first: bool, early: bool = False) -> int:
    """Where the dateline in front of `line` ends (white space after it included), or 0 if there is none.

    On a story's `first` line a place and a dash will do. Below it a dateline must name a date, an agency or a place
    that is known, with a whole sentence behind it; `early`, before any other dateline and not far down (a summary or
    the caption of a picture often comes first), any place will do.
    """
    if not line or not (line[0].isupper() or line[0] in "(*_") or not _MARK.search(line, 0, _LONGEST):
        return 0
    found = _match_dateline(line, first=first, early=early)
    if found is None or found.end() > _LONGEST:
        return 0
    if found.end() < len(line) and line[found.end()].islower() and found.re is not _DATELINE:
        return 0
    return found.end()


def _match_dateline(line: str, *, first: bool, early: bool) -> re.Match[str] | None:
    found = _DATELINE.match(line)
    if found:
        named = found["agency"] or found["slashed"] or found["agency2"] or found["slashed2"]
        if named or found["month"] or found["month2"]:
            return found if found["dash"] != ":" or named else None
        place, _, region = (found["place"] or "").partition(",")
        if found["dash"] == ":":
            return found if first and place.casefold() in CAPITAL_OF else None
        rest = line[found.end() :]
        if first and _may_be_place(place) and not rest[:1].islower():
            return found
        if _is_told(rest) and (_is_known(place, region) or (early and len(rest) >= 40 and _may_be_place(place))):
            return found
    found = _MIXED.match(line)
    if found and (first or found["month"] or found["month2"]):
        return found
    outlet = _OUTLET_DASH.match(line)
    if outlet and (first or outlet.end() == len(line)):
        return outlet
    return _BARE_AGENCY.match(line) if first else None


def _may_be_place(name: str) -> bool:
    if name.casefold() in _LABELS:
        return False
    known = name.casefold() in CAPITAL_OF or name.casefold() in COUNTRY_OF
    return known or len(name) >= 5 or " " in name.strip()


def _is_known(place: str, region: str) -> bool:
    """Whether a place stands in datelines by itself, or with a state or country that is known."""
    behind = {part.strip().casefold() for part in region.split(",")} - {""}
    if behind:
        return any(part in _named("region") or part in COUNTRY_OF for part in behind)
    name = place.strip().casefold()
    return name in _named("city") or name in CAPITAL_OF or (name in COUNTRY_OF and len(name) >= 4)


def _is_told(rest: str) -> bool:
    """Whether what is behind the dash is a sentence, and not a note, a name or the rest of one."""
    return not rest[:1].islower() and re.search(r"[.!?][”\"’')\]]*(?:\s|$)", rest) is not None


def dateline_parts(head: str) -> Dateline:
    """What the dateline `head`, as cut by `dateline_end`, says."""
    for pattern in (_DATELINE, _MIXED, _OUTLET_DASH, _BARE_AGENCY):
        found = pattern.match(head)
        if found:
            break
    else:
        return Dateline(None, None, 0, None, None)
    groups = found.groupdict()
    agency = groups.get("agency") or groups.get("slashed") or groups.get("agency2") or groups.get("slashed2")
    day = groups.get("day") or groups.get("day2")
    place = groups.get("place")
    year = groups.get("year")
    return Dateline(
        place.strip(" ,") if place else None,
        groups.get("month") or groups.get("month2"),
        int(day) if day else 0,
        int(year) if year else None,
        agency_of(agency) if agency else None,
    )
