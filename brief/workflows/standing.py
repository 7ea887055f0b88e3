"""Looking for the sentences that a page printed earlier cites: which stand, moved, changed, or are gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from brief.errors import NotFound
from brief.models import (
    Article,
    ArticleInfo,
    CheckedCitation,
    LineKind,
    Reading,
    Sentence,
    SourcedSentence,
    Standing,
)
from brief.text.analysis import analyse
from brief.text.copies import is_copy
from brief.text.line_numbers import line_number
from brief.workflows.drafts import OldCitation

if TYPE_CHECKING:
    from brief.library.library import Library

NEAR = 0.6
"""Share of a sentence's words from which another one in its place is the same sentence, changed."""
CITABLE = (LineKind.BODY, LineKind.HEADLINE)

Search = Callable[[str], Sequence[SourcedSentence]]
"""Gives the sentences, of any article, that are most like a text."""


@dataclass(frozen=True, slots=True)
class Home:
    """The article that a citation came from, as it is now."""

    info: ArticleInfo
    raw: str
    sentences: tuple[Sentence, ...]

    def line_of(self, sentence: Sentence) -> int:
        """The line (from 1) that a sentence of it starts on."""
        return line_number(self.raw, sentence.start)


HomesOf = Callable[[OldCitation], Sequence[Home]]
"""Finds the article of a citation, or those of its file; none where they are not there any more."""


def standing(old: Iterable[OldCitation], homes_of: HomesOf, search: Search) -> tuple[CheckedCitation, ...]:
    """What became of each citation: looked for in its own article first, then anywhere."""
    return tuple(_at_home(citation, homes_of(citation)) or _elsewhere(citation, search) for citation in old)


def _at_home(citation: OldCitation, homes: Sequence[Home]) -> CheckedCitation | None:
    same = [(s, home) for home in homes for s in home.sentences if _is_same(citation.text, s.text)]
    if same:
        kept = [found for found in same if _is_in_place(citation, *found)]
        return _checked(citation, Standing.STANDS if kept else Standing.MOVED, *(kept or same)[0])
    for home in homes:
        near = _nearest(citation.text, (SourcedSentence(s, home.info) for s in home.sentences))
        if near:
            return _checked(citation, Standing.CHANGED, near.sentence, home)
    return None


def _is_in_place(citation: OldCitation, sentence: Sentence, home: Home) -> bool:
    if citation.ref:
        return citation.ref == sentence.ref
    return citation.line is None or citation.line == home.line_of(sentence)


def _checked(citation: OldCitation, what: Standing, sentence: Sentence, home: Home) -> CheckedCitation:
    now = SourcedSentence(sentence, home.info)
    return CheckedCitation(citation.n, citation.text, what, now, home.line_of(sentence))


def _elsewhere(citation: OldCitation, search: Search) -> CheckedCitation:
    """In other articles: a sentence that only resembles it is another one, unless nobody knows where it came from."""
    found = search(citation.text)
    placed = citation.place is not None or citation.ref is not None
    for s in found:
        if _is_same(citation.text, s.sentence.text):
            stands = not placed or citation.place in (s.article.path, s.article.url)
            return CheckedCitation(citation.n, citation.text, Standing.STANDS if stands else Standing.MOVED, s)
    near = None if placed else _nearest(citation.text, found)
    return CheckedCitation(citation.n, citation.text, Standing.CHANGED if near else Standing.GONE, near)


def _is_same(printed: str, stored: str) -> bool:
    """Whether a page printed this sentence: word for word, as printing changes signs and white space."""
    return analyse(printed).wording == analyse(stored).wording and is_copy(printed, [stored])


def _nearest(text: str, others: Iterable[SourcedSentence]) -> SourcedSentence | None:
    """The sentence that has most of the words of `text`, if it has enough of them."""
    wanted = set(analyse(text).wording.split())
    best, most = None, 0.0
    for other in others:
        share = len(wanted & set(analyse(other.sentence.text).wording.split())) / max(1, len(wanted))
        if share > most:
            best, most = other, share
    return best if most >= NEAR else None


# ------------------------------------------------------------------------------------- finding homes


def homes_in(readings: Iterable[Reading]) -> HomesOf:
    """Homes among articles at hand: by version, address or path, else by the name of the file."""
    homes: dict[str, list[Home]] = {}
    for reading in readings:
        info = reading.article.info
        home = _home(reading.article, reading.sentences)
        for key in filter(None, (info.version, info.url, info.path, PurePath(info.path or "").name)):
            homes.setdefault(key, []).append(home)

    def find(citation: OldCitation) -> Sequence[Home]:
        place = citation.place or ""
        version = (citation.ref or "").partition("@")[0]
        return next((homes[key] for key in (version, place, PurePath(place).name) if key in homes), ())

    return find


def homes_of(library: Library) -> HomesOf:
    """Homes in a library: the current version of the article that the citation names."""
    homes: dict[str, Sequence[Home]] = {}

    def find(citation: OldCitation) -> Sequence[Home]:
        version = (citation.ref or "").partition("@")[0]
        for name in filter(None, (version, citation.place)):
            if name not in homes:
                homes[name] = _current(library, name)
            if homes[name]:
                return homes[name]
        return ()

    return find


def _current(library: Library, name: str) -> Sequence[Home]:
    """None too where the name means several articles, the records of one file: the search finds the sentence then."""
    try:
        info = library.info(library.info(name).id)
        return (_home(library.article(info.version), library.sentences(info.version)),)
    except NotFound:
        return ()


def _home(article: Article, sentences: Iterable[Sentence]) -> Home:
    return Home(article.info, article.raw, tuple(s for s in sentences if s.kind in CITABLE))


# -------------------------------------------------------------------------------------------- in words

_SAID: Mapping[Standing, str] = {
    Standing.STANDS: "are still in the article word for word",
    Standing.MOVED: "moved",
    Standing.CHANGED: "changed",
    Standing.GONE: "are gone",
}


def summary(checked: Sequence[CheckedCitation]) -> str:
    """`Of its citations are still in the article word for word: 1-4, 6; moved: 5.`"""
    said = []
    for what, words in _SAID.items():
        numbers = [c.n for c in checked if c.standing is what]
        if numbers:
            said.append(f"{words}: {_ranges(numbers)}")
    return f"Of its citations {'; '.join(said)}."


def _ranges(numbers: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for n in numbers:
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return ", ".join(f"{r[0]}-{r[-1]}" if len(r) > 2 else ", ".join(map(str, r)) for r in runs)
