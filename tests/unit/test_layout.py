"""Who may import whom: docs/design.md says it, this walks the syntax trees and holds it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "brief"
MODULES = sorted(p for p in PACKAGE.rglob("*.py"))
PURE = ("text", "articles", "retrieval", "verification", "stories")
BELOW = {"text": {"models", "data"}, "articles": {"models", "data", "text"}}
IMPURE_LIBRARIES = {
    "chromadb", "openai", "sqlite3", "httpx2", "httpx", "urllib.request", "socket", "subprocess", "os", "shutil",
    "time", "random", "secrets", "tempfile", "click", "pathlib", "io", "logging", "trafilatura", "wordllama",
    "importlib.resources", "pkgutil",
}  # fmt: skip
SLOW = {
    "chromadb", "openai", "numpy", "trafilatura", "wordllama", "nupunkt", "tiktoken", "feedparser",
    "rensa", "httpx2", "httpcore2", "protego", "charset_normalizer", "pypdf", "portalocker", "platformdirs", "dotenv",
    "mcp", "uvicorn", "starlette", "pydantic", "anyio",
}  # fmt: skip
AT_THE_TOP = {
    "writing/transports.py": {"httpx2"},
    "writing/network.py": {"httpx2"},
    "sources/network.py": {"httpx2", "httpcore2"},
    "serving/calls.py": {"anyio"},
    "serving/forms.py": {"anyio"},
    "serving/http.py": {"uvicorn"},
    "serving/mcp.py": {"mcp", "pydantic"},
    "serving/running.py": {"anyio", "mcp"},
    "serving/shapes.py": {"pydantic"},
    "serving/web/app.py": {"anyio", "starlette"},
    "serving/web/streams.py": {"anyio", "starlette"},
}
"""What cannot wait: transports, connections, shapes are subclasses of theirs. Whoever needs those imports them late."""
ONLY = {
    "chromadb": {"library/vectors.py"},
    "sqlite3": {"library/catalog.py", "versions.py"},
    "click": {"cli"},
}


def imports(path: Path, *, top_only: bool = False) -> set[str]:
    """The dotted names a module imports; with `top_only`, those that run when it is imported."""
    found: set[str] = set()

    def walk(node: ast.AST) -> None:
        for child in ast.iter_child_nodes(node):
            if top_only and isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
                continue
            if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
                continue
            if isinstance(child, ast.Import):
                found.update(a.name for a in child.names)
            elif isinstance(child, ast.ImportFrom):
                assert child.level == 0, f"{path}: relative import"
                found.add(child.module or "")
                found.update(f"{child.module}.{a.name}" for a in child.names)
            walk(child)

    walk(ast.parse(path.read_text(encoding="utf-8")))
    return found


def layer(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else parts[0].removesuffix(".py")


def layers_of(path: Path) -> set[str]:
    return {n.split(".")[1] for n in imports(path) if n.startswith("brief.")}


def names(paths: list[Path]) -> list[str]:
    return [str(p.relative_to(PACKAGE)) for p in paths]


@pytest.mark.parametrize("path", MODULES, ids=names(MODULES))
def test_a_module_imports_only_what_its_layer_may(path: Path) -> None:
    """Data only moves to the right: no layer reaches back to workflows or the command line."""
    mine, others, tops = layer(path), layers_of(path), {n.split(".")[0] for n in imports(path)}
    if mine == "cli":
        below = {"workflows", "render", "config", "errors", "files", "addresses", "models", "scheduling", "versions"}
        below |= {"serving"}
        assert others <= {"cli"} | below, others
    elif mine == "models":
        assert tops <= set(sys.stdlib_module_names) | {"__future__", "brief"}
        assert others <= {"models"}, others
    elif mine in PURE:
        assert others <= BELOW.get(mine, {"models", "data", "text", "articles", "errors"}) | {mine}, others
        assert not (tops | imports(path)) & IMPURE_LIBRARIES
    elif mine == "render":
        assert others <= {"models", "render", "text", "articles", "workflows"}, others
    elif mine == "api":
        assert others <= {"api", "workflows", "render", "config", "errors", "models", "sources"}, others
    elif mine == "serving":
        below = {"api", "workflows", "render", "config", "errors", "models", "stopping", "__version__"}
        assert others <= {"serving"} | below, others
    elif mine == "workflows":
        assert not others & {"cli", "api", "serving"}, others
    elif mine != "__main__" and path.name != "__init__.py":
        assert not others & {"cli", "workflows", "render", "api", "serving"}, others


@pytest.mark.parametrize("path", MODULES, ids=names(MODULES))
def test_slow_packages_are_imported_where_they_are_used(path: Path) -> None:
    """Importing a module of ours runs no slow import."""
    allowed = AT_THE_TOP.get(str(path.relative_to(PACKAGE)), set())
    assert not {n.split(".")[0] for n in imports(path, top_only=True)} & SLOW - allowed


def test_some_packages_have_one_home() -> None:
    """Chroma, SQLite and click each stay behind one door, and openai behind the writing and embedding layers."""
    for package, homes in ONLY.items():
        users = {str(p.relative_to(PACKAGE)) for p in MODULES if package in {n.split(".")[0] for n in imports(p)}}
        strangers = {u for u in users if u not in homes and u.split("/")[0] not in homes}
        assert not strangers, f"{package}: {strangers}"
    users = {layer(p) for p in MODULES if "openai" in {n.split(".")[0] for n in imports(p)}}
    assert users <= {"writing", "embedding"}


def test_help_imports_nothing_heavy() -> None:
    """`brief --help` loads click and our own light modules, none of the slow packages."""
    code = (
        "import sys; from brief.cli import run; run(['--help']); "
        "print(' '.join(sorted({m.split('.')[0] for m in sys.modules})), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert not set(done.stderr.split()) & SLOW
    assert "Examples:" in done.stdout


def _functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                yield f"{path.relative_to(PACKAGE)}: {node.name}", node


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    documented = len((ast.get_docstring(node, clean=False) or "").splitlines())
    return (node.end_lineno or 0) - node.lineno + 1 - documented


def test_no_file_or_function_grows_too_long() -> None:
    """Files have at most 400 lines, functions 60 without what documents them."""
    assert [str(p) for p in MODULES if len(p.read_text(encoding="utf-8").splitlines()) > 400] == []
    assert [name for name, node in _functions() if _length(node) > 60] == []


def test_no_function_takes_more_than_six_parameters() -> None:
    """Save commands, whose parameters are their options; `ctx` is what click and MCP hand on."""
    many = []
    for name, node in _functions():
        of = node.args
        every = [a.arg for a in (*of.posonlyargs, *of.args, *of.kwonlyargs) if a.arg not in ("self", "cls", "ctx")]
        outside = any("command" in ast.unparse(d) for d in node.decorator_list)
        if len(every) + bool(of.vararg) + bool(of.kwarg) > 6 and not outside:
            many.append(name)
    assert many == []
