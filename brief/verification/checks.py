"""The checks that a claim must pass, fail closed: every fact it states stands in the sentences it cites.

A fact is a quotation, a number with its unit, a date or a name. It may stand there in another form that means
the same (1.2 million and 1,200,000; US and United States; a people and its country; an acronym and what it is
short for; Friday and the day it fell on), never in a rounded one unless the claim says that it rounds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from brief.articles.bare import says_nothing
from brief.articles.instructions import gives_orders
from brief.models import Claim, EvidenceSentence, Reason, Status, Verdict
from brief.text.sentences import split_sentences
from brief.verification import flags, score, weights
from brief.verification.calendar import DateMention, covers, of_day, stated
from brief.verification.facts import Facts, Name, read_facts, variant
from brief.verification.figures import stated_number
from brief.verification.mixed import Told, mixed_dates
from brief.verification.tokens import fold, tokenize
from brief.verification.unchecked import claims_nothing
from brief.verification.whole import breaks_off, speaks_of_itself
from brief.verification.words import read_words


@dataclass(frozen=True, slots=True)
class Passage:
    """A source sentence with what its article says of itself: headline (may be empty) and day published."""

    text: str
    headline: str = ""
    published: date | None = None

    @property
    def facts(self) -> Facts:
        return read_facts(self.text)


@dataclass(frozen=True, slots=True)
class Failure:
    """A must-pass check that failed, and the characters of the claim that failed it."""

    reason: Reason
    start: int
    end: int


def passage_of(cited: EvidenceSentence) -> Passage:
    return Passage(cited.sentence.text, cited.article.title or "", cited.article.published)


def check_claim(claim: Claim, cited: Sequence[EvidenceSentence], question: str = "") -> Verdict:  # noqa: ARG001 - part of the interface
    """The verdict on `claim` against the sentences it cites, and no others.

    `cited` are the sentences that the claim's labels name; a label that none of them carries fails the claim.
    Unsupported: a must-pass check failed. Weak: all passed, but a flag was raised or too little of the claim is
    covered. A name of the `question` that stands in the claim needs support like any other. Never raises.
    """
    have = {s.label for s in cited}
    missing = [label for label in claim.cites if label not in have]
    if missing or not cited:
        detail = f"no sentence {', '.join(missing)}" if missing else "nothing is cited"
        return Verdict(Status.UNSUPPORTED, 0.0, (Reason("label", detail),))
    passages = [passage_of(s) for s in cited]
    verdict = check_passages(claim.text, passages)
    if verdict.status is not Status.SUPPORTED:
        return verdict
    sources = [p.text for p in passages]
    if breaks_off(claim.text, sources):
        return Verdict(Status.WEAK, verdict.score, (Reason("cut", "the sentence breaks off"),))
    if speaks_of_itself(claim.text, sources):
        return Verdict(Status.WEAK, verdict.score, (Reason("cut", "it tells of what was shown, not of the news"),))
    return verdict


_SEVERAL = re.compile(r"[.!?][\"'”’)]*\s+[\"'“‘(]?[A-Z]")


def _together(verdicts: Sequence[Verdict]) -> Verdict:
    """The verdict on several sentences: that on the worst of them, with every reason."""
    order = (Status.UNSUPPORTED, Status.WEAK, Status.SUPPORTED)
    status = min((v.status for v in verdicts), key=order.index)
    reasons = dict.fromkeys(r for v in verdicts for r in v.reasons)
    return Verdict(status, min(v.score for v in verdicts), tuple(reasons))


def check_passages(text: str, passages: Sequence[Passage]) -> Verdict:
    """The verdict on one sentence against the passages it stands on; those that only give orders support nothing."""
    passages = [p for p in passages if not gives_orders(p.text)]
    if not passages:
        return Verdict(
            Status.UNSUPPORTED, 0.0, (Reason("instruction", "what is cited gives orders and reports nothing"),)
        )
    if is_verbatim(text, passages):
        return Verdict(Status.SUPPORTED, 1.0)
    if says_nothing(text):
        return Verdict(Status.WEAK, 0.3, (Reason("coverage", "it says who spoke, and nothing of what was said"),))
    parts = [s.text for s in split_sentences(text)] if _SEVERAL.search(text) else []
    if len(parts) > 1:
        return _together([check_passages(part, passages) for part in parts])
    claim = read_facts(text)
    failures = list(must_pass(claim, passages))
    headlines = [read_words(p.headline) for p in passages if p.headline]
    cited = [read_words(p.text) for p in passages]
    covered = score.coverage(claim, cited, headlines, [(f.start, f.end) for f in failures])
    reasons = tuple(dict.fromkeys(f.reason for f in failures))
    if not reasons:
        told = [Told(p.facts, (p.headline, p.published)) for p in passages]
        mixed = mixed_dates(claim, told, lambda mention, i: date_in(mention, passages[i]))
        reasons = (*flags.raised(claim, [t.facts for t in told]), *mixed)
    graded = round(score.support(covered, Counter(f.reason.kind for f in failures), 0 if failures else len(reasons)), 4)
    if failures:
        return Verdict(Status.UNSUPPORTED, graded, reasons)
    no_claim = claims_nothing(claim, [p.facts for p in passages])
    if no_claim:
        return Verdict(Status.WEAK, graded, (no_claim,))
    if not covered.plain:
        # The right names and days, of something else: "Kim resigned" of a sentence in which Kim spoke.
        detail = "its names and dates are in the cited sentences, what it says of them is not"
        return Verdict(Status.UNSUPPORTED, graded, (*reasons, Reason("coverage", detail)))
    short = len(claim.words.content) <= weights.SHORT
    if covered.terms < (weights.SUPPORTED_SHORT if short else weights.SUPPORTED) or covered.plain < weights.PLAIN:
        status = Status.WEAK if covered.terms >= weights.WEAK else Status.UNSUPPORTED
        return Verdict(status, graded, (*reasons, Reason("coverage", "much of it is not in the cited sentences")))
    return Verdict(Status.WEAK if reasons else Status.SUPPORTED, graded, reasons)


# ---------------------------------------------------------------------------------------- verbatim


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Folded words only, for comparing wording."""
    return " ".join(t.low for t in tokenize(text) if t.word)


