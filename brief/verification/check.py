"""What a check is, what it looks at and what it finds; and the register of them.

A check is a function of a claim and its evidence that yields findings. It registers with its kind and severity, and
nothing else in the package knows it by name: add a module to `checks/`, and name it in `checks/__init__.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from brief.models import Reason
from brief.text.analysis import Analysis, analyse
from brief.text.language import guess_language


class Kind(StrEnum):
    """What a finding is about; the flags of a verdict."""

    CITATION = "citation"
    INSTRUCTION = "instruction"
    QUOTATION = "quotation"
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    OPPOSITE = "opposite"
    CERTAINTY = "certainty"
    ADDITION = "addition"
    EXTENT = "extent"
    COVERAGE = "coverage"
    ARTICLES = "articles"
    FRAGMENT = "fragment"
    QUESTION = "question"
    JUDGE = "judge"


class Severity(StrEnum):
    BLOCKING = "blocking"
    """The claim is unsupported, whatever a judge says."""
    DOUBT = "doubt"
    """The claim is weak, unless a judge upholds it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A cited sentence and what its article says beside it. Empty strings and None where that is not known."""

    text: str
    headline: str = ""
    published: date | None = None
    before: str = ""
    """The sentence before it, which may name whom it speaks of."""
    outlet: str = ""
    language: str = "en"
    """That of its article: a two-letter code, "und" where it is not known."""

    @property
    def analysis(self) -> Analysis:
        return analyse(self.text)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a check found: the characters of the claim it is about, and one plain sentence for the reader."""

    words: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class ClaimView:
    """The claim as checks see it."""

    text: str

    @property
    def analysis(self) -> Analysis:
        return analyse(self.text)

    @cached_property
    def foreign(self) -> bool:
        """Whether it is not in English, which most checks cannot read.

        The names in it may be of any language, and outweigh its few other words: these must tell it too.
        """
        if not _is_foreign(guess_language(self.text)):
            return False
        words = (t.text for t in self.analysis.tokens if t.word and (t.opens or not t.capital))
        return _is_foreign(guess_language(" ".join(words)))


@dataclass(frozen=True)
class EvidenceView:
    """The cited passages, and all that they and what surrounds them say, taken together."""

    passages: tuple[Passage, ...]

    @cached_property
    def analyses(self) -> tuple[Analysis, ...]:
        return tuple(p.analysis for p in self.passages)

    @cached_property
    def context(self) -> tuple[Analysis, ...]:
        """The passages, the sentences before them, their headlines and outlets: where a name may stand."""
        beside = (text for p in self.passages for text in (p.before, p.headline, p.outlet) if text)
        return (*self.analyses, *map(analyse, dict.fromkeys(beside)))

    @property
    def foreign(self) -> bool:
        """Whether a passage is not in English, which most checks cannot read."""
        return any(_is_foreign(p.language) for p in self.passages)

    @cached_property
    def terms(self) -> frozenset[str]:
        return frozenset[str]().union(*(a.terms for a in self.analyses))


def _is_foreign(language: str) -> bool:
    return language not in ("en", "und")


Function = Callable[[ClaimView, EvidenceView], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """A registered check. `remedy` says what would put a claim right that it finds fault with; `any_language`, that
    it needs no English to read the evidence."""

    kind: Kind
    severity: Severity
    remedy: str
    find: Function
    any_language: bool = False


_REGISTER: list[Check] = []


def register(
    kind: Kind, severity: Severity, remedy: str, *, any_language: bool = False
) -> Callable[[Function], Function]:
    """Add a check to the register: a decorator of its function."""

    def add(find: Function) -> Function:
        _REGISTER.append(Check(kind, severity, remedy, find, any_language))
        return find

    return add


def registered() -> tuple[Check, ...]:
    """All checks that `checks/__init__.py` names."""
    import brief.verification.checks  # noqa: F401 - they register when they are imported

    return tuple(_REGISTER)


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with the check that made it. `unread`: on a claim or evidence in a language that it does not read."""

    check: Check
    finding: Finding
    unread: bool = False

    @property
    def severity(self) -> Severity:
        """That of the check; what it could not read is left to the judge."""
        return Severity.DOUBT if self.unread else self.check.severity

    @property
    def reason(self) -> Reason:
        words = f"{self.finding.words} (this check reads only English)" if self.unread else self.finding.words
        return Reason(self.check.kind.value, words)


def run(claim: ClaimView, evidence: EvidenceView, checks: Iterable[Check]) -> tuple[Found, ...]:
    """What the checks find, in their order."""
    found = [(check, finding) for check in checks for finding in check.find(claim, evidence)]
    foreign = bool(found) and (evidence.foreign or claim.foreign)
    return tuple(Found(check, finding, unread=foreign and not check.any_language) for check, finding in found)
