"""Counting tokens, with the encoding's file and without."""

from __future__ import annotations

from pathlib import Path

import pytest

from brief.errors import ProviderError
from brief.writing import tokens
from brief.writing.tokens import (
    BLOBS,
    Count,
    available,
    cached_file,
    count_tokens,
    encoding_name,
    estimate,
    fetch,
    least_tokens,
)
from tests.support.encodings import encoding_file, fill_cache
from tests.support.faults import body, drip, serving, silence, status
from tests.support.stories import SENTENCES

SAMPLES = [
    *(text for _, _, text in SENTENCES),
    "GDP grew 3.2% (2.9% expected) to $1,234,567.89 in Q3 2023; see https://example.org/a?b=c&d=1#e.",
    "서울은 목요일에 협정을 종료한다고 밝혔다. 東京は反対している。Москва не ответила. القاهرة صامتة.",
    "😀😃 emoji, ½ fractions, “curly quotes” — dashes … and\ttabs\n\n\nand lines",
    '{"answerable": true, "claims": [{"cites": ["S4", "S9"], "text": "…"}]}',
    "[4f0c2a91be S1] 2023-03-06: code and label",
    "Antidisestablishmentarianism, Llanfairpwllgwyngyll and Mr Zbigniew Brzeziński met in Reykjavík.",
    "ALL CAPS HEADLINE ABOUT NATO, ASEAN, THE IMF AND GSOMIA",
    "a b c d e f g 1 2 3 4 5 6 7 8 9 10 , . ; : ! ?",
]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill_cache(tmp_path_factory.mktemp("encodings"))


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "_loaded", {})


@pytest.mark.parametrize(
    ("model", "encoding"),
    [
        ("gpt-4o-mini", "o200k_base"),
        ("gpt-4.1-2025-04-14", "o200k_base"),
        ("gpt-5.4-nano", "o200k_base"),
        ("ft:gpt-4o:mine", "o200k_base"),
        ("o4-mini", "o200k_base"),
        ("gpt-4-turbo", "cl100k_base"),
        ("gpt-3.5-turbo", "cl100k_base"),
        ("text-embedding-3-small", "cl100k_base"),
        ("qwen2.5-coder-1.5b-instruct", None),
        ("gpt-oss-20b", None),
        ("o1234", None),
        (None, None),
    ],
)
def test_openai_models_have_their_encoding(model: str | None, encoding: str | None) -> None:
    """Only models whose encoding is known are counted with it."""
    assert encoding_name(model) == encoding


@pytest.mark.parametrize(("model", "name"), [("gpt-4o", "o200k_base"), ("gpt-4", "cl100k_base")])
def test_counts_are_exact_with_the_file(monkeypatch: pytest.MonkeyPatch, full: Path, model: str, name: str) -> None:
    """With the file in tiktoken's cache the count is tiktoken's own, and the estimate is never below it."""
    import tiktoken

    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(full))
    assert available(name)
    encoding = tiktoken.get_encoding(name)
    for text in SAMPLES:
        true = len(encoding.encode(text))
        assert count_tokens(text, model) == Count(true, True, true)
        assert true <= estimate(text) <= len(text.encode())
    english = [text for _, _, text in SENTENCES]
    assert sum(map(estimate, english)) < 1.8 * sum(len(encoding.encode(text)) for text in english)


def test_special_tokens_in_a_text_are_text(monkeypatch: pytest.MonkeyPatch, full: Path) -> None:
    """An article about chat templates does not break the count."""
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(full))
    assert count_tokens("<|endoftext|>", "gpt-4o").tokens > 1


def test_without_the_file_the_count_is_an_overestimate(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty cache, a spoilt file and a cache switched off all give the estimate; nothing is downloaded."""
    expected = Count(estimate(SAMPLES[0]), False, len(SAMPLES[0].encode()))
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    assert count_tokens(SAMPLES[0], "gpt-4o") == expected
    spoilt = cached_file("o200k_base")
    assert spoilt is not None
    spoilt.write_bytes(b"half a file")
    monkeypatch.setattr(tokens, "_loaded", {})
    assert count_tokens(SAMPLES[0], "gpt-4o") == expected
    assert spoilt.read_bytes() == b"half a file"
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", "")
    assert cached_file("o200k_base") is None
    assert count_tokens(SAMPLES[0], "gpt-4o") == expected


def test_the_cache_is_where_tiktoken_looks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """TIKTOKEN_CACHE_DIR, else DATA_GYM_CACHE_DIR, else the temporary folder."""
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path / "one"))
    monkeypatch.setenv("DATA_GYM_CACHE_DIR", str(tmp_path / "two"))
    name = "9b5ad71b2ce5302211f9c61530b329a4922fc6a4"
    assert cached_file("cl100k_base") == tmp_path / "one" / name
    monkeypatch.delenv("TIKTOKEN_CACHE_DIR")
    assert cached_file("cl100k_base") == tmp_path / "two" / name
    monkeypatch.delenv("DATA_GYM_CACHE_DIR")
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    assert cached_file("cl100k_base") == tmp_path / "data-gym-cache" / name


def test_fetch_gets_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each file is fetched once, checked, and found by tiktoken's own rules afterwards."""
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path / "new"))
    files = {f"/encodings/{name}.tiktoken": encoding_file(name) for name in BLOBS}
    with serving(lambda handler: handler.reply(200, files[handler.path], "text/plain")) as server:
        host = server.url.removesuffix("/v1")
        assert len(fetch(20, host)) == 2
        assert fetch(20, host) == []
    assert all(available(name) for name in BLOBS)


@pytest.mark.parametrize(
    ("respond", "fault"),
    [
        (silence(5), "not here within 0.3 seconds"),
        (drip(0.05, b"x"), "not here within 0.3 seconds"),
        (status(404), "status 404"),
        (body(b"something else"), "not the file that was expected"),
    ],
    ids=["silent", "dripping", "missing", "wrong"],
)
def test_fetch_has_an_end(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, respond: object, fault: str) -> None:
    """A server that says nothing, or says it forever, does not hold the command; what is wrong is not kept."""
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    with serving(respond) as server, pytest.raises(ProviderError, match=fault):  # type: ignore[arg-type]
        fetch(0.3, server.url.removesuffix("/v1"))
    assert list(tmp_path.iterdir()) == []


def test_tokenizers_make_more_tokens_than_the_least(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of English prose; of other writing nothing is said."""
    monkeypatch.setattr(tokens, "_loaded", {})
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(fill_cache(tmp_path)))
    prose = "The harbour board met on Monday, 14 November 2022, and two of its members voted against “the plan”. " * 20
    for model in ("gpt-4o", "gpt-4"):
        assert least_tokens(prose) < count_tokens(prose, model).tokens < estimate(prose)
    assert least_tokens("港口委员会星期一开会") == 0
