"""What is recorded: each case is one file of exchanges with one model, and its drafts can be made again from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brief.models import Claim, Draft, Evidence
from brief.writing.client import Endpoint
from brief.writing.openai_writer import OpenAIWriter
from brief.writing.protocol import Form
from tests.support.stories import FOREIGN, HOW_ENDED, HOW_MANY, LEADER, PLANTED, STORY, WHY, evidence

if TYPE_CHECKING:
    import httpx2

OnClaim = Callable[[Claim], None]
BRIEFING = "briefing"


@dataclass(frozen=True, slots=True)
class Case:
    """Questions (or BRIEFING) put to one writer, beginning with `form`. `planted`: with an attack in the evidence."""

    name: str
    form: Form
    questions: tuple[str, ...]
    planted: bool = False

    def evidence(self, question: str) -> Evidence:
        return evidence(STORY.title if question == BRIEFING else question, extra=(PLANTED,) if self.planted else ())

    def writer(self, endpoint: Endpoint, transport: httpx2.BaseTransport) -> OpenAIWriter:
        writer = OpenAIWriter(endpoint, transport=transport, max_sentences=8)
        writer.chat.form = self.form
        return writer

    def draft(self, writer: OpenAIWriter, question: str, on_claim: OnClaim | None = None) -> Draft:
        if question == BRIEFING:
            return writer.draft_briefing(STORY, self.evidence(question), on_claim)
        return writer.draft(question, self.evidence(question), on_claim)


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
    )
}
