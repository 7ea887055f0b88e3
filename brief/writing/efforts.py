"""How much a model is asked to think: what is wanted, or the nearest that its endpoint takes."""

from __future__ import annotations

from collections.abc import Collection

from brief.config import EFFORTS
from brief.writing.abilities import Memory, refuses
from brief.writing.failures import EFFORT


class Efforts:
    """The effort that is asked for, `now` (None: none is), while refusals come in. What is refused is learnt, each
    effort with the one to ask for in its place, so that it is not tried again."""

    def __init__(self, wanted: str, memory: Memory) -> None:
        self._wanted, self._memory = wanted, memory
        self.now = memory.abilities.effort(wanted)
        self._refused: set[str] = set()
        self._left = frozenset(EFFORTS) - memory.abilities.passed_over

    def refused(self, effort: str, others: Collection[str], *, lowered: bool) -> None:
        """Go on to the nearest that may be taken (`others`: those that the endpoint named); without any, the parameter
        is left out. `lowered`: less was wanted than before, and what was taken then is taken still."""
        self._refused.add(effort)
        self._left = (frozenset(others) or self._left) - self._refused
        less = frozenset(self._less_than(effort)) if lowered else frozenset()
        self.now = nearest(effort if lowered else self._wanted, less or self._left)
        if self.now is None:
            self._memory.learn(refuses([EFFORT]))
            return
        instead = {f"effort {one}": nearest(one, self._left) or "" for one in self._refused}
        self._memory.learn(instead | {f"effort {self._wanted}": self.now})

    def lower(self) -> bool:
        """Go down to less than now; False where nothing less is left."""
        lower = nearest(self.now, self._less_than(self.now)) if self.now else None
        if lower is None:
            return False
        self.now = lower
        self._memory.learn({f"effort {self._wanted}": lower})
        return True

    def leave_out(self) -> None:
        """The parameter is refused, whatever its value."""
        self.now = None

    def _less_than(self, effort: str) -> list[str]:
        return [one for one in EFFORTS[: EFFORTS.index(effort)] if one in self._left]


def nearest(wanted: str, taken: Collection[str]) -> str | None:
    """The effort of `taken` nearest to the one wanted; of two equally near, the one nearer to medium: more models
    take it. None where nothing is left."""
    place, middle = EFFORTS.index, EFFORTS.index("medium")
    ranked = sorted(taken, key=lambda effort: (abs(place(effort) - place(wanted)), abs(place(effort) - middle)))
    return ranked[0] if ranked else None
