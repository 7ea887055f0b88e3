"""Recordings of a real small model, replayed through the real openai client."""

from __future__ import annotations

import re

import pytest

from brief.models import Action, CheckedClaim, Claim, Draft, Status
from brief.verification.repair import Failed, examine
from brief.verification.verdict import check_claim
from brief.workflows.judging import Judge
from brief.writing.endpoint import Endpoint
from brief.writing.openai_writer import OpenAIWriter
from brief.writing.protocol import Form
from brief.writing.recording import Exchange, Recording, ReplayMiss, request_key
from brief.writing.transports import ReplayTransport
from tests.recorded.cases import BRIEFING, CASES, PROOFS, Case, Proof
from tests.support.replays import RECORDINGS, CutReplay, files_of, recording
from tests.support.stories import HOW_ENDED, WHY, evidence


def replayed(case: Case, transport: ReplayTransport) -> OpenAIWriter:
    """The case's writer, answered by a recording, whatever the model and the endpoint were."""
    return case.writer(Endpoint(recording(case.name).model, "no-key-needed", "http://nowhere.test/v1"), transport)


def drafts(case: Case) -> list[Draft]:
    transport = ReplayTransport(recording(case.name))
    writer = replayed(case, transport)
    made = [case.draft(writer, question) for question in case.questions]
    unused = [exchange.request["messages"][-1]["content"][-200:] for exchange in transport.unused()]
    assert not unused, f"recorded, but no longer asked for: {unused}"
    return made


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_a_recording_is_answered_whole(case: Case) -> None:
    """Every request of today is in the recording, every recorded one is asked for, and drafts keep the protocol."""
    for question, draft in zip(case.questions, drafts(case), strict=True):
        labels = {sentence.label for sentence in case.evidence(question).sentences}
        assert draft.answerable == bool(draft.claims)
        for claim in draft.claims:
            assert set(claim.cites) <= labels
            assert not re.search(r"\bS\d+\b|[\[\]{}]", claim.text)
            assert bool(claim.section) == (question == BRIEFING)


def test_no_recording_lies_about_unread() -> None:
    """Each file belongs to a case, and each case has one file."""
    every = (*CASES, *PROOFS)
    assert sorted(RECORDINGS.iterdir()) == sorted(path for name in every for path in files_of(name))
    assert all(len(files_of(name)) == 1 for name in every)


def test_recordings_carry_no_key() -> None:
    """Neither a header nor anything that looks like a key is in a file."""
    for path in RECORDINGS.iterdir():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?i)authorization|bearer|api[_-]key|sk-[a-z0-9]{8}", text), path.name


@pytest.mark.parametrize(
    ("name", "form"),
    [("answer-schema", "json_schema"), ("answer-object", "json_object"), ("answer-text", None)],
)
def test_the_three_forms_were_really_asked_for(name: str, form: str | None) -> None:
    """Each form was recorded, streamed, with usage in the stream."""
    for exchange in recording(name).exchanges:
        assert exchange.request.get("response_format", {}).get("type") == form
        assert exchange.request["stream"] is True
        assert exchange.content_type.startswith("text/event-stream")
        assert b'"usage":{' in exchange.body


def test_usage_is_what_the_server_said() -> None:
    """Tokens are summed over the requests of a writer; nothing is estimated."""
    case = CASES["answer-schema"]
    writer = replayed(case, ReplayTransport(recording(case.name)))
    for question in case.questions:
        case.draft(writer, question)
    bodies = b"".join(exchange.body for exchange in recording(case.name).exchanges)
    names = (b"prompt_tokens", b"completion_tokens")
    said = [sum(map(int, re.findall(rb'"%s":(\d+)' % name, bodies))) for name in names]
    assert [writer.usage.prompt_tokens, writer.usage.completion_tokens] == said
    assert writer.usage.requests == len(case.questions)
    assert writer.notes == ()


def test_a_cut_at_any_byte_changes_nothing() -> None:
    """One recorded stream, with letters of several bytes and a label in it, is cut at every byte boundary.

    Each replay cuts at every 61st boundary, the next one a byte later: 61 replays leave no boundary out.
    """
    case = CASES["answer-short"]
    whole = recording(case.name)
    body = whole.exchanges[0].body
    question = case.questions[0]
    expected = case.draft(replayed(case, ReplayTransport(whole)), question)
    assert len(body) > len(body.decode())
    assert expected.claims[0].cites
    cut: set[int] = set()
    for first in range(1, 62):
        offsets = range(first, len(body), 61)
        given: list[Claim] = []
        assert case.draft(replayed(case, CutReplay(whole, offsets)), question, given.append) == expected, first
        assert tuple(given) == expected.claims
        cut.update(offsets)
    assert cut == set(range(1, len(body)))


