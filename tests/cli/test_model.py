"""The openai writer through the program, against a stand-in on loopback (see `standin`): shown, withheld, recorded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Brief, clean_environment
from tests.cli.standin import (
    NAME,
    WRITTEN,
    Claim,
    Prompt,
    inventing,
    lying,
    quoting,
    standing_in,
    tasks,
    tokens_read,
)
from tests.support.faults import Respond, hang_up, serving, silence, status

WHY = "why is Seoul ending GSOMIA?"
KEY = "sk-not-a-real-key-0123456789"


def at(url: str, **settings: str) -> dict[str, str]:
    """The environment that sends `brief` to this endpoint, where nothing is judged unless a test asks for it."""
    return (
        {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": KEY, "BRIEF_RETRIES": "0"}
        | {"BRIEF_PLAN": "0", "BRIEF_JUDGE": "none"}
        | settings
    )


@pytest.fixture
def prices(tmp_path: Path) -> Path:
    """A price table of one's own: the stand-in costs a dollar a thousand tokens, under a small model's name too."""
    table = tmp_path / "prices.toml"
    price = "{ input = 1000, output = 1000 }"
    table.write_text(f'[models]\n"{NAME}" = {price}\n"{NAME}b" = {price}\n')
    return table


def test_what_is_supported_is_shown_and_what_is_not_is_withheld(brief: Brief, library: Path, prices: Path) -> None:
    """A sentence with an invented number is not shown but counted; -v says which and why; the run holds no key."""
    with standing_in(inventing) as server:
        env = at(server.url, BRIEF_PRICES=str(prices))
        text = brief("ask", "--library", library, "-v", WHY, env=env)
        strict = brief("ask", "--library", library, "--strict", "--json", WHY, env=env)
    assert (text.code, text.err) == (0, "")
    assert "98,765" not in text.out.split("Sentences that failed")[0]
    assert "Sentences that failed their checks: 1 left out." in text.out
    assert "98,765 is not in the source" in text.out
    answer = json.loads(strict.out)
    assert strict.code == 7
    assert (answer["writer"], answer["model"], answer["answered"]) == ("openai", NAME, True)
    assert len(answer["claims"]) == 1
    assert answer["withheld"][0]["flags"] == ["number"]
    cost = answer["usage"].pop("cost_usd")
    read, written = tokens_read(server.requests[1]), WRITTEN
    assert cost == pytest.approx((read + written) / 1000)
    assert answer["usage"] == {
        "requests": 1,
        "prompt_tokens": read,
        "completion_tokens": written,
        "reasoning_tokens": 0,
    }
    assert [request["model"] for request in server.requests] == [NAME] * 2
    assert tasks(server) == ["answer", "answer"]
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"
    records = [path.read_text(encoding="utf-8") for path in (library / "runs").glob("*.json")]
    assert len(records) == 2
    assert all(len(json.loads(record)["exchanges"]) == 1 for record in records)
    assert not any(KEY in shown for shown in (*records, text.out, strict.out))


def test_sentences_are_quoted_where_nothing_of_the_models_holds(brief: Brief, filled: Path) -> None:
    """Everything withheld: sentences of the articles stand in its place, and the page says so."""
    with standing_in(lying) as server:
        done = brief("ask", "--library", filled, "--json", WHY, env=at(server.url))
    answer = json.loads(done.out)
    assert done.code == 0
    assert len(answer["withheld"]) == 2
    assert "llamas" not in json.dumps([answer["claims"], answer["citations"]])
    assert {c["text"] for c in answer["claims"]} <= {c["text"] for c in answer["citations"]}
    assert any("withheld" in note and "sentences from the articles" in note for note in answer["notes"])


def test_claims_are_printed_as_they_come(tmp_path: Path, filled: Path) -> None:
    """The first claim is on stdout while the model is still silent about the second, once its endpoint was seen to
    read a prompt of that length."""
    seen = threading.Event()
    seen.set()

    def hesitant(prompt: Prompt) -> Iterator[Claim]:
        (first, second), waited = list(prompt.sentences.items())[:2], 60
        yield first
        # The comma that follows a claim in the JSON is sent with the next one: this is all that is out so far.
        assert seen.wait(waited)
        yield second

    words = [sys.executable, "-m", "brief", "ask", "--library", str(filled), WHY]
    with standing_in(hesitant) as server:
        env = clean_environment(tmp_path) | {"PYTHONPATH": str(ROOT)} | at(server.url)
        assert subprocess.run(words, env=env, cwd=tmp_path, capture_output=True, timeout=60).returncode == 0
        seen.clear()
        process = subprocess.Popen(words, env=env, cwd=tmp_path, stdout=subprocess.PIPE)
        assert process.stdout
        early = os.read(process.stdout.fileno(), 4096).decode()
        seen.set()
        late = process.stdout.read().decode()
        assert process.wait(60) == 0
    assert "[1]" in early
    assert "Sources" not in early
    assert "\nSources\n" in late


def test_a_run_is_replayed_and_derived_anew_without_its_model(process: Brief, library: Path) -> None:
    """With the server gone and no key: the same bytes, and --verify finds the same from the recorded responses."""
    with standing_in(inventing) as server:
        asked = process("ask", "--library", library, "-v", WHY, env=at(server.url))
        told = process("summarize", "--library", library, "--format", "markdown", env=at(server.url))
    answer, briefing = (row.split()[0] for row in reversed(process("runs", "--library", library).out.splitlines()))
    for run, printed in ((answer, asked), (briefing, told)):
        assert printed.code == 0
        assert process("replay", "--library", library, run).out == printed.out
        verified = process("replay", "--library", library, run, "--verify")
        assert verified.code == 0, verified.out
    assert NAME in told.out
    assert "98,765" not in told.out


def test_another_prompt_is_another_request(brief: Brief, library: Path, tmp_path: Path) -> None:
    """A run made with prompts of one's own comes out differently once they are edited: exit 7, the difference shown."""
    prompts = tmp_path / "prompts"
    prompts.mkdir()
    built_in = (ROOT / "prompts" / "answer.txt").read_text(encoding="utf-8")
    (prompts / "answer.txt").write_text(f"Be kind.\n{built_in}")
    with standing_in(quoting(1)) as server:
        done = brief("ask", "--library", library, "--prompts", prompts, WHY, env=at(server.url))
    assert done.code == 0
    assert server.requests[0]["messages"][0]["content"].startswith("Be kind.")
    (prompts / "answer.txt").write_text(f"Be brave.\n{built_in}")
    verified = brief("replay", "--library", library, "last", "--verify")
    assert verified.code == 7
    assert "Be brave." in verified.out
    (prompts / "answer.txt").write_text("Answer $question.")
    broken = brief("ask", "--library", library, "--prompts", prompts, WHY, env=at(server.url, BRIEF_MODEL="m"))
    assert (broken.code, broken.out) == (3, "")
    assert "$evidence is missing" in broken.err


