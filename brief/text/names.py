"""Names in a text: runs of capitalised words and acronyms, with one key for all ways to write a name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from brief.text.countries import country
from brief.text.lemmas import is_ordinary
from brief.text.tokens import is_stop_word


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name. `key` is its normal form: case-folded, titles and possessives dropped, countries under their key.

    `initial` says that the name is a single word that opens a sentence, where any word is capitalised: it may
    be no name at all.
    """

    start: int
    end: int
    text: str
    key: str
    initial: bool = False


_UP = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚ]"
_TOKEN = re.compile(
    rf"""
    (?:{_UP}\.){{2,}}                                             # U.S.
  | (?:{_UP}|[Mm]c{_UP}|(?:al|el|bin|ibn|[dDlLO])[-'’]{_UP})       # Seoul, al-Assad, d'Estaing, O'Brien
    (?:[^\W_]|&(?=[^\W_])|['’](?!s\b)(?=[^\W_])|-(?=[^\W_]))*
  | (?:e[A-Z]|i[A-Z])[^\W_]+                                      # iPhone, eBay
    """,
    re.VERBOSE,
)
_ABBREVIATED = frozenset(
    "S N E W Mr Mrs Ms Dr Prof Gen Sen Rep Gov Lt Col Maj Sgt Capt Cmdr Adm Rev Hon St Ft Mt Jr Sr Messrs Pres".split()
)
_PARTICLES = frozenset("of the de del della der den di da dos du la le van von bin ibn al el y for".split())
_TITLES = frozenset(
    """
mr mrs ms dr prof professor gen general sen senator rep representative gov governor lt lieutenant col colonel maj major
sgt sergeant capt captain cmdr commander adm admiral rev reverend hon judge justice king queen prince princess pope
president vice prime minister foreign defense defence finance deputy former chancellor secretary spokesman spokeswoman
spokesperson ambassador chairman chairwoman chief sir lord lady dame sheikh ayatollah imam cardinal archbishop bishop
mayor premier congressman congresswoman attorney coach director envoy
""".split()
)
_CALENDAR = frozenset(
    """
january february march april may june july august september october november december jan feb mar apr jun jul aug sep
sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
yesterday today tonight tomorrow
""".split()
)
_SUFFIX = re.compile(r",?\s+(?:Jr|Sr)\b\.?|\s+(?:II|III|IV)\b")
_SENTENCE_OPENS = re.compile(r"(?:^|[.!?:;…\r\n\x0b\x0c\x85\u2028\u2029]|--|[—–])[\s\"'“”‘’(\[*•-]*$")
_GAP = re.compile(r"\.?[ \t\u00a0]+(?:\r?\n)?|\.?\r?\n(?!\s)|\.?[ \t]*&[ \t]*")


def names(text: str) -> list[NameMention]:
    """The names of `text` by start, not overlapping.

    Weekdays and months are dates, not names. A run goes on over lower-case particles ("Bank of Korea") but not
    over "and" or a comma; a leading title ("President Moon") is inside the mention but not in its key.
    """
    tokens = [t for t in _TOKEN.finditer(text) if not _inside_word(text, t.start())]
    found: list[NameMention] = []
    at = 0
    while at < len(tokens):
        at, mention = _run(text, tokens, at)
        if mention is not None:
            found.append(mention)
    return found


def _inside_word(text: str, start: int) -> bool:
    return start > 0 and (text[start - 1].isalnum() or text[start - 1] in "_@")


def _run(text: str, tokens: list[re.Match[str]], at: int) -> tuple[int, NameMention | None]:
    """The run of names that begins at token `at`: the index of the token after it, and the mention, if any."""
    first = last = tokens[at]
    parts = [first]
    initial = _opens_sentence(text, first.start())
    at += 1
    if first[0].casefold() in _CALENDAR and not (initial and first[0].casefold() in ("may", "march")):
        return at, None
    if initial:
        word = first[0].casefold()
        goes_on = at < len(tokens) and _joins(text, first, tokens[at]) == " "
        ordinary = is_ordinary(word) and country(first[0]) is None
        if is_stop_word(word) or (not goes_on and ordinary):
            return at, None  # "But Tokyo", "Police in Tokyo", unlike "State Department"
    while at < len(tokens) and tokens[at][0].casefold() not in _CALENDAR:
        if _title_follows(text, parts, tokens, at):
            break  # "U.S. President Donald Trump" is two names
        gap = _joins(text, last, tokens[at])
        if gap is None:
            break
        parts.append(tokens[at])
        last = tokens[at]
        at += 1
        if text.startswith(("'s", "’s"), last.end()):
            break  # "Japan's Abe" is two names
    return at, _mention(text, parts, initial)


