"""Settings: from the command line, the environment, a `.env` beside the call, `brief.toml`, then the defaults.

The first place that sets a value wins. An API key and its base URL always come from the same place (both from
the environment, or both from the `.env`, never from `brief.toml`): a `.env` found in a folder of strangers must
not send someone's key elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from brief.addresses import fault, without_password
from brief.errors import ConfigError

DEFAULT_MODEL = "gpt-6-luna"
"""Asked of OpenAI's own endpoint when no model is named."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All that can be set. `.env.example` describes each; the environment's name is BRIEF_ and the field's."""

    library: Path
    api_key: str | None = None
    base_url: str | None = None
    writer: str | None = None
    """`extractive` or `openai`; None: `openai` where a key or an endpoint is set."""
    model: str | None = None
    embedder: str = "static"
    chroma_url: str | None = None
    prompts: Path | None = None
    prices: Path | None = None
    timeout: float = 300.0
    """Seconds without a byte from a model after which a try is given up: a model that thinks sends nothing."""
    retries: int = 3
    max_cost: float | None = None
    """US dollars that one command may cost."""
    judge: str | None = None
    """Which claims the model judges: `none`, those in doubt (`doubts`, or `flagged`), or `all`; None: `doubts` where a
    model writes that is not small (`writing.sizes.is_small`), else `none`."""
    judge_model: str | None = None
    """The model that judges, at the same endpoint; None: the one that writes."""
    plan: bool = True
    """Whether a model may put a short, unclear or following question into words that can be searched for."""
    reasoning_effort: str = "low"
    """How much a reasoning model thinks: whatever the endpoint takes of EFFORTS, else the nearest that it takes."""
    sentences: int = 3
    """How many sentences an answer without a model quotes at most."""
    evidence_tokens: int | None = None
    """How many tokens of evidence a writer is shown at most; None: by the model (`writing.sizes.evidence_budget`)."""
    wait: float = 30.0
    """Seconds to wait for a library that another process is writing."""
    pace: float = 1.0
    """Seconds between two addresses that are fetched from one site, at least."""
    notify: str | None = None
    """Where digests are delivered to: addresses of Apprise, separated by white space."""
    notes: tuple[str, ...] = ()
    """What was ignored while reading the settings, for stderr."""
    redirects: str = ""
    """Where the files of the folder one is in send articles, or take them from, in one line; empty: nowhere."""

    @property
    def writer_name(self) -> str:
        return self.writer or ("openai" if self.api_key or self.base_url else "extractive")


_PATHS = ("library", "prompts", "prices")
_NUMBERS = {
    "timeout": float,
    "retries": int,
    "max_cost": float,
    "evidence_tokens": int,
    "sentences": int,
    "wait": float,
    "pace": float,
}
_LEAST = {"sentences": 1, "evidence_tokens": 200}
"""Less than a sentence or two is no evidence: every question would come out as not answered."""
EFFORTS = ("none", "minimal", "low", "medium", "high", "xhigh", "max")
"""Least first. Models differ in which they take."""
CHOICES = {
    "writer": ("extractive", "openai"),
    "judge": ("none", "doubts", "flagged", "all"),
    "reasoning_effort": EFFORTS,
}
_SWITCHES = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
_SWITCHED = ("plan",)
NAMES = (
    "library",
    "writer",
    "model",
    "embedder",
    "chroma_url",
    "prompts",
    "prices",
    "timeout",
    "retries",
    "max_cost",
    "judge",
    "judge_model",
    "plan",
    "reasoning_effort",
    "sentences",
    "evidence_tokens",
    "wait",
    "pace",
    "notify",
)


