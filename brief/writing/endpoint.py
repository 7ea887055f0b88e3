"""A model behind an address: what is set of it, whatever it turns out to be able to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

from brief.errors import ConfigError

OPENAI_URL = "https://api.openai.com/v1"
DUMMY_KEY = "none"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model behind an address.

    `timeout`: seconds without a byte after which a try is given up; `longest`: seconds that a request and its
    answer may take, all tries included. `retries`: further tries after the first. `max_completion_tokens` bounds an
    answer, `thoughts` what a model that is not small may think beside it: a cap, of which only what is used is paid.
    `effort`: how much it is to think, of `config.EFFORTS`. `temperature`: None leaves it to the endpoint, but for a
    small model, which copies best at 0. `context`: tokens that the model reads, where that is known beforehand.
    """

    model: str
    api_key: str = field(repr=False)
    base_url: str = OPENAI_URL
    timeout: float = 300.0
    retries: int = 2
    temperature: float | None = None
    seed: int = 7
    max_completion_tokens: int = 800
    thoughts: int = 8000
    effort: str = "low"
    longest: float = 600.0
    context: int | None = None

    def __post_init__(self) -> None:
        if not self.model:
            raise ConfigError("no model is named: set BRIEF_MODEL or give --model")
        if not self.api_key:
            raise ConfigError("OPENAI_API_KEY is not set (any value does for a local endpoint)")
        if not (self.api_key.isascii() and self.api_key.isprintable()):
            raise ConfigError("OPENAI_API_KEY contains characters that no key has")
        address = urlsplit(self.base_url)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise ConfigError(f"OPENAI_BASE_URL is not an http or https address: {self.address}")

    @property
    def address(self) -> str:
        """The base URL as it may be shown: without user, password, query or fragment."""
        return bare_address(self.base_url)


def bare_address(base_url: str) -> str:
    """An address as it may be shown and kept: without user, password, query or fragment."""
    parts = urlsplit(base_url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
