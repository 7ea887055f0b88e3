"""A judge: through the program, against a stand-in on loopback."""

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
    correcting,
    inventing,
    lying,
    quoting,
    ruling,
    standing_in,
    tasks,
)
from tests.cli.test_model import KEY, WHY, at, prices
from tests.support.faults import Faults, body, cut_stream, hang_up, serving, silence, status

__all__ = ["prices"]

ARTICLE = """Dam opens in Orle

ORLE, Nov. 15, 2019 (Valley News) -- Mayor Ana Ruiz opened the dam in the valley on Friday.
The dam may flood the village of Orle, a hydrologist said.
Farmers in the valley have not been paid for their land.
"""
DOUBTED = "The dam will flood the village of Orle, a hydrologist said."
DRAFT = f"Ana Ruiz opened the dam in the valley. {DOUBTED} The dam cost $40 million.\n"


def unsure(prompt: Prompt) -> Iterable[Claim]:
    """A sentence as it stands, and one that is surer than its source."""
    may = next((label, text) for label, text in prompt.sentences.items() if " may " in text)
    first = next((label, text) for label, text in prompt.sentences.items() if label != may[0])
    return [first, (may[0], may[1].replace(" may ", " will "))]


@pytest.fixture
def dam(tmp_path: Path) -> Path:
    file = tmp_path / "dam.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    return file


def ask(brief: Brief, dam: Path, tmp_path: Path, server: Faults, *words: object, **env: str) -> dict[str, Any]:
    library = tmp_path / "dam"
    question = "what may the dam flood?"
    done = brief("ask", "--library", library, "--from", dam, "--json", *words, question, env=at(server.url, **env))
    answer: dict[str, Any] = json.loads(done.out)
    answer["code"] = done.code
    assert brief("replay", "--library", library, "last", "--verify").code == 0
    return answer


@pytest.mark.parametrize("how", ["flag", "environment"])
def test_a_doubted_claim_is_shown_once_the_judge_finds_it(brief: Brief, dam: Path, tmp_path: Path, how: str) -> None:
    """Without a judge it would give way to its source; with one it stands, and says why. The run verifies."""
    words, env = (["--judge", "flagged"], {}) if how == "flag" else ([], {"BRIEF_JUDGE": "flagged"})
    with standing_in(unsure, judge=ruling("supported")) as server:
        answer = ask(brief, dam, tmp_path, server, *words, **env)
    assert tasks(server) == ["answer", "judge"]
    (claim,) = [c for c in answer["claims"] if c["text"] == DOUBTED]
    assert (claim["verdict"], claim["flags"]) == ("supported", ["certainty", "judge"])
    assert answer["usage"]["requests"] == 2
    assert answer["code"] == 0


def test_a_doubted_claim_that_the_judge_does_not_find_is_replaced(brief: Brief, dam: Path, tmp_path: Path) -> None:
    """Its source sentence is quoted where the judge has no other wording."""
    with standing_in(unsure, judge=ruling("unsupported")) as server:
        answer = ask(brief, dam, tmp_path, server, "--judge", "flagged")
    assert tasks(server) == ["answer", "judge"]
    assert DOUBTED not in {c["text"] for c in answer["claims"]}
    assert any(c["flags"] == ["certainty", "judge"] for c in answer["claims"])


@pytest.mark.parametrize(
    ("better", "shown"),
    [
        ("Orle may be flooded by the dam, said a hydrologist.", True),
        ("A hydrologist warned that the dam will flood the village of Orle.", False),
    ],
)
def test_what_a_judge_corrects_is_judged_like_a_draft(
    brief: Brief, dam: Path, tmp_path: Path, better: str, shown: bool
) -> None:
    """Its wording is shown if it stands up to the judge; else the source is quoted."""

    def wording(text: str) -> str:
        return better if text == DOUBTED else text.replace(" will ", " may ")

    with standing_in(unsure, judge=correcting(wording)) as server:
        answer = ask(brief, dam, tmp_path, server, "--judge", "flagged")
    assert tasks(server) == ["answer", "judge", "judge"]
    assert [request_is_to_correct(r) for r in server.requests[1:]] == [True, False]
    assert (better in {c["text"] for c in answer["claims"]}) is shown
    assert ("written anew" if shown else "quoted") in {c["how"] for c in answer["claims"]}
    assert " will " not in " ".join(c["text"] for c in answer["claims"])


