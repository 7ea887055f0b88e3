"""The words and signs that numbers are written with: values, scales, currencies, units of measure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

ONES = {w: i for i, w in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen".split())}  # fmt: skip
TENS = {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12,
    "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "bln": 10**9, "tn": 10**12, "trn": 10**12, "k": 1000,
    "b": 10**9, "crore": 10**7, "lakh": 10**5,
}  # fmt: skip
ORDINALS = {w: i for i, w in enumerate(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth".split(), 1)} | {"thirtieth": 30}  # fmt: skip
PARTS = {
    "half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "tenth": 10, "tenths": 10,
}  # fmt: skip
SIGNS = {
    "$": "USD", "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD",
    "S$": "SGD", "NT$": "TWD", "R$": "BRL", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW", "₹": "INR", "₽": "RUB",
    "₺": "TRY", "₪": "ILS", "₴": "UAH", "₱": "PHP", "฿": "THB", "Rs": "INR", "Rs.": "INR",
}  # fmt: skip
CODES = (
    "USD EUR GBP JPY KRW CNY RMB INR RUB AUD CAD NZD CHF HKD SGD TWD BRL TRY ILS UAH SEK NOK DKK PLN MXN ZAR".split()
)
UNITS = {
    "%": "%", "percent": "%", "per cent": "%", "pct": "%", "percentage point": "pp", "percentage-point": "pp",
    "point": "point", "basis point": "bp",
    "dollar": "USD", "U.S. dollar": "USD", "US dollar": "USD", "buck": "USD", "euro": "EUR", "pound": "GBP",
    "pound sterling": "GBP", "yen": "JPY", "won": "KRW", "yuan": "CNY", "renminbi": "CNY", "ruble": "RUB",
    "rouble": "RUB", "rupee": "INR", "peso": "peso", "lira": "TRY", "shekel": "ILS", "hryvnia": "UAH", "franc": "franc",
    "crown": "crown", "rand": "ZAR", "baht": "THB", "cent": "cent",
    "km": "km", "kilometer": "km", "kilometre": "km", "mile": "mile", "meter": "m", "metre": "m", "foot": "foot",
    "feet": "foot", "ft": "foot", "inch": "inch", "inches": "inch", "cm": "cm", "centimeter": "cm", "centimetre": "cm",
    "mm": "mm", "millimeter": "mm", "yard": "yard", "acre": "acre", "hectare": "hectare", "square mile": "mile2",
    "square kilometer": "km2", "square kilometre": "km2", "square foot": "foot2", "square feet": "foot2",
    "square meter": "m2", "square metre": "m2", "cubic meter": "m3", "cubic metre": "m3",
    "kg": "kg", "kilogram": "kg", "kilo": "kg", "gram": "g", "ton": "ton", "tonne": "ton", "metric ton": "ton",
    "ounce": "ounce", "barrel": "barrel", "gallon": "gallon", "liter": "liter", "litre": "liter", "degree": "degree",
    "mph": "mph", "kph": "km/h", "km/h": "km/h", "mile per hour": "mph", "miles per hour": "mph",
    "miles an hour": "mph",
    "kilometers per hour": "km/h", "kilometres per hour": "km/h", "kilometers an hour": "km/h",
    "megawatt": "MW", "gigawatt": "GW", "kilowatt": "kW", "MW": "MW", "GW": "GW", "kilowatt-hour": "kWh",
    "second": "second", "minute": "minute", "hour": "hour", "day": "day", "week": "week", "month": "month",
    "year": "year", "decade": "decade", "century": "century", "centuries": "century", "year-old": "year-old",
    "years old": "year-old", "years-old": "year-old",
}  # fmt: skip
MONEY = frozenset(SIGNS.values()) | frozenset(CODES) | {"peso", "franc", "crown", "cent"}


def alternatives(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest that fits."""
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


SMALL = alternatives([*ONES, *TENS])
BIG = "hundred|thousand|million|billion|trillion"
WORDED = (
    rf"(?:(?:{SMALL})(?:[-\s]+(?:{SMALL}))?(?:[-\s]+(?:{BIG}|dozen)(?![a-z]))*"
    rf"(?:(?:[-\s]+and)?[-\s]+(?:{SMALL})(?:-(?:{SMALL}))?(?:[-\s]+(?:{BIG}))+)*"
    rf"(?:(?<=hundred)(?:\s+and)?[-\s]+(?:{SMALL})(?:-(?:{SMALL}))?)?)"
)


def value_of_words(words: str) -> Decimal:
    """The number that WORDED has matched."""
    total = current = 0
    for word in re.split(r"[-\s]+", words.casefold()):
        if word in ONES:
            current += ONES[word]
        elif word in TENS:
            current += TENS[word]
        elif word in ("hundred", "dozen"):
            current = max(current, 1) * SCALES[word]
        elif word in SCALES:
            total += max(current, 1) * SCALES[word]
            current = 0
    return Decimal(total + current)


NUMBER_WORDS = frozenset((*ONES, *TENS, *SCALES, *ORDINALS, *PARTS)) | {
    f"{scale}s" for scale in ("hundred", "thousand", "million", "billion", "trillion", "dozen")
}
"""Words without one of which, and without a figure, a text has no number."""
