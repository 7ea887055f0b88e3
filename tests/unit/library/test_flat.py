"""The flat file of vectors: exact search, and knowing which rows are there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.library.flat import FlatVectors


def unit(rows: int, dimension: int = 8, seed: int = 1) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(rows, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def made(folder: Path, rows: int = 0) -> FlatVectors:
    flat = FlatVectors(folder / "vectors.f32", "library", "embedder", 8)
    flat.create()
    if rows:
        flat.write(range(rows), unit(rows))
    return flat


@given(
    allowed=st.sets(st.integers(0, 199), max_size=200),
    k=st.integers(1, 60),
    seed=st.integers(0, 5),
)
def test_nearest_is_the_best_of_those_allowed(
    tmp_path_factory: pytest.TempPathFactory, allowed: set[int], k: int, seed: int
) -> None:
    """Few or many allowed: the result is that of comparing each, one by one."""
    flat, vectors = made(tmp_path_factory.mktemp("flat"), 200), unit(200)
    question = unit(1, seed=100 + seed)[0]
    keys = np.array(sorted(allowed), dtype=np.int64)
    found = flat.nearest(question, keys, k)
    expected = sorted((-float(vectors[key] @ question), key) for key in allowed)[:k]
    assert [key for key, _ in found] == [key for _, key in expected]
    assert [score for _, score in found] == pytest.approx([-negative for negative, _ in expected], abs=1e-6)


def test_equal_vectors_come_by_key(tmp_path: Path) -> None:
    """Ties do not depend on how the partition falls."""
    flat = made(tmp_path)
    flat.write(range(50), np.repeat(unit(1), 50, axis=0))
    assert [key for key, _ in flat.nearest(unit(1)[0], np.arange(50), 7)] == list(range(7))


def test_holes_and_what_lies_beyond_the_end_are_missing(tmp_path: Path) -> None:
    """A row of zeros, a row that is no unit vector and a row beyond the file are all asked for again."""
    flat = made(tmp_path, 5)
    flat.write([9], unit(1))
    flat.write([3], np.full((1, 8), 7, dtype=np.float32))
    assert flat.missing(np.arange(12)).tolist() == [3, 5, 6, 7, 8, 10, 11]
    assert flat.nearest(unit(1)[0], np.array([30, 31]), 3) == []


def test_erased_rows_are_gone_from_the_disk(tmp_path: Path) -> None:
    """The vector of a removed article does not stay behind."""
    flat = made(tmp_path, 4)
    flat.erase([2, 77])
    assert flat.missing(np.arange(4)).tolist() == [2]
    assert unit(4)[2].tobytes() not in flat.path.read_bytes()
    assert flat.path.stat().st_size == 4096 + 4 * 32


def test_a_file_of_another_library_or_embedder_is_not_ours(tmp_path: Path) -> None:
    """The header says whose vectors these are."""
    flat = made(tmp_path, 2)
    assert flat.is_ours()
    for library, embedder, dimension in (("x", "embedder", 8), ("library", "x", 8), ("library", "embedder", 9)):
        assert not FlatVectors(flat.path, library, embedder, dimension).is_ours()
    flat.path.write_bytes(b"short")
    assert not flat.is_ours()
    flat.path.unlink()
    assert not flat.is_ours()


def test_rows_written_later_by_another_are_seen(tmp_path: Path) -> None:
    """A reader maps the file anew when it grew."""
    reader, writer = made(tmp_path, 3), FlatVectors(tmp_path / "vectors.f32", "library", "embedder", 8)
    assert len(reader.nearest(unit(1)[0], np.arange(9), 9)) == 3
    writer.write(range(3, 6), unit(3, seed=2))
    assert len(reader.nearest(unit(1)[0], np.arange(9), 9)) == 6