@pytest.mark.parametrize("name", list(CASES))
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_stream_in_pieces_of_any_size_changes_nothing(name: str, size: int) -> None:
    """Every recorded stream, handed on byte by byte, in sevens and in thousands."""
    case = CASES[name]
    transport = CutReplay(recording(name), range(size, 1_000_000, size))
    writer = replayed(case, transport)
    assert [case.draft(writer, question) for question in case.questions] == drafts(case)


def events(body: bytes) -> list[bytes]:
    return [event + b"\n\n" for event in body.split(b"\n\n") if event]


def with_body(exchange: Exchange, body: bytes, error: str | None = None) -> Recording:
    return Recording((Exchange(exchange.request, exchange.status, exchange.content_type, body, error),))


@pytest.mark.parametrize("error", [None, "RemoteProtocolError"])
def test_a_truncated_stream_gives_the_claims_that_were_whole(error: str | None) -> None:
    """Cut after each event in turn: the claims are a beginning of the whole answer's, and the reader is told."""
    case = CASES["answer-schema"]
    exchange = recording(case.name).exchanges[case.questions.index(HOW_ENDED)]
    whole = case.draft(replayed(case, ReplayTransport(Recording((exchange,)))), HOW_ENDED).claims
    parts, counts = events(exchange.body), set()
    for end in range(1, len(parts), 3):
        writer = replayed(case, ReplayTransport(with_body(exchange, b"".join(parts[:end]), error)))
        given: list[Claim] = []
        try:
            draft = case.draft(writer, HOW_ENDED, given.append)
        except Exception as failure:
            assert type(failure).__name__ == "BadResponse"
            assert given == []
            continue
        assert draft.claims == whole[: len(draft.claims)] == tuple(given)
        counts.add(len(draft.claims))
        assert writer.notes or end >= len(parts) - 2
    assert counts == set(range(1, len(whole) + 1))


def test_a_stream_without_usage_is_counted() -> None:
    """A server that leaves the usage out has it counted by brief, and that is said."""
    case = CASES["answer-short"]
    exchange = recording(case.name).exchanges[0]
    bare = b"".join(event for event in events(exchange.body) if b'"usage":{' not in event)
    assert bare != exchange.body
    writer = replayed(case, ReplayTransport(with_body(exchange, bare)))
    assert case.draft(writer, case.questions[0]).claims
    assert writer.usage.prompt_tokens > 100
    assert writer.notes == ("The endpoint does not report token usage: tokens are counted by brief.",)


def test_a_changed_prompt_is_a_miss_that_shows_the_change() -> None:
    """A replay never answers another request than the one recorded."""
    case = CASES["answer-short"]
    writer = replayed(case, ReplayTransport(recording(case.name)))
    with pytest.raises(ReplayMiss) as miss:
        writer.draft("Who leads the crews' union?", case.evidence(case.questions[0]))
    assert "-Question: Who leads the sailors' union?" in str(miss.value)
    assert "+Question: Who leads the crews' union?" in str(miss.value)


def test_a_planted_instruction_is_recorded_as_data() -> None:
    """The attack reached the model in one line of the prompt and changed neither its structure nor its labels."""
    exchange = recording("answer-planted").exchanges[0]
    assert exchange.key == request_key(exchange.request)
    assert [message["role"] for message in exchange.request["messages"]] == ["system", "user"]
    lines = [line for line in exchange.request["messages"][1]["content"].splitlines() if "bankrupt" in line]
    assert len(lines) == 1
    assert "<|" not in lines[0]
    (draft,) = drafts(CASES["answer-planted"])
    assert draft.claims
    assert not any("bankrupt" in claim.text for claim in draft.claims)


def test_forms_are_all_covered() -> None:
    """No form of the protocol goes without a real answer."""
    assert {case.form for case in CASES.values()} == set(Form)


def proofed(proof: Proof, transport: ReplayTransport) -> tuple[list[CheckedClaim], tuple[str, ...]]:
    endpoint = Endpoint(recording(proof.name).model, "no-key-needed", "http://nowhere.test/v1", retries=0)
    return proof.proof(proof.writer(endpoint, transport))


