"""Vectors in a library: filters before ranking, another embedder, and places that were lost or damaged."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from brief.errors import ConfigError, EmbedderMismatch, LibraryBusy
from brief.library.catalog import Catalog
from brief.library.library import Library
from brief.library.locks import LibraryLock
from brief.models import Query
from tests.support.ledger import OPEN, WordEmbedder, article, assert_whole, open_ledger, reading, word

FAR = Query("", as_of=date(2100, 1, 1))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = open_ledger(tmp_path / "library")
    library.add([reading(n, published=date(2021, 1, 1 + n % 28)) for n in range(40)])
    return library


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with more chunks than Chroma keeps outside of its saved graph. Copy it."""
    path = tmp_path_factory.mktemp("large") / "library"
    with open_ledger(path) as library:
        library.add([reading(n, sentences=1) for n in range(1200)])
    return path


def nearest_words(library: Library, number: int, query: Query = OPEN, k: int = 1) -> list[str]:
    vector = library.embed([f"{article(number).info.title} {article(number).raw}"])[0]
    found = library.chunks([key for key, _ in library.nearest(vector, query, k)])
    return [info.record_id or "" for _, info in found.values()]


def test_nearest_with_a_filter_is_the_ranking_of_all_thinned(library: Library) -> None:
    """Filtering before ranking, whichever way a question takes."""
    vector = library.embed(["the clerk noted at the quarry"])[0]
    every = library.nearest(vector, FAR, 1000)
    assert len(every) == 40
    assert library.nearest(vector, OPEN, 1000) == every
    infos = {key: info for key, (_, info) in library.chunks([k for k, _ in every]).items()}
    queries = (
        Query("", as_of=date(2021, 1, 5)),
        Query("", since=date(2021, 1, 7), until=date(2021, 1, 8)),
        Query("", sources=("TERN gazette",)),
        Query("", articles=tuple(article(n).info.id for n in (3, 17, 21))),
        Query("", articles=("none",)),
    )
    for query in queries:
        passing = {i.version for i in library.articles(query)}
        expected = [pair for pair in every if infos[pair[0]].version in passing]
        assert library.nearest(vector, query, 3) == expected[:3]
        assert library.nearest(vector, query, 1000) == expected


def test_both_ways_find_each_article_by_its_own_vector(library: Library) -> None:
    """Chroma's graph and the flat file agree."""
    for number in (0, 13, 39):
        assert nearest_words(library, number) == nearest_words(library, number, FAR) == [f"r{number}"]


def test_another_embedder_is_refused_with_the_command_that_helps(library: Library) -> None:
    """Neither searching nor adding mixes vectors; listing still works."""
    library.close()
    with Library(library.path, WordEmbedder(name="openai")) as other:
        for act in (lambda: other.embed(["x"]), lambda: other.add([reading(50)])):
            with pytest.raises(EmbedderMismatch, match="`brief reindex --embedder openai:32`"):
                act()
        assert other.count() == 40
        assert other.add([]).added == 0


@pytest.mark.parametrize("name", ["words", "openai"])
def test_reindex_changes_the_embedder(library: Library, name: str) -> None:
    """Afterwards the new one finds everything, and the old one is refused; old refs resolve."""
    ref = library.sentences(library.info(article(5).info.id).version)[0].ref
    library.close()
    with Library(library.path, WordEmbedder(48, name)) as other:
        assert other.reindex() == 40
        assert nearest_words(other, 7) == ["r7"] == nearest_words(other, 7, FAR)
        assert other.resolve(ref)[1].ref == ref
        other.add([reading(50)])
        assert_whole(other, {50: article(50).info.version})
    with open_ledger(library.path) as old, pytest.raises(EmbedderMismatch):
        old.embed(["x"])


def _delete(path: Path) -> None:
    shutil.rmtree(path)


