"""Prompts: plain text files with named $placeholders, checked when they are loaded.

A file holds the system message, a line `=====`, and the user message. `--prompts DIR` puts a folder of one's
own before the built-in one; a file that is not in it is taken from the built-in ones. Those in `small/` are for small
models (see `sizes`).
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from pathlib import Path

from brief.errors import ConfigError

_RULE = "====="
PLACEHOLDERS: dict[str, frozenset[str]] = {
    "answer": frozenset({"nonce", "setting", "question", "evidence", "format", "most"}),
    "answer-json": frozenset(),
    "answer-text": frozenset(),
    "story": frozenset({"nonce", "title", "evidence", "format"}),
    "story-json": frozenset(),
    "story-text": frozenset(),
    "plan": frozenset({"setting", "question"}),
    "small/answer": frozenset({"nonce", "question", "evidence", "format", "most"}),
    "small/answer-json": frozenset(),
    "small/answer-text": frozenset(),
    "small/story": frozenset({"nonce", "title", "evidence", "format"}),
    "small/story-json": frozenset(),
    "small/story-text": frozenset(),
    "stories": frozenset({"nonce", "evidence", "most"}),
    "judge": frozenset({"nonce", "evidence", "claims", "format"}),
    "judge-verdicts": frozenset(),
    "judge-corrections": frozenset(),
    "small/judge": frozenset({"nonce", "evidence", "claims"}),
    "small/rewrite": frozenset({"nonce", "evidence", "claims"}),
}
"""Every prompt, with the placeholders that it must have and may have."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A loaded prompt: what stands before and after its rule (`user` is empty where it has none)."""

    system: string.Template
    user: string.Template

    def fill(self, **values: str) -> tuple[str, str]:
        """The system and the user message. The values go in as they are: a `$` in them is text."""
        return self.system.substitute(values).strip(), self.user.substitute(values).strip()

    def messages(self, **values: str) -> list[dict[str, str]]:
        """The same as a chat's messages, without one that would be empty."""
        filled = zip(("system", "user"), self.fill(**values), strict=True)
        return [{"role": role, "content": content} for role, content in filled if content]


def load_prompt(name: str, folder: Path | None = None) -> Prompt:
    """The prompt `name` from `folder`, else from the built-in ones.

    Raises ConfigError for a file that cannot be read, and for one whose placeholders are not exactly those of
    PLACEHOLDERS, naming those that are missing or unknown.
    """
    path = _find(name, folder)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"the prompt {path} cannot be read: {error}") from error
    lines = text.splitlines()
    rule = next((i for i, line in enumerate(lines) if line.strip() == _RULE), len(lines))
    prompt = Prompt(string.Template("\n".join(lines[:rule])), string.Template("\n".join(lines[rule + 1 :])))
    _validate(path, prompt, PLACEHOLDERS[name])
    return prompt


def _find(name: str, folder: Path | None) -> Path:
    if folder is not None:
        if not folder.is_dir():
            raise ConfigError(f"the prompts folder {folder} is not a folder")
        if (folder / f"{name}.txt").exists():
            return folder / f"{name}.txt"
    package = Path(__file__).resolve().parent.parent
    # In the wheel they lie inside the package, in a checkout beside it.
    for home in (package / "prompts", package.parent / "prompts"):
        if (home / f"{name}.txt").is_file():
            return home / f"{name}.txt"
    raise ConfigError(f"the prompt {name}.txt is missing from this installation of brief")


def _validate(path: Path, prompt: Prompt, wanted: frozenset[str]) -> None:
    found: set[str] = set()
    for template in (prompt.system, prompt.user):
        if not template.is_valid():
            raise ConfigError(f"the prompt {path} has a $ without a placeholder (write $$ for a dollar sign)")
        found.update(template.get_identifiers())
    faults = [f"${name} is missing" for name in sorted(wanted - found)]
    faults += [f"${name} is unknown" for name in sorted(found - wanted)]
    if faults:
        raise ConfigError(f"the prompt {path}: {', '.join(faults)}")
