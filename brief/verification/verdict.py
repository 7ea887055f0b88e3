"""The verdict on a claim: unsupported where a check blocks it, weak where one doubts it, else supported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from brief.articles.instructions import gives_orders
from brief.models import Claim, Evidence, EvidenceSentence, Reason, Status, Verdict
from brief.text.analysis import analyse
from brief.text.copies import is_copy, same_signs
from brief.text.sentences import split_sentences
from brief.text.tokens import Token
from brief.verification import scope
from brief.verification.check import Check, ClaimView, EvidenceView, Kind, Passage, Severity, registered, run
from brief.verification.coverage import cover, support

_SEVERAL = re.compile(r"[.!?][\"'”’)]*\s+[\"'“‘(]?[A-Z]")
_QUESTION = re.compile(r"\?[\s’)\]*_]*$")


def passages_of(cited: Sequence[EvidenceSentence], evidence: Evidence | None = None) -> tuple[Passage, ...]:
    """Cited sentences as the checks see them, each with the sentence before it where `evidence` has that."""
    return tuple(_passage(s, evidence.before(s) if evidence else None) for s in cited)


def _passage(cited: EvidenceSentence, before: EvidenceSentence | None) -> Passage:
    info = cited.article
    named = before.sentence.text if before and not gives_orders(before.sentence.text) else ""
    return Passage(cited.sentence.text, info.title or "", info.published, named, info.source or "", info.language)


def check_claim(claim: Claim, cited: Sequence[EvidenceSentence], evidence: Evidence | None = None) -> Verdict:
    """The verdict on `claim` against the sentences that it cites, and no others.

    `cited` are the sentences that its labels name; a label that none of them carries makes it unsupported. `evidence`
    gives the sentences before them, which may name whom they speak of. Never raises.
    """
    have = {s.label for s in cited}
    missing = [label for label in claim.cites if label not in have]
    if missing or not cited:
        words = f"{', '.join(missing)} does not exist" if missing else "nothing is cited"
        return _blocked(Kind.CITATION, words)
    return check_passages(claim.text, passages_of(cited, evidence))


def check_passages(text: str, passages: Sequence[Passage], checks: Iterable[Check] | None = None) -> Verdict:
    """The verdict on one sentence against the passages it cites. `checks`: all that are registered. Never raises.

    A passage that only gives orders supports nothing. A sentence that is one of the passages word for word, or
    several of them one after the other, is supported with a score of 1.
    """
    passages = [p for p in passages if not gives_orders(p.text)]
    if not passages:
        return _blocked(Kind.INSTRUCTION, "what is cited gives orders and reports nothing")
    if is_copy(text, [p.text for p in passages]):
        return Verdict(Status.SUPPORTED, 1.0)
    if asks(text):
        return Verdict(Status.WEAK, 0.0, (Reason(Kind.QUESTION.value, "a question states nothing to check"),))
    checks = registered() if checks is None else tuple(checks)
    claim, evidence = ClaimView(text), EvidenceView(tuple(passages))
    # In another language a full stop may end no sentence ("am 7. Juli").
    parts = [s.text for s in split_sentences(text)] if _SEVERAL.search(text) and not claim.foreign else []
    if len(parts) > 1:
        return _together([check_passages(part, passages, checks) for part in parts])
    found = sorted(run(claim, evidence, checks), key=lambda f: f.severity is not Severity.BLOCKING)
    blocking = [f for f in found if f.severity is Severity.BLOCKING]
    score = support(cover(claim, evidence), len(blocking), len(found) - len(blocking))
    status = Status.UNSUPPORTED if blocking else Status.WEAK if found else Status.SUPPORTED
    reasons = tuple(dict.fromkeys(f.reason for f in found))
    extract = status is Status.SUPPORTED and any(is_extract(text, p.text) for p in passages)
    return Verdict(status, score, reasons, extract)


def asks(text: str) -> bool:
    """Whether a sentence is a question of the writer's own: its question mark is in no quotation."""
    return _QUESTION.search(text) is not None


def is_extract(text: str, source: str) -> bool:
    """Whether a text is a source sentence with words left out, and none of them such as changes what it states: a
    negation, a hedge, a verb."""
    left = left_out(text, source)
    return left is not None and not scope.changes(left) and same_signs(text, [source])


def left_out(text: str, source: str) -> list[Token] | None:
    """The words of a source sentence that a text leaves out, where it has no others; None where it has."""
    wanted = [t for t in analyse(text).tokens if t.word]
    left: list[Token] = []
    at = 0
    for token in analyse(source).tokens:
        if at < len(wanted) and token.lower == wanted[at].lower:
            at += 1
        elif token.word:
            left.append(token)
    return left if wanted and at == len(wanted) else None


def _together(verdicts: Sequence[Verdict]) -> Verdict:
    """The verdict on several sentences: that on the worst of them, with every reason."""
    order = (Status.UNSUPPORTED, Status.WEAK, Status.SUPPORTED)
    status = min((v.status for v in verdicts), key=order.index)
    reasons = dict.fromkeys(r for v in verdicts for r in v.reasons)
    return Verdict(status, min(v.score for v in verdicts), tuple(reasons))


def _blocked(kind: Kind, words: str) -> Verdict:
    return Verdict(Status.UNSUPPORTED, 0.0, (Reason(kind.value, words),))


def remedy(verdict: Verdict) -> str:
    """What would put a claim right, in words; empty where it is supported, or states nothing."""
    if verdict.status is Status.SUPPORTED or verdict.no_claim:
        return ""
    ordered = sorted(registered(), key=lambda check: check.severity is Severity.BLOCKING)
    known = {check.kind.value: check.remedy for check in ordered}
    return "; ".join(dict.fromkeys(known.get(kind, "say only what the source says") for kind in verdict.flags))
