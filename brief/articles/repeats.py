"""What stands in many articles of one outlet in the same words is furniture: how sentences are compared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import blake2b

from brief.articles.outlets import site_of
from brief.models import LineKind, Sentence

MANY = 4
"""Articles of an outlet from which a sentence that they share is furniture."""
_COUNTED = (LineKind.BODY, LineKind.BOILERPLATE)
"""What states nothing is counted too: a label in front of it tells what follows it."""
_FEWEST_WORDS = 4
""""He was 85." stands in many articles and is news in each."""
_LONGEST = 300
_DIGITS = str.maketrans("123456789", "000000000")
_LENGTHS = 512
_LABEL = re.compile(r"[^\W\d_a-z][\w’']*(?:\s[\w’']+){0,2}(?=:\s)")
_TOP, _BOTTOM = 2, 3
"""Sentences of a text, from its ends, whose label is counted: in between, who speaks stands in front of a colon too."""


def outlet_key(url: str | None, source: str | None) -> str:
    """What the sentences of an article are counted under: its site, else the name that it states."""
    return (site_of(url) or source or "").casefold()


def digests(sentences: Sequence[Sentence], outlet: str) -> list[int]:
    """A number of 62 bits for each sentence that is counted, the same for the same words of one outlet; and for the
    label in front of those at the edges of a text ("Editor's note:").

    Case and figures aside ("© 2021", "© 2022"). Its last nine bits are the sentence's length, by which most are
    distinguished at once.
    """
    body = [s for s in sentences if s.kind in _COUNTED]
    found = [_digest(s.text, outlet) for s in body]
    found += [_label_digest(s.text, outlet) for s in (*body[:_TOP], *body[_TOP:][-_BOTTOM:])]
    return [digest for digest in found if digest is not None]


def repeated(sentences: Sequence[Sentence], outlet: str, known: Mapping[int, int]) -> list[int]:
    """For each sentence how many articles it stands in, where these are many (`known`, by digest); else 0.

    What follows a label that stands in many, in the same line, belongs to it.
    """
    sizes = {digest % _LENGTHS for digest in known}
    body = [n for n, s in enumerate(sentences) if s.kind in _COUNTED]
    counts = [0] * len(sentences)
    for n in body:
        if len(sentences[n].text) in sizes:
            counts[n] = known.get(_digest(sentences[n].text, outlet) or 0, 0)
    for n in (*body[:_TOP], *body[_TOP:][-_BOTTOM:]):
        count = known.get(_label_digest(sentences[n].text, outlet) or 0, 0)
        at = n
        while count and at < len(counts) and (at == n or sentences[at].start == sentences[at - 1].end + 1):
            counts[at] = count
            at += 1
    return counts


def _digest(text: str, outlet: str) -> int | None:
    if len(text) > _LONGEST or text.count(" ") < _FEWEST_WORDS - 1:
        return None
    return _number(f"{outlet}\n{text.lower().translate(_DIGITS)}") * _LENGTHS + len(text)


def _number(plain: str) -> int:
    return int.from_bytes(blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=7).digest()) >> 3


def _label_digest(text: str, outlet: str) -> int | None:
    label = _LABEL.match(text)
    return None if label is None else _number(f"{outlet}\n\n{label[0].lower()}") * _LENGTHS
