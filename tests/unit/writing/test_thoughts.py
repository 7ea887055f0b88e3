"""Models that think before they write, and endpoints that read less than they are sent."""

from __future__ import annotations

from typing import Any

import pytest

from brief.errors import BadResponse, CostExceeded
from brief.writing.abilities import Abilities, Memory
from brief.writing.client import Chat
from brief.writing.efforts import nearest
from brief.writing.endpoint import Endpoint
from brief.writing.failures import ContextExceeded
from brief.writing.prices import Budget, Price, Prices
from brief.writing.recording import Exchange
from brief.writing.sizes import Sent, was_cut
from tests.support.replays import SameAnswer, refusal, stream

SCHEMA: dict[str, Any] = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
WORDS = "The harbour board met on Monday, and two of its seven members voted against the plan. "
PRICES = Prices({"some-model": Price(1.0, 10.0, "test")})


def took(read: int, written: int, thoughts: int) -> dict[str, Any]:
    details = {"reasoning_tokens": thoughts}
    return {"prompt_tokens": read, "completion_tokens": written, "completion_tokens_details": details}


def chat(*answers: Exchange, **options: Any) -> tuple[Chat, SameAnswer, list[str]]:
    """A chat with scripted answers, and the lines that it tells whoever runs the program."""
    names = ("model", "effort", "thoughts", "base_url")
    settings = {"model": "some-model", "base_url": "http://endpoint.test/v1"}
    settings |= {name: options.pop(name) for name in names if name in options}
    transport = SameAnswer(*answers)
    subject = Chat(Endpoint(api_key="k", retries=0, **settings), transport=transport, **options)
    told: list[str] = []
    subject.tell = told.append
    return subject, transport, told


def ask(subject: Chat, times: int = 10, on_text: Any = None) -> str:
    messages = [{"role": "user", "content": WORDS * times}]
    return subject.complete(lambda _: messages, SCHEMA, on_text).text


def test_a_model_may_think() -> None:
    """The cap has room for 8,000 tokens of thoughts beside the answer; nothing is sent that such models refuse."""
    subject, transport, _ = chat(stream("yes", usage=took(300, 440, 430)), budget=Budget(PRICES))
    ask(subject)
    sent = transport.requests[0]
    assert sent["max_completion_tokens"] >= 8_000 + subject.endpoint.max_completion_tokens
    assert sent["reasoning_effort"] == "low"
    assert not {"max_tokens", "temperature", "seed"} & set(sent)
    assert subject.usage.reasoning_tokens == 430
    assert subject.usage.completion_tokens == 440
    assert subject.usage.cost_usd == pytest.approx((300 * 1.0 + 440 * 10.0) / 1e6)
    assert subject.abilities.thinks


def test_a_small_model_copies_at_temperature_zero() -> None:
    """It gets the parameters that servers of open models take, and no effort; seen to think, it may."""
    subject, transport, _ = chat(stream("yes", usage=took(300, 50, 40)), model="tiny-1.5b")
    ask(subject)
    ask(subject)
    assert [sent["temperature"] for sent in transport.requests] == [0.0, 0.0]
    assert "reasoning_effort" not in transport.requests[0]
    assert [sent["max_completion_tokens"] for sent in transport.requests] == [800, 8_800]


def test_thoughts_that_are_left_out_of_what_was_written_are_counted() -> None:
    """The total says what is paid for."""
    usage = {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 400}
    subject, _, _ = chat(stream("yes", usage=usage))
    ask(subject)
    assert subject.usage.completion_tokens == 300


def test_thoughts_that_are_sent_beside_the_answer_are_counted() -> None:
    """Servers of open models stream them and report no number: a quarter of the letters is the usual count."""
    subject, _, _ = chat(stream({"reasoning_content": "x" * 400}, "yes", usage=took(300, 120, 0)))
    ask(subject)
    assert subject.usage.reasoning_tokens == 100


