"""Derive the tables in `brief/data/wordnet/` from the WordNet 3.0 database files.

    apt-get download wordnet-base && dpkg -x wordnet-base_*.deb x
    python benchmarks/make_wordnet.py x/usr/share/wordnet brief/data/wordnet

Three things are taken: direct antonyms of single words (antonyms.tsv: word, tab, its opposites), irregular inflections
(irregular.tsv: form, tab, lemma), and which words are ordinary (lower-case) English (ordinary.tsv: word, tab, `n` if it
is at least as often a noun as all else in the texts that WordNet's makers tagged), so that a capital at the start of a
sentence can be distinguished from a name, and a thing from what is said of it.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

PARTS = ("noun", "verb", "adj", "adv")
SINGLE = re.compile("[a-z]{2,}")
# the lexicographer files of nouns that open sentences in news: no animals, plants, foods, substances, body parts
NOUN_FILES = frozenset("03 04 06 08 09 10 11 14 15 18 21 22 23 26 28".split())


def read(folder: Path) -> tuple[set[tuple[str, str]], dict[str, bool]]:
    """All direct antonym pairs (a < b), and the ordinary words with whether they are nouns, of the database in
    `folder`."""
    tagged = Counter[str]()
    nouns = Counter[str]()
    for line in (folder / "cntlist.rev").read_text().splitlines():
        key, _, times = line.split()
        word, _, sense = key.partition("%")
        tagged[word] += int(times)
        nouns[word] += int(times) if sense.startswith("1") else 0
    synsets: dict[tuple[str, str], list[str]] = {}
    opposite: list[tuple[tuple[str, str], int, tuple[str, str], int]] = []
    ordinary: set[str] = set()
    parts: dict[str, set[str]] = defaultdict(set)
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
                parts[word].add(part)
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
    is_noun = {w: 2 * nouns[w] >= tagged[w] if tagged[w] else "noun" in parts[w] for w in ordinary}
    return pairs, is_noun


def irregular(folder: Path, ordinary: dict[str, bool]) -> dict[str, str]:
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


def main() -> None:
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    pairs, ordinary = read(folder)
    by_first: dict[str, list[str]] = defaultdict(list)
    for a, b in sorted(pairs):
        by_first[a].append(b)
    forms = irregular(folder, ordinary)
    write(out / "antonyms.tsv", [f"{a}\t{' '.join(bs)}" for a, bs in by_first.items()])
    write(out / "irregular.tsv", [f"{form}\t{lemma}" for form, lemma in sorted(forms.items())])
    write(out / "ordinary.tsv", [f"{word}\tn" if ordinary[word] else word for word in sorted(ordinary)])


def write(path: Path, lines: list[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


main()
