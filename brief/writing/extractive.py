"""The writer without a model: whole source sentences, chosen and put in an order that reads. It cannot misquote.

Pure: the same question and evidence give the same draft.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from brief.models import Claim, Draft, Evidence, EvidenceSentence, Setting, Story, Usage
from brief.retrieval.agreement import agreement
from brief.retrieval.answer_types import gives, wanted
from brief.retrieval.antecedents import antecedent_among
from brief.retrieval.evidence import SAME_ARTICLE
from brief.retrieval.likeness import Wording, differ_in_fact, overlap, wording
from brief.retrieval.question import MOST_CHARACTERS, read_question
from brief.text.standing import is_whole, leans_on_another

MOST_CLAIMS = 3
"""Sentences that an answer quotes, unless another number is asked for."""
SAID = 0.5
"""The share of common words (Jaccard) from which a second sentence says nothing new."""
SAME = 0.65
"""The share from which it says the same, so that it is cited beside the first."""
WORTH = 0.7
"""Sentences that score less than this share of the answer are not worth a claim of their own."""

LEANS = 0.04
"""What it costs a sentence in the choice of the answer to need the one before it."""

GIVES_KIND = 0.1
"""What it is worth to a sentence in the choice of the answer to give what is asked for: a reason, a number, a name, a
day. Its weight, as that of AGREED, is of the logistic model in docs/results/retrieval.md, "The first sentence"."""

AGREED = 0.12
"""What it is worth to it to give the reason, number, name or day that most articles give; less where fewer do."""

CUT = 40
"""Characters from which a sentence that another one goes on from is that one cut off."""

OnClaim = Callable[[Claim], None]


@dataclass(slots=True)
class _Pick:
    """A chosen sentence with the labels of those that say the same."""

    sentence: EvidenceSentence
    said: Wording
    also: list[str]

    def claim(self) -> Claim:
        return Claim(self.sentence.sentence.text, (self.sentence.label, *self.also))


class ExtractiveWriter:
    """Answers and briefs with whole sentences of the evidence."""

    name = "extractive"
    model: str | None = None

    notes: tuple[str, ...] = ()

    def __init__(self, most: int = MOST_CLAIMS) -> None:
        self._most = most

    @property
    def usage(self) -> Usage:
        return Usage()

    def draft(
        self, question: str, evidence: Evidence, on_claim: OnClaim | None = None, setting: Setting | None = None
    ) -> Draft:
        """At most `most` sentences, the one that answers first, none said twice; unanswerable if there are none."""
        picks = _in_reading_order(_choose(question, evidence.sentences, self._most), evidence.sentences)[: self._most]
        return _say([p.claim() for p in picks], on_claim)

    def draft_briefing(self, story: Story, evidence: Evidence, on_claim: OnClaim | None = None) -> Draft:
        """The story's sentences under models.SECTIONS, in that order, nothing said twice over all of them."""
        from brief.stories.telling import tell

        return _say(tell(story, evidence.sentences, None), on_claim)


def _say(claims: Sequence[Claim], on_claim: OnClaim | None) -> Draft:
    for claim in claims:
        if on_claim:
            on_claim(claim)
    return Draft(bool(claims), tuple(claims))


def foremost(question: str, evidence: Evidence) -> EvidenceSentence | None:
    """The sentence to answer with, if it can be read by itself."""
    picks = _choose(question, evidence.sentences, 1)
    return picks[0].sentence if picks and not _leans(picks[0].sentence) else None


def _choose(question: str, sentences: Sequence[EvidenceSentence], most: int) -> list[_Pick]:
    """The sentences to answer with, the best first: several articles are heard, and no one says a thing twice."""
    asked_for = wanted(question[:MOST_CHARACTERS])
    agreed = agreement(read_question(question), asked_for, sentences)

    def worth(s: EvidenceSentence) -> float:
        if picks:
            return s.score - SAME_ARTICLE * from_article[s.article.id]
        given = AGREED * agreed[s.label] + GIVES_KIND * gives(asked_for, s.sentence.text)
        return s.score + given - LEANS * _leans(s)

    # What asks, heads a list or is no whole sentence, as a headline or a caption, answers nothing.
    whole = [s for s in sentences if is_whole(s.sentence.text)]
    pool = sorted(whole or sentences, key=lambda s: (-s.score, int(s.label[1:])))
    picks: list[_Pick] = []
    from_article: Counter[str] = Counter()
    while pool:
        best = max(pool, key=worth)
        pool.remove(best)
        if picks and (best.score < WORTH * picks[0].sentence.score or _stands_alone_wrongly(best, picks, sentences)):
            continue
        if _add(picks, best, most):
            from_article[best.article.id] += 1
    return picks


