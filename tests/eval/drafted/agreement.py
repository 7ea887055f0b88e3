"""How far the program agrees with a person about claims that a small model drafted over the sample articles:

    python -m tests.eval.drafted.agreement [--verbose]

Every claim of `claims.jsonl` is taken from where a model left it: with the sentences that it was shown and the
labels that it cited. A claim labelled `right` is said by those sentences; a `wrong` one is not, and its reason says
what is wrong. Printed is what becomes of both in the program, without a judge: shown as written (with its own or
better citations), replaced by a source sentence, or withheld.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from brief.articles.reading import read_article
from brief.models import Action, Article, Claim, Evidence, EvidenceSentence, Sentence
from brief.sources.files import read_paths
from brief.verification.repair import verify
from brief.writing.replies import clean_claim

HERE = Path(__file__).resolve().parent
CLAIMS = HERE / "claims.jsonl"
SEEDS = HERE.parents[2] / "seeds"
SHOWN = (Action.AS_WRITTEN, Action.CITED_ANEW)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A drafted claim with a person's label and what the program does with it."""

    text: str
    right: bool
    kind: str
    """Of a wrong claim: what is wrong, in a word; else empty."""
    reason: str
    setting: str
    action: Action

    @property
    def shown(self) -> bool:
        return self.action in SHOWN


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts of what became of the claims that a person calls right, and of those called wrong."""

    right: Counter[Action]
    wrong: Counter[Action]

    @property
    def kept(self) -> float:
        """The share of right claims that is shown as written."""
        return sum(self.right[a] for a in SHOWN) / self.right.total()

    @property
    def caught(self) -> float:
        """The share of wrong claims that is not."""
        return 1 - sum(self.wrong[a] for a in SHOWN) / self.wrong.total()

    @property
    def balanced(self) -> float:
        return (self.kept + self.caught) / 2


@cache
def _articles() -> dict[tuple[str, str | None], Article]:
    """The sample articles, read, by file name and record id."""
    found: dict[tuple[str, str | None], Article] = {}
    for article in read_paths([SEEDS]):
        assert isinstance(article, Article)
        whole = read_article(article).article
        found[Path(whole.info.path or "").name, whole.info.record_id] = whole
    return found


def evidence_of(draft: dict[str, Any]) -> Evidence:
    """The sentences that the model was shown; raises ValueError where an article no longer has one of them."""
    sentences = []
    for shown in draft["evidence"]:
        article = _articles()[shown["article"], shown["record"]]
        start, end = shown["start"], shown["end"]
        if article.raw[start:end] != shown["text"]:
            raise ValueError(f"{shown['article']} no longer has {shown['text']!r} at {start}")
        sentence = Sentence(article.info.version, start, end, shown["text"])
        sentences.append(EvidenceSentence(shown["label"], sentence, article.info, 0.5))
    return Evidence(draft["question"], tuple(sentences), 1.0)


def drafts(path: Path = CLAIMS) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def labelled(found: Sequence[dict[str, Any]]) -> Iterator[Labelled]:
    """Every claim, taken through the checks and their repair as it was drafted."""
    for draft in found:
        evidence = evidence_of(draft)
        for claim in draft["claims"]:
            checked = verify(Claim(clean_claim(claim["text"])[0], tuple(claim["cites"])), evidence)
            right = claim["label"] == "right"
            kind = "" if right else claim["kind"]
            yield Labelled(claim["text"], right, kind, claim["reason"], draft["setting"], checked.action)


def agreement(claims: Sequence[Labelled]) -> Agreement:
    return Agreement(
        Counter(c.action for c in claims if c.right),
        Counter(c.action for c in claims if not c.right),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verbose", action="store_true", help="also list every claim on which the two disagree")
    options = parser.parse_args()
    claims = list(labelled(drafts()))
    if options.verbose:
        for claim in claims:
            if claim.right != claim.shown:
                label = "right" if claim.right else f"wrong ({claim.kind})"
                print(f"{label}, {claim.action}: {claim.text}\n    {claim.reason}")
    result = agreement(claims)
    for name, counts in (("right", result.right), ("wrong", result.wrong)):
        told = ", ".join(f"{action} {counts[action]}" for action in Action if counts[action])
        print(f"{name} {counts.total()}: {told}")
    kinds = Counter(c.kind for c in claims if not c.right)
    through = Counter(c.kind for c in claims if not c.right and c.shown)
    print("wrong and not shown, by kind: " + ", ".join(f"{k} {n - through[k]}/{n}" for k, n in sorted(kinds.items())))
    print(
        f"agreement: n {len(claims)} balanced {result.balanced:.3f} "
        f"(right shown {result.kept:.3f}, wrong caught {result.caught:.3f})"
    )


if __name__ == "__main__":
    main()
