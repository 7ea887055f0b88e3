"""From a drafted claim to what may be shown: check, cite better, judge, write anew, quote instead, or withhold.

`examine` does what needs no model, and gives back a claim that may be shown or one that is `Failed`. What a model
can do for that one (a judge's ruling, another wording) a workflow asks for, and it comes back here: `ruled`,
`corrected`, `rewritten`. What is left is `replaced`: quoted or withheld.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from brief.articles.instructions import gives_orders
from brief.models import Action, CheckedClaim, Claim, Evidence, EvidenceSentence, Reason, Status, Verdict
from brief.text.analysis import analyse
from brief.verification.check import ClaimView, EvidenceView, Kind, Passage
from brief.verification.coverage import cover
from brief.verification.judge import Item, Ruling, settle
from brief.verification.ranking import Pool, best_places, rank
from brief.verification.verdict import check_claim, left_out, passages_of

MOST_CITED = 5
"""How many sentences a claim cites at most."""
CITED_SHARE = 0.2
"""How much of a claim a sentence must share to be cited for it in place of what the writer cited."""
QUOTED_SHARE = 0.4
"""How much of a claim in doubt a source sentence must cover to be quoted in its place."""
REWRITTEN_SHARE = 0.25
"""How much of a failed claim another wording must share to be one of it, and not another claim."""
OWN_WORDS = 0.45
"""Support under which a claim is its writer's own words rather than those of its source ("low" where it is shown)."""
_Sentences = tuple[EvidenceSentence, ...]
_ORDER = (Status.UNSUPPORTED, Status.WEAK, Status.SUPPORTED)


