"""Doubts about a claim that is pieced together: a date from one article, what happened from another.

Each half stands in a cited sentence, so no must-pass check sees it. A date is doubted where the sentence that tells
what stands around it in the claim is of an article whose cited sentences do not give that date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from brief.models import Reason
from brief.verification.calendar import DateMention
from brief.verification.facts import Facts

_MARGIN = 2
"""How many more of them another article's sentence must have of what its clause tells than any that gives the date."""


@dataclass(frozen=True, slots=True)
class Told:
    """A cited sentence with what tells its article from others."""

    facts: Facts
    article: tuple[str, date | None]


def mixed_dates(claim: Facts, cited: Sequence[Told], gives: Callable[[DateMention, int], bool]) -> Iterator[Reason]:
    """One reason for each date of `claim` that belongs to another article than what it is told of.

    `gives` says whether the cited sentence at an index states or means a date of the claim.
    """
    if len({t.article for t in cited}) < 2:
        return
    for mention in claim.dates:
        around = _around(claim, mention)
        shares = [len(around & t.facts.words.terms) for t in cited]
        dating = [i for i in range(len(cited)) if gives(mention, i)]
        telling = max(range(len(cited)), key=lambda i: (shares[i], -i))
        if not dating or cited[telling].article in {cited[i].article for i in dating}:
            continue
        if shares[telling] >= max(shares[i] for i in dating) + _MARGIN:
            yield Reason("mixed", f"{mention.text} is of another article than what is told of it")


def _around(claim: Facts, mention: DateMention) -> frozenset[str]:
    """The content terms in the clause of a date, without dates."""
    spans = [(d.start, d.end) for d in claim.dates]
    clause = {x.clause for x in claim.words.items if mention.start <= x.start < mention.end}
    words = (x for x in claim.words.content if not any(a <= x.start < b for a, b in spans))
    return frozenset(x.term for x in words if x.clause in clause)
