"""`brief chat` and `brief ask -c`: conversations, which are runs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from brief.cli.answering import Answering
from tests.cli.conftest import ROOT, Brief, clean_environment
from tests.cli.standin import NAME, quoting, standing_in, tasks
from tests.cli.terminal import typed
from tests.cli.test_model import at

WHY = "Why did Seoul decide to end GSOMIA?"
NEXT = "and what did Tokyo say?"
STANDALONE = "What did Tokyo say about the end of GSOMIA?"


def planning(prompt: str) -> Any:
    """What a model would make of the second question, if it is shown the first."""
    assert WHY in prompt
    search = {"words": "Tokyo GSOMIA reaction", "since": "", "until": "", "outlet": "No Such Paper"}
    return {"question": STANDALONE, "searches": [search]}


def test_a_follow_up_is_asked_with_what_went_before(brief: Brief, library: Path) -> None:
    """The model puts it into words of its own, which are searched for and answered; the record verifies."""
    with standing_in(quoting(), planning=planning) as server:
        env = at(server.url, BRIEF_PLAN="1")
        brief("ask", "--library", library, "--no-plan", WHY, env=env)
        done = brief("ask", "--library", library, "--json", "-c", NEXT, env=env)
        assert tasks(server) == ["answer", "plan", "answer"]
    assert done.code == 0
    assert json.loads(done.out)["question"] == NEXT
    assert json.loads(done.out)["usage"]["requests"] == 2
    prompt = server.requests[-1]["messages"][-1]["content"]
    assert f"Question: {STANDALONE}" in prompt
    assert f"1. Question: {WHY}" in prompt
    assert brief("replay", "--library", library, "last", "--verify").code == 0


def test_a_short_question_is_planned_unless_told_not_to(brief: Brief, library: Path) -> None:
    """Fewer than four telling words are planned; a whole question is not, and --no-plan never is."""
    plan = {"question": WHY, "searches": []}
    with standing_in(quoting(), planning=lambda _: plan) as server:
        env = at(server.url, BRIEF_PLAN="1")
        brief("ask", "--library", library, "GSOMIA?", env=env)
        brief("ask", "--library", library, "--no-plan", "GSOMIA?", env=env)
        brief("ask", "--library", library, "Which trusted trading partners did Japan drop from its list?", env=env)
    assert tasks(server) == ["plan", "answer", "answer", "answer"]


def test_what_is_lacking_is_searched_for_once(brief: Brief, library: Path) -> None:
    """A draft that names searches is written anew from what they add, and never a third time."""

    def lacking(_: str) -> str:
        search = {"words": "bird census Lake Ansel", "since": "", "until": "", "outlet": ""}
        claim = {"cites": ["S1"], "text": "This draft is not shown."}
        return json.dumps({"answerable": "partly", "searches": [search], "claims": [claim]})

    with standing_in(quoting(), lacking=lacking) as server:
        done = brief("ask", "--library", library, "--json", WHY, env=at(server.url))
        text = brief("ask", "--library", library, WHY, env=at(server.url))
    assert tasks(server) == ["answer", "answer"] * 2
    first, second = (request["messages"][-1]["content"] for request in server.requests[:2])
    assert "Lake Ansel" not in first
    assert "Lake Ansel" in second
    assert "This draft is not shown." not in done.out + text.out
    assert done.code == 0
    assert brief("replay", "--library", library, "last", "--verify").code == 0


def test_there_is_nothing_to_go_on_from(brief: Brief, library: Path) -> None:
    """-c before anything was asked: one line, exit 2."""
    done = brief("ask", "--library", library, "-c", NEXT)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)


def test_an_answer_that_was_removed_is_not_gone_on_from(brief: Brief, library: Path) -> None:
    """What a conversation keeps of an article goes with the article."""
    brief("ask", "--library", library, WHY)
    brief("ask", "--library", library, "-c", NEXT)
    cited = json.loads(brief("ask", "--library", library, "--json", WHY).out)["citations"]
    for article in {c["article"] for c in cited}:
        brief("remove", "--library", library, article)
    listed = brief("runs", "--library", library, "--json").out.splitlines()
    assert NEXT not in [json.loads(line)["question"] for line in listed]


def test_a_chat_is_a_conversation(brief: Brief, library: Path) -> None:
    """Questions and commands from standard input; each answer is printed and kept, the second knows the first."""
    with standing_in(quoting(), planning=planning) as server:
        typed = f"{WHY}\n/sources\n\n{NEXT}\n/nothing\n/new\n/sources\n/quit\nnever asked\n"
        done = brief("chat", "--library", library, stdin=typed, env=at(server.url, BRIEF_PLAN="1"))
        planned = tasks(server).count("plan")
    assert done.code == 0
    assert planned >= 1
    assert done.out.count("[1]") >= 3
    assert "brief show" in done.out
    assert "no such command /nothing" in done.err
    assert "no question has been asked yet" in done.err
    listed = [json.loads(line) for line in brief("runs", "--library", library, "--json").out.splitlines()]
    assert [(row["command"], row["question"]) for row in listed[:2]] == [("chat", NEXT), ("chat", WHY)]
    assert brief("replay", "--library", library, "last", "--verify").code == 0


def test_the_arrow_keys_go_back_to_earlier_questions(brief: Brief, filled: Path, tmp_path: Path) -> None:
    """On a terminal, to those of other days and commands, too."""
    assert brief("ask", "--library", filled, WHY).code == 0
    environment = clean_environment(tmp_path) | {"PYTHONPATH": str(ROOT), "TERM": "xterm"}
    command = [sys.executable, "-m", "brief", "chat", "--library", str(filled)]
    code, shown = typed(command, environment, ["\x1b[A\n", "/quit\n"], prompt=b"\n? ")
    assert code == 0
    assert WHY in " ".join(shown.split())
    assert "[1]" in shown


def test_a_cap_on_cost_holds_for_the_whole_chat(brief: Brief, filled: Path, tmp_path: Path) -> None:
    """What the first question took is not there for the second."""
    (tmp_path / "prices.toml").write_text(f"[models]\n'{NAME}' = {{ input = 0, output = 10.0 }}\n")
    capped = ("chat", "--library", filled, "--no-plan", "--judge", "none", "--max-cost", "0.0202")
    with standing_in(quoting(1)) as server:
        env = at(server.url, BRIEF_MODEL=NAME, BRIEF_PRICES=str(tmp_path / "prices.toml"))
        done = brief(*capped, stdin=f"{WHY}\n{WHY}\n", env=env)
    assert len(server.requests) == 1
    assert done.out.count("left under --max-cost") == 1


def test_an_endpoint_that_fails_ends_the_answer_and_not_the_chat(brief: Brief, library: Path) -> None:
    """The next question is asked all the same; the exit code is that of the last one."""
    asked = []

    def failing_first(prompt: Any) -> Any:
        asked.append(prompt)
        if len(asked) == 1:
            raise ConnectionResetError
        return list(prompt.sentences.items())[:1]

    with standing_in(failing_first) as server:
        done = brief("chat", "--library", library, stdin=f"{WHY}\n{WHY}\n", env=at(server.url))
    assert done.code == 0
    assert len(asked) == 2
    assert "[1]" in done.out


def test_an_interrupt_stops_an_answer_and_not_the_chat(
    brief: Brief, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C while it is being answered: said in a line, and the next question is taken."""
    answer, stopped = Answering.answer, []

    def interrupted(*args: Any) -> Any:
        if not stopped:
            stopped.append(True)
            raise KeyboardInterrupt
        return answer(*args)

    monkeypatch.setattr(Answering, "answer", interrupted)
    done = brief("chat", "--library", library, stdin=f"{WHY}\n{WHY}\n")
    assert (done.code, stopped) == (0, [True])
    assert "stopped" in done.err
    assert "[1]" in done.out


