"""Words, stems, numbers, names, quotations."""

from __future__ import annotations

from decimal import Decimal

import pytest

from brief.text.countries import country
from brief.text.lemmas import stem
from brief.text.names import names
from brief.text.numbers import numbers
from brief.text.quotations import quotations
from brief.text.tokens import stems, words


def test_words_have_one_form() -> None:
    """Case, possessives, thousands' commas and ways to write the United States do not tell words apart."""
    assert words("Seoul’s 1,200 F-16s, U.S. and US; don't give us $2.5bn!") == [
        "seoul", "1200", "f", "16s", "usa", "and", "usa", "don't", "give", "us", "2.5bn",
    ]  # fmt: skip


def test_stems_leave_out_what_carries_nothing() -> None:
    """Stop words and the verbs of reporting go; the stem joins forms of a word."""
    assert stems("The minister said that they were talking") == ["minist", "talk"]
    assert stems("talks talking talked") == ["talk"] * 3


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("caresses", "caress"), ("ponies", "poni"), ("relational", "relat"), ("conditional", "condit"),
        ("hopping", "hop"), ("filing", "file"), ("happy", "happi"), ("revival", "reviv"), ("adoption", "adopt"),
        ("controlling", "control"), ("agreed", "agre"), ("élan", "élan"), ("yes", "ye"), ("by", "by"),
    ],
)  # fmt: skip
def test_the_stemmer_is_porters(word: str, root: str) -> None:
    """Examples of Porter's paper; words with other letters are left alone."""
    assert stem(word) == root


def one(text: str) -> tuple[str, Decimal, str | None, str]:
    found = numbers(text)
    assert len(found) == 1, found
    assert text[found[0].start : found[0].end] == found[0].text
    return found[0].text, found[0].value, found[0].unit, found[0].kind


@pytest.mark.parametrize(
    ("text", "value", "unit", "kind"),
    [
        ("1.2 million people", "1200000", None, "cardinal"),
        ("28,500 troops", "28500", None, "cardinal"),
        ("twenty-one ships", "21", None, "cardinal"),
        ("three hundred and fifty thousand votes", "350000", None, "cardinal"),
        ("half a million men", "500000", None, "cardinal"),
        ("a dozen eggs", "12", None, "cardinal"),
        ("3.5 percent", "3.5", "%", "percent"),
        ("7%", "7", "%", "percent"),
        ("two percentage points", "2", "pp", "percent"),
        ("$2.5bn", "2500000000", "USD", "money"),
        ("US$250 million", "250000000", "USD", "money"),
        ("300 billion won", "300000000000", "KRW", "money"),
        ("€40", "40", "EUR", "money"),
        ("10 euros", "10", "EUR", "money"),
        ("USD 5 million", "5000000", "USD", "money"),
        ("1,840 kilograms", "1840", "kg", "quantity"),
        ("50 km", "50", "km", "quantity"),
        ("a 12-year-old boy", "12", "year-old", "quantity"),
        ("-3.2 degrees", "-3.2", "degree", "quantity"),
        ("the 21st century", "21", None, "ordinal"),
        ("the third attempt", "3", None, "ordinal"),
        ("two-thirds of them", "0.6667", None, "fraction"),
        ("on Nov. 14", "14", None, "day"),
        ("14 November", "14", None, "day"),
        ("in 1965", "1965", None, "year"),
        ("the 1990s", "1990", None, "decade"),
        ("at 6:30 p.m.", "1830", None, "time"),
        ("hundreds of people", "100", None, "vague"),
    ],
)
def test_numbers_have_value_unit_and_kind(text: str, value: str, unit: str | None, kind: str) -> None:
    """Figures, words, signs and scales all come to one exact value."""
    assert one(text)[1:] == (Decimal(value), unit, kind)


