"""What a request takes and may cost, and what is said of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from brief.errors import ConfigError, CostExceeded
from brief.writing.client import Chat
from brief.writing.endpoint import Endpoint
from brief.writing.prices import Budget, Price, Prices
from brief.writing.prompt_tokens import count_prompt
from brief.writing.protocol import Form
from tests.support.encodings import fill_cache
from tests.support.replays import SameAnswer, stream
from tests.support.stories import STORY, WHY, evidence
from tests.support.writers import CHEAP, GOOD, MODEL, SMALL, TOOK, writer


def test_the_same_request_has_the_same_bytes() -> None:
    """Prompts carry no clock and no chance: replays depend on it."""
    requests = []
    for _ in range(2):
        subject, transport = writer(stream(GOOD))
        subject.draft(WHY, evidence(WHY))
        requests.append(json.dumps(transport.requests))
    assert requests[0] == requests[1]


def test_an_estimate_is_what_would_be_sent() -> None:
    """--dry-run shows the very request, sends nothing, and knows when it does not know the price."""
    subject, transport = writer(stream(GOOD))
    estimate = subject.estimate(WHY, evidence(WHY))
    assert transport.requests == []
    assert estimate.cost_usd is None
    assert not estimate.exact
    subject.draft(WHY, evidence(WHY))
    assert transport.requests == [estimate.request]
    assert "a-long-secret-key" not in json.dumps(estimate.request)
    assert subject.estimate_briefing(STORY, evidence(WHY)).prompt_tokens > estimate.prompt_tokens / 2


def test_the_most_that_a_request_can_cost_allows_for_the_schema() -> None:
    """How an endpoint words the schema is not known: a request with one is bounded well above its own length."""
    subject, _ = writer(stream(GOOD), budget=Budget(CHEAP))
    request = subject.estimate(WHY, evidence(WHY)).request
    counted = count_prompt(request, MODEL.model).total
    schema = len(json.dumps(request["response_format"]).encode())
    messages = sum(len(message["content"].encode()) for message in request["messages"])
    assert counted.at_most >= messages + 2 * schema > counted.tokens


def test_an_estimate_is_exact_with_the_models_encoding(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With the encoding in the cache the count is exact, and smaller than the estimate."""
    from brief.writing import tokens

    endpoint = Endpoint("gpt-4o-mini", "k" * 20)
    subject, _ = writer(stream(GOOD), endpoint=endpoint, budget=Budget(CHEAP))
    monkeypatch.setattr(tokens, "_loaded", {})
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    rough = subject.estimate(WHY, evidence(WHY))
    monkeypatch.setattr(tokens, "_loaded", {})
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(fill_cache(tmp_path)))
    exact = subject.estimate(WHY, evidence(WHY))
    assert (rough.exact, exact.exact) == (False, True)
    assert exact.prompt_tokens < rough.prompt_tokens < 2 * exact.prompt_tokens
    assert exact.cost_usd is not None
    assert rough.cost_usd is not None
    assert 0 < exact.cost_usd < rough.cost_usd


def test_the_cost_is_never_exceeded() -> None:
    """No request is sent that could take the sum beyond the cap, whatever the endpoint says it took."""
    subject, transport = writer(stream(GOOD, usage=TOOK), budget=Budget(CHEAP), endpoint=SMALL)
    most = subject.estimate(WHY, evidence(WHY)).cost_usd
    assert most is not None
    subject, transport = writer(stream(GOOD, usage=TOOK), budget=Budget(CHEAP, most * 0.999), endpoint=SMALL)
    with pytest.raises(CostExceeded, match="--max-cost"):
        subject.draft(WHY, evidence(WHY))
    assert transport.requests == []
    subject, transport = writer(stream(GOOD, usage=TOOK), budget=Budget(CHEAP, most * 1.2), endpoint=SMALL)
    with pytest.raises(CostExceeded):
        for _ in range(20):
            subject.draft(WHY, evidence(WHY))
    assert 0 < len(transport.requests) < 5
    assert subject.usage.cost_usd is not None
    assert subject.usage.cost_usd <= most * 1.2


def test_an_answer_that_cannot_be_read_is_paid_for_too() -> None:
    """The weaker form of a request counts against the cap like any other."""
    subject, _ = writer(stream("Hello."), budget=Budget(CHEAP), endpoint=SMALL)
    most = subject.estimate(WHY, evidence(WHY)).cost_usd
    assert most is not None
    subject, transport = writer(stream("Hello."), budget=Budget(CHEAP, most * 1.01), endpoint=SMALL)
    with pytest.raises(CostExceeded):
        subject.draft(WHY, evidence(WHY))
    assert len(transport.requests) == 1
    assert subject.usage.requests == 1


def test_a_cap_needs_a_price() -> None:
    """A model of unknown price cannot be capped: exit 3, before anything is sent. One of price zero can."""
    with pytest.raises(ConfigError, match="price of some-model is unknown"):
        writer(stream(GOOD), budget=Budget(most=1.0))
    free = Prices({"some-model": Price(0.0, 0.0, "mine")})
    subject, _ = writer(stream(GOOD, usage=TOOK), budget=Budget(free, 0.0))
    subject.draft(WHY, evidence(WHY))
    assert subject.usage.cost_usd == 0.0


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ({"model": ""}, "no model"),
        ({"api_key": ""}, "OPENAI_API_KEY is not set"),
        ({"api_key": "clé"}, "characters that no key has"),
        ({"base_url": "localhost:8080"}, "not an http or https address"),
        ({"base_url": "http:///v1"}, "not an http or https address"),
    ],
)
def test_settings_that_cannot_work_are_refused_early(settings: dict[str, Any], fault: str) -> None:
    """A missing key names its variable; no value of it is ever shown."""
    with pytest.raises(ConfigError, match=fault):
        Endpoint(**{"model": "m", "api_key": "k", **settings})


def test_neither_key_nor_password_is_shown() -> None:
    """Not in a representation, and not in the address."""
    endpoint = Endpoint("m", "a-long-secret-key", "https://user:word@host.test/v1?token=x")
    assert "a-long-secret-key" not in repr(endpoint)
    assert endpoint.address == "https://host.test/v1"


def test_a_judge_can_use_the_same_chat() -> None:
    """`Chat` knows nothing of claims: any messages, any schema."""
    schema = {"type": "object", "properties": {"verdict": {"type": "string"}}, "required": ["verdict"]}
    chat = Chat(MODEL, transport=SameAnswer(stream('{"verdict":', ' "yes"}', usage=TOOK)))
    pieces: list[str] = []
    done = chat.complete(lambda _: [{"role": "user", "content": "Is it so?"}], schema, pieces.append)
    assert (done.text, done.form, done.usage.prompt_tokens, done.broken) == (
        '{"verdict": "yes"}',
        Form.JSON_SCHEMA,
        1900,
        "",
    )
    assert "".join(pieces) == done.text
