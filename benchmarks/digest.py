"""How long the page over many articles of one window takes, and how much memory: `python benchmarks/digest.py [N]`.

The articles are synthetic (`articles.py`), of one day, added to a new library first, which is not counted. The digest
runs as a process of its own, without a model. Prints seconds, the peak of its memory, the page's size and words.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from articles import make_articles

MOST_SECONDS, MOST_MEGABYTES = 120, 1200


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="?", type=int, default=2000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        news = folder / "news.jsonl"
        with news.open("w", encoding="utf-8") as file:
            for record in make_articles(asked.articles):
                file.write(json.dumps(record | {"published": "2023-03-06"}) + "\n")
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("OPENAI_", "BRIEF_"))}
        brief = [sys.executable, "-m", "brief"]
        library = ["--library", str(folder / "library")]
        subprocess.run([*brief, "add", str(news), *library, "--quiet"], check=True, env=environment)
        started = time.monotonic()
        out = ["--out", str(folder / "out"), "--format", "html", "--json"]
        with (folder / "receipt.json").open("w") as receipt_file:
            process = subprocess.Popen([*brief, "digest", *library, *out], env=environment, stdout=receipt_file)
            _, status, used = os.wait4(process.pid, 0)
        if status:
            raise SystemExit(f"the digest ended with status {status}")
        seconds, megabytes = time.monotonic() - started, used.ru_maxrss / 1024
        receipt = json.loads((folder / "receipt.json").read_text())
        size = Path(receipt["path"]).stat().st_size / 1000
    counts = receipt["counts"]
    print(
        f"{counts['articles']} articles: {seconds:.1f} s (at most {MOST_SECONDS}), {megabytes:.0f} MB "
        f"(at most {MOST_MEGABYTES}), a page of {size:.0f} kB over {counts['stories']} stories in full"
    )
    return 0 if seconds <= MOST_SECONDS and megabytes <= MOST_MEGABYTES else 1


if __name__ == "__main__":
    raise SystemExit(main())
