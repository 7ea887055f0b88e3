"""From a drafted claim to what may be shown: check, cite better, judge, write anew, quote instead, or withhold.

`examine` does what needs no model, and gives back a claim that may be shown or one that is `Failed`. What a model
can do for that one (a judge's ruling, another wording) a workflow asks for, and it comes back here: `upheld`,
`judged`, `rewritten`. What is left is `replaced`: quoted or withheld.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from brief.articles.instructions import gives_orders
from brief.models import Action, CheckedClaim, Claim, Evidence, EvidenceSentence, Reason, Status, Verdict
from brief.verification import score
from brief.verification.checks import check_claim, passage_of
from brief.verification.facts import read_facts
from brief.verification.judge import Item, Ruling, make_item, settle
from brief.verification.pool import best_places, make_pool
from brief.verification.words import read_words

RECITED_SHARE = 0.2
"""How much of a claim a sentence must share to be cited for it in place of what the writer cited."""
QUOTED_OVERLAP = 0.4
"""How much of a flagged claim a source sentence must cover to be quoted in its place."""
REWRITTEN_SHARE = 0.25
"""How much of a failed claim another wording must share to be one of it, and not another claim."""
_Sentences = tuple[EvidenceSentence, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """A claim that did not pass: as drafted, with its verdict on the sentences it cited and on the best ones."""

    claim: Claim
    first: Verdict
    cited: _Sentences
    second: Verdict
    better: _Sentences

    @property
    def doubted(self) -> bool:
        """Every check that must pass did, on one choice of sentences at least: what is left is a doubt."""
        return Status.WEAK in (self.first.status, self.second.status)

    @property
    def strongest(self) -> tuple[Verdict, _Sentences]:
        """The better of the two verdicts, with its sentences."""
        order = [Status.UNSUPPORTED, Status.WEAK, Status.SUPPORTED]
        first, second = ((order.index(v.status), v.score) for v in (self.first, self.second))
        return (self.second, self.better) if second > first else (self.first, self.cited)

    @property
    def item(self) -> Item:
        """What a judge is shown of it."""
        return make_item(self.claim.text, self.strongest[1])

    @property
    def sentences(self) -> _Sentences:
        """What it may be written anew from: what it cited and the best ones, each once."""
        return make_item(self.claim.text, dict.fromkeys((*self.cited, *self.better))).sentences

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What failed, on the better choice of sentences."""
        return self.strongest[0].reasons


def verify(claim: Claim, evidence: Evidence, *, cites_at_most: int = 5) -> CheckedClaim:
    """Check `claim` against the sentences it cites; on failure cite better ones of `evidence`, and check again.

    The outcome is KEPT (it passed as drafted), RECITED (it passed with the best supporting sentences, at most
    `cites_at_most`), QUOTED (a doubt remained: the nearest source sentence stands in its place, word for word)
    or WITHHELD (a must-pass check failed with every choice of sentences). `evidence` of the result is what it
    stands on, in order of label; labels that do not exist are dropped before re-citing. Never raises.
    """
    examined = examine(claim, evidence, cites_at_most=cites_at_most)
    return replaced(examined) if isinstance(examined, Failed) else examined


def examine(claim: Claim, evidence: Evidence, *, cites_at_most: int = 5) -> CheckedClaim | Failed:
    """The first half of `verify`: kept, recited, or failed with both choices of sentences."""
    by_label = evidence.by_label()
    cited = tuple(by_label[label] for label in dict.fromkeys(claim.cites) if label in by_label)
    first = check_claim(claim, cited, evidence.question)
    if first.status is Status.SUPPORTED and len(cited) <= cites_at_most:
        return _standing_on_needed(claim, cited, evidence.question, Action.KEPT)
    better = best_sentences(claim.text, evidence, cites_at_most)
    second = first
    if better:
        again = Claim(claim.text, tuple(s.label for s in better), claim.section)
        second = check_claim(again, better, evidence.question)
        if second.status is Status.SUPPORTED:
            recited = _standing_on_needed(again, better, evidence.question, Action.RECITED)
            if recited.alone or len({s.article.id for s in recited.evidence}) == 1:
                return recited
            # The writer did not join these articles: it only happens to have a word of each.
            second = _doubted(second, Reason("mixed", "only sentences of several articles together say it"))
    return Failed(claim, first, cited, second, better)


def _standing_on_needed(claim: Claim, cited: _Sentences, question: str, action: Action) -> CheckedClaim:
    """A supported claim on the sentences that support it each by itself; where none does, on the fewest together.

    A writer may cite beside the right sentence one that says something else ("29 times" and "26 times"): a reader
    would take it for a second origin.
    """

    def on(some: _Sentences) -> Claim:
        return Claim(claim.text, tuple(s.label for s in some), claim.section)

    def supports(some: _Sentences) -> bool:
        return bool(some) and check_claim(on(some), some, question).status is Status.SUPPORTED

    needed = tuple(s for s in cited if supports((s,)))
    alone = bool(needed)
    if not alone:
        needed = cited
        for sentence in reversed(cited):
            fewer = tuple(s for s in needed if s is not sentence)
            needed = fewer if supports(fewer) else needed
    return CheckedClaim(on(needed), check_claim(on(needed), needed, question), needed, action, alone)


