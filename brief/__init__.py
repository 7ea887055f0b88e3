"""`brief`: questions about the news, answered with sentences that were checked.

The names below are imported on first use, so that `import brief` stays light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from brief.library.library import Library
    from brief.models import Answer, ResolvedDate, Sentence
    from brief.text.printed_dates import printed_dates
    from brief.text.resolving import resolve_date
    from brief.text.sentences import split_sentences
    from brief.workflows.ask import ask

__version__ = "0.1.0"
__all__ = ["Answer", "Library", "ResolvedDate", "Sentence", "ask", "printed_dates", "resolve_date", "split_sentences"]

_HOMES = {
    "Answer": "brief.models",
    "Library": "brief.library.library",
    "ResolvedDate": "brief.models",
    "Sentence": "brief.models",
    "ask": "brief.workflows.ask",
    "printed_dates": "brief.text.printed_dates",
    "resolve_date": "brief.text.resolving",
    "split_sentences": "brief.text.sentences",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'brief' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
