"""What a text to be checked claims: its sentences without marks, headings, and the list of sources at its end.

A page that `brief` wrote itself is known by its marks and its heading `Sources`: there only what carries a mark
is a claim, and the sentences it quotes as its sources are read back, so that they can be looked for again.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from brief.models import Sentence
from brief.text.sentences import split_sentences
from brief.text.wrapping import physical_lines, wrapped_breaks

_MARK = r"(?:\[\d+\]|\[\^\d+\]|\[\d+(?:\s*[,–-]\s*\d+)+\])"
_MARKS = re.compile(rf"(?<!\s)\s*{_MARK}")
_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_SOURCES = re.compile(r"^[ \t]*(?:#+[ \t]*|\*\*)?sources[ \t]*(?:\*\*)?:?[ \t]*$", re.IGNORECASE | re.MULTILINE)
_NO_CLAIM = re.compile(r"\s*(?:#{1,6}\s|\||[-=*_]{3,}\s*$|!\[|<!--|```)")
_BULLET = re.compile(r"\s*(?:[-*+•>]|\d{1,3}[.)])\s+")
_LEAD = re.compile(
    r"\*\*[^*]{1,60}\*\*:?\s+(?=\S)"
    r"|\d{4}(?:-\d\d){0,2}(?: to \d{4}-\d\d-\d\d)?(?: \(\"[^\"\n]{1,60}\"\))?:\s+(?=\S)"
)
_AFTER_MARKS = re.compile(rf"({_MARK})\s*\([^()]*(?:\([^()]*\)[^()]*)*\)\s*$")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~$<>=&])")


def written_here(text: str) -> bool:
    """Whether a text looks like a page of ours: marks, and a list of sources under them."""
    sources = _SOURCES.search(text)
    return sources is not None and _MARKS.search(text, 0, sources.start()) is not None


def without_marks(text: str) -> str:
    """The words of a sentence without citation marks (`[1]`, `[2, 3]`), emphasis and Markdown's escapes."""
    text = _EMPHASIS.sub("", _MARKS.sub("", text.replace("\\[", "⟦").replace("\\]", "⟧")))
    text = _ESCAPED.sub(r"\1", text.replace("⟦", "[").replace("⟧", "]"))
    return (html.unescape(text) if "&" in text else text).strip()


def claims_of(text: str) -> list[Sentence]:
    """The sentences of a text that claim something: no headings, rules, tables, nor the sources at its end."""
    ours = written_here(text)
    sources = _SOURCES.search(text)
    out: list[Sentence] = []
    body = text[: sources.start()] if sources else text
    title = None if ours else _title(body)
    for start, line in _lines(body) if ours else _paragraphs(body):
        if _NO_CLAIM.match(line) or (ours and not _MARKS.search(line)) or start == title:
            continue
        bullet = _BULLET.match(line)
        at = bullet.end() if bullet else 0
        lead = _LEAD.match(line, at) if ours else None
        shown = line[: _end(line)] if ours else line
        out.extend(_sentences_of_line(shown, lead.end() if lead else at, start))
    return out


_TITLE = re.compile(r"\s*(?P<title>[^\r\n]{1,150})(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)\s*\S")
_ENDED = re.compile(rf"[.!?:;,…][\"'”’)*_]*\s*(?:{_MARK}\s*)*$")


