"""Reading what a model answered, whatever it answered, while it is still coming.

`ReplyReader` takes the text in any pieces and gives each claim as soon as it is complete; how the text was cut
makes no difference. It expects the JSON of `protocol`, and makes the best of what small models write instead:
fences, prose before and after, half an object, unescaped quotes, labels as numbers or as one string, claims as
plain strings, a briefing's sections as keys or as a field, or no JSON at all but lines with [S4] marks.
Nothing is believed: unknown labels are dropped, and a claim left without any goes on with none, for the
verifier to find its sentences or to withhold it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from brief.models import SECTIONS, Claim, Draft, Search
from brief.writing.protocol import LONGEST_QUERY, MOST_SEARCHES, SMALL, Form, Room, Shown, neutralise
from brief.writing.scanning import Found, Lines, Scanner

LONGEST_CLAIM = 1000
_THOUGHT = ("<think>", "</think>")
_ONE = r"(?:[0-9a-f]{6,}\s+)?S\d+"
_MARK = rf"[\[(【]\s*{_ONE}(?:\s*(?:,|;|&|and|-|–)?\s*{_ONE})*\s*[\])】]"
_MARKS = re.compile(rf"(?:\s*{_MARK}[,;]?)+")
_LABEL = re.compile(r"(?<![A-Za-z0-9])S(\d{1,4})(?![A-Za-z0-9])", re.I)
_BARE_LABEL = re.compile(r"(?<![A-Za-z0-9])(\d{1,4})(?![A-Za-z0-9])")
_BULLET = re.compile(r"^\s*(?:[-*•–·]+|\d{1,2}[.)])\s+")
_NOT_ANSWERED = re.compile(r"\W*(?:not answered|not answerable|unanswerable)\W*$", re.I)
_PARTLY = re.compile(r"\W*partly (?:answered|answerable)\W*$", re.I)
_SEARCH_LINE = re.compile(r"\W*search\s*:\s*(.+)", re.I)
_FULLY = re.compile(r'"answerable"\s*:\s*(?:"(?:fully|yes|true)"|true\b)', re.I)
_TEXT_KEYS = ("text", "claim", "sentence", "statement")
_CITE_KEYS = ("cites", "cite", "citations", "sources", "labels")


class ReplyReader:
    """Reads one reply to a request with the evidence of `shown`.

    `sections` makes it a briefing's reply: claims carry the section they stand in, and those of no section are
    put in the second, "what happened". `room` bounds the claims and their labels. `on_claim` is called with every
    claim once it is complete; with `may_search` not while the reply names something to search for. After `finish`,
    `understood` says whether this was a reply at all: a well-formed refusal to answer is one, prose without a single
    mark (unless prose was asked for) is not.
    """

    def __init__(
        self,
        shown: Shown,
        *,
        form: Form = Form.JSON_SCHEMA,
        sections: Mapping[str, int] | None = None,
        room: Room = SMALL,
        may_search: bool = False,
        on_claim: Callable[[Claim], None] | None = None,
    ) -> None:
        self._labels = frozenset(shown.labels)
        self._nonce = shown.nonce
        self._form = form
        self._sections = dict(sections) if sections is not None else {}
        self._room = room
        self._may_search = may_search
        self._on_claim = on_claim
        self._text = ""
        self._claims: list[Claim] = []
        self._seen: set[str] = set()
        self._answerable: bool | None = None
        self._partly = False
        self._searches: tuple[Search, ...] = ()
        self._scanner: Scanner | None = None
        self._lines: Lines | None = None
        self.understood = False

    def feed(self, piece: str) -> None:
        """Take the next piece of the reply."""
        self._text += piece
        if self._scanner is None and self._lines is None:
            body = after_thought(self._text)
            if not body:
                return
            self._begin(body)
        elif self._scanner is not None:
            self._scan(piece)
        elif self._lines is not None:
            self._read_lines(self._lines.feed(piece))

    def finish(self) -> Draft:
        """The draft, once the reply has ended (or broken off: what was complete until then counts)."""
        if self._lines is not None:
            self._read_lines(self._lines.finish())
        elif not self._claims and not self.understood:
            # No JSON came of it: prose, or half an object. Prose with marks is as good as what was asked for.
            self._read_prose(after_thought(self._text))
        self.understood = self.understood or bool(self._claims)
        answerable = self._answerable if self._answerable is not None else bool(self._claims)
        searches = self._searches if self._may_search and (self._partly or not answerable) else ()
        return Draft(answerable, tuple(self._claims), self._partly, searches)

    def _begin(self, body: str) -> None:
        if self._form is Form.TEXT and body[0] not in "{`":
            self._lines = Lines()
            self._read_lines(self._lines.feed(body))
        else:
            self._scanner = Scanner()
            self._scan(body)

    def _scan(self, piece: str) -> None:
        assert self._scanner is not None
        for found in self._scanner.feed(piece):
            self._read_object(found)

    def _read_object(self, found: Found) -> None:
        value = _loads(found.text)
        if isinstance(value, dict):
            self._read_dict(value, found)
        elif found.leaf and (rescued := _rescue(found.text)) is not None:
            self._emit(*rescued, section=self._section(found.keys))

    def _read_dict(self, value: dict[str, Any], found: Found) -> None:
        if found.leaf and isinstance(value.get("words"), str):
            self._search([value])
            return
        text = next((value[key] for key in _TEXT_KEYS if isinstance(value.get(key), str)), None)
        if text is not None and found.leaf:
            cites = next((value[key] for key in _CITE_KEYS if key in value), ())
            section = _section_name(value.get("section"))
            self._emit(text, labels_in(cites), section=section or self._section(found.keys))
        if found.keys:
            return
        # A whole reply. Its objects were read when they closed; what is left are claims in other shapes.
        self.understood = True
        if "answerable" in value:
            extent = str(value["answerable"]).strip().lower()
            self._partly = extent == "partly"
            self._answerable = value["answerable"] in (True, 1) or extent in ("true", "yes", "fully", "partly")
        for key, entry in value.items():
            self._read_loose(key, entry)

    def _read_loose(self, key: str, entry: object) -> None:
        """Claims written as strings: `"claims": ["… [S4]"]`, or `"answer": "… [S4]"`."""
        section = _section_name(key) or self._section(())
        strings = [entry] if isinstance(entry, str) and key not in _TEXT_KEYS else entry
        if not isinstance(strings, list) or key in _CITE_KEYS:
            return
        for string in strings:
            if isinstance(string, str):
                for text, cites in _marked(string):
                    if cites or entry is strings:
                        self._emit(text, cites, section=section)

    def _read_lines(self, lines: Iterable[str]) -> None:
        for line in lines:
            if _NOT_ANSWERED.match(line):
                self._answerable = False
                self.understood = True
                continue
            if _PARTLY.match(line):
                self._answerable = self._partly = True
                continue
            if wanted := _SEARCH_LINE.match(line):
                self._search([{"words": wanted[1]}])
                continue
            section, rest = _heading(line) if self._sections else ("", line)
            if section and self._lines is not None:
                self._lines.section = section
            current = self._lines.section if self._lines is not None else ""
            for text, cites in _marked(rest):
                if cites or _is_sentence(text):
                    self._emit(text, cites, section=current or self._section(()))

    def _read_prose(self, text: str) -> None:
        """Prose where JSON was asked for: only its marked sentences count."""
        if _NOT_ANSWERED.match(text):
            self._answerable = False
            self.understood = True
        section = self._section(())
        for line in text.splitlines():
            named, rest = _heading(line) if self._sections else ("", line)
            section = named or section
            for claim, cites in _marked(rest):
                if cites and "{" not in claim:
                    self._emit(claim, cites, section=section)

    def _search(self, wanted: Sequence[Mapping[str, Any]]) -> None:
        self._searches = (*self._searches, *searches_in(wanted))[:MOST_SEARCHES]

    @property
    def _waits(self) -> bool:
        """Whether claims are held back: they will be written anew once what was asked for has been searched."""
        if not self._may_search or (self._searches and _FULLY.search(self._text)):
            return False
        return bool(self._searches) or self._form is Form.TEXT

    def _section(self, keys: Sequence[str | None]) -> str:
        """The innermost section that `keys` name, in a briefing; what names none is what happened."""
        if not self._sections:
            return ""
        return next((name for key in reversed(keys) if (name := _section_name(key))), SECTIONS[1])

    def _emit(self, text: str, cites: Iterable[str], section: str) -> None:
        text, marked = clean_claim(text, self._nonce)
        known = [label for label in dict.fromkeys([*cites, *marked]) if label in self._labels]
        identity = re.sub(r"\W+", " ", text).strip().casefold()
        most = self._sections.get(section, self._room.claims)
        full = sum(claim.section == section for claim in self._claims) >= most
        if full or identity in self._seen or not re.search(r"[^\W\d_]", text) or len(text) > LONGEST_CLAIM:
            return
        self._seen.add(identity)
        claim = Claim(text, tuple(known[: self._room.cites]), section if self._sections else "")
        self._claims.append(claim)
        if self._on_claim is not None and not self._waits:
            self._on_claim(claim)


def clean_claim(text: str, nonce: str = "") -> tuple[str, list[str]]:
    """The words of a claim without the marks in it, and the labels that those marks named."""
    marked = [label for run in _MARKS.findall(text) for label in labels_in(run)]
    text = _MARKS.sub("", text)
    if nonce:
        text = text.replace(nonce, "")
    # A label, or the day of the article, in front: copied from the line that it read.
    text = re.sub(r"^\s*(?:S\d+\s*[:.)\]]\s*)?(?:\d{4}-\d\d-\d\d:\s)?", "", text)
    # Under a grammar, small models part "U.S." and "28,500".
    text = re.sub(r"(?<![\d.,])(?<!\w\. )(\d{1,3}), (\d{3})(?![\d,])", r"\1,\2", text)
    text = re.sub(r"\b([A-Z]\.) (?=[A-Z]\.(?:\W|$))", r"\1", text)
    # Only what is invisible goes: the rest of neutralise would change words that are checked later.
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split()), marked


def after_thought(text: str) -> str:
    """What follows a reasoning model's thoughts; empty while it is not clear yet whether there are any."""
    body = text.lstrip()
    start, end = _THOUGHT
    if start.startswith(body[: len(start)]):
        _, closed, body = body.partition(end)
        return body.lstrip() if closed else ""
    return body


