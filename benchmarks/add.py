"""How much longer `brief add` takes than the bare sum of its parts, and how much memory.

    python benchmarks/add.py [--articles FILE.jsonl.gz] [--count N] [--keep DIR]

The bare sum: embedding the same chunks, writing the vectors to a Chroma collection, writing the texts to an FTS5
table, one after the other, 5,461 at a time from memory, with nothing else done. `add` also reads the file, splits the
articles, keeps texts and sentences, and stays safe against a kill. Both run in fresh processes on this machine, one
after the other. Reading and splitting is timed too, and left out of the sum: it is ours, so a slow one would flatter;
the second ratio has it in. Processor seconds and memory of `add` are those of its two processes together. Without
--articles, N articles of random words are made.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BATCH = 5461


def make_articles(path: Path, count: int) -> None:
    """`count` articles of about 8,000 characters, of words whose frequencies fall as those of a language do."""
    rng = random.Random(20191114)
    letters = "eeeeeetttttaaaaooooiiiinnnnsssshhhrrrdddllluuccmmfwygpbvk"
    words = ["".join(rng.choices(letters, k=rng.randint(2, 9))) for _ in range(30_000)]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            lengths = [rng.randint(8, 30) for _ in range(rng.randint(10, 130))]
            sentences = [" ".join(rng.choices(words, weights, k=n)).capitalize() + "." for n in lengths]
            paragraphs = [" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3)]
            day = f"{rng.randint(2005, 2024)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
            title = " ".join(rng.choices(words, weights, k=8)).capitalize()
            record = {"id": f"made-{number}", "title": title, "published": day, "text": "\n\n".join(paragraphs)}
            out.write(json.dumps(record) + "\n")


def bare(articles: str, folder: str) -> dict[str, float]:
    """Seconds for each part, over texts in memory, some thousands at a time; reading them is timed too, not counted."""
    import chromadb

    from brief.embedding.static import StaticEmbedder

    embedder = StaticEmbedder()
    embedder.embed(["warm"])
    client = chromadb.PersistentClient(f"{folder}/chroma", chromadb.config.Settings(anonymized_telemetry=False))
    collection = client.create_collection("bare", embedding_function=None, configuration={"hnsw": {"space": "cosine"}})
    db = sqlite3.connect(f"{folder}/fts.sqlite3")
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("CREATE VIRTUAL TABLE words USING fts5 (title, text, tokenize = 'porter unicode61')")
    took = dict.fromkeys(("read", "embed", "chroma", "fts5", "cpu"), 0.0)
    done, source = 0, chunks_of(articles)
    while True:
        begin = time.perf_counter()
        chunks = list(islice(source, BATCH))
        took["read"] += time.perf_counter() - begin
        if not chunks:
            return took | {"chunks": done}
        processor, begin = time.process_time(), time.perf_counter()
        vectors = embedder.embed([c[2] for c in chunks])
        took["embed"] += time.perf_counter() - begin
        begin = time.perf_counter()
        collection.add(ids=[str(n) for n in range(done, done + len(chunks))], embeddings=vectors)
        took["chroma"] += time.perf_counter() - begin
        begin = time.perf_counter()
        db.executemany("INSERT INTO words VALUES (?, ?)", [c[:2] for c in chunks])
        db.commit()
        took["fts5"] += time.perf_counter() - begin
        took["cpu"] += time.process_time() - processor
        done += len(chunks)


def chunks_of(articles: str) -> Iterator[tuple[str, str, str]]:
    """Title, text and what is embedded of every chunk, as `add` makes them."""
    from brief.articles.chunks import embedding_text
    from brief.articles.reading import read_article
    from brief.models import Article
    from brief.sources import read_sources

    for article in read_sources([articles]):
        if isinstance(article, Article):
            reading = read_article(article)
            for chunk in reading.chunks:
                yield reading.article.info.title or "", chunk.text, embedding_text(chunk, reading.article.info)


def whole(articles: str, folder: str) -> dict[str, float]:
    """Seconds and peak memory (MB) of adding the file to a new library."""
    from brief.library.library import Library
    from brief.workflows.add import add

    begin = time.perf_counter()
    with Library(folder) as library:
        outcome = add(library, [articles])
    own, helper = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    peak = (own.ru_maxrss + helper.ru_maxrss) / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    took = {"add": time.perf_counter() - begin, "cpu": time.process_time() + helper.ru_utime + helper.ru_stime}
    return took | {"peak_mb": peak, "articles": len(outcome.articles)}


def in_its_own_process(part: str, articles: str, folder: Path) -> dict[str, float]:
    folder.mkdir()
    command = [sys.executable, __file__, "--part", part, "--articles", articles, "--keep", str(folder)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    printed = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment).stdout
    result: dict[str, float] = json.loads(printed)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", help="a .jsonl or .jsonl.gz file")
    parser.add_argument("--count", type=int, default=2000, help="how many articles to make without --articles")
    parser.add_argument("--keep", help="a new folder to leave the library in")
    parser.add_argument("--part", choices=["bare", "whole"], help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.part:
        print(json.dumps({"bare": bare, "whole": whole}[args.part](args.articles, args.keep)))
        return
    with tempfile.TemporaryDirectory(prefix="brief-bench-") as temporary:
        folder = Path(args.keep or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        articles = args.articles or str(folder / "made.jsonl")
        if not args.articles:
            make_articles(Path(articles), args.count)
        parts = in_its_own_process("bare", articles, folder / "bare")
        added = in_its_own_process("whole", articles, folder / "library")
    total = parts["embed"] + parts["chroma"] + parts["fts5"]
    print(f"{added['articles']:.0f} articles, {parts['chunks']:.0f} chunks")
    print(f"reading and splitting alone: {parts['read']:.1f} s")
    print(f"embed {parts['embed']:.1f} s + Chroma {parts['chroma']:.1f} s + FTS5 {parts['fts5']:.1f} s = {total:.1f} s")
    print(
        f"add: {added['add']:.1f} s, {added['add'] / total:.2f} times that sum "
        f"({added['add'] / (total + parts['read']):.2f} times the sum with reading); "
        f"peak memory {added['peak_mb']:.0f} MB"
    )
    cpu = parts["cpu"] / total
    print(
        f"(processor seconds: {parts['cpu']:.1f} for the sum, {added['cpu']:.1f} for add; {cpu:.0%} of a core was ours)"
    )


if __name__ == "__main__":
    main()
