"""The writer behind an OpenAI-compatible endpoint.

It shows a model the evidence as data (see `protocol`), reads what comes back (see `replies`) and believes none
of it: what it returns is a draft, for the verifier to check.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from brief.errors import BadResponse
from brief.models import Claim, Draft, Evidence, EvidenceSentence, Plan, Setting, Story, Usage
from brief.writing.client import Chat, Completion, Estimate
from brief.writing.endpoint import Endpoint
from brief.writing.failures import ContextExceeded
from brief.writing.planning import plan
from brief.writing.prices import Budget
from brief.writing.prompts import PLACEHOLDERS, load_prompt
from brief.writing.replies import ReplyReader
from brief.writing.rewriting import Wrong, rewrite
from brief.writing.tasks import AnswerTask, Request, StoryTask, Task, Wording

if TYPE_CHECKING:
    import httpx2

    from brief.writing.abilities import Memory

OnClaim = Callable[[Claim], None]
SMALL_SENTENCES, FULL_SENTENCES = 16, 120
"""How many sentences of the evidence a small model and a capable one are shown at most."""
ALONE = Setting()
_SHOWN_LESS = "The model has a small context"
FEWER = 0.95
"""The share of the sentences that is tried next where they are too many for the context."""
SMALL_CONTEXT = 8192
"""Tokens that a small model is taken to read, where nothing else is known."""


class OpenAIWriter:
    """Drafts with the model of `endpoint`. Not for use by several threads.

    `prompts`: a folder with prompts of one's own. `most_sentences` of the evidence are shown, the best by score (how
    many is set by the model's size), and no more than fit into what is known of its context with the answer. `budget`
    and `memory`: see `Chat`. `transport`: an httpx2 transport to use in place of the
    network's (a recording or a replaying one). `judging` is for a judge's requests: of `judge_model`, else of the same
    model.

    `notes` are lines for the reader about what did not go as it should.
    """

    name = "openai"

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        prompts: Path | None = None,
        budget: Budget | None = None,
        transport: httpx2.BaseTransport | None = None,
        memory: Memory | None = None,
        judge_model: str | None = None,
    ) -> None:
        self.chat = Chat(endpoint, budget=budget, transport=transport, memory=memory)
        self.judging = self.chat
        if judge_model and judge_model != endpoint.model:
            judge = replace(endpoint, model=judge_model)
            self.judging = Chat(judge, budget=budget, transport=transport, account=self.chat.account)
        small = self.chat.small
        self.prompts = {name: load_prompt(name, prompts) for name in PLACEHOLDERS}
        self._wording = Wording(self.prompts, small=small)
        self.most_sentences = SMALL_SENTENCES if small else FULL_SENTENCES
        self._context_tokens = SMALL_CONTEXT if small else None
        self._notes: dict[str, None] = {}

    @property
    def model(self) -> str:
        return self.chat.endpoint.model

    @property
    def usage(self) -> Usage:
        """What all requests so far took."""
        return self.chat.usage

    @property
    def notes(self) -> tuple[str, ...]:
        estimated = ("The endpoint does not report token usage: tokens are counted by brief.",)
        return (*self._notes, *self.chat.notes, *(estimated if self.chat.estimated else ()))

    def close(self) -> None:
        self.chat.close()

    def draft(
        self,
        question: str,
        evidence: Evidence,
        on_claim: OnClaim | None = None,
        setting: Setting = ALONE,
    ) -> Draft:
        """Answer `question` from `evidence`; each claim goes to `on_claim` as soon as it is complete, unless the
        draft names something to search for.

        Raises CostExceeded before a request that could take more than is left, BadResponse when no claim and no
        "not answerable" could be read from the answer in any form, ProviderError when the endpoint fails.
        """
        return self._write(AnswerTask(self._wording, question, setting), evidence.sentences, on_claim)

    def draft_briefing(self, story: Story, evidence: Evidence, on_claim: OnClaim | None = None) -> Draft:
        """Write the sections of a story in one request; claims carry their section. Raises as `draft` does."""
        return self._write(StoryTask(self._wording, story.title), evidence.sentences, on_claim)

    def rewrite(self, wrong: Sequence[Wrong]) -> dict[int, Claim]:
        """Other wordings of claims that failed their checks, by place, from one request. Raises as `draft` does,
        but for a reply that cannot be read: that is none."""
        return rewrite(self.chat, self.prompts["small/rewrite"], wrong, most_sentences=self.most_sentences)

    def plan(self, question: str, setting: Setting = ALONE) -> Plan | None:
        """What the model makes of a short, unclear or following question. Raises as `draft` does, but for a reply that
        cannot be read: that is none."""
        return plan(self.chat, self.prompts["plan"], question, setting)

    def estimate(self, question: str, evidence: Evidence, setting: Setting = ALONE) -> Estimate:
        """What `draft` would send and take. Sends nothing."""
        return self._estimate(AnswerTask(self._wording, question, setting), evidence.sentences)

    def estimate_briefing(self, story: Story, evidence: Evidence) -> Estimate:
        """What `draft_briefing` would send and take. Sends nothing."""
        return self._estimate(StoryTask(self._wording, story.title), evidence.sentences)

    def _estimate(self, task: Task, sentences: Sequence[EvidenceSentence]) -> Estimate:
        request = task.request(self._fitting(task, sentences))
        return self.chat.estimate(request.build, request.schema)

    def _write(self, task: Task, sentences: Sequence[EvidenceSentence], on_claim: OnClaim | None) -> Draft:
        chosen = self._fitting(task, sentences)
        while True:
            if not chosen:
                return Draft(False, ())
            try:
                return self._converse(task.request(chosen), on_claim)
            except ContextExceeded:
                shorter = self.chat.small and not self._wording.small
                self._wording.small = self._wording.small or self.chat.small
                if len(chosen) == 1 and not shorter:
                    raise
                fitting = self._fitting(task, chosen)
                chosen = fitting if len(fitting) < len(chosen) or shorter else _best(chosen, len(chosen) // 2)
                shown = f"it was shown {len(chosen)} sentence{'' if len(chosen) == 1 else 's'}"
                self._notes = {note: None for note in self._notes if not note.startswith(_SHOWN_LESS)}
                self._notes[f"{_SHOWN_LESS}: {shown}."] = None

    def _converse(self, request: Request, on_claim: OnClaim | None) -> Draft:
        """One request, and another in a weaker form for a server that takes the form and answers something else."""
        while True:
            reader: ReplyReader | None = None

            def feed(piece: str) -> None:
                nonlocal reader
                if reader is None:
                    reader = request.reader(self.chat.form, on_claim)
                reader.feed(piece)

            completion = self.chat.complete(request.build, request.schema, feed)
            assert reader is not None
            draft = reader.finish()
            if reader.understood:
                self._note(completion)
                return draft
            if completion.broken or not self.chat.step_down():
                raise BadResponse(f"{self.chat.endpoint.address}: {completion.broken or 'the answer cannot be read'}")

    def _note(self, completion: Completion) -> None:
        if completion.broken:
            self._notes[f"The model's answer is incomplete: {completion.broken}."] = None

    def _fitting(self, task: Task, sentences: Sequence[EvidenceSentence]) -> tuple[EvidenceSentence, ...]:
        """The best sentences, in the order given, that fit into the context with a whole answer."""
        chosen = _best(sentences, min(self.most_sentences, len(sentences)))
        answer = self.chat.endpoint.max_completion_tokens
        known = (self._context_tokens - answer if self._context_tokens else None, self.chat.room)
        room = min((tokens for tokens in known if tokens), default=None)
        if room is None:
            return chosen
        while len(chosen) > 1:
            request = task.request(chosen)
            if self.chat.estimate(request.build, request.schema).prompt_tokens <= room:
                break
            chosen = _best(chosen, min(len(chosen) - 1, int(len(chosen) * FEWER)))
        return chosen


def _best(sentences: Sequence[EvidenceSentence], most: int) -> tuple[EvidenceSentence, ...]:
    """The `most` sentences of the highest score, in the order given; of equal ones the first."""
    ranked = sorted(range(len(sentences)), key=lambda i: (-sentences[i].score, i))[:most]
    return tuple(sentences[i] for i in sorted(ranked))
