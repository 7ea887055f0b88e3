"""What a digest said, kept for the next one: story by story, each statement with the sentences it cited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from brief.errors import NotFound
from brief.models import Briefing, SourcedSentence
from brief.workflows.gathered import EarlierStory, Statement

if TYPE_CHECKING:
    from brief.library.library import Library


@dataclass(frozen=True, slots=True)
class SaidStory:
    """A story's title and statements, each with the refs of the sentences it cited."""

    title: str
    statements: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a digest said, and the article versions that its statements quote."""

    stories: tuple[SaidStory, ...] = ()
    versions: tuple[str, ...] = ()

    def plain(self) -> dict[str, object]:
        """As what `json` can write."""
        stories = [
            {"title": s.title, "statements": [{"text": text, "refs": refs} for text, refs in s.statements]}
            for s in self.stories
        ]
        return {"stories": stories, "versions": self.versions}


def said_of(plain: dict[str, Any]) -> Said:
    """What `plain` gave. Raises KeyError, TypeError or ValueError for anything else."""
    return Said(tuple(map(_story, plain["stories"])), tuple(map(str, plain["versions"])))


def _story(plain: Any) -> SaidStory:
    if isinstance(plain, list):  # as version 0.1 wrote it: the statements alone
        return SaidStory("", tuple((str(text), ()) for text in plain))
    statements = ((str(s["text"]), tuple(map(str, s["refs"]))) for s in plain["statements"])
    return SaidStory(str(plain["title"]), tuple(statements))


def said_in(briefing: Briefing) -> Said:
    """What a briefing says: its stories in full, and those of one line by the sentence behind it."""
    from brief.render.phrases import with_dates

    sentences = {c.n: c.sentence for c in briefing.citations}
    stories = [(s.story.title, [c for claims in s.sections.values() for c in claims]) for s in briefing.stories]
    stories += [(line.story.title, [line.claim]) for line in briefing.lines if line.claim]
    quoted = dict.fromkeys(sentences[n].version for _, claims in stories for c in claims for n in c.citations)
    return Said(
        tuple(
            SaidStory(title, tuple((with_dates(c), tuple(sentences[n].ref for n in c.citations)) for c in claims))
            for title, claims in stories
        ),
        tuple(quoted),
    )


def earlier_stories(library: Library, said: Said) -> tuple[EarlierStory, ...]:
    """The same with its sentences, as far as the library still has them."""
    return tuple(
        EarlierStory(s.title, tuple(Statement(text, _sources(library, refs)) for text, refs in s.statements))
        for s in said.stories
    )


def _sources(library: Library, refs: Sequence[str]) -> tuple[SourcedSentence, ...]:
    found = []
    for ref in refs:
        try:
            article, sentence = library.resolve(ref)
        except NotFound:
            continue  # its article was removed
        found.append(SourcedSentence(sentence, article.info))
    return tuple(found)
