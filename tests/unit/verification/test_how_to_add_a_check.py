"""The example in docs/verification.md of a check is one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import brief.verification.checks  # noqa: F401 - so that they are registered before the register is replaced
from brief.verification import check
from brief.verification.check import ClaimView, EvidenceView, Passage, run

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "verification.md"


def test_the_example_of_the_guide_finds_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """As printed, it registers itself and finds the date with another weekday, and no other."""
    (example,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    monkeypatch.setattr(check, "_REGISTER", [])
    exec(compile(example, str(GUIDE), "exec"), {})
    source = EvidenceView((Passage("The dam at Orle was closed."),))
    (found,) = run(ClaimView("It was closed on Monday, May 4, 2021."), source, check.registered())
    assert found.check.remedy == "correct the weekday or the date"
    assert found.finding.words == "04 May 2021 was a Tuesday"
    assert run(ClaimView("It was closed on Tuesday, May 4, 2021."), source, check.registered()) == ()
