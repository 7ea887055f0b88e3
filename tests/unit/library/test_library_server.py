"""The vectors on a Chroma server: a real one, on loopback."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from brief.errors import ConfigError
from brief.library.library import Library
from tests.support.ledger import OPEN, article, assert_whole, open_ledger, reading


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running `chroma run`."""
    program = Path(sys.executable).with_name("chroma")
    if not program.exists():
        pytest.skip("the chroma program is not installed beside this Python")
    folder = tmp_path_factory.mktemp("server")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if not k.upper().endswith("_PROXY")}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [program, "run", "--path", folder / "data", "--host", "127.0.0.1", "--port", str(port)],
            stdout=log,
            stderr=log,
            cwd=folder,
            env=environment | {"CHROMA_ANONYMIZED_TELEMETRY": "false", "HOME": str(folder)},
        )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            assert process.poll() is None, (folder / "log").read_text()
            try:
                with urllib.request.urlopen(f"{address}/api/v2/heartbeat", timeout=5):
                    break
            except OSError:
                time.sleep(0.05)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def found(library: Library, number: int) -> bool:
    it = reading(number)
    from brief.articles.chunks import embedding_text

    vector = library.embed([embedding_text(it.chunks[0], it.article.info)])[0]
    (key, score), *_ = library.nearest(vector, OPEN, 1)
    return score > 0.999 and library.chunks([key])[key][0].version == it.article.info.version


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def test_add_edit_remove_reindex_on_a_server(server: str, tmp_path: Path) -> None:
    """All that a library does, with no chroma folder beside the catalog."""
    with open_ledger(tmp_path, chroma_url=server) as library:
        library.add([reading(n) for n in range(12)])
        library.add([reading(3, "Edited.")])
        library.remove([article(5).info.id])
        assert found(library, 7) and found(library, 11) and not found(library, 5)
        assert_whole(library, {3: article(3, "Edited.").info.version, 5: None})
        assert server in library.doctor()[-1].what
        assert library.reindex() == 11
        assert_whole(library)
    assert not (tmp_path / "chroma").exists()


def test_two_libraries_share_a_server(server: str, tmp_path: Path) -> None:
    """Each has a collection of its own."""
    for name, numbers in (("one", range(3)), ("two", range(20, 26))):
        with open_ledger(tmp_path / name, chroma_url=server) as library:
            library.add([reading(n) for n in numbers])
    with open_ledger(tmp_path / "one", chroma_url=f"{server}/?tenant=default_tenant&database=default_database") as one:
        assert one.count() == 3 and found(one, 2)
        assert_whole(one)


def test_vectors_move_to_a_server_and_back(server: str, tmp_path: Path) -> None:
    """With the address set or taken away, the next command fills the place that is asked now."""
    with open_ledger(tmp_path) as local:
        local.add([reading(n) for n in range(5)])
    with open_ledger(tmp_path, chroma_url=server) as remote:
        assert found(remote, 3)
        remote.add([reading(8)])
        assert_whole(remote)
    shutil.rmtree(tmp_path / "chroma")
    with open_ledger(tmp_path) as local:
        assert found(local, 8)
        assert_whole(local)


def test_a_database_that_the_server_does_not_have(server: str, tmp_path: Path) -> None:
    """One clear line that names the setting."""
    with (
        open_ledger(tmp_path, chroma_url=f"{server}/?database=nowhere") as library,
        pytest.raises(ConfigError, match="BRIEF_CHROMA_URL"),
    ):
        library.add([reading(1)])
