"""What an endpoint's refusal of a prompt that is too long says of its context."""

from __future__ import annotations

import pytest

from brief.errors import ProviderError
from brief.writing.client import Chat
from brief.writing.endpoint import Endpoint
from brief.writing.failures import ContextExceeded
from tests.support.replays import SameAnswer, refusal


def learnt(said: str) -> int | None:
    """The context that is taken from these words of a refusal."""
    endpoint = Endpoint("some-model", "k", "http://endpoint.test/v1", retries=0)
    chat = Chat(endpoint, transport=SameAnswer(refusal(400, {"error": {"message": said}})))
    with pytest.raises(ProviderError) as raised:
        chat.complete(lambda _: [{"role": "user", "content": "Who voted? " * 3_000}], {"type": "object"})
    assert isinstance(raised.value, ContextExceeded)
    return raised.value.context


@pytest.mark.parametrize(
    ("said", "context"),
    [
        ("Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded with context "
         "length of only 4096 tokens, which is not enough", 4096),
        ("The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 5000>= "
         "n_ctx: 4096)", 4096),
        ("request (9000 tokens) exceeds the available context size (8192 tokens), try increasing it", 8192),
        ("Requested tokens (5000) exceed context window of 4096", 4096),
        ("This endpoint's maximum context length is 8192 tokens. However, you requested about 10300 tokens (300 of "
         "text input, 10000 in the output)", 8192),
        ("This model's maximum context length is 8192 tokens and your request has 5000 input tokens "
         "(4000 > 8192 - 5000)", 8192),
        ("'max_tokens' or 'max_completion_tokens' is too large: 8150. This model's maximum context length is 8192 "
         "tokens and your request has 90 input tokens (8150 > 8192 - 90)", 8192),
        ("This model's maximum context length is 131,072 tokens. Send 1 message less", 131_072),
        ("the prompt does not fit into a 4096-token context window", 4096),
    ],
)  # fmt: skip
def test_a_stated_context_is_taken(said: str, context: int) -> None:
    """In the words of several servers, with the prompt's own length beside it, or its parts."""
    assert learnt(said) == context


@pytest.mark.parametrize(
    "said",
    [
        "Context length exceeded: 9000 tokens, the limit is 8192",
        "context window exceeded (12000 tokens > 8192)",
        "maximum context length: 9000 tokens > 8192",
        "the context length of 9000 is more than 8192",
        "the maximum context length of 128k is exceeded",
        "the prompt exceeds the context window",
    ],
)
def test_the_length_of_a_prompt_is_not_taken_for_the_context(said: str) -> None:
    """Where the words leave it open which number is the context, none is learnt."""
    assert learnt(said) is None