def is_verbatim(text: str, passages: Sequence[Passage]) -> bool:
    """Whether the text is one of the passages, or several of them one after the other, word for word."""
    wanted = plain(text)
    if not wanted:
        return False
    each = [plain(p.text) for p in passages]
    if any(wanted == have for have in each):
        return _same_marks(text, passages)
    rest = wanted
    while rest:
        head = max((h for h in each if h and (rest == h or rest.startswith(h + " "))), key=len, default="")
        if not head:
            return False
        rest = rest[len(head) :].lstrip()
    return _same_marks(text, passages)


def _same_marks(text: str, passages: Sequence[Passage]) -> bool:
    """Signs that change a number's meaning (%, $) are the same on both sides."""
    signs = re.findall(r"[%$€£¥₩]", text)
    have = "".join(p.text for p in passages)
    return all(have.count(s) >= signs.count(s) for s in set(signs))


# --------------------------------------------------------------------------------------- must pass


def must_pass(claim: Facts, passages: Sequence[Passage]) -> Iterable[Failure]:
    """One failure for each fact of the claim that does not stand in the passages."""
    facts = [p.facts for p in passages]
    yield from _quotations(claim, passages)
    yield from _numbers(claim, facts)
    yield from _dates(claim, passages)
    yield from _names(claim, facts, [read_facts(p.headline) for p in passages if p.headline])


_GAP = re.compile(r"\s*(?:\.\.\.|…|\. \. \.|\[[^\]]*\])\s*")


def _quotable(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[\"'`«»„]", "", fold(text))).strip()


def _quotations(claim: Facts, passages: Sequence[Passage]) -> Iterable[Failure]:
    if not claim.quotations:
        return
    have = [_quotable(p.text) for p in passages]
    have.append(" ".join(have))
    for quotation in claim.quotations:
        parts = (_quotable(part).strip(" .,;:!?-—–") for part in _GAP.split(quotation.inner))
        for part in parts:
            if part and not any(_stands_in(part, text) for text in have):
                detail = f"“{quotation.inner.strip()}” is not in the cited sentences word for word"
                yield Failure(Reason("quotation", detail), quotation.start, quotation.end)
                break


def _stands_in(part: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text) is not None


