"""What each page shows: from a library to HTML. Each function is run in a thread, with a library to itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from brief.api.library import Library, Opened
from brief.api.values import Answer
from brief.config import DEFAULT_MODEL, Settings
from brief.errors import BriefError, EmptyLibrary, NotFound
from brief.models import Query
from brief.render import phrases
from brief.render.briefing_page import body as briefing_body
from brief.render.edition_index import edition_page
from brief.render.safe import html
from brief.render.web import articles, asking, digests, drafts, results
from brief.render.web.frame import outlet_list, page, place_of
from brief.serving.forms import DRAFT_AT_MOST

if TYPE_CHECKING:
    from brief.library.library import DigestEdition
    from brief.library.library import Library as Store
    from brief.workflows.conversation import Conversation
    from brief.workflows.replay import MakeWriter

RECENT = 8
"""Earlier questions on the front page."""
_HEADING = '<h1 class="unseen">Questions and answers</h1>'
"""Above a conversation, for those who are read the page: the box and the questions speak for themselves."""
OFFERED = 1_000
"""Outlets that are offered where one can be named, the commonest."""


def writes(settings: Settings) -> str | None:
    """The model that writes, as far as the settings say; None: sentences are quoted."""
    if settings.writer_name != "openai":
        return None
    return settings.model or ("the model" if settings.base_url else DEFAULT_MODEL)


@contextmanager
def _store(library: Library) -> Iterator[tuple[Store, Settings]]:
    """What the library is kept in.

    Raises:
        EmptyLibrary: it has no articles.
    """
    with Opened(library, None) as (store, settings):
        if store.is_empty():
            raise EmptyLibrary(f"the library at {store.path} has no articles: add some with `brief add PATH`")
        yield store, settings


def _outlets(store: Store) -> list[str]:
    """What the field for an outlet offers."""
    return [name for name, _ in store.names.outlets()][:OFFERED]


# -------------------------------------------------------------------------------------------- asking


def front(library: Library) -> str:
    """The question box, the newest digest, and what was asked before."""
    from brief.workflows.earlier import questions

    with _store(library) as (store, settings):
        rows = questions(store, RECENT)
        editions = _editions(store)
        holds, outlets = _holds(store), _outlets(store)
    parts = [_HEADING, f'<div id="thread"></div>{asking.question_box(Query(""))}', outlet_list(outlets)]
    parts.append(f'<div class="front"><p class="meta">{html(holds)} {html(_how(settings))}</p>')
    newest = _newest(*editions[0]) if editions else ""
    asked = asking.recent([(row.run_id, row.question or row.run_id) for row in rows])
    return page("Ask", [*parts, f'<div class="start">{newest}{asked}</div></div>'], "ask", wide=True)


def _newest(edition: digests.Edition, kept: DigestEdition) -> str:
    """The newest digest with the titles of its stories, as far as its file says them."""
    path = Path(kept.path or "")
    try:
        found = edition_page(path.name, path.read_text(encoding="utf-8", errors="replace"), kept.committed_at)
    except OSError:
        found = None
    return digests.newest(edition, found.stories if found else ())


def _holds(store: Store) -> str:
    """How much there is, and up to which day."""
    newest = store.newest()
    return phrases.count(store.count(), "article") + (f", the newest of {newest.isoformat()}." if newest else ".")


def _how(settings: Settings) -> str:
    model = writes(settings)
    if model is None:
        return "No model is set: answers quote the articles."
    return f"Answers are written by {model}, and each sentence is checked before it is shown."


def conversation(library: Library, run: str) -> str:
    """The conversation that ends with the run, and the box for a further question."""
    from brief.workflows.earlier import conversation as earlier

    with _store(library) as (store, settings):
        found = earlier(store, run, _make_writer(settings))
        turns = [asking.Asked(e.question, e.said, e.answer, e.texts) for e in found]
        return _thread(turns, run, _outlets(store))


def answered(library: Library, answer: Answer) -> str:
    """An answer that was just given and could not be recorded: it has no address."""
    with _store(library) as (store, _):
        return _thread([asking.Asked(answer.question, "", answer, answer.texts)], "", _outlets(store))


def _thread(turns: list[asking.Asked], run: str, outlets: list[str]) -> str:
    shown = "".join(asking.turn(one, n) for n, one in enumerate(turns, 1))
    box = asking.question_box(Query(""), after=run, fresh=False)
    parts = [_HEADING, f'<div id="thread">{shown}</div>{box}', outlet_list(outlets)]
    return page(turns[-1].question, parts, "ask", wide=True)


def require_outlets(library: Library, query: Query) -> None:
    """Raises NotFound where a question is to be answered from an outlet that no article is from."""
    from brief.workflows.completing import unknown_outlets

    with _store(library) as (store, _):
        for line in unknown_outlets(store, query):
            raise NotFound(line)


def before(library: Library, run: str) -> Conversation:
    """The conversation that a question after that run goes on with.

    Raises:
        NotFound: there is no such run, or it is no question.
    """
    from brief.workflows.conversation import conversation_of

    with _store(library) as (store, _):
        return conversation_of(store, run)


def recorded(library: Library, answer: Answer) -> bool:
    """Whether the answer has an address."""
    with Opened(library, None) as (store, _):
        return any(row.run_id == answer.run for row in store.runs())


def _make_writer(settings: Settings) -> MakeWriter:
    from brief.workflows.setup import writer_over

    return lambda options, recorded: writer_over(recorded, options, settings)


# ------------------------------------------------------------------------------------------- reading


def searched(library: Library, query: Query, k: int) -> str:
    """The passages that match."""
    from brief.workflows.completing import unknown_outlets
    from brief.workflows.search import search_and_read, words_of

    with _store(library) as (store, _):
        outlets = _outlets(store)
        if not query.text:
            return page("Search", results.results(query, [], k, outlets, []), "search")
        hits, question = search_and_read(store, query, k)
        notes = [*unknown_outlets(store, query), results.undated_note(store.undated(query))]
    parts = results.results(query, hits, k, outlets, notes, words_of(question))
    return page(f"Search: {query.text}", parts, "search")


def listed(library: Library, query: Query, number: int) -> str:
    """A page of the list of articles that pass the filters and have all words of the query, the newest first."""
    from brief.workflows.completing import unknown_outlets
    from brief.workflows.search import read_query, words_of

    with _store(library) as (store, _):
        every = sorted(store.articles(query, query.text), key=lambda a: a.published or date.min, reverse=True)
        notes = unknown_outlets(store, query)
        number = min(number, max(1, -(-len(every) // articles.PAGE)))
        start = (number - 1) * articles.PAGE
        shown = articles.Listed(every[start : start + articles.PAGE], len(every), number, _outlets(store), notes)
    return page("Articles", articles.article_list(query, shown, words_of(read_query(query))), "articles")


def article(library: Library, name: str, ref: str, lines: bool) -> str:
    """An article as it was read; `ref`: of the sentence in it that is marked.

    Raises:
        NotFound: there is no such article, or no such place in it.
    """
    from brief.workflows.show import as_read, show, show_article

    with _store(library) as (store, _):
        if ref:
            passage = show(store, ref)
            read = as_read(store, passage.article)
            shown = articles.Shown(passage.sentence, lines, passage.current)
        else:
            try:
                read, shown = show_article(store, name), articles.Shown(lines=lines)
            except NotFound:  # a version that is no longer the newest
                read, shown = as_read(store, store.article(name)), articles.Shown(lines=lines, current=False)
    parts = articles.article_page(read.article, read.stretches, shown)
    return page(read.article.info.title or "Untitled", parts, "articles")


# ------------------------------------------------------------------------------------------- digests


def digest(library: Library, name: str, made: dict[str, str]) -> str:
    """A digest by its name (`2019-11-22-1`), or the newest. `made` keeps the bodies that were made, by what they are.

    Raises:
        NotFound: there is no such digest, or its page is gone.
    """
    with _store(library) as (store, settings):
        every = _editions(store)
        if not every:
            return page("Digests", [digests.none_yet()], "digests")
        wanted = [(e, kept) for e, kept in every if not name or e.address == f"/digests/{name}"]
        if not wanted:
            raise NotFound(f"no digest of {name}")
        shown, edition = wanted[0]
        if edition.sha256 not in made:
            made[edition.sha256] = _body(store, edition, settings)
    parts = digests.digest_page(made[edition.sha256], shown, [e for e, _ in every])
    return page(f"Digest of {shown.title}", parts, "digests")


def _editions(store: Store) -> list[tuple[digests.Edition, DigestEdition]]:
    """The digests that are still there, the newest first."""
    from brief.workflows.editions import editions

    return [(digests.Edition(e.date, e.edition), e) for e in editions(store) if e.path]


def _body(store: Store, edition: DigestEdition, settings: Settings) -> str:
    """The page of a digest: made again from its run; else its file, where it is as it was written."""
    from brief.workflows.editions import briefing_of

    try:
        return briefing_body(*briefing_of(store, edition, _make_writer(settings)), place_of)
    except BriefError as error:
        path = Path(edition.path or "")
        try:
            data = path.read_bytes()
        except OSError:
            raise NotFound(f"the digest of {edition.date} cannot be shown: {error}") from None
        if hashlib.sha256(data).hexdigest() != edition.sha256:
            raise NotFound(f"the digest of {edition.date} was changed after it was written: {path}") from None
        return digests.body_of_file(data.decode("utf-8", "replace"), path.suffix.lower())


# -------------------------------------------------------------------------------------------- drafts


def draft_box(settings: Settings, text: str = "", *, again: bool = False) -> str:
    """The form for a draft; with an endpoint it offers to ask the model, unless that is set already."""
    asks = settings.judge is None and writes(settings) is not None
    return drafts.draft_box(text, model=writes(settings) if asks else None, most=DRAFT_AT_MOST, again=again)


def draft(library: Library) -> str:
    """The page to paste a draft into."""
    with _store(library) as (_, settings):
        count = len(library)
    parts = [drafts.intro(count), '<div id="result"></div>', draft_box(settings)]
    return page("Check a draft", parts, "check")


def checked(settings: Settings, text: str, result: str) -> str:
    """The page with a draft that was checked."""
    parts = ["<h1>Check a draft</h1>", f'<div id="result">{result}</div>', draft_box(settings, text, again=True)]
    return page("Checked draft", parts, "check")
