"""Check a text, sentence by sentence, against its own sources, given articles or the library.

text -> sentences -> the source sentences that support each best -> Verdicts -> CheckReport
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from brief.articles.beside import PRINTED, dates_beside
from brief.articles.instructions import gives_orders
from brief.errors import EmptyLibrary, SourceError, no_articles
from brief.models import (
    Article,
    ArticleInfo,
    CheckedSentence,
    CheckReport,
    Reading,
    Reason,
    Sentence,
    SourcedSentence,
    Status,
    Verdict,
)
from brief.render.phrases import span
from brief.text.language import guess_language
from brief.verification.check import Passage
from brief.verification.ranking import Pool, best_places
from brief.verification.verdict import asks, check_passages, remedy
from brief.workflows.assemble import dated
from brief.workflows.drafts import (
    claims_of,
    old_citations,
    without_marks,
    written_here,
)
from brief.workflows.standing import CITABLE, HomesOf, homes_in, homes_of, standing, summary

if TYPE_CHECKING:
    from brief.library.library import Library
    from brief.sources.fetching import WebRules

EVIDENCE_AT_MOST = 5
HITS = 12
"""Passages of the library that are read for each sentence."""

Finder = Callable[[str], tuple[Pool, Sequence[SourcedSentence]]]
"""Gives the sentences that may support a sentence, and the same read as a pool."""
_NO_HOME: HomesOf = lambda _: ()  # noqa: E731


def check_text(text: str, sources: Sequence[SourcedSentence], *, path: str | None = None) -> CheckReport:
    """Check each sentence of `text` against `sources`, the sentences that may support it.

    Marks such as `[1]`, headings and everything from a heading `Sources` on are not claims and are left out, so
    that an answer or briefing that `brief` wrote can be checked again.
    """
    found = pool_of(sources), sources
    return _report(text, lambda _: found, path)


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """How to check a text: `against` these paths or addresses in place of the library (`web`: how far fetching may go);
    what of them cannot be read goes to `on_problem` as it is found. `on_sentence` is called with how many sentences are
    checked, and of how many, after each."""

    against: Sequence[str | Path] = ()
    web: WebRules | None = None
    on_problem: Callable[[SourceError], None] | None = None
    on_sentence: Callable[[int, int], None] | None = None


def check_file(
    library: Library, path: str | Path, options: CheckOptions | None = None, *, stdin: BinaryIO | None = None
) -> tuple[CheckReport, tuple[SourceError, ...]]:
    """Check a file ("-": standard input), against articles or the library. See `check_draft`.

    Raises:
        SourceError: the file itself cannot be read.
        EmptyLibrary, LibraryBusy, EmbedderMismatch: as `check_draft`.
    """
    options = options or CheckOptions()
    draft = _draft(path, stdin, options.web)
    return check_draft(library, draft.raw, options, path=str(path))


def check_draft(
    library: Library, text: str, options: CheckOptions | None = None, *, path: str | None = None
) -> tuple[CheckReport, tuple[SourceError, ...]]:
    """Check a text, sentence by sentence; `path` names it in the report. A judge's rulings are added to the report by
    `judging.judge_report`, once the library is closed: no lock is held while a model is asked.

    Returns the report, and what of the articles to check against could not be read.

    Raises:
        EmptyLibrary: there is no article to check it against.
        LibraryBusy, EmbedderMismatch: see brief.errors.
    """
    options = options or CheckOptions()
    against = options.against
    problems: list[SourceError] = []
    if against:
        readings = list(_against(against, problems, options.on_problem, options.web))
        sources = [s for reading in readings for s in sourced(reading)]
        if not sources:
            raise EmptyLibrary(f"no article could be read from {', '.join(map(str, against))}")
        found = pool_of(sources), sources
        finder: Finder = lambda _: found  # noqa: E731
        homes = homes_in(readings)
    else:
        if library.is_empty():
            raise no_articles(library.path)
        finder, homes = _finder(library), homes_of(library)
    return _report(text, finder, path, homes, options.on_sentence), tuple(problems)


def _draft(path: str | Path, stdin: BinaryIO | None, web: WebRules | None) -> Article:
    """The text to be checked; of an HTML page that `brief` wrote, the claims and sources on it."""
    from brief.render.reread import page_text
    from brief.sources import read_sources

    if str(path).casefold().endswith((".html", ".htm")):
        try:
            own = page_text(Path(path).expanduser().read_text(encoding="utf-8"))
        except (OSError, ValueError):
            own = None  # named below, as every source that cannot be read
        if own:
            return Article(ArticleInfo("", "", path=str(path)), own)

    for found in read_sources([path], stdin, web=web):
        if isinstance(found, SourceError):
            raise found
        return found
    raise SourceError(str(path), "no text in it")


def _against(
    paths: Sequence[str | Path],
    problems: list[SourceError],
    on_problem: Callable[[SourceError], None] | None,
    web: WebRules | None,
) -> Iterator[Reading]:
    from brief.articles.reading import read_article
    from brief.sources import read_sources

    for found in read_sources(paths, web=web):
        if isinstance(found, SourceError):
            problems.append(found)
            if on_problem:
                on_problem(found)
        else:
            yield read_article(found)


def _finder(library: Library) -> Finder:
    from brief.retrieval.question import read_question
    from brief.workflows.search import find

    def found(text: str) -> tuple[Pool, Sequence[SourcedSentence]]:
        hits = find(library, read_question(text), HITS)
        infos = {h.article.version: h.article for h in hits}
        groups = library.sentences_of([h.chunk for h in hits])
        each = {s.ref: SourcedSentence(s, infos[s.version]) for group in groups.values() for s in group}
        sources = list(each.values())
        return pool_of(sources), sources

    return found


def pool_of(sources: Sequence[SourcedSentence]) -> Pool:
    before = [None, *sources]
    return Pool(tuple(passage_of(s, before[i]) for i, s in enumerate(sources)))


def passage_of(sourced: SourcedSentence, before: SourcedSentence | None) -> Passage:
    """A sentence as the checks see it, with the one before it if that is of the same article."""
    info = sourced.article
    follows = before is not None and before.article == info and before.sentence.end <= sourced.sentence.start
    named = before.sentence.text if before is not None and follows and not gives_orders(before.sentence.text) else ""
    return Passage(sourced.sentence.text, info.title or "", info.published, named, info.source or "", info.language)


def sourced(reading: Reading) -> list[SourcedSentence]:
    """The sentences of an article that a text may be checked against: its body and its headline."""
    info = reading.article.info
    return [SourcedSentence(s, info) for s in reading.sentences if s.kind in CITABLE]


# ------------------------------------------------------------------------------------------ report


def _report(
    text: str,
    finder: Finder,
    path: str | None,
    homes: HomesOf = _NO_HOME,
    on_sentence: Callable[[int, int], None] | None = None,
) -> CheckReport:
    ours = written_here(text)
    claims = claims_of(text)
    checked = []
    for claim in claims:
        checked.append(_checked(claim, finder, ours=ours))
        if on_sentence:
            on_sentence(len(checked), len(claims))
    sentences = tuple(checked)
    notes = []
    if guess_language(text) not in ("en", "und"):
        notes.append("The text is not in English; the checks are made for English.")
    if not sentences:
        notes.append("No sentence in it states anything that can be checked.")
    citations = standing(old_citations(text), homes, lambda words: finder(words)[1])
    if citations:
        notes.append(summary(citations))
    return CheckReport(path, text, sentences, tuple(notes), citations)


def _checked(claim: Sentence, finder: Finder, *, ours: bool) -> CheckedSentence:
    words = without_marks(claim.text)
    bare = PRINTED.sub("", words) if ours else words
    pool, sources = finder(bare)
    places = best_places(bare, pool, most=EVIDENCE_AT_MOST)
    evidence = tuple(sources[i] for i in places)
    verdict = check_passages(bare, [pool.passages[i] for i in places]) if places else _unmatched(bare)
    wrong = _wrong_days(words, bare, evidence) if bare != words else ()
    if wrong:
        verdict = Verdict(Status.UNSUPPORTED, min(verdict.score, 0.5), (*verdict.reasons, *wrong))
    before = tuple(_sentence_before(i, pool, sources) for i in places)
    return CheckedSentence(claim.start, claim.end, claim.text, verdict, evidence, remedy(verdict), before)


def _unmatched(text: str) -> Verdict:
    """The verdict on a sentence that none of the sources has a word of."""
    if asks(text):
        return Verdict(Status.WEAK, 0.0, (Reason("question", "a question states nothing to check"),))
    return Verdict(Status.UNSUPPORTED, 0.0, (Reason("coverage", "no sentence in the sources is about it"),))


def _sentence_before(place: int, pool: Pool, sources: Sequence[SourcedSentence]) -> SourcedSentence | None:
    return sources[place - 1] if pool.passages[place].before else None


def _wrong_days(words: str, bare: str, evidence: Sequence[SourcedSentence]) -> tuple[Reason, ...]:
    """The resolved dates in `words` that are not what the sentences found mean by the words before them.

    `bare` is the same without them: no sentence of an article has them, and each must be borne out by one.
    """
    meant = {(d.end, span(d.first, d.last)) for e in evidence for d in dates_beside(bare, [dated(e)])}
    wrong, gone = [], 0
    for found in PRINTED.finditer(words):
        quoted = any(found[0].strip() in e.sentence.text for e in evidence)  # "the treaty (2016)", as an article has it
        if not quoted and (found.start() - gone, found["days"]) not in meant:
            wrong.append(Reason("date", f"{found['days']} is not the day that the source means"))
        gone += len(found[0])
    return tuple(wrong)
