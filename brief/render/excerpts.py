"""Passages as lists show them: the part with the words that were found, and those words marked in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

Stretch = tuple[int, int]
"""First character of a text, and the one after the last."""
Finder = Callable[[str], Sequence[Stretch]]
"""Gives the words of a text that were searched for, in order, none touching another."""
_BEFORE = 80
"""Characters that are shown at most before the first word found."""


def nothing(_: str) -> Sequence[Stretch]:
    """The finder of what is not searched by words."""
    return ()


def pieces(text: str, found: Sequence[Stretch]) -> Iterator[tuple[str, bool]]:
    """A text in order, each piece with whether it was found."""
    at = 0
    for start, end in found:
        yield text[at:start], False
        yield text[start:end], True
        at = end
    yield text[at:], False


def excerpt(text: str, find: Finder, most: int) -> Iterator[tuple[str, bool]]:
    """The part of a text that has the most of the words found, as `pieces` gives it: at most `most` characters, whole
    words of it, with an ellipsis where something is left out."""
    found = find(text)
    start, end = _part(text, found, most)
    yield "… " if start else "", False
    yield from pieces(text[start:end], [(a - start, b - start) for a, b in found if start <= a and b <= end])
    yield " …" if end < len(text) else "", False


def _part(text: str, found: Sequence[Stretch], most: int) -> Stretch:
    if len(text) <= most:
        return 0, len(text)

    def shown(start: int) -> int:
        return len({text[a:b].casefold() for a, b in found if start <= a and b <= start + most})

    # No later than where all the rest is shown.
    starts = [0, *(_word_start(text, min(max(0, a - _BEFORE), len(text) - most)) for a, _ in found)]
    start = max(starts, key=lambda s: (shown(s), -s))
    if len(text) - start <= most:
        return start, len(text)
    end = text.rfind(" ", start + 1, start + most + 1)
    return start, end if end > 0 else start + most


def _word_start(text: str, at: int) -> int:
    """The first word that begins at `at` or after it; `at` where no space follows."""
    space = text.find(" ", at)
    return at if at == 0 or text[at - 1] == " " or space < 0 else space + 1
