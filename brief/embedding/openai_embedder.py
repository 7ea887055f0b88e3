"""Vectors from any OpenAI-compatible endpoint."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from brief.embedding.unit import to_unit_length
from brief.errors import ConfigError, ProviderError

if TYPE_CHECKING:
    import httpx2
    import numpy as np
    from numpy.typing import NDArray

_DEFAULT_BASE_URL = "https://api.openai.com/v1"
_MAX_TEXT = 8_000
"""Characters of a text that are sent: 8,192 tokens are the usual limit, and a token can be one character."""

_DEADLINE = 2
"""Times the timeout that a request may take in all, so that a server cannot drip an answer for hours."""
_BATCH_TEXTS = 128
_BATCH_CHARACTERS = 100_000
"""Of one request: far under the 300,000 tokens that OpenAI takes."""


class OpenAIEmbedder:
    """An Embedder over `POST {base_url}/embeddings`.

    `timeout` is in seconds without a byte; a request with all its tries ends within twice that. `retries` counts
    further tries on 408, 409, 429, 5xx, timeouts and broken connections, with growing pauses or as `Retry-After` says
    (the openai client's own). `http_client` replaces the client that requests go through. Nothing is sent before the
    first `embed` (or `dimension`).
    Raises ConfigError without a key, unless `base_url` names an endpoint of one's own.
    """

    def __init__(
        self,
        model: str,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        timeout: float = 60.0,
        retries: int = 4,
        http_client: httpx2.Client | None = None,
    ) -> None:
        if not api_key and not base_url:
            raise ConfigError(f"the embedder openai:{model} needs a key: set OPENAI_API_KEY (or OPENAI_BASE_URL)")
        self._model = model
        self._key = api_key or ""
        self._base_url = base_url or _DEFAULT_BASE_URL
        self._timeout = timeout
        self._retries = retries
        self._http_client = http_client
        self._client: Any = None
        self._sparse: Any = None
        self._dimension: int | None = None

    @property
    def id(self) -> str:
        return f"openai:{self._model}"

    @property
    def dimension(self) -> int:
        """Length of a vector; costs one small request if none was made yet. Raises ProviderError."""
        if self._dimension is None:
            self._request(["dimension"])
        assert self._dimension is not None
        return self._dimension

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Float32 array (len(texts), dimension), rows of length 1, in the order of `texts`.

        A text longer than 8,000 characters is cut there. A blank one, which endpoints refuse, is not sent and
        gets the first unit vector. Raises ProviderError when the endpoint fails for good.
        """
        import numpy as np

        sent = [(n, _sendable(text)) for n, text in enumerate(texts) if text.strip()]
        rows = [self._request([text for _, text in batch]) for batch in _batches(sent)]
        vectors = np.zeros((len(texts), self.dimension if texts else self._dimension or 0), dtype=np.float32)
        if rows:
            vectors[[n for n, _ in sent]] = np.concatenate(rows)
        return to_unit_length(vectors)

    def _request(self, texts: list[str]) -> NDArray[np.float32]:
        """The endpoint's vectors, as they came, checked in number and length."""
        import numpy as np
        import openai

        try:
            # Not base64, the client's own default: many compatible servers know only plain numbers.
            response = self._open().embeddings.create(model=self._model, input=texts, encoding_format="float")
            data = sorted(response.data or [], key=lambda item: item.index)
            vectors = np.array([item.embedding for item in data], dtype=np.float32)
        except openai.APIStatusError as error:
            raise ProviderError(self._failure(f"answered {error.status_code}: {_message(error)}")) from None
        except openai.APITimeoutError:
            raise ProviderError(self._failure(f"did not answer within {self._timeout:g} s")) from None
        except openai.APIConnectionError as error:
            raise ProviderError(self._failure(f"cannot be reached ({error.__cause__ or error})")) from None
        except (openai.OpenAIError, AttributeError, TypeError, ValueError) as error:
            raise ProviderError(self._failure(f"did not answer with embeddings ({error})")) from None
        if vectors.ndim != 2 or len(vectors) != len(texts) or not vectors.shape[1]:
            raise ProviderError(self._failure(f"answered with {len(vectors)} vectors to {len(texts)} texts"))
        if self._dimension not in (None, vectors.shape[1]):
            raise ProviderError(self._failure(f"changed its dimension from {self._dimension} to {vectors.shape[1]}"))
        self._dimension = vectors.shape[1]
        return vectors

    def _open(self) -> Any:
        from brief.writing.network import DEADLINE

        if self._client is None:
            import openai

            self._client = openai.OpenAI(
                # Given even where there is none: the client would take the environment's, meant for another place.
                api_key=self._key or "none",
                base_url=self._base_url,
                timeout=self._timeout,
                max_retries=self._retries,
                http_client=self._http_client or self._own_client(),
            )
        if self._sparse is not None:
            self._sparse.extensions = {DEADLINE: time.monotonic() + _DEADLINE * self._timeout}
        return self._client

    def _own_client(self) -> httpx2.Client:
        """Sends no more than is needed, and holds the deadline over every byte."""
        import httpx2

        from brief.writing.network import DirectTransport
        from brief.writing.transports import SparseTransport

        self._sparse = SparseTransport(DirectTransport(self._base_url))
        return httpx2.Client(transport=self._sparse, timeout=self._timeout)

    def _failure(self, what: str) -> str:
        """One line without the key, which endpoints like to repeat in their messages."""
        line = " ".join(f"the embedding endpoint {self._base_url} {what}".split())
        return line.replace(self._key, "***") if self._key else line


def _sendable(text: str) -> str:
    return text[:_MAX_TEXT].encode("utf-8", "replace").decode()


def _batches(texts: Sequence[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    batch: list[tuple[int, str]] = []
    characters = 0
    for item in texts:
        if batch and (len(batch) == _BATCH_TEXTS or characters + len(item[1]) > _BATCH_CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch.append(item)
        characters += len(item[1])
    if batch:
        yield batch


def _message(error: Any) -> str:
    """What an error answer says, cut to a line's length."""
    body = error.body
    said = body.get("message") if isinstance(body, dict) else None
    return str(said or error.message)[:300]
