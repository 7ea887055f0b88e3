"""How long one command takes from a standing start: `brief --help`, and `brief ask` on 5,000 articles.

    python benchmarks/ask.py [--library DIR [--question TEXT]] [--count N] [--runs N]

Two comparisons, each of whole processes that run by turns (A B A B …), so that whatever else the machine does meets
both alike; the medians, their ratio, and the ratio of the processor time are printed:

    brief --help                       against   python -c "import click"                         at most 2.0
    brief ask --writer extractive      against   a script that imports chromadb, opens the        at most 1.5
                                                 same store and runs one query of ten results

Cold means a new process: Python, its packages and the library are read again each time, by a system that has the
files in memory (one run of each comes first and is not counted). `brief ask` also loads the embedder, searches the full
text, reads passages, checks what it prints and keeps a record of the run; the bare script gets its vector ready made.
Settings of the environment (BRIEF_*, OPENAI_*) do not reach it. Both have their byte code compiled, as an installed
program has.

Without --library, N articles are made (`articles.py`) and added to a library in a temporary folder, which takes a
minute or two. A library given with --library keeps the records of the runs.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from articles import make_articles, write_articles

ROOT = Path(__file__).resolve().parents[1]
QUESTION = "Why was the bridge closed?"
"""Asked of a library that is given; any library of news has bridges."""
HELP_LIMIT, ASK_LIMIT = 2.0, 1.5
ANSWERED, NOT_ANSWERED = 0, 6
"""Exit codes of `brief ask`: either way it did all its work."""
BARE = """\
import json, sys
import chromadb
client = chromadb.PersistentClient(sys.argv[1], chromadb.config.Settings(anonymized_telemetry=False))
collection = client.get_collection("brief", embedding_function=None)
found = collection.query(query_embeddings=[json.loads(sys.argv[2])], n_results=10)
assert found["ids"][0]
"""


@dataclass(frozen=True)
class Run:
    """One process, from its start to its end. Both in seconds; `processor` is user and system time."""

    wall: float
    processor: float


class Bench:
    """Runs commands from one folder and environment, which know nothing of the user's settings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        strangers = ("BRIEF_", "OPENAI_", "CHROMA_", "PYTHON")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(strangers)}
        byte_code = {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
        self.environment = kept | byte_code | {"PYTHONPATH": str(ROOT)}

    def run(self, command: Sequence[str], expected: Sequence[int] = (0,)) -> Run:
        begin = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=self.folder, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        process.stderr.close()
        if process.returncode not in expected:
            sys.exit(f"{command[0]} {command[1]} ended with {process.returncode}: {said.decode(errors='replace')}")
        return Run(wall, usage.ru_utime + usage.ru_stime)

    def compare(
        self,
        name: str,
        ours: Sequence[str],
        bare: Sequence[str],
        runs: int,
        limit: float,
        expected: Sequence[int] = (0,),
    ) -> bool:
        """Print the medians of `runs` alternated runs and their ratio; whether it is within `limit`."""
        self.run(ours, expected)
        self.run(bare)
        pairs = [(self.run(ours, expected), self.run(bare)) for _ in range(runs)]
        a, b = median(x.wall for x, _ in pairs), median(y.wall for _, y in pairs)
        processor = median(x.processor for x, _ in pairs) / median(y.processor for _, y in pairs)
        print(
            f"{name}: {a:.3f} s against {b:.3f} s, ratio {a / b:.2f} (at most {limit:g}); "
            f"processor time {processor:.2f}; medians of {runs} alternated runs",
            flush=True,
        )
        return a / b <= limit


def make_library(bench: Bench, brief: str, count: int) -> tuple[Path, str]:
    """A library of `count` made articles, and a question that one of them answers."""
    source, library = bench.folder / "made.jsonl", bench.folder / "library"
    write_articles(source, count)
    took = bench.run([brief, "add", "--quiet", "--library", str(library), str(source)])
    print(f"{count} articles made and added in {took.wall:.0f} s", flush=True)
    return library, f"Why is {next(make_articles(1))['title']}?"


def console_script() -> str:
    """The `brief` of the Python that runs this."""
    found = shutil.which("brief", path=sysconfig.get_path("scripts"))
    return found or sys.exit("brief is not installed beside this Python: pip install -e .")


def vector_of(question: str) -> str:
    sys.path.insert(0, str(ROOT))
    from brief.embedding.static import StaticEmbedder

    return json.dumps(StaticEmbedder().embed([question])[0].tolist())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, help="a library that is there, with the static embedder's vectors")
    parser.add_argument("--question", default=QUESTION, help="what to ask of --library")
    parser.add_argument("--count", type=int, default=5000, help="how many articles to make without --library")
    parser.add_argument("--runs", type=int, default=11, help="how many runs of each are counted")
    args = parser.parse_args()
    brief = console_script()
    with tempfile.TemporaryDirectory(prefix="brief-bench-") as temporary:
        bench = Bench(Path(temporary))
        import_click = [sys.executable, "-c", "import click"]
        good = bench.compare("brief --help", [brief, "--help"], import_click, args.runs, HELP_LIMIT)
        if args.library:
            library, question = args.library.resolve(), args.question
        else:
            library, question = make_library(bench, brief, args.count)
        ask = [brief, "ask", "--writer", "extractive", "--library", str(library), question]
        bare = [sys.executable, "-c", BARE, str(library / "chroma"), vector_of(question)]
        either = (ANSWERED, NOT_ANSWERED)
        good &= bench.compare("brief ask", ask, bare, args.runs, ASK_LIMIT, either)
    sys.exit(not good)


if __name__ == "__main__":
    main()
