"""From drafted claims to what may be shown, with the help of the writer's model where it has one.

A capable judge: examine -> judge and correct, in one request -> examine and judge what was corrected -> quote the
source or withhold. A small model, which judges badly: examine -> rewrite what a check blocks, examine that -> the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from brief.errors import CostExceeded, ProviderError
from brief.models import CheckedClaim, Claim, Evidence, EvidenceSentence
from brief.verification.judge import Item, Ruling
from brief.verification.repair import (
    Failed,
    as_its_source,
    corrected,
    draft_item,
    examine,
    make_item,
    replaced,
    rewritten,
    ruled,
)
from brief.writing import with_model

if TYPE_CHECKING:
    from brief.workflows.judging import Judge
    from brief.writing import Writer

Examined = CheckedClaim | Failed


class Proofreader:
    """Checks what `writer` drafts. `judge`: which claims its model judges (see brief.workflows.judging.mode_of).

    `notes` are lines for the reader about what a model could not do; `failed` says that its endpoint failed.
    """

    def __init__(self, writer: Writer, judge: str | None = None) -> None:
        from brief.workflows.judging import Judge, mode_of

        self._model = with_model(writer)
        self._judge: Judge | None = None
        if self._model is not None:
            mode = mode_of(judge, self._model.judging)
            if mode != "none":
                self._judge = Judge(self._model.judging, self._model.prompts, mode)
        self._notes: dict[str, None] = {}
        self._failed = False
        self._corrects = self._judge is not None and not self._judge.small
        small = self._model is not None and self._model.chat.small
        self._rewrites = small and not self._corrects
        self._copies = small and self._judge is None
        self.left: int | None = None
        """How many times more a model may be asked (None: as often as needed): an answer is worth few requests."""

    @property
    def notes(self) -> tuple[str, ...]:
        return (*self._notes, *(self._judge.notes if self._judge else ()))

    @property
    def failed(self) -> bool:
        return self._failed or (self._judge is not None and self._judge.failed)

    def waits(self, examined: Examined) -> bool:
        """Whether there is more to be asked about this claim before anything is shown of it."""
        return self._is_judged(examined, self._corrects) or (isinstance(examined, Failed) and self._rewrites)

    def proof(self, claims: Sequence[Claim], evidence: Evidence) -> list[CheckedClaim]:
        """What becomes of each claim, in order."""
        return self.settle([examine(claim, evidence) for claim in claims], evidence)

    def settle(self, examined: Sequence[Examined], evidence: Evidence) -> list[CheckedClaim]:
        """What becomes of each examined claim, in order: one request judges and corrects them, one judges what was
        corrected."""
        found = list(examined)
        rulings = self._rule(found, evidence, correcting=self._corrects)
        for place, ruling in rulings.items():
            found[place] = ruled(found[place], ruling, evidence)
        failed = {place: f for place, f in enumerate(found) if isinstance(f, Failed)}
        if self._corrects:
            shown = dict.fromkeys(s for place in rulings for s in draft_item(examined[place], evidence).sentences)
            anew = _corrections(failed, rulings, evidence, tuple(shown))
        else:
            anew = self._ask_anew(failed)
        for place, passed in self._passing(failed, anew, evidence).items():
            found[place] = passed
        done = [replaced(f, joined=self._copies) if isinstance(f, Failed) else f for f in found]
        return [as_its_source(c, evidence) for c in done] if self._copies else done

    def _is_judged(self, examined: Examined, correcting: bool) -> bool:
        """Whether the judge is asked about this claim: of what a check blocks, only for how it should stand."""
        if self._judge is None:
            return False
        verdict = examined.strongest[0] if isinstance(examined, Failed) else examined.verdict
        blocked = isinstance(examined, Failed) and bool(examined.blocked and examined.sentences)
        return self._judge.wants(verdict) or (correcting and blocked)

    def _rule(self, found: Sequence[Examined], evidence: Evidence, *, correcting: bool = False) -> dict[int, Ruling]:
        """The judge's rulings, by place, on what it is to judge, as far as it may be asked and answers."""
        places = [i for i, f in enumerate(found) if self._is_judged(f, correcting)]
        if self._judge is None or not places or not self._may_ask():
            return {}
        item = draft_item if self._corrects else _item
        items = [item(found[i], evidence) for i in places]
        rulings = self._judge.rule(items, evidence.question, correcting=correcting)
        return {place: ruling for place, ruling in zip(places, rulings, strict=True) if ruling is not None}

    def _may_ask(self) -> bool:
        """Whether there is one more request to spend, which is then spent."""
        if self.left is None:
            return True
        self.left -= 1
        return self.left >= 0

    def _passing(
        self, failed: Mapping[int, Failed], anew: Mapping[int, Claim], evidence: Evidence
    ) -> dict[int, CheckedClaim]:
        """The failed claims, by place, whose other wording passes: its checks, and the judge where that is asked for
        such a claim. What there is no request left for does not."""
        places = list(anew)
        examined = [examine(claim, evidence) for claim in anew.values()]
        rulings = self._rule(examined, evidence)
        out: dict[int, CheckedClaim] = {}
        for n, place in enumerate(places):
            one = ruled(examined[n], rulings[n], evidence) if n in rulings else examined[n]
            if isinstance(one, Failed) or (n not in rulings and self._is_judged(one, False)):
                continue
            passed = rewritten(failed[place], one)
            if passed is not None:
                out[place] = passed
        return out

    def _ask_anew(self, failed: Mapping[int, Failed]) -> dict[int, Claim]:
        """Other wordings of the failed claims, by place, from a small model."""
        from brief.writing.rewriting import Wrong

        # It copies better than it writes: what is only in doubt gives way to its source.
        places = [place for place, f in failed.items() if f.sentences and not f.doubted]
        if not places or self._model is None or not self._rewrites or not self._may_ask():
            return {}
        wrong = [Wrong(failed[i].claim, failed[i].reasons, failed[i].sentences) for i in places]
        try:
            return {places[n]: claim for n, claim in self._model.rewrite(wrong).items()}
        except CostExceeded as error:
            self._notes[f"Claims that failed were not rewritten: {error}."] = None
        except ProviderError as error:
            self._failed = True
            self._notes[f"Claims that failed could not be rewritten: {error}."] = None
        self._rewrites = False
        return {}


def _corrections(
    failed: Mapping[int, Failed],
    rulings: Mapping[int, Ruling],
    evidence: Evidence,
    shown: tuple[EvidenceSentence, ...],
) -> dict[int, Claim]:
    """The failed claims as the judge, which was `shown` these sentences, would have them stand, by place."""
    from brief.writing.replies import LONGEST_CLAIM, clean_claim

    out: dict[int, Claim] = {}
    for place, one in failed.items():
        ruling = rulings.get(place)
        text = clean_claim(ruling.corrected)[0] if ruling else ""
        if ruling and any(c.isalpha() for c in text) and len(text) <= LONGEST_CLAIM:
            out[place] = corrected(one, text, ruling, evidence, shown)
    return out


def _item(found: Examined, evidence: Evidence) -> Item:
    return found.item if isinstance(found, Failed) else make_item(found.claim.text, found.evidence, evidence)
