"""What `brief doctor` says of the model: one small request to the endpoint that is set, else what runs on loopback."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from brief.config import Settings
from brief.errors import ConfigError, ProviderError
from brief.library.library import Finding
from brief.workflows.setup import open_chat
from brief.writing.endpoint import OPENAI_URL
from brief.writing.served import LOCAL_SERVERS, Served, list_models, local_servers
from brief.writing.sizes import SMALL_CONTEXT, is_small

if TYPE_CHECKING:
    from brief.writing.client import Chat, Completion

LISTING_SECONDS = 10.0
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"prime": {"type": "boolean"}},
    "required": ["prime"],
    "additionalProperties": False,
}
_QUESTION = (
    {"role": "system", "content": "Answer in JSON, as an object with one key, `prime`, which is true or false."},
    {"role": "user", "content": "Is 7 a prime number?"},
)


def examine_endpoint(settings: Settings) -> list[Finding]:
    """What the endpoint that is set can do, found out with one small request (more where it refuses something); where
    none is set, the servers of models on this machine. Learns what it finds."""
    if settings.writer_name == "extractive":
        return [] if settings.writer else find_local()
    try:
        chat = open_chat(settings)
    except (ConfigError, ProviderError) as error:
        return [Finding("error", f"endpoint: {error}", "")]
    if chat.context is None and (stated := _stated_context(chat, settings)) is not None:
        chat.memory.learn({"context": str(stated)})
    try:
        completion = chat.complete(lambda _: _QUESTION, _SCHEMA)
    except (ConfigError, ProviderError) as error:
        return [Finding("error", f"endpoint: {error}", ""), *_learnt(chat)]
    finally:
        chat.close()
    return [
        Finding("ok", f"endpoint: {chat.endpoint.address} answers", ""),
        Finding("ok", f"model: {chat.endpoint.model}{_small_by_name(chat)}", ""),
        _form(completion),
        _thoughts(chat),
        _context(chat),
        *_price(chat, settings),
        *_learnt(chat),
    ]


def forget_endpoint(settings: Settings) -> bool:
    """Drop what was learnt of the endpoint that is set; whether there was something.

    Raises: as `open_chat` does.
    """
    return open_chat(settings).memory.forget()


def find_local(servers: Sequence[tuple[str, int]] = LOCAL_SERVERS) -> list[Finding]:
    """The servers of models that answer on loopback, each with the two settings that would use it."""
    found = local_servers(servers)
    if not found:
        names = ", ".join(kind for kind, _ in servers)
        return [
            Finding(
                "ok",
                f"endpoint: none is set, and no model server ({names}) was found on this machine",
                "for answers written by a model, set OPENAI_API_KEY or start one of them",
            )
        ]
    out = []
    for server in found:
        names = ", ".join(model.name for model in server.models[:5]) or "no model yet"
        model = server.models[0].name if server.models else "NAME"
        use = f"OPENAI_BASE_URL={server.base_url} BRIEF_MODEL={shlex.quote(model)} uses it"
        out.append(Finding("ok", f"endpoint: {server.kind} runs on this machine and serves {names}", use))
    return out


def _stated_context(chat: Chat, settings: Settings) -> int | None:
    """The context of the model as its endpoint lists it; None where it does not say."""
    if settings.base_url is None:
        return None
    try:
        models: Sequence[Served] = list_models(
            settings.base_url, settings.api_key, timeout=min(settings.timeout, LISTING_SECONDS)
        )
    except ProviderError:
        return None
    return next((model.context for model in models if model.name == chat.endpoint.model), None)


def _small_by_name(chat: Chat) -> str:
    return " (small by its name: it gets short prompts and few sentences)" if is_small(chat.endpoint.model) else ""


def _form(completion: Completion) -> Finding:
    try:
        held = isinstance(json.loads(completion.text)["prime"], bool)
    except (ValueError, KeyError, TypeError):
        held = False
    if held:
        return Finding("ok", f"answer format: {completion.form.value}", "")
    return Finding("warn", f"answer format: accepts {completion.form.value} but answers in another", "")


def _thoughts(chat: Chat) -> Finding:
    effort = chat.effort
    asked = f"at effort {effort}" if effort else "with no effort setting"
    if chat.usage.reasoning_tokens:
        return Finding("ok", f"reasoning: {chat.usage.reasoning_tokens:,} tokens {asked} (BRIEF_REASONING_EFFORT)", "")
    return Finding("ok", f"reasoning: none for this question, {asked}" if effort else "reasoning: none seen", "")


def _context(chat: Chat) -> Finding:
    context = chat.context
    if context is None:
        known = "that of OpenAI's models" if chat.endpoint.base_url == OPENAI_URL else "not stated"
        return Finding("ok", f"context: {known}", "")
    if context >= SMALL_CONTEXT:
        return Finding("ok", f"context: {context:,} tokens", "")
    remedy = "increase it in the model server (Ollama: OLLAMA_CONTEXT_LENGTH=16384, llama.cpp: --ctx-size 16384)"
    return Finding("warn", f"context: {context:,} tokens, so the model is shown few articles", remedy)


def _price(chat: Chat, settings: Settings) -> list[Finding]:
    if chat.price is None:
        return [
            Finding("ok", f"price: {chat.endpoint.model} is not in the price table", "set BRIEF_PRICES to your own")
        ]
    read, written = chat.price.input, chat.price.output
    cost = chat.usage.cost_usd or 0.0
    said = (
        f"price: ${read:g} read and ${written:g} written per million tokens ({chat.price.basis}); this took ${cost:.5f}"
    )
    return [Finding("ok", said, ""), *price_age(settings)]


def price_age(settings: Settings) -> list[Finding]:
    """That the table is old, where it is."""
    from brief.writing.prices import load_prices

    old = load_prices(settings.prices).outdated(date.today())
    return [Finding("warn", old, "")] if old else []


def _learnt(chat: Chat) -> list[Finding]:
    lines = chat.abilities.lines()
    if not lines:
        return []
    return [Finding("ok", f"remembered: {'; '.join(lines)}", "`brief doctor --forget` checks it again")]
