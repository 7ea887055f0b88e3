"""What a question becomes on its way to an answer, and how an answer is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from brief.models import Citation, Evidence, Plan, Search, Setting, ShownClaim, Turn


@dataclass(frozen=True, slots=True)
class Progress:
    """What is being done: `stage` is "searching", "reading", "writing" or "checking", `detail` more of it in words."""

    stage: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.stage} {self.detail}".strip()


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim that may be shown, as soon as its verdict is in, with the citations made so far."""

    claim: ShownClaim
    citations: tuple[Citation, ...]


OnEvent = Callable[[Progress | Claimed], None]
Look = Callable[[Sequence[Search]], "Asked"]
"""Searches for what a writer lacks: the question with the evidence found before and now."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what was found for it: all that a writer and the checks need, and all a record keeps.

    `plan` is what a model made of the question before anything was searched; `turns` went before it in the
    `conversation` (named by its first run); `further` is the evidence after what the writer lacked was searched for.
    """

    question: str
    as_of: date | None
    evidence: Evidence
    lines: dict[str, int]
    """The line number of each sentence of the evidence, by ref."""
    notes: tuple[str, ...] = ()
    today: date | None = None
    plan: Plan | None = None
    planned: bool = False
    """Whether a model was asked for a plan, whatever came of it."""
    turns: tuple[Turn, ...] = ()
    conversation: str = ""
    further: Evidence | None = None

    @property
    def asks(self) -> str:
        """The question in words that can be understood alone."""
        return self.plan.question if self.plan else self.question

    @property
    def setting(self) -> Setting:
        """What its writer is told beside it."""
        return Setting(self.today, self.as_of, self.turns, may_search=True)

    def line_of(self, ref: str) -> int | None:
        return self.lines.get(ref)


@dataclass(frozen=True, slots=True)
class AskOptions:
    """How to answer.

    `evidence_tokens`: what the writer is shown at most (None: by its model). `k`: how many passages are read for it
    (None: likewise). `judge`: which claims the writer's model judges (see judging.mode_of). `plan`: whether it may be
    asked what a question means. `run` names the run in the answer.
    """

    evidence_tokens: int | None = None
    k: int | None = None
    judge: str | None = None
    plan: bool = True
    run: str = ""


def unheard(_: Progress | Claimed) -> None:
    """For whoever wants to hear of nothing while an answer is made."""
