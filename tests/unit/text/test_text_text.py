"""Words, stems, numbers, names, quotations."""

from __future__ import annotations

from decimal import Decimal

import pytest

from brief.text.analysis import analyse
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


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1.2 million people", "1200000", None),
        ("28,500 troops", "28500", None),
        ("twenty-one ships", "21", None),
        ("three hundred and fifty thousand votes", "350000", None),
        ("half a million men", "500000", None),
        ("a dozen eggs", "12", None),
        ("two-thirds of them", "0.6667", None),
        ("3.5 percent", "3.5", "%"),
        ("7%", "7", "%"),
        ("two percentage points", "2", "pp"),
        ("$2.5bn", "2500000000", "dollar"),
        ("US$250 million", "250000000", "dollar"),
        ("300 billion won", "300000000000", "won"),
        ("10 won the match", "10", None),
        ("€40", "40", "euro"),
        ("10 euros", "10", "euro"),
        ("USD 5 million", "5000000", "dollar"),
        ("Rs. 500", "500", "rupee"),
        ("1,840 kilograms", "1840", "kilogram"),
        ("50 km", "50", "kilometer"),
        ("3½ hours", "3.5", "hour"),
        ("an 18 1/2-foot mast", "18.5", "foot"),
        ("a 30-second silence", "30", "second"),
        ("ten second chances", "10", None),
        ("a 12-year-old boy", "12", "year"),
        ("-3.2 degrees", "-3.2", "degree"),
        ("the 21st century", "21", "th"),
        ("the third attempt", "3", "th"),
        ("at 6:30 p.m.", "18.30", "o'clock"),
        ("at 18:30", "18.30", "o'clock"),
    ],
)
def test_numbers_have_value_and_unit(text: str, value: str, unit: str | None) -> None:
    """Figures, words, signs and scales all come to one exact value."""
    (found, *more) = numbers(text)
    assert text[found.start : found.end] == found.text
    assert (found.value, found.unit, found.vague) == (Decimal(value), unit, False)
    assert all(n.unit == "th" for n in more)


def test_some_numbers_are_vague() -> None:
    """ "Hundreds" is no hundred, and "a few thousand" no thousand."""
    assert [(n.value, n.vague) for n in numbers("hundreds of people and a few thousand birds")] == [
        (100, True), (1000, True),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["on Nov. 14", "14 November", "in 1965", "the 1990s", "the 1910-45 rule"])
def test_what_belongs_to_a_date_is_no_number(text: str) -> None:
    """Days, years and decades are the date finder's."""
    assert analyse(text).numbers == ()


def test_numbers_that_come_in_pairs() -> None:
    """Ranges share unit and scale; a score is two numbers."""
    assert [(n.value, n.unit) for n in numbers("10 to 15 percent")] == [(10, "%"), (15, "%")]
    assert [(n.value, n.unit) for n in numbers("$3-5 million")] == [(3_000_000, "dollar"), (5_000_000, "dollar")]
    assert [n.value for n in numbers("between $3 and $5 million")] == [3_000_000, 5_000_000]
    assert [n.value for n in numbers("3 to 5 million people")] == [3_000_000, 5_000_000]
    assert [n.value for n in numbers("won 21-14 on")] == [21, 14]


@pytest.mark.parametrize("text", ["an F-16", "COVID-19", "the G7", "a one-plus-one", "B2B", "@user99"])
def test_parts_of_names_are_no_numbers(text: str) -> None:
    """Codes hold no number, nor what a hyphen joins to a word before it."""
    assert [n.text for n in numbers(text) if n.text != "one"] == []


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
        ("Lt. Gov. Ada de la Cruz", ["ada de la cruz"]),
        (
            "He joined the Associated Press, then Doctors Without Borders",
            ["associated press", "doctors without borders"],
        ),
        ("with Reps. Vole and Marsh and Senators Lund and Strand", ["vole", "marsh", "lund", "strand"]),
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
