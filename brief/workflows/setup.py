"""From settings to the two things every workflow needs: the library and a writer."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brief.config import DEFAULT_MODEL, Settings
from brief.errors import ConfigError
from brief.workflows.replay import WriterOptions
from brief.writing.endpoint import OPENAI_URL, bare_address
from brief.writing.recording import Recording

if TYPE_CHECKING:
    import httpx2

    from brief.embedding import Embedder
    from brief.library.library import Library
    from brief.sources.fetching import WebRules
    from brief.workflows.judging import Judge
    from brief.writing import Writer
    from brief.writing.abilities import Memory
    from brief.writing.client import Chat
    from brief.writing.prices import Prices


UNASKED = "(the model that the endpoint serves)"
"""Stands for a model's name where the endpoint may not be asked for it."""


def open_library(settings: Settings) -> Library:
    """The library that the settings name. Opening is cheap: the embedder is loaded when it is first needed."""
    from brief.library.library import Library

    def load() -> Embedder:
        from brief.embedding import load_embedder

        return load_embedder(
            settings.embedder,
            api_key=settings.api_key,
            base_url=settings.base_url,
            timeout=settings.timeout,
            retries=settings.retries,
        )

    return Library(settings.library, load, chroma_url=settings.chroma_url, wait=settings.wait)


def web_rules(settings: Settings, allow_private: bool) -> WebRules:
    """How far fetching may go. That private addresses are allowed is said by whoever calls, each time; no file that
    lies in a folder can say it."""
    from brief.sources.fetching import WebRules

    return WebRules(allow_private=allow_private, pace=settings.pace)


@dataclass(frozen=True, slots=True)
class PreparedWriter:
    """A writer at work: the writer, what it was made with, and the tap that keeps what is said to its model."""

    writer: Writer
    options: WriterOptions
    tap: Any = None
    price_age: str = ""
    """Says that the price of the model is from an old table, where it is."""

    @property
    def chat(self) -> Chat | None:
        """The endpoint behind the writer, if there is one."""
        from brief.writing import with_model

        writer = with_model(self.writer)
        return writer.chat if writer is not None else None

    def recording(self, made: date) -> Recording:
        """What was said between the writer and its model, on the day `made`."""
        if self.tap is None:
            return Recording(made=made.isoformat())
        recorded: Recording = self.tap.recording(made, self.options.model or "")
        return recorded


def prepare_writer(settings: Settings, *, dry: bool = False) -> PreparedWriter:
    """The writer that the settings name, ready to be recorded. With `dry` no endpoint is asked for its model's name.

    Raises:
        ConfigError: the openai writer without key or endpoint, a model of unknown price under a cap, bad prompts.
        ProviderError: no model is named and the endpoint cannot be asked for its own.
    """
    if settings.writer_name == "extractive":
        from brief.writing.extractive import ExtractiveWriter

        # What it writes are copies, which need no judge; but who asks for one without a model is told.
        _endpoint_of(settings, need=settings.judge not in (None, "none"), what="--judge")
        return PreparedWriter(
            ExtractiveWriter(settings.sentences), WriterOptions("extractive", sentences=settings.sentences)
        )
    from brief.writing.network import DirectTransport
    from brief.writing.prices import load_prices
    from brief.writing.transports import RecordingTransport

    address = _endpoint_of(settings, need=True, what="the openai writer")
    model, context = _model_of(settings, dry=dry)
    memory = _memory(address, model)
    options = WriterOptions(
        "openai",
        model,
        bare_address(address),
        str(settings.prompts.absolute()) if settings.prompts else None,
        settings.max_cost,
        settings.timeout,
        settings.judge,
        _price_of(model, settings),
        settings.reasoning_effort,
        context,
        memory.abilities,
        judge_model=settings.judge_model,
    )
    tap = RecordingTransport(DirectTransport(address), secrets=[settings.api_key or ""])
    writer = make_openai_writer(replace(options, base_url=address), settings, tap, memory)
    return PreparedWriter(writer, options, tap, load_prices(settings.prices).outdated(date.today()))


def open_judge(settings: Settings) -> Judge | None:
    """The judge that the settings ask for, for a text that somebody else wrote; None where they ask for none.

    Raises: as `open_chat` does.
    """
    if settings.judge is None or settings.judge == "none":
        return None
    from brief.workflows.judging import PROMPTS, Judge
    from brief.writing.prompts import load_prompt

    _endpoint_of(settings, need=True, what="--judge")
    prompts = {name: load_prompt(name, settings.prompts) for name in PROMPTS}
    return Judge(open_chat(replace(settings, model=settings.judge_model or settings.model)), prompts, settings.judge)


