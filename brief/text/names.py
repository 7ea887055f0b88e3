"""Names in a text: runs of capitalised words and acronyms, with one key for all ways to write a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from brief.data import lines
from brief.text.countries import country
from brief.text.date_forms import MONTHS, WEEKDAYS
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
    (?<![\w@])(?:
        (?:{_UP}\.){{2,}}                                             # U.S.
      | (?:{_UP}|[Mm]c{_UP}|(?:al|el|bin|ibn|[dDlLO])[-'’]{_UP})       # Seoul, al-Assad, d'Estaing, O'Brien
        (?:[^\W_]|&(?=[^\W_])|['’](?!s\b)(?=[^\W_])|-(?=[^\W_]))*
      | [ei][A-Z][^\W_]+                                              # iPhone, eBay
    )
    """,
    re.VERBOSE,
)
_JOINT = re.compile(
    r"(?P<dot>\.)?[ \t\u00a0]*\r?\n?[ \t\u00a0]*(?:&[ \t]*)?"
    r"(?:(?:of|de|del|della|der|den|di|da|dos|du|la|le|van|von|bin|ibn|al|el|y)[ \t\u00a0]+)*(?:of[ \t]the[ \t])?"
)
"""What stands between two words of one name: a space, a line's end in wrapped text, "&", particles."""
_SENTENCE_OPENS = re.compile(r"(?:^|[.!?:;…\r\n\x0b\x0c\x85\u2028\u2029]|--|[—–])[\s\"'“”‘’(\[*•-]*$")
_DATES = MONTHS.keys() | WEEKDAYS.keys() | {"yesterday", "today", "tonight", "tomorrow"}
_MAY_OPEN = frozenset(("may", "march"))
"""Months that are names where they open a sentence, or other words."""

_ROWS = [row.split("\t") for row in lines("titles.tsv") if not row.startswith("#")]
ABBREVIATED_TITLES = frozenset(short for _, short in _ROWS if short)
"""Abbreviations of titles, small and without their full stop: what a name follows."""
TITLES = frozenset(full for full, _ in _ROWS) | ABBREVIATED_TITLES


def names(text: str) -> list[NameMention]:
    """The names of `text` by start, not overlapping.

    Weekdays and months are dates, not names. A run goes on over lower-case particles ("Bank of Korea") but not
    over "and" or a comma; a leading title ("President Moon") is inside the mention but not in its key.
    """
    tokens = list(_TOKEN.finditer(text))
    found: list[NameMention] = []
    at = 0
    while at < len(tokens):
        end = _run(text, tokens, at)
        mention = _mention(text, tokens[at:end]) if end > at else None
        found.extend([mention] if mention else [])
        at = max(end, at + 1)
    return found


def _run(text: str, tokens: list[re.Match[str]], at: int) -> int:
    """The index after the run of names that begins at token `at`, or `at` where no name does."""
    first = tokens[at][0].casefold()
    opens = _opens_sentence(text, tokens[at].start())
    if first in _DATES and not (opens and first in _MAY_OPEN):
        return at
    end = at + 1
    while end < len(tokens) and tokens[end][0].casefold() not in _DATES:
        # "Japan's Abe" is two names, and so is "U.S. President Donald Trump".
        own = text.startswith(("'s", "’s"), tokens[end - 1].end())
        office = tokens[end][0].casefold() in TITLES and country(text[tokens[at].start() : tokens[end - 1].end()])
        if own or office or not _joined(text, tokens[end - 1], tokens[end]):
            break
        end += 1
    if opens and (is_stop_word(first) or (end == at + 1 and is_ordinary(first) and country(tokens[at][0]) is None)):
        return at  # "But Tokyo", "Police in Tokyo", unlike "State Department"
    return end


def _joined(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    joint = _JOINT.fullmatch(text, left.end(), right.start())
    short = len(left[0]) == 1 or "." in left[0] or left[0].casefold() in ABBREVIATED_TITLES
    return joint is not None and (not joint["dot"] or short)


def _opens_sentence(text: str, start: int) -> bool:
    return _SENTENCE_OPENS.search(text, max(0, start - 8), start) is not None


def _mention(text: str, parts: list[re.Match[str]]) -> NameMention | None:
    start, end = parts[0].start(), parts[-1].end()
    lone = len(parts) == 1
    if lone and (len(parts[0][0]) == 1 or parts[0][0].casefold() in ABBREVIATED_TITLES):
        return None  # "A", "I", "Mr."
    if len(parts[-1][0]) == 1 and text[end : end + 1] == ".":
        end += 1
    key = _key(" ".join(text[start:end].replace("’", "'").split()))
    return NameMention(start, end, text[start:end], key, lone and _opens_sentence(text, start))


@lru_cache(maxsize=16384)
def _key(name: str) -> str:
    """The name without the titles before it, case-folded, dots dropped, a country at its head under its key."""
    words = name.split(" ")
    while len(words) > 1 and country(name) is None and _is_title(words[0], words[1]):
        words = words[2 if words[1] == "of" and len(words) > 2 else 1 :]
    for size in range(len(words), 0, -1):
        known = country(" ".join(words[:size]))
        if known:
            return " ".join([known, *map(_plain, words[size:])])
    return " ".join(map(_plain, words))


def _is_title(word: str, following: str) -> bool:
    """A title that an ordinary word follows is part of the name ("General Mills", "Justice Department"); an ordinary
    word before a title is part of the title ("Former President Vole")."""
    title, after = word.rstrip(".").casefold(), following.rstrip(".").casefold()
    if after in TITLES:
        return title in TITLES or is_ordinary(title)
    return title in TITLES and (word.endswith(".") or not (after == "of" or is_ordinary(after)))


def _plain(word: str) -> str:
    return word.replace(".", "").casefold()
