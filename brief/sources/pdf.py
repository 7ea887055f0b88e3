"""PDF files, through the optional pypdf."""

from __future__ import annotations

import logging
from io import BytesIO

from brief.errors import SourceError, lacks_extra
from brief.models import Article
from brief.sources.identity import make_article


def read_pdf(data: bytes, where: str, *, path: str | None = None, url: str | None = None) -> Article:
    """The text of a PDF, pages separated by a blank line, with its stated title and author.

    The file's creation date is not taken for the date of publication. Raises SourceError when pypdf is not
    installed, the file is damaged or encrypted, or its pages hold no text (a scan).
    """
    try:
        import pypdf
    except ImportError:
        raise SourceError(where, lacks_extra("reading PDF", "pdf")) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceError(where, "an encrypted PDF")
        pages = [page.extract_text().strip() for page in reader.pages]
        stated = reader.metadata
        title = stated.title if stated else None
        author = stated.author if stated else None
    except SourceError:
        raise
    except Exception as error:  # a parser on strangers' bytes fails in many ways, none of them ours to name
        raise SourceError(where, f"not a readable PDF ({type(error).__name__})") from error
    text = "\n\n".join(page for page in pages if page)
    if not text:
        raise SourceError(where, "a PDF without text (a scan?)")
    return make_article(text, title=title, authors=[author] if author else [], path=path, url=url)