def test_an_effort_that_is_refused_gives_way_to_the_nearest() -> None:
    """Of those that the endpoint names, else of all that it has not refused; and it is remembered."""
    named = refusal(
        400,
        {"error": {"message": "Unsupported value: 'low'. Supported values are: 'medium', 'high', and 'xhigh'.",
                   "param": "reasoning_effort"}},
    )  # fmt: skip
    subject, transport, _ = chat(named, stream("yes"))
    ask(subject)
    ask(subject)
    assert [sent["reasoning_effort"] for sent in transport.requests] == ["low", "medium", "medium"]

    def unnamed(effort: str) -> Exchange:
        return refusal(
            400, {"error": {"message": f"Unsupported value: 'reasoning_effort' does not support '{effort}'"}}
        )

    subject, transport, _ = chat(unnamed("none"), unnamed("minimal"), stream("yes"), effort="none")
    ask(subject)
    assert [sent["reasoning_effort"] for sent in transport.requests] == ["none", "minimal", "low"]


@pytest.mark.parametrize(
    ("wanted", "taken", "found"),
    [
        ("low", {"minimal", "medium"}, "medium"),
        ("minimal", {"none", "low"}, "low"),
        ("xhigh", {"max", "high"}, "high"),
        ("none", {"high"}, "high"),
        ("low", set(), None),
    ],
)
def test_the_nearest_effort(wanted: str, taken: set[str], found: str | None) -> None:
    """Of two equally near the one nearer to medium."""
    assert nearest(wanted, frozenset(taken)) == found


def test_an_effort_that_was_refused_before_is_not_tried_for_another() -> None:
    """Whoever wants the next one up does not meet the refusal again."""
    known = Abilities().with_facts("2026-11-28", {"effort xhigh": "high"})
    memory = Memory(None, "http://endpoint.test/v1", "some-model", known=known)
    error = {"message": "Unsupported value: 'reasoning_effort' does not support 'max' with this model."}
    subject, transport, _ = chat(refusal(400, {"error": error}), stream("yes"), effort="max", memory=memory)
    ask(subject)
    assert [sent["reasoning_effort"] for sent in transport.requests] == ["max", "high"]


def test_a_model_that_only_thinks_is_asked_again_with_less_effort_and_more_room() -> None:
    """Once; what helped is remembered."""
    spent = stream(finish="length", usage=took(300, 8_800, 8_800))
    subject, transport, told = chat(spent, stream("yes", usage=took(300, 20, 0)))
    assert ask(subject) == "yes"
    first, second = transport.requests
    assert (first["reasoning_effort"], second["reasoning_effort"]) == ("low", "minimal")
    assert second["max_completion_tokens"] > 3 * first["max_completion_tokens"]
    assert "8,800 tokens on reasoning" in told[0]
    assert subject.usage.requests == 2
    ask(subject)
    assert transport.requests[2]["reasoning_effort"] == "minimal"
    assert transport.requests[2]["max_completion_tokens"] == first["max_completion_tokens"]


def test_less_effort_that_is_refused_goes_on_downwards() -> None:
    """The models that take `none` and not `minimal` are asked for none."""
    spent = stream(finish="length", usage=took(300, 8_800, 8_800))
    no = refusal(400, {"error": {"message": "'reasoning_effort' does not support 'minimal' with this model."}})
    subject, transport, _ = chat(spent, no, stream("yes"))
    assert ask(subject) == "yes"
    assert [sent["reasoning_effort"] for sent in transport.requests] == ["low", "minimal", "none"]


def test_what_a_model_needs_for_thoughts_is_remembered() -> None:
    """Nothing less than low is taken, and low takes more than the usual room: the next request begins there."""
    spent = stream(finish="length", usage=took(300, 10_000, 10_000))
    refusals = [
        refusal(400, {"error": {"message": f"'reasoning_effort' does not support '{effort}' with this model."}})
        for effort in ("minimal", "none")
    ]
    long = stream("yes", usage=took(300, 12_020, 12_000))
    subject, transport, _ = chat(spent, *refusals, long, long)
    assert ask(subject) == ask(subject) == "yes"
    efforts = [sent["reasoning_effort"] for sent in transport.requests]
    assert efforts == ["low", "minimal", "none", "low", "low"]
    caps = [sent["max_completion_tokens"] for sent in transport.requests]
    assert caps[0] < caps[1] == caps[3] == caps[4]
    said = " ".join(subject.abilities.lines())
    assert (
        "effort minimal: low is asked for" in said
        and "effort low" not in said
        and "4 times the usual allowance" in said
    )
    another = Chat(subject.endpoint, transport=SameAnswer(spent), memory=subject.memory)
    with pytest.raises(BadResponse, match="BRIEF_REASONING_EFFORT"):
        ask(another)
    assert another.usage.requests == 1


