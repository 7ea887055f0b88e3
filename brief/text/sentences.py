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
_CANDIDATE = re.compile(r"[.!?…][\"'”’)\]»]*(?:\s|[A-Z])|[•⁃▪►。！？]|(?:Image|Photo|Picture|redit)s?[^:]{0,12}: ")
_BREAK = re.compile("[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BREAKS_TO_SPACES = str.maketrans(dict.fromkeys("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", " "))


def split_sentences(text: str, language: str = "en") -> list[Sentence]:
    """The sentences of `text`, in order, with `version` empty; `text[s.start:s.end] == s.text` for each.

    `language` is a two-letter code (ISO 639-1), as brief.text.language guesses it.

    No line typing: headlines, bylines and bullets are sentences too. Every character that is not white space is
    in exactly one sentence, but for what goes on without white space or an end after MAX_SENTENCE characters.
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
            cuts = _cuts(paragraph) if _CANDIDATE.search(paragraph) else []
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

_ABBREVIATIONS = frozenset(
    """
jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed weds thu thur thurs fri sat sun mr mrs ms dr prof
gen sen rep gov
lt col maj capt cmdr adm sgt cpl pvt supt det insp brig messrs sens reps govs gens rev hon pres atty asst assoc assn
dept univ inst
corp inc ltd co cos bros dist div blvd ave rd hwy pkwy bldg apt ste mt ft st vs etc approx est govt intl natl min max
misc ext tel fig
vol nos no art sec seq ch pp cf ca ed eds trans jr sr esq ala ariz ark calif colo conn del fla ill ind kan kans mass
mich minn miss
mont neb nebr nev okla ore penn pa tenn tex va vt wash wis wisc wyo ont que sask alta aust lbs lb oz tbsp tsp sq mi
yd hr hrs sc
""".split()
)
_OPENERS = frozenset(
    """
the a this that these those it its it's he he's she she's they we i i'm his her their our my you your but and in on
at for from if when while after before as there then however what who how why since some many most with although
though despite both one another all meanwhile now yet instead because during under
    """.split()
)
"""Words that go on no name: after an abbreviation they open a sentence."""
_TITLES = frozenset(
    "mr mrs ms dr lt gen sen rep gov rev prof col maj capt cmdr adm sgt cpl supt det brig messrs vs v sens reps govs"
    " gens st".split()
)
_NUMBERED = frozenset("no nos art sec fig vol ch pp p jan feb mar apr jun jul aug sep sept oct nov dec".split())
_CLOSERS = "\"'”’)]»"
_LIST_MARK = re.compile(r"\s*(?:[•⁃▪►*–-]\s*)?(?:\(?\d{1,3}[.)]{1,2}|[a-zA-Z][.)])\s*")
_ONWARD = re.compile(r"[\"'“‘(\[]*[a-z]")
_LAST_TOKEN = re.compile(r"(?<![\w.'’-])((?:[^\W\d_]\.)+|[^\W\d_]+\.)$")
_FIRST_WORD = re.compile(r"[\"'“‘(\[]*([^\W\d_]+(?:['’][^\W\d_]+)?)(\.?)")
_CREDIT = re.compile(r"(?<=\s)(?:(?:File )?(?:Image|Photo|Picture)s?(?: [Cc]redit)?|Credit): (?=[A-Z])")
_ITEM = re.compile(r"(?<=\s)[•⁃▪►](?=\s*\S)")
_GLUED = re.compile(r"[.!?][\"”’)]?(?<=[a-z]{3}.|[a-z]{2}.[\"”’)])(?=[A-Z][a-z]+[\s,’'])")
_STOP = re.compile(r"([.!?…。！？])[\"'”’)\]»]*\s+([\"'“‘(\[]*[A-Z])?")
_PLAIN_WORD = re.compile(r"(?<![\w.'’-])[^\W\d_]*[a-z]{3}$")
_POSSIBLE = re.compile(r"(?<=[^\W\d_])\.[\"'”’)\]»]*\s+(?=[\"'“‘(\[]*[A-Z])")


def _cuts(paragraph: str) -> list[int]:
    """The offsets at which the sentences of a paragraph end, but for its own end."""
    flat = paragraph.translate(_BREAKS_TO_SPACES) if _BREAK.search(paragraph) else paragraph
    cuts = _plain_cuts(flat)
    if cuts is None:
        cuts = _by_nupunkt(flat)
    if ": " in flat:
        cuts.update(found.start() for found in _CREDIT.finditer(flat) if found.start())
    if not flat.isascii():
        cuts.update(found.start() for found in _ITEM.finditer(flat) if found.start())
    cuts.update(found.end() for found in _GLUED.finditer(flat))
    return _join_list_marks(flat, sorted(cuts))


def _plain_cuts(flat: str) -> set[int] | None:
    """The ends of sentences where all of them are plain: behind a word that is no abbreviation, before a capital.

    None where one is not, and nupunkt has to decide. (`_ends` would see the plain ones alike; this is faster.)
    """
    cuts: set[int] = set()
    for stop in _STOP.finditer(flat):
        at = stop.start()
        word = _PLAIN_WORD.search(flat, max(0, at - 24), at) if stop[2] and stop[1] in ".!?" else None
        if word is None or word[0].casefold() in _ABBREVIATIONS:
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


def _by_nupunkt(flat: str) -> set[int]:
    from nupunkt import sent_spans

    cuts = {_past_closers(flat, end) for _, end in sent_spans(flat)}
    cuts = {cut for cut in cuts if cut < len(flat) and not _runs_on(flat, cut)}
    for found in _POSSIBLE.finditer(flat):
        if found.end() not in cuts and _ends(flat, found.start() + 1, found.end()):
            cuts.add(found.end())
    return cuts


def _past_closers(flat: str, cut: int) -> int:
    """Where nupunkt cut between a full stop and the quotation mark that closes after it, the end of the mark."""
    while cut < len(flat) and flat[cut] in "”’)]»":
        cut += 1
    return cut


def _runs_on(flat: str, cut: int) -> bool:
    """Whether what nupunkt took for a sentence's end is none."""
    before = flat[max(0, cut - 24) : cut].rstrip()
    after = flat[cut : cut + 24].lstrip()
    if not after:
        return False
    if after[0] in ",;:":
        return True
    if before.rstrip(_CLOSERS).endswith(("!", "?")):
        return _ONWARD.match(after) is not None
    if not before.endswith("."):
        return False
    token = _LAST_TOKEN.search(before)
    if token is None:
        return False
    word = token[1].rstrip(".").casefold()
    if word in _NUMBERED and after[0].isdigit():
        return True
    if word in _TITLES and token[1].count(".") == 1 and (after[0].isupper() or word in ("vs", "v")):
        return not _opens(after)
    if word in ("s", "n", "u.s", "u.n", "u.k", "e.u"):  # S. Korea, the U.S. State Department
        return not _opens(after) and after[0].isalnum()
    return False


def _ends(flat: str, stop: int, cut: int) -> bool:
    """Whether a full stop that nupunkt took for an abbreviation's ends a sentence, a capital standing behind it.

    nupunkt knows the abbreviations of law too ("month.", "reports.", "York."), which in news are words.
    """
    token = _LAST_TOKEN.search(flat, max(0, stop - 24), stop)
    if token is None:
        return False
    word = token[1].rstrip(".").casefold()
    after = flat[cut : cut + 24]
    if "." not in word and word not in _ABBREVIATIONS and len(word) >= (3 if token[1].islower() else 4):
        return True
    if "." not in word and len(word) > 1 and word not in _TITLES and after[0] in '"“':
        return True
    return word not in _TITLES and _opens(after)


def _opens(after: str) -> bool:
    """Whether a text begins with a word that opens a sentence ("The", "But"), not a name ("A. Smith")."""
    word = _FIRST_WORD.match(after)
    return word is not None and not word[2] and word[1].casefold().replace("’", "'") in _OPENERS


def _join_list_marks(flat: str, cuts: list[int]) -> list[int]:
    """Keep "1." with the item that it counts."""
    kept: list[int] = []
    at = 0
    for cut in cuts:
        if _LIST_MARK.fullmatch(flat, at, cut):
            continue
        kept.append(cut)
        at = cut
    return kept
