"""A tiktoken cache for tests, filled from the package bpe-openai, whose files are those that tiktoken downloads."""

from __future__ import annotations

import gzip
import hashlib
import importlib.resources
from pathlib import Path

from brief.writing.tokens import BLOBS

HOST = "https://openaipublic.blob.core.windows.net"


def encoding_file(name: str) -> bytes:
    """The file of an encoding, byte for byte as OpenAI publishes it."""
    packed = importlib.resources.files("bpe_openai").joinpath(f"data/{name}.tiktoken.gz").read_bytes()
    return gzip.decompress(packed)


def fill_cache(folder: Path) -> Path:
    """Put every encoding where tiktoken looks for it with TIKTOKEN_CACHE_DIR=folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in BLOBS:
        url = f"{HOST}/encodings/{name}.tiktoken"
        (folder / hashlib.sha1(url.encode()).hexdigest()).write_bytes(encoding_file(name))
    return folder
