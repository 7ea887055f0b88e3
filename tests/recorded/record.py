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

from brief.errors import BriefError
from brief.writing.client import Endpoint, direct_transport
from brief.writing.recording import dump
from brief.writing.transports import RecordingTransport
from tests.recorded.cases import CASES
from tests.support.replays import RECORDINGS, files_of


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base-url", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--case", action="append", choices=sorted(CASES), help="only this one (may be repeated)")
    parser.add_argument("--timeout", type=float, default=600.0, help="seconds without a byte (600)")
    options = parser.parse_args()
    key = os.environ.get("OPENAI_API_KEY") or "none"
    endpoint = Endpoint(options.model, key, options.base_url, timeout=options.timeout, longest=3600)
    RECORDINGS.mkdir(exist_ok=True)
    for name in options.case or CASES:
        record(name, endpoint)


def record(name: str, endpoint: Endpoint) -> None:
    """Record one case into its file, and print what the model said."""
    case, today = CASES[name], datetime.date.today()
    tap = RecordingTransport(direct_transport(endpoint.base_url), [endpoint.api_key])
    writer = case.writer(endpoint, tap)
    for question in case.questions:
        print(f"{name}: {question}", flush=True)
        try:
            draft = case.draft(writer, question)
        except BriefError as error:
            print(f"    {type(error).__name__}: {error}", flush=True)
            continue
        for claim in draft.claims:
            print(f"    {claim.section} {','.join(claim.cites)} {claim.text}", flush=True)
    for old in files_of(name):
        old.unlink()
    note = f"tests/recorded/record.py, case {name}"
    path = RECORDINGS / f"{name}-{endpoint.model}-{today.isoformat()}.json"
    path.write_bytes(dump(tap.recording(today, endpoint.model, note)))
    print(f"    -> {path.name}", flush=True)


if __name__ == "__main__":
    main()
