"""Scripts without spaces between words, as pairs of letters."""

from __future__ import annotations

import pytest

from brief.text.tokens import words
from brief.text.unspaced import in_pairs


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("海城港", "海城 城港"),
        ("港", "港"),
        ("東京でNHKが2024年", "東京 京で NHK が 2024 年"),
        ("항구는 연다", "항구 구는 연다"),
        ("ท่าเรือ", "ทา าเ เร รอ"),
        ("the harbor of Хайчэн", "the harbor of Хайчэн"),
    ],
)
def test_runs_of_letters_become_pairs(text: str, found: str) -> None:
    """Without marks of tone and vowels above, which are no letters; other scripts stay as they are."""
    assert in_pairs(text).split() == found.split()


def test_the_words_of_a_text_are_pairs_there() -> None:
    """So what compares words compares these too."""
    assert words("2024年の港、harbors") == ["2024", "年の", "の港", "harbors"]
