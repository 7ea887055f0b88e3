"""Acronyms that an article writes out itself: "General Security of Military Information Agreement (GSOMIA)".

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (PSB 2003):
from right to left, each letter of the short form stands in the words before the bracket, the first one at the start of
a word. News writes names in capitals, which makes it stricter here: the long form begins with a capital and is mostly
capitalised, and the short form has two capitals at least.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from brief.text.lemmas import stem
from brief.text.tokens import words

_SHORT = r"[A-Z][A-Za-z0-9&.-]{1,9}"
_INSIDE_SHORT = re.compile(rf"\((?:the |or |known as |hereafter )?[\"“‘']?({_SHORT})[\"”’']?(?:[,;][^()]{{0,60}})?\)")
"""... Agreement (GSOMIA), (the "GSOMIA")"""
_INSIDE_LONG = re.compile(r"\((?:the )?([A-Z][^()\n]{5,90}?)(?:[,;][^()]{0,60})?\)")
_SHORT_BEFORE = re.compile(rf"(?<![\w.-])({_SHORT}) $")
"""GSOMIA (the General Security of ... Agreement)"""
_WORD = re.compile(r"[^\W_]+(?:['’&.-][^\W_]+)*")
_ENDS = re.compile(r"[.!?;:,\n\"“”()\[\]]")
"""What no written-out name reaches over; the stops of initials apart ("U.S. Food and Drug Administration")."""
_INITIALS = re.compile(r"(?:\b[A-Z]\.)+")
_PARTICLES = frozenset("of the and for in on to de del la le du des et y e der die das von a an".split())
_FEWEST_CAPITALS = 2


@dataclass(frozen=True, slots=True)
class Acronym:
    """A short form with what it stands for, both as written; `key` is the long form to compare by."""

    short: str
    long: str
    key: str


def find_acronyms(text: str) -> tuple[Acronym, ...]:
    """The acronyms that `text` writes out beside a bracket, each pair once, in order. A quick look at plain text."""
    if "(" not in text:
        return ()
    found: dict[tuple[str, str], Acronym] = {}
    for short, before in _candidates(text):
        if sum(c.isupper() for c in short) < _FEWEST_CAPITALS:
            continue
        long = _written_out(short, before)
        if long is not None:
            found.setdefault((short, long_key(long)), Acronym(short, long, long_key(long)))
    return tuple(found.values())


def short_key(name: str) -> str:
    """An acronym to compare by: without its stops, in capitals."""
    return name.replace(".", "").upper()


def long_key(name: str) -> str:
    """A written-out name to compare by: the stems of its words, without a leading "the"."""
    stems = [stem(w) for w in words(name)]
    return " ".join(stems[1:] if stems[:1] == ["the"] else stems)


def _candidates(text: str) -> Iterator[tuple[str, str]]:
    """Each short form with the text that may write it out, which ends where the long form would end."""
    at = text.find("(")
    while at >= 0:
        if at > 1 and text[at - 1] == " ":
            if inside := _INSIDE_SHORT.match(text, at):
                yield inside[1].rstrip("."), text[max(0, at - 120) : at].rstrip(" \"”’'")
            before = _SHORT_BEFORE.search(text, max(0, at - 12), at)
            if before and (inside := _INSIDE_LONG.match(text, at)):
                yield before[1].rstrip("."), inside[1].rstrip()
        at = text.find("(", at + 1)


def _written_out(short: str, before: str) -> str | None:
    """The words at the end of `before` that `short` stands for, or None."""
    letters = [c.casefold() for c in short if c.isalnum()]
    plain = _INITIALS.sub(lambda m: "_" * len(m[0]), before)
    parts = [m.end() for m in _ENDS.finditer(plain)]
    tail = before[parts[-1] if parts else 0 :]
    found = list(_WORD.finditer(tail))[-min(len(letters) + 5, 2 * len(letters)) :]
    forms = [m[0].casefold() for m in found]
    first = _by_initials(forms, letters)
    first = _first_word(forms, letters) if first is None else first
    if first is None:
        return None
    long = tail[found[first].start() :]
    telling = [m[0] for m in found[first:] if m[0].casefold() not in _PARTICLES]
    capitals = sum(w[0].isupper() for w in telling)
    good = long[0].isupper() and len(telling) >= 2 and 3 * capitals >= 2 * len(telling)
    return long if good and short_key(short) != short_key(long) and short not in long.split() else None


def _by_initials(forms: list[str], letters: list[str]) -> int | None:
    """The index of the word from which the words' first letters are `letters`, particles counting or not."""
    at = len(forms)
    for letter in reversed(letters):
        at -= 1
        while at >= 0 and forms[at] in _PARTICLES and forms[at][0] != letter:
            at -= 1
        if at < 0 or forms[at][0] != letter:
            return None
    return at


def _first_word(forms: list[str], letters: list[str]) -> int | None:
    """The index of the word that the letters, each matched as late as can be, begin in: the first letter must open
    it, any other one may stand within a word."""
    at, end = len(forms) - 1, None
    for letter in reversed(letters[1:]):
        while at >= 0:
            where = forms[at].rfind(letter, 0, end)
            if where > 0 or (where == 0 and at > 0):
                end = where
                break
            at, end = at - 1, None
    while at >= 0:
        if forms[at][0] == letters[0] and (end is None or end > 0):
            return at
        at, end = at - 1, None
    return None
