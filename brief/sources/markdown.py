"""Markdown read as the words that it stands for, line by line, with the fields that stand above it (front matter)."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from brief.models import Article
from brief.sources.dates import written_date
from brief.sources.identity import make_article

_FRONT_MATTER = re.compile(
    r"\ufeff?(?P<mark>---|\+\+\+)[ \t]*\r?\n(?P<fields>.*?)^(?P=mark)[ \t]*$", re.DOTALL | re.MULTILINE
)
_LONGEST = 20_000
_ADDRESS = re.compile(r"https?://\S+$")


def read_markdown(text: str, path: str | None) -> Article:
    """The article of a Markdown file.

    Front matter, YAML between lines of `---` (Jekyll, Hugo, Obsidian) or TOML between `+++`, gives what it has of
    `title`, `date` or `published`, `author` or `authors`, `source`, and `url` or `link`; a `source` that is an address
    is the article's. Front matter that cannot be read gives nothing.
    """
    fields = _front_matter(text)
    source, url = _field(fields, "source"), _field(fields, "url", "link")
    if source and _ADDRESS.match(source):
        source, url = None, url or source
    published = written_date(_field(fields, "published")) or written_date(_field(fields, "date"))
    stated = fields.get("authors") or fields.get("author")
    authors = stated if isinstance(stated, list) else [stated]
    return make_article(
        markdown_words(text),
        title=_field(fields, "title"),
        source=source,
        published=published,
        published_basis="metadata-line" if published else None,
        authors=[a.strip("[] ") for a in authors if isinstance(a, str)],
        url=url if url and _ADDRESS.match(url) else None,
        path=path,
    )


def _front_matter(text: str) -> dict[str, Any]:
    """The fields above a text, their values as strings and lists; empty where there are none."""
    import yaml

    found = _FRONT_MATTER.match(text[:_LONGEST])
    if found is None:
        return {}
    try:
        is_yaml = found["mark"] == "---"
        # BaseLoader makes strings of all scalars, and no other objects.
        fields = yaml.load(found["fields"], yaml.BaseLoader) if is_yaml else tomllib.loads(found["fields"])
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return {str(key).casefold(): value for key, value in fields.items()} if isinstance(fields, dict) else {}


def _field(fields: dict[str, Any], *names: str) -> str | None:
    """The first of these fields that is no list and not empty."""
    values = (fields.get(name) for name in names)
    return next((str(v) for v in values if v is not None and not isinstance(v, list | dict) and str(v).strip()), None)


def markdown_words(text: str) -> str:
    """`text` without the marks inside its lines (CommonMark): of a link its words, of an image its description.

    Lines stay lines, and what a line begins with (`#`, `-`, `1.`) stays, since it tells a heading from an entry of a
    list.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt()
    known: dict[str, Any] = {}
    parser.parse(text, known)  # the addresses of links that are named elsewhere in the text
    return "".join(_words(parser, line, known) for line in text.splitlines(keepends=True))


def _words(parser: Any, line: str, known: dict[str, Any]) -> str:
    bare = line.rstrip("\r\n")
    stripped = bare.strip()
    if not any(mark in bare for mark in "*_[`\\<&") or not any(c.isalnum() for c in stripped):
        return line
    found = parser.parseInline(stripped, known)[0].children or ()
    words = "".join(t.content if t.type in ("text", "code_inline", "image", "text_special") else "" for t in found)
    front, behind = bare[: len(bare) - len(bare.lstrip())], line[len(bare.rstrip()) :]
    return f"{front}{words}{behind}" if words else line