def open_chat(settings: Settings) -> Chat:
    """The endpoint that the settings name, to be asked.

    Raises:
        ConfigError: no key and no endpoint, a model of unknown price under a cap, a bad prompt.
        ProviderError: no model is named and the endpoint cannot be asked for its own.
    """
    from brief.writing.client import Chat
    from brief.writing.endpoint import DUMMY_KEY, Endpoint
    from brief.writing.prices import Budget, load_prices
    from brief.writing.sizes import answer_budget

    address = _endpoint_of(settings, need=True, what="the openai writer")
    model, context = _model_of(settings)
    memory = _memory(address, model)
    endpoint = Endpoint(
        model,
        settings.api_key or DUMMY_KEY,
        address,
        timeout=settings.timeout,
        retries=settings.retries,
        max_completion_tokens=answer_budget(model, context or memory.abilities.context),
        effort=settings.reasoning_effort,
        longest=_longest(settings.timeout),
        context=context,
    )
    return Chat(endpoint, budget=Budget(load_prices(settings.prices), settings.max_cost), memory=memory)


def _longest(timeout: float) -> float:
    """Seconds for a request and its answer, tries included: twice the patience of one, and ten minutes at least."""
    return max(600.0, 2 * timeout)


def _memory(address: str, model: str) -> Memory:
    """What is known of a model at an address, in the user's cache folder."""
    from brief.writing.abilities import Memory, cache_folder

    return Memory(cache_folder(), bare_address(address), model)


def evidence_tokens(settings: Settings) -> int:
    """How many tokens of evidence the writer that the settings name is shown at most. Asks no endpoint."""
    from brief.writing.sizes import evidence_budget

    if settings.writer_name == "extractive":
        return evidence_budget(None, wanted=settings.evidence_tokens)
    model = settings.model or (UNASKED if settings.base_url else DEFAULT_MODEL)
    context = _memory(settings.base_url or OPENAI_URL, model).abilities.context
    return evidence_budget(model, context, wanted=settings.evidence_tokens)


def _endpoint_of(settings: Settings, *, need: bool, what: str) -> str:
    """The base URL to ask. Raises ConfigError where there is `need` of one and neither key nor address is set."""
    if need and not settings.api_key and not settings.base_url:
        without = "`--judge none`" if what == "--judge" else "`--writer extractive`"
        raise ConfigError(
            f"{what} needs OPENAI_API_KEY (or OPENAI_BASE_URL, for a local endpoint); {without} needs neither"
        )
    return settings.base_url or OPENAI_URL


def _price_of(model: str, settings: Settings) -> tuple[float, ...]:
    from brief.writing.prices import load_prices

    price = load_prices(settings.prices).of(model)
    if price is None:
        return ()
    tier = (price.above, price.long_input, price.long_output) if math.isfinite(price.above) else ()
    return (price.input, price.output, *tier)


def _prices_of(options: WriterOptions, settings: Settings) -> Prices:
    """The price of the model as it was when a run was made, whatever tables say now."""
    from brief.writing.prices import Price, Prices, load_prices

    if options.price is None:
        return load_prices(settings.prices)
    if not options.price:
        return Prices()
    read, written, *tier = options.price
    return Prices({options.model or "": Price(read, written, "the record of the run", *tier)})


def _model_of(settings: Settings, *, dry: bool = False) -> tuple[str, int | None]:
    """The model to ask, and its context where the endpoint was asked for its models and said so."""
    if settings.model or settings.base_url is None:
        return settings.model or DEFAULT_MODEL, None
    if dry:
        return UNASKED, None
    from brief.writing.served import only_model

    served = only_model(settings.base_url, settings.api_key, timeout=min(settings.timeout, 10.0))
    return served.name, served.context


def make_openai_writer(
    options: WriterOptions, settings: Settings, transport: httpx2.BaseTransport, memory: Memory
) -> Writer:
    """The openai writer over `transport`: the network's, or a replay of what was recorded. `memory`: what is known
    of its endpoint."""
    from brief.writing.endpoint import DUMMY_KEY, Endpoint
    from brief.writing.openai_writer import OpenAIWriter
    from brief.writing.prices import Budget
    from brief.writing.sizes import answer_budget

    endpoint = Endpoint(
        model=options.model or "",
        api_key=settings.api_key or DUMMY_KEY,
        base_url=options.base_url or OPENAI_URL,
        timeout=options.timeout,
        retries=settings.retries,
        max_completion_tokens=answer_budget(options.model or "", options.context or memory.abilities.context),
        effort=options.effort,
        longest=_longest(options.timeout),
        context=options.context,
    )
    return OpenAIWriter(
        endpoint,
        prompts=Path(options.prompts) if options.prompts else None,
        budget=Budget(_prices_of(options, settings), options.max_cost),
        transport=transport,
        judge_model=options.judge_model,
        memory=memory,
    )


def writer_over(recording: Recording, options: WriterOptions, settings: Settings) -> Writer:
    """The writer of an earlier run, answered by what was recorded then; nothing goes over a network."""
    if options.name == "extractive":
        from brief.writing.extractive import ExtractiveWriter

        return ExtractiveWriter(options.sentences)
    from brief.writing.abilities import Memory
    from brief.writing.transports import ReplayTransport

    # What was known then, and nothing of what is learnt is kept.
    memory = Memory(None, options.base_url or OPENAI_URL, options.model or "", known=options.abilities)
    # What was tried again then is one answer here: a failure that was the last word is not tried again.
    settings = replace(settings, api_key=None, retries=0)
    return make_openai_writer(options, settings, ReplayTransport(recording), memory)