def request_is_to_correct(request: Any) -> bool:
    return "corrected" in json.dumps(request["response_format"])


def test_an_answer_takes_four_requests_at_most(brief: Brief, library: Path) -> None:
    """The question read, the answer written twice and judged: a wording that there is no request left to judge is not
    shown. A question that is not read first leaves room for that."""

    def lacking(_: str) -> str:
        search = {"words": "bird census Lake Ansel", "since": "", "until": "", "outlet": ""}
        return json.dumps({"answerable": "not", "searches": [search], "claims": []})

    def wording(text: str) -> str:
        return f"This much is known: {text.partition(', and 98,765')[0]}." if "98,765" in text else text

    plan = {"question": WHY, "searches": []}
    for planned in ("1", "0"):
        judge = correcting(wording)
        with standing_in(inventing, judge=judge, planning=lambda _: plan, lacking=lacking) as server:
            env = at(server.url, BRIEF_PLAN=planned, BRIEF_JUDGE="doubts")
            answer = json.loads(brief("ask", "--library", library, "--json", "GSOMIA?", env=env).out)
        first = ["plan"] * int(planned) + ["answer", "answer", "judge"]
        assert tasks(server) == first + ["judge"] * (planned == "0")
        assert answer["usage"]["requests"] == 4
        assert ("This much is known" in json.dumps(answer["claims"])) is (planned == "0")
        assert "98,765" not in json.dumps(answer["claims"])


def test_a_judge_sees_only_what_it_judges(brief: Brief, dam: Path, tmp_path: Path) -> None:
    """The claim and its cited sentence behind a nonce, with headline, date and the question; no other sentence."""
    with standing_in(unsure, judge=ruling("supported")) as server:
        ask(brief, dam, tmp_path, server, "--judge", "flagged")
    request = server.requests[1]
    prompt = request["messages"][-1]["content"]
    assert "may flood" in prompt and DOUBTED in prompt
    assert 'Friday, 15 November 2019, headline "Dam opens in Orle"' in prompt
    assert "what may the dam flood" in prompt
    assert "Farmers" not in prompt


@pytest.mark.parametrize(("model", "judged"), [("a-model", True), ("a-model-3b", False)])
def test_a_capable_model_judges_unasked_and_a_small_one_does_not(
    brief: Brief, dam: Path, tmp_path: Path, model: str, judged: bool
) -> None:
    """What is in doubt goes to the judge in one request where nothing is said of a judge."""
    with standing_in(unsure, judge=ruling("supported")) as server:
        answer = ask(brief, dam, tmp_path, server, "--model", model, BRIEF_JUDGE="")
    assert ("judge" in tasks(server)) is judged
    assert (DOUBTED in {c["text"] for c in answer["claims"]}) is judged


def test_another_model_judges(brief: Brief, dam: Path, tmp_path: Path) -> None:
    """--judge-model names it; what both took is counted together."""
    with standing_in(unsure, judge=ruling("supported")) as server:
        words = ("--model", "a-model", "--judge", "doubts", "--judge-model", "a-judge")
        answer = ask(brief, dam, tmp_path, server, *words)
    assert [request["model"] for request in server.requests] == ["a-model", "a-judge"]
    assert answer["usage"]["requests"] == 2


def test_all_claims_are_judged_but_for_copies(brief: Brief, dam: Path, tmp_path: Path) -> None:
    """A claim in other words that passed is taken back when the judge does not find it."""

    def reworded(prompt: Prompt) -> Iterable[Claim]:
        (one, text), (two, _) = list(prompt.sentences.items())[:2]
        farmers = next(label for label, text in prompt.sentences.items() if "Farmers" in text)
        del two
        return [(one, text), (farmers, "The valley's farmers have not been paid for land.")]

    with standing_in(reworded, judge=ruling("unsupported")) as server:
        answer = ask(brief, dam, tmp_path, server, "--judge", "all")
    with standing_in(reworded) as unjudged:
        plain = ask(brief, dam, tmp_path, unjudged, "--judge", "none")
    assert tasks(server) == ["answer", "judge"]
    assert tasks(unjudged) == ["answer"]
    said = "The valley's farmers have not been paid for land."
    assert said in {c["text"] for c in plain["claims"]}
    assert said not in {c["text"] for c in answer["claims"]}


