"""The commands of the tutorial and of the how-tos that show output: run as they stand, and compared."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.cli.conftest import ROOT


def script() -> ModuleType:
    """`docs/run_pages.py`, which runs the pages."""
    spec = importlib.util.spec_from_file_location("run_pages", ROOT / "docs" / "run_pages.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


PAGES = script()


@pytest.mark.parametrize("name", PAGES.PAGES)
def test_a_page_shows_what_its_commands_print(name: str, tmp_path: Path) -> None:
    """Every command ends well, and every output shown is the one printed (`python docs/run_pages.py` mends it)."""
    page = ROOT / "docs" / name
    blocks = PAGES.run_page(page, tmp_path / "run")
    assert len(blocks) >= 3
    assert page.read_text(encoding="utf-8").count("```sh\n") == len(blocks)
    for block in blocks:
        assert block.code == 0, f"{block.commands}\n{block.printed}"
        assert block.shown == block.fresh, f"{block.commands}\n{block.printed}"


def test_an_output_that_differs_is_seen(tmp_path: Path) -> None:
    """A page with a wrong line is told from one that is right, also where a part is cut out."""
    page = tmp_path / "page.md"
    page.write_text("```sh\nprintf 'one\\ntwo\\nthree\\n'\n```\n\n```text\none\n…\nthree\n```\n\n```sh\nfalse\n```\n")
    right, failed = PAGES.run_page(page, tmp_path / "right")
    assert right.shown == right.fresh and failed.code == 1 and failed.shown is None
    page.write_text(page.read_text().replace("three\n```", "four\n```"))
    wrong, _ = PAGES.run_page(page, tmp_path / "wrong")
    assert wrong.shown != wrong.fresh