@dataclass(frozen=True, slots=True)
class Failed:
    """A claim that did not pass: as drafted, with its verdict on the sentences it cited and on the best ones."""

    claim: Claim
    first: Verdict
    cited: _Sentences
    second: Verdict
    better: _Sentences
    evidence: Evidence

    @property
    def doubted(self) -> bool:
        """No check blocks it, on one choice of sentences at least: what is left is a doubt."""
        return Status.WEAK in (self.first.status, self.second.status)

    @property
    def strongest(self) -> tuple[Verdict, _Sentences]:
        """The better of the two verdicts, with its sentences."""
        first, second = ((_ORDER.index(v.status), v.score) for v in (self.first, self.second))
        return (self.second, self.better) if second > first else (self.first, self.cited)

    @property
    def item(self) -> Item:
        """What a judge is shown of it."""
        return make_item(self.claim.text, self.strongest[1], self.evidence)

    @property
    def blocked(self) -> str:
        """Why no judge may uphold it, in words; empty where no check blocks it on the better choice of sentences."""
        verdict = self.strongest[0]
        found = (f"{r.kind}: {r.detail}" if r.detail else r.kind for r in verdict.reasons)
        return "; ".join(found) if verdict.status is Status.UNSUPPORTED else ""

    @property
    def sentences(self) -> _Sentences:
        """What it may be written anew from: what it cited and the best ones, each once."""
        return tuple(s for s in dict.fromkeys((*self.cited, *self.better)) if not gives_orders(s.sentence.text))

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What failed, on the better choice of sentences."""
        return self.strongest[0].reasons


def make_item(text: str, cited: Sequence[EvidenceSentence], evidence: Evidence, wrong: str = "") -> Item:
    """A claim for the judge, on those of `cited` that report something, each with the sentence before it. `wrong` is
    what a check blocks it for, in words."""
    reporting = tuple(s for s in cited if not gives_orders(s.sentence.text))
    before = [evidence.before(s) for s in reporting]
    named = tuple(b if b and not gives_orders(b.sentence.text) else None for b in before)
    return Item(text, reporting, named, wrong)


def draft_item(examined: CheckedClaim | Failed, evidence: Evidence) -> Item:
    """A claim for a judge that corrects what it does not uphold: on all that its writer cited, and of one that failed
    also on what supports it best."""
    if isinstance(examined, Failed):
        return make_item(examined.claim.text, examined.sentences, evidence, examined.blocked)
    every = dict.fromkeys((*examined.cited, *examined.evidence))
    return make_item(examined.claim.text, tuple(every), evidence)


def verify(claim: Claim, evidence: Evidence, *, cites_at_most: int = MOST_CITED) -> CheckedClaim:
    """Check `claim` against the sentences it cites; on failure cite better ones of `evidence`, and check again.

    The outcome is AS_WRITTEN, CITED_ANEW (it passed with the best supporting sentences, at most `cites_at_most`),
    QUOTED (a doubt remained: the nearest source sentence stands in its place, word for word) or WITHHELD (a check
    blocks it with every choice of sentences). `evidence` of the result is what it cites, in order of label; labels
    that do not exist are dropped before it is cited anew. Never raises.
    """
    examined = examine(claim, evidence, cites_at_most=cites_at_most)
    return replaced(examined) if isinstance(examined, Failed) else examined


def examine(claim: Claim, evidence: Evidence, *, cites_at_most: int = MOST_CITED) -> CheckedClaim | Failed:
    """The first half of `verify`: what passed, as written or cited anew, or failed with both choices of sentences."""
    by_label = evidence.by_label()
    cited = tuple(by_label[label] for label in dict.fromkeys(claim.cites) if label in by_label)
    first = check_claim(claim, cited, evidence)
    if first.status is Status.SUPPORTED and len(cited) <= cites_at_most:
        return _on_what_it_needs(claim, cited, evidence, Action.AS_WRITTEN)
    better = best_sentences(claim.text, evidence, cites_at_most)
    second = first
    if better:
        again = _citing(claim, better)
        second = check_claim(again, better, evidence)
        if second.status is Status.SUPPORTED:
            anew = _on_what_it_needs(again, better, evidence, Action.CITED_ANEW)
            if anew.alone or len({s.article.id for s in anew.evidence}) == 1:
                return anew
            # The writer did not join these articles: the claim only happens to have a word of each.
            second = _doubted(second, Reason(Kind.ARTICLES.value, "needs several articles combined"))
    return Failed(claim, first, cited, second, better, evidence)


def _citing(claim: Claim, sentences: Sequence[EvidenceSentence]) -> Claim:
    return replace(claim, cites=tuple(s.label for s in sentences))


def _on_what_it_needs(claim: Claim, cited: _Sentences, evidence: Evidence, action: Action) -> CheckedClaim:
    """A supported claim on the sentences that support it each by itself; where none does, on the fewest together.

    A writer may cite beside the right sentence one that says something else: a reader would take it for a second
    origin. Where a name or a date of the claim stands only in the sentence before one of them, that is cited too.
    """

    def supports(some: _Sentences, around: Evidence | None = evidence) -> bool:
        return _supports(claim, some, around)

    # One that supports it only through the sentence before it is not needed beside one that does so itself, and that
    # before it may be such a one.
    before = [b for b in (evidence.before(s) for s in cited) if b is not None]
    needed = tuple(s for s in cited if supports((s,), None)) or tuple(s for s in before if supports((s,), None))
    needed = needed or tuple(s for s in cited if supports((s,)))
    alone = bool(needed)
    if not alone:
        needed = cited
        for sentence in reversed(cited):
            fewer = tuple(s for s in needed if s is not sentence)
            needed = fewer if supports(fewer) else needed
    action = action if set(needed) & set(cited) else Action.CITED_ANEW
    everything = _with_named_before(claim, needed, evidence)
    final = _citing(claim, everything)
    verdict = check_claim(final, everything, evidence)
    return CheckedClaim(final, verdict, everything, action, alone and everything == needed, cited)


def _supports(claim: Claim, some: _Sentences, evidence: Evidence | None) -> bool:
    return bool(some) and check_claim(_citing(claim, some), some, evidence).status is Status.SUPPORTED


def _with_named_before(claim: Claim, cited: _Sentences, evidence: Evidence) -> _Sentences:
    """The cited sentences, in order of label, with those before them without which checks would find more."""
    before = [b for b in dict.fromkeys(map(evidence.before, cited)) if b is not None and b not in cited]
    if not before:
        return cited
    claim = _citing(claim, cited)

    def reasons(more: Sequence[EvidenceSentence]) -> set[Reason]:
        return set(check_claim(claim, cited, replace(evidence, sentences=(*cited, *more))).reasons)

    found = reasons(before)
    if reasons(()) <= found:
        return cited
    kept = before
    for one in reversed(before):
        fewer = [b for b in kept if b is not one]
        kept = fewer if reasons(fewer) <= found else kept
    return tuple(sorted((*cited, *kept), key=evidence.sentences.index))


def best_sentences(text: str, evidence: Evidence, most: int) -> _Sentences:
    """The sentences of the evidence that support `text` best, in order of label: as few as cover it.

    A sentence that shares little with the text is left out, though it may hold a date or a name of it: a claim
    must not be pieced together from sentences about other things.
    """
    pool = Pool(passages_of(evidence.sentences, evidence))
    terms = analyse(text).terms
    keep: list[int] = []
    covered: frozenset[str] = frozenset()
    for place in best_places(text, pool, most=most):
        common = terms & pool.analyses[place].terms
        if gives_orders(pool.passages[place].text) or len(common) < CITED_SHARE * len(terms):
            continue
        if keep and not common - covered:
            continue
        keep.append(place)
        covered |= common
    return tuple(evidence.sentences[i] for i in sorted(keep))


# ------------------------------------------------------------------------------- what a model can do for it


def ruled(examined: CheckedClaim | Failed, ruling: Ruling, evidence: Evidence) -> CheckedClaim | Failed:
    """A claim after a judge's ruling: shown on the sentences that the judge found its facts in, or failed."""
    if isinstance(examined, CheckedClaim):
        if ruling.supported:
            cited = tuple(dict.fromkeys((*examined.evidence, *examined.cited)))
            return _as_judged(examined.claim, settle(examined.verdict, ruling), cited, ruling, evidence)
        weak = _doubted(examined.verdict, Reason(Kind.JUDGE.value, ruling.why))
        only = Evidence("", examined.evidence, 1.0)
        return Failed(examined.claim, weak, examined.evidence, weak, examined.evidence, only)
    verdict, cited = examined.strongest
    settled = settle(verdict, ruling)
    if settled.status is not Status.SUPPORTED:
        reason = Reason(Kind.JUDGE.value, ruling.why)
        return replace(examined, first=_doubted(examined.first, reason), second=_doubted(examined.second, reason))
    return _as_judged(examined.claim, settled, cited, ruling, evidence)