@pytest.mark.parametrize(
    "said", ["no JSON at all", '{"claims": []}', {"claims": [{"claim": "C1", "facts": []}]}, [], {"claims": "C1"}]
)
def test_a_ruling_that_cannot_be_read_supports_nothing(brief: Brief, dam: Path, tmp_path: Path, said: Any) -> None:
    """Whatever a judge writes: the doubted claim is not shown."""
    with standing_in(unsure, judge=lambda _: said) as server:
        answer = ask(brief, dam, tmp_path, server, "--judge", "flagged")
    assert DOUBTED not in {c["text"] for c in answer["claims"]}
    assert answer["code"] == 0


def test_no_judge_shows_what_failed_a_check(brief: Brief, dam: Path, tmp_path: Path) -> None:
    """A number that no sentence has is put to the judge to be corrected, and not upheld on its word."""
    with standing_in(lying, judge=ruling("supported")) as server:
        answer = ask(brief, dam, tmp_path, server, "--judge", "all")
    assert tasks(server) == ["answer", "judge"]
    assert "C1 wrong]" in server.requests[1]["messages"][-1]["content"]
    assert "llamas" not in json.dumps(answer["claims"])
    assert answer["withheld"]


@pytest.mark.parametrize(
    "fault",
    [status(500, "out of order"), status(429, "slow down"), silence(3), hang_up, cut_stream(b"data: {"), body(b"{")],
    ids=["500", "429", "timeout", "hang-up", "cut", "no completion"],
)
def test_a_judge_whose_endpoint_fails(brief: Brief, dam: Path, tmp_path: Path, fault: Any) -> None:
    """The claims stand as without a judge, a note says so, exit 5, and the run verifies."""
    with standing_in(unsure, judge=ruling("supported")) as working:
        plain = ask(brief, dam, tmp_path, working)
    with standing_in(unsure, judge=Fault(fault)) as server:
        answer = ask(brief, dam, tmp_path, server, "--judge", "flagged", BRIEF_TIMEOUT="1")
    assert answer["code"] == 5
    assert answer["claims"] == plain["claims"]
    assert any("could be judged" in note for note in answer["notes"])


def test_a_judge_needs_an_endpoint(brief: Brief, dam: Path, filled: Path) -> None:
    """Exit 3, one line, nothing on stdout; whoever writes, and for checking too."""
    for words in (("ask", WHY), ("ask", "--writer", "extractive", WHY), ("summarize",), ("check", str(dam))):
        done = brief(words[0], "--library", filled, "--quiet", "--judge", "flagged", *words[1:])
        assert (done.code, done.out, len(done.err.splitlines())) == (3, "", 1), words
        assert "--judge needs OPENAI_API_KEY" in done.err


def test_quoted_sentences_need_no_judge(brief: Brief, filled: Path) -> None:
    """The extractive writer copies: with an endpoint set nothing is sent to it."""
    with standing_in(quoting()) as server:
        done = brief("ask", "--library", filled, "--writer", "extractive", "--judge", "all", WHY, env=at(server.url))
    assert done.code == 0
    assert server.requests == []


def test_the_cap_on_cost_stops_the_judge(brief: Brief, dam: Path, tmp_path: Path, prices: Path) -> None:
    """What no longer fits stays unjudged, and that is said; it is no failure."""
    with standing_in(unsure, judge=ruling("supported")) as server:
        # A small model: no room for thoughts is reckoned with.
        env = {"BRIEF_PRICES": str(prices), "BRIEF_MODEL": f"{NAME}b"}
        first = ask(brief, dam, tmp_path, server, "--judge", "flagged", **env)
        asked = len(server.requests)
        # Room for the draft, whose estimate is well above what it is said to have taken, and for no more.
        plan = brief(
            "ask",
            "--library",
            tmp_path / "dam",
            "--dry-run",
            "--json",
            "what may the dam flood?",
            env=at(server.url, **env),
        )
        cap = json.loads(plan.out)["cost_usd"] + 0.3
        capped = ask(brief, dam, tmp_path, server, "--judge", "flagged", "--max-cost", f"{cap:.4f}", **env)
    assert first["usage"]["requests"] == 2
    assert tasks(server)[asked] == "answer"
    assert "judge" not in tasks(server)[asked:]
    assert DOUBTED not in {c["text"] for c in capped["claims"]}
    assert capped["code"] == 0
    assert any("--max-cost" in note for note in capped["notes"])