def test_a_model_that_thinks_for_ever_ends_in_one_line() -> None:
    """It names the setting, after two requests."""
    subject, transport, _ = chat(stream(finish="length", usage=took(300, 8_800, 8_800)))
    with pytest.raises(BadResponse, match="BRIEF_REASONING_EFFORT") as raised:
        ask(subject)
    assert "\n" not in str(raised.value)
    assert len(transport.requests) == 2
    assert subject.usage.requests == 2


def test_the_same_request_is_not_sent_twice() -> None:
    """Where the endpoint writes no more and takes no less effort, the line comes at once; where only the effort or
    only the limit changes, only that is said."""
    spent = stream(finish="length", usage=took(300, 4_096, 4_096))

    def knowing(**facts: str) -> Memory:
        known = Abilities().with_facts("2026-11-28", {name.replace("_", " "): value for name, value in facts.items()})
        return Memory(None, "http://endpoint.test/v1", "some-model", known=known)

    subject, transport, told = chat(spent, effort="none", memory=knowing(output="4096"))
    with pytest.raises(BadResponse, match=r"4,096 tokens on reasoning.*BRIEF_REASONING_EFFORT"):
        ask(subject)
    assert (len(transport.requests), told) == (1, [])

    subject, transport, told = chat(spent, stream("yes"), memory=knowing(output="4096"))
    assert ask(subject) == "yes"
    assert [sent["max_completion_tokens"] for sent in transport.requests] == [4_096, 4_096]
    assert ["asking again with effort minimal (" in line for line in told] == [True]

    subject, transport, told = chat(spent, stream("yes"), effort="none")
    assert ask(subject) == "yes"
    assert [sent["reasoning_effort"] for sent in transport.requests] == ["none", "none"]
    assert ["asking again with a higher limit (" in line for line in told] == [True]


def test_less_effort_that_is_refused_does_not_end_in_the_same_request() -> None:
    """Nothing less than low is taken, and the endpoint writes no more: the request that was spent is not repeated."""
    known = Abilities().with_facts("2026-11-28", {"output": "4096"})
    memory = Memory(None, "http://endpoint.test/v1", "some-model", known=known)
    refusals = [
        refusal(400, {"error": {"message": f"'reasoning_effort' does not support '{effort}' with this model."}})
        for effort in ("minimal", "none")
    ]
    subject, transport, _ = chat(stream(finish="length", usage=took(300, 4_096, 4_096)), *refusals, memory=memory)
    with pytest.raises(BadResponse, match="now low"):
        ask(subject)
    assert [sent["reasoning_effort"] for sent in transport.requests] == ["low", "minimal", "none"]


def test_a_cap_on_cost_that_leaves_no_more_room_ends_at_once() -> None:
    """The first request took of the money, no less effort is left: the second would be the first with less room."""
    spent = stream(finish="length", usage=took(300, 2_500, 2_500))
    subject, transport, told = chat(spent, effort="none", budget=Budget(PRICES, 0.06))
    with pytest.raises(BadResponse, match="BRIEF_REASONING_EFFORT"):
        ask(subject)
    assert (len(transport.requests), told) == (1, [])


def test_an_answer_that_is_interrupted_is_accounted_for() -> None:
    """Ctrl-C while it is written: what came of it was paid for, and counts under --max-cost."""

    def stop(_: str) -> None:
        raise KeyboardInterrupt

    shown = stream("y", "es", usage=took(300, 20, 0))
    subject, _, _ = chat(shown, base_url="https://api.openai.com/v1", budget=Budget(PRICES, 1.0))
    with pytest.raises(KeyboardInterrupt):
        ask(subject, on_text=stop)
    assert subject.usage.requests == 1
    assert subject.usage.completion_tokens >= 1
    assert subject.account.spent > 0
    assert subject.estimated


