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
from dataclasses import dataclass, field
from typing import Any

from tests.support.faults import Faults, Handler, Respond, hang_up, serving

NAME = "standin-1"
_LINE = re.compile(
    r"^\[[0-9a-f]{10} (S\d+)\] (?:(?:\d{4}-\d\d-\d\d)?(?:, )?"
    r'(?:under the headline "[^\n]*?")?: )?(.*?)(?: \[\1\])?$',
    re.M,
)
_CLAIM = re.compile(r"^\[[0-9a-f]{10} (C\d+)\] (.*?)(?: — (?:wrong: (.*)|cites [S\d, ]+))? \[\1\]$", re.M)
WRITTEN = 45
"""Tokens that each answer is said to take."""


@dataclass(frozen=True)
class Prompt:
    """What a request shows: the sentences by label, in order, and whether an answer or a briefing is asked for."""

    sentences: Mapping[str, str]
    briefing: bool = False
    claims: Mapping[str, str] = field(default_factory=dict)
    """Of a request to judge claims or to put them right: the claims by label."""
    wrong: Mapping[str, str] = field(default_factory=dict)
    """What is said to be wrong with each."""


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


Reply = Callable[[Prompt], Any]
"""What the stand-in answers when it is to judge claims or to put them right: what becomes the JSON of its reply, or a
string that goes out as it is."""


@dataclass(frozen=True)
class Fault:
    """A failure of the endpoint in place of a reply."""

    respond: Respond


def giving_up(_: Prompt) -> Any:
    """No claim can be put right."""
    return {"claims": []}


def copying(prompt: Prompt) -> Any:
    """Each claim is put right by repeating the first sentence."""
    label, text = next(iter(prompt.sentences.items()))
    return {"claims": [{"claim": claim, "cites": [label], "text": text} for claim in prompt.claims]}


def ruling(verdict: str) -> Reply:
    """Each claim is one fact, quoted from the first sentence that it shares a word with."""

    def reply(prompt: Prompt) -> Any:
        claims = []
        for claim, text in prompt.claims.items():
            words = set(text.split())
            label = max(prompt.sentences, key=lambda s: len(words & set(prompt.sentences[s].split())))
            fact = {"fact": text, "sentences": [label], "quote": prompt.sentences[label], "verdict": verdict}
            claims.append({"claim": claim, "facts": [fact]})
        return {"claims": claims}

    return reply


def correcting(wording: Callable[[str], str]) -> Reply:
    """Each claim that `wording` would change is wrong and to be worded so; the others stand."""
    uphold = ruling("supported")

    def reply(prompt: Prompt) -> Any:
        entries = uphold(prompt)["claims"]
        for entry in entries:
            text = prompt.claims[entry["claim"]]
            entry["corrected"] = wording(text) if wording(text) != text else ""
            if entry["corrected"]:
                entry["facts"][0] |= {"quote": "", "verdict": "unsupported"}
        return {"claims": entries}

    return reply


@contextmanager
def standing_in(
    speak: Speak,
    *,
    correct: Reply | Fault = giving_up,
    judge: Reply | Fault | None = None,
    planning: Callable[[str], Any] = lambda _: {},
    lacking: Callable[[str], str] | None = None,
) -> Iterator[Faults]:
    """The server, saying what `speak` says; its `url` ends in /v1, its `requests` are what it was sent."""

    faulty = {
        task: reply.respond for task, reply in (("rewrite", correct), ("judge", judge)) if isinstance(reply, Fault)
    }

    def said(request: Mapping[str, Any]) -> Iterator[str]:
        task = task_of(request)
        if task == "answer" and lacking and [task_of(r) for r in faults.requests].count("answer") % 2:
            yield lacking(request["messages"][-1]["content"])
            return
        if task in ("answer", "briefing"):
            yield from _pieces(_read(request), speak)
            return
        if task == "plan":
            yield json.dumps(planning(request["messages"][-1]["content"]))
            return
        reply = correct if task == "rewrite" else judge
        assert reply and not isinstance(reply, Fault), "the stand-in was not told how to judge"
        value = reply(_read(request))
        yield value if isinstance(value, str) else json.dumps(value)

    def respond(handler: Handler) -> None:
        if handler.command == "GET":
            handler.reply(200, json.dumps({"object": "list", "data": [{"id": NAME, "object": "model"}]}).encode())
            return
        if task_of(handler.faults.requests[-1]) in faulty:
            faulty[task_of(handler.faults.requests[-1])](handler)
            return
        handler.begin_stream()
        try:
            for piece in said(handler.faults.requests[-1]):
                _send(handler, {"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]})
        except ConnectionError:
            hang_up(handler)
            return
        _send(handler, {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        read = tokens_read(handler.faults.requests[-1])
        usage = {"prompt_tokens": read, "completion_tokens": WRITTEN, "total_tokens": read + WRITTEN}
        _send(handler, {"choices": [], "usage": usage})
        _chunk(handler, b"data: [DONE]\n\n")
        handler.wfile.write(b"0\r\n\r\n")

    with serving(respond) as faults:
        yield faults


def task_of(request: Mapping[str, Any]) -> str:
    """What a request asks for, by its schema: an answer, a briefing, to judge or to rewrite claims."""
    asked_for = request["response_format"]["json_schema"]["schema"]["properties"]
    if "answerable" in asked_for:
        return "answer"
    if "question" in asked_for:
        return "plan"
    if "claims" not in asked_for:
        return "briefing"
    return "judge" if "facts" in asked_for["claims"]["items"]["properties"] else "rewrite"


def tokens_read(request: Mapping[str, Any]) -> int:
    """The tokens that a request's prompt is said to have: a quarter of its letters, as English has."""
    return sum(len(message["content"]) for message in request["messages"]) // 4


def tasks(server: Faults) -> list[str]:
    """What each request that the server got asked for, in order."""
    return [task_of(request) for request in server.requests]


def _read(request: Mapping[str, Any]) -> Prompt:
    prompt = request["messages"][-1]["content"]
    shown = dict(_LINE.findall(prompt))
    assert shown, "the stand-in finds no labelled sentence in the prompt"
    claims = _CLAIM.findall(prompt)
    return Prompt(
        shown,
        task_of(request) == "briefing",
        {label: text for label, text, _ in claims},
        {label: why for label, _, why in claims},
    )


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
