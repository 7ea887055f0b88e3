"""Derive `brief/verification/wordnet.py` from the WordNet 3.0 database files.

    apt-get download wordnet-base && dpkg -x wordnet-base_*.deb x
    python benchmarks/make_wordnet.py x/usr/share/wordnet > brief/verification/wordnet.py

Three things are taken: direct antonyms of single words, irregular inflections, and which words are ordinary
(lower-case) English, so that a capital at the start of a sentence can be told from a name.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections import Counter, defaultdict
from pathlib import Path

PARTS = ("noun", "verb", "adj", "adv")
SINGLE = re.compile("[a-z]{2,}")
# the lexicographer files of nouns that open sentences in news: no animals, plants, foods, substances, body parts
NOUN_FILES = frozenset("03 04 06 08 09 10 11 14 15 18 21 22 23 26 28".split())
HEADER = '''"""Tables derived from WordNet 3.0 by `benchmarks/make_wordnet.py`; not written by hand.

ANTONYMS: pairs of opposite words; IRREGULAR: inflected form and lemma; ORDINARY: words that are written with a
small letter. The licence of WordNet stands in LICENSE-WordNet.txt beside this file.

WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved.
"""

from __future__ import annotations
'''


def read(folder: Path) -> tuple[set[tuple[str, str]], set[str]]:
    """All direct antonym pairs (a < b), and the ordinary words, of the database in `folder`."""
    tagged = Counter[str]()
    for line in (folder / "cntlist.rev").read_text().splitlines():
        key, _, count = line.split()
        tagged[key.split("%")[0]] += int(count)
    synsets: dict[tuple[str, str], list[str]] = {}
    opposite: list[tuple[tuple[str, str], int, tuple[str, str], int]] = []
    ordinary: set[str] = set()
    for part in PARTS:
        for line in (folder / f"data.{part}").read_text().splitlines():
            if line.startswith("  "):
                continue
            field = line.split(" | ")[0].split()
            count = int(field[3], 16)
            words = [re.sub(r"\(.*\)", "", field[4 + 2 * i]) for i in range(count)]
            letter = "a" if part == "adj" else part[0] if part != "adv" else "r"
            synsets[letter, field[0]] = words
            for word in filter(SINGLE.fullmatch, words):
                if tagged[word] or (part == "noun" and field[1] in NOUN_FILES and len(word) <= 13) or part == "verb":
                    ordinary.add(word)
            at = 5 + 2 * count
            for i in range(int(field[4 + 2 * count])):
                sign, target, kind, places = field[at + 4 * i : at + 4 * i + 4]
                if sign == "!":
                    opposite.append(
                        (
                            (letter, field[0]),
                            int(places[:2], 16),
                            ("a" if kind == "s" else kind, target),
                            int(places[2:], 16),
                        )
                    )
    pairs: set[tuple[str, str]] = set()
    for here, i, there, j in opposite:
        a, b = sorted((synsets[here][i - 1], synsets[there][j - 1]))
        if SINGLE.fullmatch(a) and SINGLE.fullmatch(b):
            pairs.add((a, b))
    return pairs, ordinary


def irregular(folder: Path, ordinary: set[str]) -> dict[str, str]:
    """Irregular inflections of ordinary words: form -> lemma; a verb's reading wins over a noun's."""
    out: dict[str, str] = {}
    for part in ("noun", "verb"):
        for line in (folder / f"{part}.exc").read_text().splitlines():
            form, lemma = line.split()[:2]
            if SINGLE.fullmatch(form) and lemma in ordinary and form != lemma and not regular(form, lemma):
                out[form] = lemma
    return out


def regular(form: str, lemma: str) -> bool:
    """Doubled consonants and y -> i: what the Porter stemmer joins by itself."""
    return form.startswith(lemma[:-1]) and form.endswith(("ed", "ing", "ies", "es"))


def block(name: str, words: list[str]) -> str:
    body = textwrap.fill(" ".join(words), 118, break_long_words=False, break_on_hyphens=False)
    return f'\n{name} = """\n{body}\n"""\n'


def main() -> None:
    folder = Path(sys.argv[1])
    pairs, ordinary = read(folder)
    by_first: dict[str, list[str]] = defaultdict(list)
    for a, b in sorted(pairs):
        by_first[a].append(b)
    forms = irregular(folder, ordinary)
    print(HEADER, end="")
    print(block("ANTONYMS", [f"{a}:{','.join(bs)}" for a, bs in by_first.items()]), end="")
    print(block("IRREGULAR", [f"{form}:{lemma}" for form, lemma in sorted(forms.items())]), end="")
    print(block("ORDINARY", sorted(ordinary)), end="")


main()
