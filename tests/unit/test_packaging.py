"""What is built from the checkout has all that the build needs, in the image and in the source distribution too."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
BUILD = PROJECT["tool"]["hatch"]["build"]


def needed() -> set[str]:
    """The files and folders that `pip install .` reads, by the first part of their paths."""
    files = {"pyproject.toml", PROJECT["project"]["readme"], *PROJECT["project"]["license-files"]}
    files |= {hook["path"] for hook in BUILD["hooks"].values()}
    files |= {*BUILD["targets"]["wheel"]["packages"], *BUILD["targets"]["wheel"]["force-include"]}
    return {path.split("/")[0] for path in files}


def test_the_image_is_built_from_what_it_needs() -> None:
    """.dockerignore leaves out everything but that, and the articles that the image is tried with."""
    rules = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert rules[0] == "*"
    assert {rule[1:] for rule in rules if rule.startswith("!")} == needed() | {"seeds"}


def test_the_source_distribution_has_what_the_build_needs() -> None:
    """pyproject.toml is always part of it."""
    assert needed() - {"pyproject.toml"} <= {path.lstrip("/") for path in BUILD["targets"]["sdist"]["include"]}


@pytest.mark.parametrize("folder", ["brief", "prompts"])
def test_nothing_strange_is_packed(folder: str) -> None:
    """Code, prompts, styles, scripts and data with its licences: nothing else lies where the wheel is made from."""
    kinds = ("*.py", "*.txt", "*.tsv", "*.toml", "*.css", "*.js", "py.typed")
    files = [p for p in (ROOT / folder).rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    assert [p for p in files if not any(fnmatch(p.name, kind) for kind in kinds)] == []


def test_each_python_that_is_named_is_one_that_is_supported() -> None:
    """The classifiers, the lowest version, ruff's and mypy's targets agree."""
    versions = [c.rpartition(" ")[2] for c in PROJECT["project"]["classifiers"] if c.startswith("Programming Language")]
    lowest = PROJECT["project"]["requires-python"].removeprefix(">=")
    assert versions[0] == lowest == PROJECT["tool"]["mypy"]["python_version"]
    assert PROJECT["tool"]["ruff"]["target-version"] == "py" + lowest.replace(".", "")
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert all(
        f"for version in {' '.join(versions[1:])};" in line for line in ci.splitlines() if "for version in 3" in line
    )
