"""Every name of the claim is in what is cited, or beside it: the sentence before, the headline, the outlet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from brief.text.analysis import Analysis, analyse, term
from brief.text.countries import CAPITAL_OF, country
from brief.text.lemmas import is_ordinary
from brief.text.names import NameMention
from brief.text.tokens import STOP_WORDS, Token
from brief.verification.check import ClaimView, EvidenceView, Finding, Kind, Severity, register

_LONGEST = 12
"""Acronyms have fewer letters."""


@register(Kind.NAME, Severity.DOUBT, "use the name as the source does, or cite the sentence that names it")
def names(claim: ClaimView, evidence: EvidenceView) -> Iterator[Finding]:
    """One finding for each name with a part that is nowhere in the evidence or near it."""
    mentions = claim.analysis.names
    if not mentions:
        return
    have = evidence.context
    for mention in mentions:
        missing = _missing(mention, claim.analysis, have)
        if missing:
            yield Finding(f"{missing} is not in the source", mention.start, mention.end)


def _missing(mention: NameMention, claim: Analysis, have: tuple[Analysis, ...]) -> str:
    """The part of a name that the evidence does not have, or nothing."""
    place = country(mention.text) or CAPITAL_OF.get(mention.key)
    if place:
        return "" if any(place in places(a.text) for a in have) or mention.key in _wordings(have) else mention.text
    parts = [t for t in claim.tokens if mention.start <= t.start < mention.end and t.word and t.capital]
    if len(parts) > 2 and any("".join(t.lower[0] for t in parts) in a.lowers for a in have):
        return ""  # what the source writes in short
    telling = [t for t in parts if not is_ordinary(t.lower) and len(t.text) > 1]
    if telling:
        return next((t.text for t in telling if not any(_has(t, a) for a in have)), "")
    # Made of ordinary words ("the White House"): its last word says what it is.
    inside = any(not t.opens for t in parts)
    return mention.text if inside and not any(parts[-1].lemma in a.lemmas for a in have) else ""


def _wordings(have: tuple[Analysis, ...]) -> str:
    return " | ".join(a.wording for a in have)


def _has(token: Token, source: Analysis) -> bool:
    """Whether a source has a word of a name, in the same or another form."""
    if token.lower in source.lowers or token.lemma in source.lemmas or term(token) in source.terms:
        return True
    return token.text.isupper() and token.lower in initials(source.text)


@lru_cache(maxsize=8192)
def initials(text: str) -> frozenset[str]:
    """The initials of every run of capitalised words of a text, small words between them left out."""
    out: set[str] = set()
    run: list[str] = []
    for token in analyse(text).tokens:
        if token.word and token.capital:
            run.append(token.lower[0])
            out.update("".join(run[at:]) for at in range(max(0, len(run) - _LONGEST), len(run) - 1))
        elif not (token.lower in STOP_WORDS or token.text in ("-", "&", ",")):
            run = []
    return frozenset(out)


@lru_cache(maxsize=8192)
def places(text: str) -> frozenset[str]:
    """The countries that a text speaks of: by name, by their people, or by their capital, which may mean either."""
    found = analyse(text)
    keys = {country(n.text) or CAPITAL_OF.get(n.key) for n in found.names}
    keys |= {country(t.text) or CAPITAL_OF.get(t.lower) for t in found.tokens if t.word and t.capital}
    keys |= {word for key in filter(None, keys) for word in key.split()[-1:]}  # "Korea" of South Korea
    return frozenset(key for key in keys if key)
