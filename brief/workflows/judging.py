"""The judge's requests: claims and their cited sentences to a model, its replies to `brief.verification.judge`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from brief.errors import CostExceeded, ProviderError
from brief.models import CheckedSentence, CheckReport, EvidenceSentence, SourcedSentence, Usage, Verdict
from brief.verification.judge import (
    FULL,
    LITTLE,
    VERDICTS,
    Case,
    Item,
    Ruling,
    Shown,
    Size,
    cases,
    decide,
    settle,
    wanted,
)
from brief.verification.verdict import remedy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from brief.writing.client import Chat
    from brief.writing.prompts import Prompt

VERDICTS_FORMAT, CORRECTIONS_FORMAT = "judge-verdicts", "judge-corrections"
PROMPTS = ("judge", VERDICTS_FORMAT, CORRECTIONS_FORMAT, "small/judge")
GIVES_UP = 2
"""Failures in a row after which the endpoint is not asked again: each may take its whole time limit."""


def mode_of(judge: str | None, chat: Chat) -> str:
    """Which claims a model judges (see brief.verification.judge.wanted): as set; unset, those in doubt by a capable
    model and none by a small one."""
    return judge or ("none" if chat.small else "doubts")


class Judge:
    """A model that is asked what claims rest on. `mode`: see `brief.verification.judge.wanted`. `prompts` holds those
    that `PROMPTS` names; which is used, and how its replies are read, its model's size decides.

    `notes` says for the reader what was left unjudged; `failed`, whether because the endpoint failed.
    """

    def __init__(self, chat: Chat, prompts: Mapping[str, Prompt], mode: str) -> None:
        self.mode = mode
        self.failed = False
        self.small = chat.small
        self._chat = chat
        self._prompt = prompts["small/judge" if self.small else "judge"]
        self._formats = {name: prompts[name].fill()[0] for name in (VERDICTS_FORMAT, CORRECTIONS_FORMAT)}
        self._failures = 0
        self._notes: dict[str, None] = {}

    @property
    def _size(self) -> Size:
        return LITTLE if self.small else FULL

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
        return wanted(verdict, self.mode, small=self.small)

    def rule(self, items: Sequence[Item], question: str = "", *, correcting: bool = False) -> list[Ruling | None]:
        """A ruling on each item; None for one that could not be judged: it stays as it was. `question` is what the
        claims answer, if anything. `correcting`: with another wording of what is not upheld (no small model's task).
        """
        rulings: list[Ruling | None] = [None] * len(items)
        for places, case in cases(items, self._size):
            for place, ruling in zip(places, self._ask(case, question, correcting), strict=True):
                rulings[place] = ruling
        return rulings

    def _ask(self, case: Case, question: str, correcting: bool) -> Sequence[Ruling | None]:
        from brief.writing.protocol import judge_schema
        from brief.writing.replies import object_in

        nothing = [None] * len(case.items)
        if self._failures >= GIVES_UP:
            return nothing
        values, shown = self._show(case, question)
        if not self.small:
            values["format"] = self._formats[CORRECTIONS_FORMAT if correcting else VERDICTS_FORMAT]
        messages = self._prompt.messages(**values)
        labels = [s.label for s in case.sentences]
        schema = judge_schema(case.claims, labels, VERDICTS, self._size.facts, correcting=correcting)
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
        return decide(object_in(completion.text), case, shown, strict=self.small, correcting=correcting)

    def _show(self, case: Case, question: str) -> tuple[dict[str, str], dict[str, Shown]]:
        """What fills the prompt, and each sentence as it is shown."""
        from brief.writing.protocol import show_case, show_claims

        if self.small:
            said = show_claims([(item.text, "") for item in case.items], case.sentences)
            values = {"nonce": said.nonce, "evidence": said.block, "claims": said.claims}
            return values, {label: Shown(text) for label, text in said.texts.items()}
        labels = [sorted(case.allowed(item), key=lambda label: int(label[1:])) for item in case.items]
        claims = [(item.text, ", ".join(cited), item.wrong) for item, cited in zip(case.items, labels, strict=True)]
        full = show_case(claims, list(zip(case.sentences, case.before, strict=True)), question)
        values = {"nonce": full.nonce, "evidence": full.block, "claims": full.claims}
        return values, {label: Shown(*parts) for label, parts in full.parts.items()}

    def _broken(self, why: str, nothing: Sequence[None]) -> Sequence[None]:
        """An answer that is not whole is no ruling."""
        self.failed = True
        self._failures += 1
        self._notes[f"Not all claims could be judged; the others keep the verdict of the rules: {why}."] = None
        return nothing


def judge_reports(reports: Sequence[CheckReport], judge: Judge) -> list[CheckReport]:
    """Checked texts with the judge's rulings on the sentences that it is to judge: one request for them together, as
    far as they fit."""
    every = ((r, i, s) for r, report in enumerate(reports) for i, s in enumerate(report.sentences))
    places = [(r, i) for r, i, s in every if judge.wants(s.verdict)]
    rulings = judge.rule([_item(reports[r].sentences[i]) for r, i in places])
    out = [list(report.sentences) for report in reports]
    for (r, i), ruling in zip(places, rulings, strict=True):
        if ruling is not None:
            verdict = settle(out[r][i].verdict, ruling)
            out[r][i] = replace(out[r][i], verdict=verdict, remedy=remedy(verdict))
    done = [replace(report, sentences=tuple(s)) for report, s in zip(reports, out, strict=True)]
    return [replace(report, provider_failed=judge.failed) for report in done]


def judge_report(report: CheckReport, judge: Judge) -> CheckReport:
    """A checked text with the judge's rulings, and what they took in the notes."""
    judged = judge_reports([report], judge)[0]
    return replace(judged, notes=(*report.notes, *judge.notes, *filter(None, [usage_note(judge)])))


def _item(sentence: CheckedSentence) -> Item:
    from brief.articles.instructions import gives_orders
    from brief.workflows.drafts import without_marks

    before = dict(zip(sentence.evidence, sentence.before, strict=False))
    reporting = [e for e in sentence.evidence if not gives_orders(e.sentence.text)]
    named = [before.get(e) for e in reporting]
    return Item(
        without_marks(sentence.text),
        tuple(map(_numbered, reporting)),
        tuple(_numbered(b) if b and not gives_orders(b.sentence.text) else None for b in named),
    )


def _numbered(sourced: SourcedSentence) -> EvidenceSentence:
    return EvidenceSentence("", sourced.sentence, sourced.article, 0.0)


def usage_note(judge: Judge) -> str:
    """What a judge took, as a line; empty where it was asked nothing."""
    from brief.render.phrases import usage_line

    used = usage_line(judge.usage, judge.model)
    return f"Judged by {used}" if used else ""
