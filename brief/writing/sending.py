"""Sending one request to an endpoint and reading what comes back, within one deadline and with bounded tries."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, cast

from brief.errors import BriefError
from brief.stopping import sleep
from brief.writing.events import BrokenOff, whole_completion
from brief.writing.failures import failure, words

if TYPE_CHECKING:
    import httpx2
    import openai

    from brief.writing.endpoint import Endpoint

_RETRIED = frozenset({408, 409, 429})
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 8.0
_LONGEST_ASKED = 120.0
"""Seconds: a server that asks for a longer wait is not waited for."""


class Connection:
    """The way to one endpoint. Not for use by several threads.

    Tries again on 408, 409, 429, 5xx and on connections that fail, `endpoint.retries` times at most, 0.5 s doubling
    to 8 s apart or as long as `Retry-After` says, and never beyond the deadline. A stream that breaks off is not
    asked for again: what came of it was paid for and is used.
    """

    def __init__(self, endpoint: Endpoint, transport: httpx2.BaseTransport | None = None) -> None:
        self._endpoint = endpoint
        self._transport = transport
        self._client: openai.OpenAI | None = None

    def close(self) -> None:
        """Close the connections. They are opened again when needed."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def events(self, body: Mapping[str, Any], deadline: float) -> Iterator[Mapping[str, Any]]:
        """The parsed events of the answer: chunks of a stream, or one whole completion from a server that ignores
        `stream`. All of it ends by `deadline` (seconds of `time.monotonic`).

        Raises BrokenOff for an answer that began and does not come to its end, Refused, ContextExceeded and other
        ProviderErrors for a request that gets none.
        """
        response = self._begin(body, deadline)
        try:
            kind = response.headers.get("content-type", "")
            if "event-stream" not in kind:
                yield whole_completion(response.http_response.read(), kind, self._endpoint.address)
                return
            for chunk in response.parse():
                event = chunk.to_dict(warnings=False) if hasattr(chunk, "to_dict") else chunk
                if not isinstance(event, Mapping):
                    raise TypeError("an event that is no object")
                yield event
        except BriefError:
            raise
        except Exception as error:
            raise self._broken(error, deadline) from error
        finally:
            response.http_response.close()

    def _broken(self, error: Exception, deadline: float) -> Exception:
        """An answer that had begun: why it does not go on."""
        import httpx2
        import openai

        if time.monotonic() >= deadline:
            return BrokenOff(f"the answer took longer than {self._endpoint.longest:g} seconds")
        if isinstance(error, (openai.APITimeoutError, httpx2.TimeoutException)):
            return BrokenOff(f"no more came within {self._endpoint.timeout:g} seconds (BRIEF_TIMEOUT)")
        if isinstance(error, (openai.APIConnectionError, httpx2.TransportError)):
            return BrokenOff("the connection broke")
        if isinstance(error, openai.APIError):
            return BrokenOff(f"the endpoint said: {words(error.message, self._endpoint)}")
        if isinstance(error, (ValueError, TypeError, AttributeError)):
            # The client does not check what a stream holds: half a JSON or another shape end up here.
            return BrokenOff("the endpoint sent something that is not a chat completion")
        return error

    def _begin(self, body: Mapping[str, Any], deadline: float) -> Any:
        """The response whose body is still to be read, after as many tries as are allowed."""
        import openai

        from brief.writing.network import DEADLINE

        client = self._open(DEADLINE, deadline)
        create = cast(Any, client.chat.completions.with_raw_response.create)
        for tries in range(self._endpoint.retries + 1):
            try:
                return create(**body)
            except openai.APIError as error:
                wait = _pause(error, tries)
                late = time.monotonic() + (wait or 0.0) >= deadline
                if wait is None or late or tries == self._endpoint.retries:
                    raise failure(error, self._endpoint, late) from error
                sleep(wait)
        raise AssertionError("unreachable")

    def _open(self, extension: str, deadline: float) -> openai.OpenAI:
        import httpx2
        import openai

        from brief.writing.network import DirectTransport
        from brief.writing.transports import SparseTransport

        if self._client is None:
            inner = self._transport or DirectTransport(self._endpoint.base_url)
            self._sparse = SparseTransport(inner)
            self._client = openai.OpenAI(
                api_key=self._endpoint.api_key,
                base_url=self._endpoint.base_url,
                timeout=self._endpoint.timeout,
                max_retries=0,
                http_client=httpx2.Client(transport=self._sparse, timeout=self._endpoint.timeout),
            )
        self._sparse.extensions = {extension: deadline}
        return self._client


def _pause(error: openai.APIError, tries: int) -> float | None:
    """Seconds to wait before another try; None where none is worth it."""
    import openai

    backoff: float = min(_FIRST_PAUSE * 2**tries, _LONGEST_PAUSE) * (1 - 0.25 * random.random())
    if isinstance(error, openai.APIConnectionError):
        return backoff
    if not isinstance(error, openai.APIStatusError):
        return None
    headers = error.response.headers
    if error.status_code not in _RETRIED and error.status_code < 500:
        return None
    if headers.get("x-should-retry") == "false" or error.code == "insufficient_quota":
        return None
    asked = _asked(headers)
    if asked is None:
        return backoff
    return asked if asked <= _LONGEST_ASKED else None


def _asked(headers: Any) -> float | None:
    """Seconds that the endpoint asks to wait: `Retry-After` (RFC 9110, 10.2.3) or `Retry-After-Ms`."""
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        try:
            return max(0.0, float(headers[name]) / unit)
        except (KeyError, ValueError):
            pass
    try:
        return max(0.0, (parsedate_to_datetime(headers["retry-after"]) - datetime.now(UTC)).total_seconds())
    except (KeyError, ValueError, TypeError):
        return None
