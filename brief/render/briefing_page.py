"""A briefing as one self-contained HTML file: no script, nothing loaded, readable offline, on paper and on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from brief.models import SECTIONS, Briefing, Citation, Revised, ShownClaim, StoryBriefing, StoryLine, StoryLineKind
from brief.render import briefing_words as words
from brief.render import phrases
from brief.render.briefing_layout import reading_words
from brief.render.citing import Citing
from brief.render.document import document
from brief.render.page import folded_sources, paragraph, withheld_lines
from brief.render.safe import html
from brief.render.timeline_svg import draw

SHOWN = 3
"""Days from which a timeline is drawn within the story; one of fewer is in the fold with its sentences."""


def render_briefing(briefing: Briefing, texts: Mapping[str, str], *, verbose: bool = False) -> str:
    """The briefing as a page. `texts` maps article versions to raw texts; of what it lacks a sentence stands alone."""
    return document(briefing.title, _Page(briefing, texts, verbose).parts(), "briefing")


def body(briefing: Briefing, texts: Mapping[str, str], place: Callable[[Citation], str]) -> str:
    """What stands within `main` of that page, for a document of another (with the styles `base` and `briefing`).

    `place`: the address at which a citation is read in its article.
    """
    return "\n".join(_Page(briefing, texts, False, place).parts())


class _Page:
    def __init__(
        self,
        briefing: Briefing,
        texts: Mapping[str, str],
        verbose: bool,
        place: Callable[[Citation], str] | None = None,
    ) -> None:
        self._briefing = briefing
        self._verbose = verbose
        self._citing = Citing(briefing.citations, texts, place=place)

    def parts(self) -> Iterator[str]:
        b = self._briefing
        yield f'<header class="masthead"><h1>{html(b.title)}</h1>'
        lines = words.masthead(b, reading_words(b))
        yield "".join(paragraph(line, "meta") for line in lines) + "</header>"
        if not b.stories and not b.lines:
            yield from (paragraph(n, "lead") for n in b.notes)
            return
        yield from self._top()
        for n, story in enumerate(b.stories, 1):
            yield from self._story(n, story)
        yield from self._lines()
        yield from self._about()
        yield folded_sources(self._citing, every=False)

    def _top(self) -> Iterator[str]:
        """In short: a sentence for each story, under its title, which leads to it. These are the contents too."""
        if not self._briefing.stories:
            return
        yield f'<nav class="short" aria-labelledby="in-short"><h2 id="in-short">{words.IN_SHORT}</h2><ol>'
        for n, story in enumerate(self._briefing.stories, 1):
            claims = " ".join(self._claim(c) for c in story.sections.get(SECTIONS[0], ()))
            title = f'<a href="#story-{n}">{html(story.story.title)}</a>'
            yield f'<li><span class="title" dir="auto">{title}</span>{_standing(story)} {claims}</li>'
        yield "</ol></nav>"
        legend = words.legend(self._briefing)
        if legend:
            yield paragraph(legend, "note")

    def _story(self, n: int, story: StoryBriefing) -> Iterator[str]:
        yield f'<article class="story" id="story-{n}">'
        yield f'<h2 dir="auto">{html(story.story.title)}{_standing(story)}</h2>'
        yield self._chips(story)
        revised = {r.now.text: r for r in story.revised}
        yield _list(self._told(c, revised) for c in words.happened(story))
        drawing = draw(story.timeline, self._cutoff)
        if _is_long(story):
            yield drawing
        for name in SECTIONS[2:]:
            claims = story.sections.get(name, ())
            if claims:
                yield f"<h3>{words.SECTION_TITLES[name]}</h3>"
                yield _list(self._told(c, revised) for c in claims)
        top = {c.text for c in story.sections.get(SECTIONS[0], ())}
        if changed := [r for r in story.revised if r.now.text in top]:
            yield f"<h3>{words.CHANGED}</h3>"
            yield _list(self._told(r.now, revised) for r in changed)
        yield from self._disputed(story)
        yield from self._dates(story, "" if _is_long(story) else drawing)
        yield "</article>"

    @property
    def _cutoff(self) -> date:
        last = self._briefing.window.last
        return max(last, self._briefing.date) if last else self._briefing.date

    def _chips(self, story: StoryBriefing) -> str:
        chips = [f"{html(name)} <b>{n}</b>" if n > 1 else html(name) for name, n in story.story.outlets.items()]
        origins = len(story.story.origins)
        note = ""
        if len(story.story.outlets) > origins:
            named = f"{phrases.count(origins, 'independent origin')}: {', '.join(story.story.origins)}"
            note = f'<li class="plain">{html(named)}</li>'
        topic = f'<li class="topic">{html(story.topic)}</li>' if story.topic else ""
        return f'<ul class="chips" aria-label="Outlets">{topic}{"".join(f"<li>{c}</li>" for c in chips)}{note}</ul>'

    def _claim(self, claim: ShownClaim, remark: str = "") -> str:
        return self._citing.claim(claim, remark=remark, verbose=self._verbose, briefly=True)

    def _told(self, claim: ShownClaim, revised: Mapping[str, Revised]) -> str:
        """A claim; where it takes the place of an earlier statement, that one beside it."""
        if claim.text not in revised:
            return self._claim(claim)
        before = self._claim(revised[claim.text].before)
        return (
            f'<span class="badge">changed</span> {self._claim(claim)}'
            f'<span class="before"><span class="badge old">before</span> {before}</span>'
        )

    def _disputed(self, story: StoryBriefing) -> Iterator[str]:
        if not story.disputed:
            return
        articles = {c.n: c.article for c in self._briefing.citations}
        yield f"<h3>{words.DISPUTED}</h3>"
        for disputed in story.disputed:
            sides = (disputed.one, disputed.other)
            told = (
                f"<div><b>{html(words.dated_outlet(articles[c.citations[0]]))}</b> {self._claim(c)}</div>"
                for c in sides
            )
            yield f'<div class="sides">{"".join(told)}</div>'

    def _dates(self, story: StoryBriefing, drawing: str) -> Iterator[str]:
        """The sentences of the timeline, folded away, under `drawing`."""
        if len(story.timeline) < 2:
            return
        told = ((phrases.when(e), self._citing.claim(e.claim, entry=e, briefly=True)) for e in story.timeline)
        rows = "".join(f"<li><time>{html(when)}</time><span>{claim}</span></li>" for when, claim in told)
        summary = phrases.count(len(story.timeline), "dated event")
        yield f'<details class="fold dates"><summary>{summary}</summary>{drawing}'
        yield f'<ol class="dated">{rows}</ol></details>'

    def _lines(self) -> Iterator[str]:
        for kind in StoryLineKind:
            lines = [line for line in self._briefing.lines if line.kind is kind]
            if lines:
                yield f"<h2>{html(words.line_heading(kind, self._briefing))}</h2>"
                yield f'<ul class="lines">{"".join(f"<li>{self._line(line)}</li>" for line in lines)}</ul>'
        left_out = words.left_out(self._briefing)
        if left_out:
            yield paragraph(left_out, "note")

    def _line(self, line: StoryLine) -> str:
        marks = self._citing.marks(line.claim.citations) if line.claim else ""
        outlet = html(next(iter(line.story.outlets), ""))
        return f'<span dir="auto">{html(line.story.title)}</span> {marks} <span class="chip">{outlet}</span>'

    def _about(self) -> Iterator[str]:
        lines = [*words.about(self._briefing), *withheld_lines(self._briefing, self._verbose)]
        yield f'<details class="fold"><summary><h2>{words.ABOUT}</h2></summary>{_list(map(html, lines))}</details>'


def _is_long(story: StoryBriefing) -> bool:
    """Whether its timeline has days enough to show at once: two points say no more than the text does."""
    return len({e.first for e in story.timeline}) >= SHOWN


def _standing(story: StoryBriefing) -> str:
    word = words.STANDING.get(story.standing, "")
    return f' <span class="badge {story.standing}">{word}</span>' if word else ""


def _list(items: Iterable[str]) -> str:
    told = "".join(f"<li>{i}</li>" for i in items)
    return f'<ul class="told">{told}</ul>' if told else ""
