"""Whether a number is given as an exact one."""

from __future__ import annotations

import re

_ROUNDS = re.compile(
    r"(?:\b(about|around|roughly|approximately|some|nearly|almost|close to|over|more than|at least|above|exceeding|"
    r"just under|under|less than|fewer than|below|up to|an estimated|estimated)\s+|~)(?:an?\s+|the\s+|[$€£¥₩]|US\$)*$",
    re.IGNORECASE,
)


def rounding(text: str, start: int) -> str:
    """The word before a number at `start` that says it is no exact one ("about", "more than"); else empty."""
    found = _ROUNDS.search(text[max(0, start - 28) : start])
    return (found[1] or "about").lower() if found else ""
