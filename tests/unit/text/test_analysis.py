"""The one analysis of a sentence: tokens, lemmas, and what is read from them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from brief.text.analysis import analyse
from brief.text.lemmas import is_ordinary, lemma
from brief.text.tokens import tokenize


def test_inflections_share_a_lemma() -> None:
    """Irregular forms come to their base form, regular ones to its stem."""
    assert lemma("won") == lemma("wins") == lemma("winning")
    assert lemma("women") == lemma("woman")
    assert lemma("announced") == lemma("announcement")


def test_ordinary_words_are_told_from_names() -> None:
    """A word or an inflection that English writes small is ordinary; a name is not."""
    assert all(map(is_ordinary, ("council", "councils", "voted", "larger", "children")))
    assert not any(map(is_ordinary, ("varnholt", "okonjo")))


def test_a_people_and_its_country_are_one_term() -> None:
    """Terms bring together what is written in two ways: a people, figures in letters, inflections."""
    one = analyse("Twelve Japanese ministers resigned.")
    assert one.terms == analyse("12 ministers of Japan resign").terms


def test_places_are_characters_of_the_sentence() -> None:
    """Tokens, names, numbers and quotations say where they stand."""
    text = "Ada Varnholt’s council spent $1.2 million on “a bridge”."
    found = analyse(text)
    assert [text[n.start : n.end] for n in found.names] == ["Ada Varnholt"]
    assert [text[n.start : n.end] for n in found.numbers] == ["$1.2 million"]
    assert [q.inner for q in found.quotations] == ["a bridge"]
    assert analyse(text) is found


@given(st.text(max_size=80))
def test_tokens_stand_in_order_and_as_written(text: str) -> None:
    """Whatever the text, each token is what stands in its place, and none overlaps another."""
    at = 0
    for token in tokenize(text):
        assert at <= token.start < token.end
        assert text[token.start : token.end] == token.text
        at = token.end