def _garbage(path: Path) -> None:
    for file in path.rglob("*"):
        if file.is_file():
            file.write_bytes(b"garbage " * 500)


def _half(path: Path) -> None:
    for file in path.rglob("*"):
        if file.is_file():
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _without_graph(path: Path) -> None:
    for folder in path.iterdir():
        if folder.is_dir():
            shutil.rmtree(folder)


def _in_the_way(path: Path) -> None:
    shutil.rmtree(path)
    path.write_text("not a folder")


@pytest.mark.parametrize("harm", [_delete, _garbage, _half, _without_graph, _in_the_way])
@pytest.mark.parametrize("next_command", ["search", "add"])
def test_a_chroma_folder_beyond_use_is_made_again(large: Path, tmp_path: Path, harm: object, next_command: str) -> None:
    """Whatever became of it, the next command answers, and leaves a whole library."""
    path = Path(shutil.copytree(large, tmp_path / "library"))
    harm(path / "chroma")  # type: ignore[operator]
    with open_ledger(path) as looked_at:
        assert [f.remedy for f in looked_at.doctor() if f.level == "error"] == ["`brief reindex` repairs it"]
    with open_ledger(path) as again:
        if next_command == "add":
            again.add([reading(2000)])
        for number in (7, 1111):
            vector = again.embed([f"{article(number).info.title} {article(number, sentences=1).raw}"])[0]
            found = again.chunks([key for key, _ in again.nearest(vector, OPEN, 3)])
            assert f"r{number}" in {info.record_id for _, info in found.values()}
        assert all(f.level == "ok" for f in again.doctor())


def test_the_flat_file_is_made_again_too(library: Library) -> None:
    """Lost, it is embedded anew."""
    library.close()
    (library.path / "vectors.f32").unlink()
    with open_ledger(library.path) as again:
        assert nearest_words(again, 7, FAR) == ["r7"]
        assert_whole(again)


def test_reindex_mends_the_full_text_too(library: Library) -> None:
    """doctor finds what is not in the index, and the command it names brings it back."""
    library.close()
    with Catalog(library.path / "catalog.sqlite3") as catalog:
        catalog.run("INSERT INTO words (words) VALUES ('delete-all')")
    with open_ledger(library.path) as again:
        assert any("full text: 0 of 40" in f.what and "reindex" in f.remedy for f in again.doctor())
        again.reindex()
        assert_whole(again, {3: again.info(article(3).info.id).version})


def test_doctor_tells_of_another_embedder(library: Library) -> None:
    """Before a question is asked in vain; the message names the command that helps."""
    library.close()
    with Library(library.path, WordEmbedder(name="other")) as other:
        (finding,) = [f for f in other.doctor() if f.level == "error"]
        assert "`brief reindex --embedder other:32`" in finding.what


def test_doctor_tells_of_a_digest_that_was_stopped(library: Library) -> None:
    """Its page is on its way: the next digest finishes it."""
    (library.path / "digest.pending.json").write_text("{}")
    assert [f.remedy for f in library.doctor() if f.level == "warn"] == ["`brief digest` finishes it"]


def test_rebuilding_chroma_embeds_nothing(library: Library) -> None:
    """The flat file has the vectors: a remote embedder would not be paid twice."""
    library.close()
    shutil.rmtree(library.path / "chroma")
    embedder = WordEmbedder()
    with Library(library.path, embedder) as again:
        again.add([reading(50)])
        assert_whole(again)
    assert embedder.texts == 1


def test_a_reader_beside_a_writer_is_exact_and_does_not_wait(library: Library) -> None:
    """While another process holds the lock, questions are answered from the flat file."""
    vector = library.embed(["the clerk noted at the quarry"])[0]
    expected = library.nearest(vector, FAR, 10)
    library.close()
    with LibraryLock(library.path / "lock", 0).exclusive(), open_ledger(library.path, wait=0.0) as beside:
        assert beside.nearest(vector, OPEN, 10) == expected
        assert beside.count() == 40 and beside.lexical([word(3)], OPEN, 2)
        assert "another process" in beside.doctor()[-1].what
        with pytest.raises(LibraryBusy, match=r"another process.*--wait"):
            beside.add([reading(50)])


