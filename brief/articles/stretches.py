"""An article as it was read: every stretch of its text in order, with its kind and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from brief.articles.lines import ITEM
from brief.articles.passages import why_not_cited
from brief.models import Line, LineKind, Reading, Sentence
from brief.text.analysis import analyse
from brief.text.quotations import has_quotation_mark
from brief.text.sentences import sentence_spans
from brief.text.standing import leans_on_another

_GOES_ON = "ends a quotation, points back and names nothing: cited with what opens it"


def stretches(reading: Reading, repeated: Sequence[int] = ()) -> tuple[Line, ...]:
    """Headline, byline, dateline, furniture, and the sentences of the body, each with the reason for its kind.

    What is cited with the sentence before it only is apart from it: the items of a list are LineKind.ITEM, and what
    ends a quotation, points back and has no name or figure of its own is LineKind.CONTINUATION.
    `repeated` is, for each sentence, in how many articles of the outlet it stands, where these are many, else 0.
    """
    body = [line for line in reading.lines if line.kind is LineKind.BODY]
    items = {line.start for line in reading.lines if line.why == ITEM}
    found = [line for line in reading.lines if line.kind not in (LineKind.BODY, LineKind.HEADLINE)]
    info = reading.article.info
    reasons = why_not_cited(reading.sentences, info.language, info.published)
    counts = repeated or [0] * len(reasons)
    for sentence, reason, count in zip(reading.sentences, reasons, counts, strict=True):
        starts = sorted(at for at in items if sentence.start < at < sentence.end)
        if count:
            why = f"stands in {count} articles of this outlet"
            found.append(Line(sentence.start, sentence.end, LineKind.BOILERPLATE, why))
        elif starts or sentence.start in items:
            for n, (start, end) in enumerate(pairwise([sentence.start, *starts, sentence.end])):
                if starts:
                    end = max(line.end for line in body if line.start < end and line.end > start)
                kind, why = (LineKind.ITEM, ITEM) if n or start in items else (sentence.kind, reason or "")
                found.append(Line(start, end, kind, why))
        elif sentence.kind is LineKind.BODY and info.language == "en" and has_quotation_mark(sentence.text):
            found.extend(_of_quotation(reading.article.raw, sentence))
        else:
            found.append(Line(sentence.start, sentence.end, sentence.kind, reason or ""))
    return tuple(sorted(found, key=lambda line: line.start))


def _of_quotation(raw: str, passage: Sentence) -> Iterator[Line]:
    """A passage with its last sentence apart where that only goes on."""
    *before, last = sentence_spans(raw, passage.start, passage.end)
    if not before or not _only_goes_on(raw[last[0] : last[1]]):
        yield Line(passage.start, passage.end, LineKind.BODY)
        return
    yield Line(passage.start, before[-1][1], LineKind.BODY)
    yield Line(*last, LineKind.CONTINUATION, _GOES_ON)


def _only_goes_on(sentence: str) -> bool:
    analysis = analyse(sentence)
    named = analysis.numbers or any(not name.initial for name in analysis.names)
    return not named and leans_on_another(sentence)
