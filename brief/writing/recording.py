"""What was said between `brief` and a model, kept in one versioned format.

Tests, run records and `brief replay` read it with this code; `brief.writing.transports` makes and serves it.
A recording is JSON:

    {"format": "brief-recording", "version": 1, "made": "2026-11-22", "model": "...", "note": "...",
     "exchanges": [{"request": {...}, "status": 200, "content_type": "text/event-stream",
                    "body": ["data: {...}\\n", "\\n"], "error": null}]}

`request` is the JSON body that was sent (headers, and with them the key, are never kept); `body` is what came
back, byte for byte: its lines, or `{"base64": ...}` where it is not UTF-8. `error` names the exception in which
the exchange ended (`status` is null where nothing came at all), and `said`, where there is one, its words.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from brief.errors import BriefError, ExitCode

FORMAT = "brief-recording"
VERSION = 1
HIDDEN = "[key]"
_KEY_LIKE = re.compile(r"\b(?:sk|sess|key)-[A-Za-z0-9_\-]{12,}")
_SHORTEST_SECRET = 8
_MANNER = frozenset(
    {"temperature", "seed", "max_tokens", "max_completion_tokens", "reasoning_effort", "stream", "stream_options"}
)


class RecordingError(BriefError):
    """A recording that cannot be read, or that does not hold what was asked of it."""

    exit_code = ExitCode.SOURCE


class ReplayMiss(RecordingError):
    """A request that the recording does not hold; the message carries the difference to the nearest one."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what came back. `request` is the parsed JSON body; `body` the raw bytes of the response."""

    request: Mapping[str, Any]
    status: int | None
    content_type: str = ""
    body: bytes = b""
    error: str | None = None
    said: str = ""

    @property
    def key(self) -> str:
        """What a replay looks it up by: a digest of what the request asks."""
        return request_key(self.request)

    @property
    def failed(self) -> bool:
        return self.error is not None or self.status is None or self.status >= 400


@dataclass(frozen=True, slots=True)
class Recording:
    """Exchanges in the order they were made. `made` is an ISO 8601 date, `note` says how, in words."""

    exchanges: tuple[Exchange, ...] = ()
    made: str = ""
    model: str = ""
    note: str = ""

    def document(self) -> dict[str, Any]:
        """The recording as a JSON object, for a file or as a part of a larger one."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "made": self.made,
            "model": self.model,
            "note": self.note,
            "exchanges": [_exchange_document(exchange) for exchange in self.exchanges],
        }


def canonical(request: Mapping[str, Any]) -> bytes:
    """The one form of a request body: sorted keys, no spaces, UTF-8 (a lone surrogate stays escaped)."""
    try:
        return json.dumps(request, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(request, sort_keys=True, separators=(",", ":")).encode()


def request_key(request: Mapping[str, Any]) -> str:
    """A digest of what a request asks, without the parameters of sampling, length and streaming: 32 hex digits.

    What an endpoint refuses, and how long it may think, is found out on the way; the question stays the same.
    """
    asked = {name: value for name, value in request.items() if name not in _MANNER}
    return hashlib.sha256(canonical(asked)).hexdigest()[:32]


def scrub(text: str, secrets: Iterable[str] = ()) -> str:
    """`text` without the secrets (those of 8 characters and more) and without anything that has a key's form."""
    for secret in secrets:
        if len(secret) >= _SHORTEST_SECRET:
            text = text.replace(secret, HIDDEN)
    return _KEY_LIKE.sub(HIDDEN, text)


def dump(recording: Recording) -> bytes:
    """The bytes of a recording's file: the same recording, the same bytes."""
    document = recording.document()
    try:
        return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
    except UnicodeEncodeError:
        return (json.dumps(document, indent=1) + "\n").encode()


def load(data: bytes, where: str = "recording") -> Recording:
    """Read a recording's file. `where` names it in errors. Raises RecordingError."""
    try:
        document = json.loads(data)
    except ValueError as error:
        raise RecordingError(f"{where}: not JSON: {error}") from error
    return from_document(document, where)


def from_document(document: object, where: str = "recording") -> Recording:
    """The recording in a parsed JSON object. Raises RecordingError, naming what is wrong and where."""
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise RecordingError(f"{where}: not a {FORMAT}")
    version = document.get("version")
    if version != VERSION:
        raise RecordingError(f"{where}: version {version} of the format; this brief reads version {VERSION}")
    exchanges = document.get("exchanges")
    if not isinstance(exchanges, list):
        raise RecordingError(f"{where}: `exchanges` is not a list")
    return Recording(
        tuple(_exchange(entry, f"{where}: exchange {n}") for n, entry in enumerate(exchanges, 1)),
        *(str(document.get(name) or "") for name in ("made", "model", "note")),
    )


def _exchange_document(exchange: Exchange) -> dict[str, Any]:
    document = {
        "request": exchange.request,
        "status": exchange.status,
        "content_type": exchange.content_type,
        "body": _body_document(exchange.body),
        "error": exchange.error,
    }
    return document | ({"said": exchange.said} if exchange.said else {})


def _body_document(body: bytes) -> list[str] | dict[str, str]:
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(body).decode()}
    # Only at "\n": splitlines would also cut inside an answer that holds U+2028.
    return [line for line in re.split(r"(?<=\n)", text) if line]


def _exchange(entry: object, where: str) -> Exchange:
    if not isinstance(entry, dict) or not isinstance(entry.get("request"), dict):
        raise RecordingError(f"{where}: no `request` object")
    status, error = entry.get("status"), entry.get("error")
    if not (status is None or (isinstance(status, int) and not isinstance(status, bool))):
        raise RecordingError(f"{where}: `status` is neither a number nor null")
    if not (error is None or isinstance(error, str)):
        raise RecordingError(f"{where}: `error` is neither text nor null")
    if status is None and error is None:
        raise RecordingError(f"{where}: neither a status nor an error")
    content_type, said = (str(entry.get(name) or "") for name in ("content_type", "said"))
    return Exchange(entry["request"], status, content_type, _body(entry.get("body"), where), error, said)


def _body(body: object, where: str) -> bytes:
    if isinstance(body, list) and all(isinstance(line, str) for line in body):
        try:
            return "".join(body).encode()
        except UnicodeEncodeError as error:
            raise RecordingError(f"{where}: `body` holds half a character") from error
    if isinstance(body, dict) and isinstance(body.get("base64"), str):
        try:
            return base64.b64decode(body["base64"], validate=True)
        except ValueError as error:
            raise RecordingError(f"{where}: `body` is not base64: {error}") from error
    raise RecordingError(f"{where}: `body` is neither a list of lines nor base64")
