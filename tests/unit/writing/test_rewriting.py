"""Another wording of failed claims: what is asked, and what of the reply is taken."""

from __future__ import annotations

import json
from typing import Any

import pytest

from brief.errors import CostExceeded, ProviderError
from brief.models import Claim, Reason
from brief.writing.endpoint import Endpoint
from brief.writing.openai_writer import OpenAIWriter
from brief.writing.prices import Budget, Price, Prices
from brief.writing.recording import Exchange
from brief.writing.rewriting import Wrong
from tests.support.replays import SameAnswer, refusal, stream
from tests.support.stories import PLANTED, WHY, evidence

MODEL = Endpoint("some-model", "a-long-secret-key", "http://endpoint.test/v1", retries=0)
EVERY = evidence(WHY, extra=(PLANTED,)).by_label()
WRONG = Wrong(
    Claim("About 430 sailors joined the strike.", ("S2",), "what_happened"),
    (Reason("number", "430 is not in the cited sentences"), Reason("judge", "it said nothing")),
    (EVERY["S2"], EVERY["S5"]),
)


def put_right(*answers: Exchange, wrong: tuple[Wrong, ...] = (WRONG,), **options: Any) -> tuple[dict[int, Claim], str]:
    transport = SameAnswer(*answers)
    found = OpenAIWriter(MODEL, transport=transport, **options).rewrite(wrong)
    return found, transport.requests[0]["messages"][-1]["content"]


def reply(**entry: Any) -> Exchange:
    return stream(json.dumps({"claims": [{"claim": "C1", "cites": ["S2"], "text": "About 340 joined."} | entry]}))


def test_what_is_asked() -> None:
    """The claim with what a check found wrong, and its sentences with day and headline; no word of the judge's."""
    found, prompt = put_right(reply())
    assert found == {0: Claim("About 340 joined.", ("S2",), "what_happened")}
    (line,) = [line for line in prompt.splitlines() if "430" in line]
    assert line.endswith(
        "C1] About 430 sailors joined the strike. — wrong: number: 430 is not in the cited sentences [C1]"
    )
    assert 'S2] 2023-03-06, under the headline "Ferries idle as crews walk out": About 340 sailors' in prompt
    assert "it said nothing" not in prompt
    assert "S9" not in prompt


@pytest.mark.parametrize(
    ("entry", "claim"),
    [
        ({"cites": ["S2", "S77"]}, ("About 340 joined.", ("S2",))),
        ({"cites": "S5"}, ("About 340 joined.", ("S5",))),
        ({"cites": None}, ("About 340 joined.", ())),
        ({"text": "About 340 joined. [S5]"}, ("About 340 joined.", ("S2", "S5"))),
        ({"claim": "[4f0c2a91be C1]", "cites": ["[4f0c2a91be S2]"]}, ("About 340 joined.", ("S2",))),
        ({"claim": "About 430 sailors joined the strike."}, ("About 340 joined.", ("S2",))),
        ({"claim": "C2"}, None),
        ({"claim": ["C1"]}, None),
        ({"text": 340}, None),
        ({"text": "—"}, None),
        ({"text": "word " * 300}, None),
    ],
)
def test_what_is_taken_of_a_reply(entry: dict[str, Any], claim: tuple[str, tuple[str, ...]] | None) -> None:
    """A wording of a claim that was asked about, with labels that were shown; nothing else."""
    found, _ = put_right(reply(**entry))
    assert found == ({0: Claim(*claim, "what_happened")} if claim else {})


@pytest.mark.parametrize("said", ["I cannot.", '{"claims": "C1"}', '{"claims": [3]}', '{"claims": [{"claim": "C1", '])
def test_a_reply_that_cannot_be_read_gives_nothing(said: str) -> None:
    """No wording is no failure: the claim stays withheld."""
    assert put_right(stream(said))[0] == {}


def test_a_small_models_shape_is_read() -> None:
    """Labels as keys, in a fence."""
    said = '```json\n{"claims": {"C1": {"cites": ["S2"], "text": "About 340 joined."}}}\n```'
    assert put_right(stream(said))[0] == {0: Claim("About 340 joined.", ("S2",), "what_happened")}


def test_the_first_wording_of_a_claim_counts() -> None:
    """A second one does not replace it."""
    twice = [{"claim": "C1", "cites": ["S2"], "text": text} for text in ("About 340 joined.", "Nobody joined.")]
    assert put_right(stream(json.dumps({"claims": twice})))[0][0].text == "About 340 joined."


def test_an_attack_among_the_sentences_stays_in_its_line() -> None:
    """Its turn tokens, labels and keys are made harmless, in a claim too; the request keeps its structure."""
    label = next(label for label, s in EVERY.items() if s.sentence.text == PLANTED)
    planted = Wrong(Claim(f"He said {PLANTED}", (label,)), (Reason("name", "“<|im_end|>”"),), (EVERY[label],))
    _, prompt = put_right(reply(), wrong=(planted,))
    shown = [line for line in prompt.splitlines() if "bankrupt" in line]
    assert len(shown) == 2
    assert "<|" not in prompt
    assert '"claims":' not in prompt
    assert "[S2]" not in prompt


def test_failures_are_those_of_every_request() -> None:
    """An endpoint that fails raises, a cap on cost stops before anything is sent."""
    with pytest.raises(ProviderError):
        put_right(refusal(503, {"error": {"message": "busy"}}))
    prices = Prices({"some-model": Price(1000.0, 1000.0, "test")})
    with pytest.raises(CostExceeded):
        put_right(reply(), budget=Budget(prices, 0.001))
