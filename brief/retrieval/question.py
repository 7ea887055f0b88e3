"""Reading a question: its telling words, names, kind and time, and the full-text query that finds what it is about.

Pure. Whatever a user types is text: what is searched for is a tuple of words and phrases, never an expression in the
full-text index's own syntax, which only `brief.library.lexical` writes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, timedelta

from brief.models import Query
from brief.retrieval.days import WEEK, Span, lacks_year, newest_span, span_of
from brief.retrieval.tokens import place_key, spellings
from brief.text.acronyms import Acronym, short_key
from brief.text.dates import find_dates
from brief.text.lemmas import other_forms, stem
from brief.text.names import NameMention, names
from brief.text.quotations import quotations
from brief.text.tokens import STOP_WORDS, normal, words
from brief.text.unspaced import in_pairs

MOST_CHARACTERS = 4_000
"""Of a longer text only the beginning is read: it is not a question any more, and the bound keeps it quick."""
MOST_TERMS = 48
"""Distinct words searched for at most."""

TOLD_AFTER = timedelta(1)
"""How long after a day its news is still published."""

_READ_FOR_NAMES, _LONGEST_NAME = 120, 9
"""Words of a question among which a written-out name is looked for, and the most words of one."""

_PLAIN = frozenset(
    """
according approximately called come comes coming currently date day days going happen happened happening kind last
latest made make makes many month months named new newest newly next number percent percentage people recent recently
report reported said say says take taken takes thing things this time today took type way week weeks year years
ago news update updates event events yet still state country company city group person place team area
""".split()
)
"""Words so usual in questions and in news that finding them says little."""

_KINDS = {
    "condition": r"(?:what|which) (?:conditions?|circumstances)",
    "why": r"why|how come|(?:due|owing) to what|what (?:caused|led|prompted)|(?:what|which) reasons?",
    "day": r"when|(?:what|which) (?:year|day|date|month|week)|how soon",
    "number": r"how (?!(?:d(?:id|o|oes)|is|are|was|were|ha[sd]|have|can|could|(?:sh|w)ould|will|the|an?|to|he|it|they)"
    r"\b)\w+|(?:what|which) (?:percentage|percent|share|number|proportion|amount|sum|price|cost)",
    "name": r"who|whom|whose|where|which|what (?:is|was) (?:it|the name|(?:its|his|her|their) name)",
    "how": r"how",
    "other": r"what",
}
_ASKS = re.compile(rf"\b(?:{'|'.join(f'(?P<{kind}>{words})' for kind, words in _KINDS.items())})\b", re.IGNORECASE)
_FEW = 2
"""Words that may stand before the one that asks, after a comma: "According to the mayor, to which ..."."""
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])(?<!\b[A-Z]\.)[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])")
_LATEST = re.compile(
    r"\b(?:latest|newest|most recent|recent|recently|current|currently|now|today|tonight|yesterday|so far|up to date"
    r"|this (?:week|month|morning|year)|(?:past|last) (?:few )?(?:days?|weeks?|hours))\b",
    re.IGNORECASE,
)
_NEWEST = re.compile(
    r"\b(?:latest|newest|most recent(?:ly)?|current|currently|now|so far|what(?:['’]s| is) (?:new|the news))\b",
    re.IGNORECASE,
)
_PIECE = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)+|[^\W_]+(?:['’](?:s|S)\b)?")
_LEAD_IN = re.compile(
    r"\W*(?:please )?(?:(?:tell|give|show) me|explain|describe|summari[sz]e)\b(?: (?:all|more))?", re.IGNORECASE
)
"""What a request opens with, and nothing is to be found by."""
_NEWS = re.compile(
    r"\b(?:happen(?:s|ed|ing)?|going on|took place|take place|occur(?:red|s)?|news|new|newest|latest|events?"
    r"|updates?)\b",
    re.IGNORECASE,
)
"""What asks for news of whatever kind, where a question has no other telling word."""


@dataclass(frozen=True, slots=True)
class Term:
    """One telling word of a question: as it is searched for, and the stems that count as finding it."""

    text: str
    stems: frozenset[str]
    """Tokens as brief.retrieval.tokens gives them; any one of them counts."""
    plain: bool = False
    """A word so usual that finding it says little."""
    name: bool = False
    """It stands in a name, or is a number."""
    time: bool = False
    """It says when, as "August" does."""
    written_out: tuple[frozenset[str], ...] = ()
    """What an acronym stands for: sets of stems, any one of which counts as a whole."""

    def stands_in(self, tokens: AbstractSet[str]) -> bool:
        """Whether a text of these tokens has the term, or writes it out."""
        return not self.stems.isdisjoint(tokens) or any(words <= tokens for words in self.written_out)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as read. `match` are the words and phrases searched for, none when no word is telling."""

    query: Query
    terms: tuple[Term, ...]
    kind: str
    """`why`, `condition`, `how`, `number`, `day` (or year), `name` or `other`."""
    latest: bool
    """It asks for the present state of things."""
    newest: bool
    """It asks for the newest there is, whatever the day: "latest", "now", but not "this week"."""
    span: Span | None
    """The days it speaks of: a soft preference, unlike the filters of `query`."""
    match: tuple[str, ...]
    overview: bool = False
    """It asks for the news of its days, whatever they are about."""
    open_days: bool = False
    """Which days it means depends on the newest article: see `with_newest`."""
    other_match: tuple[str, ...] = ()
    """The same with acronyms written out, and with written-out names as acronyms; empty where neither is known."""

    @property
    def text(self) -> str:
        return self.query.text

    @property
    def past(self) -> Span | None:
        """The days it speaks of, where the day it is asked on is not one of them."""
        today = self.query.as_of
        speaks_of_today = self.span is not None and today is not None and not self.span.away(today)
        return None if self.latest or speaks_of_today else self.span


