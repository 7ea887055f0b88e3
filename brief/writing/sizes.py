"""How large a model is, as far as its name and its context tell, and how much it is given to read."""

from __future__ import annotations

import re
from dataclasses import dataclass

SMALL_BILLIONS = 8.0
"""Parameters under which a model copies better than it writes (the design has the measurements)."""
SMALL_CONTEXT = 8_000
"""Tokens under which there is no room for articles, instructions and an answer."""
FULL_ANSWER, SHORT_ANSWER = 2_000, 800
"""Tokens that an answer or a story may take, without thoughts: a cap, far above what one takes."""
FULL_EVIDENCE = 6_000
LITTLE_EVIDENCE = 2_000
_SHARE = 3
"""Of a context, a third is for evidence: instructions, an answer and what is said of its claims need room too."""
_LEAST_EVIDENCE = 100

LEAST_CONTEXT = 256
"""Tokens: fewer are no context but a count that leaves out what the server had in its cache."""
_BLOCK = 1_024
"""Contexts are set in multiples of this: a count that is one exactly may be that of a full context."""
_SPREAD = 0.95
"""An endpoint's count of an English prompt and ours keep their ratio within a twentieth (docs/endpoints.md)."""
_CLEARLY = 0.85
_USUAL = 0.7
"""That ratio where it is not known: ours is an over-estimate by half."""

# `qwen2.5-coder-1.5b`, `gemma-3-270m-it`, `mixtral-8x7b` (eight experts of 7 billion), `qwen3-30b-a3b` (30 in all,
# 3 at work), `gemma-3n-e4b` (works like one of 4). A number that is a version stands without a unit.
_PARAMETERS = re.compile(
    r"(?<![a-z0-9.])(?:(?P<experts>\d{1,3})x)?e?(?P<number>\d{1,4}(?:[._]\d{1,3})?)(?P<unit>[bmt])(?![a-z0-9])"
)
_UNITS = {"t": 1_000.0, "b": 1.0, "m": 0.001}


def parameters_of(model: str) -> float | None:
    """The parameters that a model's name tells, in billions; None where it tells none.

    Where it tells several numbers (all of a mixture of experts, and those at work), the largest.
    """
    found = [
        float(match["number"].replace("_", ".")) * int(match["experts"] or 1) * _UNITS[match["unit"]]
        for match in _PARAMETERS.finditer(model.lower())
    ]
    return max(found, default=None)


def is_small(model: str, context: int | None = None) -> bool:
    """Whether a model gets the short prompts and little evidence: under 8 billion parameters by its name, or a
    context (tokens, None: unknown) under 8,000."""
    parameters = parameters_of(model)
    return (parameters is not None and parameters < SMALL_BILLIONS) or (context is not None and context < SMALL_CONTEXT)


def evidence_budget(model: str | None, context: int | None = None, *, wanted: int | None = None) -> int:
    """How many tokens of evidence a writer is shown at most, for each answer or story.

    `model`: None for the writer without one. `wanted`: what the user has set (BRIEF_EVIDENCE_TOKENS). A known
    `context` (tokens) bounds both: no more than a third of it, and never under 100.
    """
    if wanted is None:
        wanted = LITTLE_EVIDENCE if model is None or is_small(model, context) else FULL_EVIDENCE
    return wanted if context is None else min(wanted, max(_LEAST_EVIDENCE, context // _SHARE))


def answer_budget(model: str, context: int | None = None) -> int:
    """How many tokens an answer or a story may take at most, without thoughts."""
    return SHORT_ANSWER if is_small(model, context) else FULL_ANSWER


@dataclass(frozen=True, slots=True)
class Sent:
    """A prompt: its tokens as counted here, and what they cannot be fewer than."""

    counted: int
    least: int


def was_cut(read: int, sent: Sent, *, ratio: float | None = None, read_before: int = 0) -> bool:
    """Whether an endpoint that says it read so many tokens read only a part of what was sent.

    `ratio`: of its counts to ours, `read_before`: the `least` of the longest prompt that it is known to have read
    whole; both from earlier answers. It is cut if the count is less than any tokenizer makes of it; or that of a full
    context, to the token, and less than usual; or that of a prompt longer than any before, and clearly less than this
    endpoint counts else (of shorter ones, a server may leave out what it had in its cache).
    """
    if read < LEAST_CONTEXT:
        return False
    full = read % _BLOCK == 0 and read < (_SPREAD * ratio if ratio else _USUAL) * sent.counted
    longer = ratio is not None and sent.least > read_before and read < _CLEARLY * ratio * sent.counted
    return read < sent.least or full or longer
