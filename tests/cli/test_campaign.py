"""A fault campaign, small enough for every run: kills, damage and hostile servers at places drawn by lot.

Another draw each time: a failure names its seed, and `BRIEF_CAMPAIGN_SEED=…` repeats it; `BRIEF_CAMPAIGN_ROUNDS=…`
looks longer. What must hold after each is what docs/faults.md promises.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from brief.library.library import Library
from tests.cli.conftest import ROOT, clean_environment
from tests.support.hostile import Hostile, dripping_body, endless_interim, slow_redirects
from tests.support.killer import Killer

SEED = int(os.environ.get("BRIEF_CAMPAIGN_SEED") or random.SystemRandom().randrange(10**6))
ROUNDS = int(os.environ.get("BRIEF_CAMPAIGN_ROUNDS") or 1)
PLACES = ("harbour", "orchard", "viaduct", "archive", "lighthouse", "quarry", "meadow", "foundry")
FILES = 9


@pytest.fixture(scope="module")
def killer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Killer]:
    home = tmp_path_factory.mktemp("campaign")
    made = Killer(clean_environment(home) | {"PYTHONPATH": str(ROOT)})
    yield made
    made.close()


@dataclass
class Held:
    """Three `brief add`, each held by a hostile server, of one library in `folder`."""

    folder: Path
    processes: list[subprocess.Popen[str]]


@pytest.fixture(scope="module", autouse=True)
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    """Begun first and looked at last: they take their minute beside the others."""
    folder = tmp_path_factory.mktemp("held")
    words = ["add", "--library", str(folder / "library"), "--allow-private"]
    with Hostile(endless_interim) as a, Hostile(dripping_body) as b, Hostile(slow_redirects) as c:
        processes = [
            subprocess.Popen(
                [sys.executable, "-m", "brief", *words, f"{server.url}/x"],
                cwd=folder,
                env=clean_environment(folder) | {"PYTHONPATH": str(ROOT)},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for server in (a, b, c)
        ]
        yield Held(folder, processes)
        for process in processes:
            process.kill()
            process.communicate()


def text_of(number: int, edition: int) -> str:
    place = PLACES[number % len(PLACES)]
    lines = (f"The clerk of zq{number}x noted line {n} of entry {edition} at the {place}." for n in range(40))
    return f"Ledger {number} of the {place}\n\nALDPORT, May {1 + number}, 2021\n\n" + "\n\n".join(lines) + "\n"


@dataclass
class Campaign:
    """A library with what should be in it: by file the editions of its text that are allowed (None: not there)."""

    killer: Killer
    folder: Path
    allowed: dict[int, set[int | None]] = field(default_factory=dict)

    @property
    def library(self) -> Path:
        return self.folder / "library"

    def file(self, number: int) -> Path:
        return self.folder / "news" / f"{number}.txt"

    def write(self, number: int, edition: int) -> None:
        self.file(number).parent.mkdir(exist_ok=True)
        self.file(number).write_text(text_of(number, edition))

    def run(self, *words: object, kind: str = "none", at: int = 0) -> tuple[int, str, str, int]:
        whole = (words[0], "--library", self.library, *words[1:])
        done = self.killer.run(self.folder, *whole, kind=kind, at=at)
        assert "Traceback" not in done[2] and "this is a bug" not in done[2], (words, done[2])
        return done

    def check(self, when: str) -> None:
        """Each article is one of its allowed editions, once, whole, and found by words and by vector."""
        code, out, err, _ = self.run("list", "--json")
        assert code == 0, (when, err)
        listed = [json.loads(line) for line in out.splitlines()]
        paths = [row["path"] for row in listed]
        assert len(set(paths)) == len(paths), f"{when}: an article is there twice"
        there: dict[int, str] = {int(Path(row["path"]).stem): row["version"] for row in listed}
        with Library(self.library) as library:
            for number, allowed in self.allowed.items():
                raw = library.article(there[number]).raw if number in there else None
                assert raw in {None if e is None else text_of(number, e) for e in allowed}, f"{when}: article {number}"
        queries = self.folder / "queries.jsonl"
        queries.write_text("".join(json.dumps({"id": str(n), "query": f"clerk of zq{n}x"}) + "\n" for n in there))
        code, out, err, _ = self.run("search", "--json", "-k", "5", "--queries", queries)
        assert code == 0, (when, err)
        found = [json.loads(line) for line in out.splitlines()]
        for number in there:
            mine = [row for row in found if row["id"] == str(number) and Path(row["path"]).stem == str(number)]
            assert mine and mine[0]["vector"] is not None and mine[0]["lexical"] is not None, (
                f"{when}: {number} is lost"
            )

    def settle(self, when: str, number: int, edition: int) -> None:
        """After the command was run again: everything is as if it had never been killed, and nothing lies about."""
        self.allowed[number] = {edition}
        assert self.run("add", self.folder / "news")[0] == 0, when
        self.check(when)
        code, out, _, _ = self.run("doctor")
        assert code == 0, (when, out)
        assert "stopped before it finished" not in out, (when, out)
        left = [p.name for p in self.library.rglob("*") if p.suffix in (".part", ".tmp") or ".new." in p.name]
        assert left == [], when


@pytest.fixture
def campaign(killer: Killer, tmp_path: Path) -> Campaign:
    campaign = Campaign(killer, tmp_path)
    for number in range(FILES):
        campaign.write(number, 0)
        campaign.allowed[number] = {0}
    assert campaign.run("add", tmp_path / "news")[0] == 0
    return campaign


def draw(lot: random.Random, campaign: Campaign, words: tuple[object, ...], kind: str) -> int:
    """Where to kill: for calls one of as many as the command makes, for sizes around those of the files there are."""
    if kind == "size":
        return lot.randrange(4_000, 400_000)
    copy = Path(shutil.copytree(campaign.folder, campaign.folder.with_name(f"{campaign.folder.name}-copy")))
    try:
        other = Campaign(campaign.killer, copy)
        calls = other.run(*(str(w).replace(str(campaign.folder), str(copy)) for w in words))[3]
    finally:
        shutil.rmtree(copy)
    return lot.randint(1, max(1, calls))


@pytest.mark.parametrize("kind", ["call", "size", "trace"])
@pytest.mark.parametrize("command", ["add", "edit", "remove", "reindex"])
def test_killed(campaign: Campaign, command: str, kind: str) -> None:
    """Wherever it dies: nothing is lost, doubled or half, and the next commands finish it."""
    lot = random.Random(f"{SEED} {command} {kind}")
    for turn in range(ROUNDS * (2 if kind == "call" else 1)):
        when = f"seed {SEED}: {command} killed by {kind}, turn {turn}"
        number = {"add": FILES + turn, "edit": turn % 3, "remove": 3 + turn % 5, "reindex": 0}[command]
        (before,) = campaign.allowed.get(number, {None})
        after = {"add": 0, "edit": turn + 1, "remove": None, "reindex": before}[command]
        campaign.allowed[number] = {before, after}
        if after is not None:
            campaign.write(number, after)
        words: tuple[object, ...] = ("add", campaign.folder / "news")
        if command in ("remove", "reindex"):
            words = ("remove", campaign.file(number)) if command == "remove" else ("reindex",)
        if kind == "trace":
            whole = (words[0], "--library", campaign.library, *words[1:])
            if campaign.killer.traced(campaign.folder, lot.randint(1, 90), *whole) is None:
                pytest.skip("strace is not here, or may not trace")
        else:
            campaign.run(*words, kind=kind, at=draw(lot, campaign, words, kind))
        campaign.check(when)
        assert campaign.run(*words)[0] in ((0, 2) if command == "remove" else (0,)), when
        campaign.allowed[number] = {after}
        campaign.check(when)
        if after is None:
            campaign.write(number, 0)  # so that it can be removed again
            after = 0
        campaign.settle(when, number, after)


@pytest.mark.parametrize("kind", ["call", "trace"])
def test_a_digest_killed(campaign: Campaign, kind: str) -> None:
    """Wherever it dies: run again, there is one page more, committed as it stands, and every article is told once."""
    lot = random.Random(f"{SEED} digest {kind}")
    out = campaign.folder / "out"
    for turn in range(ROUNDS * (1 if kind == "trace" else 3)):
        campaign.write(FILES + turn, 0)
        assert campaign.run("add", campaign.folder / "news")[0] == 0
        when = f"seed {SEED}: digest killed by {kind}, turn {turn}"
        words = ("digest", "--out", out, "--quiet")
        if kind == "trace":
            if (
                campaign.killer.traced(campaign.folder, lot.randint(1, 40), *words, "--library", campaign.library)
                is None
            ):
                pytest.skip("strace is not here, or may not trace")
        else:
            campaign.run(*words, kind=kind, at=draw(lot, campaign, words, kind))
        assert campaign.run(*words)[0] == 0, when
        pages = sorted(out.glob("*.md"))
        assert len(pages) == turn + 1, (when, pages)
        for name in ("index.html", "feed.atom"):
            assert all(page.name in (out / name).read_text() for page in pages), (when, name)
        assert {p.name for p in out.iterdir()} == {"index.html", "feed.atom", *(p.name for p in pages)}, when
        with Library(campaign.library) as library:
            editions = library.digest_state()
            assert sorted(e.path or "" for e in editions) == [str(p) for p in pages], when
            told = [v for e in editions for v in e.versions]
            assert {i.version for i in library.articles()} <= set(told), when
        assert not (campaign.library / "digest.pending.json").exists(), when
        assert campaign.run(*words)[0] == 0 and sorted(out.glob("*.md")) == pages, when


DERIVED = ("vectors.f32", "chroma", "runs", "digest.said.json", "lock")


def damage(lot: random.Random, path: Path) -> str:
    """Do something to a file that a bad disk or a bad script could do; what it was."""
    data = path.read_bytes()
    how = lot.choice(["a bit", "a page", "cut", "emptied", "deleted", "a folder", "longer"])
    if how == "a bit" and data:
        place = lot.randrange(len(data))
        path.write_bytes(data[:place] + bytes([data[place] ^ 1 << lot.randrange(8)]) + data[place + 1 :])
    elif how == "a page":
        place = lot.randrange(max(1, len(data)))
        path.write_bytes(data[:place] + lot.randbytes(min(4096, len(data) - place)) + data[place + 4096 :])
    elif how == "cut":
        path.write_bytes(data[: lot.randrange(max(1, len(data)))])
    elif how == "emptied":
        path.write_bytes(b"")
    elif how == "longer":
        path.write_bytes(data + lot.randbytes(5000))
    else:
        path.unlink()
        if how == "a folder":
            (path / "inside").mkdir(parents=True)
    return how


@pytest.mark.parametrize("turn", range(7 * ROUNDS))
def test_damaged(killer: Killer, filled: Path, tmp_path: Path, turn: int) -> None:
    """Any file, in any way: nothing is called a bug, what is derived is made again, what is lost is told."""
    lot = random.Random(f"{SEED} damage {turn}")
    library = Path(shutil.copytree(filled, tmp_path / "library"))
    campaign = Campaign(killer, tmp_path)
    campaign.run("ask", "why is Seoul ending GSOMIA?")
    campaign.run("digest", "--quiet")
    count = len(campaign.run("list", "--json")[1].splitlines())
    truth = {"catalog.sqlite3", "catalog.sqlite3-wal", "catalog.sqlite3-shm"}
    files = sorted(p for p in library.rglob("*") if p.is_file())
    group = lot.choice([[p for p in files if p.name in truth], [p for p in files if p.name not in truth]])
    path = lot.choice(group)
    name = str(path.relative_to(library))
    when = f"seed {SEED}, turn {turn}: {name}: {damage(lot, path)}"
    for words in (("search", "GSOMIA"), ("list",), ("doctor",), ("ask", "why is Seoul ending GSOMIA?"), ("runs",)):
        code, _, err, _ = campaign.run(*words)
        assert code in (0, 3, 6), (when, words, code, err)
        assert code != 3 or words == ("doctor",) or len(err.splitlines()) <= 2, (when, words, err)
    reindexed = campaign.run("reindex")[0]
    doctor, out, _, _ = campaign.run("doctor")
    if path.name not in truth:
        if not name.startswith("lock"):  # a folder in its place is the user's to take away
            assert (reindexed, doctor) == (0, 0), (when, out)
            assert len(campaign.run("list", "--json")[1].splitlines()) == count, when
    elif doctor == 0:
        assert len(campaign.run("list", "--json")[1].splitlines()) == count, f"{when}: articles went in silence"


def test_something_was_killed(killer: Killer) -> None:
    """A campaign that kills nothing finds nothing."""
    if not killer.tried:
        pytest.skip("nothing was to be killed")
    assert killer.killed >= killer.tried / 2


def test_three_hostile_servers(killer: Killer, held: Held) -> None:
    """They hold whoever asks; each is given up in its time, and meanwhile others write to the library."""
    campaign = Campaign(killer, held.folder, {1: {0}})
    campaign.write(1, 0)
    code, _, err, _ = campaign.run("add", "--wait", "10", held.folder / "news")
    assert code == 0, err
    for process in held.processes:
        _, err = process.communicate(timeout=150)
        assert process.returncode == 4, err
        assert "Traceback" not in err and len(err.splitlines()) == 1, err
    campaign.check(f"seed {SEED}: three hostile servers")
