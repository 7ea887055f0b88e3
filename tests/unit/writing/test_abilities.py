"""What is learnt of an endpoint: written down without any key, believed for 30 days, forgotten on request."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from brief.writing.abilities import KEPT, Memory
from brief.writing.client import Chat
from brief.writing.endpoint import Endpoint
from brief.writing.protocol import Form
from brief.writing.recording import Exchange
from tests.support.replays import SameAnswer, refusal, stream

DAY = date(2026, 11, 28)
ADDRESS = "https://user:word@endpoint.test/v1?token=x"
KEY = "a-long-secret-key"
SCHEMA: dict[str, Any] = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}


def ask(
    folder: Path | None, *answers: Exchange, today: date = DAY, model: str = "some-model", **settings: Any
) -> tuple[Chat, SameAnswer]:
    """One request to an endpoint of which `folder` may know something."""
    endpoint = Endpoint(model, KEY, ADDRESS, retries=0, **settings)
    transport = SameAnswer(*answers)
    memory = Memory(folder, endpoint.address, model, today=today)
    chat = Chat(endpoint, transport=transport, memory=memory)
    chat.complete(lambda _: [{"role": "user", "content": "Is it so?"}], SCHEMA)
    return chat, transport


def no(message: str) -> Exchange:
    return refusal(400, {"error": {"message": message}})


def test_what_is_refused_is_not_tried_again(tmp_path: Path) -> None:
    """The second command sends what the first one found out to be taken, and nothing else."""
    refused = (no("Unknown parameter: stream_options"), no("'response_format' of type 'json_schema' is not supported"))
    _, first = ask(tmp_path, *refused, stream("yes"))
    assert len(first.requests) == 3
    chat, second = ask(tmp_path, stream("yes"))
    assert second.requests == first.requests[-1:]
    assert chat.form is Form.JSON_OBJECT
    _, other = ask(tmp_path, stream("yes"), model="another")
    assert "stream_options" in other.requests[0]


def test_what_was_learnt_is_believed_for_thirty_days(tmp_path: Path) -> None:
    """Then the endpoint is tried again, each thing by its own day."""
    ask(tmp_path, no("Unknown parameter: stream_options"), stream("yes"))
    _, late = ask(tmp_path, stream("yes"), today=DAY + KEPT - timedelta(days=1))
    assert "stream_options" not in late.requests[0]
    _, later = ask(tmp_path, stream("yes"), today=DAY + KEPT)
    assert "stream_options" in later.requests[0]


def test_it_can_be_forgotten(tmp_path: Path) -> None:
    """Once; then there is nothing to forget."""
    chat, _ = ask(tmp_path, no("Unknown parameter: stream_options"), stream("yes"))
    assert chat.abilities.refused == {"stream_options"}
    assert any("refuses stream_options (since 2026-11-28)" in line for line in chat.abilities.lines())
    memory = Memory(tmp_path, chat.endpoint.address, "some-model", today=DAY)
    assert memory.forget()
    assert not memory.forget()
    assert list(tmp_path.iterdir()) == []


def test_no_key_and_no_password_is_kept(tmp_path: Path) -> None:
    """An address is kept as it may be shown."""
    ask(tmp_path, no(f"Unknown parameter: stream_options for {KEY}"), stream("yes"))
    kept = " ".join(file.read_text() for file in tmp_path.rglob("*"))
    assert "https://endpoint.test/v1" in kept
    assert not any(secret in kept for secret in (KEY, "word", "token"))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: "{",
        lambda _: "[]",
        lambda kept: kept.replace("endpoint.test", "other.test"),
        lambda kept: kept.replace('"version": 1', '"version": 2'),
        lambda kept: kept.replace("2026-11-28", "yesterday"),
        lambda kept: kept.replace("2026-11-28", "2027-11-28"),
    ],
    ids=["half a file", "a list", "another endpoint", "another version", "no day", "a day to come"],
)
def test_a_file_that_cannot_be_used_is_as_none(tmp_path: Path, spoil: Any) -> None:
    """It is a cache: losing it costs a request."""
    ask(tmp_path, no("Unknown parameter: stream_options"), stream("yes"))
    (file,) = tmp_path.iterdir()
    assert json.loads(file.read_text())["facts"]
    file.write_text(spoil(file.read_text()))
    _, transport = ask(tmp_path, stream("yes"))
    assert "stream_options" in transport.requests[0]


def test_a_folder_that_cannot_be_written_loses_only_the_memory(tmp_path: Path) -> None:
    """The answer is given all the same."""
    taken = tmp_path / "file"
    taken.write_text("")
    chat, _ = ask(taken, no("Unknown parameter: stream_options"), stream("yes"))
    assert chat.abilities.refused == {"stream_options"}
    assert chat.usage.requests == 1
