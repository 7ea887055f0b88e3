"""What a paragraph is by its shape: a label, a heading, a link, an address, a note at the edge, or prose.

No list of phrases: a paragraph of news is made of sentences, and sentences end. What stands in the same words in many
articles of an outlet is recognised by repetition (brief.articles.repeats), not here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from brief.articles.credits import is_credited
from brief.text.quotations import opens_with_mark
from brief.text.wrapping import BULLET

_ENDS = ".!?…。！？؟।"
_CLOSERS = "\"'”’»›)]*_~"
_INNER_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘(\[]*[^\W\d_])")
_MARKS = re.compile(r"[\W_]+")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+\S")
_MARKDOWN_LINK = re.compile(r"!?\[[^\]]*\]\([^)\s]*\)")
_WRITTEN = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|(?:https?://|www\.)\S+|\b\w[\w-]+\.[a-z]{2,}/\w\S*")
"""Where to write or to look."""
_ADDRESS = re.compile(rf"{_WRITTEN.pattern}|(?<!\w)@\w{{2,}}")
_NUMBER = re.compile(
    r"[0-9+(](?:(?<![\w$-].)(?:[0-9]{2}[-.]|[0-9]{3}\)[-. ]{1,2})[0-9]{3}[-. ][0-9]{4}(?!\d)"
    r"|(?<=\+)(?![0-9]{1,3}(?: [0-9]{3})+(?![ -]?[0-9]))[0-9][0-9 -]{8,})"
)
"""Telephone numbers of North America, and those with a country's code. Figures in groups with nothing but spaces
between them may be a quantity ("555 123 4567", "+10 000 000 000"). `\\d` would take three times as long."""
_GLUED = re.compile(r"[^\W\d_][^:.!?\"“”\n]{1,48}[^\W\d_](?:[?!]|\b):(?=[^\s/:])")
_INTRODUCED = re.compile(
    r"(?!(?:The|An?|But|And|This|That)\s)[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]*){0,2}\s(?P<name>[A-Z][\w'’-]+),?"
    r"\s(?:[A-Z]{2,},?\s)?(?:is|has been|covers|reports|writes)\s"
)
_RIGHTS = re.compile(r"©|\([Cc]\)\s?(?:19|20)\d\d|^\W*copyright\b.{0,12}(?:19|20)\d\d", re.IGNORECASE)

_ENOUGH = 3
_CUT = 40
_FRONT = 60
_WHOLE_PROSE = 200
"""So many characters in whole sentences are prose, even where a piece without an end hangs behind them."""
_LONGEST_NOTE = 400


def ends_its_lines(paragraphs: Sequence[str]) -> bool:
    """Whether the prose of a text ends like sentences, so that a paragraph without an end is none.

    Not so in verse, in some scripts, in one bare line, and where lines were broken anywhere.
    """
    prose = [p for p in paragraphs if not BULLET.match(p)]
    ended = sum(1 for p in prose if not is_unended(p))
    broken = sum(1 for p, below in pairwise(paragraphs) if below[0].islower() and len(p) > _CUT and is_unended(p))
    return ended >= min(_ENOUGH, 0.4 * len(prose)) and broken <= 0.1 * len(paragraphs)


def is_unended(paragraph: str) -> bool:
    """Whether nothing ends a paragraph: no sentence's end (an ellipsis is none), no colon that opens what follows."""
    if paragraph.endswith("."):  # nearly every paragraph of prose
        return paragraph.endswith("...")
    return not paragraph.endswith((":", "：")) and (not ends(paragraph) or paragraph.endswith(("...", "…")))


def ends(paragraph: str) -> bool:
    """Whether a paragraph ends like a sentence, whatever marks close behind it."""
    bare = paragraph.rstrip(_CLOSERS)
    return bool(bare) and bare[-1] in _ENDS


def prose_end(paragraph: str) -> int:
    """Where the last whole sentence of a paragraph without an end ends, if what is before makes up prose; else 0."""
    ends = [m.end() for m in _INNER_END.finditer(paragraph)]
    return ends[-1] if ends and ends[-1] >= _WHOLE_PROSE else 0


def is_lead(paragraph: str) -> bool:
    """Whether a paragraph opens a list ("The complaint covers three materials:")."""
    return paragraph.endswith((":", "："))


def why_no_sentence(paragraph: str) -> str | None:
    """Why a paragraph is no part of the story whatever stands around it, in words; None if it may be."""
    if not paragraph[0].isalnum() and _MARKS.fullmatch(paragraph):
        return "only marks"
    if _is_link(paragraph):
        return "a link"
    if paragraph[0] == "#" and _MARKDOWN_HEADING.match(paragraph):
        return "a heading"
    if len(paragraph) < _LONGEST_NOTE and _may_claim_rights(paragraph) and _RIGHTS.search(paragraph):
        return "a copyright line"
    if is_credited(paragraph):
        return "a caption with its credit"
    if ":" in paragraph[:_FRONT] and _GLUED.match(paragraph):
        return "a label glued to a link"
    return None


def _may_claim_rights(text: str) -> bool:
    """A quick look."""
    return "©" in text or "(c)" in text or "(C)" in text or "opyright" in text or "OPYRIGHT" in text


def _is_link(paragraph: str) -> bool:
    bare = _MARKDOWN_LINK.sub("", paragraph) if "](" in paragraph else paragraph
    if _has_address(bare):
        bare = _ADDRESS.sub("", bare)
    return bare is not paragraph and not bare.strip(" <>()|·•*_-")


def _has_address(text: str) -> bool:
    """A quick look: whether it is worth to look for an address."""
    return "@" in text or "/" in text or "www." in text


def gives_contact(text: str) -> bool:
    """Whether a text gives a mail address, the address of a page, or a telephone number."""
    return (_has_address(text) and _WRITTEN.search(text) is not None) or _NUMBER.search(text) is not None


def why_a_heading(paragraph: str) -> str | None:
    """Why a paragraph of a text whose prose ends like sentences is a heading or label over what follows it."""
    if is_unended(paragraph):
        return "nothing ends it: a heading, a label, a link or a caption"
    return None


def why_a_note(paragraph: str, raw: str, authors: Iterable[str] = ()) -> str | None:
    """Why a paragraph near the end of the text `raw` is a note about it and no part of it.

    Who is said to be or do something at the end of an article and was not named before is its author.
    """
    if len(paragraph) > _LONGEST_NOTE or opens_with_mark(paragraph):
        return None
    if _has_address(paragraph) and _ADDRESS.search(paragraph):
        return "an address to write to"
    if any(paragraph.casefold().startswith(name.casefold()) for name in authors):
        return "about the author"
    named = _INTRODUCED.match(paragraph)
    if named and raw.find(named["name"]) >= raw.find(paragraph[:_CUT]):
        return "about the author"
    return None
