"""The openai writer over answers that no server could be brought to give."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from brief.errors import BadResponse, ProviderError
from brief.models import Claim, Usage
from brief.writing.endpoint import Endpoint
from brief.writing.prices import Budget
from brief.writing.prompt_tokens import count_prompt
from brief.writing.protocol import Form
from brief.writing.recording import Exchange
from tests.support.replays import refusal, stream, whole
from tests.support.stories import PLANTED, STORY, WHY, evidence
from tests.support.writers import BRIEFING, CHEAP, CLAIM, GOOD, MODEL, SMALL, TOOK, writer


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(stream(*GOOD), id="streamed by the character"),
        pytest.param(stream(GOOD), id="in one piece"),
        pytest.param(stream({"role": "assistant", "content": None}, GOOD), id="null first"),
        pytest.param(stream({"content": [{"type": "text", "text": GOOD}]}), id="content in parts"),
        pytest.param(whole({"role": "assistant", "content": GOOD}), id="not streamed"),
        pytest.param(
            whole({"content": [{"type": "text", "text": GOOD[:20]}, {"text": GOOD[20:]}]}), id="parts, not streamed"
        ),
        pytest.param(stream(GOOD, done=False), id="no [DONE]"),
        pytest.param(stream({"content": GOOD, "reasoning_content": "hm {"}), id="with reasoning beside"),
        pytest.param(
            Exchange(
                {}, 200, "text/event-stream", b': hello\n\ndata: {"choices": []}\n\ndata: {}\n\n' + stream(GOOD).body
            ),
            id="comments and empty choices",
        ),
    ],
)
def test_an_answer_is_read_in_every_shape_of_the_protocol(answer: Exchange) -> None:
    """Streamed or not, in parts or not: the claims are the same, and each is given once."""
    given: list[Claim] = []
    subject, transport = writer(answer)
    draft = subject.draft(WHY, evidence(WHY), given.append)
    assert (draft.answerable, draft.claims, given) == (True, (CLAIM,), [CLAIM])
    assert len(transport.requests) == 1


def test_usage_is_what_the_endpoint_says() -> None:
    """Tokens come from the response, the cost from the price."""
    subject, _ = writer(stream(GOOD, usage=TOOK), budget=Budget(CHEAP))
    subject.draft(WHY, evidence(WHY))
    assert subject.usage == Usage(1, 1900, 40, (1900 * 1.0 + 40 * 2.0) / 1e6)
    subject.draft(WHY, evidence(WHY))
    assert subject.usage.requests == 2
    assert subject.usage.cost_usd == pytest.approx(0.00396)
    assert subject.notes == ()


@pytest.mark.parametrize("usage", [None, {"prompt_tokens": 0, "completion_tokens": 0}, {"prompt_tokens": None}])
def test_usage_is_counted_where_the_endpoint_is_silent(usage: Any) -> None:
    """Missing usage is counted by brief and said, and an unknown price stays unknown."""
    subject, _ = writer(stream(GOOD, usage=usage))
    subject.draft(WHY, evidence(WHY))
    estimate = subject.estimate(WHY, evidence(WHY))
    assert subject.usage.prompt_tokens == estimate.prompt_tokens > 500
    assert 20 < subject.usage.completion_tokens < 80
    assert subject.usage.cost_usd is None
    assert "counted by brief" in subject.notes[0]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (stream(finish="stop"), "the model gave no answer"),
        (stream({"refusal": "I will not."}), "the model refused to answer"),
        (stream(finish="length"), "on reasoning before it wrote a word: lower BRIEF_REASONING_EFFORT"),
        (stream(finish="content_filter"), "content filter"),
        (whole({"content": None}), "the model gave no answer"),
        (Exchange({}, 200, "application/json", b'{"choices": []}'), "ended before any text"),
        (Exchange({}, 200, "application/json", b'{"object": "li'), "not a chat completion"),
        (Exchange({}, 200, "text/html", b"<html>hello</html>"), "text/html, not a chat completion"),
        (Exchange({}, 200, "text/event-stream", b""), "ended before any text"),
        (Exchange({}, 200, "text/event-stream", b"data: [1, 2]\n\n"), "not a chat completion"),
        (Exchange({}, 200, "text/event-stream", b'data: {"choices": [{"delta": {"con'), "ended before any text"),
        (Exchange({}, 200, "text/event-stream", b'data: {"error": {"message": "out of memory"}}\n\n'), "out of memory"),
        (stream('{"answerable": true, "cl', finish="length"), "longer than the tokens allowed"),
    ],
)
def test_an_answer_without_a_claim_is_one_clear_line(answer: Exchange, why: str) -> None:
    """No text, no choice, the wrong type, half an event: exit 5 and the reason."""
    subject, _ = writer(answer)
    with pytest.raises(BadResponse, match=why) as raised:
        subject.draft(WHY, evidence(WHY))
    assert "\n" not in str(raised.value)
    assert str(raised.value).startswith("http://endpoint.test/v1")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (stream(GOOD[:-2], ', {"cites": ["S2"], "te', finish="length"), "longer than the tokens allowed"),
        (stream(GOOD[:-2], finish=None, done=False), "the answer broke off"),
        (
            Exchange({}, 200, "text/event-stream", stream(GOOD[:-2]).body[:-30] + b'data: {"cho'),
            "the answer broke off",
        ),
        (
            Exchange({}, 200, "text/event-stream", stream(GOOD, finish=None, done=False).body + b"data: {x}\n\n"),
            "not a chat completion",
        ),
        (
            Exchange({}, 200, "text/event-stream", stream(GOOD, finish=None, done=False).body, "ReadError"),
            "broke off",
        ),
    ],
)
def test_what_was_complete_before_an_answer_broke_off_is_kept(answer: Exchange, why: str) -> None:
    """A cut answer gives its whole claims, and the reader is told."""
    subject, _ = writer(answer)
    assert subject.draft(WHY, evidence(WHY)).claims == (CLAIM,)
    assert any(why in note for note in subject.notes)


NO_FORM = [
    refusal(400, {"error": {"message": "'response_format' of type 'json_schema' is not supported", "type": "x"}}),
    refusal(422, {"detail": [{"type": "extra_forbidden", "loc": ["body", "response_format"], "msg": "no"}]}),
    refusal(400, {"error": "This model does not support structured output"}),
    refusal(500, {"error": {"message": "failed to parse grammar"}}),
]


@pytest.mark.parametrize("no", NO_FORM)
def test_a_server_without_json_schema_gets_the_next_form(no: Exchange) -> None:
    """json_schema, json_object, text: each refusal goes one step down, and the step is remembered."""
    tries = 3 if no.status == 500 else 1  # the client tries a 5xx again by itself
    marked = stream("Crews on the Ålvik crossing walked out. [S1]\n")
    subject, transport = writer(*[no] * tries, *[no] * tries, marked, marked)
    for _ in range(2):
        assert subject.draft(WHY, evidence(WHY)).claims == (CLAIM,)
    forms = [request.get("response_format", {}).get("type") for request in transport.requests]
    assert forms == ["json_schema"] * tries + ["json_object"] * tries + [None, None]
    assert subject.chat.form is Form.TEXT
    last = transport.requests[-1]["messages"][0]["content"]
    assert "square brackets at the end" in last
    assert "JSON" not in last
    assert "JSON" in transport.requests[tries]["messages"][0]["content"]


def test_a_server_that_ignores_the_form_is_asked_again_in_the_next() -> None:
    """Prose without a mark is no answer; prose with marks is as good as JSON."""
    subject, transport = writer(
        stream("Well, crews walked out."), stream("Crews on the Ålvik crossing walked out [S1].")
    )
    assert subject.draft(WHY, evidence(WHY)).claims == (CLAIM,)
    assert [request["response_format"]["type"] for request in transport.requests] == ["json_schema", "json_object"]
    subject, transport = writer(stream("Hello."))
    with pytest.raises(BadResponse, match="cannot be read"):
        subject.draft(WHY, evidence(WHY))
    assert len(transport.requests) == 3


@pytest.mark.parametrize(
    ("name", "message", "endpoint"),
    [
        ("temperature", "Unsupported value: 'temperature' does not support 0 with this model.", SMALL),
        ("seed", "extra fields not permitted: seed", SMALL),
        ("stream_options", "Unknown parameter: stream_options", MODEL),
        ("reasoning_effort", "Unrecognized request argument supplied: reasoning_effort", MODEL),
        ("reasoning_effort", '"some-model" does not support thinking', MODEL),
    ],
)
def test_a_parameter_that_is_refused_is_left_out(name: str, message: str, endpoint: Endpoint) -> None:
    """Endpoints differ in what they take; the form is not weakened for it."""
    subject, transport = writer(refusal(400, {"error": {"message": message}}), stream(GOOD), endpoint=endpoint)
    assert subject.draft(WHY, evidence(WHY)).claims == (CLAIM,)
    assert name in transport.requests[0]
    assert set(transport.requests[0]) - set(transport.requests[1]) == {name}


def test_an_older_server_gets_max_tokens() -> None:
    """The bound on the answer is kept under its older name: without it a cost could not be kept."""
    subject, transport = writer(
        refusal(400, {"error": {"message": "Unrecognized: max_completion_tokens"}}), stream(GOOD), endpoint=SMALL
    )
    subject.draft(WHY, evidence(WHY))
    assert transport.requests[1]["max_tokens"] == transport.requests[0]["max_completion_tokens"] == 800
    assert "max_completion_tokens" not in transport.requests[1]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (refusal(400, {"error": {"message": "no such thing"}}), "status 400: no such thing"),
        (refusal(401, {"error": {"message": "Incorrect API key provided: a-long-secret-key"}}), "refused the key"),
        (refusal(404, {"error": {"message": "model not found"}}), "does not serve some-model"),
        (refusal(413, {"error": {"message": "too\nlarge a-long-secret-key \x1b[31m"}}), r"too large \[key\]  ?\[31m"),
        (refusal(402, "<html>pay</html>"), "status 402"),
    ],
)
def test_a_refusal_is_one_line_without_the_key(answer: Exchange, why: str) -> None:
    """The endpoint's words, fit for a terminal."""
    subject, transport = writer(answer)
    with pytest.raises(ProviderError, match=why) as raised:
        subject.draft(WHY, evidence(WHY))
    assert "a-long-secret-key" not in str(raised.value)
    assert "\n" not in str(raised.value)
    assert len(transport.requests) == 1


