"""What a writer drafts, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from brief.models.retrieval import EvidenceSentence, Search


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of a draft with the labels it cites. `section` is set in briefings (see SECTIONS)."""

    text: str
    cites: tuple[str, ...]
    section: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a writer wrote, before any check.

    `partly`: by its own account it answers only a part; `searches`: what it would search for to say more.
    """

    answerable: bool
    claims: tuple[Claim, ...]
    partly: bool = False
    searches: tuple[Search, ...] = ()


class Status(StrEnum):
    SUPPORTED = "supported"
    WEAK = "weak"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict is what it is. `kind` is one word (`number`, `date`, `name`, `quotation`, `label`, ...)."""

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of checking one claim; `score` is 0 ... 1, higher is better supported."""

    status: Status
    score: float
    reasons: tuple[Reason, ...] = ()
    extract: bool = False
    """The claim is a cited sentence with words left out, none of which changes what it states."""

    @property
    def flags(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(r.kind for r in self.reasons))

    @property
    def no_claim(self) -> bool:
        """Whether it was found to claim nothing that could be checked: a question."""
        return any(r.kind == "question" for r in self.reasons)


class Action(StrEnum):
    """What became of a drafted claim; the `how` of JSON."""

    AS_WRITTEN = "as written"
    CITED_ANEW = "cited anew"
    """It passed with other sentences than the writer had cited."""
    WRITTEN_ANEW = "written anew"
    """Another wording of it passed."""
    JUDGED = "judged"
    """The judge upheld it."""
    QUOTED = "quoted"
    """A sentence of the source stands in its place."""
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim after checking and repair: the text to show, the sentences it cites, what was done."""

    claim: Claim
    verdict: Verdict
    evidence: tuple[EvidenceSentence, ...]
    action: Action
    alone: bool = True
    """Each sentence of the evidence supports the claim by itself; else only all of them together do."""
    cited: tuple[EvidenceSentence, ...] = ()
    """All that its writer cited, where the evidence is less."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What the model calls took. `cost_usd` is None where the model's price is unknown or no model was used.

    `reasoning_tokens`: those of `completion_tokens` that went into thoughts.
    """

    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost_usd: float | None = None
    reasoning_tokens: int = 0

    def plus(self, other: Usage) -> Usage:
        """The sum; an unknown cost makes the sum unknown, unless that side made no request."""
        costs = [u.cost_usd for u in (self, other) if u.requests]
        known = [c for c in costs if c is not None]
        return Usage(
            self.requests + other.requests,
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            sum(known) if known and len(known) == len(costs) else None,
            self.reasoning_tokens + other.reasoning_tokens,
        )
