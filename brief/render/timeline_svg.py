"""The dated events of a story as a drawing: inline SVG, no script, coloured by the page's style sheet.

Days lie along a line, to scale within what there is room for; what is to come is drawn hollow behind a dashed line
at the cut-off. Every point has its sentence as a tooltip; the sentences stand in a list below the drawing too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from brief.models import TimelineEntry
from brief.render import briefing_words as words
from brief.render.safe import html

WIDTH, HEIGHT, MARGIN, MIDDLE = 640, 74, 34, 34
CLOSE = 52
"""How near two labels may stand in one row."""
FEWEST = 2
"""Days from which there is a line to draw."""


@dataclass(frozen=True, slots=True)
class _Point:
    x: float
    day: date
    sentences: tuple[str, ...]


def draw(entries: Sequence[TimelineEntry], cutoff: date) -> str:
    """The drawing; empty where fewer than two days are named."""
    days = sorted({e.first for e in entries})
    if len(days) < FEWEST:
        return ""
    points = _points(entries, days)
    told = f"Timeline of {words.days(days[0], days[-1])}; its events are listed below"
    parts = [
        f'<svg class="timeline" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{html(told)}">',
        f'<line class="axis" x1="{MARGIN}" y1="{MIDDLE}" x2="{WIDTH - MARGIN}" y2="{MIDDLE}"/>',
        *_cut(points, cutoff),
    ]
    above = -1000.0
    below = -1000.0
    for p in points:
        # A label that would touch its neighbour goes to the other side of the line.
        if p.x - below >= CLOSE:
            y, below = MIDDLE + 26, p.x
        elif p.x - above >= CLOSE:
            y, above = MIDDLE - 16, p.x
        else:
            y = 0
        label = f'<text x="{p.x:.0f}" y="{y}">{words.short_day(p.day)}</text>' if y else ""
        kind = "point ahead" if p.day > cutoff else "point"
        tip = f"{words.day(p.day)}: {' '.join(p.sentences)}"
        parts.append(
            f'<g><title>{html(tip)}</title><circle class="{kind}" cx="{p.x:.0f}" cy="{MIDDLE}" r="6"/>{label}</g>'
        )
    return "".join([*parts, "</svg>"])


def _points(entries: Sequence[TimelineEntry], days: Sequence[date]) -> list[_Point]:
    """Half of a point's place is its day, half its rank: a year's gap does not push a week into one spot."""
    room, first, span = WIDTH - 2 * MARGIN, days[0], max(1, (days[-1] - days[0]).days)
    points = []
    for n, day in enumerate(days):
        share = ((day - first).days / span + n / (len(days) - 1)) / 2
        sentences = tuple(e.claim.text for e in entries if e.first == day)
        points.append(_Point(MARGIN + room * share, day, sentences))
    return points


def _cut(points: Sequence[_Point], cutoff: date) -> list[str]:
    """A dashed line between what was and what is to come."""
    past = [p.x for p in points if p.day <= cutoff]
    ahead = [p.x for p in points if p.day > cutoff]
    if not ahead or not past:
        return []
    x = (max(past) + min(ahead)) / 2
    return [f'<line class="cut" x1="{x:.0f}" y1="8" x2="{x:.0f}" y2="{HEIGHT - 14}"/>']
