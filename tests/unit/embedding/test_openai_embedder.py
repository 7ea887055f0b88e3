"""The embedder over HTTP: the real openai client against a server on loopback."""

from __future__ import annotations

import json

import httpx2
import numpy as np
import pytest

from brief.embedding import load_embedder
from brief.embedding.openai_embedder import OpenAIEmbedder
from brief.errors import ConfigError, ProviderError
from tests.support.faults import drip_headers, serving
from tests.support.server import Reply, Server

KEY = "sk-test-0123456789"


def answer(*vectors: list[float], order: list[int] | None = None, status: int = 200) -> Reply:
    data = [{"object": "embedding", "index": i, "embedding": vectors[i]} for i in (order or list(range(len(vectors))))]
    body = {"object": "list", "data": data, "model": "m", "usage": {"prompt_tokens": 1, "total_tokens": 1}}
    return Reply(json.dumps(body).encode(), status, "application/json")


def refusal(status: int, message: str = "no", **headers: str) -> Reply:
    body = json.dumps({"error": {"message": message}}).encode()
    return Reply(body, status, "application/json", {k.replace("_", "-"): v for k, v in headers.items()})


def open_embedder(server: Server, *, retries: int = 2, timeout: float = 5.0) -> OpenAIEmbedder:
    return OpenAIEmbedder("m", api_key=KEY, base_url=server.url + "/v1", retries=retries, timeout=timeout)


def serve(*replies: Reply) -> Server:
    return Server({"/v1/embeddings": list(replies)})


def test_vectors_come_back_in_the_order_of_the_texts() -> None:
    """Whatever order the endpoint answers in, with length 1; the request is what the API expects."""
    with serve(answer([3.0, 4.0], [0.0, 2.0], order=[1, 0])) as server:
        embedder = open_embedder(server)
        vectors = embedder.embed(["one", "two"])
        np.testing.assert_allclose(vectors, [[0.6, 0.8], [0, 1]], atol=1e-6)
        assert vectors.dtype == np.float32
        assert embedder.dimension == 2
        sent = json.loads(server.requests[0].body)
        assert sent == {"model": "m", "input": ["one", "two"], "encoding_format": "float"}
        assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"


def test_the_dimension_is_found_out() -> None:
    """One small request, once."""
    with serve(answer([1.0, 2.0, 3.0])) as server:
        embedder = open_embedder(server)
        assert embedder.id == "openai:m"
        assert (embedder.dimension, embedder.dimension) == (3, 3)
        assert len(server.requests) == 1


def test_blank_texts_are_not_sent() -> None:
    """Endpoints refuse them; they have a vector all the same."""
    with serve(answer([0.0, 2.0])) as server:
        vectors = open_embedder(server).embed(["", "one", " \n"])
        np.testing.assert_allclose(vectors, [[1, 0], [0, 1], [1, 0]])
        assert json.loads(server.requests[0].body)["input"] == ["one"]


def test_many_texts_go_in_batches() -> None:
    """At most 128 texts and 100,000 characters a request; a text is cut at 8,000 characters."""
    with serve(answer(*[[1.0, 0.0]] * 128), answer(*[[0.0, 1.0]] * 2)) as server:
        vectors = open_embedder(server).embed(["short"] * 130)
        assert vectors[127] @ vectors[0] == 1
        assert vectors[128] @ vectors[0] == 0
    with serve(answer(*[[1.0]] * 12), answer(*[[1.0]] * 8)) as server:
        open_embedder(server).embed(["x" * 9_000] * 20)
        sizes = [[len(t) for t in json.loads(r.body)["input"]] for r in server.requests]
        assert sizes == [[8_000] * 12, [8_000] * 8]


