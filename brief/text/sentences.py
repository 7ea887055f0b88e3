"""Sentences with exact offsets: nupunkt (Punkt, Kiss & Strunk 2006) under a thin layer for what news adds, and for
other languages than English sentencex (Wikimedia), which knows the abbreviations and the marks of each.

A sentence never goes over a paragraph's end; it may go over a line's end where the text was wrapped at a fixed
width. Nothing but white space lies outside the sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category

from brief.models import Sentence
from brief.text.date_forms import MONTHS
from brief.text.lemmas import is_ordinary
from brief.text.names import ABBREVIATED_TITLES
from brief.text.tokens import is_stop_word
from brief.text.wrapping import physical_lines, wrapped_breaks

MAX_SENTENCE = 2000
"""A stretch of more characters without an end is cut at white space; of one that has none, which is no language but
encoded data, only so much is a sentence."""

_OURS = ("en", "und")
_WITHOUT_MARKS = ("th", "lo")
"""No mark ends a sentence there; a space ends a clause or a sentence."""
_BEFORE_CLAUSE = re.compile("(?<=[^\\d\\s])\\s+(?=[\u0e00-\u0eff])")
_CLAUSES = 60
"""Characters from which clauses between spaces are a sentence there."""
_PIECE = 20_000
_CANDIDATE = re.compile(r"[.!?…•⁃▪►。！？](?:(?<=[•⁃▪►。！？])|[\"'”’)\]»]*(?:\s|[A-Z]))")
_BREAKS_TO_SPACES = str.maketrans(dict.fromkeys("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", " "))


def split_sentences(text: str, language: str = "en") -> list[Sentence]:
    """The sentences of `text`, in order, with `version` empty; `text[s.start:s.end] == s.text` for each.

    No line typing: headlines, bylines and bullets are sentences too. Every character that is not white space is
    in exactly one sentence, but for what goes on without white space or an end after MAX_SENTENCE characters.

    Args:
        text: Any text; offsets are characters of it.
        language: A two-letter code (ISO 639-1), as brief.text.language guesses it.
    """
    spans, after_blank = physical_lines(text)
    joined = wrapped_breaks(text, spans, after_blank)
    found: list[Sentence] = []
    for start, end in _regions(spans, joined):
        found.extend(Sentence("", a, b, text[a:b]) for a, b in sentence_spans(text, start, end, language))
    return found


def _regions(spans: list[tuple[int, int]], joined: list[bool]) -> Iterator[tuple[int, int]]:
    """Paragraphs: runs of physical lines that wrapping alone cut."""
    at = 0
    while at < len(spans):
        last = at
        while last + 1 < len(spans) and joined[last + 1]:
            last += 1
        yield spans[at][0], spans[last][1]
        at = last + 1


def sentence_spans(text: str, start: int, end: int, language: str = "en") -> list[tuple[int, int]]:
    """The spans of the sentences of one paragraph, `text[start:end]`, without white space around."""
    spans: list[tuple[int, int]] = []
    unbroken = False  # what stands before goes on without white space, longer than a sentence may be
    for first, last in _pieces(text, start, end):
        paragraph = text[first:last]
        if language in _WITHOUT_MARKS:
            cuts = _by_spaces(paragraph)
        elif language not in _OURS:
            cuts = _by_sentencex(paragraph, language)
        else:
            cuts = _cuts(paragraph) if _CANDIDATE.search(paragraph) or ": " in paragraph else []
        at = 0
        for cut in [*cuts, len(paragraph)]:
            stretch = paragraph[at:cut]
            ahead = stretch.lstrip()
            start, size = first + cut - len(ahead), len(ahead.rstrip())
            goes_on = unbroken and size == len(stretch) and _is_unbroken(ahead)
            unbroken = goes_on or (size > MAX_SENTENCE and _is_unbroken(ahead))
            if unbroken:
                spans.extend([] if goes_on else [(start, start + MAX_SENTENCE)])
            elif size > MAX_SENTENCE:
                spans.extend(_bounded(text, start, start + size))
            elif size:
                spans.append((start, start + size))
            at = cut
    return spans


def _is_unbroken(stretch: str) -> bool:
    """Whether it has no white space, and is not of a script that does without (whose letters have no case: Lo)."""
    return len(stretch.split(None, 1)) == 1 and not any(category(c) == "Lo" for c in stretch[:MAX_SENTENCE])


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph in pieces that can be split in bounded time."""
    while end - start > _PIECE:
        cut = _space_before(text, start + _PIECE // 2, start + _PIECE)
        yield start, cut
        start = cut
    yield start, end


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """One sentence, or its parts where it is longer than MAX_SENTENCE."""
    while end - start > MAX_SENTENCE:
        cut = _space_before(text, start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
        stop = start + len(text[start:cut].rstrip())
        yield start, stop
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
    yield start, end


def _space_before(text: str, low: int, high: int) -> int:
    """Where to cut between `low` and `high`: after a sentence's end if there is one, else at white space."""
    for marks in (". ", "; ", " ", "\n"):
        at = text.rfind(marks, low, high)
        if at >= 0:
            return at + len(marks)
    return high


# ---------------------------------------------------------------------------------------- the layer

_NO_WORD = ABBREVIATED_TITLES | {"v", "vs", "no"}
"""Abbreviations that a name or a number follows."""
_CLOSERS = "\"'”’)»]"
_LIST_MARK = re.compile(r"\s*(?:[•⁃▪►*–-]\s*)?(?:\(?\d{1,3}[.)]{1,2}|[a-zA-Z][.)])\s*")
# _ITEM, _CREDIT and _STOP begin with a character and look behind it only then: they are searched several times as fast.
_ITEM = re.compile(r"[•⁃▪►](?<=\s.)(?=\s*\S)")
_CREDIT = re.compile(r"\s(?:(?:File )?(?:Image|Photo|Picture)s?(?: [Cc]redit)?|Credit):(?= [A-Z])")
"""A picture's credit between two sentences, as where a caption's line was lost."""
_GLUED = re.compile(r"[.!?][\"”’)]?(?<=[a-z]{3}.|[a-z]{2}.[\"”’)])(?=[A-Z][a-z]+[\s,’'])")
"""Two sentences without a space between them, as where a link ended."""
_STOP = re.compile(r"\.(?<=[^\W\d_].)[\"'”’)\]»]*\s+(?=[\"'“‘(\[]*[A-Z])")
_MAY_STOP = re.compile(r"([.!?…。！？])[\"'”’)\]»]*\s+([\"'“‘(\[]*[A-Z])?")
_PLAIN_WORD = re.compile(r"(?<![\w.'’-])[^\W\d_]*[a-z]{3}$")
_LAST_WORD = re.compile(r"(?<![\w.'’-])(?:(?:[^\W\d_]\.)+|[^\W\d_]+\.)$")
_FIRST_WORD = re.compile(r"[\"'“‘(\[]*([^\W\d_]+(?:['’][^\W\d_]+)?)(\.?)")


def _cuts(paragraph: str) -> list[int]:
    """The offsets at which the sentences of a paragraph end, but for its own end."""
    from nupunkt import sent_spans

    flat = paragraph if paragraph.splitlines() == [paragraph] else paragraph.translate(_BREAKS_TO_SPACES)
    cuts = _plain_cuts(flat)
    if cuts is None:
        cuts = {end for _, end in sent_spans(flat) if end < len(flat) and not _runs_on(flat, end)}
        stops = (m for m in _STOP.finditer(flat) if m.end() not in cuts)
        cuts |= {m.end() for m in stops if _ends(flat, m.start() + 1, m.end())}
    if ": " in flat:
        cuts.update(m.start() + 1 for m in _CREDIT.finditer(flat))
    cuts.update(m.end() for m in _GLUED.finditer(flat))
    if not flat.isascii():
        cuts.update(m.start() for m in _ITEM.finditer(flat))
    return _join_list_marks(flat, sorted(cuts))


def _plain_cuts(flat: str) -> set[int] | None:
    """The ends of sentences where each stands behind a word that is no abbreviation and before a capital; None where
    one does not, and nupunkt has to decide. It would decide alike, in three times the time."""
    cuts: set[int] = set()
    for stop in _MAY_STOP.finditer(flat):
        word = (
            _PLAIN_WORD.search(flat, max(0, stop.start() - 24), stop.start()) if stop[2] and stop[1] in ".!?" else None
        )
        if word is None or not _is_word(word[0]) or word[0].casefold() in _NO_WORD:
            return None
        cuts.add(stop.start(2))
    return cuts


def _by_sentencex(paragraph: str, language: str) -> list[int]:
    from sentencex import get_sentence_boundaries

    flat = paragraph.translate(_BREAKS_TO_SPACES)
    return [found["end_index"] for found in get_sentence_boundaries(language, flat) if found["end_index"] < len(flat)]


def _by_spaces(paragraph: str) -> list[int]:
    cuts = [0]
    for found in _BEFORE_CLAUSE.finditer(paragraph):
        if found.end() - cuts[-1] >= _CLAUSES:
            cuts.append(found.end())
    return cuts[1:]


def _runs_on(flat: str, cut: int) -> bool:
    """Whether what nupunkt took for a sentence's end is none: before a mark that goes on, behind a question that is
    quoted ("Why?" she asked), behind an abbreviation that it does not know (Reps., S. Korea, U.S. Senate)."""
    before, after = flat[max(0, cut - 24) : cut].rstrip(), flat[cut : cut + 24].lstrip()
    if not after or after[0] in ",;:" + _CLOSERS[2:]:
        return bool(after)
    if before.rstrip(_CLOSERS).endswith(("!", "?")):
        return after.lstrip("\"'“‘([")[:1].islower()
    word = _LAST_WORD.search(before)
    short = word is not None and (word[0][:-1].casefold() in _NO_WORD or word[0].count(".") > 1 or len(word[0]) == 2)
    return short and after[0].isalnum() and not _opens(after)


def _ends(flat: str, stop: int, cut: int) -> bool:
    """Whether a full stop that nupunkt took for an abbreviation's ends a sentence, a capital standing behind it.

    nupunkt knows the abbreviations of law too ("month.", "reports.", "York."), which in news are words.
    """
    word = _LAST_WORD.search(flat, max(0, stop - 24), stop)
    if word is None or word[0][:-1].casefold() in _NO_WORD:
        return False
    return _is_word(word[0][:-1]) or _opens(flat[cut : cut + 24])


def _is_word(text: str) -> bool:
    """Whether a text before a full stop is a word and no abbreviation."""
    return text.isalpha() and (len(text) > 4 or (len(text) > 2 and is_ordinary(text.casefold())))


def _opens(after: str) -> bool:
    """Whether a text begins with a stop word ("The", "But"), not with a name ("A. Smith")."""
    word = _FIRST_WORD.match(after)
    first = word[1].casefold().replace("’", "'") if word and not word[2] else ""
    return is_stop_word(first) and first not in MONTHS


def _join_list_marks(flat: str, cuts: list[int]) -> list[int]:
    """Keep "1." with the item that it counts."""
    kept: list[int] = []
    for cut in cuts:
        if not _LIST_MARK.fullmatch(flat, kept[-1] if kept else 0, cut):
            kept.append(cut)
    return kept
