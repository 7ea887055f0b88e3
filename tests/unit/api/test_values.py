"""Values of the Python API: what they take, and how they are shown."""

from __future__ import annotations

import html
import json
import re
from datetime import date, datetime

import pytest

from brief.api.articles import Article, day_of
from brief.api.values import Answer, CheckReport, Hits, shown_as
from brief.models import (
    Answer as Made,
)
from brief.models import (
    ArticleInfo,
    CheckedSentence,
    Chunk,
    Citation,
    Hit,
    Reason,
    Sentence,
    ShownClaim,
    SourcedSentence,
    Status,
    Verdict,
)
from brief.models import (
    CheckReport as Checked,
)

HOSTILE = '</q></iframe><script>alert(1)</script><img src=x onerror="alert(2)"> [7] \x1b[31m\u202egnp'


def hostile_answer() -> Answer:
    info = ArticleInfo(
        "a" * 16, "b" * 16, title=HOSTILE, source=HOSTILE, published=date(2024, 3, 5), url="javascript:x"
    )
    sentence = Sentence(info.version, 0, len(HOSTILE), HOSTILE)
    claim = ShownClaim(HOSTILE, Verdict(Status.SUPPORTED, 1.0), (1,))
    made = Made("run", HOSTILE, None, "extractive", None, True, 1.0, (claim,), citations=(Citation(1, sentence, info),))
    return shown_as(Answer, made, texts={info.version: HOSTILE})


def hostile_hits() -> Hits:
    info = ArticleInfo("a" * 16, "b" * 16, title=HOSTILE, source=HOSTILE, published=date(2024, 3, 5))
    return Hits(HOSTILE, [Hit(Chunk(info.version, 0, 0, len(HOSTILE), HOSTILE), info, 0.5, 1, None)])


def hostile_report() -> CheckReport:
    info = ArticleInfo("a" * 16, "b" * 16, title=HOSTILE, source=HOSTILE)
    source = SourcedSentence(Sentence(info.version, 0, len(HOSTILE), HOSTILE), info)
    verdict = Verdict(Status.UNSUPPORTED, 0.0, (Reason("number", HOSTILE),))
    sentence = CheckedSentence(0, len(HOSTILE), HOSTILE, verdict, (source,), HOSTILE)
    return shown_as(CheckReport, Checked(HOSTILE, HOSTILE, (sentence,)))


@pytest.mark.parametrize("value", [hostile_answer(), hostile_hits(), hostile_report()])
def test_hostile_text_is_inert_in_a_notebook(value: Answer | Hits | CheckReport) -> None:
    """The page is one attribute of a frame without scripts, and has no element of an article's."""
    shown = value._repr_html_()
    frame = re.fullmatch(r'<iframe sandbox="allow-popups" srcdoc="([^"]*)" style="[^"<>]*"></iframe>', shown)
    assert frame
    page = html.unescape(frame[1])
    assert page == value.to_html()
    assert "<script" not in page
    assert "<img" not in page
    assert "javascript:" not in re.sub(r">[^<]*<", "><", page)
    assert "default-src 'none'" in page


@pytest.mark.parametrize("value", [hostile_answer(), hostile_hits(), hostile_report()])
def test_hostile_text_is_inert_elsewhere(value: Answer | Hits | CheckReport) -> None:
    """No form holds a character that a terminal acts on; JSON holds them as escapes and is whole."""
    for text in (str(value), value.to_markdown(), value.to_json()):
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert HOSTILE in json.dumps(json.loads(value.to_json()), ensure_ascii=False).replace('\\"', '"').replace(
        "\\u001b", "\x1b"
    )


def test_an_answer_keeps_what_the_workflow_made() -> None:
    """It is the workflow's answer, and what is printed of it in short is one line."""
    answer = hostile_answer()
    assert isinstance(answer, Made)
    assert json.loads(answer.to_json())["citations"][0]["text"] == HOSTILE
    assert repr(shown_as(Answer, Made("r", "why?", None, "extractive", None, False, 0.1))) == (
        "Answer('why?', answered=False, claims=0, citations=0, withheld=0)"
    )


def test_hits_are_a_sequence_of_flat_values() -> None:
    """What tables take: each passage with its rank, its article's days and outlet, its place."""
    hits = hostile_hits()
    assert len(hits) == 1
    assert (hits[0].rank, hits[0].published, hits[0].article) == (1, date(2024, 3, 5), "a" * 16)
    assert list(hits) == list(hits[:])


def test_pandas_takes_hits_and_articles() -> None:
    """A row for each, the fields as columns."""
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    assert list(pandas.DataFrame(hostile_hits())["rank"]) == [1]
    table = pandas.DataFrame([Article("One word.", "A", "2024-03-05"), Article("Two words.")])
    assert list(table["text"]) == ["One word.", "Two words."]
    back = [Article(row.text, row.title, row.published) for row in table.itertuples()]
    assert [(a.title, a.published) for a in back] == [("A", date(2024, 3, 5)), (None, None)]


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2024-03-05", date(2024, 3, 5)),
        ("2024-03-05T23:59:00+01:00", date(2024, 3, 5)),
        ("5 March 2024", date(2024, 3, 5)),
        (datetime(2024, 3, 5, 12), date(2024, 3, 5)),
        (date(2024, 3, 5), date(2024, 3, 5)),
        (None, None),
        ("", None),
        (float("nan"), None),
    ],
)
def test_days(given: object, day: date | None) -> None:
    """A day may be given in every form that tables and feeds have it in."""
    assert day_of(given) == day


def test_what_is_no_day_or_no_text_is_refused() -> None:
    """In words, at once; a day that depends on when it is said is no article's."""
    for words in ("soon", "yesterday", "last week", "July 8", "2024-03"):
        with pytest.raises(ValueError, match=f"'{words}' is not a day"):
            Article("Text.", published=words)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="not int"):
        Article("Text.", published=20240305)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="must be a string, not bytes"):
        Article(b"Text.")  # type: ignore[arg-type]
    assert Article("Text.", float("nan"), authors="Ann").title is None  # type: ignore[arg-type]
    assert Article("Text.", authors="Ann").authors == ("Ann",)  # type: ignore[arg-type]
