"""Claims that a person wrote about the sample articles, half of them wrong in the ways that drafts are wrong:

    python -m tests.eval.written [--verbose]

`written_claims.txt` names an article in `seeds/` after `@`, then a claim a line: `right`, or what is wrong with it
(`place`: somebody or something else in the place that the article gives to another; `roles`, `number`, `date`, `cause`,
`certainty`, `comparison`, `extent`, `negation`, `antonym`). All words of a wrong one mostly stand in its article.
Each is checked against the whole article, as `brief check` does it.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from brief.articles.reading import read_article
from brief.models import Article, Status, Verdict
from brief.sources.files import read_paths
from brief.verification.check import Passage
from brief.verification.ranking import Pool, best_places
from brief.verification.verdict import check_passages

HERE = Path(__file__).resolve().parent
CLAIMS = HERE / "written_claims.txt"
SEEDS = HERE.parents[1] / "seeds"
RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Written:
    """A claim, the file of its article, what a person says of it, and the verdict."""

    text: str
    file: str
    kind: str
    verdict: Verdict

    @property
    def passes(self) -> bool:
        return self.verdict.status is Status.SUPPORTED


@cache
def _pool(file: str) -> Pool:
    passages: list[Passage] = []
    for article in read_paths([SEEDS / file]):
        assert isinstance(article, Article)
        reading = read_article(article)
        info = reading.article.info
        texts = ["", *(s.text for s in reading.sentences)]
        about = (info.title or "", info.published)
        passages += [Passage(text, *about, texts[i]) for i, text in enumerate(texts[1:])]
    return Pool(tuple(passages))


def written(path: Path = CLAIMS) -> list[Written]:
    """Every claim with its verdict."""
    out: list[Written] = []
    file = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("@ "):
            file = line[2:]
            continue
        kind, text = line.split(": ", 1)
        pool = _pool(file)
        cited = [pool.passages[i] for i in best_places(text, pool)]
        out.append(Written(text, file, kind, check_passages(text, cited)))
    return out


def kept(claims: list[Written]) -> float:
    """The share of right claims that pass."""
    return _share([c.passes for c in claims if c.kind == RIGHT])


def caught(claims: list[Written]) -> float:
    """The share of wrong claims that do not."""
    return _share([not c.passes for c in claims if c.kind != RIGHT])


def _share(hits: list[bool]) -> float:
    return sum(hits) / len(hits)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verbose", action="store_true", help="also list every claim on which the two disagree")
    options = parser.parse_args()
    claims = written()
    if options.verbose:
        for c in claims:
            if c.passes != (c.kind == RIGHT):
                print(f"{c.kind}: {c.text}\n    {'; '.join(r.detail for r in c.verdict.reasons) or 'passes'}")
    counts = Counter(c.kind for c in claims if c.kind != RIGHT)
    missed = Counter(c.kind for c in claims if c.kind != RIGHT and c.passes)
    print("wrong and caught, by kind: " + ", ".join(f"{k} {n - missed[k]}/{n}" for k, n in sorted(counts.items())))
    print(f"written: n {len(claims)} right kept {kept(claims):.3f}, wrong caught {caught(claims):.3f}")


if __name__ == "__main__":
    main()
