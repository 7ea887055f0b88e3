"""One conversation with an OpenAI-compatible endpoint: what it can do, what it took, what it may cost.

`Chat.complete` is all that a writer or a judge needs. It streams, asks for the strictest form of answer that
the endpoint can do and remembers it, leaves out parameters that the endpoint refuses, and turns every failure
into one line. Tries again on 408, 409, 429, 5xx and on connections that fail are the openai client's own: twice
by default, 0.5 s doubling to 8 s apart, or as long as Retry-After says (up to two minutes; told to wait longer
it gives up). A stream that breaks off is not asked for again: what came of it was paid for and is used.
"""

from __future__ import annotations

import json
import re
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit, urlunsplit

from brief.errors import BadResponse, BriefError, ConfigError, CostExceeded, ProviderError
from brief.models import Usage
from brief.writing.events import Answer, BrokenOff, whole_completion
from brief.writing.prices import Price, Prices
from brief.writing.protocol import Form
from brief.writing.recording import scrub
from brief.writing.tokens import Count, count_tokens

if TYPE_CHECKING:
    import httpx2
    import openai

OPENAI_URL = "https://api.openai.com/v1"
DUMMY_KEY = "none"
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_FORMS = re.compile(r"response_format|json_schema|json_object|grammar|structured|guided")
_PER_MESSAGE = 4
_PER_REPLY = 3

