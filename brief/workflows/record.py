"""Values of `brief.models` as plain JSON and back, for run records.

Driven by the type hints of the dataclasses: a field that is added there is recorded without a change here.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from brief.errors import ConfigError

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """A dataclass, date, enum, tuple, dict or scalar as what `json` can write."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list, frozenset)):
        return [to_plain(v) for v in value]
    if isinstance(value, dict):
        return {str(k): to_plain(v) for k, v in value.items()}
    return value


def from_plain(kind: type[T], plain: Any) -> T:
    """The value of type `kind` that `to_plain` wrote.

    Raises:
        ConfigError: the record does not have the shape of `kind` (another version, or edited by hand).
    """
    try:
        return _decode(kind, plain)  # type: ignore[no-any-return]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ConfigError(f"the run record cannot be read as {kind.__name__}: {error}") from None


def _decode(kind: Any, plain: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        choices = [a for a in get_args(kind) if a is not type(None)]
        return None if plain is None else _decode(choices[0], plain)
    if origin is tuple:
        return tuple(_decode(get_args(kind)[0], p) for p in plain)
    if origin is dict:
        return {k: _decode(get_args(kind)[1], v) for k, v in plain.items()}
    if is_dataclass(kind):
        known = _decoders(kind)  # type: ignore[arg-type]
        return kind(**{name: decode(plain[name]) for name, decode in known.items() if name in plain})  # type: ignore[operator]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(plain)
    if kind is date:
        return date.fromisoformat(plain)
    if kind in (int, float, str, bool) and not isinstance(plain, (int, float) if kind is float else kind):
        raise TypeError(f"{plain!r} is not {kind.__name__}")
    return plain


@lru_cache(maxsize=64)
def _decoders(kind: type[Any]) -> dict[str, Callable[[Any], Any]]:
    hints = get_type_hints(kind)
    return {f.name: lambda p, h=hints[f.name]: _decode(h, p) for f in fields(kind)}  # type: ignore[misc]
