"""Drafting: from evidence to claims, by quoting or by a model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from brief.models import Claim, Draft, Evidence, Story, Usage


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

    def draft(self, question: str, evidence: Evidence, on_claim: Callable[[Claim], None] | None = None) -> Draft: ...

    def draft_briefing(
        self, story: Story, evidence: Evidence, on_claim: Callable[[Claim], None] | None = None
    ) -> Draft: ...
