"""Lines that carry what is known of an article: `Title: …`, a date and little else, what is glued to a headline."""

from __future__ import annotations

import re

LABELLED = re.compile(
    r"(?P<label>title|headline|authors?|byline|by|source|outlet|agency|publisher|url|link|date|published(?: on| at)?|"
    r"publish(?:ed)?[_ ]date|posted(?: on)?|updated(?: on)?|last (?:updated|modified)|modified"
    r"|update)\s*[:=]\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
"""The fields of front matter, as files and pages name them."""
SOURCE_LINE = re.compile(
    r"[\s*_(\[]*(?:source|agency|provided by|distributed by)\s*:\s*(?P<name>[A-Z][^.:]{1,60})[)\]*_]*\.?$",
    re.IGNORECASE,
)
GLUED = re.compile(
    r"(?:#{1,6}\s+"
    r"|(?:(?P<label>date|published|posted|updated)\s*:?\s*)?(?P<date>(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})(?:T[\d:.Z+-]+|\s+\d\d:\d\d(?::\d\d)?)?\s*[|:–—-]?\s+"
    r"|(?-i:\((?:\d+(?:st|nd|rd|th)\s)?[A-Z][A-Z0-9 ]*\))\s*"
    r"|(?:Title|Headline)\s*:\s*)",
    re.IGNORECASE,
)
"""In front of a headline: a heading's mark, a date, a wire's tag in capitals, a field's name."""
HAS_YEAR = re.compile(r"(?:19|20)\d\d")
COPYRIGHT_YEAR = re.compile(r"(?:©|\(c\)|copyright)\D{0,12}((?:19|20)\d\d)(?!\d|\s?[-–])", re.IGNORECASE)
UPDATED = re.compile(r"\W*(?:last\s+)?(?:updated|modified)\b", re.IGNORECASE)
DATE_LABEL = re.compile(r"\b(?:published|posted|updated|modified|filed|issued|date[d]?:)", re.IGNORECASE)
MASTHEAD = re.compile(r"(?:(?:The|of|and|&)\s+)*[A-Z][\w.'’&-]*(?:\s+(?:[A-Z][\w.'’&-]*|of|and|&|the)){0,4}")
_MASTHEAD_IN_STAMP = re.compile(r"(?:(?:the|of|and|&|for|in)\s+|[A-Z][\w.'’&-]*\s*){1,5}")
_STAMP_WORDS = frozenset(
    """
    first last originally date dated published publish posted updated update modified created on at by h hrs z t
    read min local time am pm a.m p.m noon midnight mon tue tues wed wednes thu thur thurs fri sat satur sun
    monday tuesday wednesday thursday friday saturday sunday jan feb mar apr may jun jul aug sep sept oct nov
    dec january february march april june july august september october november december
    """.split()
)
_ZONE = re.compile(r"[A-Z]{2,4}")
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*")


def stamp_rest(text: str) -> str | None:
    """What a line holds beside its date: "" for nothing but words of a stamp, an outlet's name, or None for more."""
    rest = [m for m in _WORD.finditer(text) if m[0].casefold() not in _STAMP_WORDS]
    if all(_ZONE.fullmatch(m[0]) for m in rest):
        return ""
    name = " ".join(text[rest[0].start() : rest[-1].end()].split())
    said = [w for w in _WORD.findall(name) if w.casefold() in _STAMP_WORDS]
    return name if not said and 2 < len(name) < 40 and _MASTHEAD_IN_STAMP.fullmatch(name) else None


def plain_headline(line: str) -> str:
    """A headline without Markdown marks around it."""
    return re.sub(r"^#{1,6}\s+|\s+#+$|[*_]{2}", "", line).strip()


def title_words(text: str) -> list[str]:
    """The words of a title, case-folded, for comparing."""
    return re.findall(r"[^\W_]+", text.casefold())
