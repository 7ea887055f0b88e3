"""What `--dry-run` prints: how large each request would be, what it could cost at most, and the request itself."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from brief.render import phrases
from brief.render.safe import json_safe, one_line


@dataclass(frozen=True, slots=True)
class Planned:
    """A request that would be sent. `cost_usd` is the most it can cost; None where the price is unknown."""

    what: str
    prompt_tokens: int
    exact: bool
    completion_tokens: int
    cost_usd: float | None
    request: Mapping[str, Any]


def render_estimate(planned: Sequence[Planned], model: str) -> str:
    """The requests in order, each as the JSON that would be sent; then the sum in one line."""
    if not planned:
        return "Nothing would be sent: the articles do not answer this.\n"
    parts = []
    for one in planned:
        size = f"{one.prompt_tokens} prompt tokens" if one.exact else f"at most {one.prompt_tokens} prompt tokens"
        head = f"{one_line(one.what)}: {size}, at most {one.completion_tokens} to answer, cost {phrases.cost(one.cost_usd)}"
        parts.append(f"{head}\n{json_safe(json.dumps(one.request, ensure_ascii=False, indent=2))}\n")
    costs = [p.cost_usd for p in planned if p.cost_usd is not None]
    whole = sum(costs) if len(costs) == len(planned) else None
    requests = phrases.count(len(planned), "request")
    parts.append(
        f"{requests} to {one_line(model)} would be sent; cost at most: {phrases.cost(whole)}. Nothing was sent.\n"
    )
    return "\n".join(parts)
