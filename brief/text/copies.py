"""Whether a text is another one word for word: up to marks, case and white space."""

from __future__ import annotations

import re
from collections.abc import Sequence

from brief.text.analysis import analyse


def is_copy(text: str, sources: Sequence[str]) -> bool:
    """Whether a text is one of the sources, or several of them one after the other, word for word."""
    wanted = analyse(text).wording
    each = [analyse(source).wording for source in sources]
    rest = wanted
    while rest:
        head = max((h for h in each if h and (rest == h or rest.startswith(h + " "))), key=len, default="")
        if not head:
            return False
        rest = rest[len(head) :].lstrip()
    return bool(wanted) and same_signs(text, sources)


def same_signs(text: str, sources: Sequence[str]) -> bool:
    """Whether signs that change a number's meaning (%, $) are the same on both sides."""
    signs = re.findall(r"[%$€£¥₩]", text)
    have = "".join(sources)
    return all(have.count(s) >= signs.count(s) for s in set(signs))