Message = dict[str, str]
Build = Callable[[Form], Sequence[Message]]
"""Makes the messages for a form of answer: the prompt says what the form does not enforce."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model behind an address.

    `timeout`: seconds without a byte after which a try is given up; `longest`: seconds a whole answer may take.
    `retries`: further tries after the first. `max_completion_tokens` bounds an answer, thoughts included.
    """

    model: str
    api_key: str = field(repr=False)
    base_url: str = OPENAI_URL
    timeout: float = 60.0
    retries: int = 2
    temperature: float = 0.0
    seed: int = 7
    max_completion_tokens: int = 800
    longest: float = 600.0
    varied_temperature: float = 0.5
    """For further drafts of the same thing (see `Chat.attempt`)."""

    def __post_init__(self) -> None:
        if not self.model:
            raise ConfigError("no model is named: set BRIEF_MODEL or give --model")
        if not self.api_key:
            raise ConfigError("OPENAI_API_KEY is not set (any value does for a local endpoint)")
        if not (self.api_key.isascii() and self.api_key.isprintable()):
            raise ConfigError("OPENAI_API_KEY holds characters that no key has")
        address = urlsplit(self.base_url)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise ConfigError(f"OPENAI_BASE_URL is not an http or https address: {self.address}")

    @property
    def address(self) -> str:
        """The base URL as it may be shown: without user, password, query or fragment."""
        parts = urlsplit(self.base_url)
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a request would take. `request` is the body that would be sent.

    `exact`: `prompt_tokens` were counted with the model's own encoding; else they are an over-estimate.
    `cost_usd` is the most it can cost, with an answer of full length; None where the price is unknown.
    """

    prompt_tokens: int
    exact: bool
    completion_tokens: int
    request: dict[str, Any]
    cost_usd: float | None


@dataclass(frozen=True, slots=True)
class Completion:
    """What came back. `broken` says in words why the answer is not whole, and is empty when it is."""

    text: str
    form: Form
    usage: Usage
    broken: str = ""


class ContextExceeded(ProviderError):
    """The prompt is longer than the model can read."""


class Chat:
    """Requests to one endpoint, with what was learnt about it. Not for use by several threads.

    `usage` sums all requests; `estimated` is true once an endpoint did not report what a request took.
    With `max_cost` (US dollars) no request is sent that could take the sum beyond it.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        prices: Prices | None = None,
        max_cost: float | None = None,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self.endpoint = endpoint
        self.price: Price | None = prices.of(endpoint.model) if prices is not None else None
        if max_cost is not None and self.price is None:
            raise ConfigError(
                f"the price of {endpoint.model} is unknown, so --max-cost cannot be kept: "
                "put it into a price table of your own (BRIEF_PRICES)"
            )
        self.max_cost = max_cost
        self.form = Form.JSON_SCHEMA
        self.usage = Usage()
        self.estimated = False
        self.attempt = 0
        """Above 0: another answer to the same request is wanted, so its seed and temperature differ."""
        self._spent = 0.0
        self._refused: set[str] = set()
        self._transport = transport
        self._client: openai.OpenAI | None = None

    def step_down(self) -> bool:
        """Go to the next weaker form of answer; False when there is none."""
        weaker = self.form.weaker
        if weaker is not None:
            self.form = weaker
        return weaker is not None

    def close(self) -> None:
        """Close the connections. The chat may be used again."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def request(self, build: Build, schema: Mapping[str, Any]) -> dict[str, Any]:
        """The body of the request as it would now be sent: the same arguments, the same bytes."""
        body: dict[str, Any] = {
            "model": self.endpoint.model,
            "messages": list(build(self.form)),
            "temperature": self.endpoint.varied_temperature if self.attempt else self.endpoint.temperature,
            "seed": self.endpoint.seed + self.attempt,
            "max_completion_tokens": self.endpoint.max_completion_tokens,
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        if self.form is Form.JSON_SCHEMA:
            named = {"name": "draft", "strict": True, "schema": dict(schema)}
            body["response_format"] = {"type": "json_schema", "json_schema": named}
        elif self.form is Form.JSON_OBJECT:
            body["response_format"] = {"type": "json_object"}
        if "max_completion_tokens" in self._refused:
            body["max_tokens"] = body["max_completion_tokens"]
        return {key: value for key, value in body.items() if key not in self._refused}

    def estimate(self, build: Build, schema: Mapping[str, Any]) -> Estimate:
        """What the request would take; nothing is sent."""
        body = self.request(build, schema)
        prompt = self.count(body)
        most = self.endpoint.max_completion_tokens
        cost = self.price.cost(prompt.at_most, most) if self.price is not None else None
        return Estimate(prompt.tokens, prompt.exact, most, body, cost)

    def count(self, body: Mapping[str, Any]) -> Count:
        """The tokens of a request's prompt: its messages and what a chat puts around them, and its schema."""
        model = self.endpoint.model
        total = Count(_PER_REPLY, True, _PER_REPLY)
        for message in body["messages"]:
            around = Count(_PER_MESSAGE, True, _PER_MESSAGE)
            total = total + around + count_tokens(message["content"], model)
        schema = body.get("response_format")
        if schema is None:
            return total
        # How an endpoint words the schema for its model is its own affair: allow for twice its length.
        worded = count_tokens(json.dumps(schema), model)
        return total + Count(worded.tokens, worded.exact, 2 * worded.at_most)

    def complete(
        self, build: Build, schema: Mapping[str, Any], on_text: Callable[[str], None] | None = None
    ) -> Completion:
        """Ask, and give the answer's text to `on_text` piece by piece as it comes.

        Raises CostExceeded before anything is sent, ContextExceeded for a prompt that is too long, BadResponse
        for an answer without any text, ProviderError for every other failure.
        """
        while True:
            body = self.request(build, schema)
            prompt = self.count(body)
            self._check_cost(prompt)
            try:
                return self._ask(body, prompt, on_text)
            except _Refused as refused:
                if not self._adapt(refused, body):
                    raise refused.error from None

    def _check_cost(self, prompt: Count) -> None:
        if self.max_cost is None or self.price is None:
            return
        most = self.price.cost(prompt.at_most, self.endpoint.max_completion_tokens)
        if self._spent + most > self.max_cost:
            raise CostExceeded(
                f"another request to {self.endpoint.model} could cost ${most:.4f}; "
                f"${self.max_cost - self._spent:.4f} of --max-cost ${self.max_cost:g} are left"
            )

    def _adapt(self, refused: _Refused, body: Mapping[str, Any]) -> bool:
        """Leave out or weaken what the endpoint refused; False when its words name nothing of ours."""
        said = refused.said
        if "response_format" in body and _FORMS.search(said):
            return self.step_down()
        for name in ("max_completion_tokens", "stream_options", "seed", "temperature"):
            if name in body and re.search(rf"\b{name}\b", said):
                self._refused.add(name)
                return True
        return False

    def _ask(self, body: dict[str, Any], prompt: Count, on_text: Callable[[str], None] | None) -> Completion:
        answer = Answer(on_text)
        try:
            for event in self._events(body):
                answer.take(event)
        except BrokenOff as broken:
            answer.broken = str(broken)
        except BriefError:
            self._account(answer, prompt, body)
            raise
        usage = self._account(answer, prompt, body)
        if not answer.text.strip():
            raise BadResponse(f"{self.endpoint.address}: {answer.emptiness()}")
        return Completion(answer.text, self.form, usage, answer.trouble())

    def _account(self, answer: Answer, prompt: Count, body: Mapping[str, Any]) -> Usage:
        """Add what the request took: as reported, else as counted. Of a request that got no answer: nothing."""
        if not answer.begun:
            return Usage()
        took, most = answer.reported, answer.reported
        if took is None or most is None:
            self.estimated = True
            written = count_tokens(answer.text, self.endpoint.model)
            took, most = (prompt.tokens, written.tokens), (prompt.at_most, written.at_most)
        cost = self.price.cost(*took) if self.price is not None else None
        self._spent += self.price.cost(*most) if self.price is not None else 0.0
        usage = Usage(1, took[0], took[1], cost)
        self.usage = self.usage.plus(usage)
        return usage

    def _events(self, body: dict[str, Any]) -> Iterator[Mapping[str, Any]]:
        """The parsed events of the answer: chunks of a stream, or one whole completion from a server that ignores
        `stream`."""
        import openai

        client = self._open()
        deadline = time.monotonic() + self.endpoint.longest
        create = cast(Any, client.chat.completions.with_raw_response.create)
        try:
            response = create(**body)
        except openai.APIError as error:
            raise self._failure(error) from error
        try:
            kind = response.headers.get("content-type", "")
            if "event-stream" not in kind:
                yield whole_completion(response.http_response.read(), kind, self.endpoint.address)
                return
            for chunk in response.parse():
                event = chunk.to_dict(warnings=False) if hasattr(chunk, "to_dict") else chunk
                if not isinstance(event, Mapping):
                    raise TypeError("an event that is no object")
                yield event
                if time.monotonic() > deadline:
                    raise BrokenOff(f"the answer took longer than {self.endpoint.longest:g} seconds")
        except openai.APITimeoutError as error:
            raise BrokenOff(f"no more came within {self.endpoint.timeout:g} seconds") from error
        except openai.APIConnectionError as error:
            raise BrokenOff("the connection broke") from error
        except openai.APIError as error:
            raise BrokenOff(f"the endpoint said: {self._words(error.message)}") from error
        except BriefError:
            raise
        except (ValueError, TypeError, AttributeError) as error:
            # The client does not check what a stream holds: half a JSON or another shape end up here.
            raise BrokenOff("the endpoint sent something that is not a chat completion") from error
        finally:
            response.http_response.close()

    def _open(self) -> openai.OpenAI:
        import httpx2
        import openai

        from brief.writing.transports import SparseTransport

        if self._client is None:
            transport = self._transport or direct_transport(self.endpoint.base_url)
            http = httpx2.Client(transport=SparseTransport(transport), timeout=self.endpoint.timeout)
            self._client = openai.OpenAI(
                api_key=self.endpoint.api_key,
                base_url=self.endpoint.base_url,
                timeout=self.endpoint.timeout,
                max_retries=self.endpoint.retries,
                http_client=http,
            )
        return self._client

    def _failure(self, error: openai.APIError) -> BriefError:
        """What went wrong before an answer began, as one line."""
        import openai

        where = self.endpoint.address
        if isinstance(error, openai.APITimeoutError):
            return ProviderError(f"{where} did not answer within {self.endpoint.timeout:g} seconds")
        if isinstance(error, openai.APIConnectionError):
            why = self._words(str(error.__cause__ or error))
            return ProviderError(f"{where} cannot be reached ({why}): is it running, is OPENAI_BASE_URL right?")
        if not isinstance(error, openai.APIStatusError):
            return ProviderError(f"{where}: {self._words(error.message)}")
        status, words = error.status_code, self._words(_said(error))
        if status in (401, 403):
            return ProviderError(f"{where} refused the key (status {status}): check OPENAI_API_KEY")
        if re.search(r"context.{0,20}(length|size|window)|too many tokens|maximum context|exceed_context", words, re.I):
            return ContextExceeded(f"{where}: the prompt is longer than {self.endpoint.model} can read")
        failure = ProviderError(f"{where}: status {status}: {words}" if words else f"{where}: status {status}")
        if status == 404:
            return ProviderError(f"{where}: status 404: has it {self.endpoint.model}, does the address end in /v1?")
        return _Refused(failure, words) if status in (400, 415, 422, 500, 501) else failure

    def _words(self, text: str) -> str:
        """What an endpoint said, fit for one line on a terminal, without the key."""
        text = scrub(text, [self.endpoint.api_key])
        text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
        return text if len(text) <= 300 else f"{text[:299]}…"


def direct_transport(base_url: str) -> httpx2.BaseTransport:
    """The transport to an endpoint, through the proxy that the environment names for it (never to loopback)."""
    import httpx2

    parts = urlsplit(base_url)
    host = parts.hostname or ""
    proxies = urllib.request.getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if host in _LOOPBACK or urllib.request.proxy_bypass(host):
        proxy = None
    return httpx2.HTTPTransport(proxy=proxy)


class _Refused(BriefError):
    """The endpoint refused a request in words that may name what it cannot do."""

    def __init__(self, error: ProviderError, said: str) -> None:
        super().__init__(str(error))
        self.error = error
        self.said = said.lower()


def _said(error: openai.APIStatusError) -> str:
    """The words of an error response: its message, and where it names what it means only elsewhere, all of it."""
    body = error.body
    if isinstance(body, Mapping) and isinstance(body.get("message"), str):
        named = [str(body[key]) for key in ("param", "type", "code") if body.get(key)]
        return " ".join([body["message"], *(f"({name})" for name in named)])
    return body if isinstance(body, str) else json.dumps(body) if body else ""
