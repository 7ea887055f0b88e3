"""What a text claims, and what only looks like a claim."""

from __future__ import annotations

import textwrap

import pytest

from brief.workflows.drafts import claims_of, old_citations, source_sentences, without_marks, written_here

DRAFT = """# The dam of Orle

Mayor Ana Ruiz opened the dam on Friday. It cost $40 million.

* Farmers have not been paid.
1. A choir sang.

| year | cost |
| ---- | ---- |
"""

PAGE = """# Who opened the dam?

Mayor Ana Ruiz opened the dam on Friday. [1] [2] (Orle Post, 2019-11-14; 2 origins)

- **2019-11-14** It cost \\$40 million \\[sic\\]. [3]

## Gaps

- One article is undated.

## Sources

- [1] "Mayor Ana Ruiz opened the dam on Friday."  
  Dam opens. Orle Post, 2019-11-14, articles/dam.txt:3
- [2] "The dam was opened by Ana Ruiz."  
  Orle Post, 2019-11-15
- [3] "It cost \\$40 million \\[sic\\]."  
  Orle Post, 2019-11-14, articles/dam.txt:4
"""  # noqa: W291 - two spaces break a line of Markdown


def texts(text: str) -> list[str]:
    return [without_marks(c.text) for c in claims_of(text)]


def test_headings_tables_and_bullets_are_no_part_of_a_claim() -> None:
    """Only sentences are checked, without the sign that opens a list item."""
    assert texts(DRAFT) == [
        "Mayor Ana Ruiz opened the dam on Friday.",
        "It cost $40 million.",
        "Farmers have not been paid.",
        "A choir sang.",
    ]


def test_a_page_of_ours_is_read_without_marks_remarks_and_sources() -> None:
    """Of an old answer or briefing only what carries a mark is a claim, and its remark is not."""
    assert written_here(PAGE) and not written_here(DRAFT)
    assert texts(PAGE) == ["Mayor Ana Ruiz opened the dam on Friday.", "It cost $40 million [sic]."]


def test_claims_keep_their_place_in_the_text() -> None:
    """Start and end of a claim are characters of the text that was given, marks included."""
    for claim in claims_of(PAGE):
        assert PAGE[claim.start : claim.end] == claim.text
        assert claim.text.endswith("]")


def test_a_draft_that_was_wrapped_is_read_in_sentences() -> None:
    """Lines broken at a fixed width are one paragraph; a heading above them and a list below are not part of it."""
    wrapped = (
        "# The dam at Orle is open after three years of work on its walls again\n"
        "Mayor Ana Ruiz opened the dam on Friday before a crowd of four hundred,\n"
        "most of them farmers of the valley below, and thanked the engineers. It\n"
        "cost forty million dollars, a third more than the council had expected.\n"
        "- A choir sang.\n"
    )
    claims = claims_of(wrapped)
    assert [" ".join(c.text.split()) for c in claims] == [
        "Mayor Ana Ruiz opened the dam on Friday before a crowd of four hundred, most of them farmers of the valley "
        "below, and thanked the engineers.",
        "It cost forty million dollars, a third more than the council had expected.",
        "A choir sang.",
    ]
    assert all(wrapped[c.start : c.end] == c.text for c in claims)


@pytest.mark.parametrize("columns", [60, 80, 100, 120])
def test_a_draft_may_be_wrapped_at_any_usual_width(columns: int) -> None:
    """As editors are set; the sentences are those of the text in one line."""
    sentences = [
        "The prosecutor of Orle has opened an inquiry into why the drains under the dam were never renewed, as the "
        "council had voted twice.",
        "The mayor, who was in office for nine years, declined to be questioned about it on Monday and left the hall.",
        "Farmers of the valley, two hundred of whom lost their barns, want to be heard before the summer is over.",
    ]
    claims = claims_of(textwrap.fill(" ".join(sentences), columns))
    assert [" ".join(c.text.split()) for c in claims] == sentences


def test_a_draft_with_marks_and_no_sources_is_checked_as_a_whole() -> None:
    """Marks alone do not make a page of ours."""
    assert texts("One is marked [1]. Another is not.") == ["One is marked.", "Another is not."]


def test_old_citations_are_read_back() -> None:
    """Number, exact sentence and line of every source that a page of ours lists."""
    assert [(c.n, c.text, c.line) for c in old_citations(PAGE)] == [
        (1, "Mayor Ana Ruiz opened the dam on Friday.", 3),
        (2, "The dam was opened by Ana Ruiz.", None),
        (3, "It cost $40 million [sic].", 4),
    ]
    assert old_citations(DRAFT) == []


def test_a_line_end_parts_source_sentences() -> None:
    """In a source that is given as text every line is a sentence of its own, or several."""
    found = source_sentences("First line\nSecond one. Third one.\n\nFourth")
    assert [s.text for s in found] == ["First line", "Second one.", "Third one.", "Fourth"]


def test_a_title_above_a_blank_line_is_no_claim() -> None:
    """Only the first line, alone, and without the end of a sentence: anything else is checked."""
    body = "The dam cost $40 million. A choir sang"
    claims = claims_of(f"Orle opens its dam\n\n{body}\n")
    assert [c.text for c in claims] == ["The dam cost $40 million.", "A choir sang"]
    assert claims[0].start == len("Orle opens its dam\n\n")
    assert texts(f"Orle opens its dam\r\n \r\n{body}") == ["The dam cost $40 million.", "A choir sang"]
    assert texts(f"The dam is open.\n\n{body}")[0] == "The dam is open."
    assert texts(f"The dam is open [1]\n{body}")[0] == "The dam is open"
    assert texts("The mayor resigned") == ["The mayor resigned"]
    assert texts(f"{body}\n\nThe mayor resigned\n\n{body}").count("The mayor resigned") == 1


def test_the_place_of_an_old_citation_is_read_back() -> None:
    """The path with its line, or the address, and the name of the sentence where the page gives it."""
    ref = "0123456789abcdef@10-51"
    page = (
        "It is open. [1][2][3]\n\nSources\n"
        '[1] "It is open."\n    Dam at 3:2\n    Orle Post, 2019-11-14\n    /news/the dam, again.txt:3\n'
        f'    brief show {ref}\n[2] "It cost much."\n    Orle Post, undated\n    https://orle.example/a?b=1:2\n'
        '[3] "It leaks."\n    Orle Post, 2019-11-14\n'
    )
    first, second, third = old_citations(page)
    assert (first.line, first.ref) == (3, ref) and first.place is not None and first.place.endswith("again.txt")
    assert (second.line, second.place, second.ref) == (None, "https://orle.example/a?b=1:2", None)
    assert (third.line, third.place, third.ref) == (None, None, None)
    marked = '# Q\n\nIt is open. [1]\n\n## Sources\n\n- [1] "It is open."  \n  Dam. Orle \\*Post\\*, 2019-11-14, '
    (one,) = old_citations(marked + f"/news/a\\_dam.txt:3, brief show {ref}\n")
    assert (one.place, one.line, one.ref) == ("/news/a_dam.txt", 3, ref)
    (one,) = old_citations(marked + "<https://orle.example/a>\n")
    assert (one.place, one.line) == ("https://orle.example/a", None)
