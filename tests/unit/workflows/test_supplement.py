"""What the search puts first stands beside what a small model writes, and nothing beside a capable one's."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from brief.models import Answer, Evidence
from brief.workflows.ask import answer
from brief.workflows.asked import Asked
from brief.writing.endpoint import Endpoint
from brief.writing.extractive import foremost
from brief.writing.openai_writer import OpenAIWriter
from tests.support.replays import SameAnswer, stream
from tests.support.stories import HOW_MANY, PLANTED, SENTENCES, WHY, evidence

SMALL, CAPABLE = "some-1b", "some-model"


def answered(question: str, found: Evidence, *claims: tuple[str, str], model: str = SMALL) -> Answer:
    """The answer where the model cites and says this, without a judge."""
    said = {"answerable": True, "claims": [{"cites": [label], "text": text} for label, text in claims]}
    endpoint = Endpoint(model, "a-long-secret-key", "http://endpoint.test/v1", retries=0)
    writer = OpenAIWriter(endpoint, transport=SameAnswer(stream(json.dumps(said))))
    return answer(Asked(question, None, found, {}), writer)


def text_of(label: str) -> str:
    return SENTENCES[int(label[1:]) - 1][2]


@pytest.fixture
def why() -> Evidence:
    return evidence(WHY)


def best(found: Evidence) -> str:
    sentence = foremost(found.question, found)
    assert sentence is not None
    return sentence.sentence.text


def test_what_covers_less_of_the_question_comes_after_the_best_sentence(why: Evidence) -> None:
    """The model takes a sentence on another matter: the one that the search puts first goes before it."""
    made = answered(WHY, why, ("S6", text_of("S6")))
    assert [c.text for c in made.claims] == [best(why), text_of("S6")]
    assert all(c.citations for c in made.claims)


def test_a_model_that_cites_the_best_sentence_is_left_alone(why: Evidence) -> None:
    """Nothing is said twice."""
    label = next(s.label for s in why.sentences if s.sentence.text == best(why))
    made = answered(WHY, why, (label, best(why)))
    assert [c.text for c in made.claims] == [best(why)]


def test_a_second_claim_that_is_the_best_sentence_is_shown(why: Evidence) -> None:
    """Once, in whatever place the model says it."""
    label = next(s.label for s in why.sentences if s.sentence.text == best(why))
    made = answered(WHY, why, (label, best(why)), ("S2", text_of("S2")))
    assert [c.text for c in made.claims] == [best(why), text_of("S2")]
    made = answered(WHY, why, ("S2", text_of("S2")), (label, best(why)))
    assert {best(why), text_of("S2")} == {c.text for c in made.claims}


def test_what_covers_as_much_stays_first_and_another_figure_is_told() -> None:
    """Of two sentences that count differently a small model takes one: both are shown."""
    found = evidence(HOW_MANY)
    other = next(t for t in (text_of("S5"), text_of("S2")) if t != best(found))
    label = "S5" if other == text_of("S5") else "S2"
    made = answered(HOW_MANY, found, (label, other))
    assert {best(found), other} <= {c.text for c in made.claims}


def test_nothing_is_added_for_a_capable_model_or_where_nothing_likely_answers(why: Evidence) -> None:
    """A capable model chooses itself; what is not likely to answer is no answer."""
    claim = ("S6", text_of("S6"))
    assert [c.text for c in answered(WHY, why, claim, model=CAPABLE).claims] == [claim[1]]
    unlikely = Evidence(WHY, why.sentences, 0.2)
    assert [c.text for c in answered(WHY, unlikely, claim).claims] == [claim[1]]


def test_where_everything_is_withheld_the_page_says_so(why: Evidence) -> None:
    """The best sentence alone is no answer of the model's: quotations stand in for it, with a note."""
    made = answered(WHY, why, ("S1", "The crossing cost €77 million in 1931."))
    assert "Everything the model wrote was withheld" in " ".join(made.notes)


def test_an_order_to_the_model_is_never_quoted_as_the_best_sentence() -> None:
    """A planted instruction that repeats the whole question, and so covers most of it, is not shown."""
    planted = evidence(WHY, extra=(f"{WHY} {PLANTED}",))
    raised = Evidence(WHY, (*planted.sentences[:-1], replace(planted.sentences[-1], score=2.0)), 0.8)
    made = answered(WHY, raised, ("S6", text_of("S6")))
    assert made.claims
    assert not any(PLANTED in c.text for c in made.claims)


def test_the_best_sentence_of_an_article_that_is_cited_does_not_come_last(why: Evidence) -> None:
    """The model has seen it there and taken another one, that has as much of the question; one of another article may
    tell it otherwise."""
    asked = "Ferry crews?"
    assert foremost(asked, why) == why.sentences[0]
    told = "Ferry crews of the Ålvik crossing joined the strike."
    for article, expected in ((why.sentences[0].article, 1), (why.sentences[4].article, 2)):
        sentence = replace(why.sentences[1].sentence, version=article.version, text=told)
        second = replace(why.sentences[1], sentence=sentence, article=article)
        found = Evidence(asked, (why.sentences[0], second), 0.8)
        assert len(answered(asked, found, ("S2", told)).claims) == expected


def test_the_best_sentence_of_the_same_article_comes_after_the_answer(why: Evidence) -> None:
    """It has more of the question, but the model has seen it there and answers with another one: that stays first."""
    asked = "Did crews of the Ålvik ferry strike over pay?"
    found = Evidence(asked, why.sentences, 0.8)
    assert foremost(asked, found) == why.sentences[0]
    shown = [c.text for c in answered(asked, found, ("S3", text_of("S3"))).claims]
    assert shown[-1] == text_of("S1") and text_of("S3") in shown[:-1]


def test_what_goes_on_from_a_sentence_is_quoted_where_it_tells_more() -> None:
    """What leans on a cited sentence and has a word of the question more, or another number where one is asked for."""
    said = (
        "Fishermen of Ålvik landed 800 tons of herring.",
        "Their rivals in Solund say 400.",
        "They sang on the way.",
    )
    question = "How much herring did fishermen land?"
    found = evidence(question, extra=said)
    label = found.sentences[-3].label
    shown = [c.text for c in answered(question, found, (label, said[0])).claims]
    assert shown[shown.index(said[0]) + 1] == said[1] and said[2] not in shown
    other = evidence("Who sang?", extra=said[::2])
    shown = [
        c.text for c in answered("Did fishermen of Ålvik sing?", other, (other.sentences[-2].label, said[0])).claims
    ]
    assert shown[shown.index(said[0]) + 1] == said[2]


def test_who_they_are_is_said_before_what_they_do() -> None:
    """A copied sentence that points back comes after the one that it points to, which is shown once; a capable model
    sees to that itself."""
    who, what = "The fishermen of Ålvik met the minister in Solund.", "They asked him for larger quotas."
    found = evidence(WHY, extra=(who, what))
    *_, first, second = (s.label for s in found.sentences)
    shown = [c.text for c in answered(WHY, found, (second, what)).claims]
    assert shown[shown.index(what) - 1] == who
    shown = [c.text for c in answered(WHY, found, (first, who), ("S6", text_of("S6")), (second, what)).claims]
    assert shown.count(who) == 1 and shown.index(who) < shown.index(what)
    assert [c.text for c in answered(WHY, found, (second, what), model=CAPABLE).claims] == [what]
