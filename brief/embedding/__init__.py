"""Text to vectors: one file an embedder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from brief.errors import ConfigError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Embedder(Protocol):
    """Turns texts into vectors whose dot product is their cosine similarity."""

    @property
    def id(self) -> str:
        """Names the vectors: two embedders with one id give the same vector for the same text."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Float32 array of shape (len(texts), dimension), every row finite and of length 1."""


def load_embedder(
    spec: str, *, api_key: str | None = None, base_url: str | None = None, timeout: float = 60.0, retries: int = 4
) -> Embedder:
    """The embedder that `spec` names: `static` (bundled, offline) or `openai:MODEL` (an OpenAI-compatible endpoint).

    `api_key`, `base_url`, `timeout` (seconds) and `retries` are for the latter. Raises ConfigError for any
    other spec, and for `openai:` with neither a key nor an endpoint of one's own.
    """
    kind, _, model = spec.strip().partition(":")
    if kind == "static" and not model:
        from brief.embedding.static import StaticEmbedder

        return StaticEmbedder()
    if kind == "openai" and model.strip():
        from brief.embedding.openai_embedder import OpenAIEmbedder

        return OpenAIEmbedder(model.strip(), api_key=api_key, base_url=base_url, timeout=timeout, retries=retries)
    raise ConfigError(f"unknown embedder {spec!r}: use static or openai:MODEL")
