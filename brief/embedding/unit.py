"""Vectors of length 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def to_unit_length(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """`vectors` (n, d) scaled in place to length 1, and returned.

    A row that has no direction (zeros, or not finite) becomes the first unit vector: always the same one, and
    never NaN, which a vector index neither stores nor ranks.
    """
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    directed = np.isfinite(lengths[:, 0]) & (lengths[:, 0] > 0)
    np.divide(vectors, lengths, out=vectors, where=directed[:, None])
    vectors[~directed] = 0
    vectors[~directed, 0] = 1
    return vectors
