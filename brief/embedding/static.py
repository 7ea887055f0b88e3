"""Vectors without a model: the mean of wordllama's bundled token vectors. Offline, tens of thousands a second."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from brief.embedding.unit import to_unit_length
from brief.errors import ConfigError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Encoding

_CONFIG = "l2_supercat"
_DIMENSION = 256
_TENSOR = "embedding.weight"
_BATCH_TEXTS = 4096
_BATCH_CHARACTERS = 2_000_000
"""Tokenised at once (70 MB of tokens): between two batches it waits for Python's lock, which Chroma holds for up to a
second while an add writes."""
_PIECE = 16_384
"""Characters tokenised at a time: the time that BPE takes grows faster than the text."""

_FEW_TOKENS = 1024
"""Up to here, widening the half-precision rows of one batch costs less than widening the whole table (30 ms)."""


class StaticEmbedder:
    """An Embedder over the vectors and the tokenizer in wordllama's package (l2_supercat, 256 dimensions).

    The two files are read directly. Importing wordllama costs 0.2 s (pydantic, requests), loading through it
    0.3 s more, and it sets up logging for the whole program; its `embed` pads a batch to its longest text (one
    of 2 MB takes gigabytes) and gives NaN for an empty one. The vectors are those of
    `WordLlama.load().embed(texts, norm=True)` up to rounding (a test compares them), and a text's vector does
    not depend on its batch. Raises ConfigError where wordllama's files are not as expected.
    """

    def __init__(self) -> None:
        from tokenizers import Tokenizer

        folder = _package_folder()
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizers" / f"{_CONFIG}_tokenizer_config.json"))
            self._halves = _map_vectors(folder / "weights" / f"{_CONFIG}_{_DIMENSION}.safetensors")
        except Exception as error:  # tokenizers raises bare Exception
            raise ConfigError(
                f"the vectors of the static embedder cannot be read ({error}): reinstall wordllama"
            ) from error
        self._table: NDArray[np.float32] | None = None

    @property
    def id(self) -> str:
        return f"static:wordllama-{_CONFIG}-{_DIMENSION}"

    @property
    def dimension(self) -> int:
        return _DIMENSION

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Float32 array (len(texts), 256), rows of length 1; what is needed beside it does not grow with the texts.

        A text without a token (the empty one) gets the first unit vector.
        """
        import numpy as np

        sums = np.zeros((len(texts), _DIMENSION), dtype=np.float32)
        start = 0
        while start < len(texts):
            end, characters = start, 0
            while end < len(texts) and end - start < _BATCH_TEXTS and characters < _BATCH_CHARACTERS:
                characters += len(texts[end])
                end += 1
            self._add_up(texts[start:end], sums[start:end])
            start = end
        # The sum has the direction of the mean.
        return to_unit_length(sums)

    def _add_up(self, texts: Sequence[str], sums: NDArray[np.float32]) -> None:
        """Add the token vectors of each text to its row of `sums`."""
        pieces: list[str] = []
        owners: list[int] = []
        for number, text in enumerate(texts):
            sound = text if text.isascii() else text.encode("utf-8", "replace").decode()
            for at in range(0, len(sound), _PIECE):
                pieces.append(sound[at : at + _PIECE])
                owners.append(number)
        encodings: list[Encoding] = self._tokenizer.encode_batch_fast(pieces, add_special_tokens=False)
        tokens = [encoding.ids for encoding in encodings]
        rows = self._rows(sum(map(len, tokens)))
        for owner, ids in zip(owners, tokens, strict=True):
            if ids:
                sums[owner] += rows.take(ids, axis=0).sum(axis=0, dtype="float32")

    def _rows(self, tokens: int) -> NDArray[np.float16] | NDArray[np.float32]:
        """The table to look `tokens` vectors up in."""
        if self._table is None and tokens > _FEW_TOKENS:
            self._table = self._halves.astype("float32")
        return self._halves if self._table is None else self._table


def _package_folder() -> Path:
    """Where wordllama is installed, without importing it."""
    spec = importlib.util.find_spec("wordllama")
    if spec is None or spec.origin is None:
        raise ConfigError("the static embedder needs the package wordllama: pip install wordllama")
    return Path(spec.origin).parent


def _map_vectors(path: Path) -> NDArray[np.float16]:
    """The table of token vectors (tokens, 256), mapped into memory: only rows that are used are read.

    A safetensors file is the length of its header in eight bytes, the header in JSON, and the tensors
    (https://huggingface.co/docs/safetensors, "Format"). Raises ValueError or OSError.
    """
    import numpy as np

    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))
    tensor = header[_TENSOR]
    rows, dimension = tensor["shape"]
    if tensor["dtype"] != "F16" or dimension != _DIMENSION:
        raise ValueError(f"{path.name} holds {tensor['dtype']} {tensor['shape']}")
    offset = 8 + length + tensor["data_offsets"][0]
    # As a plain array: a memmap makes a Python object of every look-up.
    return np.asarray(np.memmap(path, dtype="<f2", mode="r", offset=offset, shape=(rows, dimension)))
