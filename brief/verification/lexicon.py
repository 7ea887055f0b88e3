"""What the checks know of words: opposites, ordinary words, inflections, and small closed classes."""

from __future__ import annotations

from functools import cache

from brief.news.stem import stem as porter
from brief.verification import wordnet

FUNCTION = frozenset(
    """
a about above after again against all also although am among amid an and any are as at be because been before being
below between both but by can cannot could did do does doing down during each either else even ever every few for from
further had has have having he her here hers herself him himself his how however i if in into is it its itself just
like may me might more most much must my myself neither no nor not now of off on once one only onto or other others
our ours out over own per quite rather same shall she should since so some still such than that the their theirs them
themselves then there these they this those though through throughout thus to too toward towards under unless until up
upon us very was we were what when where whether which while who whom whose why will with within without would yet you
your yours i'm i've i'll it's that's there's he's she's they're we're you're don't doesn't didn't isn't aren't wasn't
weren't won't wouldn't can't couldn't shouldn't hasn't haven't hadn't n't cannot via amongst whilst
""".split()
)
"""Words that carry no content of their own. Negations, modals and comparatives are read in `flags`."""

SAYING = frozenset(
    map(
        porter,
        """
say said tell told state add announce report claim declare note explain argue warn insist confirm deny allege
suggest acknowledge affirm assert comment disclose reveal stress emphasize describe recall remark reply respond
write tweet testify accuse promise pledge vow urge cite predict estimate believe think according
""".split(),
    )
)
"""Stems of verbs that hand a statement to a speaker."""

TITLES = frozenset(
    """
mr mrs ms miss dr prof professor president vice prime minister premier chancellor senator sen representative rep reps
governor gov mayor secretary general gen colonel col captain capt lieutenant lt major maj sergeant sgt admiral adm
king queen prince princess pope cardinal archbishop bishop rev reverend imam sheikh ayatollah sir lord lady dame judge
justice chairman chairwoman chair chairperson chief executive director deputy ambassador attorney prosecutor
spokesman spokeswoman spokesperson congressman congresswoman lawmaker commissioner inspector detective officer coach
foreign defense defence finance former acting leader head ceo cfo envoy commander
""".split()
)
"""Words of office before a name: compared as words, not as names."""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mondays mon", "tuesday tuesdays tue tues", "wednesday wednesdays wed",
            "thursday thursdays thu thur thurs", "friday fridays fri", "saturday saturdays", "sunday sundays",
        )
    )
    for name in names.split()
}  # fmt: skip


@cache
def irregular() -> dict[str, str]:
    """Irregular inflections: form -> lemma."""
    return {form: lemma for form, _, lemma in (item.partition(":") for item in wordnet.IRREGULAR.split())}


@cache
def stem_of(low: str) -> str:
    """The stem of a folded word: its lemma where it is irregular (`won` is `win`), then Porter's stem."""
    return porter(irregular().get(low, low))


@cache
def antonyms() -> dict[str, frozenset[str]]:
    """Direct opposites by stem, in both directions."""
    out: dict[str, set[str]] = {}
    for item in wordnet.ANTONYMS.split():
        left, rights = item.split(":")
        for right in rights.split(","):
            a, b = stem_of(left), stem_of(right)
            if a != b:
                out.setdefault(a, set()).add(b)
                out.setdefault(b, set()).add(a)
    return {word: frozenset(others) for word, others in out.items()}


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(wordnet.ORDINARY.split())


@cache
def is_ordinary(low: str) -> bool:
    """Whether a folded word, or the word it is an inflection of, is written with a small letter in English."""
    known = _ordinary()
    if low in known or low in FUNCTION or irregular().get(low, "") in known:
        return True
    for ending, instead in (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("d", ""),
                            ("ing", ""), ("ing", "e"), ("ly", ""), ("er", ""), ("ers", "")):  # fmt: skip
        if low.endswith(ending) and len(low) - len(ending) >= 3 and low[: -len(ending)] + instead in known:
            return True
    return len(low) > 6 and low[-3:] == "ing" and low[-4] == low[-5] and low[:-4] in known
