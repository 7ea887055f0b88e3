"""The real openai client against a server on loopback that fails as endpoints do."""

from __future__ import annotations

import json
import socket
from typing import Any

import pytest

from brief.errors import BadResponse, ProviderError
from brief.writing.endpoint import Endpoint
from brief.writing.openai_writer import OpenAIWriter
from tests.support.faults import body, cut_stream, drip, drip_headers, hang_up, serving, silence, slow_stream, status
from tests.support.replays import stream
from tests.support.stories import WHY, evidence

KEY = "a-long-secret-key"
TEXT = '{"answerable": true, "claims": [{"cites": ["S1"], "text": "서울: crews walked out."}]}'
GOOD = stream(*TEXT).body
CLAIMS = [("서울: crews walked out.", ("S1",))]
SOON = {"retry_after_ms": "1"}


def draft(url: str, **settings: Any) -> tuple[list[tuple[str, tuple[str, ...]]], OpenAIWriter]:
    writer = OpenAIWriter(Endpoint("m", KEY, url, **{"timeout": 5.0, "retries": 2, **settings}))
    try:
        made = writer.draft(WHY, evidence(WHY, most=4))
    finally:
        writer.close()
    return [(claim.text, claim.cites) for claim in made.claims], writer


@pytest.mark.parametrize(
    "faults",
    [[status(429, **SOON)], [status(500, **SOON), status(503, **SOON)], [hang_up], [status(408, **SOON)]],
    ids=["429", "500 and 503", "a connection that drops", "408"],
)
def test_a_passing_fault_is_tried_again(faults: list[Any]) -> None:
    """The same request goes out again, at most twice, and the answer counts once."""
    with serving(*faults, body(GOOD)) as server:
        claims, writer = draft(server.url)
    assert claims == CLAIMS
    assert len(server.requests) == len(faults) + 1
    assert all(request == server.requests[0] for request in server.requests)
    assert writer.usage.requests == 1


def test_retry_after_is_obeyed() -> None:
    """A server that names its time is not asked before."""
    with serving(status(429, retry_after="0.6"), body(GOOD)) as server:
        draft(server.url)
    assert 0.6 <= server.times[1] - server.times[0] < 5


def test_the_wait_grows_where_no_time_is_named() -> None:
    """Half a second, then a second, less up to a quarter."""
    with serving(status(500), status(500), body(GOOD)) as server:
        draft(server.url)
    first, second = (later - earlier for earlier, later in zip(server.times, server.times[1:], strict=False))
    assert 0.37 <= first < second
    assert second >= 0.74


def test_tries_have_an_end() -> None:
    """After the last try the endpoint's own words are the error."""
    with (
        serving(status(503, "all workers busy", **SOON)) as server,
        pytest.raises(ProviderError, match="all workers busy"),
    ):
        draft(server.url)
    assert len(server.requests) == 3


def test_a_server_that_asks_for_too_long_a_wait_is_not_waited_for() -> None:
    """Retry-After beyond two minutes ends in an error now rather than in a command that hangs."""
    with (
        serving(status(429, "quota", retry_after="3600")) as server,
        pytest.raises(ProviderError, match="status 429: quota"),
    ):
        draft(server.url)
    assert len(server.requests) == 1


def test_an_empty_purse_is_no_passing_fault() -> None:
    """OpenAI says so with the status of too many requests; it is not asked again, and said once."""
    error = {"message": "You exceeded your quota.", "type": "insufficient_quota", "code": "insufficient_quota"}
    no = json.dumps({"error": error}).encode()
    with (
        serving(lambda handler: handler.reply(429, no)) as server,
        pytest.raises(ProviderError, match=r"status 429: You exceeded your quota \(insufficient_quota\)$"),
    ):
        draft(server.url)
    assert len(server.requests) == 1


def test_a_page_of_a_gateway_is_not_printed() -> None:
    """Its status says as much, in words."""
    page = b"<html><body><h1>503 Service Unavailable</h1></body></html>"
    with (
        serving(lambda handler: handler.reply(503, page, "text/html")) as server,
        pytest.raises(ProviderError, match=r"status 503: Service Unavailable$"),
    ):
        draft(server.url, retries=0)


def test_silence_has_an_end() -> None:
    """A server that takes the request and says nothing is given up after the time-out."""
    with serving(silence(3)) as server, pytest.raises(ProviderError, match=r"did not answer within 0\.2 seconds"):
        draft(server.url, timeout=0.2, retries=0)


