"""What a model is asked as a judge, and what its reply decides. Pure: the request itself is a workflow's.

A judge sees numbered sentences (each with outlet, day, headline and the sentence before it) and claims that rest on
them, nothing else. It takes each claim apart into facts and says of each which words of which sentence state it. Its
quotations are not believed: a claim is supported only where every fact is, and every quotation stands byte for byte in
what was shown of a sentence that the claim may cite. Whatever is missing, unknown or unreadable counts as not
supported. And `settle` never lets a judge overturn a blocking finding.

A judge of drafts also says how a claim should stand that it does not uphold. That is another claim, to be checked and
judged from the start.

A small model is confused by much text and agrees too readily: it is asked little at a time, and its facts are compared
with the claim as a claim is with its sources (`strict`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from brief.models import EvidenceSentence, Reason, Status, Verdict
from brief.text.analysis import analyse
from brief.verification.check import ClaimView, EvidenceView, Kind, Passage, registered, run
from brief.verification.scope import hedge
from brief.verification.verdict import check_passages

SUPPORTED = "supported"
VERDICTS = (SUPPORTED, "unsupported")
"""What a fact may be called."""
_SUBTLE = frozenset((Kind.NEGATION, Kind.OPPOSITE, Kind.CERTAINTY))
"""Doubts that a small model does not see the point of."""
COVERED = 0.6
"""The share of a claim's content words that the facts of a small model must have, together, to be all of it."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many claims and sentences go into one request, and how many facts a claim is taken apart into at most."""

    claims: int
    sentences: int
    facts: int


FULL, LITTLE = Size(30, 90, 16), Size(2, 6, 8)


@dataclass(frozen=True, slots=True)
class Item:
    """A claim to be judged, and the sentences that it may cite, each with the one before it (None: not known).

    `wrong` says what a check blocks it for, in words: such a claim is only to be corrected.
    """

    text: str
    sentences: tuple[EvidenceSentence, ...]
    before: tuple[EvidenceSentence | None, ...] = ()
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """The items of one request."""

    items: tuple[Item, ...]
    sentences: tuple[EvidenceSentence, ...]
    """Every sentence of the items, once each, relabelled S1 ... Sn in order of appearance."""
    before: tuple[EvidenceSentence | None, ...]
    """The sentence before each of them, where known, with its own label."""
    labels: Mapping[tuple[str, str], str]
    """The label that a sentence is shown under, by its ref and text."""

    def allowed(self, item: Item) -> frozenset[str]:
        """The labels that facts of this item may name."""
        return frozenset(self.labels[_key(s)] for s in item.sentences)

    @property
    def claims(self) -> tuple[str, ...]:
        """The labels of its items: C1 ... Cn."""
        return tuple(f"C{n}" for n in range(1, len(self.items) + 1))


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence as the judge saw it: itself, the one before it, and what is said of its article."""

    text: str
    before: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a judge's reply comes to for one claim. `why` says in words what it lacks; `cites`: the sentences, with
    their own labels, that its facts rest on; `corrected`: the claim as it should stand, where the judge says so."""

    supported: bool
    why: str
    cites: tuple[EvidenceSentence, ...] = ()
    corrected: str = ""


def wanted(verdict: Verdict, mode: str, *, small: bool = False) -> bool:
    """Whether a claim with this verdict is judged; never what a check blocks or what states nothing.

    In mode `doubts` (or `flagged`) one that a check doubts, and one in words of its own: no check can prove that it
    says the same. In `all` also one that only leaves out words of a cited sentence. With `none`, and of copies, none.
    A small model is asked only about what a check doubts, unless all is asked for.
    """
    if verdict.no_claim or verdict.status is Status.UNSUPPORTED or mode == "none":
        return False
    if verdict.status is Status.WEAK:
        return True
    return verdict.score < 1.0 and (mode == "all" or (not verdict.extract and not small))


def cases(items: Sequence[Item], size: Size) -> Iterator[tuple[tuple[int, ...], Case]]:
    """The items in groups of one request each, with their places. Items without a sentence are in none."""
    group: list[int] = []
    seen: set[tuple[str, str]] = set()
    for place, item in enumerate(items):
        keys = {_key(s) for s in item.sentences}
        if not keys:
            continue
        if group and (len(group) == size.claims or len(seen | keys) > size.sentences):
            yield tuple(group), _case([items[i] for i in group])
            group, seen = [], set()
        group.append(place)
        seen |= keys
    if group:
        yield tuple(group), _case([items[i] for i in group])


