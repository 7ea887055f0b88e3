"""Sentence splitting: what nupunkt gets wrong in news, offsets, wrapped text, overlong text."""

from __future__ import annotations

import pytest

from brief.articles.lines import read_lines
from brief.articles.passages import article_sentences
from brief.models import LineKind
from brief.text.sentences import MAX_SENTENCE, split_sentences


def split(text: str) -> list[str]:
    return [s.text for s in split_sentences(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["S. Korea and N. Korea's envoys met on Nov. 14.", "They parted at 6 p.m. Friday."],
        ["He left the U.S.", "The company stayed."],
        ["In Oslo, U.S. Secretary of Labor Ann Vole spoke.", "The U.N. Security Council listened."],
        ["Robert Vole Jr. spoke first.", "Then Sen. J. D. Marsh, R-Ohio, and Lt. Gov. Ada Lund did."],
        ["The pastor of St. Mary church lives on Main St.", "The car was found there."],
        ["“No. 1,” he said.", "It was the No. 2 seed's loss."],
        ["She works for Gull Inc. and for Marsh & Co.", "The firms are rivals."],
        ["The vote is next month.", "Critics of the reports.", "Drivers in Texas.", "Tourists in the West."],
        ["He told the Associated Press.", "Smith denied it."],
        ["Reps. Vole and Marsh met Sens. Lund and Strand.", "They agreed."],
        ["Roe v. Wade was cited.", "It took 3.5 hours."],
        ["“We need time.”", "She left."],
        ['"Really?" she asked.', '"Yes!" he said.'],
        ["He said: “We lost.”", "Then he laughed."],
        ["The choir of Yahoo! and others sang!", "Was it good?", "It was."],
        ["The plan costs $3.5 billion.", "That is $1.2 billion more."],
        ["Vitamin C.", "But not only that."],
        ["At 9:30 a.m. on Jan. 3, Washington, D.C. Council members met.", "They left for N.Y. the next day."],
        ["“I was there ... and then I left,” he said.", "Nobody saw him."],
        ["1. Open the box.", "2. Take out the boat."],
        ["The Rev. Al Marsh (R-Ohio) came.", "(He was late.)", "Dr. Lund did not."],
    ],
)  # fmt: skip
def test_sentences_of_news(sentences: list[str]) -> None:
    """Abbreviations, initials, titles, quotations and lists as news writes them."""
    assert split(" ".join(sentences)) == sentences


def test_a_missing_space_does_not_glue_two_sentences() -> None:
    """Extracted text often loses the space where a link ended."""
    assert split("The pier closed.The council met.") == ["The pier closed.", "The council met."]


def test_sentences_point_into_the_text() -> None:
    """`text[start:end]` is the sentence, mixed line ends and odd spaces included."""
    text = "\ufeff One.\r\nTwo was here.\u2028 Three came.\x85Four\x0bFive.\r\rSix\u00a0ran. "
    for s in split_sentences(text):
        assert text[s.start : s.end] == s.text == s.text.strip()
    assert "".join("".join(split(text)).split()) == "".join(text.split())


def test_a_paragraph_a_line_ends_a_sentence() -> None:
    """A line that was not wrapped ends its sentence, full stop or not."""
    assert split("A heading without a stop\nThe council met on Monday.\n\nIt will meet again") == [
        "A heading without a stop", "The council met on Monday.", "It will meet again",
    ]  # fmt: skip


WRAPPED = """The harbor council of Port Marlow put off its vote on the north pier on
Thursday, after an engineer had told it that U.S. firms could repair the
pier for half the price. The chair, Dr. Ada Lund, said the council needed
more time.

It will meet again on May 3. Until then the pier, which was closed in
January, stays shut.
"""


def test_a_sentence_goes_over_the_lines_of_wrapped_text() -> None:
    """In text wrapped at 72 columns a line's end ends nothing."""
    found = split_sentences(WRAPPED)
    assert [s.text.split()[0] for s in found] == ["The", "The", "It", "Until"]
    assert found[0].text.endswith("half the price.") and "\n" in found[0].text


def test_wrapped_articles_have_the_same_sentences() -> None:
    """Typed lines are joined again where wrapping cut them."""
    raw = "Council delays vote\n\n" + WRAPPED
    found = article_sentences(raw, read_lines(raw)[0], "v1")
    assert [s.kind for s in found] == [LineKind.HEADLINE] + [LineKind.BODY] * 4
    assert all(raw[s.start : s.end] == s.text and s.version == "v1" for s in found)


def test_bullets_and_datelines_stay_outside_the_sentences() -> None:
    """The cited sentence starts after what stands in front of it."""
    raw = "Council delays vote\nOSLO, May 3 (Gull) -- The vote is off. Why?\n- Money ran out.\n"
    found = article_sentences(raw, read_lines(raw)[0], "v1")
    assert [s.text for s in found] == ["Council delays vote", "The vote is off.", "Why?", "Money ran out."]


@pytest.mark.parametrize("unit", ["word ", "x", "a. ", ". ", "? ", '"a', "U.S. ", "\n-", "1. ", "“", "(a) "])
def test_overlong_texts_are_survived(unit: str) -> None:
    """300,000 characters of anything are split in sentences of bounded length that lose nothing, but for what goes on
    without white space."""
    text = unit * (300_000 // len(unit))
    found = split_sentences(text)
    assert max((s.end - s.start for s in found), default=0) <= MAX_SENTENCE
    kept = sum(len("".join(s.text.split())) for s in found)
    assert kept == (len("".join(text.split())) if unit.split() != [unit] else MAX_SENTENCE)


def test_encoded_data_among_sentences_is_one() -> None:
    """Whatever stands before and after it is as it was; a text without spaces but with ends is sentences."""
    data = "aGVsbG8+d29ybGQ/" * 10_000
    found = [s.text for s in split_sentences(f"The ferry left at noon. {data} It came back at six.\nNobody was hurt.")]
    assert found[0] == "The ferry left at noon."
    assert found[-1] == "Nobody was hurt."
    assert [t for t in found if t[:4] == "aGVs"] == [data[:MAX_SENTENCE]]
    assert "It came back at six." in " ".join(found[1:])
    japanese = "港の船は正午に出た。" * 1000
    assert "".join(s.text for s in split_sentences(japanese)) == japanese


def test_nothing_comes_of_nothing() -> None:
    """No text, no sentences."""
    assert split_sentences("") == split_sentences(" \r\n\x85\u2003") == []
