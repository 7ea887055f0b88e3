"""Datelines: the place, the day and the agency in front of a story's first sentence, however they are written."""

from __future__ import annotations

import re
from typing import NamedTuple

from brief.articles.credits import agency_of, is_agency
from brief.text.countries import CAPITAL_OF, COUNTRY_OF
from brief.text.date_forms import MONTH


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
_BARE_AGENCY = re.compile(
    rf"(?P<place>[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+){{0,2}}{_REGION}? )?"
    rf"(?:\((?P<agency>[A-Z][^()\d]{{1,30}})\)|(?P<bare>[A-Z]{{2,5}})(?=\s*{_DASH}))\s*(?:{_DASH}\s*)?(?=[A-Z“\"'‘]|$)"
)
"""An agency that is known, in brackets or before a dash: "Oslo (CNN) Talks ...", "CNN — Talks ..."."""


_LONGEST = 120
_MARK = re.compile(r"[—–―_:)/]|-[-\s]")
"""What every dateline has one of."""


def dateline_end(line: str, *, first: bool, early: bool = False) -> int:
    """Where the dateline in front of `line` ends (white space after it included), or 0 if there is none.

    On a story's `first` line a place and a dash will do. Below it a dateline must name a date or an agency; `early`,
    before any other dateline and not far down (a summary or the caption of a picture often comes first), a place with
    a whole sentence behind it, or a known agency.
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
        place = (found["place"] or "").partition(",")[0]
        if found["dash"] == ":":
            return found if first and place.casefold() in CAPITAL_OF else None
        rest = line[found.end() :]
        if _may_be_place(place) and not rest[:1].islower() and (first or (early and _is_sentence(rest))):
            return found
    found = _BARE_AGENCY.match(line)
    return found if found and (first or early or found.end() == len(line)) and _names_agency(found) else None


def _names_agency(found: re.Match[str]) -> bool:
    """Whether a name is a known agency's or outlet's, or one of its services ("CNN Business")."""
    name = found["agency"] or found["bare"]
    return is_agency(name) or is_agency(name.split()[0])


def _may_be_place(name: str) -> bool:
    return len(name) >= 5 or " " in name.strip() or name.casefold() in CAPITAL_OF or name.casefold() in COUNTRY_OF


def _is_sentence(rest: str) -> bool:
    """Whether what is behind the dash is a sentence, and not a note, a name or the rest of one."""
    return re.search(r"[.!?][”\"’')\]]*(?:\s|$)", rest) is not None


def dateline_parts(head: str) -> Dateline:
    """What the dateline `head`, as cut by `dateline_end`, says."""
    for pattern in (_DATELINE, _BARE_AGENCY):
        found = pattern.match(head)
        if found:
            break
    else:
        return Dateline(None, None, 0, None, None)
    groups = found.groupdict()
    agency = next((groups[g] for g in ("agency", "slashed", "agency2", "slashed2", "bare") if groups.get(g)), None)
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
