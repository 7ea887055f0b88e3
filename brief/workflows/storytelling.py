"""Writing the stories of a briefing: which writer gets which story, what is shown of its draft, and what is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from brief.errors import CostExceeded, ProviderError
from brief.models import (
    SECTIONS,
    CheckedClaim,
    Citation,
    Claim,
    Coverage,
    Evidence,
    ShownClaim,
    Story,
    StoryBriefing,
    TimelineEntry,
    Withheld,
)
from brief.workflows.assemble import Numbering, is_withheld, show, withhold

if TYPE_CHECKING:
    from brief.stories.timeline import DatedStatement
    from brief.writing import Writer

GIVES_UP = 2
"""Failures in a row after which an endpoint is not asked again: each may take its whole time limit."""


class StoryDesk:
    """Hands each story to the writer, and to the extractive one where the writer cannot go on.

    `notes` says for the reader what was written otherwise than asked for.
    """

    def __init__(self, writer: Writer, *, judge: str = "none") -> None:
        from brief.workflows.proofreading import Proofreader

        self._writer = writer
        self._written = 0
        self._failures = 0
        self._gave_up = False
        self._notes: list[str] = []
        self.proofreader = Proofreader(writer, judge)

    @property
    def notes(self) -> tuple[str, ...]:
        return (*self._notes, *self.proofreader.notes)

    @property
    def failed(self) -> bool:
        """Whether the endpoint failed on the way."""
        return self._gave_up or self.proofreader.failed

    @property
    def uses_model(self) -> bool:
        return self._writer.name != "extractive"

    def draft(self, story: Story, evidence: Evidence) -> tuple[Claim, ...]:
        """The writer's claims, or none where it could not write this story.

        Raises:
            ProviderError: the endpoint failed, and it has not written any story yet.
        """
        if self._failures >= GIVES_UP:
            self._note(story, "the endpoint had failed before")
            return ()
        try:
            claims = self._writer.draft_briefing(story, evidence).claims
        except CostExceeded:
            self._note(story, "a request could cost more than is left")
            return ()
        except ProviderError as error:
            if not self._written:
                raise
            self._failures += 1
            self._gave_up = True
            self._note(story, str(error))
            return ()
        self._written += 1
        self._failures = 0
        return claims

    def quote(self, story: Story, evidence: Evidence) -> tuple[Claim, ...]:
        """The same story in sentences of its articles."""
        from brief.writing.extractive import ExtractiveWriter

        return ExtractiveWriter().draft_briefing(story, evidence).claims

    def withheld_all(self, story: Story) -> None:
        """Say that nothing of what the model wrote on this story held."""
        self._notes.append(
            f"Everything the model wrote on “{story.title}” was withheld; these are sentences of its articles."
        )

    def _note(self, story: Story, why: str) -> None:
        self._notes.append(f"“{story.title}” is told in sentences of its articles, without the model: {why}.")


class Page:
    """Checks what is drafted, and collects what is shown: each thing once, numbered in order of appearance."""

    def __init__(self, origins: Mapping[str, str], lines: Mapping[str, int]) -> None:
        self._origins = origins
        self._numbering = Numbering(lambda sentence: lines.get(sentence.ref))
        self._withheld: list[Withheld] = []
        self._said: list[str] = []
        self._checked = 0

    @property
    def said(self) -> tuple[str, ...]:
        """Every statement shown in a section so far, in order."""
        return tuple(self._said)

    @property
    def withheld(self) -> tuple[Withheld, ...]:
        return tuple(self._withheld)

    @property
    def citations(self) -> tuple[Citation, ...]:
        return self._numbering.citations

    def coverage(self) -> Coverage:
        return Coverage(len(self._origins), len(set(self._origins.values())), self._checked, len(self._withheld))

    def tell(self, story: Story, evidence: Evidence, desk: StoryDesk) -> StoryBriefing:
        """The sections of a story: the writer's claims that passed, or sentences of the articles in their place."""
        claims = desk.draft(story, evidence)
        passed = self._passed(desk.proofreader.proof(claims, evidence))
        if desk.uses_model and not passed:
            if claims:
                desk.withheld_all(story)
            passed = self._passed(desk.proofreader.proof(desk.quote(story, evidence), evidence))
        elif desk.uses_model and not any(c.claim.section == SECTIONS[0] for c in passed):
            # A story without its news: the model gave no bottom line that passed.
            first = [c for c in desk.quote(story, evidence) if c.section == SECTIONS[0]]
            passed = [*self._passed(desk.proofreader.proof(first, evidence)), *passed]
        return StoryBriefing(story, self._sections(passed))

    def tell_when(self, statements: Iterable[DatedStatement]) -> tuple[TimelineEntry, ...]:
        """The timeline: its statements are sentences of articles, and are checked as every claim is."""
        from brief.verification.repair import verify

        entries: list[TimelineEntry] = []
        for s in statements:
            claim = Claim(s.evidence.sentence.text, (s.evidence.label,))
            passed = self._passed([verify(claim, Evidence("", (s.evidence,), 1.0))])
            entries.extend(TimelineEntry(s.first, s.last, s.words, self._show(c)) for c in passed)
        return tuple(entries)

    def _passed(self, every: Sequence[CheckedClaim]) -> list[CheckedClaim]:
        passed = []
        for checked in every:
            self._checked += 1
            if is_withheld(checked):
                self._withheld.append(withhold(checked))
            else:
                passed.append(checked)
        return passed

    def _sections(self, passed: Sequence[CheckedClaim]) -> dict[str, tuple[ShownClaim, ...]]:
        from brief.stories.central import repeats

        sections: dict[str, tuple[ShownClaim, ...]] = {}
        for section in SECTIONS:
            shown = []
            for checked in passed:
                belongs = checked.claim.section if checked.claim.section in SECTIONS else SECTIONS[1]
                if belongs != section or repeats(checked.claim.text, self._said):
                    continue
                self._said.append(checked.claim.text)
                shown.append(self._show(checked))
            sections[section] = tuple(shown)
        return sections

    def _show(self, checked: CheckedClaim) -> ShownClaim:
        shown = show(checked, self._numbering)
        articles = [s.article for e in checked.evidence for s in e.carriers]
        # One origin has one name here, however its articles write it.
        origins = {self._origins.get(a.version, a.id) for a in articles}
        return replace(shown, origins=len(origins)) if checked.alone else shown