def test_a_cap_on_cost_shrinks_the_thoughts() -> None:
    """To what fits, which is said; where not even an answer fits, nothing is sent."""
    subject, transport, _ = chat(stream("yes", usage=took(300, 20, 0)), budget=Budget(PRICES, 0.04))
    ask(subject)
    cap = transport.requests[0]["max_completion_tokens"]
    assert 800 < cap < 4_000
    assert any("--max-cost leaves" in note and f"{cap:,}" in note for note in subject.notes)
    subject, transport, _ = chat(stream("yes"), budget=Budget(PRICES, 0.005))
    with pytest.raises(CostExceeded):
        ask(subject)
    assert transport.requests == []


def test_an_endpoint_that_writes_less_says_how_much() -> None:
    """Its limit is taken, and remembered."""
    no = refusal(
        400,
        {"error": {"message": "max_tokens is too large: 8800. This model supports at most 4096 completion tokens"}},
    )
    subject, transport, _ = chat(no, stream("yes"))
    ask(subject)
    ask(subject)
    assert [sent["max_completion_tokens"] for sent in transport.requests] == [8_800, 4_096, 4_096]


@pytest.mark.parametrize(
    "said",
    [
        "This model's maximum context length is 8192 tokens. However, you requested 10300 tokens (300 in the messages, "
        "10000 in the completion). Please reduce the length of the messages or completion.",
        "'max_tokens' or 'max_completion_tokens' is too large: 10000. This model's maximum context length is 8192 "
        "tokens and your request has 300 input tokens (10000 > 8192 - 300).",
    ],
    ids=["vLLM before", "vLLM now"],
)
def test_a_context_that_counts_the_answer_too_is_not_taken_for_one_that_is_too_short(said: str) -> None:
    """The allowance shrinks, and not the evidence; the next request begins with what fits."""
    no = refusal(400, {"error": {"message": said, "type": "BadRequestError"}})
    subject, transport, told = chat(no, stream("yes", usage=took(300, 20, 0)))
    assert ask(subject) == ask(subject) == "yes"
    first, second, third = (sent["max_completion_tokens"] for sent in transport.requests)
    assert first > 8192 - 300 > max(second, third)
    assert min(second, third) >= subject.endpoint.max_completion_tokens
    assert told == []


def test_a_prompt_that_was_cut_is_noticed() -> None:
    """By an own count of the endpoint's that is less than the words of the prompt; nothing of the answer is shown."""
    shown: list[str] = []
    subject, _, told = chat(stream("yes", usage=took(700, 20, 0)), model="llama-70b")
    with pytest.raises(ContextExceeded) as raised:
        ask(subject, 100, shown.append)
    assert (raised.value.context, raised.value.cut, shown) == (700, True, [])
    assert "context is too small" in told[0]
    assert subject.context == 700
    assert subject.small
    assert subject.room is not None
    assert subject.room <= 700


def test_a_prompt_that_was_read_is_not_taken_for_cut() -> None:
    """The first answer is shown once its count is known, those after it as they come."""
    pieces: list[str] = []
    whole = stream("y", "es", usage=took(1_900, 20, 0))
    subject, _, told = chat(whole, model="llama-70b")
    ask(subject, 100, pieces.append)
    ask(subject, 100, pieces.append)
    assert pieces == ["yes", "y", "es"]
    assert (told, subject.context) == ([], None)


def test_openai_says_so_itself() -> None:
    """Its answers are never held back."""
    pieces: list[str] = []
    subject, _, _ = chat(stream("y", "es", usage=took(300, 20, 0)), base_url="https://api.openai.com/v1")
    ask(subject, 100, pieces.append)
    assert pieces == ["y", "es"]


@pytest.mark.parametrize(
    ("read", "ratio", "before", "cut"),
    [
        (1_999, None, 0, True),
        (2_000, None, 0, False),
        (12, None, 0, False),
        (2_048, None, 0, True),
        (3_072, None, 0, False),
        (3_072, 0.9, 0, True),
        (3_072, 0.8, 0, False),
        (2_900, 0.9, 1_500, True),
        (2_900, 0.9, 2_500, False),
    ],
)
def test_how_a_cut_is_told(read: int, ratio: float | None, before: int, cut: bool) -> None:
    """Fewer tokens than there can be; a full context, to the token, and fewer than usual; a prompt longer than any
    before and clearly fewer. A handful is no context but what a server's cache left over."""
    assert was_cut(read, Sent(counted=4_000, least=2_000), ratio=ratio, read_before=before) is cut
