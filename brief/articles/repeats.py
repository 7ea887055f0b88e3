"""What stands in many articles of one outlet in the same words is furniture: how sentences are told to be the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b

from brief.articles.outlets import site_of
from brief.models import LineKind, Sentence

MANY = 4
"""Articles of an outlet from which a sentence that they share is furniture."""
_FEWEST_WORDS = 4
""""He was 85." stands in many articles and is news in each."""
_LONGEST = 300
_DIGITS = str.maketrans("123456789", "000000000")
_LENGTHS = 512


def outlet_key(url: str | None, source: str | None) -> str:
    """What the sentences of an article are counted under: its site, else the name that it states."""
    return (site_of(url) or source or "").casefold()


def digests(sentences: Iterable[Sentence], outlet: str) -> list[int]:
    """A number of 62 bits for each sentence that is counted, the same for the same words of one outlet.

    Case and figures aside ("© 2021", "© 2022"). Its last nine bits are the sentence's length, by which most are told
    apart at once.
    """
    found = (_digest(s.text, outlet) for s in sentences if s.kind is LineKind.BODY)
    return [digest for digest in found if digest is not None]


def repeated(sentences: Iterable[Sentence], outlet: str, known: Mapping[int, int]) -> list[int]:
    """For each sentence how many articles it stands in, where these are many (`known`, by digest); else 0."""
    sizes = {digest % _LENGTHS for digest in known}
    return [
        known.get(_digest(s.text, outlet) or 0, 0) if s.kind is LineKind.BODY and len(s.text) % _LENGTHS in sizes else 0
        for s in sentences
    ]


def _digest(text: str, outlet: str) -> int | None:
    if len(text) > _LONGEST or text.count(" ") < _FEWEST_WORDS - 1:
        return None
    plain = f"{outlet}\n{text.lower().translate(_DIGITS)}"
    number = int.from_bytes(blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=7).digest())
    return (number >> 3) * _LENGTHS + len(text) % _LENGTHS
