"""What a model is asked as a judge, and what its reply decides. Pure: the request itself is a workflow's.

A judge sees numbered sentences and claims that rest on them, nothing else. It takes each claim apart into atomic
facts and says of each which sentence states it, in which words, and whether it is supported. Nothing of that is
believed: `decide` calls a claim supported only where every fact is, every quotation stands byte for byte in a
sentence that the claim may stand on, the facts say what the claim says, and the quotations carry each of its names,
numbers, dates and quotations. Whatever is missing, unknown or unreadable counts as not supported. And `settle`
never lets a judge overturn a verdict of unsupported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from brief.articles.instructions import gives_orders
from brief.models import EvidenceSentence, Reason, Status, Verdict
from brief.verification.checks import Passage, check_passages, must_pass
from brief.verification.facts import read_facts
from brief.verification.words import read_words

MOST_CLAIMS = 2
MOST_SENTENCES = 6
"""Of one request: a small model loses its way among more."""
MOST_FACTS = 5
TOLD = 0.6
"""The share of a claim's content words that its facts must have, together, to be all of it."""
SUPPORTED = "supported"
VERDICTS = (SUPPORTED, "unsupported")
"""What a fact may be called."""


@dataclass(frozen=True, slots=True)
class Item:
    """A claim to be judged, and the sentences that it may stand on."""

    text: str
    sentences: tuple[EvidenceSentence, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """The items of one request. `labels` holds, for each sentence by its ref, the label it is shown under."""

    items: tuple[Item, ...]
    sentences: tuple[EvidenceSentence, ...]
    """Every sentence of the items, once each, relabelled S1 ... Sn in order of appearance."""
    labels: Mapping[tuple[str, str], str]

    def allowed(self, item: Item) -> frozenset[str]:
        """The labels that facts of this item may name."""
        return frozenset(self.labels[_key(s)] for s in item.sentences)

    @property
    def claims(self) -> tuple[str, ...]:
        """The labels of its items: C1 ... Cn."""
        return tuple(f"C{n}" for n in range(1, len(self.items) + 1))


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a judge's reply comes to for one claim. `why` says in words what it lacks; `stands_on`: the sentences
    that its facts were quoted from (places in the item), empty where it is not supported."""

    supported: bool
    why: str
    stands_on: tuple[int, ...] = ()


def make_item(text: str, sentences: Iterable[EvidenceSentence]) -> Item:
    """A claim to be judged on those of `sentences` that report something: one that only gives orders is not shown."""
    return Item(text, tuple(s for s in sentences if not gives_orders(s.sentence.text)))


def wanted(verdict: Verdict, mode: str) -> bool:
    """Whether a claim with this verdict is judged: in mode `flagged` one that a check doubts, in `all` also one that
    passed without being a copy of its source (score 1); never what failed a check or is no claim, and with
    `none` nothing."""
    if verdict.no_claim:
        return False
    if verdict.status is Status.WEAK:
        return mode in ("flagged", "all")
    return mode == "all" and verdict.status is Status.SUPPORTED and verdict.score < 1.0


def cases(items: Sequence[Item]) -> Iterator[tuple[tuple[int, ...], Case]]:
    """The items in groups small enough for one request each, with the places of their items. Items without a
    sentence are in none."""
    group: list[int] = []
    seen: set[tuple[str, str]] = set()
    for place, item in enumerate(items):
        keys = {_key(s) for s in item.sentences}
        if not keys:
            continue
        if group and (len(group) == MOST_CLAIMS or len(seen | keys) > MOST_SENTENCES):
            yield tuple(group), _case([items[i] for i in group])
            group, seen = [], set()
        group.append(place)
        seen |= keys
    if group:
        yield tuple(group), _case([items[i] for i in group])


def _case(items: Sequence[Item]) -> Case:
    sentences: dict[tuple[str, str], EvidenceSentence] = {}
    for s in (s for item in items for s in item.sentences):
        if _key(s) not in sentences:
            sentences[_key(s)] = replace(s, label=f"S{len(sentences) + 1}")
    return Case(tuple(items), tuple(sentences.values()), {key: s.label for key, s in sentences.items()})


def _key(sentence: EvidenceSentence) -> tuple[str, str]:
    return sentence.sentence.ref, sentence.sentence.text


# ------------------------------------------------------------------------------------------ deciding


def decide(reply: Mapping[str, object], case: Case, shown: Mapping[str, str]) -> tuple[Ruling, ...]:
    """The ruling on each item of `case`, in order. `shown` holds each sentence as the judge saw it, by label.

    `reply` is the JSON object that the judge answered with, empty where there was none. Never raises,
    whatever it holds.
    """
    said = _read(reply, case)
    return tuple(
        _ruling(item, said.get(label), case, shown) for label, item in zip(case.claims, case.items, strict=True)
    )


def _read(reply: Mapping[str, object], case: Case) -> dict[str, list[object]]:
    """The facts that a reply gives for each claim, by its label; of one named twice, all of them."""
    facts: dict[str, list[object]] = {}
    claims = reply.get("claims")
    if isinstance(claims, dict):
        # Where no schema holds it, a small model puts the labels as keys.
        claims = [{"claim": label, **entry} for label, entry in claims.items() if isinstance(entry, dict)]
    texts = {" ".join(item.text.split()): label for label, item in zip(case.claims, case.items, strict=True)}
    for entry in _list(claims):
        if not isinstance(entry, dict) or not isinstance(entry.get("claim"), str):
            continue
        named = texts.get(" ".join(entry["claim"].split())) or _label(entry["claim"], "C")
        if named:
            given = _list(entry.get("facts"))
            # A claim without facts is one about which nothing was said, even if it is named again with some.
            facts.setdefault(named, []).extend(given or [None])
    return facts


def _label(said: object, letter: str) -> str | None:
    """The one label in what a model wrote for it: `S1`, `[S1]`, with the nonce or without."""
    found = re.findall(rf"(?<![A-Za-z0-9]){letter}\d{{1,3}}(?![A-Za-z0-9])", said) if isinstance(said, str) else []
    return str(found[0]) if len(found) == 1 else None


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _ruling(item: Item, facts: list[object] | None, case: Case, shown: Mapping[str, str]) -> Ruling:
    if facts is None:
        return Ruling(False, "the judge said nothing of it that can be read")
    allowed = case.allowed(item)
    quotes: list[tuple[str, str]] = []
    told: list[str] = []
    for fact in facts:
        outcome = _fact(fact, allowed, shown)
        if isinstance(outcome, str):
            return Ruling(False, outcome)
        text, label, quote = outcome
        told.append(text)
        quotes.append((label, quote))
    if not _is_told(item.text, told):
        return Ruling(False, "the judge's facts do not say what it says")
    by_label = {case.labels[_key(s)]: (place, s) for place, s in enumerate(item.sentences)}
    passages = [_passage(by_label[label][1], quote) for label, quote in quotes]
    missing = next(iter(must_pass(read_facts(item.text), passages)), None)
    if missing is not None:
        # In the claim's own words: what a check says of the cited sentences would be wrong of a quotation.
        return Ruling(False, f"“{item.text[missing.start : missing.end]}” is in nothing that the judge quoted")
    return Ruling(True, "", tuple(sorted({by_label[label][0] for label, _ in quotes})))


def _is_told(claim: str, facts: Sequence[str]) -> bool:
    """Whether the facts say all of the claim, and no other thing: a small model puts the source's words ("may") in
    the place of the claim's ("will"), and finds those supported."""
    terms = read_words(claim).terms
    told: frozenset[str] = frozenset().union(*(read_words(fact).terms for fact in facts))
    if len(terms & told) < TOLD * len(terms):
        return False
    return check_passages(claim, [Passage(fact) for fact in facts]).status is Status.SUPPORTED


def _passage(sentence: EvidenceSentence, quote: str) -> Passage:
    return Passage(quote, sentence.article.title or "", sentence.article.published)


def _fact(fact: object, allowed: frozenset[str], shown: Mapping[str, str]) -> tuple[str, str, str] | str:
    """A supported fact as its text, the label it is quoted from and the quotation; else, in words, why it is none."""
    if not isinstance(fact, dict):
        return "the judge gave no facts for it"
    text, quote, labels = fact.get("fact"), fact.get("quote"), fact.get("sentences")
    if not isinstance(text, str) or not isinstance(quote, str) or not read_words(text).terms:
        return "the judge gave a fact without words"
    if fact.get("verdict") != SUPPORTED:
        return f"the judge does not find in its sentences that “{_short(text)}”"
    named = [_label(label, "S") or "" for label in _list(labels)]
    if not named or not set(named) <= allowed:
        return "the judge named a sentence that it does not rest on"
    found = next((label for label in named if quote in shown.get(label, "")), None)
    if found is None or len(quote.split()) < 2:
        return f"the judge's quotation “{_short(quote)}” does not stand in the sentence it named"
    return text, found, quote


def _short(text: str) -> str:
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if len(text) <= 120 else f"{text[:119]}…"


def settle(verdict: Verdict, ruling: Ruling) -> Verdict:
    """The verdict after a ruling. One of unsupported stays as it is: no judge overturns a check that must pass.

    The score moves half of the way to 1 or to 0.
    """
    if verdict.status is Status.UNSUPPORTED:
        return verdict
    if ruling.supported:
        reason = Reason("judge", "found in its sentences, fact by fact")
        return Verdict(Status.SUPPORTED, round((1.0 + verdict.score) / 2, 4), (*verdict.reasons, reason))
    reason = Reason("judge", ruling.why)
    return Verdict(Status.UNSUPPORTED, round(verdict.score / 2, 4), (*verdict.reasons, reason))
