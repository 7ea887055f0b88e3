"""`brief`: questions about the news, answered with sentences that were checked. The Python API: see `brief.api`.

The names below are imported on first use, so that `import brief` stays light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from brief.api.articles import Article
    from brief.api.briefings import digest, summarize
    from brief.api.library import Library, settings
    from brief.api.questions import ask, check, search
    from brief.api.values import Answer, Briefing, CheckReport, Digest, Hits
    from brief.config import Settings
    from brief.errors import BriefError
    from brief.models import Query, ResolvedDate, Sentence
    from brief.text.printed_dates import printed_dates
    from brief.text.resolving import resolve_date
    from brief.text.sentences import split_sentences
    from brief.workflows.asked import Claimed, Progress

__version__ = "0.1.0"
__all__ = [
    "Answer",
    "Article",
    "BriefError",
    "Briefing",
    "CheckReport",
    "Claimed",
    "Digest",
    "Hits",
    "Library",
    "Progress",
    "Query",
    "ResolvedDate",
    "Sentence",
    "Settings",
    "ask",
    "check",
    "digest",
    "printed_dates",
    "resolve_date",
    "search",
    "settings",
    "split_sentences",
    "summarize",
]

_HOMES = {
    "Answer": "brief.api.values",
    "Article": "brief.api.articles",
    "BriefError": "brief.errors",
    "Briefing": "brief.api.values",
    "CheckReport": "brief.api.values",
    "Claimed": "brief.workflows.asked",
    "Digest": "brief.api.values",
    "Hits": "brief.api.values",
    "Library": "brief.api.library",
    "Progress": "brief.workflows.asked",
    "Query": "brief.models",
    "ResolvedDate": "brief.models",
    "Sentence": "brief.models",
    "Settings": "brief.config",
    "ask": "brief.api.questions",
    "check": "brief.api.questions",
    "digest": "brief.api.briefings",
    "printed_dates": "brief.text.printed_dates",
    "resolve_date": "brief.text.resolving",
    "search": "brief.api.questions",
    "settings": "brief.api.library",
    "split_sentences": "brief.text.sentences",
    "summarize": "brief.api.briefings",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'brief' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
