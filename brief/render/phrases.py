"""The short wordings that every form of a page shares. They return plain, not yet escaped text."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from brief.models import (
    Action,
    Answer,
    ArticleInfo,
    Citation,
    Reason,
    ShownClaim,
    ShownDate,
    Status,
    TimelineEntry,
    Usage,
    Withheld,
)

_REPAIRS = {
    Action.CITED_ANEW: "given better citations",
    Action.WRITTEN_ANEW: "rewritten after a failed check, and checked again",
    Action.QUOTED: "replaced by a sentence of the source",
}
NOT_ANSWERED = "Not answered by these articles."
_A_MODEL = "set OPENAI_API_KEY, or OPENAI_BASE_URL for a model of your own (`brief doctor` looks for one)."
QUOTED = f"Quoted from the articles; no model wrote this. For a written answer {_A_MODEL}"
NEAREST = "The nearest sentences are listed under Sources; they do not answer it."
NEAREST_BY_WORDS = (
    "The nearest sentences are listed under Sources. They were judged by their words alone; a model may find an answer "
    f"in them: {_A_MODEL}"
)
_BASES = {
    "record": "from its record",
    "metadata-line": "from its metadata line",
    "dateline": "from its dateline",
    "html": "from the page",
    "feed": "from the feed",
    "inferred": "inferred",
}


def quoted_line(answer: Answer) -> str:
    """That these are quotations, and how to get a written answer; empty where a model wrote."""
    return QUOTED if answer.claims and answer.writer == "extractive" else ""


def nearest_line(answer: Answer) -> str:
    """What the sentences are that are shown where nothing is answered; empty where there are none."""
    if answer.answered or not answer.nearest:
        return ""
    return NEAREST_BY_WORDS if answer.writer == "extractive" else NEAREST


def count(n: int, one: str, many: str | None = None) -> str:
    """`1 origin`, `1,204 origins`."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def sentence(words: str) -> str:
    """Words with a capital letter and a full stop; an address, a path or a quotation that they begin with stays as it
    is."""
    begins = words[:1].upper() + words[1:] if words.partition(" ")[0].isalpha() else words
    return begins + ("" if words[-1:] in ".!?" else ".")


def day(article: ArticleInfo) -> str:
    """The date of publication, or `undated`; a date that was inferred says so."""
    if article.published is None:
        return "undated"
    return article.published.isoformat() + (" (inferred)" if article.published_basis == "inferred" else "")


def day_and_basis(article: ArticleInfo) -> str:
    """`2019-11-14 (from its dateline)`, `2019-11-14 (inferred: ...)`, `undated`."""
    if article.published is None:
        return "undated"
    basis = _BASES.get(article.published_basis or "", article.published_basis or "")
    if article.published_reason:
        basis = f"{basis}: {article.published_reason}" if basis else article.published_reason
    return article.published.isoformat() + (f" ({basis})" if basis else "")


def day_and_reason(article: ArticleInfo) -> str:
    """`2019-11-14`; a date that was inferred with the reason: `2019-11-14 (inferred: its text says ...)`."""
    return day_and_basis(article) if article.published_basis == "inferred" else day(article)


def outlet(article: ArticleInfo) -> str:
    """Who published it and, where that is another, who reported it first."""
    source, origin = article.source, article.origin
    if source and origin and source.casefold() != origin.casefold():
        return f"{source}, from {origin}"
    return source or origin or "unknown outlet"


def place(citation: Citation) -> str:
    """Where the sentence stands in a file: `path:line`; without a path nothing."""
    path = citation.article.path
    if not path:
        return ""
    return f"{path}:{citation.line}" if citation.line is not None else path


def provenance(cited: Iterable[Citation]) -> str:
    """`Strait Ledger, 2019-08-23; Pacific Wire, 2019-11-06`: each article once, three at most."""
    every = list(dict.fromkeys(f"{outlet(c.article)}, {day(c.article)}" for c in cited))
    more = f"; {len(every) - 3} more" if len(every) > 3 else ""
    return "; ".join(every[:3]) + more


def band(score: float) -> str:
    """A score in words; it is a guess and is shown as no more. A copy of its source has a score of 1."""
    if score == 1.0:
        return "word for word"
    return "high" if score >= 0.7 else "fair" if score >= 0.45 else "low"


def remarks(claim: ShownClaim, *, verbose: bool = False, briefly: bool = False) -> str:
    """What a reader should know of one claim: how many origins, how weak, what a judge said, what repair was made;
    `verbose`: how well it is supported; `briefly`: only that it is weak, or that several origins say it."""
    if briefly and not verbose:
        weak = ["weak support"] if claim.verdict.status is Status.WEAK else []
        return "; ".join([*weak, *([count(claim.origins, "origin")] if claim.origins > 1 else [])])
    said: list[str] = []
    if claim.verdict.status is Status.WEAK:
        flags = ", ".join(claim.verdict.flags)
        said.append(f"weak support: {flags}" if flags else "weak support")
    elif claim.verdict.status is Status.UNSUPPORTED:
        said.append("unsupported")
    if claim.action is Action.QUOTED:
        said.append("quoted instead of a claim that failed its check")
    elif claim.action is Action.WRITTEN_ANEW:
        said.append("rewritten after a claim failed its check")
    elif "judge" in claim.verdict.flags and claim.verdict.status is Status.SUPPORTED:
        said.append(_judged(claim))
    if verbose:
        said.append(f"support: {band(claim.verdict.score)}")
    if claim.origins > 1 or len(claim.citations) > 1:
        said.append(count(claim.origins, "origin"))
    return "; ".join(said)


