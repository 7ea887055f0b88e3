"""Puts the commit that a wheel or an sdist is built from into it: `brief --version` names it."""

from __future__ import annotations

import runpy
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CommitHook(BuildHookInterface):
    """An editable install needs none of this: it lies in its checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        ours = runpy.run_path(str(Path(self.root) / "brief" / "versions.py"))
        commit = "" if version == "editable" else ours["described"](Path(self.root))
        if commit:
            self._folder = tempfile.TemporaryDirectory()
            file = Path(self._folder.name) / ours["COMMIT_FILE"]
            file.write_text(f"{commit}\n", encoding="utf-8")
            build_data["force_include"][str(file)] = f"brief/{file.name}"
