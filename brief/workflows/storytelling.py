"""Writing the stories of a briefing: which writer gets which story, what is shown of its draft, and what is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from brief.errors import CostExceeded, ProviderError
from brief.models import (
    SECTIONS,
    Action,
    CheckedClaim,
    Citation,
    Claim,
    Coverage,
    Disputed,
    Evidence,
    EvidenceSentence,
    Revised,
    ShownClaim,
    Story,
    StoryBriefing,
    StoryLine,
    TimelineEntry,
    Withheld,
)
from brief.workflows.assemble import Numbering, is_withheld, show, withhold
from brief.workflows.gathered import Gathered, LineEvidence, Statement, StoryEvidence

if TYPE_CHECKING:
    from brief.stories.timeline import DatedStatement
    from brief.writing import Writer

GIVES_UP = 2
"""Failures in a row after which an endpoint is not asked again: each may take its whole time limit."""
STORY_WORDS = 190
"""Words of a story that a model writes, with the sentence on top of the page: it is asked for 120 to 180."""
TITLE = "title"
"""The section of a title while it is checked."""
AT_ONE_TIME = 1
"""Days between two reports that disagree; further apart, the newer one tells what has become of it."""


@dataclass(frozen=True, slots=True)
class Writing:
    """How claims are written and checked: which of them the model judges (see judging.mode_of); the name of the run."""

    judge: str | None = None
    run: str = ""


AS_WRITTEN = Writing()
"""A judge where the model is a capable one, no name."""


class StoryDrafting:
    """Hands each story to the writer, and tells it in its articles' sentences where the writer cannot go on.

    `notes` says for the reader what was written otherwise than asked for.
    """

    def __init__(self, writer: Writer, writing: Writing = AS_WRITTEN) -> None:
        from brief.workflows.proofreading import Proofreader

        self._writer = writer
        self._written = 0
        self._failures = 0
        self._gave_up = False
        self._notes: list[str] = []
        self.proofreader = Proofreader(writer, writing.judge)

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

    def in_order(self, parts: Sequence[StoryEvidence], most: int) -> tuple[StoryEvidence, ...]:
        """The stories in the order of the page: a capable model's, with its titles, then the others as they are.

        One request, headlines in, order and titles out. What comes of it when it fails is the order as it is.
        """
        from brief.writing import with_model
        from brief.writing.naming import name_stories

        model = with_model(self._writer)
        if model is None or model.chat.small or len(parts) < 2:
            return tuple(parts)
        asked = [(p.story, _opening_first(p.evidence, p.story)) for p in parts]
        try:
            named = name_stories(model.chat, model.prompts["stories"], asked, most)
        except CostExceeded as error:
            self._notes.append(f"The stories are in the order of the headlines: {error}.")
            return tuple(parts)
        except ProviderError as error:
            self._gave_up = True
            self._notes.append(f"The stories are in the order of the headlines: {error}.")
            return tuple(parts)
        chosen = [replace(parts[n.place], title=n.title) for n in named]
        places = {n.place for n in named}
        return (*chosen, *(p for i, p in enumerate(parts) if i not in places))

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

    def withheld_all(self, story: Story) -> None:
        """Say that nothing of what the model wrote on this story held."""
        self._notes.append(
            f"Everything the model wrote about “{story.title}” was withheld; these are sentences from its articles."
        )

    def _note(self, story: Story, why: str) -> None:
        self._notes.append(f"“{story.title}” is covered in sentences from its articles, without the model: {why}.")


@dataclass(frozen=True, slots=True)
class Drafted:
    """A story with the claims on it that passed, by section, nothing of which another story on the page says."""

    part: StoryEvidence
    claims: Mapping[str, Sequence[CheckedClaim]]

    @property
    def words(self) -> int:
        """On the page, with its title and its outlets."""
        # With a bullet and a mark each.
        told = sum(len(c.claim.text.split()) + 2 for claims in self.claims.values() for c in claims)
        return told + len(self.part.story.title.split()) + 2 * len(self.part.story.outlets) + 12

    @property
    def is_told_in_full(self) -> bool:
        """Whether there is more to tell of it than one sentence, or the reader has asked for it."""
        return sum(map(len, self.claims.values())) > 1 or (bool(self.part.topic) and self.is_told)

    @property
    def is_told(self) -> bool:
        return any(self.claims.values())


def _opening_first(evidence: Evidence, story: Story) -> Evidence:
    """The evidence with the sentence in front that tells the story's news."""
    from brief.stories.telling import tell

    label = next((x for c in tell(story, evidence.sentences, None) for x in c.cites), "")
    ordered = sorted(evidence.sentences, key=lambda s: s.label != label)
    return replace(evidence, sentences=tuple(ordered))


