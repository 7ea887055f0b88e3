"""The bundled vectors."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from brief.embedding import load_embedder
from brief.embedding.static import StaticEmbedder
from brief.embedding.unit import to_unit_length
from brief.errors import ConfigError

ODD = ["", " ", "\0", "\ud800", "\u202e", "e\u0301", "👩‍👩‍👧", "x" * 50_000, "\n", "東京", "<s>", "</s><unk>"]


@pytest.fixture(scope="module")
def embedder() -> StaticEmbedder:
    return StaticEmbedder()


def test_it_is_what_the_library_calls_static(embedder: StaticEmbedder) -> None:
    """Its id names the vectors, so that another table is noticed."""
    assert load_embedder("static").id == embedder.id == "static:wordllama-l2_supercat-256"
    assert embedder.dimension == 256


def test_the_vectors_are_those_of_wordllama(embedder: StaticEmbedder) -> None:
    """Read without wordllama, equal to it up to rounding."""
    import wordllama

    folder = Path(wordllama.__file__).parent
    texts = [
        "Why is the lock closed?",
        "The council voted.",
        "Über die Brücke",
        "東京",
        "a" * 300,
        "<s>",
        "  two  spaces ",
    ]
    theirs = wordllama.WordLlama.load(cache_dir=folder, disable_download=True).embed(texts, norm=True)
    np.testing.assert_allclose(embedder.embed(texts), theirs, atol=1e-6)


def test_any_text_has_a_vector_of_length_one(embedder: StaticEmbedder) -> None:
    """Empty strings, odd Unicode, texts of one endless word."""
    vectors = embedder.embed(ODD)
    assert vectors.shape == (len(ODD), 256)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_nothing_gives_nothing(embedder: StaticEmbedder) -> None:
    """An empty batch keeps its second dimension."""
    assert embedder.embed([]).shape == (0, 256)


def test_a_vector_does_not_depend_on_its_batch() -> None:
    """Alone, among others, before and after the table is widened: the same bits."""
    fresh = StaticEmbedder()
    text = "The ferry returns at six, the harbor office said on Thursday."
    alone = fresh.embed([text])
    among = fresh.embed(["word " * 5_000, text, "", *["Another sentence."] * 700, text])
    again = fresh.embed([text])
    for vector in (among[1], among[-1], again[0]):
        np.testing.assert_array_equal(vector, alone[0])


def test_meaning_shows(embedder: StaticEmbedder) -> None:
    """A paraphrase is nearer than another subject."""
    question, near, far = embedder.embed(
        ["Why was the bridge closed?", "The bridge was shut because of cracks.", "The tenor sang three encores."]
    )
    assert question @ near > question @ far + 0.2


def test_loading_it_imports_no_more_than_it_needs() -> None:
    """A cold question pays for what is imported here."""
    code = (
        "import sys; from brief.embedding import load_embedder; "
        "load_embedder('static').embed(['x']); print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"wordllama", "pydantic", "requests", "openai", "torch"} & set(loaded)


def test_missing_files_are_a_matter_of_set_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The message says what to install."""
    monkeypatch.setattr("brief.embedding.static._package_folder", lambda: tmp_path)
    with pytest.raises(ConfigError, match="wordllama"):
        StaticEmbedder()


def test_rows_without_direction_become_the_first_unit_vector() -> None:
    """Zeros and infinities are never NaN."""
    rows = np.array([[0, 0], [np.inf, 1], [np.nan, 1], [3, 4]], dtype=np.float32)
    np.testing.assert_allclose(to_unit_length(rows), [[1, 0], [1, 0], [1, 0], [0.6, 0.8]])


@pytest.mark.parametrize("spec", ["", "openai", "openai:", "static:x", "chroma", "openai: "])
def test_an_unknown_embedder_is_named(spec: str) -> None:
    """With the two that there are."""
    with pytest.raises(ConfigError, match="use static or openai:MODEL"):
        load_embedder(spec)
