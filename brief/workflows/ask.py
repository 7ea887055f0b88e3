"""ask: Question -> Query -> Hits -> Evidence -> Draft -> Verdicts -> Answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from brief.errors import CostExceeded, EmptyLibrary
from brief.models import (
    Answer,
    CheckedClaim,
    Citation,
    Claim,
    Evidence,
    EvidenceSentence,
    Query,
    ShownClaim,
    Withheld,
)
from brief.text.line_numbers import line_number
from brief.workflows.assemble import LineOf, Numbering, is_withheld, same_words, show, withhold

if TYPE_CHECKING:
    from pathlib import Path

    from brief.library.library import Library
    from brief.workflows.proofreading import Examined, Proofreader
    from brief.writing import Writer

NEAREST = 3
"""How many of the nearest sentences are shown when nothing is answered."""

OnClaim = Callable[[ShownClaim, tuple[Citation, ...]], None]
"""Called with each claim as soon as its verdict is in, with the citations made so far."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what was found for it: all that a writer and the checks need, and all a record keeps."""

    question: str
    as_of: date | None
    evidence: Evidence
    lines: dict[str, int]
    """The line number of each sentence of the evidence, by ref."""
    notes: tuple[str, ...] = ()

    def line_of(self, ref: str) -> int | None:
        return self.lines.get(ref)


@dataclass(frozen=True, slots=True)
class AskOptions:
    """How to answer: `k` passages are read for at most `evidence_tokens` tokens of sentences; `judge` says which claims
    the writer's model judges (see brief.verification.judge.wanted); `run` names the run in the answer."""

    k: int = 24
    evidence_tokens: int = 2000
    judge: str = "none"
    run: str = ""


def ask(
    library: Library | Path | str,
    query: Query | str,
    options: AskOptions | None = None,
    *,
    writer: Writer | None = None,
    on_claim: OnClaim | None = None,
) -> Answer:
    """Answer `query` (a question, alone or with its days and sources) from `library` (or the folder of one), with
    checked and cited claims.

    `writer` defaults to the extractive one.

    Raises:
        EmptyLibrary: no article is in the library.
        ConfigError, LibraryBusy, ProviderError: see brief.errors.
    """
    from brief.library.library import Library
    from brief.writing.extractive import ExtractiveWriter

    if not isinstance(library, Library):
        with Library(library) as opened:
            return ask(opened, query, options, writer=writer, on_claim=on_claim)
    options = options or AskOptions()
    asked = find_evidence(library, Query(query) if isinstance(query, str) else query, options)
    return answer(asked, writer or ExtractiveWriter(), options, on_claim=on_claim)


def find_evidence(library: Library, query: Query, options: AskOptions | None = None) -> Asked:
    """The first half of `ask`: everything up to the evidence, with the library; no model is called."""
    from brief.workflows.search import gather_evidence, read_query

    options = options or AskOptions()
    read = read_query(query)
    if library.is_empty():
        raise EmptyLibrary(f"the library at {library.path} has no articles: add some with `brief add PATH`")
    evidence = gather_evidence(library, read, k=options.k, budget=options.evidence_tokens)
    lines = lines_of(library, evidence.sentences)
    return Asked(query.text, query.as_of, evidence, lines, tuple(_notes(library, read.query, evidence)))


def answer(
    asked: Asked, writer: Writer, options: AskOptions | None = None, *, on_claim: OnClaim | None = None
) -> Answer:
    """The second half of `ask`: write, check, number. Needs no library, so `replay --verify` runs it again."""
    from brief.workflows.proofreading import Proofreader

    options = options or AskOptions()
    line_of: LineOf = lambda sentence: asked.line_of(sentence.ref)  # noqa: E731
    blank = Answer(
        options.run,
        asked.question,
        asked.as_of,
        writer.name,
        writer.model,
        False,
        asked.evidence.confidence,
        notes=asked.notes,
    )
    if not asked.evidence.answers:
        return _not_answered(blank, asked.evidence, line_of)
    proofreader = Proofreader(writer, options.judge)
    page = _Page(asked.evidence, line_of, on_claim, proofreader)
    said = []
    try:
        draft = writer.draft(asked.question, asked.evidence, page.take)
        page.take_rest(draft.claims)
        page.settle()
        if draft.claims and not page.claims and writer.name != "extractive":
            said.append("Everything that the model wrote was withheld; these are sentences of the articles instead.")
            page.take_quotations()
    except CostExceeded as error:
        said.append(f"Written without the model: {error}.")
        page.take_quotations()
    done = replace(
        blank,
        withheld=tuple(page.withheld),
        usage=writer.usage,
        notes=(*asked.notes, *writer.notes, *proofreader.notes, *said),
        provider_failed=proofreader.failed,
    )
    if not page.claims:
        return _not_answered(done, asked.evidence, line_of)
    return replace(done, answered=True, claims=tuple(page.claims), citations=page.numbering.citations)


class _Page:
    """Takes claims as they are written, checks each, and passes on what may be shown: what passes at once, what a
    model has to look at again when the draft is whole."""

    def __init__(self, evidence: Evidence, line_of: LineOf, on_claim: OnClaim | None, proofreader: Proofreader) -> None:
        self.evidence, self.on_claim = evidence, on_claim
        self._proofreader = proofreader
        self._waiting: list[Examined] = []
        self.numbering = Numbering(line_of)
        self.claims: list[ShownClaim] = []
        self.withheld: list[Withheld] = []
        self._drafted: set[str] = set()
        self._shown: set[str] = set()

    def take(self, claim: Claim) -> None:
        from brief.verification.repair import examine

        if claim.text in self._drafted:
            return
        self._drafted.add(claim.text)
        examined = examine(claim, self.evidence)
        if self._proofreader.waits(examined):
            self._waiting.append(examined)
            return
        for checked in self._proofreader.settle([examined], self.evidence):
            self._put(checked)

    def settle(self) -> None:
        """Show or withhold what has waited."""
        for checked in self._proofreader.settle(self._waiting, self.evidence):
            self._put(checked)
        self._waiting = []

    def _put(self, checked: CheckedClaim) -> None:
        if is_withheld(checked):
            self.withheld.append(withhold(checked))
            return
        if same_words(checked.claim.text) in self._shown:
            return
        self._shown.add(same_words(checked.claim.text))
        shown = show(checked, self.numbering, self.evidence.sentences)
        self.claims.append(shown)
        if self.on_claim:
            self.on_claim(shown, self.numbering.citations)

    def take_rest(self, claims: Sequence[Claim]) -> None:
        """Whatever the writer did not pass on while it wrote."""
        for claim in claims:
            self.take(claim)

    def take_quotations(self) -> None:
        """What the extractive writer would say of the same evidence."""
        from brief.writing.extractive import ExtractiveWriter

        self.take_rest(ExtractiveWriter().draft(self.evidence.question, self.evidence).claims)


def _not_answered(blank: Answer, evidence: Evidence, line_of: LineOf) -> Answer:
    numbering = Numbering(line_of)
    for sentence in sorted(evidence.sentences, key=lambda s: -s.score)[:NEAREST]:
        numbering.cite(sentence.carriers[0])
    return replace(blank, nearest=numbering.citations)


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
        notes.append("No article passes the dates and sources asked for.")
    left_out = library.undated(query)
    if left_out:
        notes.append(f"{left_out} undated {'article was' if left_out == 1 else 'articles were'} left out.")
    if any(e.article.language not in ("en", "und") for e in evidence.sentences):
        notes.append("Some of the sources are not in English; checking is made for English.")
    return notes
