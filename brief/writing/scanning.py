"""Objects and lines out of a text that arrives in pieces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A complete JSON object: its text, the keys that lead to it from the reply's root, whether it holds another."""

    text: str
    keys: tuple[str | None, ...]
    leaf: bool


@dataclass(slots=True)
class _Frame:
    opener: str
    start: int
    key: str | None
    """The key in its parent under which this one stands."""
    leaf: bool = True
    last: str | None = None
    """In an object: the key that is being filled."""


class Scanner:
    """Finds the complete objects of a JSON text that arrives in pieces, the innermost first."""

    def __init__(self) -> None:
        self._buffer = ""
        self._at = 0
        self._frames: list[_Frame] = []
        self._string: int | None = None
        self._escaped = False
        self._closing: int | None = None
        self._word = ""

    def feed(self, piece: str) -> Iterable[Found]:
        self._buffer += piece
        while self._at < len(self._buffer):
            char = self._buffer[self._at]
            found = self._step(char)
            self._at += 1
            if found is not None:
                yield found

    def _step(self, char: str) -> Found | None:
        if self._string is not None and not self._string_ended(char):
            return None
        if not self._frames and char != "{":
            pass  # prose or a fence around the object
        elif char == '"':
            self._string = self._at + 1
        elif char in "{[":
            self._open(char)
        elif char in "}]":
            return self._close(char)
        elif char == ":" and self._frames[-1].opener == "{":
            self._frames[-1].last = self._word
        return None

    def _string_ended(self, char: str) -> bool:
        """Whether the string is over before `char`. A quote ends it only where JSON can go on behind it: small
        models forget to escape those that they quote."""
        if self._closing is not None and not char.isspace():
            if char in ",:}]":
                self._word = self._buffer[self._string : self._closing]
                self._string = self._closing = None
                return True
            self._closing = None
        if self._escaped:
            self._escaped = False
        elif char == "\\":
            self._escaped = True
        elif char == '"':
            self._closing = self._at
        return False

    def _open(self, char: str) -> None:
        parent = self._frames[-1] if self._frames else None
        if char == "{":
            for frame in self._frames:
                frame.leaf = False
        self._frames.append(_Frame(char, self._at, parent.last if parent and parent.opener == "{" else None))

    def _close(self, char: str) -> Found | None:
        frame = self._frames.pop()
        if (frame.opener == "{") != (char == "}"):
            self._frames.clear()  # not JSON: look for the next object
            return None
        if char == "]":
            return None
        keys = tuple(f.key for f in [*self._frames[1:], frame]) if self._frames else ()
        return Found(self._buffer[frame.start : self._at + 1], keys, frame.leaf)


class Lines:
    """Cuts a text that arrives in pieces into its lines."""

    def __init__(self) -> None:
        self._rest = ""
        self.section = ""

    def feed(self, piece: str) -> list[str]:
        *lines, self._rest = (self._rest + piece).split("\n")
        return lines

    def finish(self) -> list[str]:
        rest, self._rest = self._rest, ""
        return [rest] if rest else []