class Page:
    """Checks what is drafted, and collects what is shown: each thing once, numbered in order of appearance."""

    def __init__(self, gathered: Gathered) -> None:
        self._origins = gathered.origins
        self._cutoff = gathered.cutoff
        self._evidence = [s for part in gathered.stories for s in part.evidence.sentences]
        self._numbering = Numbering(lambda sentence: gathered.lines.get(sentence.ref))
        self._withheld: list[Withheld] = []
        self._said: list[str] = []
        self._checked = 0

    @property
    def withheld(self) -> tuple[Withheld, ...]:
        return tuple(self._withheld)

    @property
    def citations(self) -> tuple[Citation, ...]:
        return self._numbering.citations

    def coverage(self) -> Coverage:
        return Coverage(len(self._origins), len(set(self._origins.values())), self._checked, len(self._withheld))

    def write(self, part: StoryEvidence, prepared: StoryDrafting) -> Drafted:
        """The claims on a story that passed: the writer's, or sentences of the articles in their place."""
        from brief.stories.telling import tell

        quoted = tell(part.story, part.evidence.sentences, self._cutoff)
        if not prepared.uses_model:
            return Drafted(part, self._once(self._passed(prepared.proofreader.proof(quoted, part.evidence))))
        drafted = prepared.draft(part.story, part.evidence)
        title = [Claim(part.title, _first_cited(drafted), TITLE)] if part.title and drafted else []
        proofed = prepared.proofreader.proof([*title, *drafted], part.evidence)
        part = self._titled(part, proofed[: len(title)])
        passed = self._passed(proofed[len(title) :])
        if not passed:
            if drafted:
                prepared.withheld_all(part.story)
            passed = self._passed(prepared.proofreader.proof(quoted, part.evidence))
        elif not any(c.claim.section == SECTIONS[0] for c in passed):
            # A story without its news: the model gave no bottom line that passed.
            first = [c for c in quoted if c.section == SECTIONS[0]]
            passed = [*self._passed(prepared.proofreader.proof(first, part.evidence)), *passed]
        return Drafted(part, _short(self._once(passed)))

    def _titled(self, part: StoryEvidence, checked: Sequence[CheckedClaim]) -> StoryEvidence:
        """The story under its new title, if that is as the model wrote it and nothing speaks against it."""
        for c in checked:
            self._checked += 1
            if not is_withheld(c) and c.claim.text == part.title:
                return replace(part, story=replace(part.story, title=part.title))
        return part

    def tell(self, drafted: Sequence[Drafted]) -> tuple[StoryBriefing, ...]:
        """The stories as they are shown. What stands on top of the page, a line a story, is numbered first."""
        for d in drafted:
            for claim in d.claims[SECTIONS[0]]:
                self._show(claim)
        return tuple(self._story(d) for d in drafted)

    def lines(self, lines: Iterable[LineEvidence]) -> tuple[StoryLine, ...]:
        """Stories in one line: the sentence behind each headline is checked as every claim is."""
        told = []
        for line in lines:
            checked = self._quoted(line.evidence.sentences[:1])
            told.append(StoryLine(line.story, line.kind, self._show(checked[0]) if checked else None))
        return tuple(told)

    def _story(self, d: Drafted) -> StoryBriefing:
        sections = {name: tuple(self._show(c) for c in d.claims[name]) for name in SECTIONS}
        shown = [c for name in SECTIONS for c in sections[name]]
        return StoryBriefing(
            d.part.story,
            sections,
            revised=tuple(self._revised(d.part.before, shown)),
            disputed=tuple(self._disputed(d.part.evidence.sentences)),
            standing=d.part.standing,
            topic=d.part.topic,
        )

    def tell_when(self, statements: Iterable[DatedStatement]) -> tuple[TimelineEntry, ...]:
        """The timeline of a story: sentences of articles, checked as every claim is. What no other part of the page
        shows is numbered last, so this comes after all of them."""
        return tuple(
            TimelineEntry(s.first, s.last, s.words, self._show(c))
            for s in statements
            for c in self._quoted([s.evidence])
        )

    def _revised(self, before: Sequence[Statement], shown: Sequence[ShownClaim]) -> Iterable[Revised]:
        """What the last digest said that one of these statements takes the place of."""
        from brief.render.phrases import with_dates
        from brief.stories.changes import revisions

        found = revisions([b.text for b in before], [with_dates(c) for c in shown])
        for now, then in sorted(found.items()):
            earlier = before[then]
            evidence = tuple(
                EvidenceSentence(f"B{n}", s.sentence, s.article, 1.0) for n, s in enumerate(earlier.sources, 1)
            )
            if not evidence or {s.sentence.ref for s in evidence} <= self._refs(shown[now]):
                continue
            checked = self._checked_claim(Claim(_plain(earlier.text), tuple(e.label for e in evidence)), evidence)
            if checked is not None:
                yield Revised(self._show(checked), shown[now])

    def _refs(self, claim: ShownClaim) -> set[str]:
        return {c.sentence.ref for c in self.citations if c.n in set(claim.citations)}

    def _disputed(self, sentences: Sequence[EvidenceSentence]) -> Iterable[Disputed]:
        """The first two sentences of independent origins, of about one day, that tell one thing with other figures."""
        from brief.stories.changes import disagree
        from brief.text.standing import stands_alone

        able = [s for s in sentences if s.article.published and stands_alone(s.sentence.text)]
        for n, one in enumerate(able):
            for other in able[n + 1 :]:
                if self._independent(one, other) and disagree(one.sentence.text, other.sentence.text):
                    pair = sorted((one, other), key=lambda s: s.article.published or date.min, reverse=True)
                    shown = [self._show(c) for s in pair for c in self._quoted([s])]
                    if len(shown) == len(pair):
                        yield Disputed(*shown)
                        return

    def _independent(self, one: EvidenceSentence, other: EvidenceSentence) -> bool:
        a, b = one.article, other.article
        apart = abs(((a.published or date.min) - (b.published or date.min)).days)
        return apart <= AT_ONE_TIME and self._origins.get(a.version) != self._origins.get(b.version)

    def _quoted(self, evidence: Sequence[EvidenceSentence]) -> list[CheckedClaim]:
        """Sentences of articles as claims, those that pass."""
        checked = (self._checked_claim(Claim(e.sentence.text, (e.label,)), (e,)) for e in evidence)
        return [c for c in checked if c is not None]

    def _checked_claim(self, claim: Claim, evidence: tuple[EvidenceSentence, ...]) -> CheckedClaim | None:
        from brief.verification.repair import verify

        passed = self._passed([verify(claim, Evidence("", evidence, 1.0))])
        return passed[0] if passed else None

    def _passed(self, every: Sequence[CheckedClaim]) -> list[CheckedClaim]:
        from brief.text.standing import stands_alone

        passed = []
        for checked in every:
            self._checked += 1
            # A sentence in place of a claim that failed is torn from its article: it has to be one by itself.
            torn = checked.action is Action.QUOTED and not stands_alone(checked.claim.text)
            if is_withheld(checked) or torn:
                self._withheld.append(withhold(checked))
            else:
                passed.append(checked)
        return passed

    def _once(self, passed: Sequence[CheckedClaim]) -> dict[str, list[CheckedClaim]]:
        """By section, without what was said before on this page."""
        from brief.stories.central import repeats

        sections: dict[str, list[CheckedClaim]] = {}
        for section in SECTIONS:
            shown: list[CheckedClaim] = []
            for checked in passed:
                belongs = checked.claim.section if checked.claim.section in SECTIONS else SECTIONS[1]
                if belongs != section or repeats(checked.claim.text, self._said):
                    continue
                self._said.append(checked.claim.text)
                shown.append(checked)
            sections[section] = shown
        first, then = SECTIONS[:2]
        if not sections[first] and sections[then]:
            # Its news stood in another story: what else happened is said of it in short.
            sections[first].append(sections[then].pop(0))
        return sections

    def _show(self, checked: CheckedClaim) -> ShownClaim:
        shown = show(checked, self._numbering, self._evidence)
        articles = [s.article for e in checked.evidence for s in e.carriers]
        # One origin has one name here, however its articles write it.
        origins = {self._origins.get(a.version, a.id) for a in articles}
        return replace(shown, origins=len(origins)) if checked.alone else shown


def _first_cited(claims: Sequence[Claim]) -> tuple[str, ...]:
    """What a title rests on: the sentences that the first claims cite."""
    return tuple(dict.fromkeys(label for claim in claims[:2] for label in claim.cites))


def _short(sections: dict[str, list[CheckedClaim]]) -> dict[str, list[CheckedClaim]]:
    """A story of at most STORY_WORDS: the last sentence of its longest part goes until it is. Nothing is cut within."""

    def words(claims: Sequence[CheckedClaim]) -> int:
        return sum(len(c.claim.text.split()) for c in claims)

    shown = {name: list(claims) for name, claims in sections.items()}
    while sum(map(words, shown.values())) > STORY_WORDS:
        longest = max(SECTIONS[1:], key=lambda name: words(shown[name]))
        if not shown[longest]:
            break
        shown[longest].pop()
    return shown


def _plain(text: str) -> str:
    """A statement as it was, without the days that the page printed beside its words."""
    from brief.articles.beside import PRINTED

    return PRINTED.sub("", text)
