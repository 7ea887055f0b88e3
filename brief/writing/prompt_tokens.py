"""How many tokens the prompt of a request takes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from brief.writing.tokens import Count, count_tokens

_PER_MESSAGE = Count(4, True, 4)
_PER_REPLY = Count(3, True, 3)
_NOTHING = Count(0, True, 0)


@dataclass(frozen=True, slots=True)
class PromptTokens:
    """`messages`: with what a chat puts around each; `schema`: of the form of answer, where the request names one."""

    messages: Count
    schema: Count

    @property
    def total(self) -> Count:
        return self.messages + self.schema


def count_prompt(body: Mapping[str, Any], model: str) -> PromptTokens:
    """The tokens that the prompt of the request `body` takes of `model`."""
    messages = _PER_REPLY
    for message in body["messages"]:
        messages = messages + _PER_MESSAGE + count_tokens(message["content"], model)
    schema = body.get("response_format")
    if not schema:
        return PromptTokens(messages, _NOTHING)
    # How an endpoint words the schema for its model is its own affair: allow for twice its length.
    worded = count_tokens(json.dumps(schema), model)
    return PromptTokens(messages, Count(worded.tokens, worded.exact, 2 * worded.at_most))
