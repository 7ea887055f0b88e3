"""show: a ref -> the sentence in its article; an article -> every stretch of it as it was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from brief.articles.reading import read_article
from brief.articles.stretches import stretches
from brief.models import Article, Line, Sentence
from brief.text.line_numbers import line_number

if TYPE_CHECKING:
    from brief.library.library import Library


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with the article version it stands in, the line (from 1) it starts on, and whether that
    version is still the article's newest."""

    article: Article
    sentence: Sentence
    line: int
    current: bool


def show(library: Library, ref: str) -> Passage:
    """Resolve `<article version>@<start>-<end>`, of any version that the library still holds.

    Raises:
        NotFound: no such version, or the offsets lie outside its text.
    """
    article, sentence = library.resolve(ref)
    newest = library.info(article.info.id)
    return Passage(article, sentence, line_number(article.raw, sentence.start), newest.version == article.info.version)


@dataclass(frozen=True, slots=True)
class ArticleAsRead:
    """An article with every stretch of its text, in order."""

    article: Article
    stretches: tuple[Line, ...]


def show_article(library: Library, name: str) -> ArticleAsRead:
    """How brief reads the article that `name` (an id, a version, an address or a path) names.

    Raises:
        NotFound: the library has no such article, or more than one.
    """
    return as_read(library, library.article(library.info(name).version))


def as_read(library: Library, article: Article) -> ArticleAsRead:
    """How brief reads an article of the library, an earlier version too."""
    reading = read_article(article)
    counts = library.repeated(reading.sentences, article.info)
    return ArticleAsRead(article, stretches(reading, counts))
