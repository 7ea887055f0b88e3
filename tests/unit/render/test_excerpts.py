"""The part of a passage that a list shows, and the marks in it."""

from __future__ import annotations

import re

from brief.render.excerpts import Stretch, excerpt, nothing, pieces


def find(text: str) -> list[Stretch]:
    return [m.span() for m in re.finditer("pier|boat", text)]


def test_pieces_make_up_the_text() -> None:
    """In order, each found one apart."""
    text = "The pier and the boat"
    made = list(pieces(text, find(text)))
    assert "".join(piece for piece, _ in made) == text
    assert [piece for piece, found in made if found] == ["pier", "boat"]


def test_a_short_text_is_whole() -> None:
    """Nothing is left out, nothing is added."""
    assert "".join(piece for piece, _ in excerpt("A pier.", find, 20)) == "A pier."
    assert "".join(piece for piece, _ in excerpt("", find, 20)) == ""


def test_a_long_text_is_cut_where_most_words_are_found() -> None:
    """Different words count, not one word again; whole words, with ellipses; the beginning where none is found."""
    text = "one pier " + "more words " * 40 + "a pier pier and a boat " + "after that " * 40
    made = list(excerpt(text, find, 200))
    shown = "".join(piece for piece, _ in made)
    assert shown.startswith("… ") and shown.endswith(" …") and len(shown) <= 204
    assert {piece for piece, found in made if found} == {"pier", "boat"}
    assert set(shown.strip(" …").split()) <= set(text.split())
    assert "".join(piece for piece, _ in excerpt(text, nothing, 200)) == text[:200].rstrip() + " …"


def test_the_end_of_a_text_is_shown_whole() -> None:
    """Words found near the end are shown with all that comes after them."""
    text = "more words " * 40 + "a boat at last"
    shown = "".join(piece for piece, _ in excerpt(text, find, 100))
    assert shown.startswith("… ") and shown.endswith("a boat at last") and len(shown) <= 102


def test_text_without_spaces_is_cut_anywhere() -> None:
    """There is no whole word to keep."""
    shown = "".join(piece for piece, _ in excerpt("東" * 500, nothing, 100))
    assert shown == "東" * 100 + " …"
