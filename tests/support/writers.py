"""Writers and answers for tests of `brief.writing`: no server, one answer to every request."""

from __future__ import annotations

from typing import Any

from brief.models import Claim
from brief.writing.endpoint import Endpoint
from brief.writing.openai_writer import OpenAIWriter
from brief.writing.prices import Price, Prices
from brief.writing.recording import Exchange
from tests.support.replays import SameAnswer

GOOD = '{"answerable": true, "claims": [{"cites": ["S1"], "text": "Crews on the Ålvik crossing walked out."}]}'
CLAIM = Claim("Crews on the Ålvik crossing walked out.", ("S1",))
BRIEFING = (
    '{"bottom_line": [{"cites": ["S9"], "text": "It is over."}], '
    '"what_happened": [], "positions": [], "what_to_watch": []}'
)
TOOK = {"prompt_tokens": 1900, "completion_tokens": 40, "total_tokens": 1940}
MODEL = Endpoint("some-model", "a-long-secret-key", "http://endpoint.test/v1", retries=2)
SMALL = Endpoint("some-1b", "a-long-secret-key", "http://endpoint.test/v1", retries=2)
CHEAP = Prices(
    {
        "some-model": Price(1.0, 2.0, "test"),
        "some-1b": Price(1.0, 2.0, "test"),
        "gpt-4o-mini": Price(0.15, 0.6, "test"),
    },
    "2026-01-01",
)


def writer(
    *answers: Exchange, endpoint: Endpoint = MODEL, most: int | None = None, **options: Any
) -> tuple[OpenAIWriter, SameAnswer]:
    """A writer that gets these answers, one after the other, and what it sends; `most` sentences are shown."""
    transport = SameAnswer(*answers)
    made = OpenAIWriter(endpoint, transport=transport, **options)
    made.most_sentences = most or made.most_sentences
    return made, transport
