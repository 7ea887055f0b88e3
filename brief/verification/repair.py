"""From a drafted claim to what may be shown: check, cite better, quote instead, or withhold."""

from __future__ import annotations

from brief.models import Action, CheckedClaim, Claim, Evidence, EvidenceSentence, Status, Verdict
from brief.verification import score
from brief.verification.checks import check_claim, passage_of
from brief.verification.facts import read_facts
from brief.verification.pool import best_places, make_pool
from brief.verification.words import read_words

RECITED_SHARE = 0.2
"""How much of a claim a sentence must share to be cited for it in place of what the writer cited."""
QUOTED_OVERLAP = 0.4
"""How much of a flagged claim a source sentence must cover to be quoted in its place."""


def verify(claim: Claim, evidence: Evidence, *, cites_at_most: int = 5) -> CheckedClaim:
    """Check `claim` against the sentences it cites; on failure cite better ones of `evidence`, and check again.

    The outcome is KEPT (it passed as drafted), RECITED (it passed with the best supporting sentences, at most
    `cites_at_most`), QUOTED (a doubt remained: the nearest source sentence stands in its place, word for word)
    or WITHHELD (a must-pass check failed with every choice of sentences). `evidence` of the result is what it
    stands on, in order of label; labels that do not exist are dropped before re-citing. Never raises.
    """
    by_label = evidence.by_label()
    cited = tuple(by_label[label] for label in dict.fromkeys(claim.cites) if label in by_label)
    first = check_claim(claim, cited, evidence.question)
    if first.status is Status.SUPPORTED and len(cited) <= cites_at_most:
        return _standing_on_needed(claim, cited, evidence.question, Action.KEPT)
    better = best_sentences(claim.text, evidence, cites_at_most)
    if better:
        again = Claim(claim.text, tuple(s.label for s in better), claim.section)
        second = check_claim(again, better, evidence.question)
        if second.status is Status.SUPPORTED:
            return _standing_on_needed(again, better, evidence.question, Action.RECITED)
    else:
        second = first
    return _instead(claim, first, second, better or cited)


def _standing_on_needed(
    claim: Claim, cited: tuple[EvidenceSentence, ...], question: str, action: Action
) -> CheckedClaim:
    """A supported claim on the sentences that support it each by itself; where none does, on the fewest together.

    A writer may cite beside the right sentence one that says something else ("29 times" and "26 times"): a reader
    would take it for a second origin.
    """

    def on(some: tuple[EvidenceSentence, ...]) -> Claim:
        return Claim(claim.text, tuple(s.label for s in some), claim.section)

    def supports(some: tuple[EvidenceSentence, ...]) -> bool:
        return bool(some) and check_claim(on(some), some, question).status is Status.SUPPORTED

    needed = tuple(s for s in cited if supports((s,)))
    alone = bool(needed)
    if not alone:
        needed = cited
        for sentence in reversed(cited):
            fewer = tuple(s for s in needed if s is not sentence)
            needed = fewer if supports(fewer) else needed
    return CheckedClaim(on(needed), check_claim(on(needed), needed, question), needed, action, alone)


def best_sentences(text: str, evidence: Evidence, most: int) -> tuple[EvidenceSentence, ...]:
    """The sentences of the evidence that support `text` best, in order of label: as few as cover it.

    A sentence that shares little with the text is left out, though it may hold a date or a name of it: a claim
    must not be pieced together from sentences about other things.
    """
    pool = make_pool([passage_of(s) for s in evidence.sentences])
    terms = read_words(text).terms
    keep: list[int] = []
    covered: frozenset[str] = frozenset()
    for place in best_places(text, pool, most=most):
        common = terms & pool.words[place].terms
        if len(common) < RECITED_SHARE * len(terms) or (keep and not common - covered):
            continue
        keep.append(place)
        covered |= common
    return tuple(evidence.sentences[i] for i in sorted(keep))


def _instead(claim: Claim, first: Verdict, second: Verdict, near: tuple[EvidenceSentence, ...]) -> CheckedClaim:
    """A doubted claim gives way to its nearest source sentence; one that failed outright is withheld."""
    worst = first if first.status is not Status.UNSUPPORTED or second.status is Status.UNSUPPORTED else second
    if Status.UNSUPPORTED not in (first.status, second.status) or worst.status is Status.WEAK:
        facts = read_facts(claim.text)
        ranked = score.rank(facts.words, [read_words(s.sentence.text) for s in near], most=1)
        if ranked:
            nearest = near[ranked[0].index]
            if score.coverage(facts, [read_words(nearest.sentence.text)]).terms >= QUOTED_OVERLAP:
                quoted = Claim(nearest.sentence.text, (nearest.label,), claim.section)
                return CheckedClaim(quoted, Verdict(Status.SUPPORTED, 1.0, worst.reasons), (nearest,), Action.QUOTED)
    return CheckedClaim(claim, worst, near if second is worst else (), Action.WITHHELD)
