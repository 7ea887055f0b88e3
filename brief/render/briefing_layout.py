"""What stands on the page of a briefing and in which order, free of any form: the blocks that text and Markdown share.

One screen first: the days, how long it takes to read, and a sentence for each story. Then the stories in full, what
is told in one line, and what the page rests on.
"""

from __future__ import annotations

from collections.abc import Iterator

from brief.models import SECTIONS, Briefing, ShownClaim, StoryBriefing, StoryLine, StoryLineKind
from brief.render import briefing_words as words
from brief.render.layout import Block, Heading, Source, Text, claim_block, sources, withheld_blocks


def briefing_blocks(briefing: Briefing, *, verbose: bool = False) -> Iterator[Block]:
    """A whole briefing."""
    body = [*_top(briefing), *_stories(briefing, verbose), *_lines(briefing), *_about(briefing, verbose)]
    yield Heading(1, briefing.title)
    yield from (Text(line) for line in words.masthead(briefing, count_words(body)))
    if not briefing.stories and not briefing.lines:
        yield from (Text(n) for n in briefing.notes)
        return
    yield from body
    marked = {n for b in body if isinstance(b, Text) for n in b.marks}
    yield from sources([c for c in briefing.citations if c.n in marked], refs=verbose)


def reading_words(briefing: Briefing) -> int:
    """The words of the page as it is read: all but its sources."""
    return count_words(b for b in briefing_blocks(briefing) if not isinstance(b, Source))


def count_words(blocks: Iterator[Block] | list[Block]) -> int:
    return sum(
        len(" ".join((b.lead, b.text, b.remark, b.under)).split()) if isinstance(b, Text) else len(b.text.split())
        for b in blocks
        if isinstance(b, (Text, Heading))
    )


def _top(briefing: Briefing) -> Iterator[Block]:
    if not briefing.stories:
        return
    yield Heading(2, words.IN_SHORT)
    for story in briefing.stories:
        for claim in story.sections.get(SECTIONS[0], ()):
            yield claim_block(claim, remark=_mark(story), briefly=True)
    legend = words.legend(briefing)
    if legend:
        yield Text(legend)


def _mark(story: StoryBriefing) -> str:
    return words.STANDING.get(story.standing, "")


def _stories(briefing: Briefing, verbose: bool) -> Iterator[Block]:
    for story in briefing.stories:
        mark = _mark(story)
        yield Heading(2, story.story.title + (f" ({mark})" if mark else ""))
        yield Text(words.outlets_line(story.story) + (f". Topic: {story.topic}" if story.topic else "") + ".")
        revised = {r.now.text: r.before for r in story.revised}
        for claim in words.happened(story):
            yield from _claim(claim, revised, verbose)
        for name in SECTIONS[2:]:
            claims = story.sections.get(name, ())
            if claims:
                yield Heading(3, words.SECTION_TITLES[name])
            for claim in claims:
                yield from _claim(claim, revised, verbose)
        top = {c.text for c in story.sections.get(SECTIONS[0], ())}
        if changed := [r for r in story.revised if r.now.text in top]:
            yield Heading(3, words.CHANGED)
            for r in changed:
                yield claim_block(r.now, briefly=True)
                yield claim_block(r.before, lead="Before", briefly=True)
        yield from _disputed(briefing, story)


def _claim(claim: ShownClaim, revised: dict[str, ShownClaim], verbose: bool) -> Iterator[Block]:
    before = revised.get(claim.text)
    yield claim_block(claim, remark="changed" if before else "", verbose=verbose, briefly=True)
    if before:
        yield claim_block(before, lead="Before", briefly=True)


def _disputed(briefing: Briefing, story: StoryBriefing) -> Iterator[Block]:
    if not story.disputed:
        return
    articles = {c.n: c.article for c in briefing.citations}
    yield Heading(3, words.DISPUTED)
    for disputed in story.disputed:
        for claim in (disputed.one, disputed.other):
            yield claim_block(claim, lead=words.dated_outlet(articles[claim.citations[0]]), briefly=True)


def _lines(briefing: Briefing) -> Iterator[Block]:
    for kind in StoryLineKind:
        lines = [line for line in briefing.lines if line.kind is kind]
        if lines:
            yield Heading(2, words.line_heading(kind, briefing))
        yield from (_line(line) for line in lines)
    left_out = words.left_out(briefing)
    if left_out:
        yield Text(left_out)


def _line(line: StoryLine) -> Text:
    return Text(
        line.story.title,
        line.claim.citations if line.claim else (),
        under=next(iter(line.story.outlets), ""),
        item=True,
    )


def _about(briefing: Briefing, verbose: bool) -> Iterator[Block]:
    yield Heading(2, words.ABOUT)
    yield from (Text(line, item=True) for line in words.about(briefing))
    if verbose:
        yield from withheld_blocks(briefing.withheld)
