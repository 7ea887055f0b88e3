"""What an answer takes: requests, tokens and US dollars, from the records of runs that were made with a model.

    python -m benchmarks.costs LIBRARY [--models gpt-6-luna,gpt-6.2-sol,gpt-6.2-astra] [--thoughts N]

Reads the records in LIBRARY/runs (each run with `brief ask`, `summarize` or `digest` leaves one), counts what each
request sent and got with the tokenizer of OpenAI's models (`brief doctor --fetch`; else an over-estimate, which is
said), and multiplies by the built-in prices. Thoughts are those that the endpoint reported; where it reported none,
--thoughts tokens are reckoned for each request. Printed for each command: the number of runs, and the median and the
largest of each figure. What an endpoint counts around a prompt (a chat's own tokens, a schema) is in it as estimated.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from brief.writing.events import Answer
from brief.writing.prices import Price, load_prices
from brief.writing.recording import Exchange, RecordingError, load
from brief.writing.tokens import Count, count_tokens

COUNTED_AS = "gpt-5"
"""A model whose tokenizer is published; OpenAI's later ones are taken to count alike."""
AROUND = 4
"""Tokens that a chat puts around each message."""


@dataclass(frozen=True)
class Took:
    """One run: its requests, and the tokens of all of them; `exact` where the tokenizer counted them."""

    requests: int
    read: int
    written: int
    thoughts: int
    exact: bool
    each: tuple[tuple[int, int], ...]
    """Read and written (thoughts included), request by request: prices have a tier by the length of a prompt."""

    def cost(self, price: Price) -> float:
        return sum(price.cost(read, written) for read, written in self.each)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("--models", default="gpt-6-luna,gpt-6.2-sol,gpt-6.2-astra", help="separated by commas")
    parser.add_argument("--thoughts", type=int, default=0, help="tokens of thoughts of a request that reports none")
    options = parser.parse_args()
    runs: dict[str, list[Took]] = defaultdict(list)
    for path in sorted((options.library / "runs").glob("*.json")):
        command, took = read_run(path, options.thoughts)
        if took is not None:
            runs[command].append(took)
    if not runs:
        raise SystemExit(f"{options.library}: no record of a run with a model")
    prices = load_prices()
    for command, all_took in sorted(runs.items()):
        report(command, all_took, {name: prices.of(name) for name in options.models.split(",")})


def read_run(path: Path, thoughts: int) -> tuple[str, Took | None]:
    """The command of a run and what it took; None for one that asked no model."""
    data = path.read_bytes()
    try:
        exchanges = [exchange for exchange in load(data, path.name).exchanges if not exchange.failed]
    except RecordingError as error:
        raise SystemExit(str(error)) from None
    command = str(json.loads(data).get("run", {}).get("command", "?"))
    if not exchanges:
        return command, None
    counted = [_count(exchange, thoughts) for exchange in exchanges]
    reads, texts, thought = zip(*counted, strict=True)
    each = tuple((read.tokens, text.tokens + n) for read, text, n in counted)
    read, written = _sum(reads), _sum(texts)
    exact = read.exact and written.exact
    return command, Took(len(exchanges), read.tokens, written.tokens + sum(thought), sum(thought), exact, each)


def _count(exchange: Exchange, thoughts: int) -> tuple[Count, Count, int]:
    """A request's prompt, its answer, and the thoughts beside it, in tokens."""
    prompt = _sum(
        count_tokens(message["content"], COUNTED_AS) + Count(AROUND, True, AROUND)
        for message in exchange.request["messages"]
    )
    form = exchange.request.get("response_format")
    if form:
        prompt += count_tokens(json.dumps(form), COUNTED_AS)
    answer = Answer(None)
    for event in _events(exchange.body):
        answer.take(event)
    return prompt, count_tokens(answer.text, COUNTED_AS), answer.thoughts or thoughts


def _events(body: bytes) -> Iterable[dict[str, Any]]:
    text = body.decode("utf-8", "replace")
    lines = [line[5:].strip() for line in text.splitlines() if line.startswith("data:")] or [text]
    for line in lines:
        if line and line != "[DONE]":
            yield json.loads(line)


def _sum(counts: Iterable[Count]) -> Count:
    total = Count(0, True, 0)
    for count in counts:
        total += count
    return total


def report(command: str, runs: Sequence[Took], prices: dict[str, Price | None]) -> None:
    counted = "counted" if all(took.exact for took in runs) else "over-estimated"
    print(f"{command}: {len(runs)} runs, tokens {counted}")
    for name in ("requests", "read", "written", "thoughts"):
        values = [getattr(took, name) for took in runs]
        print(f"  {name:9} median {median(values):8,.0f}   most {max(values):8,}")
    for model, price in prices.items():
        if price is None:
            print(f"  {model:14} of unknown price")
            continue
        costs = [took.cost(price) for took in runs]
        print(f"  {model:14} median ${median(costs):.4f}   most ${max(costs):.4f}   ({price.basis})")


if __name__ == "__main__":
    main()