def best_sentences(text: str, evidence: Evidence, most: int) -> _Sentences:
    """The sentences of the evidence that support `text` best, in order of label: as few as cover it.

    A sentence that shares little with the text is left out, though it may hold a date or a name of it: a claim
    must not be pieced together from sentences about other things.
    """
    pool = make_pool([passage_of(s) for s in evidence.sentences])
    terms = read_words(text).terms
    keep: list[int] = []
    covered: frozenset[str] = frozenset()
    for place in best_places(text, pool, most=most):
        if gives_orders(pool.passages[place].text):
            continue
        common = terms & pool.words[place].terms
        if len(common) < RECITED_SHARE * len(terms) or (keep and not common - covered):
            continue
        keep.append(place)
        covered |= common
    return tuple(evidence.sentences[i] for i in sorted(keep))


# ------------------------------------------------------------------------------- what a model can do for it


def upheld(failed: Failed, ruling: Ruling) -> CheckedClaim | Failed:
    """A doubted claim after a judge's ruling: shown on the sentences that the judge quoted, or failed still."""
    verdict, sentences = failed.strongest
    settled = settle(verdict, ruling)
    if settled.status is not Status.SUPPORTED:
        return against(failed, ruling)
    named = tuple(failed.item.sentences[i] for i in ruling.stands_on)
    claim = failed.claim
    narrow = check_claim(replace(claim, cites=tuple(s.label for s in named)), named)
    stand = named if narrow.status is not Status.UNSUPPORTED else sentences
    action = Action.KEPT if set(stand) <= set(failed.cited) else Action.RECITED
    return CheckedClaim(replace(claim, cites=tuple(s.label for s in stand)), settled, stand, action, len(stand) == 1)


def against(failed: Failed, ruling: Ruling) -> Failed:
    """The same failed claim, with what a judge found against it among the reasons; it stays a doubt, not a failure."""
    reason = Reason("judge", ruling.why)
    return replace(failed, first=_doubted(failed.first, reason), second=_doubted(failed.second, reason))


def judged(checked: CheckedClaim, ruling: Ruling) -> CheckedClaim | Failed:
    """A claim that had passed, after a judge's ruling: as it was, or failed with a doubt."""
    if ruling.supported:
        return replace(checked, verdict=settle(checked.verdict, ruling))
    weak = _doubted(checked.verdict, Reason("judge", ruling.why))
    return Failed(checked.claim, weak, checked.evidence, weak, checked.evidence)


def _doubted(verdict: Verdict, reason: Reason) -> Verdict:
    if verdict.status is Status.UNSUPPORTED:
        return verdict
    return Verdict(Status.WEAK, round(verdict.score / 2, 4), (*verdict.reasons, reason))


def rewritten(failed: Failed, anew: CheckedClaim) -> CheckedClaim | None:
    """Another wording of a failed claim that passed every check, to be shown in its place; None where it is the
    same wording, or tells something else."""
    before, now = (read_words(text).terms for text in (failed.claim.text, anew.claim.text))
    if anew.claim.text == failed.claim.text or len(before & now) < REWRITTEN_SHARE * len(before):
        return None
    verdict = replace(anew.verdict, reasons=tuple(dict.fromkeys((*failed.reasons, *anew.verdict.reasons))))
    claim = replace(anew.claim, section=failed.claim.section)
    return replace(anew, claim=claim, verdict=verdict, action=Action.REWRITTEN)


def replaced(failed: Failed) -> CheckedClaim:
    """A doubted claim gives way to its nearest source sentence; one that failed outright is withheld."""
    claim = failed.claim
    near = tuple(s for s in failed.better or failed.cited if not gives_orders(s.sentence.text))
    first, second = failed.first, failed.second
    worst = first if first.status is not Status.UNSUPPORTED or second.status is Status.UNSUPPORTED else second
    if failed.doubted:
        facts = read_facts(claim.text)
        ranked = score.rank(facts.words, [read_words(s.sentence.text) for s in near], most=1)
        if ranked:
            nearest = near[ranked[0].index]
            words = read_words(nearest.sentence.text)
            like = score.coverage(facts, [words]).terms >= QUOTED_OVERLAP
            if like and len(facts.words.terms & words.terms) > 1:
                quoted = Claim(nearest.sentence.text, (nearest.label,), claim.section)
                return CheckedClaim(quoted, Verdict(Status.SUPPORTED, 1.0, worst.reasons), (nearest,), Action.QUOTED)
    return CheckedClaim(claim, worst, near if second is worst else (), Action.WITHHELD)