def _as_judged(claim: Claim, verdict: Verdict, others: _Sentences, ruling: Ruling, evidence: Evidence) -> CheckedClaim:
    """A claim that the judge upheld, on what its facts rest on; on the `others` too where that lacks a number which
    they state."""
    cited = _known(ruling.cites, evidence)
    if check_claim(_citing(claim, cited), cited, evidence).status is Status.UNSUPPORTED:
        cited = _known((*cited, *others), evidence)
    cited = _with_names(claim, _with_named_before(claim, cited, evidence), others, evidence)
    alone = len(cited) == 1 or all(_supports(claim, (s,), evidence) for s in cited)
    return CheckedClaim(_citing(claim, cited), verdict, cited, Action.JUDGED, alone)


def _with_names(claim: Claim, cited: _Sentences, others: _Sentences, evidence: Evidence) -> _Sentences:
    """The cited sentences, with those before them and of the others that have a name or a figure of the claim which
    these lack: a reader looks for each of them in what is cited."""
    said = analyse(claim.text)
    dated = [range(d.start, d.end) for d in said.dates]
    wanted = {
        t.lower
        for t in said.tokens
        if t.word and ((t.capital and not t.opens) or t.text[0].isdigit()) and not any(t.start in d for d in dated)
    }
    for s in cited:
        wanted -= _words(s.sentence.text, s.article.title, s.article.source)
    added: list[EvidenceSentence] = []
    for s in (*(b for b in map(evidence.before, cited) if b is not None), *others):
        found = wanted & _words(s.sentence.text)
        if found and not gives_orders(s.sentence.text):
            added.append(s)
            wanted -= found
    return _known((*cited, *added), evidence) if added else cited


def _words(*texts: str | None) -> frozenset[str]:
    return frozenset[str]().union(*(analyse(text).lowers for text in texts if text))


def _known(sentences: Sequence[EvidenceSentence], evidence: Evidence) -> _Sentences:
    """Those of the sentences that are of the evidence, in its order."""
    return tuple(s for s in evidence.sentences if s in sentences)


