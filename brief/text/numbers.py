"""Numbers in a text, with their value and unit: figures, words, percentages, money, ordinals, scores, years."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from unicodedata import numeric

from brief.text.dates import find_dates
from brief.text.lemmas import stem
from brief.text.number_words import (
    BIG,
    CODES,
    MONEY,
    ONES,
    ORDINALS,
    PARTS,
    SCALES,
    SIGNS,
    SMALL,
    TENS,
    UNITS,
    WORDED,
    alternatives,
    value_of_words,
)
from brief.text.tokens import STOP_WORDS


@dataclass(frozen=True, slots=True)
class NumberMention:
    """One number. Two mentions mean the same if `value`, `unit` and `kind` agree (and `other`, for scores).

    `value` is exact: 1.2 million is Decimal(1200000). `unit` is a canonical word: `%`, a currency code (USD, KRW),
    `km`, `hour`, ... or None. `kind` is `cardinal`, `percent`, `money`, `quantity` (with a unit of measure),
    `ordinal`, `fraction`, `year`, `decade`, `day` (of a month), `time` (of day; value is hours * 100 + minutes),
    `score` (`other` is the second number) or `vague` ("hundreds", "dozens": value is one of them).
    `noun` is the stem of the word counted ("28,000 troops": troop). `spelled` says that it stands in letters.
    """

    start: int
    end: int
    text: str
    value: Decimal
    unit: str | None
    kind: str
    noun: str | None = None
    other: Decimal | None = None
    spelled: bool = False


_UNIT = re.compile(rf"(?P<gap>[\s-]?)(?P<unit>{alternatives(UNITS)})(?P<plural>s|es)?(?![^\W_])")
_NUMBER = re.compile(
    rf"""
    (?P<sign>(?<![^\W_])(?:US|AU?|CA?|NZ|HK|S|NT|R)\$|[$€£¥₩₹₽₺₪₴₱฿]|(?<![^\W_])(?:Rs\.?|{"|".join(CODES)})(?=[\s]?\d))?
    [\s]?(?<![\d.,])(?P<minus>(?<![\w)\]])[-−–](?=[\d.]))?
    (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?|(?<!\w)\.\d+)
    (?:
        (?P<ordinal>st|nd|rd|th)(?![^\W_])
      | (?P<decade>['’]?s)(?![^\W_])
      | [\s-]?(?P<glyph>[½⅓⅔¼¾⅕⅛⅜⅝⅞])
      | /(?P<denominator>\d+)(?![\d/])
      | (?P<clock>:[0-5]\d(?!\d)|(?=\s?[ap]\.?m\b))
      | [\s-]?(?P<scale>hundred|thousand|million|billion|trillion|dozen|crore|lakh|mln|bln|trn|mn|bn|tn
          |[mkbMKB])(?![^\W_])
    )?
  | (?P<lone>[½⅓⅔¼¾⅕⅛⅜⅝⅞])
  | (?<![^\W_])(?:
        (?P<part>(?:{SMALL}|an?)[-\s](?:half|thirds?|quarters?|fifths?|tenths?)|half)(?![^\W_])
          (?P<partscale>[-\s]+(?:an?[-\s]+|of[-\s]+an?[-\s]+)?(?:{BIG}|dozen))?(?![^\W_])
      | (?P<article>an?[-\s]+(?:few[-\s]+)?)?(?P<plain>{BIG}|dozen)(?P<vague>s?)(?![^\W_])
      | (?P<worded>{WORDED})(?![^\W_])
      | (?P<first>{alternatives(ORDINALS)}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-
          (?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))(?![^\W_])
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PART_OF_NAME = re.compile(r"(?:[^\W\d_]*[A-Z][^\W_]*|[Cc]ovid)-$")
_SCALED_RANGE = re.compile(rf"\s?(?:[-–]|to|and)\s?[$€£¥₩]?\d+(?:\.\d+)?[\s-]?({BIG}|bn|mn|m)(?![^\W_])", re.IGNORECASE)
_REST_OF_CODE = re.compile(r"(?:[-.]?[^\W_]+)*")
_SCORE_TAIL = re.compile(r"[-–—](\d{1,3})(?![\d.,%]*\d|[^\W_]|[-–/])")
_RANGE_TAIL = re.compile(r"\s*(?:[-–—]|to|and|or)\s*$")
_TIME_AFTER = re.compile(r"\s?([ap])\.?m(?![^\W_])\.?", re.IGNORECASE)
_NOUN_AFTER = re.compile(
    r"[\s-]+(?:(?:more|other|additional|new|of|the|its|their|such|per|about|[A-Z][^\W\d_]+|[A-Z.]+)\s+){0,3}([a-z]{2,})"
)
_PHONE_TAIL = re.compile(r"[-.]\d{3,4}[-.]\d{4}|-\d{2}-\d{2}(?!\d)|\.\d+\.\d+|-\d{4}(?!\d)")


def numbers(text: str) -> list[NumberMention]:
    """The numbers of `text` by start, not overlapping.

    Digits that are part of a name or a code (F-16, COVID-19, G7, 555-0100) are not numbers. "to" and "-" make
    two mentions of a range, the second's unit given to the first; 1910-45 is the years 1910 and 1945.
    """
    found: list[NumberMention] = []
    at = 0
    while match := _NUMBER.search(text, at):
        at = max(match.end(), at + 1)
        if match["digits"] is not None:
            mentions, end = _figures(text, match)
            at = max(at, end)
        else:
            mentions = _in_words(text, match)
        found.extend(mentions)
    return _share_units(text, found)


# ------------------------------------------------------------------------------------------ figures


def _figures(text: str, match: re.Match[str]) -> tuple[list[NumberMention], int]:
    """The mentions that begin at a figure, and where the search goes on."""
    start = match.start() if match["sign"] else match.start("minus") if match["minus"] else match.start("digits")
    end = match.end()
    if _is_code(text, match):
        return [], _REST_OF_CODE.match(text, end).end()  # type: ignore[union-attr]
    value = Decimal(match["digits"].replace(",", ""))
    if match["minus"]:
        value = -value
    if match["ordinal"]:
        kind = "day" if _is_day(text, match.start("digits")) else "ordinal"
        return [_mention(text, start, end, value, None, kind)], end
    if match["clock"] is not None:
        return _clock(text, match, value)
    if match["decade"]:
        return [_mention(text, start, end, value, None, "decade")], end
    plain = not (match["scale"] or match["glyph"] or match["denominator"] or match["sign"] or match["minus"])
    if plain and match["digits"].isdigit():
        special = _dated_or_scored(text, start, end, value)
        if special:
            return special, special[-1].end
    if match["glyph"]:
        value += _decimal(_glyph(match["glyph"]))
    if match["denominator"] and int(match["denominator"]):
        value = _decimal(Fraction(value) / int(match["denominator"]))
    if match["scale"]:
        value *= SCALES[match["scale"].casefold()]
    if match["sign"]:
        end, value = _scale_of_range(text, match, value)
        unit = SIGNS.get(match["sign"]) or SIGNS.get(match["sign"].upper()) or match["sign"].upper()
        return [_mention(text, start, end, value, "CNY" if unit == "RMB" else unit, "money")], end
    mention = _with_unit(text, start, end, value)
    return [mention], mention.end


def _scale_of_range(text: str, match: re.Match[str], value: Decimal) -> tuple[int, Decimal]:
    """ "$3-5 million" and "$3 to $5 billion": the first figure has the second's scale."""
    ahead = None if match["scale"] else _SCALED_RANGE.match(text, match.end())
    return match.end(), value * SCALES[ahead[1].casefold()] if ahead else value


def _is_code(text: str, match: re.Match[str]) -> bool:
    at = match.start("digits")
    before = text[max(0, at - 24) : at]
    if before and not match["sign"] and (before[-1].isalnum() or before[-1] in "_#@/"):
        return not (before[-1] == "/" and before[-2:-1].isspace())
    if before.endswith(("-", "–")) and not match["minus"]:
        return _PART_OF_NAME.search(before) is not None
    if not match["sign"] and _PHONE_TAIL.match(text, match.end("digits")) and not _is_span_of_years(text, match):
        return True
    after = text[match.end() : match.end() + 1]
    return bool(after) and (after == "_" or after.isalpha())


def _is_span_of_years(text: str, match: re.Match[str]) -> bool:
    return bool(re.match(r"(?:1[5-9]|20)\d\d-(?:1[5-9]|20)\d\d(?!\d)", text[match.start("digits") : match.end() + 6]))


def _clock(text: str, match: re.Match[str], value: Decimal) -> tuple[list[NumberMention], int]:
    hours, minutes = int(value), int(match["clock"][1:] or 0)
    end = match.end()
    half = _TIME_AFTER.match(text, end)
    if half:
        hours = hours % 12 + (12 if half[1] in "pP" else 0)
        end = half.end()
    return [_mention(text, match.start("digits"), end, Decimal(hours * 100 + minutes), None, "time")], end


def _dated_or_scored(text: str, start: int, end: int, value: Decimal) -> list[NumberMention]:
    """Days of a month, years, spans of years and scores; empty if it is none of them."""
    if value <= 31 and _is_day(text, start):
        return [_mention(text, start, end, value, None, "day")]
    tail = _SCORE_TAIL.match(text, end)
    second = int(tail[1]) if tail else 0
    is_year = 1000 <= value <= 2100 and end - start == 4
    if is_year and tail and len(tail[1]) == 2 and int(value) % 100 < second:
        century = int(value) // 100 * 100
        return [
            _mention(text, start, end, value, None, "year"),
            _mention(text, tail.start(1), tail.end(1), Decimal(century + second), None, "year"),
        ]
    if is_year and not _UNIT.match(text, end) and _reads_as_year(text, start, end):
        return [_mention(text, start, end, value, None, "year")]
    if tail and value < 1000 and not _UNIT.match(text, tail.end()) and not _NOUN_AFTER.match(text, tail.end()):
        return [_mention(text, start, tail.end(), value, None, "score", other=Decimal(second))]
    if tail and value < 1000 and not _UNIT.match(text, tail.end()) and value != second and not value < second:
        return [_mention(text, start, tail.end(), value, None, "score", other=Decimal(second))]
    return []


def _reads_as_year(text: str, start: int, end: int) -> bool:
    """A figure such as 2019 is a year unless it plainly counts something (1,500 is never written as a year)."""
    before = text[max(0, start - 20) : start]
    if 1500 <= int(text[start:end]) <= 2100:
        return not re.search(r"(?:about|some|nearly|almost|than|least|over|around|roughly|No\.)\s+$", before)
    return bool(re.search(r"\b(?:in|since|of|year|until|by|from|before|after)\s+$", before))


def _glyph(sign: str) -> Fraction:
    return Fraction(numeric(sign)).limit_denominator(8)


def _is_day(text: str, start: int) -> bool:
    """Whether a number is the day of a date."""
    dates = (m for m in find_dates(text) if m.day is not None and m.start <= start < m.end)
    return any(not m.text.startswith("may") for m in dates)  # "up to 30 may 20 times"


# -------------------------------------------------------------------------------------------- words


def _in_words(text: str, match: re.Match[str]) -> list[NumberMention]:
    start, end = match.span()
    if match["lone"]:
        return [_with_unit(text, start, end, _decimal(_glyph(match["lone"])), "fraction")]
    if _hyphened_into_word(text, start, end):
        return []
    if match["part"]:
        return _part(text, match)
    if match["plain"]:
        scale = Decimal(SCALES[match["plain"].casefold()])
        if match["vague"] or "few" in (match["article"] or ""):
            return [_mention(text, start, end, scale, None, "vague", spelled=True)]
        if not match["article"]:
            return []  # "the million": no count of its own
        return [_with_unit(text, start, end, scale, spelled=True)]
    if match["worded"]:
        return [_with_unit(text, start, end, value_of_words(match["worded"]), spelled=True)]
    word = match["first"].casefold()
    tens, _, ones = word.rpartition("-")
    value = ORDINALS.get(ones, 0) + TENS.get(tens, 0)
    if word == "second" and _UNIT.match(text, start):
        previous = re.search(r"\b(?:a|per|each|every|split)\s+$", text[max(0, start - 8) : start])
        if previous:
            return []
    return [_mention(text, start, end, Decimal(value), None, "ordinal", spelled=True)]


def _part(text: str, match: re.Match[str]) -> list[NumberMention]:
    words = re.split(r"[-\s]+", match["part"].casefold())
    top = ONES.get(words[0], 1) if len(words) > 1 else 1
    value = Fraction(top, PARTS[words[-1]])
    scale = (match["partscale"] or "").casefold().split()
    if scale:
        value *= SCALES[re.split(r"[-\s]+", scale[-1])[-1]]
    kind = "fraction" if value.denominator > 1 else "cardinal"
    return [_mention(text, match.start(), match.end(), _decimal(value), None, kind, spelled=True)]


def _hyphened_into_word(text: str, start: int, end: int) -> bool:
    """Whether a number in letters is a part of another word ("one-plus-one", "A-one", "third-party")."""
    if start > 1 and text[start - 1] in "-'’" and text[start - 2].isalnum():
        return True
    tail = re.match(r"-([^\W\d_]+)", text[end : end + 24])
    return tail is not None and tail[1].casefold() in ("plus", "off", "size", "time", "sided", "on")


# -------------------------------------------------------------------------------------------- units


def _with_unit(
    text: str, start: int, end: int, value: Decimal, kind: str = "cardinal", *, spelled: bool = False
) -> NumberMention:
    unit = _UNIT.match(text, end)
    if unit and not (
        unit["gap"] == "" and unit["unit"] not in ("%", "km", "kg", "cm", "mm", "mph", "ft", "pct", "MW", "GW")
    ):
        name = UNITS[unit["unit"]]
        word = unit["unit"] in ("point", "second", "won") and not unit["plural"]
        if not (word and not _is_measure(text, unit)):
            kind = "percent" if name in ("%", "pp") else "money" if name in MONEY else "quantity"
            return _mention(text, start, unit.end(), value, name, kind, spelled=spelled)
    code = re.compile(r"\s?(" + "|".join(CODES) + r")(?![^\W_])").match(text, end)
    if code:
        return _mention(
            text, start, code.end(), value, "CNY" if code[1] == "RMB" else code[1], "money", spelled=spelled
        )
    return _mention(text, start, end, value, None, kind, spelled=spelled)


def _is_measure(text: str, unit: re.Match[str]) -> bool:
    """ "10 won" is money, "10 won the prize" is not; "5-point lead" is a measure."""
    if unit["unit"] == "won":
        return not re.match(
            r"\s+(?:the|a|an|in|by|at|on|his|her|their|its|gold|silver|their)\b", text[unit.end() : unit.end() + 8]
        )
    return unit["gap"] == "-"


def _mention(
    text: str,
    start: int,
    end: int,
    value: Decimal,
    unit: str | None,
    kind: str,
    *,
    other: Decimal | None = None,
    spelled: bool = False,
) -> NumberMention:
    noun = None
    if kind in ("cardinal", "vague", "ordinal", "quantity"):
        after = _NOUN_AFTER.match(text, end, end + 60)
        noun = stem(after[1]) if after and after[1] not in STOP_WORDS else None
    return NumberMention(start, end, text[start:end], value, unit, kind, noun, other, spelled)


def _share_units(text: str, found: list[NumberMention]) -> list[NumberMention]:
    """Give "10 to 15 percent" its unit twice; "$3-5 million" is two amounts."""
    for i in range(len(found) - 2, -1, -1):
        left, right = found[i], found[i + 1]
        if (
            left.kind == "money"
            and right.kind == "cardinal"
            and text[left.end : right.start].strip() in ("-", "–", "to")
        ):
            found[i + 1] = replace(right, unit=left.unit, kind="money", noun=None)
        elif left.kind == "cardinal" and right.kind in ("percent", "money", "quantity") and right.start - left.end <= 5:
            joint = text[left.end : right.start]
            if _RANGE_TAIL.fullmatch(joint) and (joint.strip() not in ("and", "or") or right.kind == "percent"):
                found[i] = replace(left, unit=right.unit, kind=right.kind, noun=right.noun)
    return found


def _decimal(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.0001"))
