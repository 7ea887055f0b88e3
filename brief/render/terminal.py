"""Answers and briefings as plain text, with colour and wrapping only where the caller asks for them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence

from brief.models import Answer, Briefing, Citation, ShownClaim
from brief.render import phrases
from brief.render.briefing_layout import briefing_blocks
from brief.render.layout import (
    Block,
    Heading,
    Prose,
    Reference,
    Source,
    Text,
    answer_end,
    claim_block,
    prose_block,
    sources,
)
from brief.render.safe import one_line, plain, safe_url

_BOLD, _DIM, _CYAN, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[36m", "\x1b[0m"
_MARK = re.compile(r"\[\d+\]")


class Writer:
    """Prints blocks one after the other; what it returned so far, joined, is the page so far.

    style: ANSI colours. width: columns to wrap at, None for no wrapping.
    """

    def __init__(self, *, style: bool = False, width: int | None = None) -> None:
        self._style = style
        self._width = max(width, 20) if width is not None else None
        self._last: Block | None = None
        self._column = 0
        """Where in its line an open paragraph stands; 0: none is open."""

    def put(self, blocks: Iterable[Block]) -> str:
        """The blocks as text. Every block ends its line, but for a paragraph that may go on."""
        out: list[str] = []
        for block in blocks:
            if self._column and not isinstance(block, Prose):
                out.append("\n")
                self._column = 0
            if self._last is not None and not self._column and not _close(self._last, block):
                out.append("\n")
            out.append(self._prose(block) if isinstance(block, Prose) else self._one(block))
            self._last = block
        return "".join(out)

    def _prose(self, block: Prose) -> str:
        """A sentence, broken into lines where the paragraph so far leaves off."""
        text = plain(block.text) + " " + "".join(f"[{n}]" for n in block.marks)
        text += f" ({plain(block.remark)})" if block.remark else ""
        out: list[str] = []
        for word in text.split():
            if self._column and self._width is not None and self._column + 1 + len(word) > self._width:
                out.append("\n")
                self._column = 0
            elif self._column:
                out.append(" ")
                self._column += 1
            out.append(_MARK.sub(lambda m: f"{_CYAN}{m[0]}{_RESET}", word) if self._style else word)
            self._column += len(word)
        if block.last:
            out.append("\n")
            self._column = 0
        return "".join(out)

    def _one(self, block: Block) -> str:
        if isinstance(block, Heading):
            return self._lines(plain(block.text), code=_BOLD)
        if isinstance(block, Source):
            return self._source(block.citation, block.ref)
        if isinstance(block, Reference):
            return self._reference(block)
        assert isinstance(block, Text)
        text = plain(block.text)
        if block.lead:
            text = f"{plain(block.lead)}: {text}"
        if block.marks:
            text += " " + "".join(f"[{n}]" for n in block.marks)
        if block.remark:
            text += f" ({plain(block.remark)})"
        first, rest = ("- ", "  ") if block.item else ("", "")
        shown = self._lines(text, first, rest, marks=True)
        if block.under:
            shown += self._lines(plain(block.under), rest + "    ", rest + "    ", code=_DIM)
        return shown

    def _reference(self, block: Reference) -> str:
        c, marks = block.citation, "".join(f"[{n}]" for n in block.numbers)
        where = f"{plain(phrases.outlet(c.article))}, {plain(phrases.day(c.article))}"
        title = f": {plain(c.article.title)}" if c.article.title else ""
        spot = next(filter(None, (safe_url(c.article.url), one_line(phrases.place(c)))), "")
        text = f"{marks} {where}{title}"
        if self._width is None or len(text) + len(spot) + 3 <= self._width or not spot:
            return self._lines(text + (f" — {spot}" if spot else ""), "", "    ", marks=True)
        # An address is not broken: it has a line of its own, so that it can be clicked and copied.
        return self._lines(text, "", "    ", marks=True) + f"    {spot}\n"

    def _source(self, c: Citation, ref: bool) -> str:
        head = f"[{c.n}] "
        indent = " " * len(head)
        out = self._lines(f'{head}"{plain(c.sentence.text)}"', "", indent, marks=True)
        if c.article.title:
            out += self._lines(plain(c.article.title), indent, indent, code=_DIM)
        where = f"{plain(phrases.outlet(c.article))}, {plain(phrases.day_and_reason(c.article))}"
        out += self._lines(where, indent, indent, code=_DIM)
        for spot in (safe_url(c.article.url), one_line(phrases.place(c))):
            if spot:
                out += self._paint(indent + spot, _DIM) + "\n"
                break
        return out + (self._paint(f"{indent}brief show {c.sentence.ref}", _DIM) + "\n" if ref else "")

    def _lines(self, text: str, first: str = "", rest: str = "", *, code: str = "", marks: bool = False) -> str:
        if self._width is None:
            lines = [first + text]
        else:
            lines = textwrap.wrap(
                text,
                self._width,
                initial_indent=first,
                subsequent_indent=rest,
                break_long_words=False,
                break_on_hyphens=False,
            ) or [first.rstrip()]
        if marks and self._style:
            lines = [_MARK.sub(lambda m: f"{_CYAN}{m[0]}{_RESET}", line) for line in lines]
        return "".join(self._paint(line, code) + "\n" for line in lines)

    def _paint(self, text: str, code: str) -> str:
        return f"{code}{text}{_RESET}" if code and self._style else text


def _close(before: Block, block: Block) -> bool:
    """Whether no blank line goes between the two: under a heading of a section, and within a list."""
    if isinstance(block, Reference):
        return True
    if isinstance(before, Heading):
        return before.level > 1 and not isinstance(block, Heading)
    return isinstance(before, Text) and isinstance(block, Text) and before.item and block.item and not block.under


class AnswerPage:
    """An answer printed while it is being written: `claim` for each claim, then `end`, once. `prose`: as sentences of
    paragraphs, not each with where it comes from.

    What they return, joined, equals `render_answer` of the same answer with the same options. The question
    is not printed: whoever asked has just typed it.
    """

    def __init__(
        self,
        question: str = "",
        *,
        prose: bool = True,
        verbose: bool = False,
        style: bool = False,
        width: int | None = None,
    ) -> None:
        del question
        self._prose, self._first = prose, True
        self._verbose = verbose
        self._writer = Writer(style=style, width=width)

    def claim(self, claim: ShownClaim, citations: Sequence[Citation]) -> str:
        """One checked claim; `citations` holds at least those that it cites."""
        if not self._prose:
            return self._writer.put([claim_block(claim, cited=citations, verbose=self._verbose)])
        first, self._first = self._first, False
        return self._writer.put([prose_block(claim, first=first, verbose=self._verbose)])

    def end(self, answer: Answer) -> str:
        """All that follows the claims, the sources last."""
        return self._writer.put(answer_end(answer, verbose=self._verbose, compact=True))


def render_answer(answer: Answer, *, verbose: bool = False, style: bool = False, width: int | None = None) -> str:
    """The whole answer as text. verbose: which claims were withheld, and why."""
    prose = answer.writer != "extractive"
    page = AnswerPage(answer.question, prose=prose, verbose=verbose, style=style, width=width)
    return "".join(page.claim(c, answer.citations) for c in answer.claims) + page.end(answer)


def render_sources(answer: Answer, *, style: bool = False, width: int | None = None) -> str:
    """The sentences that an answer cites, each with its article."""
    cited = answer.citations if answer.answered else answer.citations or answer.nearest
    return Writer(style=style, width=width).put(sources(cited, refs=True))


def render_short(answer: Answer) -> str:
    """The sentence that answers, on one line; nothing where nothing does."""
    return "".join(f"{one_line(phrases.with_dates(claim))}\n" for claim in answer.claims[:1])


def render_briefing(briefing: Briefing, *, verbose: bool = False, style: bool = False, width: int | None = None) -> str:
    """The whole briefing as text. verbose: which claims were withheld, and why."""
    return Writer(style=style, width=width).put(briefing_blocks(briefing, verbose=verbose))