def test_numbers_that_come_in_pairs() -> None:
    """Ranges share unit and scale; scores are one mention; a span of years is two years."""
    assert [(n.value, n.unit) for n in numbers("10 to 15 percent")] == [(10, "%"), (15, "%")]
    assert [(n.value, n.unit) for n in numbers("$3-5 million")] == [(3_000_000, "USD"), (5_000_000, "USD")]
    assert [(n.kind, n.value, n.other) for n in numbers("won 21-14 on")] == [("score", 21, 14)]
    assert [(n.kind, n.value) for n in numbers("the 1910-45 rule")] == [("year", 1910), ("year", 1945)]


@pytest.mark.parametrize("text", ["an F-16", "COVID-19", "the G7", "call 555-0100", "a third-party", "B2B", "@user99"])
def test_parts_of_names_are_no_numbers(text: str) -> None:
    """Codes and compound words hold no number; ("a third" of something would)."""
    assert [n for n in numbers(text) if n.kind != "fraction"] == []


def test_the_word_counted_comes_along() -> None:
    """The noun is the stem of the first plain word behind the number."""
    assert [n.noun for n in numbers("28,500 American troops and 40 more ships")] == ["troop", "ship"]


def keys(text: str) -> list[str]:
    found = names(text)
    assert all(text[n.start : n.end] == n.text for n in found)
    return [n.key for n in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He met U.S. President Ann Vole there", ["united states", "ann vole"]),
        ("Yesterday S. Korea and South Korean firms", ["south korea", "south korea"]),
        ("in the United States and the US", ["united states", "united states"]),
        ("the Bank of Norway's board", ["bank of norway"]),
        ("with Mr. Vole and Vole", ["vole", "vole"]),
        ("by the General Security Council (GSC)", ["general security council", "gsc"]),
        ("on Friday in May", []),
        ("The council met. But Oslo did not", ["oslo"]),
        ("Japan's Ann Vole spoke", ["japan", "ann vole"]),
        ("an F-16 and COVID-19", ["f-16", "covid-19"]),
        ("the State Department of Ohio", ["state department of ohio"]),
        ("Robert Vole Jr. came", ["robert vole"]),
        ("Lt. Gov. Ada de la Cruz", ["ada de la cruz"]),
        ("we and us", []),
    ],
)
def test_names_have_one_key(text: str, expected: list[str]) -> None:
    """Titles, possessives, demonyms and short forms come to one key."""
    assert keys(text) == expected


def test_a_word_that_opens_a_sentence_may_be_no_name() -> None:
    """Such a name is marked, so that a check can be lenient with it."""
    assert [(n.text, n.initial) for n in names("Mussels were served. They liked Oslo")] == [
        ("Mussels", True), ("Oslo", False),
    ]  # fmt: skip


def test_countries_by_any_name() -> None:
    """Acronyms count in capitals only."""
    assert {country(n) for n in ("U.S.", "US", "USA", "American", "the United States")} == {"united states"}
    assert country("us") is None
    assert country("un") is None
    assert country("N. Koreans") == "north korea"


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('He said "no" twice.', ["no"]),
        ("“We won’t go,” she said. “Not now.”", ["We won’t go,", "Not now."]),
        ("“He told me ‘never’ and left,” she said.", ["He told me ‘never’ and left,", "never"]),
        ("the workers' plan and the '90s", []),
        ("It is 'unfair', he said", ["unfair"]),
        ("“The first part.\n\n“The second part,” he said.", ["The first part.", "The second part,"]),
        ("``Old style,'' he said.", ["Old style,"]),
        ("\"Outer 'inner' outer\"", ["Outer 'inner' outer", "inner"]),
        ("don't, can’t, O'Brien", []),
    ],
)
def test_quotations(text: str, inner: list[str]) -> None:
    """Straight, curly, nested and continued quotations; an apostrophe is none."""
    found = quotations(text)
    assert [q.inner for q in found] == inner
    assert all(q.inner in text[q.start : q.end] for q in found)
