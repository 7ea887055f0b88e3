"""Answers and briefings as Markdown (CommonMark, good GFM too). Marks stay plain: `[1]` reads everywhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from brief.models import Answer, Briefing, Citation, ShownClaim
from brief.render import phrases
from brief.render.briefing_layout import briefing_blocks
from brief.render.briefing_words import stories
from brief.render.layout import Block, Heading, Prose, Source, Text, answer_end, claim_block, prose_block
from brief.render.safe import markdown, plain, safe_url

_LONGEST_TITLE = 300


class Writer:
    """Prints blocks one after the other; what it returned so far, joined, is the page so far."""

    def __init__(self) -> None:
        self._last: Block | None = None
        self._open = False
        """Whether a paragraph may go on."""

    def put(self, blocks: Iterable[Block]) -> str:
        """The blocks as Markdown. Every block ends its line, but for a paragraph that may go on."""
        out: list[str] = []
        for block in blocks:
            if self._open:
                out.append(" " if isinstance(block, Prose) else "\n")
            if self._open and isinstance(block, Prose):
                pass
            elif self._last is not None and not _same_list(self._last, block):
                out.append("\n")
            out.append(_one(block))
            self._last, self._open = block, isinstance(block, Prose) and not block.last
        return "".join(out)


def _same_list(before: Block, block: Block) -> bool:
    return (isinstance(before, Text) and isinstance(block, Text) and before.item and block.item) or (
        isinstance(before, Source) and isinstance(block, Source)
    )


def _one(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {markdown(_short(block.text))}\n"
    if isinstance(block, Source):
        return _source(block.citation, block.ref)
    if isinstance(block, Prose):
        marks = "".join(f" [{n}]" for n in block.marks)
        return (
            markdown(block.text) + marks + (f" ({markdown(block.remark)})" if block.remark else "") + "\n" * block.last
        )
    assert isinstance(block, Text)
    text = markdown(block.text)
    if block.lead:
        text = f"**{markdown(block.lead)}** {text}"
    if block.marks:
        # With a space between: [1][2] would be a link of CommonMark.
        text += " " + " ".join(f"[{n}]" for n in block.marks)
    said = "; ".join(markdown(s) for s in (block.under, block.remark) if s)
    if said:
        text += f" ({said})"
    return f"{'- ' if block.item else ''}{text}\n"


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else title[:_LONGEST_TITLE] + "…"


def _source(c: Citation, ref: bool) -> str:
    url = safe_url(c.article.url)
    spot = f"<{url}>" if url else markdown(phrases.place(c))
    title = f"{markdown(c.article.title)}. " if c.article.title else ""
    dated = markdown(phrases.day_and_reason(c.article))
    where = ", ".join(filter(None, (markdown(phrases.outlet(c.article)), dated, spot)))
    if ref:
        where += f", brief show {c.sentence.ref}"
    # Two spaces at the end of a line break it.
    return f'- [{c.n}] "{markdown(c.sentence.text)}"  \n  {title}{where}\n'


class AnswerPage:
    """An answer printed while it is being written: `claim` for each claim, then `end`, once.

    What they return, joined, equals `render_answer` of the same answer with the same options.
    """

    def __init__(self, question: str = "", *, prose: bool = True, verbose: bool = False) -> None:
        self._prose, self._first = prose, True
        self._question = question
        self._verbose = verbose
        self._writer = Writer()

    def claim(self, claim: ShownClaim, citations: Sequence[Citation]) -> str:
        """One checked claim; `citations` holds at least those that it cites."""
        head = self._head()
        if not self._prose:
            return head + self._writer.put([claim_block(claim, cited=citations, verbose=self._verbose)])
        first, self._first = self._first, False
        return head + self._writer.put([prose_block(claim, first=first, verbose=self._verbose)])

    def end(self, answer: Answer) -> str:
        """All that follows the claims, the sources last."""
        return self._head() + self._writer.put(answer_end(answer, verbose=self._verbose))

    def _head(self) -> str:
        question, self._question = self._question, ""
        return self._writer.put([Heading(1, question)]) if question.strip() else ""


def render_answer(answer: Answer, *, verbose: bool = False) -> str:
    """The whole answer as Markdown, the question as its title. verbose: which claims were withheld, and why."""
    page = AnswerPage(answer.question, prose=answer.writer != "extractive", verbose=verbose)
    return "".join(page.claim(c, answer.citations) for c in answer.claims) + page.end(answer)


def render_briefing(briefing: Briefing, *, verbose: bool = False) -> str:
    """The whole briefing as Markdown behind front matter (YAML). verbose: which claims were withheld, and why."""
    return _front_matter(briefing) + Writer().put(briefing_blocks(briefing, verbose=verbose))


def _front_matter(briefing: Briefing) -> str:
    """What a reader of notes (Obsidian) or a site generator wants to know: title, date, stories, outlets."""
    every = list(stories(briefing))
    outlets = dict.fromkeys(name for s in every for name in s.outlets)
    lines = ["---", f"title: {_yaml(briefing.title)}", f"date: {briefing.date.isoformat()}", "stories:"]
    lines += [f"  - {_yaml(s.story.title)}" for s in briefing.stories]
    # Not `sources`: a line that begins so would begin the sources of a page that is checked again.
    lines += [f"outlets: [{', '.join(map(_yaml, outlets))}]", "---"]
    return "\n".join(lines) + "\n\n"


def _yaml(text: str) -> str:
    """A double-quoted scalar: what JSON escapes, YAML 1.2 reads as JSON does."""
    return json.dumps(plain(text), ensure_ascii=False)