def test_odd_unicode_can_be_sent() -> None:
    """A lone surrogate does not break the request."""
    with serve(answer([1.0])) as server:
        open_embedder(server).embed(["a\ud800b"])
        assert json.loads(server.requests[0].body)["input"] == ["a?b"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_failure_is_tried_again(status: int) -> None:
    """As the server says, here after a millisecond."""
    with serve(refusal(status, retry_after_ms="1"), answer([1.0, 0.0])) as server:
        assert open_embedder(server).embed(["one"]).shape == (1, 2)
        assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (refusal(429, "slow down", retry_after_ms="1"), "answered 429: slow down"),
        (refusal(500, "broken", retry_after_ms="1"), "answered 500"),
        (refusal(401, f"Incorrect API key provided: {KEY}."), r"answered 401: Incorrect API key provided: \*\*\*"),
        (refusal(404, "no such model"), "no such model"),
        (refusal(400, "x" * 2_000), "answered 400"),
        (Reply(b"<html>not here", 404), "answered 404"),
        (Reply(b"<html>hello</html>"), "did not answer with embeddings"),
        (Reply(b'{"data": [', media="application/json"), "did not answer with embeddings|cannot be reached"),
        (Reply(b'{"data": null}', media="application/json"), "0 vectors to 1 texts"),
        (Reply(b'{"data": [{"index": 0}]}', media="application/json"), "did not answer with embeddings|vectors"),
        (answer(), "0 vectors to 1 texts|did not answer"),
        (answer([1.0], [2.0]), "2 vectors to 1 texts"),
        (answer([]), "1 vectors to 1 texts"),
        (Reply(b'{"data": [', claims=500, media="application/json"), "cannot be reached"),
    ],
)
def test_a_failure_is_one_line_without_the_key(reply: Reply, why: str) -> None:
    """A ProviderError that names the endpoint and what it did."""
    with serve(reply) as server, pytest.raises(ProviderError, match=why) as caught:
        open_embedder(server, retries=0).embed(["one"])
    said = str(caught.value)
    assert KEY not in said
    assert server.url in said
    assert "\n" not in said
    assert len(said) < 500


def test_a_silent_endpoint_is_left() -> None:
    """The timeout is named."""
    with serve(Reply(silent=5)) as server, pytest.raises(ProviderError, match=r"within 0\.05 s"):
        open_embedder(server, retries=0, timeout=0.05).embed(["one"])


def test_nobody_listens() -> None:
    """A refused connection is one line."""
    embedder = OpenAIEmbedder("m", base_url="http://127.0.0.1:9/v1", retries=0)
    with pytest.raises(ProviderError, match="cannot be reached"):
        embedder.embed(["one"])


def test_a_change_of_dimension_is_an_error() -> None:
    """Vectors of two lengths cannot be compared."""
    with serve(answer([1.0, 0.0]), answer([1.0])) as server:
        embedder = open_embedder(server)
        embedder.embed(["one"])
        with pytest.raises(ProviderError, match="from 2 to 1"):
            embedder.embed(["two"])


def test_without_a_key_it_is_said_which_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is taken from the environment behind the caller's back; an own endpoint needs no key."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-environment")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    with pytest.raises(ConfigError, match="OPENAI_API_KEY"):
        load_embedder("openai:m")
    with serve(answer([1.0])) as server:
        load_embedder("openai:m", base_url=server.url + "/v1").embed(["one"])
        assert "environment" not in server.requests[0].headers["authorization"]


def test_the_http_client_can_be_replaced() -> None:
    """Requests go through the client that is given."""
    reply = answer([1.0, 0.0])
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, content=reply.body))
    with httpx2.Client(transport=transport) as client:
        embedder = OpenAIEmbedder("m", api_key=KEY, http_client=client)
        assert embedder.embed(["one"]).shape == (1, 2)


def test_an_endpoint_that_drips_is_given_up() -> None:
    """One that sends a little all the time never meets the timeout: the request has a deadline of its own."""
    with serving(drip_headers(0.1)) as server, pytest.raises(ProviderError, match="did not answer within 1 s"):
        OpenAIEmbedder("m", api_key=KEY, base_url=server.url, retries=0, timeout=1.0).embed(["one"])
