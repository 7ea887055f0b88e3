"""JSON: the forms that others rely on."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from brief.models import SECTIONS, Answer, Article, Briefing, Chunk, Hit, ShownDate
from brief.render import data
from brief.render.briefing_data import briefing_object


def test_an_answer_has_the_promised_keys_and_no_others(answer: Answer) -> None:
    """Key by key as the design lists them, in that order."""
    said = data.answer_object(answer)
    assert list(said) == [
        "run", "question", "as_of", "writer", "model", "answered", "confidence", "claims", "withheld", "nearest",
        "notes", "citations", "usage",
    ]  # fmt: skip
    assert said["claims"][1] == {
        "text": "Fuel costs rose by 41 percent.", "verdict": "weak", "how": "as written", "score": 0.5,
        "flags": ["number"],
        "citations": [3], "origins": 1, "dates": [],
    }  # fmt: skip
    assert said["withheld"] == [{"text": "It opened in 2015.", "verdict": "unsupported", "flags": ["date"]}]
    assert said["citations"][0] == {
        "n": 1, "ref": "aaaa@32-61", "article": "1111", "source_id": None, "title": "Ferry line to close",
        "source": "Quay Press", "origin": "Quay Press", "published": "2021-03-04", "published_basis": "dateline",
        "published_reason": None,
        "path": "/news/ferry.txt", "url": None, "start": 32, "end": 61, "text": "The ferry line closes in May.",
    }  # fmt: skip
    assert said["usage"] == {
        "requests": 2, "prompt_tokens": 1500, "completion_tokens": 90, "reasoning_tokens": 0, "cost_usd": 0.0012,
    }  # fmt: skip
    assert said["as_of"] == "2021-04-01"


def test_an_unanswered_question_carries_its_nearest_sentences(unanswered: Answer) -> None:
    """`nearest` holds citations; nothing is said to be cited."""
    said = data.answer_object(unanswered)
    assert (said["answered"], said["claims"], said["citations"], said["model"]) == (False, [], [], None)
    assert [c["text"] for c in said["nearest"]] == ["The ferry line closes in May."]


def test_a_hit_is_one_line_with_its_ranks(first: Article) -> None:
    """Ranks that do not exist are null; the query's own id comes first where it has one."""
    chunk = Chunk("aaaa", 0, 32, 61, "The ferry line closes in May.")
    hit = Hit(chunk, replace(first.info, record_id="r7"), 0.5, None, 3)
    bare = data.hit_object("ferry", 1, hit)
    assert list(bare) == [
        "query", "rank", "score", "lexical", "vector", "article", "source_id", "title", "published", "path", "url",
        "start", "end", "text",
    ]  # fmt: skip
    assert (bare["lexical"], bare["vector"], bare["source_id"]) == (None, 3, "r7")
    line = data.dumps(data.hit_object("ferry", 1, hit, "q1"))
    assert "\n" not in line
    assert json.loads(line) == {"id": "q1", **bare}


def test_exact_text_survives_inert_bytes(first: Article) -> None:
    """An escape sequence in a title is written as an escape and read back as it was."""
    row = data.article_object(replace(first.info, title="a\x1b[2J\u202eb"))
    line = data.dumps(row)
    assert line.isprintable()
    assert json.loads(line)["title"] == "a\x1b[2J\u202eb"


def test_a_briefing_lists_its_stories_by_section(briefing: Briefing) -> None:
    """All four sections are there, empty ones too, and claims look as in an answer."""
    said = json.loads(data.dumps(briefing_object(briefing), indent=True))
    (story,) = said["stories"]
    assert list(story["sections"]) == list(SECTIONS)
    assert story["sections"]["what_happened"][0]["citations"] == [3]
    assert story["origins"] == ["Quay Press"]
    assert said["stories"][0]["timeline"][0]["last"] == "2021-05-31"
    assert said["coverage"] == {"articles": 2, "origins": 1, "sentences_checked": 9, "withheld": 0}


def test_the_dates_of_a_claim_stand_beside_its_text_and_not_in_it(answer: Answer) -> None:
    """The text stays as it is; the words and the days they mean are members of their own."""
    dated = ShownDate(22, 28, date(2021, 5, 1), date(2021, 5, 31), "month", inferred=True)
    said = data.claim_object(replace(answer.claims[0], dates=(dated,)))
    assert said["text"] == "The ferry line closes in May."
    assert said["dates"] == [
        {"start": 22, "end": 28, "words": "in May", "first": "2021-05-01", "last": "2021-05-31", "precision": "month",
         "inferred": True}
    ]  # fmt: skip
