"""Offsets hold on any Unicode text: all that is read points into the raw text, and nothing is lost."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from brief.articles.beside import PRINTED, DatedText, dates_beside
from brief.articles.reading import read_article
from brief.models import Article, ArticleInfo, LineKind
from brief.text.dates import find_dates, possible_days
from brief.text.names import names
from brief.text.numbers import numbers
from brief.text.printed_dates import certain_days
from brief.text.quotations import quotations
from brief.text.resolving import likely_days, resolve_date
from brief.text.sentences import MAX_SENTENCE, split_sentences
from brief.text.tokens import words

ENDS = ["\n", "\r\n", "\r", "\n\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", " ", "\u00a0", "\t"]
PIECES = [
    "The council met on Friday.", "U.S.", "S. Korea", "Nov. 14", "\"We lost.\"", "“No,” he said",
    "(END)", "By Ada Lund",
    "OSLO, May 3 (Gull) --", "date 2019-11-14 Pier shut", "- a bullet", "1.", "...", "•", "# Head", "3-1", "$2.5bn",
    "Dr.", "p.m.", "''", "Image: A B.", "word.Word is", "é", "\u200b", "\U0001f6a2", "日本語。", "x" * 80,
]  # fmt: skip
NEWSLIKE = st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(ENDS), st.text(max_size=8)), max_size=60).map(
    "".join
)
TEXTS = st.one_of(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=300), NEWSLIKE)


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(TEXTS)
def test_split_sentences_loses_nothing(text: str) -> None:
    """Sentences are slices of the text, in order, and hold every character that is not white space."""
    found = split_sentences(text)
    at = 0
    for s in found:
        assert text[s.start : s.end] == s.text == s.text.strip() != ""
        assert at <= s.start < s.end and not text[at : s.start].strip()
        assert len(s.text) <= MAX_SENTENCE
        at = s.end
    assert squeezed("".join(s.text for s in found)) == squeezed(text)


@given(TEXTS, st.sampled_from([None, "Pier shut"]))
def test_reading_points_into_the_raw_text(raw: str, title: str | None) -> None:
    """Lines cover all that is not white space; sentences lie in headline or body lines; chunks are slices."""
    reading = read_article(Article(ArticleInfo("a", "v", title=title), raw))
    at = 0
    for line in reading.lines:
        assert at <= line.start < line.end and not raw[at : line.start].strip()
        at = line.end
    assert not raw[at:].strip()
    citable = [x for x in reading.lines if x.kind in (LineKind.BODY, LineKind.HEADLINE)]
    for s in reading.sentences:
        assert raw[s.start : s.end] == s.text
        uncited = s.kind in (LineKind.BOILERPLATE, LineKind.ITEM)
        assert any(x.start <= s.start < x.end and (uncited or x.kind is s.kind) for x in citable)
    assert squeezed("".join(s.text for s in reading.sentences)) == squeezed(
        "".join(raw[x.start : x.end] for x in citable)
    )
    for n, chunk in enumerate(reading.chunks):
        assert (chunk.ordinal, raw[chunk.start : chunk.end]) == (n, chunk.text)


@given(TEXTS)
def test_mentions_are_slices(text: str) -> None:
    """Numbers, names and quotations stand where they say, in order, numbers and names without overlap."""
    for mentions in (numbers(text), names(text)):
        at = 0
        for m in mentions:
            assert at <= m.start < m.end and text[m.start : m.end] == m.text
            at = m.end
    for q in quotations(text):
        assert q.inner in text[q.start : q.end]
    assert all(w and w == w.strip() for w in words(text))


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_dates_are_slices_and_spans(text: str, base: date) -> None:
    """Date mentions are slices; a day lies in its span; no text makes the resolver fail."""
    for m in find_dates(text):
        assert text[m.start : m.end] == m.text
        spans = possible_days(m, base)
        assert all(s.first <= s.last for s in spans)
        likely, certain = likely_days(text, m, base), certain_days(text, m, base)
        assert (likely in spans or m.anchored) if likely else not spans
        assert certain is None or certain in spans
    resolve_date(text[:40], base, text)


TIMES = st.sampled_from(
    [
        "yesterday", "tomorrow", "on Friday", "last week", "next week", "in August", "next year", "last year's",
        "on Nov. 23", "this weekend", "on the 15th", "two days ago", "Thanksgiving", "the end of the month", "in 2016",
        "the week of March 6", "Black Friday", "[1]", "(", "“", "”", ".", "a year ago today", "said", "will meet",
    ]
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(TIMES | TEXTS, max_size=8).map(" ".join), st.dates(), st.booleans())
def test_days_beside_words_stand_in_order_and_can_be_taken_off_again(text: str, base: date, inferred: bool) -> None:
    """Each stands behind its words, none overlaps another, whatever the text and however far off the day."""
    found = dates_beside(text, [[DatedText(text, base, inferred)]])
    at = 0
    for d in found:
        assert at <= d.start < d.end <= len(text) and d.first <= d.last and d.inferred is inferred
        at = d.end
    ends = {d.end for d in found}
    printed = "".join(c + (" (2019-11-15)" if n in ends else "") for n, c in enumerate(text, 1))
    if "(2" not in text:
        assert PRINTED.sub("", printed) == text