def corrected(failed: Failed, text: str, ruling: Ruling, evidence: Evidence, shown: _Sentences = ()) -> Claim:
    """The claim as a judge would have it stand: on what the judge named for its facts, and on what it cited; and on
    those of all the sentences `shown` to the judge that alone give a name or a figure of the new wording."""
    cited = dict.fromkeys((*ruling.cites, *failed.strongest[1]))
    known = [s for s in cited if s in evidence.sentences and not gives_orders(s.sentence.text)]
    claim = Claim(text, tuple(s.label for s in known[:MOST_CITED]), failed.claim.section)
    named = _with_names(claim, tuple(known[:MOST_CITED]), shown, evidence)
    return replace(claim, cites=tuple(dict.fromkeys((*claim.cites, *(s.label for s in named)))))


def _doubted(verdict: Verdict, reason: Reason) -> Verdict:
    if verdict.status is Status.UNSUPPORTED:
        return verdict
    return Verdict(Status.WEAK, round(verdict.score / 2, 4), (*verdict.reasons, reason))


def as_its_source(checked: CheckedClaim, evidence: Evidence) -> CheckedClaim:
    """A supported claim that shares little with its source, that leaves out words that it needs, or that no sentence
    says by itself: the sentences that it rests on in its place, word for word, or withheld where they do not say as
    much. For a model that copies better than it writes, and that nobody judges: where it says a thing in its own
    words, breaks a piece off, or joins two, no check sees what it made of them."""
    verdict = checked.verdict
    broken = not verdict.extract and any(left_out(checked.claim.text, s.sentence.text) for s in checked.evidence)
    copied = verdict.score == 1.0 or (checked.alone and verdict.score >= OWN_WORDS and not broken)
    if verdict.status is not Status.SUPPORTED or checked.action is Action.QUOTED or copied:
        return checked
    if not checked.alone:
        cited = tuple(s for s in checked.evidence if not gives_orders(s.sentence.text))
        quoted = _citing(replace(checked.claim, text=" ".join(s.sentence.text for s in cited)), cited)
        return CheckedClaim(quoted, check_claim(quoted, cited), cited, Action.QUOTED, alone=False)
    why = "leaves out what the source says with it" if broken else "shares little with the source"
    weak = _doubted(verdict, Reason(Kind.COVERAGE.value, why))
    return replaced(Failed(checked.claim, weak, checked.evidence, weak, checked.evidence, evidence))


def rewritten(failed: Failed, anew: CheckedClaim) -> CheckedClaim | None:
    """Another wording of a failed claim that passed every check, to be shown in its place; None where it is the
    same wording, or says something else."""
    before, now = analyse(failed.claim.text).terms, analyse(anew.claim.text).terms
    if anew.claim.text == failed.claim.text or len(before & now) < REWRITTEN_SHARE * len(before):
        return None
    verdict = replace(anew.verdict, reasons=tuple(dict.fromkeys((*failed.reasons, *anew.verdict.reasons))))
    claim = replace(anew.claim, section=failed.claim.section)
    return replace(anew, claim=claim, verdict=verdict, action=Action.WRITTEN_ANEW)


def replaced(failed: Failed, *, joined: bool = False) -> CheckedClaim:
    """A claim in doubt gives way to its nearest source sentence; one that a check blocks is withheld.

    `joined`: to those of its best sentences, too, that the writer cited. A claim that joins two facts keeps both.
    """
    claim = failed.claim
    near = tuple(s for s in failed.better or failed.cited if not gives_orders(s.sentence.text))
    first, second = failed.first, failed.second
    worst = first if first.status is not Status.UNSUPPORTED or second.status is Status.UNSUPPORTED else second
    pool = Pool(tuple(Passage(s.sentence.text) for s in near))
    nearest = rank(analyse(claim.text), pool, most=1) if failed.doubted else []
    if nearest and _says_as_much(claim.text, pool.passages[nearest[0]]):
        best = near[nearest[0]]
        quoted = tuple(s for s in near if s is best or (joined and s in failed.cited))
        source = Claim(" ".join(s.sentence.text for s in quoted), tuple(s.label for s in quoted), claim.section)
        verdict = Verdict(Status.SUPPORTED, 1.0, worst.reasons)
        return CheckedClaim(source, verdict, quoted, Action.QUOTED, alone=len(quoted) == 1)
    return CheckedClaim(claim, worst, near if second is worst else (), Action.WITHHELD)


def _says_as_much(text: str, passage: Passage) -> bool:
    """Whether a sentence covers enough of a claim to be shown in its place."""
    covered = cover(ClaimView(text), EvidenceView((passage,))).terms
    return covered >= QUOTED_SHARE and len(analyse(text).terms & passage.analysis.terms) > 1
