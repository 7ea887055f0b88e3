"""What was learnt of one model at one endpoint: asked once, kept for 30 days, without any key.

Endpoints that speak one protocol differ in what they take. What one refused, how much it reads and whether its
model thinks is written down by address and model in the user's cache folder, so that the next command does not
find it out again at the cost of a request. Losing the file loses nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from brief.writing.protocol import Form

KEPT = timedelta(days=30)
"""After which an endpoint is tried again: models and servers change."""
_FORMAT = "brief-endpoint"
_VERSION = 1
_REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing learnt: its value as text, and the day it was learnt (ISO 8601)."""

    value: str
    day: str


@dataclass(frozen=True, slots=True)
class Abilities:
    """The facts by name, and what they mean. `refuses NAME`: a parameter that is left out; `form`: the strictest form
    of answer that is taken; `effort WANTED`: the effort that is taken in its place (empty: none is); `thinks`;
    `context`: tokens of a prompt that are read at most; `read`: the longest prompt, in words and signs, known to have
    been read whole; `ratio`: the endpoint's count of tokens for each one counted here; `output`: tokens that it
    writes at most; `room`: how many times the allowance for thoughts it gets."""

    facts: dict[str, Fact] = field(default_factory=dict)

    @property
    def refused(self) -> frozenset[str]:
        """The parameters that it refuses."""
        return frozenset(name.removeprefix("refuses ") for name, fact in self.facts.items() if fact.value == _REFUSED)

    @property
    def form(self) -> Form:
        value = self._value("form")
        return Form(value) if value in set(Form) else Form.JSON_SCHEMA

    @property
    def thinks(self) -> bool | None:
        """Whether thoughts were seen; None before anything was asked."""
        value = self._value("thinks")
        return None if value is None else value == "yes"

    @property
    def context(self) -> int | None:
        """Tokens that it was seen to read of a prompt at most, or that it stated."""
        return self._number("context")

    @property
    def output(self) -> int | None:
        """Tokens that it may be asked to write at most, thoughts included, where it stated a limit."""
        return self._number("output")

    @property
    def room(self) -> int:
        """How many times the usual allowance its model needs for thoughts."""
        return self._number("room") or 1

    @property
    def read(self) -> int:
        return self._number("read") or 0

    @property
    def ratio(self) -> float | None:
        value = self._value("ratio")
        try:
            return float(value) if value else None
        except ValueError:
            return None

    def effort(self, wanted: str) -> str | None:
        """What is to be asked for in place of an effort; None where the parameter is left out."""
        if "reasoning_effort" in self.refused:
            return None
        return self._value(f"effort {wanted}") or wanted

    @property
    def passed_over(self) -> frozenset[str]:
        """The efforts in whose place another is asked for: refused, or spent on thoughts alone."""
        names = {name: name.removeprefix("effort ") for name in self.facts if name.startswith("effort ")}
        return frozenset(wanted for name, wanted in names.items() if self.facts[name].value != wanted)

    def with_facts(self, day: str, facts: Mapping[str, str]) -> Abilities:
        """The same with these facts, learnt on that day."""
        return Abilities({**self.facts, **{name: Fact(value, day) for name, value in facts.items()}})

    def _value(self, name: str) -> str | None:
        fact = self.facts.get(name)
        return None if fact is None else fact.value

    def _number(self, name: str) -> int | None:
        value = self._value(name)
        return int(value) if value and value.isdecimal() else None

    def lines(self) -> list[str]:
        """What was learnt, for a reader: a line each, with its day."""
        said = {
            "form": "answers in the form {0}",
            "thinks": "thoughts: {0}",
            "context": "reads {0:,} tokens of a prompt at most",
            "output": "writes {0:,} tokens at most",
            "room": "needs {0} times the usual allowance for thoughts",
        }
        out = []
        for name, fact in sorted(self.facts.items()):
            if fact.value == _REFUSED:
                text = f"refuses {name.removeprefix('refuses ')}"
            elif name.startswith("effort ") and fact.value != name.removeprefix("effort "):
                text = f"reasoning effort {name.removeprefix('effort ')}: {fact.value or 'none'} is asked for instead"
            elif name in said:
                text = said[name].format(int(fact.value) if fact.value.isdecimal() else fact.value)
            else:
                continue
            out.append(f"{text} (since {fact.day})")
        return out


def refuses(names: Iterable[str]) -> dict[str, str]:
    """The facts that say so of parameters."""
    return {f"refuses {name}": _REFUSED for name in names}


class Memory:
    """Keeps the abilities of one model at one address (without key, user or password) in `folder`.

    With no folder nothing is kept beyond this object: for tests, and for a replay, which begins with what was known
    then. Never raises for a file that cannot be read or written: it is a cache.
    """

    def __init__(
        self,
        folder: Path | None,
        address: str,
        model: str,
        *,
        today: date | None = None,
        known: Abilities | None = None,
    ) -> None:
        self._file = folder / f"{_digest(address, model)}.json" if folder is not None else None
        self._address = address
        self._model = model
        self._today = today or date.today()
        self._abilities = known or Abilities(_read(self._file, address, model, self._today))

    @property
    def abilities(self) -> Abilities:
        return self._abilities

    def learn(self, facts: Mapping[str, str]) -> None:
        """Take these in, and write them down where that says something new."""
        new = {name: value for name, value in facts.items() if self._abilities._value(name) != value}
        if not new:
            return
        self._abilities = self._abilities.with_facts(self._today.isoformat(), new)
        if self._file is not None:
            _write(self._file, self._address, self._model, self._abilities.facts)

    def forget(self) -> bool:
        """Drop everything; whether there was something."""
        had = bool(self._abilities.facts)
        self._abilities = Abilities()
        if self._file is not None:
            try:
                self._file.unlink(missing_ok=True)
            except OSError:
                return False
        return had


def cache_folder() -> Path:
    """Where abilities are kept: `brief/endpoints` in the user's cache folder (XDG_CACHE_HOME, or the platform's)."""
    from platformdirs import user_cache_path

    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) / "brief" if home else user_cache_path("brief", appauthor=False)) / "endpoints"


def _digest(address: str, model: str) -> str:
    return hashlib.sha256(json.dumps([address, model]).encode()).hexdigest()[:24]


def _read(file: Path | None, address: str, model: str, today: date) -> dict[str, Fact]:
    """The facts in a file that are not too old; none from one that is not of this form, or of another endpoint."""
    if file is None:
        return {}
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
        if [document["format"], document["version"], document["address"], document["model"]] != [
            _FORMAT,
            _VERSION,
            address,
            model,
        ]:
            return {}
        facts = {str(name): Fact(str(given["value"]), str(given["day"])) for name, given in document["facts"].items()}
        return {name: fact for name, fact in facts.items() if _fresh(fact, today)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _fresh(fact: Fact, today: date) -> bool:
    age = today - date.fromisoformat(fact.day)
    return timedelta(0) <= age < KEPT


def _write(file: Path, address: str, model: str, facts: Mapping[str, Fact]) -> None:
    """Beside and renamed: a reader never sees half a file. What cannot be written is learnt again."""
    document = {
        "format": _FORMAT,
        "version": _VERSION,
        "address": address,
        "model": model,
        "facts": {name: {"value": fact.value, "day": fact.day} for name, fact in facts.items()},
    }
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, part = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(document, out, indent=1)
        Path(part).replace(file)
    except OSError:
        pass