def _title(text: str) -> int | None:
    """Where the first line starts if it is a title: it stands alone above a blank line and does not end as a
    sentence does. Only the first: further down a sentence that lacks its full stop must not go unchecked."""
    found = _TITLE.match(text)
    return found.start("title") if found and not _ENDED.search(found["title"].rstrip()) else None


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for line in _LINE.finditer(text):
        yield line.start(), line[0]


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text, each with its place; of a text wrapped at a fixed width, those that belong together."""
    spans, after_blank = physical_lines(text)
    apart = [bool(_NO_CLAIM.match(text, start, end)) for start, end in spans]
    goes_on = [*wrapped_breaks(text, spans, after_blank), False]
    begun = 0
    for here, (_, end) in enumerate(spans):
        if goes_on[here + 1] and not apart[here] and not apart[here + 1]:
            continue
        yield spans[begun][0], text[spans[begun][0] : end]
        begun = here + 1


def _end(line: str) -> int:
    """Where a line of ours ends before what is said about it in brackets after its marks."""
    said = _AFTER_MARKS.search(line)
    return said.end(1) if said else len(line)


def _sentences_of_line(line: str, at: int, offset: int) -> Iterator[Sentence]:
    """The sentences of one line; a mark that stands after a full stop stays with its sentence."""
    pending: tuple[int, int] | None = None
    for s in split_sentences(line[at:]):
        start, end = at + s.start, at + s.end
        marks = re.compile(rf"(?:{_MARK}\s*)+").match(line, start)
        if pending and marks:
            yield _cut(line, pending[0], marks.start() + len(marks[0].rstrip()), offset)
            start = marks.end()
            pending = (start, end) if start < end else None
            continue
        if pending:
            yield _cut(line, *pending, offset)
        pending = (start, end)
    if pending and without_marks(line[pending[0] : pending[1]]):
        yield _cut(line, *pending, offset)


def _cut(line: str, start: int, end: int, offset: int) -> Sentence:
    return Sentence("", offset + start, offset + end, line[start:end])


def source_sentences(source: str, language: str = "en") -> list[Sentence]:
    """All sentences of a source, line by line: no sentence goes over a line's end."""
    out: list[Sentence] = []
    for line in _LINE.finditer(source):
        out.extend(_cut(line[0], s.start, s.end, line.start()) for s in split_sentences(line[0], language))
    return out


# ------------------------------------------------------------------------------- its own citations


@dataclass(frozen=True, slots=True)
class OldCitation:
    """A source sentence that a page of ours quotes, with its number and what the page says of its place."""

    n: int
    text: str
    line: int | None = None
    place: str | None = None
    """The path or address of its article."""
    ref: str | None = None
    """Its name, where the page gives it (`brief show REF`)."""


_QUOTED = re.compile(r"^[ \t]*(?:-[ \t]+)?\[(\d+)\][ \t]+\"(.*)\"[ \t]*$", re.MULTILINE)
_SHOW = re.compile(r"\bbrief show ([0-9a-f]{16}@\d+-\d+)[ \t]*$", re.MULTILINE)
_SHOWN_BY = re.compile(r"(?:,|(?<![ \t]))[ \t]*\bbrief show \S+[ \t]*$", re.MULTILINE)
_ADDRESS = re.compile(r"(?:<|^[ \t]*)(https?://[^\s<>]+)>?", re.MULTILINE)
_PLACE = re.compile(r"^[ \t]*(?P<path>\S[^\n]*?):(?P<line>\d+)[ \t]*$", re.MULTILINE)


def old_citations(text: str) -> list[OldCitation]:
    """The numbered sentences under the heading `Sources` of a page of ours."""
    heading = _SOURCES.search(text)
    if heading is None or not written_here(text):
        return []
    found = list(_QUOTED.finditer(text, heading.end()))
    ends = [m.start() for m in found[1:]] + [len(text)]
    return [_citation(m, text[m.end() : end]) for m, end in zip(found, ends, strict=True)]


def _citation(quoted: re.Match[str], facts: str) -> OldCitation:
    """A citation from its sentence and the lines under it."""
    show = _SHOW.search(facts)
    where = _ESCAPED.sub(r"\1", _SHOWN_BY.sub("", facts))
    address = _ADDRESS.search(where)
    # The last one: a headline may end in a score of 3:2.
    place = None if address else next(reversed(list(_PLACE.finditer(where))), None)
    path = place["path"].rpartition(", ")[2] if place else None
    return OldCitation(
        int(quoted[1]),
        without_marks(quoted[2]),
        int(place["line"]) if place else None,
        address[1] if address else html.unescape(path) if path else None,
        show[1] if show else None,
    )