def _title_follows(text: str, parts: list[re.Match[str]], tokens: list[re.Match[str]], at: int) -> bool:
    """Whether `parts` are a country and a title comes next."""
    return (
        at < len(tokens)
        and tokens[at][0].casefold() in _TITLES
        and country(text[parts[0].start() : parts[-1].end()]) is not None
    )


def _joins(text: str, left: re.Match[str], right: re.Match[str]) -> str | None:
    """What joins two tokens into one name: the particles between them, " " for none, or None if nothing does."""
    between = text[left.end() : right.start()]
    if len(between) > 24:
        return None
    if between.startswith(".") and left[0] not in _ABBREVIATED and not (len(left[0]) == 1 or "." in left[0]):
        return None
    if _GAP.fullmatch(between):
        return " "
    inner = between.strip().split()
    if inner and between[0] in " \t\u00a0\n" and between[-1] in " \t\u00a0\n" and all(w in _PARTICLES for w in inner):
        if inner[-1] == "the" and inner[0] == "the":
            return None
        if "for" in inner and not (left[0][0].isupper() and inner == ["for"]):
            return None
        return " ".join(inner)
    return None


def _opens_sentence(text: str, start: int) -> bool:
    return _SENTENCE_OPENS.search(text, max(0, start - 8), start) is not None or start == 0


def _mention(text: str, parts: list[re.Match[str]], initial: bool) -> NameMention | None:
    start, end = parts[0].start(), parts[-1].end()
    lone = len(parts) == 1
    if lone and len(parts[0][0]) == 1:
        return None  # "A", "I", a middle initial on its own
    if len(parts[-1][0]) == 1 and text[end : end + 1] == "." and not lone:
        end += 1
    elif lone and parts[0][0] in _ABBREVIATED:
        return None
    suffix = _SUFFIX.match(text, end)
    name = text[start:end]
    key = _key(name)
    if suffix:
        end = suffix.end()
    return NameMention(start, end, text[start:end], key, initial and lone) if key else None


def _key(name: str) -> str:
    whole = re.sub(r"\s+", " ", name.replace("’", "'"))
    known = country(whole)
    if known:
        return known
    tokens = [w for w in whole.split(" ") if w]
    while len(tokens) > 1 and _is_title(tokens):
        tokens.pop(0)
        while len(tokens) > 1 and tokens[0] in ("of", "the"):
            tokens.pop(0)
    if len(tokens) > 1 and tokens[0] in ("The", "A", "An"):
        tokens.pop(0)
    while len(tokens) > 1 and tokens[-1].rstrip(".") in ("Jr", "Sr", "II", "III", "IV"):
        tokens.pop()
    rest = " ".join(tokens)
    return country(rest) or _fold(rest)


def _is_title(tokens: list[str]) -> bool:
    first = tokens[0].rstrip(".").casefold()
    if first in ("general", "major", "chief", "justice", "king", "prince"):
        # "General Mills", "Justice Department" and "King of ..." are names themselves
        second = tokens[1].casefold()
        return second in _TITLES or not (second == "of" or is_ordinary(second))
    return first in _TITLES


def _fold(name: str) -> str:
    """Case-folded, dots of acronyms and initials dropped, a leading country form under its key."""
    tokens = name.split(" ")
    for size in (3, 2, 1):
        if len(tokens) > size:
            known = country(" ".join(tokens[:size]))
            if known:
                return " ".join([known, *(_plain(t) for t in tokens[size:])])
    return " ".join(_plain(t) for t in tokens)


def _plain(token: str) -> str:
    return token.replace(".", "").casefold()
