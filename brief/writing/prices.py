"""What a model costs: a dated table, an override of the user's, and "unknown" for all the rest."""

from __future__ import annotations

import datetime
import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from brief.errors import ConfigError

OLD_DAYS = 120
"""After which a price table is said to be old."""
_TIER = frozenset({"above", "long_input", "long_output"})
_TABLE = Path(__file__).with_name("prices.toml")
_SNAPSHOT = re.compile(r"-\d{4}-\d{2}-\d{2}$")


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars a million tokens. `basis` says where that stands (`table of 2026-11-18`, or the override's path).

    A request whose prompt is longer than `above` tokens costs the `long_` prices, all of it.
    """

    input: float
    output: float
    basis: str
    above: float = math.inf
    long_input: float = 0.0
    long_output: float = 0.0

    def cost(self, prompt_tokens: int, completion_tokens: int) -> float:
        """US dollars for a request of that many tokens; thoughts are part of the completion."""
        read, written = self._rates(prompt_tokens)
        return (prompt_tokens * read + completion_tokens * written) / 1_000_000

    def affordable(self, prompt_tokens: int, usd: float) -> int:
        """The tokens that may be written after a prompt of that length for so many US dollars; negative: it costs
        more by itself."""
        read, written = self._rates(prompt_tokens)
        left = usd * 1_000_000 - prompt_tokens * read
        if left < 0:
            return -1
        return math.floor(left / written) if written else 1_000_000_000

    def _rates(self, prompt_tokens: int) -> tuple[float, float]:
        return (self.long_input, self.long_output) if prompt_tokens > self.above else (self.input, self.output)


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices by model name. `date` is the day of the built-in table (ISO 8601)."""

    models: Mapping[str, Price] = field(default_factory=dict)
    date: str = ""

    def age(self, today: datetime.date) -> int | None:
        """The days since the built-in table was made; None where it has no date."""
        return (today - datetime.date.fromisoformat(self.date)).days if self.date else None

    def outdated(self, today: datetime.date) -> str:
        """A line that says so of a built-in table older than 120 days; else empty."""
        age = self.age(today)
        if age is None or age <= OLD_DAYS:
            return ""
        return (
            f"the price table is of {self.date}, {age} days old: prices may have changed (BRIEF_PRICES sets your own)"
        )

    def of(self, model: str) -> Price | None:
        """The price of `model`, or None where it is unknown.

        A dated snapshot (`gpt-4o-mini-2024-07-18`) costs what its model costs; no other name is guessed at.
        """
        return self.models.get(model) or self.models.get(_SNAPSHOT.sub("", model))


@dataclass(frozen=True, slots=True)
class Budget:
    """What requests may take: at most `most` US dollars in all (None: no bound) by these `prices`."""

    prices: Prices | None = None
    most: float | None = None


def load_prices(override: Path | None = None) -> Prices:
    """The built-in table, with the models of `override` (a TOML file of the same form) put over it.

    Raises ConfigError for an override that is not there or not of that form, naming the model at fault.
    """
    day, models = _read(_TABLE)
    if override is not None:
        models = {**models, **_read(override)[1]}
    return Prices(models, day)


def _read(path: Path) -> tuple[str, dict[str, Price]]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"the price table {path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise ConfigError(f"the price table {path} is not TOML: {error}") from error
    table = document.get("models")
    if not isinstance(table, dict):
        raise ConfigError(f"the price table {path} has no [models]")
    day = str(document.get("date", ""))
    basis = f"table of {day}" if path == _TABLE else str(path)
    return day, {name: _price(path, name, entry, basis) for name, entry in table.items()}


def _price(path: Path, name: str, entry: object, basis: str) -> Price:
    if not isinstance(entry, dict) or not {"input", "output"} <= set(entry) <= {"input", "output"} | _TIER:
        raise ConfigError(f"the price table {path}: {name!r} needs `input` and `output`, and may have {_tier_words()}")
    if set(entry) & _TIER and not set(entry) >= _TIER:
        raise ConfigError(f"the price table {path}: {name!r} needs all or none of {_tier_words()}")
    for number in entry.values():
        if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number < math.inf:
            raise ConfigError(f"the price table {path}: {name!r} has a price that is not a number of dollars from 0 up")
    return Price(basis=basis, **{field: float(number) for field, number in entry.items()})


def _tier_words() -> str:
    return ", ".join(f"`{name}`" for name in sorted(_TIER))