def test_the_cap_on_cost(brief: Brief, filled: Path, prices: Path) -> None:
    """What does not fit under --max-cost is quoted, not sent, and said; a price that is unknown is exit 3."""
    with standing_in(quoting()) as server:
        env = at(server.url, BRIEF_MODEL=NAME)
        capped = ("--library", filled, "--max-cost", "0.0000001")
        done = brief("ask", *capped, "--json", WHY, env=env | {"BRIEF_PRICES": str(prices)})
        unknown = brief("ask", *capped, WHY, env=env)
        told = brief("summarize", *capped, env=env | {"BRIEF_PRICES": str(prices)})
    answer = json.loads(done.out)
    assert (done.code, answer["answered"]) == (0, True)
    assert any("without the model" in note and "--max-cost" in note for note in answer["notes"])
    assert answer["usage"]["requests"] == 0
    assert (unknown.code, unknown.out, len(unknown.err.splitlines())) == (3, "", 1)
    assert "price" in unknown.err
    assert told.code == 0
    assert "without the model" in told.out
    assert server.requests == []


def test_a_dry_run_sends_nothing(brief: Brief, library: Path, prices: Path) -> None:
    """Size and cost are printed, the request with -v and as JSON; nothing is sent, and no run is recorded."""
    with serving(lambda handler: asked.append(handler.path)) as server:
        asked: list[str] = []
        env = at(server.url, BRIEF_PRICES=str(prices))
        text = brief("ask", "--library", library, "--dry-run", WHY, env=env)
        whole = brief("ask", "--library", library, "--dry-run", "-v", WHY, env=env)
        told = brief("summarize", "--library", library, "--dry-run", "--json", "--model", NAME, env=env)
    assert text.code == 0
    assert "prompt tokens" in text.out
    assert WHY in text.out
    assert "Nothing was sent" in text.out
    assert '"messages"' not in text.out
    assert '"messages"' in whole.out
    plan = json.loads(told.out)
    assert plan["cost_usd"] == pytest.approx(sum(one["cost_usd"] for one in plan["requests"]))
    assert all(one["request"]["model"] == NAME for one in plan["requests"])
    assert asked == []
    assert server.requests == []
    assert not (library / "runs").exists()
    assert KEY not in text.out + told.out


