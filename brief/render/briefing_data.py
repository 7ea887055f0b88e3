"""A briefing as JSON: a plain dictionary in the form that the design promises."""

from __future__ import annotations

from datetime import date

from brief.models import SECTIONS, Briefing, StoryBriefing, StoryLine, TimelineEntry, Usage
from brief.render.briefing_words import stories
from brief.render.data import Object, citation_object, claim_object, iso, usage_object, withheld_object


def briefing_object(briefing: Briefing) -> Object:
    """What `summarize --json` and a digest of format JSON print: claims as in `ask --json`, by story and section."""
    coverage, window = briefing.coverage, briefing.window
    return {
        "run": briefing.run,
        "kind": briefing.kind.casefold(),
        "title": briefing.title,
        "date": briefing.date.isoformat(),
        "as_of": iso(briefing.as_of),
        "previous": iso(briefing.previous),
        "window": {"first": iso(window.first), "last": iso(window.last), "articles": window.articles},
        "writer": briefing.writer,
        "model": briefing.model,
        "stories": [story_object(s) for s in briefing.stories],
        "lines": [_line_object(line) for line in briefing.lines],
        "left_out": briefing.left_out,
        "gaps": list(briefing.gaps),
        "coverage": {
            "articles": coverage.articles,
            "origins": coverage.origins,
            "sentences_checked": coverage.sentences_checked,
            "withheld": coverage.withheld,
        },
        "withheld": [withheld_object(w) for w in briefing.withheld],
        "citations": [citation_object(c) for c in briefing.citations],
        "usage": usage_object(briefing.usage),
        "notes": list(briefing.notes),
    }


def receipt_object(path: str, day: date, edition: int, fresh: bool, briefing: Briefing | None) -> Object:
    """What `digest --json` prints: what was done, where the page is, over what, and what it took. `status`: `written`,
    `nothing new` (a short page says so), or `already written` (by an earlier call, whose page stands)."""
    told: Object = {"articles": 0, "outlets": 0, "stories": 0, "lines": 0, "left_out": 0, "withheld": 0}
    window: Object = {"first": None, "last": None}
    usage = Usage()
    status = "already written"
    if briefing is not None:
        has_news = bool(briefing.stories or briefing.lines)
        status = ("written" if has_news else "nothing new") if fresh else status
        window = {"first": iso(briefing.window.first), "last": iso(briefing.window.last)}
        usage = briefing.usage
        told = {
            "articles": briefing.window.articles,
            "outlets": len({name for s in stories(briefing) for name in s.outlets}),
            "stories": len(briefing.stories),
            "lines": len(briefing.lines),
            "left_out": briefing.left_out,
            "withheld": briefing.coverage.withheld,
        }
    return {
        "status": status,
        "path": path or None,
        "date": day.isoformat(),
        "edition": edition,
        "run": briefing.run if briefing else None,
        "window": window,
        "counts": told,
        "provider_failed": bool(briefing and briefing.provider_failed),
        "usage": usage_object(usage),
    }


def story_object(story: StoryBriefing) -> Object:
    return {
        "id": story.story.id,
        "title": story.story.title,
        "standing": story.standing or None,
        "topic": story.topic or None,
        "articles": [a.id for a in story.story.articles],
        "outlets": story.story.outlets,
        "origins": list(story.story.origins),
        "sections": {name: [claim_object(c) for c in story.sections.get(name, ())] for name in SECTIONS},
        "changes": [{"before": claim_object(r.before), "now": claim_object(r.now)} for r in story.revised],
        "disputed": [[claim_object(d.one), claim_object(d.other)] for d in story.disputed],
        "timeline": [_timeline_object(e) for e in story.timeline],
    }


def _line_object(line: StoryLine) -> Object:
    return {
        "id": line.story.id,
        "title": line.story.title,
        "kind": line.kind.value,
        "articles": [a.id for a in line.story.articles],
        "outlets": line.story.outlets,
        "claim": claim_object(line.claim) if line.claim else None,
    }


def _timeline_object(entry: TimelineEntry) -> Object:
    return {
        "first": entry.first.isoformat(),
        "last": entry.last.isoformat(),
        "words": entry.words,
        "claim": claim_object(entry.claim),
    }
