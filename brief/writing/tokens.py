"""Counting tokens, for budgets and prices only.

tiktoken fetches an encoding on first use, with no time limit; so no command lets it. Where the file lies in
tiktoken's cache the count is exact; else it is a stated over-estimate. `fetch` gets the files, for
`brief doctor --fetch`, and stops when its time is up.

The estimate counts what byte-pair encodings of the GPT family are built from: a word takes a token for each
three letters, a number one for each digit, any other sign one for each of its bytes. On English news it is
about 1.5 times the true count. Only letters strung together without sense can take more tokens than that, so
`Count.at_most` carries what cannot be exceeded at all: one token a byte.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from brief.errors import ProviderError

if TYPE_CHECKING:
    import tiktoken

BLOBS = {
    "cl100k_base": "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
    "o200k_base": "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
}
"""The encodings of OpenAI's chat and embedding models, with the SHA-256 that tiktoken expects of each file."""

_HOST = "https://openaipublic.blob.core.windows.net"
_O200K = re.compile(r"(ft:)?(gpt-5|gpt-4\.[15]|gpt-4o|chatgpt-4o|o[134])(?![0-9a-z])")
_CL100K = re.compile(r"(ft:)?(gpt-4|gpt-3\.5|gpt-35-turbo|text-embedding-(3|ada))(?![0-9a-z])")
_PIECE = re.compile(r"(?P<word>[A-Za-z]+)|(?P<digit>[0-9])|(?P<space> (?=[A-Za-z]))|(?P<other>.)", re.DOTALL)
_MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Count:
    """A number of tokens; `exact` when the model's own encoding counted them, else an over-estimate.

    `at_most` is what the count cannot exceed, whatever the text: the count itself where it is exact.
    """

    tokens: int
    exact: bool
    at_most: int

    def __add__(self, other: Count) -> Count:
        return Count(self.tokens + other.tokens, self.exact and other.exact, self.at_most + other.at_most)


def encoding_name(model: str | None) -> str | None:
    """The encoding of an OpenAI model, or None for a model whose tokens are not known here."""
    if model is None:
        return None
    if _O200K.match(model):
        return "o200k_base"
    return "cl100k_base" if _CL100K.match(model) else None


def count_tokens(text: str, model: str | None = None) -> Count:
    """How many tokens `text` is for `model`. Never touches the network."""
    encoding = _encoding(encoding_name(model))
    if encoding is None:
        return Count(estimate(text), False, len(text.encode("utf-8", "replace")))
    tokens = len(encoding.encode(text, disallowed_special=()))
    return Count(tokens, True, tokens)


def estimate(text: str) -> int:
    """An over-estimate of the tokens of `text`, for any byte-pair encoding (see the module)."""
    total = 0
    for piece in _PIECE.finditer(text):
        if piece.lastgroup == "word":
            total += (len(piece.group()) + 2) // 3
        elif piece.lastgroup == "digit":
            total += 1
        elif piece.lastgroup == "other":
            total += len(piece.group().encode("utf-8", "replace"))
    return total


def least_tokens(text: str) -> int:
    """What the tokens of `text` are not fewer than, whatever the tokenizer: half of the estimate of its ASCII.

    On our prompts the tokenizers of GPT-4o, GPT-4, Qwen 2.5 and Llama 2 make 0.60 to 0.73 tokens for each one that is
    estimated, and none less than 0.57 (docs/endpoints.md). Of other writing nothing is said: a character may be a part
    of a token, or three.
    """
    return estimate(text.encode("ascii", "ignore").decode()) // 2


def cached_file(name: str) -> Path | None:
    """Where tiktoken keeps the file of encoding `name`, there or not; None where its cache is switched off."""
    folder = os.environ.get("TIKTOKEN_CACHE_DIR", os.environ.get("DATA_GYM_CACHE_DIR"))
    if folder == "":
        return None
    home = Path(folder) if folder is not None else Path(tempfile.gettempdir()) / "data-gym-cache"
    return home / hashlib.sha1(_url(_HOST, name).encode()).hexdigest()


def available(name: str) -> bool:
    """True when the file of encoding `name` is in the cache and whole."""
    file = cached_file(name)
    try:
        return file is not None and hashlib.sha256(file.read_bytes()).hexdigest() == BLOBS[name]
    except OSError:
        return False


def fetch(timeout: float, host: str = _HOST) -> list[Path]:
    """Get every encoding that is not in the cache yet; `timeout` (seconds) holds for the whole of it.

    Returns the files that came new. Raises ProviderError when one cannot be had in time or is not the one expected.
    """
    deadline = time.monotonic() + timeout
    fetched = []
    for name, digest in BLOBS.items():
        if available(name):
            continue
        file = cached_file(name)
        if file is None:
            raise ProviderError("tiktoken's cache is switched off (TIKTOKEN_CACHE_DIR is empty): nowhere to keep it")
        data = _download(_url(host, name), deadline, timeout)
        if hashlib.sha256(data).hexdigest() != digest:
            raise ProviderError(f"{_url(host, name)}: not the file that was expected")
        _write(file, data)
        fetched.append(file)
    return fetched


def _url(host: str, name: str) -> str:
    return f"{host}/encodings/{name}.tiktoken"


def _download(url: str, deadline: float, timeout: float) -> bytes:
    import httpx2

    data = bytearray()
    try:
        left = max(deadline - time.monotonic(), 0.01)
        with httpx2.stream("GET", url, timeout=left, follow_redirects=False) as response:
            response.raise_for_status()
            for part in response.iter_bytes():
                data += part
                if len(data) > _MOST_BYTES:
                    raise ProviderError(f"{url}: larger than expected")
                if time.monotonic() > deadline:
                    raise ProviderError(f"{url}: not here within {timeout:g} seconds")
    except httpx2.TimeoutException as error:
        raise ProviderError(f"{url}: not here within {timeout:g} seconds") from error
    except httpx2.HTTPStatusError as error:
        raise ProviderError(f"{url}: status {error.response.status_code}") from error
    except httpx2.HTTPError as error:
        raise ProviderError(f"{url}: {error}") from error
    return bytes(data)


def _write(file: Path, data: bytes) -> None:
    """Write beside and rename, as tiktoken does: a reader never sees half a file."""
    part = file.with_name(f"{file.name}.{uuid.uuid4()}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise ProviderError(f"{file}: cannot be written: {error.strerror}") from error


_loaded: dict[tuple[str, Path], tiktoken.Encoding | None] = {}


def _encoding(name: str | None) -> tiktoken.Encoding | None:
    """The encoding, when its file lies whole in the cache: the look comes first, because tiktoken would download.

    Remembered by name and place: the answer does not change while a command runs, and hashing 3 MB takes time.
    """
    file = cached_file(name) if name else None
    if name is None or file is None:
        return None
    key = (name, file)
    if key not in _loaded:
        if available(name):
            import tiktoken

            _loaded[key] = tiktoken.get_encoding(name)
        else:
            _loaded[key] = None
    return _loaded[key]
