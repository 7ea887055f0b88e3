"""A stand-in for a small model on loopback: no recording of one, and no model.

It speaks enough of the OpenAI protocol (`GET /models`, streamed `POST /chat/completions`), reads the labelled sentences
out of the prompt as a model would, and drafts from them as each test tells it: by repeating them, by changing a number,
by writing nonsense. What real models answer is in `tests/recorded`; here the program around them is tested.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.support.faults import Faults, Handler, hang_up, serving

NAME = "standin-1"
_LINE = re.compile(r"^\[[0-9a-f]{10} (S\d+)\] (?:\d{4}-\d\d-\d\d: )?(.*) \[\1\]$", re.M)
USAGE = {"prompt_tokens": 321, "completion_tokens": 45, "total_tokens": 366}


@dataclass(frozen=True)
class Prompt:
    """What a request shows: the sentences by label, in order, and whether an answer or a briefing is asked for."""

    sentences: Mapping[str, str]
    briefing: bool


Claim = tuple[str, str]
"""The label that is cited, and the text."""
Speak = Callable[[Prompt], Iterable[Claim]]
"""What the stand-in says to a prompt. A generator may wait between two claims; a ConnectionError breaks the stream."""


def quoting(most: int = 2) -> Speak:
    """The first sentences as they stand."""
    return lambda prompt: list(prompt.sentences.items())[:most]


def inventing(prompt: Prompt) -> Iterable[Claim]:
    """The first sentence as it stands, then the second with a number that no article has."""
    (one, text), (two, other) = list(prompt.sentences.items())[:2]
    return [(one, text), (two, f"{other.rstrip('.')}, and 98,765 people were told.")]


def lying(prompt: Prompt) -> Iterable[Claim]:
    """Numbers that no article has, and nothing else."""
    return [(label, f"Exactly {97_531 + n} llamas crossed the border.") for n, label in enumerate(prompt.sentences)][:2]


@contextmanager
def standing_in(speak: Speak) -> Iterator[Faults]:
    """The server, saying what `speak` says; its `url` ends in /v1, its `requests` are what it was sent."""

    def respond(handler: Handler) -> None:
        if handler.command == "GET":
            handler.reply(200, json.dumps({"object": "list", "data": [{"id": NAME, "object": "model"}]}).encode())
            return
        handler.begin_stream()
        try:
            for piece in _pieces(_read(handler.faults.requests[-1]), speak):
                _send(handler, {"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]})
        except ConnectionError:
            hang_up(handler)
            return
        _send(handler, {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        _send(handler, {"choices": [], "usage": USAGE})
        _chunk(handler, b"data: [DONE]\n\n")
        handler.wfile.write(b"0\r\n\r\n")

    with serving(respond) as faults:
        yield faults


def _read(request: Mapping[str, Any]) -> Prompt:
    shown = dict(_LINE.findall(request["messages"][-1]["content"]))
    assert shown, "the stand-in finds no labelled sentence in the prompt"
    asked_for = request["response_format"]["json_schema"]["schema"]["properties"]
    return Prompt(shown, "answerable" not in asked_for)


def _pieces(prompt: Prompt, speak: Speak) -> Iterator[str]:
    """The JSON of the draft, a claim at a time."""
    claims = ({"cites": [label], "text": text} for label, text in speak(prompt))
    if prompt.briefing:
        drafted = list(claims)
        sections = {"bottom_line": drafted[:1], "what_happened": drafted[1:], "positions": [], "what_to_watch": []}
        yield json.dumps(sections)
        return
    yield '{"answerable": true, "claims": ['
    for n, claim in enumerate(claims):
        yield (", " if n else "") + json.dumps(claim)
    yield "]}"


def _send(handler: Handler, event: Mapping[str, Any]) -> None:
    _chunk(handler, f"data: {json.dumps(event)}\n\n".encode())


def _chunk(handler: Handler, data: bytes) -> None:
    handler.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
    handler.wfile.flush()
