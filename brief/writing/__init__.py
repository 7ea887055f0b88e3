"""Drafting: from evidence to claims, by quoting or by a model."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from brief.models import Claim, Draft, Evidence, Plan, Setting, Story, Usage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from brief.writing.client import Chat
    from brief.writing.prompts import Prompt
    from brief.writing.rewriting import Wrong


class Writer(Protocol):
    """Turns a question, or a story, and evidence into a draft.

    `on_claim` is called once for each claim, as soon as it is written; the draft holds them all. `usage` sums what
    all drafts so far took, `notes` are lines for the reader about what did not go as it should.
    """

    @property
    def name(self) -> str: ...

    @property
    def model(self) -> str | None: ...

    @property
    def usage(self) -> Usage: ...

    @property
    def notes(self) -> tuple[str, ...]: ...

    def draft(
        self,
        question: str,
        evidence: Evidence,
        on_claim: Callable[[Claim], None] | None = None,
        setting: Setting = ...,
    ) -> Draft: ...

    def draft_briefing(
        self, story: Story, evidence: Evidence, on_claim: Callable[[Claim], None] | None = None
    ) -> Draft: ...


class ModelWriter(Writer, Protocol):
    """A writer with a model behind it, which can be asked to put claims right.

    `chat` is for whoever else has something to ask of the same model, `judging` for a judge; all of it is counted
    together.
    """

    chat: Chat
    judging: Chat
    prompts: Mapping[str, Prompt]

    def plan(self, question: str, setting: Setting = ...) -> Plan | None: ...

    def rewrite(self, wrong: Sequence[Wrong]) -> dict[int, Claim]: ...


def with_model(writer: Writer) -> ModelWriter | None:
    """The writer, if it has a model that can be asked for more than drafts."""
    return writer if hasattr(writer, "rewrite") and hasattr(writer, "chat") else None  # type: ignore[return-value]