# ----------------------------------------------------------------------------------------- numbers


def _numbers(claim: Facts, facts: Sequence[Facts]) -> Iterable[Failure]:
    for number in claim.numbers:
        if not stated_number(number, claim.text, facts):
            yield Failure(Reason("number", f"{number.text} is not in the cited sentences"), number.start, number.end)


# ------------------------------------------------------------------------------------------- dates


def _dates(claim: Facts, passages: Sequence[Passage]) -> Iterable[Failure]:
    for mention in claim.dates:
        if any(date_in(mention, p) for p in passages):
            continue
        if not _apart(mention, passages) and not _by_publication(claim, mention, passages):
            if mention.relative and mention.relative not in ("yesterday", "tomorrow"):
                continue
            kind = "weekday" if mention.weekday is not None else "date"
            yield Failure(Reason(kind, f"{mention.text} is not in the cited sentences"), mention.start, mention.end)


def date_in(mention: DateMention, passage: Passage) -> bool:
    """Whether a date of the claim is one that the passage states or means on the day it was written."""
    source = passage.facts
    if any(covers(means, mention) for means in stated(passage.text, passage.published)):
        return True
    if mention.year and any(n.value == mention.year and n.unit is None for n in source.numbers):
        return mention.month is None
    return False


def _by_publication(claim: Facts, mention: DateMention, passages: Sequence[Passage]) -> bool:
    """Whether a date is the day an article was published, and the sentences that tell the claim give no other.

    News tells of its own day without naming it; but where a sentence names a month, another month is not meant.
    """
    shares = [len(claim.words.terms & p.facts.words.terms) for p in passages]
    telling = [p for p, share in zip(passages, shares, strict=True) if share * 2 >= max(shares)]
    for d in (d for p in telling for d in p.facts.dates):
        if d.relative or (d.year and mention.year) or (d.month and mention.month):
            return False
        if d.dayish and mention.dayish:
            return False
    return any(p.published is not None and covers(of_day(p.published), mention) for p in telling)


def _apart(mention: DateMention, passages: Sequence[Passage]) -> bool:
    """Whether day and month stand in one place and the year in another ("In 2019 … on May 5").

    A month without a day is too common a thing to be joined with the year of another date.
    """
    if not (mention.year and mention.month):
        return False
    without = DateMention(0, 0, "", None, mention.month, mention.day, mention.weekday)
    year = DateMention(0, 0, "", mention.year)
    have = [d for p in passages for d in stated(p.text, p.published)]
    return any(covers(d, without) and d.year in (None, mention.year) for d in have) and any(
        covers(d, year) and (d.month is None or mention.day is not None) for d in have
    )


# ------------------------------------------------------------------------------------------- names


def _names(claim: Facts, facts: Sequence[Facts], headlines: Sequence[Facts]) -> Iterable[Failure]:
    have = (*facts, *headlines)
    for name in claim.names:
        missing = name_missing(name, have)
        if missing:
            yield Failure(Reason("name", f"{missing} is not in the cited sentences"), name.start, name.end)


def name_missing(name: Name, have: Sequence[Facts]) -> str:
    """The part of a name that no source sentence has, or nothing."""
    if name.country:
        return "" if any(_has_country(name.country, f) for f in have) else name.text
    if any(_expands(name, f) for f in have):
        return ""
    for token in name.tokens:
        if not any(_has_token(token.low, token.stem, token.text, f) for f in have):
            return token.text
    return ""


def _has_country(key: str, source: Facts) -> bool:
    if key in source.countries or any(key == known.split()[-1] for known in source.countries):
        return True
    words = key.split()
    if all(w in source.lows for w in words):
        return True
    return len(words) > 1 and "".join(w[0] for w in words) in source.lows


def _has_token(low: str, stem: str, text: str, source: Facts) -> bool:
    low = variant(low)
    if low in source.lows or stem in source.stems or low.removesuffix("s") in source.lows:
        return True
    if text.isupper() and len(low) > 1 and low in source.initials:
        return True
    return low + "s" in source.lows


def _expands(name: Name, source: Facts) -> bool:
    """Whether the source has the acronym that the name's words are long for."""
    capitals = "".join(t.low[0] for t in name.tokens if t.capital)
    return len(capitals) >= 3 and capitals in source.lows
