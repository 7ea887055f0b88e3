"""All vectors in one flat file, for exact search: what a filter lets through is compared one by one.

Chroma's graph search is approximate, and its filters cost time in proportion to the collection. A matrix product
over 50,000 vectors takes 3 ms and is exact, so filtered questions (and all, while Chroma is being written) are
answered from here. The file is derived, like Chroma's folder: a row that is not there is embedded again.

    page 0     a line of JSON: whose vectors, by which embedder, of what dimension
    then       one little-endian float32 row a chunk key; zeros where there is no vector
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brief import files
from brief.errors import ConfigError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PAGE = 4096
_FORMAT = 1
_NORM_TOLERANCE = 1e-2
_GATHER = 0.25
"""Up to this share of all rows they are copied out; over it, multiplying everything is faster (measured)."""

_MARGIN = 64
"""So many more are taken before the exact ranking, for those that tie with the last but for rounding."""


class FlatVectors:
    """Rows of unit length by chunk key. Committed rows never change, so reading needs no lock."""

    def __init__(self, path: Path, library: str, embedder: str, dimension: int, epoch: int = 0) -> None:
        self.path = path
        self.dimension = dimension
        header: dict[str, object] = {"format": _FORMAT, "library": library, "embedder": embedder}
        header |= {"dimension": dimension} | ({"epoch": epoch} if epoch else {})
        self._header = json.dumps(header).encode().ljust(_PAGE - 1) + b"\n"
        self._rows: Any = None
        self._mapped_file = (0, 0)

    def is_ours(self) -> bool:
        """Whether the file is there and holds vectors of this library and embedder."""
        try:
            with self.path.open("rb") as file:
                return file.read(_PAGE) == self._header
        except OSError:
            return False

    def create(self) -> None:
        """An empty file in place of whatever is there."""
        self._rows = None
        with self._explained():
            files.put(self.path, self._header, over_folder=True)

    def write(self, keys: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Put rows in their places and wait until they are on the disk; `keys` ascend."""
        import numpy as np

        data = np.ascontiguousarray(vectors, dtype="<f4")
        row = self.dimension * 4
        with self._explained(), self.path.open("r+b") as file:
            begin = 0
            while begin < len(keys):
                end = begin + 1
                while end < len(keys) and keys[end] == keys[end - 1] + 1:
                    end += 1
                file.seek(_PAGE + keys[begin] * row)
                file.write(data[begin:end].tobytes())
                begin = end
            file.flush()
            os.fsync(file.fileno())

    def erase(self, keys: Sequence[int]) -> None:
        """Write zeros over rows of removed articles: a vector says something of its text."""
        import numpy as np

        ordered = sorted(k for k in keys if k < self._length())
        if ordered:
            self.write(ordered, np.zeros((len(ordered), self.dimension), dtype=np.float32))

    def erase_all_but(self, keys: NDArray[np.int64]) -> None:
        """Write zeros over every row that holds something and is not one of `keys` (ascending)."""
        import numpy as np

        step = 8192
        for begin in range(0, self._length(), step):
            part = np.arange(begin, min(begin + step, self._length()), dtype=np.int64)
            part = np.setdiff1d(part, keys, assume_unique=True)
            self.erase(part[self.read(part).any(axis=1)].tolist())

    def read(self, keys: NDArray[np.int64]) -> NDArray[np.float32]:
        """The rows of these keys, (len(keys), dimension); zeros for what is not there."""
        import numpy as np

        rows = self._mapped()
        found = np.zeros((len(keys), self.dimension), dtype=np.float32)
        there = keys < len(rows)
        found[there] = rows[keys[there]]
        return found

    def missing(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """Those of `keys` whose row is not a vector of length 1."""
        import numpy as np

        step, absent = 8192, []
        for begin in range(0, len(keys), step):
            part = keys[begin : begin + step]
            norms = np.linalg.norm(self.read(part), axis=1)
            absent.append(part[~(np.abs(norms - 1) < _NORM_TOLERANCE)])
        return np.concatenate(absent) if absent else keys[:0]

    def nearest(self, vector: NDArray[np.float32], keys: NDArray[np.int64], k: int) -> list[tuple[int, float]]:
        """The `k` of `keys` with the highest cosine similarity to `vector`, best first; equals by key."""
        import numpy as np

        rows = self._mapped()
        keys = keys[keys < len(rows)]
        if not len(keys) or k < 1:
            return []
        target = np.asarray(vector, dtype=np.float32)
        # Not `@`: the threads of BLAS gain nothing where memory is the limit, and go on spinning after it, which
        # doubles the processor time of the whole question (measured).
        few = len(keys) < _GATHER * len(rows)
        scores = np.einsum("ij,j->i", rows[keys], target) if few else np.einsum("ij,j->i", rows, target)[keys]
        if len(keys) > k + _MARGIN:
            keys = keys[np.argpartition(-scores, k + _MARGIN - 1)[: k + _MARGIN]]
        return self.rank(target, keys, k)

    def rank(self, vector: NDArray[np.float32], keys: NDArray[np.int64], k: int) -> list[tuple[int, float]]:
        """All of `keys` compared with `vector`: the best `k`. A key's score does not depend on the others'.

        (A matrix product adds up in an order that depends on its shape, and so differs in the last digits.)
        """
        import numpy as np

        scores = (self.read(keys).astype(np.float64) * np.asarray(vector, dtype=np.float64)).sum(axis=1)
        order = np.lexsort((keys, -scores))[:k]
        return [(int(keys[i]), float(scores[i])) for i in order]

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise ConfigError(f"{self.path} cannot be written: {error.strerror or error}") from error

    def _length(self) -> int:
        return self._file()[1]

    def _file(self) -> tuple[int, int]:
        """Which file it is (its inode), and how many rows it has."""
        try:
            found = self.path.stat()
        except OSError:
            return 0, 0
        return found.st_ino, max(0, found.st_size - _PAGE) // (self.dimension * 4)

    def _mapped(self) -> Any:
        """The file as an array (rows, dimension); mapped again when it grew or was replaced."""
        import numpy as np

        there = self._file()
        if self._rows is None or there != self._mapped_file:
            if there[1] == 0:
                return np.zeros((0, self.dimension), dtype=np.float32)
            shape = (there[1], self.dimension)
            # As a plain array: a memmap makes a Python object of every look-up.
            self._rows = np.asarray(np.memmap(self.path, dtype="<f4", mode="r", offset=_PAGE, shape=shape))
            self._mapped_file = there
        return self._rows
