"""Numbers in a text, with their value and unit: figures, words, percentages, money, ordinals, fractions."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from unicodedata import numeric

from brief.text.lemmas import stem
from brief.text.number_words import (
    BIG,
    MONEY,
    NUMBER_WORDS,
    ONES,
    ORDINALS,
    PARTS,
    SCALES,
    SINGULAR,
    TENS,
    UNITS,
    WORDED,
    alternatives,
    value_of_words,
)
from brief.text.tokens import STOP_WORDS


@dataclass(frozen=True, slots=True)
class NumberMention:
    """One number. Two mentions mean the same if `value` and `unit` agree.

    `value` is exact: 1.2 million is Decimal(1200000). `unit` is a canonical word: "%", "dollar", "kilometer", "hour",
    "th" of an ordinal, "o'clock" of a time of day (15.30 is half past three), ... or None. `noun` is the stem of the
    word counted ("28,000 troops": troop). `spelled` says that it stands in letters; `vague`, that it is no exact number
    ("hundreds", "dozens": `value` is one of them).
    """

    start: int
    end: int
    text: str
    value: Decimal
    unit: str | None = None
    noun: str | None = None
    spelled: bool = False
    vague: bool = False


_Scaled = tuple[NumberMention, int]
"""A number, and what it was multiplied by: "5 million" by a million."""
_FIRST = "".join(sorted({letter for word in (*NUMBER_WORDS, "a") for letter in (word[0], word[0].upper())}))
"""Letters that a number in words begins with: most words need no further look."""
_GLYPHS = "½⅓⅔¼¾⅕⅛⅜⅝⅞"
_CODES = alternatives(form for form in UNITS if form.isupper() and form.isalpha() and len(form) == 3)
_SIGNS = "".join(form for form in UNITS if len(form) == 1 and form not in "%$")
_NUMBER = re.compile(
    rf"""
    (?=[^a-z])(?P<sign>(?<![^\W_])[A-Z]{{0,3}}[$]|[{_SIGNS}]|(?<![^\W_])(?:{_CODES}|Rs\.?)(?=\s?\d))?\s?
    (?P<minus>(?<![\w)\]])[-−](?=[\d.]))?
    (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|(?<!\w)\.\d+)
    (?:
        (?P<ordinal>(?i:st|nd|rd|th))(?![^\W_])
      | [\s-]?(?P<glyph>[{_GLYPHS}])
      | [\s-](?P<mixed>[1-9]/(?:[2-68]|16))(?![\d/])
      | /(?P<denominator>[1-9]\d*)(?![\d/])
      | (?::(?P<minutes>[0-5]\d)(?!\d))?\s?(?P<half>(?i:[ap]))\.?(?i:m)(?![^\W_])\.?
      | :(?P<clock>[0-5]\d)(?!\d)
      | [\s-]?(?P<scale>(?i:{alternatives(SCALES)}))(?![^\W_])
    )?
  | (?P<lone>[{_GLYPHS}])
  | (?<![^\W_])(?=[{_FIRST}])(?i:
        (?P<part>(?:(?P<top>{alternatives(ONES)}|an?)[-\s])?half|(?:(?P<tops>{alternatives(ONES)}|an?)[-\s])
          (?:third|quarter|fifth|tenth)s?)(?![^\W_]|-[a-z])(?:[-\s]+(?:of[-\s]+)?(?:an?[-\s]+)?(?P<partscale>{BIG})(?![^\W_]))?
      | (?P<article>an?[-\s]+(?:few[-\s]+)?)?(?P<plain>{BIG})(?P<vague>s?)(?![^\W_])
      | (?P<worded>{WORDED})(?![^\W_])
      | (?:(?P<tens>{alternatives(TENS)})-)?(?P<nth>{alternatives(ORDINALS)})(?![^\W_])
    )
    """,
    re.VERBOSE,
)
_UNIT = re.compile(rf"([\s-]?)({alternatives(form for form in UNITS if form not in ('$', *_SIGNS))})(?![^\W_])")
_CODE_BEFORE = re.compile(r"[^\W\d]$|[#@]$|[A-Z][^\W_]*-$")
_RANGE = re.compile(r"\s*(?:[-–—]|to|and|or)\s*[$]?")
_LISTS = re.compile("and|or")
_NOUN_AFTER = re.compile(r"[\s-]+(?:(?:more|other|[A-Z][\w.]*)\s+){0,3}([a-z]{2,})")
_SMALL_AMOUNT = 100
"""Less than so many are no sum of won: "10 won the prize"."""


def numbers(text: str) -> list[NumberMention]:
    """The numbers of `text` by start, not overlapping; what is part of a name (F-16, G7) is none. Days and years are
    among them: `brief.text.analysis` leaves out what the date finder finds.

    "to" and "-" make two mentions of a range, the second's unit and scale given to the first.
    """
    found: list[_Scaled] = []
    for match in _NUMBER.finditer(text):
        read = _figure(text, match) if match["digits"] else _in_words(text, match)
        found.extend([read] if read else [])
    for i in range(len(found) - 2, -1, -1):
        found[i], found[i + 1] = _as_in_range(text, found[i], found[i + 1])
    return [number for number, _ in found]


def _figure(text: str, match: re.Match[str]) -> _Scaled | None:
    """The number and its scale; None of a part of a name."""
    start = match.start("sign") if match["sign"] else match.start("minus" if match["minus"] else "digits")
    before = text[max(0, start - 24) : start]
    if (not match["sign"] and _CODE_BEFORE.search(before)) or text[match.end() : match.end() + 1].isalpha():
        return None
    value = Decimal(match["digits"].replace(",", "")) * (-1 if match["minus"] else 1)
    if match["ordinal"]:
        return _mention(text, (start, match.end()), value, "th"), 1
    if match["half"] or match["clock"]:
        noon = 12 if (match["half"] or "").casefold() == "p" else 0
        hours = value % 12 + noon if match["half"] else value
        return _mention(
            text, (start, match.end()), hours + Decimal(match["minutes"] or match["clock"] or 0) / 100, "o'clock"
        ), 1
    if match["glyph"]:
        value += _fraction(numeric(match["glyph"]))
    if match["mixed"]:
        value += _fraction(int(match["mixed"][0]) / int(match["mixed"][2:]))
    if match["denominator"]:
        value = _fraction(float(value) / int(match["denominator"]))
    scale = SCALES[match["scale"].casefold()] if match["scale"] else 1
    unit = None
    if match["sign"]:
        unit = UNITS.get(match["sign"].rstrip("."), "dollar")
    return _mention(text, (start, match.end()), value * scale, unit), scale


def _in_words(text: str, match: re.Match[str]) -> _Scaled | None:
    if match.start() > 1 and text[match.start() - 1] in "-'’" and text[match.start() - 2].isalnum():
        return None  # "one-plus-one"
    if match["lone"]:
        return _mention(text, match.span(), _fraction(numeric(match["lone"]))), 1
    if match["part"]:
        top = (match["top"] or match["tops"] or "a").casefold()
        part = re.split(r"[-\s]", match["part"].casefold())[-1]
        value = Decimal(ONES.get(top, 1) * SCALES.get((match["partscale"] or "").casefold(), 1))
        return _mention(
            text, match.span(), _fraction(float(value) / PARTS.get(part, PARTS.get(part[:-1], 1))), spelled=True
        ), 1
    if match["plain"]:
        vague = bool(match["vague"] or "few" in (match["article"] or ""))
        if not vague and not match["article"]:
            return None  # "the million": no count of its own
        scale = Decimal(SCALES[match["plain"].casefold()])
        return replace(_mention(text, match.span(), scale, spelled=True), vague=vague), 1
    if match["worded"]:
        return _mention(text, match.span(), value_of_words(match["worded"]), spelled=True), 1
    value = Decimal(TENS.get((match["tens"] or "").casefold(), 0) + ORDINALS[match["nth"].casefold()])
    return _mention(text, match.span(), value, "th", spelled=True), 1


def _mention(
    text: str, span: tuple[int, int], value: Decimal, unit: str | None = None, *, spelled: bool = False
) -> NumberMention:
    """The number with the unit behind it, if it has none yet."""
    start, end = span
    found = _UNIT.match(text, end) if unit is None else None
    if found and _is_unit(found, value):
        end, unit = found.end(), UNITS[found[2]]
        if unit == "bp":  # a hundred basis points are a percentage point
            value, unit = value / 100, "pp"
    after = _NOUN_AFTER.match(text, end, end + 60)
    noun = stem(after[1]) if after and after[1] not in STOP_WORDS else None
    return NumberMention(start, end, text[start:end], value, unit, noun, spelled)


def _is_unit(found: re.Match[str], value: Decimal) -> bool:
    """Whether a word behind a number is its unit: one in the singular behind a hyphen, or behind no more than one
    ("30-second", "1 second", not "ten second chances")."""
    gap, form = found[1], found[2]
    if form == "won" and value < _SMALL_AMOUNT:
        return False
    return form not in SINGULAR or gap == "-" or abs(value) <= 1


def _as_in_range(text: str, one: _Scaled, other: _Scaled) -> tuple[_Scaled, _Scaled]:
    """ "10 to 15 percent" has its unit twice, "$3-5 million" its scale as well."""
    (left, scale), (right, larger) = one, other
    joint = text[left.end : right.start]
    between = text.startswith("between ", max(0, left.start - len("between ")))
    if not _RANGE.fullmatch(joint) or (_LISTS.search(joint) and not between and right.unit != "%"):
        return one, other
    if scale == 1 and larger > 1 and left.value * larger < right.value:
        left, scale = replace(left, value=left.value * larger), larger
    if left.unit is None and right.unit != "th":
        left = replace(left, unit=right.unit, noun=right.noun)
    elif left.unit in MONEY and right.unit is None:
        right = replace(right, unit=left.unit, noun=None)
    return (left, scale), (right, larger)


def _fraction(value: float) -> Decimal:
    return Decimal(value).quantize(Decimal("0.0001"))
