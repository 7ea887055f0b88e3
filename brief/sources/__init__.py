"""Where articles come from: files, the web, feeds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from brief.errors import SourceError
from brief.models import Article


def read_sources(
    names: Sequence[str | Path], stdin: BinaryIO | None = None, *, timeout: float = 30.0, retries: int = 3
) -> Iterator[Article | SourceError]:
    """The articles of paths, "-" (standard input) and http(s) addresses (pages or feeds); addresses come last.

    Read as they are asked for; what cannot be read comes as a SourceError in its place, nothing is raised.
    `timeout` (seconds) and `retries` are for the web. See `files.read_paths` and `feeds.read_url`.
    """
    from brief.sources.files import read_paths
    from brief.sources.web import is_url

    paths = [name for name in names if not is_url(str(name))]
    yield from read_paths(paths, stdin)
    for url in dict.fromkeys(str(name) for name in names if is_url(str(name))):
        from brief.sources.feeds import read_url

        yield from read_url(url, timeout=timeout, retries=retries)
