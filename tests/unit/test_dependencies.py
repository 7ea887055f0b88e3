"""What is installed is used and named: pyproject.toml, docs/dependencies.md and the imports of the code agree."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions, requires
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "dependencies.md"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CORE = "Always"
DEVELOPMENT = "For development (`dev`)"
NEEDED_BY_OTHERS = {"lxml-html-clean": ("justext", "lxml[html_clean]")}
"""What only another package imports, which does not bring it along under pip before 23.3."""


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def named(requirements: list[str]) -> set[str]:
    return {canonical(re.split(r"[<>=!~\[; ]", requirement)[0]) for requirement in requirements}


def documented() -> dict[str, set[str]]:
    """The packages of each group, as the page has them: "Always", the extras, "dev", and "" for those brought along."""
    groups: dict[str, set[str]] = {}
    section, brought = "", False
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section, brought = line[3:], False
        elif line.startswith("| Package | By"):
            brought = True
        elif line.startswith("| ") and not line.startswith("| Package"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            extra = {CORE: CORE, "Extras": "" if brought else cells[1].strip("`"), DEVELOPMENT: "dev"}.get(section)
            if extra is None:
                continue  # not of packages
            assert all(cells), f"an empty cell: {line}"
            for extra_name in extra.split(", "):
                groups.setdefault(extra_name.strip("`"), set()).update(canonical(n) for n in cells[0].split(", "))
    return groups


def imported() -> set[str]:
    """The distributions of others that the package imports, wherever in a module."""
    modules: set[str] = set()
    for file in (ROOT / "brief").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                modules.add((node.module or "").split(".")[0])
    owners = packages_distributions()
    return {canonical(owners[m][0]) for m in modules - set(sys.stdlib_module_names) - {"brief"} if m in owners}


def test_the_page_names_each_dependency_in_its_group() -> None:
    """No more and no fewer than pyproject.toml has."""
    groups = documented()
    groups.pop("")
    expected = {CORE: named(PROJECT["dependencies"])}
    expected |= {extra: named(names) for extra, names in PROJECT["optional-dependencies"].items()}
    assert groups == expected


def test_what_is_imported_is_named() -> None:
    """In the dependencies of the package or an extra, or on the page as brought along by one."""
    extras = PROJECT["optional-dependencies"]
    known = named(PROJECT["dependencies"]) | documented()[""]
    known |= {name for extra in extras if extra not in ("dev", "docs") for name in named(extras[extra])}
    assert imported() - known == set()


def test_nothing_is_named_that_is_not_used() -> None:
    """Each dependency is imported, or its files are read by name (as wordllama's are)."""
    extras = PROJECT["optional-dependencies"]
    asked = named(PROJECT["dependencies"]) | {n for e in extras if e not in ("dev", "docs") for n in named(extras[e])}
    source = "".join(f.read_text(encoding="utf-8") for f in (ROOT / "brief").rglob("*.py"))
    unused = {name for name in asked - imported() if f'"{name}"' not in source}
    assert unused == set(NEEDED_BY_OTHERS)
    for user, requirement in NEEDED_BY_OTHERS.values():
        assert any(line.startswith(requirement) for line in requires(user) or ())
