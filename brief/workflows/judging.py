"""The judge's requests: claims and their cited sentences to a model, its replies to `brief.verification.judge`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from brief.errors import CostExceeded, ProviderError
from brief.models import CheckedSentence, CheckReport, EvidenceSentence, Usage, Verdict
from brief.verification.judge import (
    MOST_FACTS,
    VERDICTS,
    Case,
    Item,
    Ruling,
    cases,
    decide,
    make_item,
    settle,
    wanted,
)
from brief.verification.remedies import remedy

if TYPE_CHECKING:
    from brief.writing.client import Chat
    from brief.writing.prompts import Prompt

GIVES_UP = 2
"""Failures in a row after which the endpoint is not asked again: each may take its whole time limit."""


class Judge:
    """A model that is asked what claims rest on. `mode`: see `brief.verification.judge.wanted`.

    `notes` says for the reader what was left unjudged; `failed`, whether because the endpoint failed.
    """

    def __init__(self, chat: Chat, prompt: Prompt, mode: str) -> None:
        self.mode = mode
        self.failed = False
        self._chat = chat
        self._prompt = prompt
        self._failures = 0
        self._notes: dict[str, None] = {}

    @property
    def chat(self) -> Chat:
        """The endpoint that it asks."""
        return self._chat

    @property
    def notes(self) -> tuple[str, ...]:
        return (*self._notes, *self._chat.notes)

    @property
    def usage(self) -> Usage:
        """What all requests of its chat took."""
        return self._chat.usage

    @property
    def model(self) -> str:
        return self._chat.endpoint.model

    def wants(self, verdict: Verdict) -> bool:
        """Whether a claim with this verdict is to be judged."""
        return wanted(verdict, self.mode)

    def rule(self, items: Sequence[Item]) -> list[Ruling | None]:
        """A ruling on each item; None for one that could not be judged: it stays as it was."""
        rulings: list[Ruling | None] = [None] * len(items)
        for places, case in cases(items):
            for place, ruling in zip(places, self._ask(case), strict=True):
                rulings[place] = ruling
        return rulings

    def _ask(self, case: Case) -> Sequence[Ruling | None]:
        from brief.writing.protocol import judge_schema, show_claims
        from brief.writing.replies import object_in

        nothing = [None] * len(case.items)
        if self._failures >= GIVES_UP:
            return nothing
        shown = show_claims([(item.text, "") for item in case.items], case.sentences)
        messages = self._prompt.messages(nonce=shown.nonce, evidence=shown.block, claims=shown.claims)
        schema = judge_schema(case.claims, [s.label for s in case.sentences], VERDICTS, MOST_FACTS)
        try:
            completion = self._chat.complete(lambda _: messages, schema)
        except CostExceeded as error:
            self._failures = GIVES_UP
            self._notes[f"Not all claims could be judged: {error}."] = None
            return nothing
        except ProviderError as error:
            return self._broken(str(error), nothing)
        if completion.broken:
            return self._broken(completion.broken, nothing)
        self._failures = 0
        return decide(object_in(completion.text), case, shown.texts)

    def _broken(self, why: str, nothing: Sequence[None]) -> Sequence[None]:
        """An answer that is not whole is no ruling."""
        self.failed = True
        self._failures += 1
        self._notes[f"Not all claims could be judged, and stand as they were checked without a judge: {why}."] = None
        return nothing


def judge_report(report: CheckReport, judge: Judge) -> CheckReport:
    """A checked text with the judge's rulings on the sentences that it is to judge, and what it took in the notes."""
    sentences = _judged(report.sentences, judge)
    notes = (*report.notes, *judge.notes, *filter(None, [usage_note(judge)]))
    return replace(report, sentences=sentences, notes=notes, provider_failed=judge.failed)


def _judged(sentences: Sequence[CheckedSentence], judge: Judge) -> tuple[CheckedSentence, ...]:
    places = [i for i, s in enumerate(sentences) if judge.wants(s.verdict)]
    rulings = judge.rule([_item(sentences[i]) for i in places])
    out = list(sentences)
    for place, ruling in zip(places, rulings, strict=True):
        if ruling is not None:
            verdict = settle(out[place].verdict, ruling)
            out[place] = replace(out[place], verdict=verdict, remedy=remedy(verdict))
    return tuple(out)


def _item(sentence: CheckedSentence) -> Item:
    from brief.verification.drafts import without_marks

    found = (EvidenceSentence("", e.sentence, e.article, 0.0) for e in sentence.evidence)
    return make_item(without_marks(sentence.text), found)


def usage_note(judge: Judge) -> str:
    """What a judge took, as a line; empty where it was asked nothing."""
    from brief.render.phrases import usage_line

    used = usage_line(judge.usage, judge.model)
    return f"Judged by {used}" if used else ""
