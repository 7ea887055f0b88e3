"""What `--dry-run` prints: how large each request would be, what it could cost at most, and with `-v` the request."""

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


def estimate_object(planned: Sequence[Planned], model: str | None, notes: Sequence[str] = ()) -> dict[str, Any]:
    """The same as one object, for `--json`; `cost_usd` is None where a price is unknown."""
    return {
        "model": model,
        "requests": [
            {
                "what": one.what,
                "prompt_tokens": one.prompt_tokens,
                "exact": one.exact,
                "completion_tokens": one.completion_tokens,
                "cost_usd": one.cost_usd,
                "request": one.request,
            }
            for one in planned
        ],
        "cost_usd": _cost(planned),
        "notes": list(notes),
    }


def _cost(planned: Sequence[Planned]) -> float | None:
    costs = [p.cost_usd for p in planned if p.cost_usd is not None]
    return sum(costs) if len(costs) == len(planned) else None


def render_estimate(planned: Sequence[Planned], model: str, notes: Sequence[str] = (), *, verbose: bool = False) -> str:
    """The requests in order, `verbose` each with the JSON that would be sent; then what may be sent besides, and the
    sum in one line."""
    if not planned:
        return "Nothing would be sent: the articles do not answer this.\n"
    parts = []
    for one in planned:
        size = f"{one.prompt_tokens:,} prompt tokens{'' if one.exact else ' (estimated)'}"
        most = f"at most {one.completion_tokens:,} to answer, cost at most {phrases.cost(one.cost_usd)}"
        body = json_safe(json.dumps(one.request, ensure_ascii=False, indent=2)) + "\n" if verbose else ""
        parts.append(f"{one_line(one.what)}\n  {size}, {most}\n{body}")
    parts += [f"{one_line(note)}\n" for note in notes]
    requests, cost = phrases.count(len(planned), "request"), phrases.cost(_cost(planned))
    more = "" if verbose else f" (-v shows {'it' if len(planned) == 1 else 'them'})"
    parts.append(f"{requests} to {one_line(model)} would be sent{more}; cost at most {cost}. Nothing was sent.\n")
    return "\n".join(parts)
