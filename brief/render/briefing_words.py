"""The wordings that every form of a briefing shares. They return plain, not yet escaped text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from brief.models import SECTIONS, ArticleInfo, Briefing, ShownClaim, Story, StoryBriefing, StoryLineKind
from brief.render import phrases

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WORDS_A_MINUTE = 230
"""How fast grown-ups read English that is no fiction (Brysbaert 2019: 238)."""

IN_SHORT = "In short"
SECTION_TITLES = {"positions": "Who says what", "what_to_watch": "What comes next"}
CHANGED = "What changed"
DISPUTED = "Where sources disagree"
TIMELINE = "Timeline"
LINE_TITLES = {
    StoryLineKind.MORE: "More news",
    StoryLineKind.UNCHANGED: "No news",
    StoryLineKind.ALSO: "Also",
}
ABOUT = "About this page"
STANDING = {"new": "new", "ongoing": "continues"}


def day(of: date) -> str:
    """`17 November 2022`."""
    return f"{of.day} {_MONTHS[of.month - 1]} {of.year}"


def weekday(of: date) -> str:
    """`Thursday, 17 November 2022`."""
    return f"{_WEEKDAYS[of.weekday()]}, {day(of)}"


def short_day(of: date) -> str:
    """`17 Nov`."""
    return f"{of.day} {_MONTHS[of.month - 1][:3]}"


def days(first: date, last: date) -> str:
    """`7 to 8 July 2022`, `28 June to 2 July 2022`, `30 December 2021 to 2 January 2022`, `8 July 2022`."""
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)} to {day(last)}"
    if first.month != last.month:
        return f"{first.day} {_MONTHS[first.month - 1]} to {day(last)}"
    return f"{first.day} to {day(last)}"


def masthead(briefing: Briefing, words: int) -> tuple[str, ...]:
    """The lines under the title: the days of the articles and their count; how long it takes to read."""
    window, coverage = briefing.window, briefing.coverage
    told = len(briefing.stories) + len(briefing.lines) + briefing.left_out
    dated = f"{days(window.first, window.last)}, " if window.first and window.last else ""
    outlets = {name for s in stories(briefing) for name in s.outlets}
    counts = [
        phrases.count(window.articles or coverage.articles, "article"),
        *([phrases.count(len(outlets), "outlet")] if outlets else []),
        phrases.count(told, "story", "stories"),
    ]
    minutes = max(1, round(words / WORDS_A_MINUTE))
    lines = [f"{dated}{', '.join(counts)}. {phrases.count(minutes, 'minute')} to read."]
    if window.limit:
        lines.append(f"Only the {window.limit:,} newest articles were read.")
    if briefing.as_of:
        lines.append(f"As of {day(briefing.as_of)}: nothing published later was used.")
    return tuple(lines)


def legend(briefing: Briefing) -> str:
    """What the marks on the page mean; empty where it has none."""
    if briefing.previous is None:
        return ""
    said = []
    if any(s.standing == "new" for s in briefing.stories):
        said.append("New: not in an earlier digest.")
    if any(s.standing == "ongoing" for s in briefing.stories):
        said.append("Continues: an earlier digest had it.")
    if any(s.revised for s in briefing.stories):
        said.append(f"Changed: what the digest of {day(briefing.previous)} said is shown beside it.")
    return " ".join(said)


def stories(briefing: Briefing) -> Iterator[Story]:
    """Every story on the page."""
    yield from (s.story for s in briefing.stories)
    yield from (line.story for line in briefing.lines)


def outlets_line(story: Story) -> str:
    """`Strait Ledger (2), Pacific Wire`; with the origins where these are fewer: `..., all from Hanbada`."""
    named = ", ".join(f"{name} ({n})" if n > 1 else name for name, n in story.outlets.items())
    if len(story.outlets) > len(story.origins):
        named += f"; {phrases.count(len(story.origins), 'independent origin')}: {', '.join(story.origins)}"
    return named


def dated_outlet(article: ArticleInfo) -> str:
    """`Strait Ledger, 14 November 2022`."""
    return f"{phrases.outlet(article)}, {day(article.published) if article.published else 'undated'}"


def line_heading(kind: StoryLineKind, briefing: Briefing) -> str:
    if kind is StoryLineKind.UNCHANGED and briefing.previous:
        return f"{LINE_TITLES[kind]} since {day(briefing.previous)}"
    return LINE_TITLES[kind]


def left_out(briefing: Briefing) -> str:
    """How many stories have no place on the page; empty where all have."""
    n = briefing.left_out
    return f"{phrases.count(n, 'more story is', 'more stories are')} not listed here." if n else ""


def shown_claims(briefing: Briefing) -> Iterator[ShownClaim]:
    """Every claim in the sections of the briefing's stories."""
    for story in briefing.stories:
        for name in SECTIONS:
            yield from story.sections.get(name, ())


def happened(story: StoryBriefing) -> tuple[ShownClaim, ...]:
    """What is told of a story under its title: all that is not on top of the page; if there is nothing else, that."""
    other = [c for name in SECTIONS[1:] for c in story.sections.get(name, ())]
    return story.sections.get(SECTIONS[1], ()) if other else story.sections.get(SECTIONS[0], ())


def writer_line(briefing: Briefing) -> str:
    """Who wrote it, and what that took."""
    used = phrases.usage_line(briefing.usage, briefing.model)
    if briefing.writer == "extractive" and not used:
        return "Written without a model: whole sentences of the articles."
    return f"Written by the {briefing.writer} writer" + (f"; {used}" if used else ".")


def about(briefing: Briefing) -> Iterable[str]:
    """What the page rests on and what it leaves out, a line each."""
    c = briefing.coverage
    articles, origins = phrases.count(c.articles, "article"), phrases.count(c.origins, "origin")
    yield f"{articles}, {origins}: copies of one report count once."
    single = [s for s in briefing.stories if len(s.story.origins) == 1]
    if single:
        told = phrases.count(len(briefing.stories), "story", "stories")
        yield f"Of {told} in full, {len(single)} {'has' if len(single) == 1 else 'have'} only one origin."
    yield f"{phrases.count(c.sentences_checked, 'sentence')} checked, {c.withheld:,} withheld. {writer_line(briefing)}"
    repaired = phrases.repaired_line(shown_claims(briefing))
    if repaired:
        yield repaired
    yield from briefing.gaps
    if briefing.stories or briefing.lines:
        yield from briefing.notes
