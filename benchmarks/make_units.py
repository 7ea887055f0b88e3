"""Derive brief/data/units.tsv, the units that news counts in, from the Unicode CLDR as Babel carries it.

    pip install babel
    python benchmarks/make_units.py > brief/data/units.tsv

A row: a form (a name, American or British; an abbreviation; a sign; the code of a currency), a tab, its unit, a tab,
and `money`, `singular` or both. The unit of money is the last word of the name of its currency: "Canadian dollars",
"CA$" and "$" are dollars, since news writes "$" for every one of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from babel import Locale
from babel.numbers import get_territory_currencies

MEASURES = (
    "length-kilometer length-meter length-centimeter length-millimeter length-mile length-yard length-foot length-inch "
    "area-square-kilometer area-square-meter area-square-mile area-square-foot area-hectare area-acre "
    "volume-cubic-meter volume-cubic-foot volume-liter volume-gallon volume-barrel mass-kilogram mass-gram mass-tonne "
    "mass-ton mass-pound mass-ounce speed-kilometer-per-hour speed-mile-per-hour power-kilowatt power-megawatt "
    "power-gigawatt energy-kilowatt-hour angle-degree length-point duration-second duration-minute duration-hour "
    "duration-day duration-week duration-month duration-year duration-decade duration-century"
).split()
SHORT = "kilometer centimeter millimeter foot kilogram pound kilometer-per-hour mile-per-hour kilowatt megawatt".split()
"""Those whose abbreviation is no word or letter with another meaning."""
EXTRA = (
    ("%", "%", ""), ("percent", "%", ""), ("per cent", "%", ""), ("pct", "%", ""),
    ("percentage point", "pp", "singular"), ("percentage points", "pp", ""), ("basis point", "bp", "singular"),
    ("basis points", "bp", ""), ("renminbi", "yuan", "money"), ("RMB", "yuan", "money"), ("cent", "cent", "singular"),
    ("cents", "cent", ""), ("miles an hour", "mile-per-hour", ""), ("year-old", "year", ""), ("years old", "year", ""),
    ("Rs", "rupee", "money"), ("square feet", "square-foot", ""),
)  # fmt: skip
"""What the CLDR has not: of the United States' Government Publishing Office Style Manual (2016), 9.54-9.61, 12.9."""


def measures() -> Iterator[tuple[str, str, str]]:
    for locale in (Locale("en"), Locale("en", "GB")):
        for name in MEASURES:
            unit = name.partition("-")[2]
            widths = locale._data["unit_patterns"].get(name, {})
            key = "ton" if unit == "tonne" else unit
            for width in ("long", "short") if unit in SHORT else ("long",):
                for count, pattern in (widths.get(width) or {}).items():
                    if count in ("one", "other"):
                        form = pattern.replace("{0}", "").strip()
                        yield form, key, "singular" if count == "one" and width == "long" else ""


def currencies() -> Iterator[tuple[str, str, str]]:
    locale = Locale("en")
    places = [place for place in map(str, locale.territories) if len(place) == 2]
    codes = {code for place in places for code in get_territory_currencies(place)}
    for code in sorted(codes):
        names = locale._data["currency_names_plural"].get(code) or {}
        plural, unit = (names.get(count, "").rpartition(" ")[2].lower() for count in ("other", "one"))
        if unit.isalpha() and unit.isascii():
            yield code, unit, "money"
            yield unit, unit, "singular money"
            yield plural, unit, "money"
            sign = locale.currency_symbols.get(code, code)
            if len(sign) == 1:
                yield sign, unit, "money"


def main() -> None:
    print("# Units: form, unit, and whether it is money or a singular. The Unicode CLDR (unicode.org/license.txt), by")
    print(
        "# benchmarks/make_units.py; percent, points, cents and ages as in the GPO Style Manual (2016), 9.54-9.61, 12.9"
    )
    rows: dict[str, tuple[str, str]] = {}
    for form, unit, note in (*EXTRA, *measures(), *currencies()):
        kept = rows.setdefault(form, (unit, note))
        if kept[0] == unit and "singular" in kept[1] and "singular" not in note:
            rows[form] = (unit, note)  # "yen" is its own plural
    for form, (unit, note) in sorted(rows.items()):
        print(form, unit, note, sep="\t")


if __name__ == "__main__":
    main()
