"""The commands of the tutorial and of the how-tos that show output: run as they stand, and compared."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.cli.conftest import ROOT


def script(name: str) -> ModuleType:
    """A script of `docs/`."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


PAGES = script("run_pages")


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


def test_the_picture_of_a_terminal_shows_what_is_printed(tmp_path: Path) -> None:
    """The words of docs/pictures/terminal.svg are those of a run (`python docs/take_pictures.py` takes it anew)."""
    pictures = script("take_pictures")
    now = pictures.answer(pictures.environment(tmp_path), tmp_path / "checkout")
    then = (ROOT / "docs" / "pictures" / "terminal.svg").read_text(encoding="utf-8")
    shown = re.findall(r">([^<>]*)</text>", then)
    assert shown == re.findall(r">([^<>]*)</text>", now)
    assert any("[1]" in words for words in shown) and "@font-face" not in then
