"""From drafted claims to what may be shown, with the help of the writer's model where it has one.

examine -> judge -> write anew once, examine and judge that -> quote the source or withhold
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from brief.errors import CostExceeded, ProviderError
from brief.models import CheckedClaim, Claim, Evidence
from brief.verification.judge import Item
from brief.verification.repair import Failed, as_its_source, examine, make_item, replaced, rewritten, ruled
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
        self._rewrites = self._model is not None
        self._copies = self._model is not None and self._model.chat.small and self._judge is None
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
        if isinstance(examined, Failed):
            return self._rewrites or (self._judge is not None and self._judge.wants(examined.strongest[0]))
        return self._judge is not None and self._judge.wants(examined.verdict)

    def proof(self, claims: Sequence[Claim], evidence: Evidence) -> list[CheckedClaim]:
        """What becomes of each claim, in order."""
        return self.settle([examine(claim, evidence) for claim in claims], evidence)

    def settle(self, examined: Sequence[Examined], evidence: Evidence) -> list[CheckedClaim]:
        """What becomes of each examined claim, in order: one request writes all those anew that failed."""
        found = self._judged(examined, evidence)
        places = [i for i, f in enumerate(found) if isinstance(f, Failed)]
        failed = [f for f in found if isinstance(f, Failed)]
        for place, anew in zip(places, self._rewritten(failed, evidence), strict=True):
            found[place] = anew
        done = [replaced(f, joined=self._copies) if isinstance(f, Failed) else f for f in found]
        return [as_its_source(c, evidence) for c in done] if self._copies else done

    def _judged(self, examined: Sequence[Examined], evidence: Evidence) -> list[Examined]:
        found = list(examined)
        if self._judge is None:
            return found
        verdicts = [f.strongest[0] if isinstance(f, Failed) else f.verdict for f in found]
        places = [i for i, verdict in enumerate(verdicts) if self._judge.wants(verdict)]
        if not places or not self._may_ask():
            return found
        rulings = self._judge.rule([_item(found[i], evidence) for i in places], evidence.question)
        for place, ruling in zip(places, rulings, strict=True):
            if ruling is not None:
                found[place] = ruled(found[place], ruling)
        return found

    def _may_ask(self) -> bool:
        """Whether there is one more request to spend, which is then spent."""
        if self.left is None:
            return True
        self.left -= 1
        return self.left >= 0

    def _rewritten(self, failed: Sequence[Failed], evidence: Evidence) -> list[Examined]:
        """The failed claims, those that could be written anew and then pass in their new wording."""
        out: list[Examined] = list(failed)
        # A small model copies better than it writes: what is only in doubt gives way to its source.
        small = self._model is not None and self._model.chat.small
        places = [i for i, f in enumerate(failed) if f.sentences and not (small and f.doubted)]
        wordings = self._ask_anew([failed[i] for i in places])
        anew = self._judged([examine(claim, evidence) for claim in wordings.values()], evidence)
        for place, examined in zip(wordings, anew, strict=True):
            before = failed[places[place]]
            passed = None if isinstance(examined, Failed) else rewritten(before, examined)
            out[places[place]] = passed or before
        return out

    def _ask_anew(self, failed: Sequence[Failed]) -> dict[int, Claim]:
        from brief.writing.rewriting import Wrong

        if not failed or self._model is None or not self._rewrites or not self._may_ask():
            return {}
        try:
            return self._model.rewrite([Wrong(f.claim, f.reasons, f.sentences) for f in failed])
        except CostExceeded as error:
            self._notes[f"Claims that failed were not rewritten: {error}."] = None
        except ProviderError as error:
            self._failed = True
            self._notes[f"Claims that failed could not be rewritten: {error}."] = None
        self._rewrites = False
        return {}


def _item(found: Examined, evidence: Evidence) -> Item:
    return found.item if isinstance(found, Failed) else make_item(found.claim.text, found.evidence, evidence)
