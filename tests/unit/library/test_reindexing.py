"""A reindex with a remote embedder: it is paid once, and the library goes on meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from brief.errors import ConfigError, ProviderError
from brief.library.library import Library
from brief.library.reindexing import Collected, NotCollected
from tests.support.ledger import OPEN, WordEmbedder, assert_whole, open_ledger, reading

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Remote(WordEmbedder):
    """An embedder of another dimension that goes away after so many texts, and does something before each batch."""

    def __init__(self, most: int = 10_000) -> None:
        super().__init__(16, "openai:far")
        self.most = most
        self.meanwhile = lambda: None

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.meanwhile()
        if self.texts + len(texts) > self.most:
            raise ProviderError("the embedder went away")
        return super().embed(texts)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with open_ledger(tmp_path / "library") as library:
        library.add([reading(n, sentences=1) for n in range(30)])
    return tmp_path / "library"


def test_one_that_is_stopped_changes_nothing_and_is_not_paid_twice(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until it is whole the old vectors answer; the next reindex asks only for what is missing."""
    monkeypatch.setattr("brief.library.reindexing.LAST_BATCH", 10)
    with Library(path, Remote(25)) as library, pytest.raises(ProviderError, match="went away"):
        library.reindex()
    with open_ledger(path) as library:
        assert len(library.nearest(library.embed(["clerk"])[0], OPEN, 50)) == 30
        assert_whole(library)
    far = Remote()
    with Library(path, far) as library:
        assert library.reindex() == 30
        assert far.texts == 1 + 10, "one for the dimension, ten that were missing"
        assert len(library.nearest(library.embed(["clerk"])[0], OPEN, 50)) == 30
        assert_whole(library)
    assert [p.name for p in path.glob("*.f32")] == ["vectors.f32"]


def test_articles_that_are_added_meanwhile_are_embedded_too(path: Path) -> None:
    """Another process adds while the embedder is asked; nothing is lost and nothing is asked under the lock."""
    far, added = Remote(), iter(range(50, 52))

    def meanwhile() -> None:
        if (n := next(added, None)) is not None:
            with open_ledger(path, wait=0.0) as other:
                other.add([reading(n, sentences=1)])

    far.meanwhile = meanwhile
    with Library(path, far) as library:
        assert library.reindex() == 32
        assert_whole(library)


def test_collected_vectors_are_whose_they_are(tmp_path: Path) -> None:
    """Half a record at the end is written over; another embedder's file is begun anew; a bad folder is one line."""
    file, words = tmp_path / "c.f32", WordEmbedder(8)
    Collected(file, "a", 8).collect(iter(["one", "two", "one"]), words.embed)
    assert words.texts == 2
    with file.open("ab") as opened:
        opened.write(b"half a rec")
    again = Collected(file, "a", 8)
    again.collect(iter(["two", "three"]), words.embed)
    assert words.texts == 3
    assert np.allclose(again.embed(["three", "one"]), words.embed(["three", "one"]))
    with pytest.raises(NotCollected):
        again.embed(["four"])
    with pytest.raises(NotCollected):
        Collected(file, "b", 8).embed(["one"])
    with pytest.raises(ConfigError, match="cannot be written"):
        Collected(file / "inside", "a", 8)
    again.discard()
    assert not file.exists()
