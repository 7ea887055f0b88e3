"""One self-contained HTML file around parts that are HTML already: no script runs, nothing is loaded.

The content security policy allows one thing, the style sheet by its digest, so that nothing an article contains could
run or load even if it got through as markup; and it does not get through, since every text is escaped (see `safe`).
Pages are put together from small functions that return escaped strings: an article's text needs more than the escaping
of a template language (control characters, directional marks and false citation marks go too), and that one door is
tested with hostile text. Style sheets are files in `styles/`.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from importlib import resources

from brief.render.safe import html


def document(title: str, parts: Iterable[str], *styles: str, head: str = "") -> str:
    """The page. `styles` name files of `styles/` beside `base`; `head` is HTML for its head, in one piece."""
    style, digest = _style(("base", *styles))
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html(title)}</title>\n{head}<style>{style}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(parts)
        + "\n</main>\n</body>\n</html>\n"
    )


@cache
def _style(names: tuple[str, ...]) -> tuple[str, str]:
    """The style sheets in one, and its digest for the policy (base64 of SHA-256, over the bytes between the tags)."""
    folder = resources.files("brief.render").joinpath("styles")
    style = "".join(folder.joinpath(f"{name}.css").read_text(encoding="utf-8") for name in names)
    return style, base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
