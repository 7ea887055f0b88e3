"""Which stories are told in full and which in one line, and the evidence of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from brief.models import ArticleInfo, Evidence, Story, StoryLineKind
from brief.workflows.gathered import Earlier, LineEvidence, PageOptions, Statement, StoryEvidence

if TYPE_CHECKING:
    from brief.models import EvidenceSentence
    from brief.stories.article_text import ArticleText
    from brief.stories.cluster import Likeness
    from brief.stories.ranking import Ranked

STORY_SENTENCES = 24
"""Sentences of evidence for one story at least; more where a writer may be shown more tokens."""
A_SENTENCE = 80
"""Tokens that a sentence of evidence has, with room to spare."""
TIMELINE = 4
"""Dated statements of one story."""


class Past:
    """The articles known from before, and which of them a story goes on from."""

    def __init__(self, likeness: Likeness, known: Sequence[ArticleText]) -> None:
        self._likeness = likeness
        self._known = {t.info.version for t in known}
        self._place = {t.info.version: i for i, t in enumerate(likeness.texts)}

    def of(self, story: Story) -> list[ArticleText]:
        """The known articles that are as alike to one of the story's as its own are to each other."""
        from brief.stories.cluster import ALIKE

        own = [self._place[a.version] for a in story.articles]
        found = []
        for version in self._known:
            at = self._place[version]
            if max(self._likeness.pairs.get((min(i, at), max(i, at)), 0.0) for i in own) >= ALIKE:
                found.append(self._likeness.texts[at])
        return sorted(found, key=lambda t: (t.info.published or date.min, t.info.id))


@dataclass(slots=True)
class Sorting:
    """Sorts stories into those told in full and those of one line."""

    by_version: Mapping[str, ArticleText]
    origins: Mapping[str, str]
    options: PageOptions
    cutoff: date
    earlier: Earlier | None
    past: Past
    stories: list[StoryEvidence] = field(default_factory=list)
    lines: list[LineEvidence] = field(default_factory=list)
    silent: list[ArticleInfo] = field(default_factory=list)

    def sort(self, ranked: Sequence[Ranked], most: int) -> None:
        from brief.stories.reporting import asks_reader

        for r in ranked:
            kind = StoryLineKind.MORE if r.news else StoryLineKind.ALSO
            # What reports no news has a place where there is too little news, but no question has.
            if len(self.stories) < most and (r.news or not asks_reader(r.story.title)):
                self._tell(r, kind)
            else:
                self._in_one_line(r.story, kind)

    def _tell(self, ranked: Ranked, kind: StoryLineKind) -> None:
        from brief.stories.central import Limits, story_evidence, told
        from brief.stories.newness import nothing_new
        from brief.stories.reporting import may_report, reports
        from brief.stories.timeline import timeline
        from brief.stories.titles import story_title

        story = ranked.story
        texts = [self.by_version[a.version] for a in story.articles]
        past = self.past.of(story)
        before = self._before(texts, past)
        if self.earlier is not None and nothing_new(texts, past, [b.text for b in before]):
            self._in_one_line(story, StoryLineKind.UNCHANGED if ranked.news else kind)
            return
        fresh = [t for t in texts if not nothing_new([t], past, [b.text for b in before])]
        if len(fresh) < len(texts):
            # What is carried once more does not say where the story stands.
            story = replace(story, title=story_title(fresh, [1.0] * len(fresh)))
        things = told([t for t in fresh if reports(t)] or [t for t in fresh if may_report(t)] or fresh)
        count = self.options.count or _at_most
        tokens = self.options.evidence_tokens
        limits = Limits(max(STORY_SENTENCES, tokens // A_SENTENCE), tokens, count, self.cutoff)
        evidence = story_evidence(story, things, limits=limits)
        if not evidence.sentences:
            self.silent.extend(story.articles)
            return
        dated = timeline(things, limit=TIMELINE)
        standing = "" if self.earlier is None else "ongoing" if before or past else "new"
        self.stories.append(StoryEvidence(story, evidence, dated, before, standing, ranked.topic, kind))

    def _before(self, texts: Sequence[ArticleText], past: Sequence[ArticleText]) -> tuple[Statement, ...]:
        """What the last digest said of this story."""
        from brief.stories.changes import goes_on

        if self.earlier is None:
            return ()
        now = [s.text for t in texts for s in t.body[:8]]
        ids = {t.info.id for t in past} | {t.info.id for t in texts}
        return tuple(
            statement
            for story in self.earlier.stories
            if any(s.article.id in ids for x in story.statements for s in x.sources)
            or goes_on([x.text for x in story.statements], now)
            for statement in story.statements
        )

    def _in_one_line(self, story: Story, kind: StoryLineKind) -> None:
        from brief.models import EvidenceSentence
        from brief.stories.lead import lead, newest_first

        texts = newest_first([self.by_version[a.version] for a in story.articles])
        leads = ((t, found) for t in texts if (found := lead(t, reading=6)))
        text, found = next(leads, (None, None))
        sentences = (EvidenceSentence("S1", found.sentence, text.info, 1.0, ()),) if text is not None and found else ()
        if not sentences and not any(t.body for t in texts):
            self.silent.extend(story.articles)
            return
        self.lines.append(LineEvidence(story, kind, Evidence(story.title, sentences, 1.0 if sentences else 0.0, 0.0)))

    def cited(self) -> Iterable[EvidenceSentence]:
        """Every sentence that may be cited."""
        from brief.models import EvidenceSentence

        for story in self.stories:
            yield from story.evidence.sentences
            yield from (d.evidence for d in story.timeline)
            yield from (EvidenceSentence("", s.sentence, s.article, 1.0) for b in story.before for s in b.sources)
        for line in self.lines:
            yield from line.evidence.sentences

    def before_versions(self) -> tuple[str, ...]:
        every = (s.article.version for story in self.stories for b in story.before for s in b.sources)
        return tuple(dict.fromkeys(every))


def _at_most(text: str) -> int:
    return len(text) // 3 + 1
