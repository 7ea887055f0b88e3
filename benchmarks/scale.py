"""How time, memory and disk grow with the library, and what a question costs in it.

    python benchmarks/scale.py [--articles FILE.jsonl.gz] [--sizes 1000 5000 25000] [--kill 5000] [--keep DIR]

For each size, in processes of their own: adding the articles to a new library (time, the adding process's resident
peak, disk), the bare sum of what adding consists of (see add.py), and questions to the library, warm and one after the
other, as `search --queries` and `ask` run them, with and without --as-of. The time of a question is what it takes
beyond the embedder; the processor's time, of two threads, says what it is worth where the machine is shared. The
articles are those of --articles, grown (grow.py), or made (articles.py). Questions are headlines of articles in the
library, asked as of the day after.

Filtered results are compared with filtering before ranking: by words and by vectors, all that passes the dates ranked
one by one. With --kill N, adding N articles is killed (SIGKILL) three times on the way and run again, and the library
must then hold exactly what the undisturbed one holds.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from add import ROOT, in_its_own_process

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from brief.library.library import Library
    from brief.models import Query

QUESTIONS = 200
COMPARED = 40
"""Questions of which the filtered results are compared with filtering first."""
DEPTH = 200
"""How deep they are compared: as deep as the searches go before they are fused."""
HEADINGS = (
    "| articles | chunks | add | times the bare sum | peak | disk "
    "| search: median / p95 ms (processor ms) | as of | ask | as of | filtered: different |"
)
LIMITS = {"query_ms": 60.0, "add": 1.4, "peak_mb": 1500.0}


# ------------------------------------------------------------------------------------ in the measured process


class Timed:
    """An embedder that says how long it took."""

    def __init__(self) -> None:
        from brief.embedding.static import StaticEmbedder

        self._embedder = StaticEmbedder()
        self.id, self.dimension = self._embedder.id, self._embedder.dimension
        self.took = 0.0

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        begin = time.perf_counter()
        found = self._embedder.embed(texts)
        self.took += time.perf_counter() - begin
        return found


def ask_all(questions: str, folder: str) -> dict[str, float]:
    """Median and 95th percentile, in ms beyond the embedder, of each way to ask."""
    from brief.library.library import Library
    from brief.models import Query
    from brief.render.data import answer_object, dumps, hit_object
    from brief.retrieval.question import read_question
    from brief.workflows.ask import ask
    from brief.workflows.search import Row, search_many

    rows = [json.loads(line) for line in Path(questions).read_text(encoding="utf-8").splitlines()]
    embedder = Timed()
    figures: dict[str, float] = {}
    with Library(folder, embedder) as library:

        def searched(row: dict[str, str], as_of: date | None) -> str:
            asked = Row(row["id"], read_question(row["query"], as_of=as_of))
            ((_, hits),) = search_many(library, [asked])
            return "".join(dumps(hit_object(row["query"], n, hit, row["id"])) for n, hit in enumerate(hits, 1))

        def answered(row: dict[str, str], as_of: date | None) -> str:
            return dumps(answer_object(ask(library, Query(row["query"], as_of))))

        for name, way in (("search", searched), ("ask", answered)):
            for dated in (False, True):
                ms, processor = timed(way, rows, dated, embedder)
                label = f"{name}, as of" if dated else name
                figures[f"{label} median"], figures[f"{label} p95"] = median(ms), quantiles(ms, n=20)[-1]
                figures[f"{label} cpu"] = median(processor)
        figures["compared"], figures["different"] = compare(library, rows[:COMPARED])
    return figures


def timed(
    way: Callable[[dict[str, str], date | None], str], rows: Sequence[dict[str, str]], dated: bool, embedder: Timed
) -> tuple[list[float], list[float]]:
    """Milliseconds of each question beyond the embedder, by the clock and of processor time (of all threads)."""
    took: list[float] = []
    processor: list[float] = []
    for n, row in enumerate([*rows[:10], *rows]):  # the first ten twice: they warm it up
        before, begin, cpu = embedder.took, time.perf_counter(), time.process_time()
        way(row, date.fromisoformat(row["as_of"]) if dated else None)
        if n >= 10:
            took.append(1000 * (time.perf_counter() - begin - (embedder.took - before)))
            processor.append(1000 * (time.process_time() - cpu - (embedder.took - before)))
    return took, processor


def compare(library: Library, rows: Sequence[dict[str, str]]) -> tuple[int, int]:
    """How many filtered searches were compared with filtering before ranking, and how many differ."""
    from brief.retrieval.question import read_question

    different = 0
    for row in rows:
        question = read_question(row["query"], as_of=date.fromisoformat(row["as_of"]))
        vector = library.embed([row["query"]])[0]
        expected = by_vector(library, vector, question.query)
        different += [key for key, _ in library.nearest(vector, question.query, DEPTH)] != expected
        unfiltered = read_question(row["query"])
        passing = passing_keys(library, question.query)
        every = library.lexical(question.match, unfiltered.query, 1_000_000)
        expected = [key for key, _ in every if key in passing][:DEPTH]
        different += [key for key, _ in library.lexical(question.match, question.query, DEPTH)] != expected
    return 2 * len(rows), different


def by_vector(library: Library, vector: NDArray[np.float32], query: Query) -> list[int]:
    import numpy as np

    keys = np.array(sorted(passing_keys(library, query)), dtype=np.int64)
    rows = np.fromfile(library.path / "vectors.f32", dtype="<f4", offset=4096).reshape(-1, len(vector))
    scores = np.empty(len(keys))
    for begin in range(0, len(keys), 10_000):
        part = slice(begin, begin + 10_000)
        scores[part] = (rows[keys[part]].astype(np.float64) * vector.astype(np.float64)).sum(axis=1)
    order = np.lexsort((keys, -scores))[:DEPTH]
    return [int(key) for key in keys[order]]


def passing_keys(library: Library, query: Query) -> set[int]:
    """The keys of all chunks whose article is of the day of the question or older, by plain SQL."""
    assert query.as_of is not None
    with sqlite3.connect(library.path / "catalog.sqlite3") as db:
        sql = (
            "SELECT c.key FROM chunks AS c JOIN versions AS v ON v.key = c.version "
            "WHERE v.current = 1 AND v.published <= ?"
        )
        return {int(row[0]) for row in db.execute(sql, (query.as_of.isoformat(),))}


# --------------------------------------------------------------------------------------------- outside of it


def articles(source: Path | None, count: int) -> Iterator[dict[str, str]]:
    from articles import make_articles
    from grow import grow

    return make_articles(count) if source is None else grow(source, count)


def prepare(source: Path | None, count: int, folder: Path) -> tuple[Path, Path]:
    """A file of `count` articles, and one of questions that some of them answer."""
    given, asked = folder / "articles.jsonl", folder / "questions.jsonl"
    every = max(1, count // QUESTIONS)
    with given.open("w", encoding="utf-8") as out, asked.open("w", encoding="utf-8") as questions:
        for n, record in enumerate(articles(source, count)):
            out.write(json.dumps(record) + "\n")
            if n % every == 0 and record["title"]:
                day = date.fromisoformat(record["published"]) + timedelta(1)
                row = {"id": str(n), "query": f"What is known about {record['title']}?", "as_of": day.isoformat()}
                questions.write(json.dumps(row) + "\n")
    return given, asked


def disk(folder: Path) -> float:
    """Megabytes of all files in a folder."""
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 1e6


def measure(source: Path | None, count: int, folder: Path) -> bool:
    folder.mkdir(parents=True)
    given, asked = prepare(source, count, folder)
    bare = in_its_own_process("bare", str(given), folder / "bare")
    added = in_its_own_process("whole", str(given), folder / "library")
    printed = subprocess.run(
        [sys.executable, __file__, "--ask", str(asked), str(folder / "library")],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ).stdout
    q: dict[str, float] = json.loads(printed)
    ratio = added["add"] / (bare["embed"] + bare["chroma"] + bare["fts5"])
    print(
        f"| {count:,} | {bare['chunks']:,.0f} | {added['add']:.0f} s | {ratio:.2f} | {added['peak_mb']:.0f} MB "
        f"| {disk(folder / 'library'):.0f} MB |"
        + "|".join(
            f" {q[f'{way} median']:.0f} / {q[f'{way} p95']:.0f} ({q[f'{way} cpu']:.0f}) "
            for way in ("search", "search, as of", "ask", "ask, as of")
        )
        + f"| {q['different']:.0f} of {q['compared']:.0f} |",
        flush=True,
    )
    slowest = max(value for name, value in q.items() if name.endswith("median"))
    good = slowest <= LIMITS["query_ms"] and ratio <= LIMITS["add"] and added["peak_mb"] <= LIMITS["peak_mb"]
    return good and not q["different"]


def killed(source: Path | None, count: int, folder: Path) -> bool:
    """Whether an add that was killed three times and run again ends as one that was left alone."""
    folder.mkdir(parents=True)
    given, _ = prepare(source, count, folder)
    command = [sys.executable, "-m", "brief", "add", "--quiet", str(given), "--library"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.run([*command, str(folder / "alone")], check=True, env=environment)
    library = folder / "killed"
    at = []
    for third in (1, 2, 3):
        process = subprocess.Popen([*command, str(library)], env=environment)
        while process.poll() is None and stored(library) < third * count // 4:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
        at.append(stored(library))
    subprocess.run([*command, str(library)], check=True, env=environment)
    same = contents(library) == contents(folder / "alone")
    print(f"adding {count:,} articles, killed at {', '.join(f'{n:,}' for n in at)} and run again: ", end="")
    print("equal to adding them undisturbed" if same else "NOT EQUAL to adding them undisturbed", flush=True)
    return same


def stored(library: Path) -> int:
    try:
        with sqlite3.connect(f"{(library / 'catalog.sqlite3').as_uri()}?mode=ro", uri=True) as db:
            return int(db.execute("SELECT count(*) FROM versions WHERE current = 1").fetchone()[0])
    except sqlite3.Error:
        return 0


def contents(library: Path) -> tuple[int, str]:
    """How many chunks Chroma holds, and a digest of all articles with their sentences, chunks and vectors.

    Keys may differ: what a killed process took is not used again. The full text is checked by SQLite itself.
    """
    import chromadb
    import numpy as np

    digest = hashlib.sha256()
    vectors = np.memmap(library / "vectors.f32", dtype="<f4", mode="r", offset=4096).reshape(-1, 256)
    with sqlite3.connect(library / "catalog.sqlite3") as db:
        sql = (
            "SELECT v.version, t.raw, t.sentences, v.first_chunk, v.chunks FROM versions AS v "
            "JOIN texts AS t ON t.version = v.key WHERE v.current = 1 ORDER BY v.version"
        )
        for version, raw, sentences, first, chunks in db.execute(sql):
            digest.update(f"{version} {chunks} {raw}".encode() + sentences + vectors[first : first + chunks].tobytes())
        db.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        for row in db.execute(
            'SELECT v.version, c.ordinal, c."start", c."end" FROM chunks AS c '
            "JOIN versions AS v ON v.key = c.version ORDER BY 1, 2"
        ):
            digest.update(repr(row).encode())
    client = chromadb.PersistentClient(str(library / "chroma"), chromadb.config.Settings(anonymized_telemetry=False))
    return int(client.get_collection("brief", embedding_function=None).count()), digest.hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, help="a .jsonl or .jsonl.gz file to grow")
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 5000, 25_000])
    parser.add_argument("--kill", type=int, metavar="N", help="also kill an add of N articles and run it again")
    parser.add_argument("--keep", type=Path, help="a new folder to leave the libraries in")
    parser.add_argument("--ask", nargs=2, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.ask:
        print(json.dumps(ask_all(*args.ask)))
        return
    sys.path.insert(0, str(ROOT))
    good = True
    with tempfile.TemporaryDirectory(prefix="brief-bench-") as temporary:
        folder: Path = args.keep or Path(temporary)
        if args.sizes:
            print(HEADINGS)
            print("|" + "---|" * 11)
        for count in args.sizes:
            good &= measure(args.articles, count, folder / str(count))
        if args.kill:
            good &= killed(args.articles, args.kill, folder / "killed")
    sys.exit(not good)


if __name__ == "__main__":
    main()