def test_a_prompt_that_is_too_long_is_shortened() -> None:
    """A model that reads less than we thought gets the better half of the sentences, or those that fit what it says."""
    no = refusal(400, {"error": {"message": "the request exceeds the available context size"}})
    subject, transport = writer(no, no, stream(GOOD), most=14)
    assert subject.draft(WHY, evidence(WHY)).claims == (CLAIM,)
    shown = [len(re.findall(r"^\[\w+ S", r["messages"][1]["content"], re.M)) for r in transport.requests]
    assert shown == [14, 7, 3]
    assert "S1] Ferry crews" in transport.requests[2]["messages"][1]["content"]
    assert any("3 sentences" in note for note in subject.notes)
    no = refusal(400, {"error": {"message": "the request exceeds the available context size", "n_ctx": 2000}})
    subject, transport = writer(no, stream(GOOD), most=14)
    assert subject.draft(WHY, evidence(WHY)).claims == (CLAIM,)
    assert subject.chat.context == 2000
    long, short = (count_prompt(request, MODEL.model).total.tokens for request in transport.requests)
    assert short <= 2000 < long
    subject, transport = writer(no)
    with pytest.raises(ProviderError, match="longer than some-model can read"):
        subject.draft(WHY, evidence(WHY))


def test_a_model_that_turns_out_to_read_little_gets_short_prompts() -> None:
    """An endpoint that cut the prompt without a word: nothing of that answer is shown, and what is asked then fits."""
    given: list[Claim] = []
    cut = {"prompt_tokens": 700, "completion_tokens": 40, "total_tokens": 740}
    subject, transport = writer(stream(GOOD, usage=cut), stream(GOOD))
    told: list[str] = []
    subject.chat.tell = told.append
    assert subject.draft(WHY, evidence(WHY), given.append).claims == (CLAIM,)
    assert given == [CLAIM]
    first, second = (json.dumps(request["messages"]) for request in transport.requests)
    assert len(second) < 4 * 700 < len(first)
    assert "raise" in told[0].lower()
    assert "context" in told[0]


