"""A library with one article and a folder for digests, as the tests of digests start from."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from memory import FERRY, MemoryLibrary, ScriptedWriter, quoting, reading

from brief.models import Briefing
from brief.workflows.digest import DigestOptions, DigestOutcome, digest

DAY, NEXT = date(2021, 5, 6), date(2021, 5, 7)


class Setting:
    """A library with one article, a folder for digests, and a count of the writers that were asked for."""

    def __init__(self, folder: Path) -> None:
        (folder / "library").mkdir()
        self.library = MemoryLibrary(reading(FERRY, "Halcyon aground", "2021-05-03"), path=folder / "library")
        self.out = folder / "out"
        self.opened = 0
        self.writer = ScriptedWriter({"": quoting("bottom_line", "what_happened")})

    def open_writer(self) -> ScriptedWriter:
        self.opened += 1
        return self.writer

    def digest(self, day: date = DAY, **options: Any) -> DigestOutcome:
        where = DigestOptions(options.pop("out", self.out), wait=0.2)
        given: dict[str, Any] = {"open_writer": self.open_writer, "render": page, "options": where} | options
        return digest(self.library, today=day, **given)  # type: ignore[arg-type]

    def files(self) -> list[str]:
        return sorted(p.name for p in self.out.iterdir())


def page(briefing: Briefing) -> str:
    lines = [briefing.title, str(briefing.date), *briefing.notes]
    return "\n".join([*lines, *(c.text for s in briefing.stories for c in s.sections["bottom_line"])]) + "\n"
