"""Evidence as a capable model is shown it: article by article, each under its outlet, day and headline.

    [4f0c2a91be] Hanbada News Agency, 2019-11-14, "Envoys meet in Tokyo"
    [4f0c2a91be S1] …
    …
    [4f0c2a91be S2] …

What `protocol` says of nonce and neutral text holds here too: outlet and headline are as foreign as the sentences.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from itertools import groupby, pairwise

from brief.models import ArticleInfo, EvidenceSentence, Setting
from brief.writing.protocol import LONGEST_HEADLINE, NONCE_DIGITS, Shown, neutralise

LONGEST_OUTLET = 80
LONGEST_TURN = 1500
"""Characters of an earlier answer that are shown."""
NEXT = 4
"""Characters between a sentence and the next one of its text, at most: blanks and line ends."""
LEFT_OUT = "…"


def show_articles(question: str, sentences: Sequence[EvidenceSentence], setting: Setting | None = None) -> Shown:
    """The evidence as it goes into a prompt, with the question; the labels are those of the sentences, in order.

    The nonce is a digest of all that is shown, the `setting` too.
    """
    asked = neutralise(question)
    articles = [
        (headline(group[0].article), [(e.label, neutralise(e.sentence.text)) for e in group], _gaps(group))
        for group in (list(g) for _, g in groupby(sentences, key=lambda e: e.article.version))
    ]
    shown = [asked, articles, said_before(setting) if setting else ""]
    nonce = hashlib.sha256(json.dumps(shown, ensure_ascii=True).encode()).hexdigest()[:NONCE_DIGITS]
    lines: list[str] = []
    for title, rows, gaps in articles:
        lines += ["", f"[{nonce}] {title}"]
        for (label, text), gap in zip(rows, gaps, strict=True):
            lines += [LEFT_OUT] * gap + [f"[{nonce} {label}] {text}"]
    return Shown(nonce, asked, tuple(e.label for e in sentences), "\n".join(lines).strip())


def headline(article: ArticleInfo) -> str:
    """`Pacific Wire, from Hanbada News Agency, 2019-11-14, "Envoys meet in Tokyo"`, made harmless."""
    source, origin = article.source, article.origin
    outlet = neutralise(source or origin or "unknown outlet", LONGEST_OUTLET)
    if source and origin and source.casefold() != origin.casefold():
        outlet += f", from {neutralise(origin, LONGEST_OUTLET)}"
    day = article.published.isoformat() if article.published else "undated"
    if article.published_basis == "inferred":
        day += " (inferred)"
    title = neutralise(article.title or "", LONGEST_HEADLINE).replace('"', "'")
    return f'{outlet}, {day}, "{title}"' if title else f"{outlet}, {day}"


def _gaps(group: Sequence[EvidenceSentence]) -> list[bool]:
    """For each sentence of an article, whether something is left out before it (of its opening that is not said)."""
    return [False, *(b.sentence.start - a.sentence.end > NEXT for a, b in pairwise(group))]


def said_before(setting: Setting) -> str:
    """The days that count and the conversation so far, as lines for a prompt."""
    lines = []
    if setting.today is not None:
        lines.append(f"The question is asked on {setting.today.isoformat()}.")
    if setting.as_of is not None:
        lines.append(f"Nothing published after {setting.as_of.isoformat()} is known.")
    if setting.turns:
        lines.append("It was asked after these questions, which had these answers:")
        for n, turn in enumerate(setting.turns, 1):
            lines += [
                f"{n}. Question: {neutralise(turn.question)}",
                f"{n}. Answer: {neutralise(turn.answer, LONGEST_TURN) or 'none'}",
            ]
    return "\n".join(lines)