def _case(items: Sequence[Item]) -> Case:
    sentences: dict[tuple[str, str], EvidenceSentence] = {}
    before: list[EvidenceSentence | None] = []
    for item in items:
        for i, s in enumerate(item.sentences):
            if _key(s) not in sentences:
                sentences[_key(s)] = replace(s, label=f"S{len(sentences) + 1}")
                before.append(item.before[i] if i < len(item.before) else None)
    labels = {key: s.label for key, s in sentences.items()}
    return Case(tuple(items), tuple(sentences.values()), tuple(before), labels)


def _key(sentence: EvidenceSentence) -> tuple[str, str]:
    return sentence.sentence.ref, sentence.sentence.text


# ------------------------------------------------------------------------------------------ deciding


def decide(
    reply: Mapping[str, object],
    case: Case,
    shown: Mapping[str, Shown],
    *,
    strict: bool = False,
    correcting: bool = False,
) -> tuple[Ruling, ...]:
    """The ruling on each item of `case`, in order. `shown` holds each sentence as the judge saw it, by label.

    `reply` is the JSON object that the judge answered with, empty where there was none. `correcting`: it was asked for
    corrections too, and a fact may rest on any sentence of the case. Never raises, whatever it holds.
    """
    said = _read(reply, case)
    rulings = []
    for label, item in zip(case.claims, case.items, strict=True):
        entry = said.get(label, _Entry())
        allowed = frozenset(shown) if correcting else case.allowed(item)
        ruling = _ruling(item, entry.facts, _Sources(case, shown, allowed), strict)
        if correcting and not (ruling.supported and not item.wrong):
            ruling = replace(ruling, supported=False, why=ruling.why or item.wrong, corrected=entry.corrected)
        rulings.append(ruling)
    return tuple(rulings)


@dataclass(slots=True)
class _Entry:
    """What a reply gives for one claim. `facts`: empty where it does not name it, [None] where it gives none."""

    facts: list[object] = field(default_factory=list)
    corrected: str = ""


def _read(reply: Mapping[str, object], case: Case) -> dict[str, _Entry]:
    """What a reply gives for each claim, by its label; of one named twice, all facts and the first correction."""
    entries: dict[str, _Entry] = {}
    claims = reply.get("claims")
    if isinstance(claims, dict):
        # Where no schema holds it, a model may put the labels as keys.
        claims = [{"claim": label, **entry} for label, entry in claims.items() if isinstance(entry, dict)]
    texts = {" ".join(item.text.split()): label for label, item in zip(case.claims, case.items, strict=True)}
    for entry in _list(claims):
        if not isinstance(entry, dict) or not isinstance(entry.get("claim"), str):
            continue
        named = texts.get(" ".join(entry["claim"].split())) or _label(entry["claim"], "C")
        if named:
            # A claim without facts is one about which nothing was said, even if it is named again with some.
            read = entries.setdefault(named, _Entry())
            read.facts.extend(_list(entry.get("facts")) or [None])
            corrected = entry.get("corrected")
            read.corrected = read.corrected or (corrected if isinstance(corrected, str) else "")
    return entries


def _label(said: object, letter: str) -> str | None:
    """The one label in what a model wrote for it: `S1`, `[S1]`, with the nonce or without."""
    found = re.findall(rf"(?<![A-Za-z0-9]){letter}\d{{1,3}}(?![A-Za-z0-9])", said) if isinstance(said, str) else []
    return str(found[0]) if len(set(found)) == 1 else None


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


@dataclass(frozen=True, slots=True)
class _Sources:
    """What the facts of one claim may be quoted from: the sentences of `case` under these labels, as `shown`."""

    case: Case
    shown: Mapping[str, Shown]
    allowed: frozenset[str]

    def named(self, fact: object) -> tuple[str, ...]:
        """The labels that a fact names; empty where one of them is none that it may name."""
        given = fact.get("sentences") if isinstance(fact, dict) else None
        labels = [_label(label, "S") or "" for label in (given if isinstance(given, list) else [given])]
        return tuple(labels) if set(labels) <= self.allowed else ()

    def cites(self, facts: Sequence[object]) -> tuple[EvidenceSentence, ...]:
        """The sentences that these facts name, with their own labels, and those before them that they quote."""
        own = {self.case.labels[_key(s)]: s for item in self.case.items for s in item.sentences}
        before = dict(zip(own, self.case.before, strict=True))
        found: dict[EvidenceSentence, None] = {}
        for fact in facts:
            for label in self.named(fact):
                quote = fact.get("quote") if isinstance(fact, dict) else None
                seen, earlier = self.shown.get(label, Shown("")), before[label]
                if isinstance(quote, str) and earlier and quote in seen.before and quote not in seen.text:
                    found[earlier] = None
                found[own[label]] = None
        return tuple(found)


