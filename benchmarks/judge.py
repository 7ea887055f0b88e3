"""What a judge changes: labelled pairs of a text and its source, checked without and with it.

    python benchmarks/judge.py --pairs FILE.jsonl --base-url http://127.0.0.1:18099/v1 --model NAME --judge flagged
    python benchmarks/judge.py --pairs FILE.jsonl ... --judge all --sample 60

A line of FILE is `{"id", "source", "text", "label"}` (`doc` and `summary` do for `source` and `text`); `label` is 1
where the source supports the text. `--sample N` takes N of them, half of each label, always the same ones. With
`flagged` only doubted sentences cost a request, so all pairs can be measured.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from brief.models import Usage
from brief.workflows.check import check_pairs
from brief.workflows.judging import Judge
from brief.writing.client import Chat
from brief.writing.endpoint import DUMMY_KEY, Endpoint
from brief.writing.prompts import load_prompt

Row = dict[str, Any]


def read(path: Path) -> list[Row]:
    """The pairs of a file, in its order."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        {
            "id": row["id"],
            "source": row.get("source") or row["doc"],
            "text": row.get("text") or row["summary"],
            "label": bool(row["label"]),
        }
        for row in rows
    ]


def sample(rows: Sequence[Row], count: int, seed: int = 7) -> list[Row]:
    """`count` rows, half of each label, the same for the same file."""
    draw = random.Random(seed)
    halves = [[row for row in rows if row["label"] is label] for label in (True, False)]
    return [row for half in halves for row in draw.sample(half, min(len(half), count // 2))]


def judged(rows: Sequence[Row], options: argparse.Namespace) -> tuple[dict[Any, Row], Usage, list[str]]:
    """The checked pairs by id, what the model took, and what it could not judge."""
    endpoint = Endpoint(
        options.model, os.environ.get("OPENAI_API_KEY") or DUMMY_KEY, options.base_url, timeout=600, longest=1800
    )

    def some(part: Sequence[Row]) -> tuple[list[Row], Judge]:
        judge = Judge(Chat(endpoint), load_prompt("judge"), options.judge)
        out = []
        for row in check_pairs(part, judge):
            out.append(row)
            told = [f"{s['verdict']} {s['text'][:60]}" for s in row["sentences"] if "judge" in s["flags"]]
            print(f"{len(out)} of {len(part)}, {judge.usage.requests} requests", *told, file=sys.stderr, flush=True)
        return out, judge

    parts = [rows[n :: options.workers] for n in range(options.workers)]
    with ThreadPoolExecutor(options.workers) as pool:
        done = list(pool.map(some, parts))
    usage = Usage()
    for _, judge in done:
        usage = usage.plus(judge.usage)
    notes = [note for _, judge in done for note in judge.notes]
    return {row["id"]: row for out, _ in done for row in out}, usage, notes


def figures(rows: Iterable[Row], found: Mapping[Any, Row]) -> str:
    """Balanced accuracy, the share of supported texts kept and of the others caught."""
    right: dict[bool, list[bool]] = {True: [], False: []}
    for row in rows:
        right[row["label"]].append(found[row["id"]]["supported"] is row["label"])
    kept, caught = (sum(one) / len(one) if one else 0.0 for one in (right[True], right[False]))
    return f"balanced accuracy {(kept + caught) / 2:.3f}, kept {kept:.3f}, caught {caught:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--base-url", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--judge", choices=["flagged", "all"], default="flagged")
    parser.add_argument("--sample", type=int, help="so many pairs (all)")
    parser.add_argument("--workers", type=int, default=1, help="requests at a time (1)")
    options = parser.parse_args()
    rows = read(options.pairs)
    rows = sample(rows, options.sample) if options.sample else rows
    plain = {row["id"]: row for row in check_pairs(rows)}
    print(f"{len(rows)} pairs without a judge: {figures(rows, plain)}", flush=True)
    begun = time.monotonic()
    ruled, usage, notes = judged(rows, options)
    seconds = time.monotonic() - begun
    print(f"{len(rows)} pairs with --judge {options.judge} by {options.model}: {figures(rows, ruled)}")
    verdicts: Counter[str] = Counter()
    for row in rows:
        for sentence in ruled[row["id"]]["sentences"]:
            if "judge" in sentence["flags"]:
                verdicts[f"{'consistent' if row['label'] else 'edited'} text, {sentence['verdict']}"] += 1
    print(f"sentences judged: {', '.join(f'{what} {n}' for what, n in sorted(verdicts.items())) or 'none'}")
    each = seconds / usage.requests if usage.requests else 0.0
    print(
        f"{usage.requests} requests, {usage.prompt_tokens} + {usage.completion_tokens} tokens, {each:.1f} s a request"
    )
    for note in notes:
        print(note)


if __name__ == "__main__":
    main()