def _judged(claim: ShownClaim) -> str:
    doubts = ", ".join(flag for flag in claim.verdict.flags if flag != "judge")
    return f"a check doubted it ({doubts}); judged as supported" if doubts else "judged as supported"


def withheld_line(withheld: Sequence[Withheld]) -> str:
    """How many claims were not shown; empty when none."""
    if not withheld:
        return ""
    were = "was" if len(withheld) == 1 else "were"
    return f"{count(len(withheld), 'claim')} {were} withheld: the cited sentences do not support {_them(withheld)}."


def _them(withheld: Sequence[Withheld]) -> str:
    return "it" if len(withheld) == 1 else "them"


def how(claim: ShownClaim) -> str:
    """How a shown claim came about: `as written`, `cited anew`, `written anew`, `judged` or `quoted`."""
    if claim.action in _HOW:
        return _HOW[claim.action]
    return "judged" if "judge" in claim.verdict.flags else "as written"


_HOW = {Action.CITED_ANEW: "cited anew", Action.WRITTEN_ANEW: "written anew", Action.QUOTED: "quoted"}


def short_remark(claim: ShownClaim) -> str:
    """What a reader should know of a sentence of prose: that little supports it, or that it is a quotation."""
    if claim.verdict.status is Status.WEAK:
        return f"weak support: {', '.join(claim.verdict.flags)}" if claim.verdict.flags else "weak support"
    if claim.verdict.status is Status.UNSUPPORTED:
        return "unsupported"
    return "quoted" if claim.action is Action.QUOTED else ""


def checked_line(claims: Sequence[ShownClaim], withheld: Sequence[Withheld], *, verbose: bool = False) -> str:
    """What the checks changed of an answer, in one line; empty when they changed nothing."""
    made = [how(c) for c in claims]
    shown = {"written anew": "rewritten", "quoted": "quoted"}
    said = [f"{made.count(name)} {words}" for name, words in shown.items() if name in made]
    said += [f"{len(withheld)} left out"] if withheld else []
    if not said:
        return ""
    return f"Sentences that failed their checks: {', '.join(said)}{'' if verbose else ' (-v says why)'}."


def repaired_line(claims: Iterable[ShownClaim]) -> str:
    """How many claims were given better sentences, written anew, or replaced by a sentence; empty when none."""
    actions = [c.action for c in claims]
    said = []
    for action, what in _REPAIRS.items():
        if n := actions.count(action):
            said.append(f"{count(n, 'claim')} {'was' if n == 1 else 'were'} {what}")
    return "; ".join(said) + "." if said else ""


def why(withheld: Withheld) -> str:
    """The reasons in words: `number: 26 is in no cited sentence; name: ...`."""
    return "; ".join(map(reason, withheld.verdict.reasons)) or withheld.verdict.status.value


def reason(r: Reason) -> str:
    return f"{r.kind}: {r.detail}" if r.detail else r.kind


def cost(usd: float | None) -> str:
    """`$0.0012`; a price that is not known is `unknown`, never zero."""
    if usd is None:
        return "unknown"
    return f"${usd:.2f}" if usd >= 1 or usd == 0 else f"${usd:.4f}"


def usage_line(usage: Usage, model: str | None) -> str:
    """What the model took; empty when no request was made."""
    if not usage.requests:
        return ""
    thought = f" ({usage.reasoning_tokens:,} for reasoning)" if usage.reasoning_tokens else ""
    tokens = f"{usage.prompt_tokens:,} + {usage.completion_tokens:,} tokens{thought}"
    return f"{model or 'model'}: {count(usage.requests, 'request')}, {tokens}, cost {cost(usage.cost_usd)}."


def as_of_line(as_of: date | None) -> str:
    return f"As of {as_of.isoformat()}: nothing published later was used." if as_of else ""


def span(first: date, last: date) -> str:
    """`2019-08-22`, `2019-08`, `2019`, or `2019-08-19 to 2019-08-25`."""
    if first == last:
        return first.isoformat()
    if first.year == last.year and first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        if first.month == last.month:
            return f"{first.year:04}-{first.month:02}"
        if (first.month, last.month) == (1, 12):
            return f"{first.year:04}"
    return f"{first.isoformat()} to {last.isoformat()}"


def resolved(found: ShownDate) -> str:
    """What stands beside words of time: `(2019-11-15)`, `(2019-08)`, `(2019-11-15, inferred)`."""
    return f"({span(found.first, found.last)}{', inferred' if found.inferred else ''})"


def with_dates(claim: ShownClaim, *, but: TimelineEntry | None = None) -> str:
    """The claim as printed: after words that count from its article's date stand the days they mean.

    `but` is a timeline entry whose own date stands in front of the claim and is not said again.
    """
    return "".join(f"{words} {resolved(found)}" if found else words for words, found in pieces(claim, but=but))


def pieces(claim: ShownClaim, *, but: TimelineEntry | None = None) -> Iterator[tuple[str, ShownDate | None]]:
    """The claim's text cut behind the words of each of its dates, each piece with the date it ends in."""
    at = 0
    for found in claim.dates:
        if but and (found.first, found.last) == (but.first, but.last):
            continue
        yield claim.text[at : found.end], found
        at = found.end
    yield claim.text[at:], None


def when(entry: TimelineEntry) -> str:
    """`2019-08-22 ("Thursday")`: the date, and the words that mean it."""
    return span(entry.first, entry.last) + (f' ("{entry.words}")' if entry.words else "")