def test_a_stream_that_stops_has_an_end() -> None:
    """Silence in the middle ends the answer; its whole claims are kept and the reader is told."""
    begun = stream(TEXT[:-2], finish=None, done=False).body
    with serving(slow_stream(3, begun)) as server:
        claims, writer = draft(server.url, timeout=0.3)
    assert claims == CLAIMS
    assert "no more came within 0.3 seconds" in writer.notes[0]
    with serving(slow_stream(3, b": keep-alive\n\n")) as server, pytest.raises(BadResponse, match="no more came"):
        draft(server.url, timeout=0.3)


def test_a_stream_that_never_ends_has_an_end() -> None:
    """A server that drips for ever never meets the time-out: the whole answer has a limit of its own."""
    piece = stream(" ", finish=None, done=False).body
    with serving(drip(0.05, piece)) as server, pytest.raises(BadResponse, match="took longer than 2 seconds"):
        draft(server.url, longest=2.0)


def test_headers_that_never_end_have_an_end() -> None:
    """A server that sends something all the time and never comes to the point never meets the time-out either."""
    with serving(drip_headers(0.05)) as server, pytest.raises(ProviderError, match="within 2 seconds in all"):
        draft(server.url, longest=2.0)
    assert len(server.requests) == 1


def test_comments_that_never_end_have_an_end() -> None:
    """Keep-alive comments are no answer, however many come."""
    drops = drip(0.05, b": keep-alive\n\n")
    with serving(drops) as server, pytest.raises(BadResponse, match="took longer than 2 seconds"):
        draft(server.url, longest=2.0)


def test_all_tries_share_one_deadline() -> None:
    """No try begins, and no wait, that would go beyond it."""
    with serving(status(503, "busy", retry_after="60")) as server, pytest.raises(ProviderError, match="busy"):
        draft(server.url, longest=30.0, retries=5)
    assert len(server.requests) == 1


def test_a_cut_stream_keeps_its_whole_claims() -> None:
    """The connection drops in the middle of a character: what was complete counts, and nothing is asked again."""
    cut = GOOD + b'data: {"choices": [{"index": 0, "delta": {"content": "\xec\x84'
    begun = stream(TEXT[:-2], finish=None, done=False).body
    for pieces in ([begun, cut[len(GOOD) :]], [begun]):
        with serving(cut_stream(*pieces)) as server:
            claims, writer = draft(server.url)
        assert claims == CLAIMS
        assert len(server.requests) == 1
        assert writer.notes[0] == "The model's answer is incomplete: the connection broke."


@pytest.mark.parametrize(
    ("respond", "why"),
    [
        (body(b"<html>Welcome to the router</html>", "text/html"), "text/html, not a chat completion"),
        (body(b'{"choices": []}', "application/json"), "ended before any text"),
        (body(b'{"choices": [{"mess', "application/json"), "not a chat completion"),
        (body(b'data: {"choices": [{"delta": {"content": "ha'), "ended before any text"),
        (cut_stream(), "the connection broke"),
    ],
    ids=["HTML", "no choice", "half a JSON", "half an event", "nothing but a head"],
)
def test_what_is_no_answer_is_one_line(respond: Any, why: str) -> None:
    """Wrong type, empty choices, half a JSON: exit 5 and a reason, not a trace."""
    with serving(respond) as server, pytest.raises(ProviderError, match=why) as raised:
        draft(server.url)
    assert "\n" not in str(raised.value)


def test_an_endpoint_that_is_down_is_one_clear_line() -> None:
    """It says where, and what to look at; never the key."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        with pytest.raises(ProviderError, match="cannot be reached") as raised:
            draft(url, retries=0)
    assert url in str(raised.value)
    assert "OPENAI_BASE_URL" in str(raised.value)
    assert KEY not in str(raised.value)


def test_an_endpoint_is_told_no_more_than_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    """No header about this machine, nor what the environment holds for another endpoint."""
    monkeypatch.setenv("OPENAI_ORG_ID", "org-private")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Private: word")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    with serving(body(GOOD)) as server:
        draft(server.url)
    sent = server.headers[0]
    assert set(sent) <= {
        "host",
        "accept",
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "user-agent",
    }
    assert sent["authorization"] == f"Bearer {KEY}"
    assert sent["user-agent"].startswith("brief/")


def test_a_redirect_is_not_followed() -> None:
    """The articles and the key go to the address that was set, and to no other."""
    with serving(body(GOOD)) as other, serving(status(307, location=f"{other.url}/chat/completions")) as server:
        with pytest.raises(ProviderError, match=rf"redirects to {other.url} \(status 307\)"):
            draft(server.url)
        assert other.requests == []


def test_a_proxy_is_not_used_for_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """A local model is reached directly; a far one through the proxy that the environment names."""
    with serving(body(GOOD)) as server, serving(body(GOOD)) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url.removesuffix("/v1"))
        draft(server.url)
        assert proxy.requests == []
        draft("http://far.test/v1")
        assert len(proxy.requests) == 1
