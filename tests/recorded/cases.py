"""What is recorded: each case is one file of exchanges with one model, and its drafts can be made again from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brief.models import CheckedClaim, Claim, Draft, Evidence
from brief.workflows.proofreading import Proofreader
from brief.writing.endpoint import Endpoint
from brief.writing.openai_writer import OpenAIWriter
from brief.writing.protocol import Form
from tests.support.stories import FOREIGN, HOW_ENDED, HOW_MANY, LEADER, PLANTED, STORY, WHY, evidence

if TYPE_CHECKING:
    import httpx2

OnClaim = Callable[[Claim], None]
BRIEFING = "briefing"


@dataclass(frozen=True, slots=True)
class Case:
    """Questions (or BRIEFING) put to one writer, beginning with `form`. `planted`: with an attack in the evidence.
    `capable`: for a model that is not small, which is shown articles and asked to write."""

    name: str
    form: Form
    questions: tuple[str, ...]
    planted: bool = False
    capable: bool = False

    def evidence(self, question: str) -> Evidence:
        return evidence(STORY.title if question == BRIEFING else question, extra=(PLANTED,) if self.planted else ())

    def writer(self, endpoint: Endpoint, transport: httpx2.BaseTransport) -> OpenAIWriter:
        writer = OpenAIWriter(endpoint, transport=transport)
        writer.most_sentences = writer.most_sentences if self.capable else 8
        writer.chat.form = self.form
        return writer

    def draft(self, writer: OpenAIWriter, question: str, on_claim: OnClaim | None = None) -> Draft:
        if question == BRIEFING:
            return writer.draft_briefing(STORY, self.evidence(question), on_claim)
        return writer.draft(question, self.evidence(question), on_claim)


@dataclass(frozen=True, slots=True)
class Proof:
    """Claims, each with the label it cites, put through the checks with the model as judge, which corrects them if it
    is `capable`; a small one rewrites them."""

    name: str
    form: Form
    claims: tuple[tuple[str, str], ...]
    capable: bool = False

    def writer(self, endpoint: Endpoint, transport: httpx2.BaseTransport) -> OpenAIWriter:
        writer = OpenAIWriter(endpoint, transport=transport)
        writer.most_sentences = writer.most_sentences if self.capable else 8
        writer.chat.form = self.form
        return writer

    def proof(self, writer: OpenAIWriter) -> tuple[list[CheckedClaim], tuple[str, ...]]:
        """What becomes of the claims, and the notes for the reader."""
        proofreader = Proofreader(writer, "flagged")
        checked = proofreader.proof([Claim(text, (label,)) for label, text in self.claims], evidence(WHY))
        return checked, proofreader.notes


PROOFS = {
    proof.name: proof
    for proof in (
        Proof(
            "proof-schema",
            Form.JSON_SCHEMA,
            (
                ("S9", "The union called off the strike early on Friday."),
                ("S8", "Kystlinje will lose its licence if the crossing stays closed for more than ten days."),
                ("S4", "Kystlinje's fuel costs had risen by €9 million in a year."),
                ("S2", "About 430 sailors joined the strike, the Sailors' Union said."),
                ("S11", "Østby said the state would pay 90 million kroner towards new electric ferries."),
            ),
        ),
        Proof(
            "proof-text",
            Form.TEXT,
            (
                ("S10", "The crews rejected a wage freeze until the end of 2024."),
                ("S5", "The transport ministry put the number of strikers at 340."),
            ),
        ),
        Proof(
            "capable-proof",
            Form.JSON_SCHEMA,
            (
                ("S9", "The ferry crews' union called off its strike early on Friday, two days after it had begun."),
                ("S8", "Kystlinje will lose its licence if the crossing stays closed for more than ten days."),
                ("S4", "Kystlinje's fuel costs had risen by €9 million in a year."),
                ("S2", "About 430 sailors joined the strike, according to the Sailors' Union of Norway."),
                ("S11", "The state is to pay towards several new electric ferries, Østby said earlier this week."),
            ),
            capable=True,
        ),
    )
}
CASES = {
    case.name: case
    for case in (
        Case("answer-schema", Form.JSON_SCHEMA, (WHY, HOW_MANY, HOW_ENDED, FOREIGN)),
        Case("answer-object", Form.JSON_OBJECT, (HOW_ENDED,)),
        Case("answer-text", Form.TEXT, (HOW_ENDED, FOREIGN)),
        Case("answer-short", Form.JSON_SCHEMA, (LEADER,)),
        Case("answer-planted", Form.JSON_SCHEMA, (HOW_ENDED,), planted=True),
        Case("briefing-schema", Form.JSON_SCHEMA, (BRIEFING,)),
        Case("briefing-text", Form.TEXT, (BRIEFING,)),
        Case("capable-answer", Form.JSON_SCHEMA, (WHY, HOW_MANY, HOW_ENDED, FOREIGN), capable=True),
        Case("capable-planted", Form.JSON_SCHEMA, (HOW_ENDED,), planted=True, capable=True),
        Case("capable-text", Form.TEXT, (HOW_ENDED,), capable=True),
        Case("capable-briefing", Form.JSON_SCHEMA, (BRIEFING,), capable=True),
    )
}
