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


def plan_notes(prepared: PreparedWriter, drafts: int) -> tuple[str, ...]:
    """What else may be sent, which only the `drafts` drafts will tell: a line each."""
    from brief.workflows.judging import mode_of
    from brief.writing import with_model

    if not drafts:
        return ()
    model = with_model(prepared.writer)
    judge = mode_of(prepared.options.judge, model.judging) if model else "none"
    notes = []
    if judge != "none":
        which = "all claims that are not quotations" if judge == "all" else "the claims in doubt"
        notes.append(f"The model would also judge {which}, in one more request for each answer or story.")
    if judge != "none" and model and not model.judging.small:
        notes.append("What it corrects would be judged in another.")
    elif model and model.chat.small:
        notes.append("Claims that fail their checks would be rewritten in one more request for each answer or story.")
    return (*notes, *filter(None, [prepared.price_age]))


def _planned(what: str, estimate: Estimate) -> Planned:
    return Planned(
        what,
        estimate.prompt_tokens,
        estimate.exact,
        estimate.completion_tokens,
        estimate.cost_usd,
        estimate.request,
    )
