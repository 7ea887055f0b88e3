"""What an endpoint sends back, event by event: chunks of a stream or one whole completion, of any shape."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from brief.errors import BadResponse

_MOST_CHARACTERS = 200_000


_LETTERS_A_TOKEN = 4


@dataclass(frozen=True, slots=True)
class Took:
    """What an endpoint says that an answer took. `written` counts the thoughts too."""

    read: int
    written: int
    thoughts: int = 0


class BrokenOff(Exception):
    """An answer that had begun did not come to its end."""


class Answer:
    """An answer as it builds up out of events of any shape."""

    def __init__(self, on_text: Callable[[str], None] | None) -> None:
        self._on_text = on_text
        self._pieces: list[str] = []
        self._length = 0
        self._refusal = ""
        self._finish = ""
        self.begun = False
        self.broken = ""
        self.reported: Took | None = None
        self._thought = 0

    @property
    def thoughts(self) -> int:
        """Tokens of thoughts: as reported, else a quarter of the letters of those that were sent beside the answer."""
        reported = self.reported.thoughts if self.reported is not None else 0
        return reported or self._thought // _LETTERS_A_TOKEN

    @property
    def cut_short(self) -> bool:
        """The allowance was spent before any text came."""
        return self._finish == "length" and not self.text.strip()

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def take(self, event: Mapping[str, Any]) -> None:
        """Take in one event. Raises BrokenOff once the answer is longer than any answer could be."""
        self.begun = True
        self.reported = _reported(event.get("usage")) or self.reported
        choices = event.get("choices")
        for choice in choices if isinstance(choices, list) else []:
            if not isinstance(choice, Mapping) or choice.get("index") not in (None, 0):
                continue
            message = choice.get("delta") or choice.get("message") or {}
            if isinstance(message, Mapping):
                self._add(_content(message.get("content")))
                self._refusal += _content(message.get("refusal"))
                # Servers of open models send thoughts beside the answer (vLLM and llama.cpp under the first name).
                self._thought += len(_content(message.get("reasoning_content") or message.get("reasoning")))
            if isinstance(choice.get("finish_reason"), str):
                self._finish = choice["finish_reason"]

    def _add(self, piece: str) -> None:
        if not piece:
            return
        self._pieces.append(piece)
        self._length += len(piece)
        if self._on_text is not None:
            self._on_text(piece)
        if self._length > _MOST_CHARACTERS:
            raise BrokenOff("the answer never ended")

    def trouble(self) -> str:
        """Why the answer is not whole, in words; empty when it is."""
        if self.broken:
            return self.broken
        if self._finish == "length":
            return "the answer was longer than the tokens allowed for it"
        if self._finish == "content_filter":
            return "the endpoint's content filter cut the answer"
        return "" if self._finish else "the answer broke off"

    def emptiness(self) -> str:
        """Why there is no text at all, in words."""
        if self._refusal:
            return "the model refused to answer"
        if self.broken or self._finish in ("length", "content_filter"):
            return self.trouble()
        return "the model gave no answer" if self._finish else "the answer ended before any text came"


def whole_completion(body: bytes, kind: str, where: str) -> Mapping[str, Any]:
    """The completion in a response that is no stream. Raises BadResponse for anything else."""
    try:
        event = json.loads(body)
    except ValueError:
        event = None
    if isinstance(event, dict) and isinstance(event.get("choices"), list):
        return event
    shown = "".join(c for c in kind.split(";")[0] if c.isprintable())[:60] or "something without a type"
    raise BadResponse(f"{where} answered {shown}, not a chat completion: does the address end in /v1?")


def _content(content: object) -> str:
    """The text of a message: a string, a list of parts, or nothing."""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "".join(_content(part.get("text") if isinstance(part, Mapping) else part) for part in content)
    return ""


def _reported(usage: object) -> Took | None:
    if not isinstance(usage, Mapping):
        return None
    read, written, total = (_number(usage, name) for name in ("prompt_tokens", "completion_tokens", "total_tokens"))
    if not read and not written:
        return None
    details = usage.get("completion_tokens_details")
    thoughts = _number(details, "reasoning_tokens") if isinstance(details, Mapping) else 0
    # Some leave the thoughts out of what was written: they are paid for all the same, and the total has them.
    written = max(written, total - read, thoughts)
    return Took(read, written, thoughts)


def _number(usage: Mapping[str, Any], name: str) -> int:
    value = usage.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0
