"""ask: Question (+ Conversation) -> Query -> Hits -> Evidence -> Draft -> Verdicts -> Answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from brief.errors import CostExceeded, ProviderError
from brief.models import (
    Answer,
    CheckedClaim,
    Claim,
    Draft,
    Evidence,
    EvidenceSentence,
    Query,
    ShownClaim,
    Withheld,
)
from brief.workflows.asked import Asked, AskOptions, Claimed, Look, OnEvent, Progress, unheard
from brief.workflows.assemble import LineOf, Numbering, is_withheld, same_words, show, withhold

if TYPE_CHECKING:
    from pathlib import Path

    from brief.library.library import Library
    from brief.workflows.proofreading import Examined, Proofreader
    from brief.workflows.supplement import Supplement
    from brief.writing import Writer

MOST_REQUESTS = 4
"""What an answer may take: reading the question, writing (once more after a further search), judging, and judging what
that corrected."""
NEAREST = 3
"""How many of the nearest sentences are shown when nothing is answered."""


def ask(
    library: Library | Path | str,
    query: Query | str,
    options: AskOptions | None = None,
    *,
    writer: Writer | None = None,
    on_event: OnEvent = unheard,
) -> Answer:
    """Answer `query` (a question, alone or with its days and sources) from `library` (or the folder of one), with
    checked and cited claims.

    `writer` defaults to the extractive one.

    Raises:
        EmptyLibrary: no article is in the library.
        ConfigError, LibraryBusy, ProviderError: see brief.errors.
    """
    from brief.library.library import Library
    from brief.workflows.finding import Finder
    from brief.writing.extractive import ExtractiveWriter

    if not isinstance(library, Library):
        with Library(library) as opened:
            return ask(opened, query, options, writer=writer, on_event=on_event)
    options, writer = options or AskOptions(), writer or ExtractiveWriter()
    finder = Finder(library, query if isinstance(query, Query) else Query(query), options)
    asked = finder.find(writer, on_event=on_event)
    return answer(asked, writer, options, on_event=on_event, look=finder.look_further)


def answer(
    asked: Asked,
    writer: Writer,
    options: AskOptions | None = None,
    *,
    on_event: OnEvent = unheard,
    look: Look | None = None,
) -> Answer:
    """The second half of `ask`: write, check, number. Needs no library, so `replay --verify` runs it again.

    `look` searches once for what the writer lacks; without it `asked.further` is what was found.
    """
    from brief.workflows.proofreading import Proofreader
    from brief.workflows.supplement import supplement_for
    from brief.writing import with_model

    options = options or AskOptions()
    blank = Answer(
        options.run, asked.question, asked.as_of, writer.name, writer.model, False, asked.evidence.confidence
    )
    # A model says itself what it can answer; without one a guess by words has to.
    ready = bool(asked.evidence.sentences) if with_model(writer) else asked.evidence.answers
    proofreader = Proofreader(writer, options.judge)
    page = _Page(asked, on_event, proofreader, supplement_for(writer, asked.asks, asked.evidence))
    made = _Writing(asked, writer, on_event, look)
    if ready:
        try:
            made.write(page)
        except CostExceeded as error:
            made.notes.append(f"Written without the model: {error}.")
            page.take_quotations()
        if made.drafted and not page.claims and writer.name != "extractive":
            page.take_quotations()
            instead = "; these are sentences from the articles instead" if page.claims else ""
            made.notes.append(f"Everything the model wrote was withheld{instead}.")
    done = replace(
        blank,
        withheld=tuple(page.withheld),
        usage=writer.usage,
        notes=(*made.asked.notes, *writer.notes, *proofreader.notes, *made.notes),
        provider_failed=proofreader.failed or made.failed,
    )
    if not page.claims:
        return _not_answered(done, page.evidence, page.line_of)
    return replace(done, answered=True, claims=tuple(page.claims), citations=page.numbering.citations)


class _Writing:
    """Has an answer written: once, or once more with what was found of that which the first draft lacked."""

    def __init__(self, asked: Asked, writer: Writer, on_event: OnEvent, look: Look | None) -> None:
        self.asked = asked
        self.notes: list[str] = []
        self.failed = False
        self.drafted = False
        self._left = MOST_REQUESTS - asked.planned
        self._writer, self._on_event, self._look = writer, on_event, look

    def write(self, page: _Page) -> None:
        self._on_event(Progress("writing"))
        self._left -= 1
        draft = self._writer.draft(self.asked.asks, page.evidence, page.take, self.asked.setting)
        # A planned question was searched for in other words already: once more only where nothing was found.
        if draft.searches and not page.begun and not (self.asked.planned and draft.claims):
            draft = self._once_more(page, draft)
        self.drafted = bool(draft.claims)
        page.take_rest(draft.claims)
        if draft.partly:
            self.notes.append("The articles answer this only in part.")
        self._on_event(Progress("checking"))
        page.settle(self._left)
        if page.claims:
            page.add_last()

    def _once_more(self, page: _Page, first: Draft) -> Draft:
        """What is written with what was found for the first draft's searches; the first where nothing new is."""
        if self._look is not None:
            self._on_event(Progress("searching", "again"))
            self.asked = self._look(first.searches)
        further = self.asked.further
        if further is None:
            return first
        self._on_event(Progress("writing"))
        page.evidence, page.lines = further, self.asked.lines
        self._left -= 1
        try:
            setting = replace(self.asked.setting, may_search=False)
            again = self._writer.draft(self.asked.asks, further, page.take, setting)
        except (CostExceeded, ProviderError) as error:
            self.failed = not isinstance(error, CostExceeded)
            self.notes.append(f"What was found in addition was not used: {error}.")
        else:
            if again.claims or not first.claims:
                return again
        # What was written first cites the evidence that was there then.
        page.evidence = self.asked.evidence
        return first