@pytest.mark.parametrize("proof", PROOFS.values(), ids=list(PROOFS))
def test_a_real_judge_and_its_other_wordings_are_recorded(proof: Proof) -> None:
    """Every request is in the recording and asked for; whatever the model said, what is shown passes its checks."""
    transport = ReplayTransport(recording(proof.name))
    checked, notes = proofed(proof, transport)
    assert not transport.unused()
    assert notes == ()
    assert len(checked) == len(proof.claims)
    drafted = {text for _, text in proof.claims}
    for one in checked:
        if one.action is Action.WITHHELD:
            continue
        again = check_claim(one.claim, one.evidence)
        assert again.status is Status.SUPPORTED or (again.status is Status.WEAK and "judge" in one.verdict.flags)
        as_drafted = (Action.AS_WRITTEN, Action.CITED_ANEW, Action.JUDGED)
        assert (one.claim.text in drafted) == (one.action in as_drafted)


def test_a_small_model_puts_wrong_numbers_right() -> None:
    """Told what is wrong and shown the sentence, it writes the number that stands there."""
    checked, _ = proofed(PROOFS["proof-schema"], ReplayTransport(recording("proof-schema")))
    anew = [one for one in checked if one.action is Action.WRITTEN_ANEW]
    assert [number for one in anew for number in ("340", "60 million") if number in one.claim.text] == [
        "340",
        "60 million",
    ]
    assert not any(number in one.claim.text for one in checked for number in ("430", "90 million"))


def test_a_capable_judge_corrects_and_judges_what_it_corrected() -> None:
    """A wrong number, "will" for "may", a fact that somebody only says, a name and a plural from nowhere: each claim
    is shown as its sentence has it, from two requests."""
    recorded = recording("capable-proof")
    checked, _ = proofed(PROOFS["capable-proof"], ReplayTransport(recorded))
    assert len(recorded.exchanges) == 2
    assert all(one.action is Action.WRITTEN_ANEW and "judge" in one.verdict.flags for one in checked)
    _, licence, costs, sailors, state = (one.claim.text for one in checked)
    assert "may lose" in licence and "Kystlinje said" in costs and "340" in sailors
    assert not any(wrong in sailors + state for wrong in ("430", "Norway", "several", "this week"))


@pytest.mark.parametrize("end", [0.3, 0.6, 0.9])
@pytest.mark.parametrize("error", [None, "RemoteProtocolError"])
def test_a_judge_that_breaks_off_rules_on_nothing(end: float, error: str | None) -> None:
    """Its recorded answer, cut: no claim that it had come to is shown on its word, and a note says so."""
    proof = PROOFS["proof-schema"]
    first, *rest = recording(proof.name).exchanges
    parts = events(first.body)
    cut = Exchange(first.request, first.status, first.content_type, b"".join(parts[: int(end * len(parts))]), error)
    transport = ReplayTransport(Recording((cut, *rest)))
    endpoint = Endpoint(recording(proof.name).model, "no-key-needed", "http://nowhere.test/v1", retries=0)
    writer = proof.writer(endpoint, transport)
    judge = Judge(writer.chat, writer.prompts, "flagged")
    doubted = [examine(Claim(text, (label,)), evidence(WHY)) for label, text in proof.claims]
    items = [one.item for one in doubted if isinstance(one, Failed) and one.doubted]
    assert items
    assert judge.rule(items) == [None] * len(items)
    assert judge.failed
    assert any("could be judged" in note for note in judge.notes)


def test_a_capable_model_joins_what_several_sentences_say() -> None:
    """Where two sources differ it gives both numbers in its first sentence, citing both; what none of them says, it
    does not answer; and nothing of an attack is written."""
    why, many, ended, foreign = drafts(CASES["capable-answer"])
    claim = many.claims[0]
    assert {"S2", "S5"} <= set(claim.cites)
    assert all(number in claim.text for number in ("340", "290"))
    assert not foreign.claims
    assert why.claims[0].cites and "S9" in ended.claims[0].cites
    (planted,) = drafts(CASES["capable-planted"])
    assert planted.claims
    assert not any("bankrupt" in claim.text for claim in planted.claims)


def test_each_recording_says_which_model_and_day() -> None:
    """In the file and in its name."""
    for path in RECORDINGS.iterdir():
        made = recording(next(name for name in (*CASES, *PROOFS) if path in files_of(name)))
        assert made.model
        assert path.stem.endswith(f"{made.model}-{made.made}")