def test_the_lock_is_not_held_while_a_remote_embedder_works(tmp_path: Path) -> None:
    """`openai:` embedders are asked with the library open to others, when adding and when re-indexing."""
    path = tmp_path / "library"

    class Remote(WordEmbedder):
        def embed(self, texts: object) -> np.ndarray:
            with LibraryLock(path / "lock", 0).exclusive():
                pass
            return super().embed(texts)  # type: ignore[arg-type]

    with Library(path, Remote(name="openai")) as library:
        library.add([reading(n) for n in range(5)])
        library.add([reading(5)])
        library.reindex()
        assert_whole(library, {5: article(5).info.version})


def test_an_embedder_that_fails_leaves_what_was_written(tmp_path: Path) -> None:
    """The error comes through, the batches before it stay, and adding again does the rest."""

    class Failing(WordEmbedder):
        def embed(self, texts: object) -> np.ndarray:
            if self.texts > 520:
                raise ConfigError("the embedder went away")
            return super().embed(texts)  # type: ignore[arg-type]

    with Library(tmp_path, Failing()) as library, pytest.raises(ConfigError, match="went away"):
        library.add(reading(n, sentences=1) for n in range(2000))
    with open_ledger(tmp_path) as library:
        assert 512 <= library.count() < 2000
        library.add(reading(n, sentences=1) for n in range(2000))
        assert library.count() == 2000
        assert_whole(library)


def test_a_source_that_raises_leaves_what_was_written(tmp_path: Path) -> None:
    """An interrupted iterator ends the add; the library is whole and the lock is free."""

    def interrupted() -> object:
        for n in range(1400):
            yield reading(n, sentences=1)
        raise KeyboardInterrupt

    with open_ledger(tmp_path, wait=0.0) as library:
        with pytest.raises(KeyboardInterrupt):
            library.add(interrupted())  # type: ignore[arg-type]
        assert library.count() in (512, 1400)
        library.add([reading(3000)])
        assert_whole(library)


def test_two_libraries_on_one_folder_in_one_process(library: Library) -> None:
    """Each sees what the other wrote: Chroma's own cache of open stores does not come between."""
    vector = library.embed(["x"])[0]
    with open_ledger(library.path) as other:
        for n in range(50, 56):
            writer, reader = (library, other) if n % 2 else (other, library)
            reader.nearest(vector, OPEN, 3)
            writer.add([reading(n)])
            assert nearest_words(reader, n) == [f"r{n}"]
        assert_whole(other)


def test_a_chroma_server_that_is_not_there(library: Library) -> None:
    """An address that is none, or where no one answers, is one clear line."""
    with pytest.raises(ConfigError, match="BRIEF_CHROMA_URL"):
        open_ledger(library.path, chroma_url="localhost:8000")
    library.close()
    with (
        open_ledger(library.path, chroma_url="http://127.0.0.1:9") as remote,
        pytest.raises(ConfigError, match=r"http://127\.0\.0\.1:9 .*failed"),
    ):
        remote.add([reading(50)])
    with open_ledger(library.path) as local:
        assert_whole(local)


def test_settings_of_the_folder_one_is_in_do_not_reach_chroma(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chroma would read a `.env` wherever it is called; a stranger's must not move the vectors."""
    library.close()
    (tmp_path / ".env").write_text("CHROMA_SERVER_HOST=stranger.example\nIS_PERSISTENT=false\nALLOW_RESET=true\n")
    monkeypatch.chdir(tmp_path)
    with open_ledger(library.path) as again:
        again.add([reading(50)])
        assert nearest_words(again, 50) == ["r50"]
        assert_whole(again)