def load_settings(
    flags: Mapping[str, Any] | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Settings:
    """The settings in force. `flags` are the command line's values, by field name (None: not given).

    Raises:
        ConfigError: a value that cannot be used, a `brief.toml` that is not TOML or names an unknown setting.
    """
    environ = os.environ if environ is None else environ
    folder = Path.cwd() if folder is None else folder
    dotenv = _read_dotenv(folder / ".env")
    toml = _read_toml(folder / "brief.toml")
    values: dict[str, Any] = {}
    found_in: dict[str, str] = {}
    for name in NAMES:
        variable = f"BRIEF_{name.upper()}"
        for place, value in (
            (_flag(name), (flags or {}).get(name)),
            (variable, environ.get(variable)),
            (f"{variable} in .env", dotenv.get(variable)),
            (f"{name} in brief.toml", toml.get(name)),
        ):
            if value is not None and value != "":
                values[name] = _convert(name, value, place, folder)
                found_in[name] = place.rpartition(" in ")[2] if " in " in place else ""
                break
    if "library" not in values:
        values["library"] = _default_library(environ)
    key, base_url, where, notes = _credentials(environ, dotenv)
    notes = (*notes, *_misspelt(environ, dotenv))
    redirects = _redirects(values, found_in, base_url or "", where)
    return Settings(api_key=key, base_url=base_url, notes=notes, redirects=redirects, **values)


_REDIRECTING = {
    "library": "library",
    "chroma_url": "Chroma server",
    "embedder": "embedder",
    "writer": "writer",
    "prompts": "prompts folder",
    "prices": "prices file",
    "notify": "delivery of digests",
}
"""What decides where articles go, or what is read in their place, and its name in words."""


def _redirects(values: Mapping[str, Any], found_in: Mapping[str, str], base_url: str, key_from: str) -> str:
    """What files of the folder decide of this, in one line, without a password."""
    found = [
        # Addresses of deliveries hold tokens in all their parts.
        (_REDIRECTING[n], "" if n == "notify" else values[n], found_in[n])
        for n in _REDIRECTING
        if found_in.get(n) and _leads(n, values[n])
    ]
    if key_from == ".env":
        found.insert(0, ("model endpoint" if base_url else "OpenAI key", base_url, key_from))
    said = (f"{what} {value} from ./{file}" if value else f"{what} from ./{file}" for what, value, file in found)
    return without_password("; ".join(said))


def _leads(name: str, value: Any) -> bool:
    """Whether this value leads out of the program: of embedders and writers only those at an endpoint do."""
    return name not in ("embedder", "writer") or str(value).startswith("openai")


def _credentials(
    environ: Mapping[str, str], dotenv: Mapping[str, str | None]
) -> tuple[str | None, str | None, str, tuple[str, ...]]:
    """Key, base URL, where both are from, and what was ignored."""
    places = (("the environment", environ), (".env", dotenv))
    for index, (place, variables) in enumerate(places):
        key, base_url = ((variables.get(n) or "").strip() or None for n in ("OPENAI_API_KEY", "OPENAI_BASE_URL"))
        if not key and not base_url:
            continue
        if base_url and (why := fault(base_url)):
            raise ConfigError(f"OPENAI_BASE_URL in {place}: {why}: {base_url!r}")
        other_place, other = places[1 - index]
        missing = [n for n in ("OPENAI_API_KEY", "OPENAI_BASE_URL") if not variables.get(n) and other.get(n)]
        notes = tuple(f"{n} from {other_place} is ignored: key and base URL come from one place" for n in missing)
        return key, base_url, place, notes if index == 0 else ()
    return None, None, "", ()


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _misspelt(*places: Mapping[str, Any]) -> tuple[str, ...]:
    """A line for each variable that is nearly one of ours; other programs may have a BRIEF_ of their own."""
    ours = {f"BRIEF_{name.upper()}" for name in NAMES}
    strangers = {n for place in places for n in place if n.startswith("BRIEF_")} - ours - {"BRIEF_DEBUG"}
    if not strangers:
        return ()
    from difflib import get_close_matches

    meant = ((name, get_close_matches(name, ours, 1, 0.85)) for name in sorted(strangers))
    return tuple(f"{name} is not a setting; {close[0]} is" for name, close in meant if close)


def _convert(name: str, value: Any, place: str, folder: Path) -> Any:
    if name in _SWITCHED:
        if str(value).lower() not in _SWITCHES:
            raise ConfigError(f"{place} must be 1 or 0, not {value!r}")
        return _SWITCHES[str(value).lower()]
    if isinstance(value, (bool, list, dict)):
        raise ConfigError(f"{place} is not a {'number' if name in _NUMBERS else 'text'}: {value!r}")
    if name in _PATHS:
        path = Path(str(value)).expanduser()
        return path if place == _flag(name) else folder / path
    if name in _NUMBERS:
        try:
            number = _NUMBERS[name](value)
        except (TypeError, ValueError):
            raise ConfigError(f"{place} is not a number: {value!r}") from None
        if not _LEAST.get(name, 0) <= number < 1e9 or (number == 0 and name == "timeout"):
            raise ConfigError(f"{place} is out of range: {value!r}")
        return number
    if name in CHOICES and value not in CHOICES[name]:
        raise ConfigError(f"{place} must be one of {', '.join(CHOICES[name])}, not {value!r}")
    return str(value)


def _read_dotenv(path: Path) -> Mapping[str, str | None]:
    if not path.is_file():
        return {}
    from dotenv import dotenv_values

    try:
        return dotenv_values(path, interpolate=False)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}") from None


def _read_toml(path: Path) -> Mapping[str, Any]:
    if not path.is_file():
        return {}
    import tomllib

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path} cannot be read: {error}") from None
    unknown = sorted(set(table) - set(NAMES))
    if unknown:
        raise ConfigError(f"{path}: unknown setting {unknown[0]!r}; there are: {', '.join(NAMES)}")
    return table


def _default_library(environ: Mapping[str, str]) -> Path:
    if environ.get("XDG_DATA_HOME"):
        return Path(environ["XDG_DATA_HOME"]) / "brief"
    from platformdirs import user_data_path

    return user_data_path("brief", appauthor=False)
