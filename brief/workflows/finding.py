"""From a question to its evidence, with the library: read it, plan it where that pays, search, and search again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from brief.errors import no_articles
from brief.models import Evidence, EvidenceSentence, Plan, Query, Search, Setting, Turn
from brief.retrieval.evidence import Limits, merge
from brief.text.line_numbers import line_number
from brief.workflows.asked import Asked, AskOptions, OnEvent, Progress, unheard
from brief.workflows.search import gather_evidence, read_query
from brief.writing.sizes import evidence_budget

if TYPE_CHECKING:
    from brief.library.library import Library
    from brief.writing import Writer

TELLING = 4
"""Telling words from which a question is searched for as it stands."""
# A small model takes what stands first, and has no room for neighbours: those of the newest articles would leave it
# little else (what a question asks for is as often among the sentences without them, its article first far more often).
SMALL = Limits(sentences=16, articles=5)
FULL = Limits(sentences=120, articles=15, beside=1)
PASSAGES, FULL_PASSAGES = 24, 60
"""How many passages are read for evidence, and for that of a capable model."""
FURTHER = 3
"""The share of the evidence (one part of so many) that each further search may add."""


class Finder:
    """The evidence for one question: `turns` are what went before it in the `conversation`."""

    def __init__(
        self,
        library: Library,
        query: Query,
        options: AskOptions | None = None,
        *,
        turns: Sequence[Turn] = (),
        conversation: str = "",
    ) -> None:
        self.library, self.query, self.options = library, query, options or AskOptions()
        self.asked: Asked | None = None
        self._turns, self._conversation = tuple(turns), conversation
        self._limits = Limits()
        self._k = PASSAGES

    def find(self, writer: Writer | None = None, *, today: date | None = None, on_event: OnEvent = unheard) -> Asked:
        """The question with its evidence, as much of it as `writer` (None: the extractive one) reads. Its model is
        asked what the question means where that pays. `today`: the day it is asked on.

        Raises:
            EmptyLibrary: no article is in the library.
            ProviderError: see brief.errors.
        """
        if self.library.is_empty():
            raise no_articles(self.library.path)
        self._fit(writer)
        on_event(Progress("searching"))
        # What follows on a question is searched for together with it, until a model says what it means.
        text = " ".join([*(t.question for t in self._turns[-1:]), self.query.text])
        evidence = self._evidence(replace(self.query, text=text), self._limits)
        setting = Setting(self.query.as_of or today, self.query.as_of, self._turns)
        planned, plan = self._plan(writer, evidence, setting, on_event)
        if plan is not None:
            on_event(Progress("searching"))
            evidence = self._planned(plan, evidence)
        articles = len({e.article.version for e in evidence.sentences})
        on_event(Progress("reading", f"{articles} article{'' if articles == 1 else 's'}"))
        self.asked = Asked(
            self.query.text,
            self.query.as_of,
            evidence,
            lines_of(self.library, evidence.sentences),
            tuple(_notes(self.library, self.query, evidence)),
            setting.today,
            plan,
            planned,
            self._turns,
            self._conversation,
        )
        return self.asked

    def look_further(self, searches: Sequence[Search]) -> Asked:
        """The question with the evidence that these searches add, as `further`; None there where they add none."""
        assert self.asked is not None, "nothing was asked yet"
        limits = replace(self._limits, tokens=self._limits.tokens // FURTHER)
        before = self.asked.evidence
        further = merge([before, *(self._search(s, limits) for s in searches)])
        if len(further.sentences) > len(before.sentences):
            lines = lines_of(self.library, further.sentences)
            self.asked = replace(self.asked, further=further, lines=self.asked.lines | lines)
        return self.asked

    def _fit(self, writer: Writer | None) -> None:
        """As much evidence as the writer reads: by its model's name, and by the context that is known of it."""
        from brief.writing import with_model

        model = with_model(writer) if writer is not None else None
        if model is not None:
            self._limits, self._k = (SMALL, PASSAGES) if model.chat.small else (FULL, FULL_PASSAGES)
        name, context = (model.model, model.chat.context) if model is not None else (None, None)
        tokens = evidence_budget(name, context, wanted=self.options.evidence_tokens)
        self._limits, self._k = replace(self._limits, tokens=tokens), self.options.k or self._k

    def _plan(
        self, writer: Writer | None, evidence: Evidence, setting: Setting, on_event: OnEvent
    ) -> tuple[bool, Plan | None]:
        """Whether a model was asked what the question means, and what it said."""
        from brief.writing import with_model

        model = with_model(writer) if writer is not None else None
        if model is None or not self.options.plan:
            return False, None
        telling = sum(not (t.plain or t.time) for t in read_query(self.query).terms)
        unclear = (telling < TELLING or not evidence.answers) and not model.chat.small
        if not self._turns and not unclear:
            return False, None
        on_event(Progress("reading", "the question"))
        return True, model.plan(self.query.text, setting)

    def _planned(self, plan: Plan, first: Evidence) -> Evidence:
        """The evidence for a planned question: half of it for the question as it now reads, half for its searches."""
        half = replace(self._limits, tokens=self._limits.tokens // 2)
        part = replace(self._limits, tokens=self._limits.tokens // (2 * max(1, len(plan.searches))))
        asked = self._evidence(replace(self.query, text=plan.question), half)
        found = merge([asked, *(self._search(s, part) for s in plan.searches)])
        return found if found.sentences else first

    def _search(self, search: Search, limits: Limits) -> Evidence:
        """What one search of a model finds, within the filters of the question. Days or an outlet that leave nothing
        are a model's guess, and are left out then."""
        sinces = [d for d in (self.query.since, search.since) if d is not None]
        untils = [d for d in (self.query.until, search.until) if d is not None]
        plain = replace(self.query, text=search.words)
        narrow = replace(
            plain,
            since=max(sinces, default=None),
            until=min(untils, default=None),
            sources=self.query.sources or ((search.outlet,) if search.outlet else ()),
        )
        found = self._evidence(narrow, limits)
        return found if found.sentences or narrow == plain else self._evidence(plain, limits)

    def _evidence(self, query: Query, limits: Limits) -> Evidence:
        return gather_evidence(self.library, read_query(query), k=self._k, limits=limits, count=_count)


def _count(text: str) -> int:
    """About the tokens of English, in four characters each, and of what stands around a sentence."""
    return len(text) // 4 + 6


def lines_of(library: Library, cited: Iterable[EvidenceSentence]) -> dict[str, int]:
    """The line that each of these sentences, and each of their copies, starts on in its article, by ref."""
    raws: dict[str, str] = {}
    lines: dict[str, int] = {}
    for sentence in (s.sentence for e in cited for s in e.carriers):
        if sentence.version not in raws:
            raws[sentence.version] = library.article(sentence.version).raw
        lines[sentence.ref] = line_number(raws[sentence.version], sentence.start)
    return lines


def _notes(library: Library, query: Query, evidence: Evidence) -> list[str]:
    notes = []
    if not evidence.sentences and not library.count(query):
        notes.append("No article matches these dates and outlets.")
    left_out = library.undated(query)
    if left_out:
        notes.append(f"{left_out} undated {'article was' if left_out == 1 else 'articles were'} left out.")
    if any(e.article.language not in ("en", "und") for e in evidence.sentences):
        notes.append("Some articles are not in English; the checks are made for English.")
    return notes
