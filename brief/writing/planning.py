"""A question as people ask it, made by a model into one that can be understood alone, with what to search for."""

from __future__ import annotations

from brief.models import Plan, Search, Setting
from brief.writing.client import Chat
from brief.writing.packet import said_before
from brief.writing.prompts import Prompt
from brief.writing.protocol import LONGEST_QUERY, PLANNED_SEARCHES, neutralise, plan_schema
from brief.writing.replies import object_in, searches_in


def plan(chat: Chat, prompt: Prompt, question: str, setting: Setting) -> Plan | None:
    """What the model makes of `question`; None where its reply holds nothing usable.

    Raises CostExceeded before a request that could take more than is left, ProviderError when the endpoint fails.
    """
    values = {"setting": said_before(setting), "question": neutralise(question)}
    completion = chat.complete(lambda _: prompt.messages(**values), plan_schema())
    reply = object_in(completion.text)
    said = reply.get("question")
    standalone = neutralise(said, LONGEST_QUERY) if isinstance(said, str) else ""
    searches = searches_in(reply.get("searches"), PLANNED_SEARCHES)
    if not any(c.isalnum() for c in standalone):
        return None
    return Plan(standalone, searches or (Search(standalone),))