def read_question(
    text: str,
    *,
    as_of: date | None = None,
    since: date | None = None,
    until: date | None = None,
    sources: Sequence[str] = (),
    articles: Sequence[str] = (),
) -> Question:
    """Read a question. The dates and lists become the filters of its Query; the rest is found in the words.

    Words of time are resolved against `as_of`; without it see `brief.retrieval.days`.
    """
    query = Query(text, as_of, since, until, tuple(sources), tuple(articles))
    head = in_pairs(text[:MOST_CHARACTERS])
    # A capital that only opens a sentence makes no name; those of "GSOMIA" do.
    found = [n for n in names(head) if not n.initial or n.text.isupper() or place_key(n.text)]
    inner = (q.inner for q in quotations(head))
    phrases = tuple(dict.fromkeys(p for p in inner if 2 <= len(_PIECE.findall(p)) <= 12))[:8]
    times = [m for m in find_dates(head) if not m.holiday]
    terms = _terms(head, found, [(t.start, t.end) for t in times])
    newest = _NEWEST.search(head) is not None
    read = Question(
        query,
        terms,
        kind_of(head),
        _LATEST.search(head) is not None,
        newest,
        span_of(head, times, as_of),
        _match(terms, phrases),
        overview=not phrases and all(t.plain or t.time for t in terms) and _NEWS.search(head) is not None,
    )
    if as_of is None and read.span is None and (lacks_year(times) or (read.overview and newest)):
        return replace(read, open_days=True)
    return _for_its_days(read, as_of)


def with_newest(question: Question, newest: date | None) -> Question:
    """A question of `open_days`, with the days it means where the newest article that passes its filters is of
    `newest`: the newest such month, or, where it asks for whatever is new, the last week."""
    if newest is None:
        return question
    head = question.text[:MOST_CHARACTERS]
    span = newest_span(head, [m for m in find_dates(head) if not m.holiday], newest)
    return _for_its_days(replace(question, span=span, open_days=False), newest)


def _for_its_days(question: Question, today: date | None) -> Question:
    """The question; where it asks for the news of its days, only what was published then is searched."""
    span, query = question.span, question.query
    if not question.overview:
        return question
    if span is None and question.newest and today is not None:
        span = Span(today - WEEK, today)
    if span is None:
        return replace(question, overview=False)
    sinces = [d for d in (query.since, span.first) if d is not None]
    untils = [d for d in (query.until, span.last and span.last + TOLD_AFTER) if d is not None]
    query = replace(query, since=max(sinces, default=None), until=min(untils, default=None))
    return replace(question, query=query, span=span, match=())


def acronym_keys(question: Question) -> tuple[frozenset[str], frozenset[str]]:
    """What an acronym's short form and its long form would be compared by, for all that the question may have."""
    shorts = frozenset(short_key(t.text) for t in question.terms if _is_acronym(t))
    stems = [stem(w) for w in words(question.text[:MOST_CHARACTERS])][:_READ_FOR_NAMES]
    sizes = range(2, _LONGEST_NAME + 1)
    return shorts, frozenset(" ".join(stems[i : i + n]) for n in sizes for i in range(len(stems) - n + 1))


