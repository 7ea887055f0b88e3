"""The furniture of news texts, as patterns over single lines: bylines, credits, stamps, bullets."""

from __future__ import annotations

import re

# ------------------------------------------------------------------------------------------ agencies

_AGENCIES = {
    "associated press": "AP", "the associated press": "AP", "ap": "AP", "thomson reuters": "Reuters",
    "agence france-presse": "AFP", "agence france presse": "AFP", "deutsche presse-agentur": "dpa",
    "press association": "PA", "united press international": "UPI", "press trust of india": "PTI",
    "asian news international": "ANI", "itar-tass": "TASS", "yna": "Yonhap", "xinhua": "Xinhua",
    "ria novosti": "RIA", "canadian press": "The Canadian Press", "the canadian press": "The Canadian Press",
    "kyodo": "Kyodo", "anadolu": "Anadolu", "cnn business": "CNN", "cnn politics": "CNN",
    "usa today sports": "USA TODAY",    "usa today network": "USA TODAY",
}  # fmt: skip
_AGENCY_TAIL = re.compile(r"\s+(?:news\s+agency|news\s+service|news\s?wire|press\s+agency|wire\s+service)\s*$", re.I)


_SPECIAL = re.compile(
    r"^(?:(?:special|exclusive) (?:to|for)|from the (?:desk|newsroom|pages|staff) of) (?:the )?", re.I
)
_NO_OUTLET = re.compile(
    r"(?:staff|opinion|guest|wire|local|the)?\s*(?:writers?|reporters?|reports?|contributors?|columnist|staff|editors?)",
    re.I,
)


def agency_of(name: str) -> str | None:
    """The one name of an agency or outlet: "Yonhap" for "Yonhap News Agency", "AP" for "The Associated Press"."""
    name = " ".join(_SPECIAL.sub("", name.strip(" \t.,;:*_()[]—–-―")).split())
    if _NO_OUTLET.fullmatch(name):
        return None
    if not name or len(name) > 60 or not re.search(r"[^\W\d_]", name):
        return None
    known = _AGENCIES.get(name.casefold())
    if known:
        return known
    short = _AGENCY_TAIL.sub("", name)
    return _AGENCIES.get(short.casefold(), short or name)


# ------------------------------------------------------------------------------------------- bylines

_NAME_WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w.'’\-]*|de|del|della|van|von|der|den|bin|al|el|la|le|da|dos|di)"
_NAMES = rf"{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,5}}"
_BYLINE = re.compile(
    rf"(?:By|BY|by|Written by|Reported by|Story by|Text by|Analysis by|Opinion by|From)\s+"
    rf"(?P<names>{_NAMES}(?:(?:\s*,\s*|\s+and\s+|\s*&\s*|,\s+and\s+|\s+in\s+|\s*\|\s*|\s*/\s*|\s+[—–-]\s+){_NAMES}){{0,8}})\s*\.?"
)
_ROLE = re.compile(
    r"\b(?:staff|correspondent|reporter|writers?|editor|news|press|reuters|yonhap|times|post|agency|contributor|"
    r"today|network|special|cnn|bbc|bureau|business|politics)\b",
    re.I,
)
OUTLET_LINE = re.compile(
    r"(?:(?:The )?Associated Press|AP|Reuters|AFP|Agence France-Presse|UPI|Bloomberg(?: News)?"
    r"|USA TODAY(?: (?:Sports|Network|NETWORK))?"
    r"|Staff [Ww]riters?|Staff [Rr]eporters?|AP (?:[A-Z]\w+ )*[Ww]riters?|Special (?:to|for) .{2,40}"
    r"|Opinion [Cc]ontributor|[Cc]olumnist"
    r"|From (?:staff|wire|USA TODAY|the (?:desk|newsroom|pages) of).{0,40}|CNN(?: \w+)?)\.?"
)


def byline_authors(line: str) -> tuple[str, ...] | None:
    """The authors that a byline names (perhaps none), or None if the line is no byline."""
    line = line.strip("*_ ")
    if len(line) > 160 or not line.lower().startswith(
        ("by ", "written by", "report", "story by", "text by", "analysis", "opinion by", "from ")
    ):
        return None
    credit = re.fullmatch(r"\(?(?:Additional )?[Rr]eporting (?:and writing )?by (?P<names>.{3,200}?)\)?", line)
    if credit and len(line) < 220:
        return split_authors(re.split(r";|\. |Editing by|Writing by", credit["names"])[0])
    found = _BYLINE.fullmatch(line)
    if not found:
        return None
    return split_authors(found["names"])


def split_authors(names: str) -> tuple[str, ...]:
    """Single names out of "A, B and C, Some Outlet"."""
    names = re.sub(r"\s+in\s+[A-Z][^,|&]*?(?=,|\||\s+and\s|$)", "", names.split("|")[0])
    parts = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s*/\s*|\s+[—–-]\s+|;\s*", names.strip())
    people = [" ".join(p.split()).strip(" .") for p in parts if p and p.strip()]
    return tuple(p for i, p in enumerate(people) if (i == 0 or not _ROLE.search(p)) and 2 < len(p) < 50)


def looks_like_names(line: str) -> bool:
    """Whether a line is one or more personal names and nothing else ("Nancy Vole and Peter Q. Marsh")."""
    parts = re.split(r"\s*,\s*|\s+and\s+|\s*&\s*", line)
    if len(line) > 80 or not all(2 <= len(p.split()) <= 4 for p in parts):
        return False
    return all(
        re.fullmatch(r"(?:[A-ZÀ-ÖØ-Þ][\w'’\-]*\.?|de|van|von|der|al|bin|la)", w) for p in parts for w in p.split()
    ) and (not line.isupper())