def test_a_dry_run_promises_what_can_be(brief: Brief, library: Path) -> None:
    """A small model is never asked to search, and what a question means only where it follows on another."""
    env = at("http://127.0.0.1:9/v1", BRIEF_PLAN="1")
    large, small = (
        brief("ask", "--library", library, "--dry-run", "--model", model, WHY, env=env).out
        for model in (NAME, f"{NAME}b")
    )
    assert "to turn the question into search words, to search and write once more." in large
    assert "With -c" not in large
    assert "search and write" not in small
    assert "Up to 1 more request may be needed: to rewrite" in small
    assert "With -c, one more turns the question into search words." in small


def test_a_dry_run_without_a_model(brief: Brief, filled: Path) -> None:
    """It says that sentences are quoted, not that the articles do not answer."""
    assert "quoted" in brief("ask", "--library", filled, "--dry-run", WHY).out


def test_a_digest_asks_its_model_once(brief: Brief, library: Path, tmp_path: Path) -> None:
    """The second call prints the same bytes and asks nothing."""
    with standing_in(quoting(1)) as server:
        first = brief("digest", "--library", library, "--out", tmp_path / "out", env=at(server.url))
        asked = len(server.requests)
        again = brief("digest", "--library", library, "--out", tmp_path / "out", env=at(server.url))
    assert (first.code, again.code) == (0, 0)
    assert asked > 0
    assert len(server.requests) == asked
    assert again.out == first.out
    assert NAME in first.out


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (status(401, f"wrong key {KEY}"), "refused the key"),
        (status(404, "no such model"), "does not serve m (no such model):"),
        (status(500, "out of order"), "out of order"),
        (silence(3), "did not answer within 1 seconds"),
        (hang_up, "cannot be reached"),
    ],
    ids=["401", "404", "500", "timeout", "hang-up"],
)
def test_an_endpoint_that_fails(brief: Brief, filled: Path, fault: Respond, said: str) -> None:
    """Exit 5, one line, nothing on stdout, the key not shown."""
    with serving(fault) as server:
        done = brief("ask", "--library", filled, "--model", "m", WHY, env=at(server.url, BRIEF_TIMEOUT="1"))
    assert (done.code, done.out, len(done.err.splitlines())) == (5, "", 1)
    assert said in done.err
    assert KEY not in done.err


def test_a_briefing_whose_endpoint_fails_halfway(brief: Brief, library: Path) -> None:
    """What was written is kept, the rest is told from the articles and said, exit 5, and the run still verifies."""
    said = []

    def tiring(prompt: Prompt) -> list[Claim]:
        said.append(prompt)
        # The first request orders the stories, the second tells one.
        if len(said) > 2:
            raise ConnectionResetError
        return list(prompt.sentences.items())[:2]

    with standing_in(tiring) as server:
        done = brief("summarize", "--library", library, env=at(server.url, BRIEF_RETRIES="1"))
    assert done.code == 5
    assert "without the model" in done.out
    assert brief("replay", "--library", library, "last", "--verify").code == 0
