"""A sentence of an article as HTML."""

from __future__ import annotations

import re

from brief.models import ArticleInfo, Citation
from brief.render.safe import html

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def quote(c: Citation) -> str:
    """The exact sentence, in its language."""
    return f'<q dir="auto" lang="{language(c.article)}">{html(c.sentence.text)}</q>'


def language(a: ArticleInfo) -> str:
    """The language of an article, for an attribute."""
    return a.language if _LANGUAGE.fullmatch(a.language) else "und"
