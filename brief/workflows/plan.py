"""--dry-run: what would be sent to a model, how large it is, what it could cost. Nothing is sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from brief.render.estimate import Planned

if TYPE_CHECKING:
    from brief.workflows.asked import Asked
    from brief.workflows.gathered import Gathered
    from brief.workflows.setup import PreparedWriter
    from brief.writing.client import Estimate


def plan_answer(asked: Asked, prepared: PreparedWriter) -> Sequence[Planned]:
    """The one request of an answer; none where the library does not answer or no model writes."""
    from brief.writing.openai_writer import OpenAIWriter

    if not isinstance(prepared.writer, OpenAIWriter) or not asked.evidence.sentences:
        return ()
    writer = prepared.writer
    return [_planned(asked.question, writer.estimate(asked.asks, asked.evidence, asked.setting))]


def plan_briefing(gathered: Gathered, prepared: PreparedWriter) -> Sequence[Planned]:
    """A request for each story of a briefing."""
    from brief.writing.openai_writer import OpenAIWriter

    if not isinstance(prepared.writer, OpenAIWriter):
        return ()
    writer = prepared.writer
    return [_planned(s.story.title, writer.estimate_briefing(s.story, s.evidence)) for s in gathered.stories]


def answer_notes(prepared: PreparedWriter, plan: bool) -> tuple[str, ...]:
    """What else an answer may take and the cost does not count, a line each. `plan`: a model may read the question."""
    from brief.workflows.ask import MOST_REQUESTS
    from brief.writing import with_model

    model = with_model(prepared.writer)
    small = model is not None and model.chat.small
    # A small model is asked what a question means only where it follows on another, and never what it lacks.
    why = [] if small else ["to search and write once more"]
    if plan and not small:
        why.insert(0, "to turn the question into search words")
    why += _checking(prepared)
    more = min(MOST_REQUESTS - 1, len(why))
    said = f"Up to {more} more {'request' if more == 1 else 'requests'} may be needed: {', '.join(why)}." if why else ""
    following = "With -c, one more turns the question into search words." if plan and small else ""
    return tuple(filter(None, [said, following, prepared.price_age]))


def briefing_notes(prepared: PreparedWriter) -> tuple[str, ...]:
    """The same of a briefing."""
    why = _checking(prepared)
    said = f"For each story more requests may be needed: {', '.join(why)}." if why else ""
    return tuple(filter(None, [said, prepared.price_age]))


def _checking(prepared: PreparedWriter) -> list[str]:
    """What a model may be asked for once there is a draft."""
    from brief.workflows.judging import mode_of
    from brief.writing import with_model

    model = with_model(prepared.writer)
    judge = mode_of(prepared.options.judge, model.judging) if model else "none"
    which = "all claims that are not quotations" if judge == "all" else "the claims in doubt"
    why = [] if judge == "none" else [f"to judge {which}"]
    if judge != "none" and model and not model.judging.small:
        why.append("to judge what that corrects")
    elif model and model.chat.small:
        why.append("to rewrite claims that fail their checks")
    return why


def _planned(what: str, estimate: Estimate) -> Planned:
    return Planned(
        what,
        estimate.prompt_tokens,
        estimate.exact,
        estimate.completion_tokens,
        estimate.cost_usd,
        estimate.request,
    )