def with_acronyms(question: Question, known: Sequence[Acronym]) -> Question:
    """The question, which then also finds what an acronym of it stands for, and the acronym of a name in it.

    `known` are pairs that the articles give; those that the question has neither form of change nothing.
    """
    _, longs = acronym_keys(question)
    terms, gone, more = list(question.terms), set(), []
    for pair in known:
        meant = frozenset(s for s in pair.key.split() if s not in STOP_WORDS)
        for i, term in enumerate(terms):
            if _is_acronym(term) and short_key(term.text) == pair.short:
                terms[i] = replace(term, written_out=(*term.written_out, meant))
                more.append(_plain(pair.long))
            elif pair.key in longs and not meant.isdisjoint(term.stems):
                terms[i] = replace(term, stems=term.stems | {stem(pair.short.casefold())})
                more.append(_plain(pair.short))
            else:
                continue
            gone.add(_plain(term.text))
    if not more:
        return question
    kept = [p for p in question.match if p not in gone]
    return replace(question, terms=tuple(terms), other_match=tuple(dict.fromkeys((*kept, *more))))


def _is_acronym(term: Term) -> bool:
    return sum(c.isupper() for c in term.text) > 1 and not any(s.startswith("=") for s in term.stems)


def asking_part(text: str) -> str:
    """The last sentence that asks, else all of the text."""
    asking = [s for s in _SENTENCE_ENDS.split(text.strip()) if s.endswith("?")]
    return asking[-1] if asking else text.strip()


def kind_of(text: str) -> str:
    """What kind of answer is asked for (see Question.kind), by the last sentence that asks.

    What opens it asks ("What did the man who fled say?"), else what comes last in it ("... of which town?").
    """
    part = asking_part(text)
    found = list(_ASKS.finditer(part))
    if not found:
        return "other"
    opens = len(words(part[: found[0].start()].rpartition(",")[2])) <= _FEW
    return found[0 if opens else -1].lastgroup or "other"


def _terms(text: str, found: Sequence[NameMention], times: Sequence[tuple[int, int]]) -> tuple[Term, ...]:
    """The telling words in order; a country's name is one term, found wherever its people or capital are named."""
    spans = [(n.start, n.end, place_key(n.text)) for n in found]
    terms: dict[str, Term] = {}
    lead_in = _LEAD_IN.match(text)
    for piece in _PIECE.finditer(text, lead_in.end() if lead_in else 0):
        word = normal(piece[0])
        inside = next((s for s in spans if s[0] <= piece.start() < s[1]), None)
        if inside is not None and inside[2] is not None:
            whole = text[inside[0] : inside[1]]
            terms.setdefault(f"={inside[2]}", Term(whole, frozenset({f"={inside[2]}"}), name=True))
        elif word not in STOP_WORDS and word not in terms and (len(word) > 1 or word.isdigit()):
            named = word[0].isdigit() or inside is not None
            timed = any(start <= piece.start() < end for start, end in times)
            key = place_key(piece[0])
            stems = frozenset(stem(w) for w in (*spellings(word), *other_forms(word))) | ({f"={key}"} if key else set())
            terms[word] = Term(piece[0], stems, word in _PLAIN, named and not timed, timed)
        if len(terms) == MOST_TERMS:
            break
    return tuple(terms.values())


def _match(terms: Sequence[Term], phrases: Sequence[str]) -> tuple[str, ...]:
    # "US" is to the index the pronoun, and in nearly every passage: it is searched for only when there is nothing else.
    telling = [t for t in terms if t.text.upper() not in ("US", "U.S.")] or terms
    pieces = [p for t in telling for p in (_PIECE.findall(t.text) if " " in t.text else [t.text])]
    words = [w for p in pieces if normal(p) not in STOP_WORDS for w in (p, *spellings(normal(p))[1:])]
    plain = [_plain(text) for text in (*words, *phrases)]
    return tuple(dict.fromkeys(p for p in plain if p))


def _plain(text: str) -> str:
    """`text` as it is searched for: letters, digits and blanks only, without possessive endings."""
    return " ".join(_PIECE.findall(re.sub(r"['’](?:s|S)\b", "", text)))
