"""doctor: what is wrong with the library and the set-up, and what helps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from brief.addresses import without_password
from brief.config import DEFAULT_MODEL, Settings
from brief.library.library import Finding

if TYPE_CHECKING:
    from brief.library.library import Library

FETCH_SECONDS = 60.0


def examine(library: Library, settings: Settings) -> list[Finding]:
    """The library's own findings, then those of the set-up around it: the endpoint that is set is asked one small
    question, else servers of models are looked for on loopback."""
    from brief.workflows.endpoint import examine_endpoint

    return [*library.doctor(), _writer(settings), *examine_endpoint(settings), _tokens(settings), *_pdf()]


def fetch_tokenizer(settings: Settings) -> list[Path]:
    """Download what exact token counts need; the files that came new. Raises ProviderError."""
    from brief.writing.tokens import fetch

    return fetch(min(FETCH_SECONDS, settings.timeout))


def forget_endpoint(settings: Settings) -> str:
    """Drop what was learnt of the endpoint that is set: what came of it, as a line.

    Raises:
        ConfigError, ProviderError: it cannot be asked for its model.
    """
    from brief.workflows import endpoint

    if not (settings.api_key or settings.base_url):
        return "no endpoint is set, so nothing is remembered about one"
    if endpoint.forget_endpoint(settings):
        return "forgot what was known about the endpoint"
    return "nothing was known about the endpoint"


def _writer(settings: Settings) -> Finding:
    if settings.writer_name == "extractive":
        return Finding("ok", "writer: extractive (no model)", "")
    where = without_password(settings.base_url or "OpenAI")
    own = "the endpoint’s own model" if settings.base_url else DEFAULT_MODEL
    if not settings.api_key and not settings.base_url:
        return Finding("error", "writer: openai, but no key and no endpoint", "set OPENAI_API_KEY or OPENAI_BASE_URL")
    return Finding("ok", f"writer: {settings.model or own} at {where}", "")


def _tokens(settings: Settings) -> Finding:
    from brief.writing.tokens import available, encoding_name

    name = encoding_name(settings.model or DEFAULT_MODEL)
    if name and available(name):
        return Finding("ok", f"tokens: counted exactly ({name})", "")
    return Finding(
        "warn",
        "tokens: estimated (too many rather than too few), the tokenizer is not installed",
        "`brief doctor --fetch` downloads it",
    )


def _pdf() -> list[Finding]:
    from importlib.util import find_spec

    return [] if find_spec("pypdf") else [Finding("ok", "pdf: support is not installed (the extra `pdf`)", "")]
