"""show: a ref -> the sentence in its article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from brief.models import Article, Sentence
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