# --------------------------------------------------------------------------------- metadata and marks

LABELLED = re.compile(
    r"(?P<label>title|headline|authors?|byline|by|source|outlet|agency|publisher|url|link|date|published(?: on| at)?|"
    r"publish(?:ed)?[_ ]date|posted(?: on)?|updated(?: on)?|last (?:updated|modified)|modified"
    r"|update)\s*[:=]\s*(?P<value>\S.*)",
    re.I,
)
GLUED = re.compile(
    r"(?:#{1,6}\s+"
    r"|(?:(?P<label>date|published|posted|updated)\s*:?\s*)?(?P<date>(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})(?:T[\d:.Z+-]+|\s+\d\d:\d\d(?::\d\d)?)?\s*[|:–—-]?\s+"
    r"|\((?:\d*\s*(?:LEAD|LD|URGENT|EDS|UPDATE[DS]?|News Focus|Yonhap Feature|Yonhap Interview|2nd LD|3rd LD|4th LD"
    r"|CORRECTED)|\d+(?:st|nd|rd|th) LD)\)\s*"
    r"|(?:Title|Headline)\s*:\s*)",
    re.I,
)
_STAMP_WORDS = frozenset(
    """
first last originally date dated published publish posted updated update modified created on at by of edt est et pt
pdt pst ct cdt cst
gmt utc bst kst jst cet cest ist am pm a.m p.m mon tue tues wed wednes thu thur thurs fri sat satur sun monday
tuesday wednesday
thursday friday saturday sunday h hrs z t read min jan feb mar apr may jun jul aug sep sept oct nov dec january
february march april
june july august september october november december local time
""".split()
)
_STAMP_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*")
_MASTHEAD = re.compile(r"(?:(?:the|of|and|&|for|in)\s+|[A-Z][\w.'’&-]*\s*){1,5}")


def stamp_rest(text: str) -> str | None:
    """What a line holds beside its date: "" for nothing but stamp words, an outlet's name, or None for more."""
    words = _STAMP_WORD.findall(text)
    if all(w.casefold() in _STAMP_WORDS for w in words):
        return ""
    name = re.sub(
        r"(?<![^\W\d_])(?:" + ""
        r"|".join(map(re.escape, sorted(_STAMP_WORDS, key=len, reverse=True))) + r")(?![^\W\d_])|[\d:]+",
        " ", text, flags=re.IGNORECASE,
    ).strip(" \t|,.;:·•–—-/()*_")  # fmt: skip
    name = re.sub(r"\s+", " ", name)
    return name if 2 < len(name) < 40 and _MASTHEAD.fullmatch(name) else None


DATELESS_STAMP = re.compile(
    r"(?:(?:published|posted|updated)\s*:?\s*)?\d{1,2}:\d\d\s*(?:[ap]\.?m\.?)?(?:\s*(?:E[DS]?T|P[DS]?T|C[DS]?T|GMT|UTC|KST|JST|BST))?"
    r"|(?:updated|published|posted)\s+\d+\s+(?:minutes?|hours?|days?)\s+ago",
    re.I,
)
HAS_YEAR = re.compile(r"(?:19|20)\d\d")
COPYRIGHT_YEAR = re.compile(r"(?:©|\(c\)|copyright)\D{0,12}((?:19|20)\d\d)(?!\d|\s?[-–])", re.I)
MASTHEAD_LINE = re.compile(r"(?:(?:The|of|and|&)\s+)*[A-Z][\w.'’&-]*(?:\s+(?:[A-Z][\w.'’&-]*|of|and|&|the)){0,4}")
WIRE_TAG_LINE = re.compile(
    r"\((?:ATTN|EDS|LEAD|\d+(?:st|nd|rd|th) LD|URGENT|RECASTS?|UPDATES?|ADDS?|CORRECTS?)\b[^)]*\)", re.I
)
SOURCE_LINE = re.compile(
    r"[\s*_(\[]*(?:Source|SOURCE|Agency|Provided by|Distributed by)\s*:\s*(?P<name>[A-Z][^.:]{1,60})[)\]*_]*\.?$"
)
BOLD_LINE = re.compile(r"(\*\*|__)[^*_]{1,80}(?<![.!?])\1:?")
HEADING = re.compile(r"#{1,6}\s+\S")
BULLET = re.compile(r"(?:[-*+>•·●▪◦‣■□▶►➤»♦–—]|[o▪](?=\s)|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)|[•●▪◦‣■▶►➤♦](?=\S)")
FOOTER = re.compile(
    r"\W*(?:you (?:may|might) (?:also )?(?:like|be interested)|related (?:stories|articles|news|content|coverage"
    r"|topics|reading)|"
    r"read (?:more|next|also)|more (?:from|on|stories|news)\b|most (?:read|popular|viewed)|recommended(?: for you"
    r"| stories)?|trending|"
    r"also read|see also|latest news|tags?:|topics:|editor'?s picks|further reading)\b.{0,40}$",
    re.I,
)


def plain_headline(line: str) -> str:
    """A headline without Markdown marks around it."""
    return re.sub(r"^#{1,6}\s+|\s+#+$|[*_]{2}", "", line).strip()


def title_words(text: str) -> list[str]:
    """The words of a title, case-folded, for comparing."""
    return re.findall(r"[^\W_]+", text.casefold())