def test_evidence_is_kept_within_the_context() -> None:
    """The best sentences that fit are shown, in their order and under their own labels; only those can be cited."""
    subject, transport = writer(stream(GOOD), endpoint=replace(MODEL, context=2000), most=14)
    subject.draft(WHY, evidence(WHY))
    request = transport.requests[0]
    labels = request["response_format"]["json_schema"]["schema"]["properties"]["claims"]["items"]["properties"]["cites"]
    shown = labels["items"]["enum"]
    assert 1 < len(shown) < 14
    assert shown == sorted(shown, key=lambda label: int(label[1:]))
    ranked = sorted(evidence(WHY).sentences, key=lambda sentence: -sentence.score)
    assert set(shown) == {sentence.label for sentence in ranked[: len(shown)]}
    assert subject.estimate(WHY, evidence(WHY)).prompt_tokens <= 2000


def test_no_evidence_asks_nobody() -> None:
    """Without a sentence there is nothing to write, and no request."""
    subject, transport = writer(stream(GOOD))
    assert subject.draft(WHY, evidence(WHY, most=0)).answerable is False
    assert transport.requests == []


def test_a_briefing_is_one_request_for_all_sections() -> None:
    """Claims carry their section."""
    subject, transport = writer(stream(BRIEFING))
    draft = subject.draft_briefing(STORY, evidence(STORY.title))
    assert draft.claims == (Claim("It is over.", ("S9",), "bottom_line"),)
    assert len(transport.requests) == 1
    assert STORY.title in transport.requests[0]["messages"][1]["content"]


def test_a_planted_instruction_stays_in_its_line() -> None:
    """The prompt has the same structure whatever an article says, and the schema the same labels."""
    planted = evidence(WHY, extra=(PLANTED,))
    for form in Form:
        subject, _ = writer(stream(GOOD), most=20)
        subject.chat.form = form
        messages = subject.estimate(WHY, planted).request["messages"]
        assert [message["role"] for message in messages] == ["system", "user"]
        lines = messages[1]["content"].splitlines()
        assert sum("bankrupt" in line for line in lines) == 1
        assert not any(token in messages[1]["content"] for token in ("<|", "|>", '"claims"', "[S2] A", "SYSTEM:"))
        assert messages[1]["content"].count(" S2]") == 1
        assert "bankrupt" not in messages[0]["content"]
