"""What an endpoint says that it serves: which model to ask for where none was named, and what runs on this machine."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from brief.errors import ConfigError, ProviderError
from brief.writing.endpoint import DUMMY_KEY, bare_address
from brief.writing.failures import refused_key
from brief.writing.recording import scrub

if TYPE_CHECKING:
    import httpx2

LOCAL_SERVERS = (("Ollama", 11434), ("LM Studio", 1234), ("llama.cpp", 8080), ("vLLM", 8000))
"""Servers of models that people run, with the ports on which they listen by default."""
_MOST_BYTES = 5_000_000
# How servers name the tokens that a model reads at a time, the setting in force before what the model could do: vLLM,
# LM Studio, OpenRouter and LiteLLM, Groq, Mistral; llama.cpp has its own in `meta`.
_CONTEXTS = (
    "max_model_len",
    "loaded_context_length",
    "context_length",
    "context_window",
    "max_context_length",
    "max_input_tokens",
)


@dataclass(frozen=True, slots=True)
class Served:
    """A model that an endpoint lists; `context`: the tokens that it says it reads at a time, where it does."""

    name: str
    context: int | None = None


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A server that answered on loopback."""

    kind: str
    base_url: str
    models: tuple[Served, ...]


def list_models(base_url: str, api_key: str | None, *, timeout: float) -> tuple[Served, ...]:
    """The models at an endpoint, as `GET /models` lists them, by name. `timeout` (seconds) holds for all of it.

    Raises:
        ProviderError: the endpoint cannot be reached, or does not list its models.
    """
    import httpx2

    from brief.writing.network import DEADLINE, DirectTransport

    address = bare_address(base_url)
    headers = {"authorization": f"Bearer {api_key or DUMMY_KEY}", "accept-encoding": "identity"}
    try:
        with httpx2.Client(transport=DirectTransport(base_url), timeout=timeout, trust_env=False) as client:
            extensions = {DEADLINE: time.monotonic() + timeout}
            with client.stream("GET", f"{base_url.rstrip('/')}/models", headers=headers, extensions=extensions) as got:
                body = _read(got)
                if got.status_code in (401, 403):
                    raise ProviderError(refused_key(address, got.status_code))
                if got.status_code != 200:
                    said = scrub(" ".join(body.decode("utf-8", "replace").split()), [api_key or ""])[:200]
                    raise ProviderError(f"{address} does not list its models (status {got.status_code}: {said})")
    except (httpx2.TransportError, httpx2.InvalidURL) as error:
        raise ProviderError(
            f"{address} cannot be reached ({_reason(error)}): is it running, and is OPENAI_BASE_URL right?"
        ) from None
    try:
        rows = json.loads(body)["data"]
        served = [_served(row) for row in rows or [] if isinstance(row, Mapping) and isinstance(row.get("id"), str)]
    except (ValueError, KeyError, TypeError):
        raise ProviderError(f"{address} does not list its models (the address should end in /v1)") from None
    return tuple(sorted({one.name: one for one in served}.values(), key=lambda one: one.name))


def only_model(base_url: str, api_key: str | None, *, timeout: float) -> Served:
    """The one model that the endpoint serves.

    Raises:
        ProviderError: the endpoint cannot be asked. ConfigError: it serves several, or none, or does not say.
    """
    try:
        models = list_models(base_url, api_key, timeout=timeout)
    except ProviderError as error:
        if "does not list" in str(error):
            raise ConfigError(f"{error}: set BRIEF_MODEL, or --model, to ask it for no list") from None
        raise
    if len(models) != 1:
        names = [one.name for one in models]
        served = f"serves {', '.join(names[:8])}" if names else "lists no model"
        raise ConfigError(f"{bare_address(base_url)} {served}: choose one with BRIEF_MODEL or --model")
    return models[0]


def local_servers(
    servers: Sequence[tuple[str, int]] = LOCAL_SERVERS, *, timeout: float = 1.0
) -> tuple[LocalServer, ...]:
    """The servers of models that answer on loopback now. `timeout` (seconds) holds for each. Raises nothing."""
    found = []
    for kind, port in servers:
        base_url = f"http://127.0.0.1:{port}/v1"
        try:
            models = list_models(base_url, None, timeout=timeout)
        except ProviderError:
            continue
        found.append(LocalServer(kind, base_url, models))
    return tuple(found)


def _read(response: httpx2.Response) -> bytes:
    body = bytearray()
    for part in response.iter_bytes():
        body += part
        if len(body) > _MOST_BYTES:
            raise ProviderError(f"{response.url.host} does not list its models: the list has no end")
    return bytes(body)


def _served(row: Mapping[str, Any]) -> Served:
    meta = row.get("meta")
    stated = [row.get(name) for name in _CONTEXTS]
    if isinstance(meta, Mapping):
        # n_ctx is what llama.cpp was started with; n_ctx_train only what the model was made for.
        stated.insert(0, meta.get("n_ctx"))
    numbers = [n for n in stated if isinstance(n, int) and not isinstance(n, bool) and n > 0]
    return Served(row["id"], numbers[0] if numbers else None)


def _reason(error: Exception) -> str:
    return re.sub(r"\[Errno -?\d+\] ", "", str(error)) or type(error).__name__
