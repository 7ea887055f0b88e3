"""The words of a text that a question finds."""

from __future__ import annotations

from datetime import date

import pytest

from brief.retrieval.found import found_words
from brief.retrieval.question import read_question, with_acronyms
from brief.text.acronyms import find_acronyms


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("when do the piers close?", "The pier of Marlow closes; it is closed.", "pier|closes|closed"),
        (
            "harbour of 1,200 boats",
            "The harbor had 1200 boats, and a Harbour's boat.",
            "harbor|1200|boats|Harbour's|boat",
        ),
        ("why did Seoul leave?", "South Korea left. Korean ships, South Koreans.", "South Korea|left|South Koreans"),
        ("東京 大学", "東京大学は、大学です。", "東京大学|大学"),
        ("the of and", "The of and.", ""),
        ("what happened last week?", "It happened last week.", ""),
    ],
)
def test_words_in_whatever_form_they_take(question: str, text: str, words: str) -> None:
    """Inflected, spelt otherwise, a country by its people; no word without a meaning of its own, and none of a question
    that is searched by its days alone."""
    read = read_question(question, as_of=date(2024, 3, 5))
    assert "|".join(text[a:b] for a, b in found_words(read, text)) == words


def test_an_acronym_written_out() -> None:
    """All of its words, where the text has them all."""
    question = read_question("what does the PHA say?")
    meant = with_acronyms(question, find_acronyms("The Port Harbour Authority (PHA) met."))
    text = "The Port Harbour Authority and the PHA."
    assert [text[a:b] for a, b in found_words(meant, text)] == ["Port", "Harbour", "Authority", "PHA"]
    assert found_words(meant, "Some authority of a port.") == []