class _Page:
    """Takes claims as they are written, checks each, and passes on what may be shown: what passes at once, what a
    model has to look at again when the draft is whole."""

    def __init__(
        self, asked: Asked, on_event: OnEvent, proofreader: Proofreader, supplement: Supplement | None
    ) -> None:
        self.evidence, self._on_event = asked.evidence, on_event
        self._supplement = supplement
        self._cited: list[EvidenceSentence] = []
        self._quoted: set[tuple[EvidenceSentence, ...]] = set()
        self._proofreader = proofreader
        self._waiting: list[Examined] = []
        self.lines = asked.lines
        self.line_of: LineOf = lambda sentence: self.lines.get(sentence.ref)
        self.numbering = Numbering(self.line_of)
        self.claims: list[ShownClaim] = []
        self.withheld: list[Withheld] = []
        self._drafted: set[str] = set()
        self._shown: set[str] = set()

    @property
    def begun(self) -> bool:
        """Whether a claim was taken."""
        return bool(self._drafted)

    def take(self, claim: Claim) -> None:
        from brief.verification.repair import examine

        if claim.text in self._drafted:
            return
        self._drafted.add(claim.text)
        examined = examine(claim, self.evidence)
        # What comes after a sentence that waits, waits with it: they are read in order, the answer first.
        self._waiting.append(examined)
        if len(self._waiting) == 1 and not self._proofreader.waits(examined):
            self.settle()

    def settle(self, most: int | None = None) -> None:
        """Show or withhold what has waited, asking a model at most so many times."""
        self._proofreader.left = most
        for checked in self._proofreader.settle(self._waiting, self.evidence):
            self._put(checked)
        self._waiting = []

    def _put(self, checked: CheckedClaim) -> None:
        if is_withheld(checked):
            self.withheld.append(withhold(checked))
            return
        if self._supplement is None:
            self._show(checked)
        elif checked.evidence not in self._quoted:
            self._show_supplemented(checked, self._supplement)

    def _show_supplemented(self, checked: CheckedClaim, supplement: Supplement) -> None:
        if not self.claims:
            self._quote(supplement.puts_first(checked.evidence))
        self._quote(supplement.needed_before(checked, self._cited, self.evidence))
        self._show(checked)
        self._quote(supplement.goes_on(checked, self._cited, self.evidence))

    def add_last(self) -> None:
        """Quote what the search puts first after what a small model wrote, where that may tell more."""
        if self._supplement is not None:
            self._quote(self._supplement.puts_last(self._cited))

    def _quote(self, sentence: EvidenceSentence | None) -> None:
        """Show a sentence of the evidence word for word, unless it, or a copy of it, is cited."""
        from brief.verification.repair import verify

        if sentence is None or {c.sentence.ref for c in sentence.carriers} & self.numbering.cited:
            return
        quoted = verify(Claim(sentence.sentence.text, (sentence.label,)), self.evidence)
        if not is_withheld(quoted):
            self._quoted.add(quoted.evidence)
            self._show(quoted)

    def _show(self, checked: CheckedClaim) -> None:
        if same_words(checked.claim.text) in self._shown:
            return
        self._shown.add(same_words(checked.claim.text))
        self._cited += checked.evidence
        shown = show(checked, self.numbering, self.evidence.sentences)
        self.claims.append(shown)
        self._on_event(Claimed(shown, self.numbering.citations))

    def take_rest(self, claims: Sequence[Claim]) -> None:
        """Whatever the writer did not pass on while it wrote."""
        for claim in claims:
            self.take(claim)

    def take_quotations(self) -> None:
        """What the extractive writer would say of the same evidence, where it is likely to answer."""
        from brief.writing.extractive import ExtractiveWriter

        if self.evidence.answers:
            self.take_rest(ExtractiveWriter().draft(self.evidence.question, self.evidence).claims)


def _not_answered(blank: Answer, evidence: Evidence, line_of: LineOf) -> Answer:
    numbering = Numbering(line_of)
    for sentence in sorted(evidence.sentences, key=lambda s: -s.score)[:NEAREST]:
        numbering.cite(sentence.carriers[0])
    return replace(blank, nearest=numbering.citations)
