"""The names that a person may type for what is in a library: to complete them, and to say which one may be meant."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from brief.library.catalog import Catalog

Named = tuple[str, str]
"""A name, and what it is the name of, in words."""


@dataclass(frozen=True, slots=True)
class Names:
    """Over an open catalog (None: of an empty library) and the folder of its runs. Light: a shell waits for it."""

    catalog: Catalog | None
    folder: Path

    def outlets(self) -> list[Named]:
        """What `--source` takes: the outlets and origins that searched articles state, and the sites they are on, the
        commonest first."""
        counted: dict[str, tuple[str, int]] = {}
        for column in ("source", "origin", "site"):
            where = f"current = 1 AND {column} IS NOT NULL"
            sql = f"SELECT {column}, count(*) FROM versions WHERE {where} GROUP BY {column}"
            for name, count in self._rows(sql):
                shown, before = counted.get(name.casefold(), (name, 0))
                counted[name.casefold()] = (shown, max(before, count))
        ranked = sorted(counted.values(), key=lambda pair: (-pair[1], pair[0]))
        return [(name, f"{count} {'article' if count == 1 else 'articles'}") for name, count in ranked]

    def articles(self, beginning: str, most: int) -> list[Named]:
        """The ids, addresses and paths of searched articles that begin so, each with its title, the newest first;
        without a beginning only ids."""
        found: dict[str, str] = {}
        for column in ("article", "url", "path") if beginning else ("article",):
            sql = (
                f"SELECT {column}, title FROM versions WHERE current = 1 AND substr({column}, 1, ?) = ? "
                "ORDER BY published DESC LIMIT ?"
            )
            found |= dict(self._rows(sql, (len(beginning), beginning, most)))
        return [(name, title or "Untitled") for name, title in found.items()][:most]

    def article_meant(self, name: str) -> str:
        """`: did you mean …?` of what is no name of an article: its id begins alike, or the words stand in its title,
        path or address; else nothing."""
        sql = (
            "SELECT article, title FROM versions WHERE current = 1 AND (substr(article, 1, 6) = substr(?1, 1, 6) "
            "OR instr(lower(ifnull(title, '') || ' ' || ifnull(path, '') || ' ' || ifnull(url, '')), lower(?1))) "
            "ORDER BY published DESC LIMIT 2"
        )
        found = self._rows(sql, (name,)) if len(name) > 2 else []
        return _question([f'{key} ("{title or "Untitled"}")' for key, title in found])

    def refs(self, beginning: str) -> list[Named]:
        """The refs that begin so, each with its sentence: of an article version (`3f9d2c81aa04be57@`) those of all its
        sentences, else those that the newest answer was written from."""
        version, at, _ = beginning.partition("@")
        pairs = self._in_version(version) if at else self._in_last_answer()
        return [(ref, text) for ref, text in pairs if ref.startswith(beginning)]

    def _in_version(self, version: str) -> Iterator[Named]:
        from brief.library.rows import sentences_by_version

        if self.catalog is not None:
            for sentence in sentences_by_version(self.catalog, [version]).get(version, ()):
                yield sentence.ref, sentence.text

    def _in_last_answer(self) -> Iterator[Named]:
        for name, _ in self.runs(("ask", "chat"))[:1]:
            run = json.loads((self.folder / f"{name}.json").read_bytes())["run"]
            for one in run["asked"]["evidence"]["sentences"]:
                s = one["sentence"]
                if s["version"] in run["cites"]:
                    yield f"{s['version']}@{s['start']}-{s['end']}", s["text"]

    def runs(self, commands: Iterable[str] = ()) -> list[Named]:
        """The names of the runs whose record is there (of these commands), the newest first, each with what was asked
        or written."""
        wanted = tuple(commands)
        there = {path.name for path in self.folder.iterdir()} if self.folder.is_dir() else set()
        return [
            (run, f"{command}: {question or ''}")
            for run, command, question in self._rows("SELECT run_id, command, question FROM runs ORDER BY number DESC")
            if f"{run}.json" in there and (not wanted or command in wanted)
        ]

    def topics(self) -> list[Named]:
        """The topics, by name."""
        return [(name, words) for name, words in self._rows("SELECT name, words FROM topics ORDER BY name")]

    def followed(self) -> list[Named]:
        """The followed sources, in the order they were followed in, each with where it is."""
        return [(name, place) for name, place in self._rows("SELECT name, place FROM sources ORDER BY number")]

    def _rows(self, sql: str, values: tuple[object, ...] = ()) -> list[Any]:
        return self.catalog.rows(sql, values) if self.catalog is not None else []


def near(name: str, names: Iterable[str], most: int = 2) -> list[str]:
    """The names that are spelt nearly so, then those that hold it, whatever the case of letters."""
    from difflib import get_close_matches

    folded = {other.casefold(): other for other in reversed(list(names))}
    wanted = name.casefold().strip()
    close = get_close_matches(wanted, folded, n=most, cutoff=0.7)
    parts = sorted((other for other in folded if len(wanted) > 2 and wanted in other), key=len)
    return [folded[other] for other in dict.fromkeys((*close, *parts))][:most]


def meant(name: str, names: Iterable[str]) -> str:
    """`: did you mean "…"?`, where a name is spelt nearly so; else nothing."""
    return _question([f'"{other}"' for other in near(name, names)])


def _question(names: list[str]) -> str:
    return f": did you mean {' or '.join(names)}?" if names else ""
