"""Opening an answer, or one of its sources, in the browser."""

from __future__ import annotations

import tempfile
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from brief.cli.session import Session

if TYPE_CHECKING:
    from brief.library.library import Library
    from brief.models import Answer


def open_answer(session: Session, library: Library, answer: Answer) -> None:
    """Write the answer as a page of its own and open it; where no browser is found, say where the page is."""
    from brief.cli.pages import render
    from brief.workflows.replay import Rendering, cited_texts

    page = render(answer, Rendering("html"), cited_texts(library, answer))
    with tempfile.NamedTemporaryFile("w", suffix=".html", prefix="brief-", delete=False, encoding="utf-8") as file:
        file.write(page)
    _open(session, Path(file.name).as_uri())


def open_source(session: Session, answer: Answer, number: str) -> None:
    """Open the article behind a citation: its address, else its file."""
    from brief.render.safe import safe_url

    cited = {str(c.n): c for c in (*answer.citations, *answer.nearest)}
    if number not in cited:
        session.complain(f"the answer has no source {number}")
        return
    article = cited[number].article
    url = safe_url(article.url) or (Path(article.path).absolute().as_uri() if article.path else "")
    if not url:
        session.complain(f"source {number} has no address and no file to open")
        return
    _open(session, url)


def _open(session: Session, url: str) -> None:
    if not webbrowser.open(url):
        session.complain(f"no browser found; the page is at {url}")
