"""Another wording of what failed, by a small model or a judge: through the program, against a stand-in on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Brief
from tests.cli.standin import (
    NAME,
    Claim,
    Fault,
    Prompt,
    Reply,
    copying,
    correcting,
    giving_up,
    inventing,
    lying,
    standing_in,
    tasks,
)
from tests.cli.test_model import WHY, at, prices
from tests.support.faults import hang_up

__all__ = ["prices"]

SMALL = {"BRIEF_MODEL": f"{NAME}b"}

# ---------------------------------------------------------------------- another wording, by a small model


def test_a_claim_that_failed_is_written_anew(brief: Brief, library: Path) -> None:
    """One request names what was wrong; what comes of it is checked, shown and owned up to. The run verifies."""
    with standing_in(inventing, correct=copying) as server:
        env = at(server.url, **SMALL)
        text = brief("ask", "--library", library, WHY, env=env)
        done = brief("ask", "--library", library, "--json", WHY, env=env)
        assert brief("replay", "--library", library, "last", "--verify").code == 0
    assert tasks(server) == ["answer", "rewrite"] * 2
    prompt = server.requests[1]["messages"][-1]["content"]
    assert "wrong: number: 98,765 is not in the source" in prompt
    assert "98,765" not in text.out
    answer = json.loads(done.out)
    assert "98,765" not in json.dumps(answer["claims"])
    assert answer["usage"]["requests"] == 2


def test_the_answer_keeps_its_order(brief: Brief, library: Path) -> None:
    """A claim that failed first is printed first, in its new wording; what passed behind it waits."""

    def failing_first(prompt: Prompt) -> Iterable[Claim]:
        return reversed(list(inventing(prompt)))

    def other_half(prompt: Prompt) -> Any:
        texts = [(claim, text.partition(", and 98,765")[0]) for claim, text in prompt.claims.items()]
        return {"claims": [{"claim": claim, "cites": [], "text": f"{text}."} for claim, text in texts]}

    with standing_in(failing_first, correct=other_half) as server:
        done = brief("ask", "--library", library, "--json", WHY, env=at(server.url, **SMALL))
    assert [claim["how"] for claim in json.loads(done.out)["claims"][:2]] == ["written anew", "as written"]
    assert brief("replay", "--library", library, "last", "--verify").code == 0


@pytest.mark.parametrize(
    "correct", [giving_up, lambda _: "no", lambda _: {"claims": [{"claim": "C9", "text": "Yes."}]}]
)
def test_what_cannot_be_written_anew_is_withheld(brief: Brief, filled: Path, correct: Reply) -> None:
    """No wording, no JSON, a wording of a claim that is not there: as without."""
    with standing_in(inventing, correct=correct) as server:
        done = brief("ask", "--library", filled, "--json", WHY, env=at(server.url, **SMALL))
    answer = json.loads(done.out)
    assert done.code == 0
    assert [w["flags"] for w in answer["withheld"]] == [["number"]]


def test_another_wording_is_checked_like_the_first(brief: Brief, filled: Path) -> None:
    """A model that repeats its invention gets nothing shown."""

    def stubborn(prompt: Prompt) -> Any:
        label = next(iter(prompt.sentences))
        texts = [(claim, f"{text.rstrip('.')} again.") for claim, text in prompt.claims.items()]
        return {"claims": [{"claim": claim, "cites": [label], "text": text} for claim, text in texts]}

    with standing_in(lying, correct=stubborn) as server:
        done = brief("ask", "--library", filled, "--json", WHY, env=at(server.url, **SMALL))
    answer = json.loads(done.out)
    assert "llamas" not in json.dumps(answer["claims"])
    assert len(answer["withheld"]) == 2
    assert any("sentences from the articles" in note for note in answer["notes"])


def test_an_endpoint_that_fails_while_it_writes_anew(brief: Brief, library: Path) -> None:
    """The answer is printed without, a note says so, exit 5; and the run verifies."""
    with standing_in(inventing, correct=Fault(hang_up)) as server:
        done = brief("ask", "--library", library, "--json", WHY, env=at(server.url, **SMALL))
    answer = json.loads(done.out)
    assert done.code == 5
    assert answer["claims"]
    assert any("could not be rewritten" in note for note in answer["notes"])
    assert brief("replay", "--library", library, "last", "--verify").code == 0


# --------------------------------------------------------------------------- another wording, by a judge


def sober(text: str) -> str:
    """A claim without the number that it invents."""
    return f"{text.partition(', and 98,765')[0]}." if "98,765" in text else text


def test_a_judge_corrects_what_a_check_blocks(brief: Brief, library: Path) -> None:
    """It is told what was found, in the request that judges; a wording that is a copy needs no other request."""
    with standing_in(inventing, judge=correcting(sober)) as server:
        done = brief("ask", "--library", library, "--json", WHY, env=at(server.url, BRIEF_JUDGE="doubts"))
    assert tasks(server) == ["answer", "judge"]
    assert "C1 wrong] number: 98,765 is not in the source" in server.requests[1]["messages"][-1]["content"]
    claims = json.loads(done.out)["claims"]
    assert "98,765" not in json.dumps(claims)
    assert [claim["how"] for claim in claims] == ["as written", "written anew"]
    assert brief("replay", "--library", library, "last", "--verify").code == 0


def test_a_briefings_claims_are_judged_and_corrected(brief: Brief, library: Path) -> None:
    """One more request a story, in the section where the claim stood; and the run verifies."""
    with standing_in(inventing_where_it_can, judge=correcting(sober)) as server:
        done = brief("summarize", "--library", library, "--judge", "flagged", "-v", env=at(server.url))
    assert done.code == 0
    assert "98,765" not in done.out.split("Withheld")[0]
    assert tasks(server).count("judge") == tasks(server).count("briefing") - 1 > 1  # the first one names the stories
    assert "rewrite" not in tasks(server)
    assert brief("replay", "--library", library, "last", "--verify").code == 0


def inventing_where_it_can(prompt: Prompt) -> Iterable[Claim]:
    """The first sentence as it stands, then the last with a number that no article has."""
    (label, text), *_, (last, other) = [*prompt.sentences.items(), *prompt.sentences.items()]
    return [(label, text), (last, f"{other.rstrip('.')}, and 98,765 people were told.")]


def test_a_digest_whose_endpoint_fails_halfway(brief: Brief, library: Path, tmp_path: Path) -> None:
    """Exit 5, and the page is written all the same: the next call prints it, asks nothing and ends in 0."""
    told = []

    def tiring(prompt: Prompt) -> Iterable[Claim]:
        told.append(prompt)
        if len(told) > 2:  # the names of the stories and the first story are there
            raise ConnectionResetError
        return list(prompt.sentences.items())[:2]

    words = ("digest", "--library", library, "--out", tmp_path / "out", "--judge", "flagged")
    with standing_in(tiring) as server:
        first = brief(*words, env=at(server.url))
        asked = len(server.requests)
        again = brief(*words, env=at(server.url))
    assert (first.code, again.code) == (5, 0)
    assert "without the model" in first.out
    assert again.out == first.out
    assert len(server.requests) == asked
    assert brief("replay", "--library", library, "last", "--verify").code == 0
