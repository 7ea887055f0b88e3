"""Claims with their citations as HTML: marks that show their sentence, and the sources with their paragraphs.

A mark shows its sentence on hover by style alone, and on a tap or Enter as a popover, which is plain HTML and which
Escape closes. The sources are folded away below.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from brief.models import Citation, ShownClaim, ShownDate, Status, TimelineEntry
from brief.render import phrases
from brief.render.quoting import quote
from brief.render.safe import html
from brief.render.source_list import source_list

_HERE = "\ue000"
"""Stands for a date while its claim is escaped; a private character that articles have no use for."""


class Citing:
    """Prints claims of one page; every mark has a card of its own behind it, so each needs its own id.

    `citations`: all of the page. `texts`: the raw text of article versions, as far as they are at hand. `prefix`: of
    all ids, where several answers stand on one page. `place`: the address at which a citation is read in its article,
    where there is one; else its card leads to the sources on the page.
    """

    def __init__(
        self,
        citations: Sequence[Citation],
        texts: Mapping[str, str],
        *,
        prefix: str = "",
        place: Callable[[Citation], str] | None = None,
    ) -> None:
        self.citations = tuple(citations)
        self._prefix, self._place = prefix, place
        self._by_number = {c.n: c for c in citations}
        self._texts = texts
        self._marks = 0
        self.used: set[int] = set()

    def claim(
        self,
        claim: ShownClaim,
        *,
        where: bool = False,
        remark: str = "",
        entry: TimelineEntry | None = None,
        verbose: bool = False,
        briefly: bool = False,
    ) -> str:
        """A claim with its resolved dates and its marks; `where`: also where it comes from; `entry`: of a timeline,
        whose day stands in front."""
        support = f"Support: {phrases.band(claim.verdict.score)}"
        said = "; ".join(filter(None, (phrases.remarks(claim, verbose=verbose, briefly=briefly), remark)))
        kind = "tag" if claim.verdict.status is Status.SUPPORTED else "tag weak"
        cited = [self._by_number[n] for n in claim.citations if n in self._by_number]
        from_where = phrases.provenance(cited) if where else ""
        return (
            f'<span dir="auto" title="{html(support)}">{_with_dates(claim, entry)}</span> {self.marks(claim.citations)}'
            + (f' <span class="{kind}">({html(said)})</span>' if said else "")
            + (f'<span class="where">{html(from_where)}</span>' if from_where else "")
        )

    def marks(self, numbers: Sequence[int]) -> str:
        """The marks of these citations, each with its card."""
        return "".join(self._mark(self._by_number[n]) for n in numbers if n in self._by_number)

    def _mark(self, c: Citation) -> str:
        self._marks += 1
        self.used.add(c.n)
        card = f"{self._prefix}card-{self._marks}"
        place = self._place(c) if self._place else f"#{self._prefix}source-{c.n}"
        label = f"Source {c.n}: {phrases.outlet(c.article)}, {phrases.day(c.article)}"
        return (
            f'<span class="cite"><button type="button" class="mark" popovertarget="{card}" '
            f'aria-label="{html(label)}">[{c.n}]</button><span popover class="card" id="{card}" role="note">{quote(c)}'
            f'<span class="meta">{html(phrases.outlet(c.article))}, {html(phrases.day_and_basis(c.article))}'
            f'</span> <a class="jump" href="{html(place)}">Read it in its place</a>'
            "</span></span>"
        )

    def sources(self, every: bool = True) -> str:
        """All sources, or those that a mark was printed of."""
        cited = [c for c in self.citations if every or c.n in self.used]
        if not cited:
            return '<p class="note">None.</p>'
        return source_list(cited, self._texts, prefix=self._prefix, place=self._place)


def _with_dates(claim: ShownClaim, entry: TimelineEntry | None) -> str:
    """The claim's text, its resolved dates quietly beside their words.

    The text is escaped as a whole, with a placeholder where a date goes: escaped in pieces, a piece could lose the
    white space at its ends, or the halves of a false mark pass for harmless.
    """
    found = []
    whole = ""
    for words, date in phrases.pieces(claim, but=entry):
        whole += words.replace(_HERE, "\ufffd")
        if date:
            found.append(date)
            whole += _HERE
    first, *others = html(whole).split(_HERE)
    return first + "".join(_date(date) + rest for date, rest in zip(found, others, strict=True))


def _date(found: ShownDate) -> str:
    stamp = phrases.span(found.first, found.last)
    machine = f' datetime="{stamp}"' if " " not in stamp else ""
    return f' <time class="resolved"{machine}>{html(phrases.resolved(found))}</time>'
