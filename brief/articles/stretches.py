"""An article as it was read: every stretch of its text in order, with its kind and what it was told by."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from brief.articles.lines import ITEM
from brief.articles.passages import why_not_cited
from brief.models import Line, LineKind, Reading


def stretches(reading: Reading, repeated: Sequence[int] = ()) -> tuple[Line, ...]:
    """Headline, byline, dateline, furniture, and the sentences of the body, each with the reason it was told by.

    The items of a list are apart from the sentence that opens it, with which they are cited: they are LineKind.ITEM.
    `repeated` is, for each sentence, in how many articles of the outlet it stands, where these are many, else 0.
    """
    body = [line for line in reading.lines if line.kind is LineKind.BODY]
    items = {line.start for line in reading.lines if line.why == ITEM}
    found = [line for line in reading.lines if line.kind not in (LineKind.BODY, LineKind.HEADLINE)]
    reasons = why_not_cited(reading.sentences, reading.article.info.language)
    counts = repeated or [0] * len(reasons)
    for sentence, reason, count in zip(reading.sentences, reasons, counts, strict=True):
        starts = sorted(at for at in items if sentence.start < at < sentence.end)
        bounds = [sentence.start, *starts, sentence.end]
        for n, (start, end) in enumerate(pairwise(bounds)):
            if starts:
                end = max(line.end for line in body if line.start < end and line.end > start)
            kind, why = (LineKind.ITEM, ITEM) if n or start in items else (sentence.kind, reason)
            if count:
                kind, why = LineKind.BOILERPLATE, f"stands in {count} articles of this outlet"
            found.append(Line(start, end, kind, why or ""))
    return tuple(sorted(found, key=lambda line: line.start))
