"""What a model costs: a dated table, an override of the user's, and "unknown" for all the rest."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from brief.errors import ConfigError

_TABLE = Path(__file__).with_name("prices.toml")
_SNAPSHOT = re.compile(r"-\d{4}-\d{2}-\d{2}$")


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars a million tokens. `basis` says where that stands (`table of 2026-05-04`, or the override's path)."""

    input: float
    output: float
    basis: str

    def cost(self, prompt_tokens: int, completion_tokens: int) -> float:
        """US dollars for that many tokens."""
        return (prompt_tokens * self.input + completion_tokens * self.output) / 1_000_000


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices by model name. `date` is the day of the built-in table (ISO 8601)."""

    models: Mapping[str, Price] = field(default_factory=dict)
    date: str = ""

    def of(self, model: str) -> Price | None:
        """The price of `model`, or None where it is unknown.

        A dated snapshot (`gpt-4o-mini-2024-07-18`) costs what its model costs; no other name is guessed at.
        """
        return self.models.get(model) or self.models.get(_SNAPSHOT.sub("", model))


def load_prices(override: Path | None = None) -> Prices:
    """The built-in table, with the models of `override` (a TOML file of the same form) put over it.

    Raises ConfigError for an override that is not there or not of that form, naming the model at fault.
    """
    date, models = _read(_TABLE)
    if override is not None:
        models = {**models, **_read(override)[1]}
    return Prices(models, date)


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
    date = str(document.get("date", ""))
    basis = f"table of {date}" if path == _TABLE else str(path)
    return date, {name: _price(path, name, entry, basis) for name, entry in table.items()}


def _price(path: Path, name: str, entry: object, basis: str) -> Price:
    if not isinstance(entry, dict) or set(entry) != {"input", "output"}:
        raise ConfigError(f"the price table {path}: {name!r} needs exactly `input` and `output`")
    numbers = [entry["input"], entry["output"]]
    for number in numbers:
        if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number < math.inf:
            raise ConfigError(f"the price table {path}: {name!r} has a price that is not a number of dollars from 0 up")
    return Price(float(numbers[0]), float(numbers[1]), basis)
