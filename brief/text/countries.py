"""Countries as news names them: names, short forms and demonyms, each mapped to one key; and capitals.

The key is the country's common English name, case-folded. A demonym that names several countries' people
("Korean", "Congolese", "Guinean") has a key of its own, the shared word.
"""

from __future__ import annotations

from brief.data import lines


def _read_table() -> tuple[dict[str, str], dict[str, str]]:
    countries: dict[str, str] = {}
    capitals: dict[str, str] = {}
    for row in lines("countries.tsv"):
        if row.startswith("#"):
            continue
        key, forms, capital = row.split("\t")
        countries[key] = key
        for form in forms.split():
            form = form.replace("_", " ")
            # an acronym is known in capitals only: "us" and "un" are other words
            countries[form if form.isupper() else form.casefold()] = key
        if capital:
            capitals[capital.casefold()] = key
    return countries, capitals


COUNTRY_OF, CAPITAL_OF = _read_table()
"""COUNTRY_OF: a name, short form or demonym -> key (case-folded, but acronyms in capitals);
CAPITAL_OF: a capital, case-folded -> the key of its country."""


def country(name: str) -> str | None:
    """The key of the country that `name` means ("S. Korea", "South Koreans", "U.S."), or None."""
    if name.isupper() and len(name) > 3 and "." not in name:  # a headline in capitals: JAPAN
        return COUNTRY_OF.get(name) or COUNTRY_OF.get(name.casefold())
    return COUNTRY_OF.get(name) if name.isupper() else COUNTRY_OF.get(name.casefold())
