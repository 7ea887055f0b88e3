"""The example in docs/verification.md of a check is one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from brief.verification import check
from brief.verification.check import ClaimView, EvidenceView, Passage, run

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "verification.md"


def test_the_example_of_the_guide_finds_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """As printed, it registers itself and finds the claim that speaks of its page, and no other."""
    (example,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    monkeypatch.setattr(check, "_REGISTER", [])
    exec(compile(example, str(GUIDE), "exec"), {})
    source = EvidenceView((Passage("The dam at Orle is closed."),))
    (found,) = run(ClaimView("The article says that the dam is closed."), source, check.registered())
    assert found.check.remedy == "report the news, not the page"
    assert (found.finding.start, found.finding.end) == (4, 11)
    assert run(ClaimView("The dam is closed."), source, check.registered()) == ()