@dataclass(frozen=True, slots=True)
class _Fact:
    """A fact that the judge found stated: its words, the label and the words that it is quoted from. `beside`: these
    stand in what is said of the article, and in no sentence."""

    text: str
    label: str
    quote: str
    beside: bool


def _ruling(item: Item, facts: list[object], sources: _Sources, strict: bool) -> Ruling:
    if not facts:
        return Ruling(False, "the judge said nothing of it that can be read")
    outcomes = [_fact(fact, sources) for fact in facts]
    cites = sources.cites(facts)
    wrong = [outcome for outcome in outcomes if isinstance(outcome, str)]
    if wrong:
        return Ruling(False, wrong[0], cites)
    stated = [outcome for outcome in outcomes if isinstance(outcome, _Fact)]
    if all(f.beside for f in stated):
        return Ruling(False, "the judge quoted no sentence", cites)
    lacking = _lacking(item, stated, sources.case) if strict else ""
    return Ruling(not lacking, lacking, cites)


def _fact(fact: object, sources: _Sources) -> _Fact | str:
    """A supported fact with the place it is quoted from; else, in words, why it is none."""
    if not isinstance(fact, dict):
        return "the judge gave no facts for it"
    text, quote = fact.get("fact"), fact.get("quote")
    if not isinstance(text, str) or not isinstance(quote, str) or not analyse(text).wording:
        return "the judge gave a fact without words"
    if fact.get("verdict") != SUPPORTED:
        return f"the judge does not find in its sentences that “{_short(text)}”"
    named = sources.named(fact)
    if not named:
        return "the judge named a sentence that it does not cite"
    for label in named:
        seen = sources.shown.get(label, Shown(""))
        parts = (seen.text, seen.before, seen.article)
        # "Neither did so." has no word that tells anything, and is all of its sentence.
        telling = analyse(quote).terms or (quote and quote in parts)
        if telling and any(quote in part for part in parts):
            return _Fact(text, label, quote, quote not in seen.text and quote not in seen.before)
    return f"the judge's quotation “{_short(quote)}” is not in the sentence it named"


def _lacking(item: Item, facts: Sequence[_Fact], case: Case) -> str:
    """What a small model's facts and quotations lack of a claim: it puts the source's words ("may") in the place of
    the claim's ("will"), and finds those supported."""
    terms = analyse(item.text).terms
    covered = frozenset[str]().union(*(analyse(f.text).terms for f in facts))
    said = check_passages(item.text, [Passage(f.text) for f in facts])
    if len(terms & covered) < COVERED * len(terms) or said.status is not Status.SUPPORTED:
        return "the judge's facts do not say what it says"
    by_label = {case.labels[_key(s)]: s for s in item.sentences}
    sentences = tuple(Passage(by_label[f.label].sentence.text) for f in facts)
    if not hedge(item.text).any and all(hedge(p.text).any for p in sentences):
        return "the source only says it may happen, or may be so"
    subtle = [f for f in run(ClaimView(item.text), EvidenceView(sentences), registered()) if f.check.kind in _SUBTLE]
    if subtle:
        return subtle[0].finding.words
    about = [by_label[f.label].article for f in facts]
    quoted = [Passage(f.quote, a.title or "", a.published) for f, a in zip(facts, about, strict=True)]
    found = run(ClaimView(item.text), EvidenceView(tuple(quoted)), registered())
    spans = [(f.finding.start, f.finding.end) for f in found if f.finding.end]
    return f"“{item.text[spans[0][0] : spans[0][1]]}” is in nothing that the judge quoted" if spans else ""


def _short(text: str) -> str:
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if len(text) <= 120 else f"{text[:119]}…"


def settle(verdict: Verdict, ruling: Ruling) -> Verdict:
    """The verdict after a ruling. One of unsupported stays as it is: no judge overturns a blocking finding.

    The score moves half of the way to 1 or to 0.
    """
    if verdict.status is Status.UNSUPPORTED:
        return verdict
    if ruling.supported:
        reason = Reason(Kind.JUDGE.value, "the judge found each of its facts in the source")
        return Verdict(Status.SUPPORTED, round((1.0 + verdict.score) / 2, 4), (*verdict.reasons, reason))
    reason = Reason(Kind.JUDGE.value, ruling.why)
    return Verdict(Status.UNSUPPORTED, round(verdict.score / 2, 4), (*verdict.reasons, reason))
