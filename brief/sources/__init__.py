"""Where articles come from: files, the web, feeds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from brief.addresses import is_url
from brief.errors import SourceError
from brief.models import Article

if TYPE_CHECKING:
    from brief.sources.fetching import WebRules


def read_sources(
    names: Sequence[str | Path], stdin: BinaryIO | None = None, *, web: WebRules | None = None
) -> Iterator[Article | SourceError]:
    """The articles of paths, "-" (standard input) and http(s) addresses (pages or feeds); addresses come last.

    Read as they are asked for; what cannot be read comes as a SourceError in its place, nothing is raised.
    `web`: how far fetching may go. See `files.read_paths` and `feeds.read_url`.
    """
    from brief.sources.files import read_paths

    paths = [name for name in names if not is_url(str(name))]
    yield from read_paths(paths, stdin)
    urls = list(dict.fromkeys(str(name) for name in names if is_url(str(name))))
    if urls:
        from brief.sources.feeds import read_url
        from brief.sources.fetching import Fetcher

        with Fetcher(web) as fetcher:
            for url in urls:
                yield from read_url(url, fetcher)