def _stands_alone_wrongly(s: EvidenceSentence, picks: Sequence[_Pick], sentences: Sequence[EvidenceSentence]) -> bool:
    """Whether a sentence needs the one before it, and that one is not among those chosen."""
    return _leans(s) and all(p.sentence is not _before(s, sentences) for p in picks)


def _leans(s: EvidenceSentence) -> bool:
    """Whether a sentence needs the one before it; what opens an article has none to need."""
    return leans_on_another(s.sentence.text) and not s.lead


def _add(picks: list[_Pick], s: EvidenceSentence, most: int) -> bool:
    """Add a sentence unless it says what a better one said; one of another article is then cited beside that."""
    said = wording(s.sentence.text)
    if any(_goes_on(p.sentence.sentence.text, s.sentence.text) for p in picks):
        return False
    near = max(
        (p for p in picks if not differ_in_fact(p.said, said)), key=lambda p: overlap(p.said, said), default=None
    )
    share = overlap(near.said, said) if near else 0.0
    if near is not None and share >= SAID and (share >= SAME or not _adds(near.said, said)):
        if share >= SAME and s.article.id != near.sentence.article.id:
            near.also.append(s.label)
        return False
    if len(picks) < most:
        picks.append(_Pick(s, said, []))
        return True
    return False


def _adds(known: Wording, said: Wording) -> bool:
    """Whether a sentence has a name or a number, a day's too, that one much like it lacks."""
    more = said.bag - known.bag
    return bool(more & said.capitals) or any(w[0].isdigit() for w in more)


def _goes_on(one: str, other: str) -> bool:
    """Whether one of two sentences is the other one, broken off: a page that ends within it."""
    short, long = sorted((one, other), key=len)
    return len(short) > CUT and len(short) < len(long) and long.startswith(short)


def _in_reading_order(picks: Sequence[_Pick], sentences: Sequence[EvidenceSentence]) -> list[_Pick]:
    """The answer first, then what says who "he" or "the minister" in it is, where it needs that; then article by
    article, the best one first, in text order within it.

    Any other sentence that cannot stand alone follows the one before it in its article, or is left out where that one
    is not shown.
    """
    if not picks:
        return []
    order = {v: i for i, v in enumerate(dict.fromkeys(p.sentence.article.version for p in picks))}
    rest = sorted(picks[1:], key=lambda p: (order[p.sentence.article.version], p.sentence.sentence.start))
    shown = [picks[0], *_antecedent(picks[0], sentences)]
    for p in rest:
        if any(q.sentence is p.sentence for q in shown):
            continue
        if not _leans(p.sentence):
            shown.append(p)
            continue
        before = _before(p.sentence, sentences)
        at = next((i for i, q in enumerate(shown) if q.sentence is before), None)
        if at is not None:
            shown.insert(at + 1, p)
    return shown


def _antecedent(answer: _Pick, sentences: Sequence[EvidenceSentence]) -> list[_Pick]:
    """The sentence without which the answer cannot be understood, if it needs one."""
    needed = antecedent_among(answer.sentence, sentences)
    return [] if needed is None else [_Pick(needed, wording(needed.sentence.text), [])]


def _before(s: EvidenceSentence, sentences: Sequence[EvidenceSentence]) -> EvidenceSentence | None:
    """The sentence of the evidence that stands before `s` in its article."""
    earlier = [e for e in sentences if e.article.version == s.article.version and e.sentence.start < s.sentence.start]
    return max(earlier, key=lambda e: e.sentence.start, default=None)