def test_a_dry_run_says_what_else_may_be_sent(brief: Brief, library: Path) -> None:
    """What a judge and another wording would take is said in words; nothing is sent."""
    with standing_in(quoting()) as server:
        env = at(server.url)
        done = brief("ask", "--library", library, "--dry-run", "--judge", "all", WHY, env=env)
        plan = brief("ask", "--library", library, "--dry-run", "--json", WHY, env=env)
    assert "1 request to" in done.out
    assert "to judge all claims" in done.out
    assert "to judge what that corrects" in done.out
    assert "Nothing was sent." in done.out
    assert len(json.loads(plan.out)["requests"]) == 1
    assert server.requests == []


# --------------------------------------------------------------------------------------- checking a text


def check(brief: Brief, dam: Path, tmp_path: Path, server: Faults, *words: object, **env: str) -> Any:
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    return brief("check", draft, "--against", dam, "--library", tmp_path / "none", *words, env=at(server.url, **env))


def test_check_asks_a_judge_of_what_it_doubts(brief: Brief, dam: Path, tmp_path: Path) -> None:
    """Weak becomes supported or unsupported; an invented number stays what it is; the page says what it took."""
    with standing_in(quoting(), judge=ruling("supported")) as server:
        plain = check(brief, dam, tmp_path, server, "--json")
        kind = check(brief, dam, tmp_path, server, "--json", "--judge", "flagged")
    with standing_in(quoting(), judge=ruling("unsupported")) as server:
        strict = check(brief, dam, tmp_path, server, "--json", "--judge", "flagged")
        page = check(brief, dam, tmp_path, server, "--judge", "flagged")
    verdicts = [[s["verdict"] for s in json.loads(done.out)["sentences"]] for done in (plain, kind, strict)]
    assert verdicts[0] == ["supported", "weak", "unsupported"]
    assert verdicts[1] == ["supported", "supported", "unsupported"]
    assert verdicts[2] == ["supported", "unsupported", "unsupported"]
    assert [done.code for done in (plain, kind, strict)] == [7, 7, 7]
    assert f"Judged by {NAME}: 1 request" in page.out
    assert "judge: the judge does not find" in page.out


def test_check_judges_pairs(brief: Brief, tmp_path: Path) -> None:
    """A text whose only doubt the judge settles is supported: exit 0. What it took is said on stderr."""
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text(json.dumps({"id": "a", "source": ARTICLE, "text": DOUBTED}) + "\n")
    with standing_in(quoting(), judge=ruling("supported")) as server:
        done = brief("check", "--json", "--pairs", pairs, "--judge", "flagged", env=at(server.url))
    row = json.loads(done.out)
    assert (done.code, row["supported"]) == (0, True)
    assert row["sentences"][0]["flags"] == ["certainty", "judge"]
    assert "1 request" in done.err


def test_check_whose_judge_fails(brief: Brief, dam: Path, tmp_path: Path) -> None:
    """The report is as without a judge and says so, exit 5; pairs too."""
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text(json.dumps({"id": "a", "source": ARTICLE, "text": DOUBTED}) + "\n")
    with serving(status(500, "out of order")) as server:
        done = check(brief, dam, tmp_path, server, "--json", "--judge", "all", "--model", "m")
        rows = brief("check", "--json", "--pairs", pairs, "--judge", "flagged", "--model", "m", env=at(server.url))
    report = json.loads(done.out)
    assert done.code == rows.code == 5
    assert [s["verdict"] for s in report["sentences"]] == ["supported", "weak", "unsupported"]
    assert any("the verdict of the rules" in note for note in report["notes"])
    assert json.loads(rows.out)["sentences"][0]["verdict"] == "weak"
    assert KEY not in done.out + rows.err
