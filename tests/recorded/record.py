"""Make the recordings again, against any OpenAI-compatible endpoint:

    python -m tests.recorded.record --base-url http://127.0.0.1:18099/v1 --model qwen2.5-coder-1.5b-instruct

Needed after a change of a prompt, of the protocol or of the evidence in tests/support/stories.py (a replay then
says which line of a request differs). The key is OPENAI_API_KEY, or none. A recording of the same case is
replaced. Read what the model says: the tests that quote it may have to change.
"""

from __future__ import annotations

import argparse
import datetime
import os
import re
from dataclasses import replace

import httpx2

from brief.errors import BriefError
from brief.writing.endpoint import Endpoint
from brief.writing.network import DirectTransport
from brief.writing.openai_writer import OpenAIWriter
from brief.writing.recording import Recording, ReplayMiss, dump
from brief.writing.sizes import is_small
from brief.writing.transports import RecordingTransport, ReplayTransport
from tests.recorded.cases import CASES, PROOFS, Case
from tests.support.replays import RECORDINGS, files_of, recording


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base-url", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument(
        "--case", action="append", choices=sorted((*CASES, *PROOFS)), help="only this one (may be repeated)"
    )
    parser.add_argument("--timeout", type=float, default=600.0, help="seconds without a byte (600)")
    parser.add_argument("--retries", type=int, default=2, help="further tries of a request that failed (2)")
    parser.add_argument("--note", default="", help="what else is to be known of the recording")
    parser.add_argument("--missing", action="store_true", help="keep the recorded answers, and ask only what they lack")
    options = parser.parse_args()
    key = os.environ.get("OPENAI_API_KEY") or "none"
    endpoint = Endpoint(
        options.model, key, options.base_url, timeout=options.timeout, longest=3600, retries=options.retries
    )
    RECORDINGS.mkdir(exist_ok=True)
    failed = [
        name
        for name in options.case or cases_for(options.model)
        if not record(name, endpoint, options.note, options.missing)
    ]
    if failed:
        raise SystemExit(f"not kept, since the endpoint failed on the way: {', '.join(failed)}")


def cases_for(model: str) -> list[str]:
    """The cases that are recorded with a model of this size."""
    capable = not is_small(model)
    return [name for name, case in (*CASES.items(), *PROOFS.items()) if case.capable == capable]


class Missing(httpx2.BaseTransport):
    """Plays what is recorded of a case, and asks `inner` for the rest."""

    def __init__(self, name: str, inner: httpx2.BaseTransport) -> None:
        self._played, self._inner = ReplayTransport(recording(name)), inner

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        try:
            return self._played.handle_request(request)
        except ReplayMiss:
            return self._inner.handle_request(request)


def record(name: str, endpoint: Endpoint, note: str, missing: bool = False) -> bool:
    """Record one case into its file, and print what the model said; whether the endpoint answered everything."""
    today = datetime.date.today()
    inner: httpx2.BaseTransport = DirectTransport(endpoint.base_url)
    tap = RecordingTransport(Missing(name, inner) if missing else inner, [endpoint.api_key])
    if name in CASES:
        _draft(CASES[name], CASES[name].writer(endpoint, tap))
    else:
        checked, notes = PROOFS[name].proof(PROOFS[name].writer(endpoint, tap))
        for one in checked:
            print(f"    {one.action.value} {','.join(one.verdict.flags)} {one.claim.text}", flush=True)
        print("   ", *notes, flush=True)
    if any(exchange.failed for exchange in tap.exchanges):
        return False
    for old in files_of(name):
        old.unlink()
    note = "; ".join(filter(None, [f"tests/recorded/record.py, case {name}", note]))
    path = RECORDINGS / f"{name}-{endpoint.model}-{today.isoformat()}.json"
    path.write_bytes(dump(_without_paths(tap.recording(today, endpoint.model, note))))
    print(f"    -> {path.name}", flush=True)
    return True


def _without_paths(made: Recording) -> Recording:
    """A server may name its model by a path of its machine, which is cut to the file's name."""
    bare = [replace(e, body=re.sub(rb'("model":\s*")[^"]*/', rb"\1", e.body)) for e in made.exchanges]
    return replace(made, exchanges=tuple(bare))


def _draft(case: Case, writer: OpenAIWriter) -> None:
    name = case.name
    for question in case.questions:
        print(f"{name}: {question}", flush=True)
        try:
            draft = case.draft(writer, question)
        except BriefError as error:
            print(f"    {type(error).__name__}: {error}", flush=True)
            continue
        for claim in draft.claims:
            print(f"    {claim.section} {','.join(claim.cites)} {claim.text}", flush=True)


if __name__ == "__main__":
    main()