def object_in(text: str) -> dict[str, Any]:
    """The JSON object in a reply, which may stand in a fence, between words or after a reasoning model's thoughts;
    empty where there is none."""
    text = after_thought(text)
    value = _loads(text[text.find("{") : text.rfind("}") + 1])
    return value if isinstance(value, dict) else {}


def _loads(text: str) -> object:
    for attempt in (text, re.sub(r",(\s*[}\]])", r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _rescue(text: str) -> tuple[str, list[str]] | None:
    """A claim out of an object with unescaped quotes: whatever stands between its outermost ones."""
    body = re.search(r'"(?:text|claim|sentence)"\s*:\s*"(.*)"\s*[,}]', text, re.DOTALL)
    cites = re.search(r'"cites?"\s*:\s*(\[[^\]]*\]|"[^"]*")', text)
    return (body[1].replace('\\"', '"'), labels_in(cites[1] if cites else ())) if body else None


def searches_in(value: object, most: int = MOST_SEARCHES) -> tuple[Search, ...]:
    """The searches of a reply: objects with `words` and optionally `since`, `until` and `outlet`; or strings."""
    found: list[Search] = []
    for entry in value if isinstance(value, list) else []:
        wanted = {"words": entry} if isinstance(entry, str) else entry
        if not isinstance(wanted, Mapping) or not isinstance(wanted.get("words"), str):
            continue
        words = neutralise(wanted["words"], LONGEST_QUERY)
        if any(c.isalnum() for c in words):
            outlet = wanted.get("outlet")
            found.append(
                Search(
                    words,
                    _day(wanted.get("since")),
                    _day(wanted.get("until")),
                    neutralise(outlet, LONGEST_QUERY) if isinstance(outlet, str) else "",
                )
            )
    return tuple(dict.fromkeys(found))[:most]


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if isinstance(text, str) else None
    except ValueError:
        return None


def labels_in(value: object) -> list[str]:
    """Labels out of a list, a string or a number: `["S4"]`, `"S4, S9"`, `"[S4]"`, `4`."""
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, int | str):
        # Bare numbers count only where nothing is marked as a label: a date may stand beside one.
        numbers = _LABEL.findall(str(value)) or _BARE_LABEL.findall(str(value))
        return [f"S{int(number)}" for number in numbers]
    if isinstance(value, Mapping):
        return [label for entry in value.values() for label in labels_in(entry)]
    if isinstance(value, Iterable):
        return [label for entry in value for label in labels_in(entry)]
    return []


def _marked(line: str) -> list[tuple[str, list[str]]]:
    """The sentences of a line with the labels that mark each: before it where the line starts so, else after."""
    line = _BULLET.sub("", line).strip()
    runs = list(_MARKS.finditer(line))
    if not runs:
        return [(line, [])] if line else []
    before = runs[0].start() == 0
    pieces: list[tuple[str, list[str]]] = []
    for n, run in enumerate(runs):
        if before:
            piece = line[run.end() : runs[n + 1].start() if n + 1 < len(runs) else len(line)]
        else:
            piece = line[runs[n - 1].end() if n else 0 : run.start()]
            # "said it [S1]. Then …": the full stop belongs to the sentence before the mark.
            piece = re.sub(r"^\s*[.!?](?=\s|$)", "", piece)
            stop = re.match(r"\s*([.!?])(?:\s|$)", line[run.end() :])
            piece = piece.rstrip() + (stop[1] if stop and piece.rstrip()[-1:] not in ".!?" else "")
        pieces.append((piece.strip(" :-–"), labels_in(run.group())))
    rest = "" if before else re.sub(r"^\s*[.!?](?=\s|$)", "", line[runs[-1].end() :]).strip()
    return [*pieces, *([(rest, [])] if rest else [])]


def _is_sentence(text: str) -> bool:
    """True for what could be an unmarked claim: "Here is the answer:" and headings are not."""
    return len(text.split()) >= 4 and text.rstrip("\"'”’)").endswith((".", "!", "?"))


def _section_name(key: object) -> str:
    if not isinstance(key, str):
        return ""
    name = re.sub(r"[^a-z]+", "_", key.casefold()).strip("_")
    return name if name in SECTIONS else ""


def _heading(line: str) -> tuple[str, str]:
    """The section that a line opens, and what follows on it: `WHAT HAPPENED: …`, `## Positions`."""
    head, colon, rest = line.partition(":")
    name = _section_name(head)
    return (name, rest if colon else "") if name else ("", line)
