"""`brief doctor` about the model: what its endpoint can do, and which servers run on this machine."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from brief.workflows.endpoint import find_local
from tests.cli.conftest import Brief
from tests.support.faults import Handler, Respond, serving, status
from tests.support.replays import stream

KEY = "sk-not-a-real-key-0123456789"
YES = '{"prime": true}'
THOUGHT = {
    "prompt_tokens": 40,
    "completion_tokens": 250,
    "completion_tokens_details": {"reasoning_tokens": 240},
}


def endpoint(*answers: Respond | bytes, models: list[dict[str, Any]] | None = None) -> Callable[[Handler], None]:
    """An endpoint that lists its models, and answers with each of these in turn."""
    script = list(answers)

    def respond(handler: Handler) -> None:
        if handler.command == "GET":
            handler.reply(200, json.dumps({"object": "list", "data": models or []}).encode())
            return
        answer = script.pop(0) if len(script) > 1 else script[0]
        if isinstance(answer, bytes):
            handler.reply(200, answer, "text/event-stream")
        else:
            answer(handler)

    return respond


def at(url: str, **settings: str) -> dict[str, str]:
    return {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": KEY, "BRIEF_RETRIES": "0"} | settings


def test_what_an_endpoint_can_do_is_said_after_one_request(brief: Brief, filled: Path) -> None:
    """Reachable, model, form of answer, thoughts, context, price."""
    good = endpoint(stream(YES, usage=THOUGHT).body, models=[{"id": "gpt-6-luna", "context_length": 400_000}])
    with serving(good) as server:
        done = brief("doctor", "--library", filled, "--model", "gpt-6-luna", env=at(server.url))
    assert done.code == 0
    assert len(server.requests) == 1
    for said in (
        f"endpoint: {server.url} answers",
        "model: gpt-6-luna",
        "answer format: json_schema",
        "reasoning: 240 tokens at effort low (BRIEF_REASONING_EFFORT)",
        "context: 400,000 tokens",
        "price: $0.1 read and $0.5 written per million tokens (table of 2026-",
    ):
        assert said in done.out
    assert KEY not in done.out + done.err


def test_what_was_learnt_is_shown_and_forgotten(brief: Brief, filled: Path) -> None:
    """Once forgotten, it is found out anew."""
    no = status(400, "Unknown parameter: stream_options")
    with serving(endpoint(no, stream(YES).body)) as server:
        first = brief("doctor", "--library", filled, "--model", "m", env=at(server.url))
        again = brief("doctor", "--library", filled, "--model", "m", env=at(server.url))
        forgot = brief("doctor", "--library", filled, "--model", "m", "--forget", env=at(server.url))
        nothing = brief("doctor", "--library", filled, "--model", "another", "--forget", env=at(server.url))
    assert "refuses stream_options (since" in first.out
    assert "refuses stream_options (since" in again.out
    assert "forgot what was known" in forgot.out
    assert "nothing was known about the endpoint" in nothing.out
    assert ["stream_options" in sent for sent in server.requests] == [True, False, False, True, True]


def test_an_endpoint_is_forgotten_whoever_writes(brief: Brief, filled: Path) -> None:
    """With sentences quoted by default, the endpoint that is set is still the one that judges: it has a memory."""
    with serving(endpoint(status(400, "Unknown parameter: stream_options"), stream(YES).body)) as server:
        brief("doctor", "--library", filled, "--model", "m", env=at(server.url))
        env = at(server.url, BRIEF_WRITER="extractive")
        forgot = brief("doctor", "--library", filled, "--model", "m", "--forget", env=env)
    none = brief("doctor", "--library", filled, "--forget")
    assert "forgot what was known" in forgot.out
    assert "no endpoint is set" in none.out


def test_an_endpoint_that_does_not_answer_is_an_error(brief: Brief, filled: Path) -> None:
    """Exit 3, the reason, and no key."""
    with serving(endpoint(status(401, f"wrong key {KEY}"))) as server:
        done = brief("doctor", "--library", filled, "--model", "m", env=at(server.url))
    assert done.code == 3
    assert "error  endpoint:" in done.out
    assert "refused the key" in done.out
    assert KEY not in done.out + done.err


def test_a_form_that_is_taken_and_not_kept_is_said(brief: Brief, filled: Path) -> None:
    """Servers that ignore what they do not know answer all the same."""
    with serving(endpoint(stream("Yes, it is.").body)) as server:
        done = brief("doctor", "--library", filled, "--model", "m", env=at(server.url))
    assert "accepts json_schema but answers in another" in done.out


def test_a_small_context_is_a_warning(brief: Brief, filled: Path) -> None:
    """With what raises it."""
    good = endpoint(stream(YES).body, models=[{"id": "llama-70b", "meta": {"n_ctx": 4096, "n_ctx_train": 131072}}])
    with serving(good) as server:
        done = brief("doctor", "--library", filled, env=at(server.url))
    assert "warn   context: 4,096 tokens" in done.out
    assert "OLLAMA_CONTEXT_LENGTH" in done.out


def test_servers_on_this_machine_are_found() -> None:
    """Each with its models and the two settings; what is no server of models is not taken for one."""
    listing = endpoint(b"", models=[{"id": "qwen3:8b"}, {"id": "llama3.3:70b"}])
    with serving(listing) as ollama, serving(status(404, "a vector store")) as other:
        ports = [int(server.url.rpartition(":")[2].split("/")[0]) for server in (ollama, other)]
        (found,) = find_local([("Ollama", ports[0]), ("vLLM", ports[1])])
    assert "Ollama runs on this machine and serves llama3.3:70b, qwen3:8b" in found.what
    assert f"OPENAI_BASE_URL=http://127.0.0.1:{ports[0]}/v1 BRIEF_MODEL=llama3.3:70b" in found.remedy


def test_no_server_on_this_machine_is_said() -> None:
    """With what to do instead."""
    (found,) = find_local([])
    assert "set OPENAI_API_KEY" in found.remedy


def test_an_old_price_table_is_said(brief: Brief, filled: Path, monkeypatch: Any) -> None:
    """By doctor and by a dry run."""
    from brief.writing import prices

    monkeypatch.setattr(prices, "OLD_DAYS", -1)
    with serving(endpoint(stream(YES, usage=THOUGHT).body)) as server:
        env = at(server.url, BRIEF_MODEL="gpt-6-luna")
        doctor = brief("doctor", "--library", filled, env=env)
        dry = brief("ask", "--library", filled, "--dry-run", "why is Seoul ending GSOMIA?", env=env)
    assert "warn   the price table is of" in doctor.out
    assert "the price table is of" in dry.out
