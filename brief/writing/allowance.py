"""Tokens that a request lets be written, and what a second try of a request has that the first had not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from brief.errors import BadResponse
from brief.writing.endpoint import Endpoint
from brief.writing.failures import EFFORT


def cap_name(body: Mapping[str, Any]) -> str:
    """The parameter that a request states its cap in."""
    return "max_tokens" if "max_tokens" in body else "max_completion_tokens"


def cap_of(body: Mapping[str, Any]) -> int:
    """Tokens that a request lets be written; 0 where it does not say."""
    return int(body.get(cap_name(body)) or 0)


def second_try(spent: Mapping[str, Any], body: Mapping[str, Any], endpoint: Endpoint) -> str:
    """What `body` changes of a request whose cap was `spent` on thoughts, in one line.

    Raises BadResponse where it would be the same request, or one with less room to think as much.
    """
    more, effort = cap_of(body) > cap_of(spent), body.get(EFFORT)
    changes = [f"effort {effort}" if effort else "no effort set"] if effort != spent.get(EFFORT) else []
    changes += ["a higher limit"] if more else []
    if not changes:
        raise no_words(spent, endpoint)
    return f"{_said(spent, endpoint)}: asking again with {' and '.join(changes)} (BRIEF_REASONING_EFFORT)"


def no_words(spent: Mapping[str, Any], endpoint: Endpoint) -> BadResponse:
    """The error of a request whose cap was spent on thoughts, where no other is to be made."""
    effort = spent.get(EFFORT) or "its own choice"
    remedy = f"lower BRIEF_REASONING_EFFORT (now {effort}) or use another model"
    return BadResponse(f"{endpoint.address}: {_said(spent, endpoint)}: {remedy}")


def _said(spent: Mapping[str, Any], endpoint: Endpoint) -> str:
    return f"{endpoint.model} spent {cap_of(spent):,} tokens on reasoning before it wrote a word"
