"""What would fix a sentence that a check found fault with, in words."""

from __future__ import annotations

from brief.models import Status, Verdict

_REMEDIES = {
    "number": "give the number as the source does, or cite the sentence that states it",
    "date": "give the date as the source does, or cite the sentence that states it",
    "weekday": "give the day as the source does, or cite the sentence that states it",
    "name": "use the name as the source does, or cite the sentence that names it",
    "quotation": "quote word for word, or take the quotation marks away",
    "label": "cite sentences that exist",
    "coverage": "add a source that says it, or say only what the sentences found say",
    "negation": "say yes or no as the source does",
    "antonym": "use the source's word, not its opposite",
    "certainty": "be as sure as the source is, no more and no less",
    "tense": "say whether it has happened or is to come, as the source does",
    "attribution": "say who said it",
    "roles": "say who did what to whom as the source does",
    "comparison": "compare as the source does",
    "extent": "say how many of them it holds for as the source does",
    "cause": "give a reason only where the source gives it",
    "judge": "say only what the sentences found say",
}
_DOUBT = "read it against the sentences found and say it as they do"


def remedy(verdict: Verdict) -> str:
    """What would fix a sentence, in words; empty where it is supported, or no claim."""
    if verdict.status is Status.SUPPORTED or verdict.no_claim:
        return ""
    return "; ".join(dict.fromkeys(_REMEDIES.get(kind, _DOUBT) for kind in verdict.flags))