@pytest.mark.parametrize("command", [("chat",), ("ask", WHY)])
def test_an_empty_library(brief: Brief, tmp_path: Path, command: tuple[str, ...]) -> None:
    """One line that names `brief add`."""
    done = brief(*command, "--library", tmp_path / "empty", stdin="")
    assert (done.code, done.out, len(done.err.splitlines())) == (6, "", 1)
    assert "brief add" in done.err


def test_the_answer_alone(brief: Brief, filled: Path, process: Callable[..., Any]) -> None:
    """--short prints the sentence that answers on one line; --sentences bounds the rest; `-` reads the question."""
    short = brief("ask", "--library", filled, "--short", WHY)
    assert short.out.count("\n") == 1
    assert "because" in short.out and "[1]" not in short.out
    one = json.loads(brief("ask", "--library", filled, "--json", "--sentences", "1", WHY).out)
    assert len(one["claims"]) == 1
    assert len(json.loads(brief("ask", "--library", filled, "--json", WHY).out)["claims"]) <= 3
    assert "because" in process("ask", "--library", filled, "-", stdin=WHY).out
    refused = brief("ask", "--library", filled, "--short", "--json", WHY)
    assert (refused.code, refused.out) == (2, "")


def test_an_ending_that_cannot_be_written_is_refused(brief: Brief, filled: Path, tmp_path: Path) -> None:
    """Exit 2, one line, no file."""
    done = brief("ask", "--library", filled, "--out", tmp_path / "answer.pdf", WHY)
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert not (tmp_path / "answer.pdf").exists()
