"""Digests: what arrived, once; a crash at any step is made good by the next call."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import portalocker
import pytest
from shelf import CHESS, FERRY, SCHOOL, TAX, ScriptedWriter, Shelf, quoting, reading

from brief.errors import ConfigError, EmptyLibrary, LibraryBusy, ProviderError
from brief.library.library import Library
from brief.library.runs import DIGEST_PENDING as PENDING
from brief.library.runs import DIGEST_SAID as SAID
from brief.models import Briefing, StoryLineKind
from brief.workflows.digest import DigestOptions, DigestOutcome, digest
from brief.workflows.publishing import LOCK
from brief.writing.extractive import ExtractiveWriter
from tests.support.shelf import WordEmbedder

DAY, NEXT = date(2021, 5, 6), date(2021, 5, 7)


class Desk:
    """A library with one article, a folder for digests, and a count of the writers that were asked for."""

    def __init__(self, folder: Path) -> None:
        (folder / "library").mkdir()
        self.library = Shelf(reading(FERRY, "Halcyon aground", "2021-05-03"), path=folder / "library")
        self.out = folder / "out"
        self.opened = 0
        self.writer = ScriptedWriter({"": quoting("bottom_line", "what_happened")})

    def open_writer(self) -> ScriptedWriter:
        self.opened += 1
        return self.writer

    def digest(self, day: date = DAY, **options: Any) -> DigestOutcome:
        where = DigestOptions(options.pop("out", self.out), wait=0.2)
        given: dict[str, Any] = {"open_writer": self.open_writer, "render": page, "options": where} | options
        return digest(self.library, today=day, **given)  # type: ignore[arg-type]

    def files(self) -> list[str]:
        return sorted(p.name for p in self.out.iterdir())


def page(briefing: Briefing) -> str:
    lines = [briefing.title, str(briefing.date), *briefing.notes]
    return "\n".join([*lines, *(c.text for s in briefing.stories for c in s.sections["bottom_line"])]) + "\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_first_digest(desk: Desk) -> None:
    """It is over everything, in a file named by its day, committed with the digest of its bytes."""
    made = desk.digest()
    assert made.fresh and made.path == desk.out / "2021-05-06.md" and made.path.read_text() == made.text
    assert made.text.startswith("Digest of Thursday, 6 May 2021\n2021-05-06\n") and "ran aground" in made.text
    committed = desk.library.digests[0]
    assert committed.sha256 == hashlib.sha256(made.path.read_bytes()).hexdigest()
    assert (committed.date, committed.edition, len(committed.versions)) == (DAY, 1, 1)
    assert not (desk.library.path / PENDING).exists() and desk.files() == ["2021-05-06.md"]


def test_again_with_nothing_new(desk: Desk) -> None:
    """The same file, the same bytes, no second call to a model, nothing committed twice."""
    first, again = desk.digest(), desk.digest()
    assert (again.text, again.path, again.fresh) == (first.text, first.path, False)
    assert desk.opened == 1 and len(desk.library.digests) == 1 and len(desk.writer.asked) == 1


def test_a_second_edition(desk: Desk) -> None:
    """What arrives later on the day is told in a file of its own, and only that."""
    desk.digest()
    desk.library.put(reading(TAX, "Ostrava Bay votes for drinks tax", "2021-05-04"))
    made = desk.digest()
    assert desk.files() == ["2021-05-06-2.md", "2021-05-06.md"] and made.edition == 2
    assert "drinks" in made.text and "Halcyon" not in made.text and "Edition 2" in made.text


def test_an_edited_article_is_news(desk: Desk) -> None:
    """A new version of an article that was covered is covered again."""
    desk.digest()
    desk.library.put(reading(FERRY.replace("214", "215"), "Halcyon aground", "2021-05-03"))
    assert "215" in desk.digest(NEXT).text


def test_a_day_with_nothing_new(desk: Desk) -> None:
    """A short page says so, without a writer; asked again, it is the same page; news makes a second edition."""
    desk.digest()
    quiet = desk.digest(NEXT)
    assert quiet.fresh and "Nothing new has arrived since the digest of 2021-05-06 (2021-05-06.md)." in quiet.text
    assert desk.digest(NEXT).fresh is False and desk.opened == 1
    desk.library.put(reading(CHESS, "Sool wins chess title", "2021-05-05"))
    assert desk.digest(NEXT).path.name == "2021-05-07-2.md"


def test_an_empty_library(tmp_path: Path) -> None:
    """Nothing was ever added: the caller is told how to add, and nothing is written."""
    with pytest.raises(EmptyLibrary, match="brief add"):
        digest(
            Shelf(path=tmp_path),  # type: ignore[arg-type]
            today=DAY,
            open_writer=lambda: ScriptedWriter({}),
            render=page,
            options=DigestOptions(tmp_path / "out"),
        )
    assert list(tmp_path.iterdir()) == []


def test_without_a_folder(desk: Desk) -> None:
    """Where none is named it is the library's own."""
    assert desk.digest(out=None).path == desk.library.path / "digests" / "2021-05-06.md"


def test_a_stranger_with_our_name(desk: Desk) -> None:
    """A file that no digest of this library wrote is never overwritten."""
    desk.out.mkdir()
    (desk.out / "2021-05-06.md").write_text("mine")
    made = desk.digest()
    assert made.path.name == "2021-05-06-2.md" and (desk.out / "2021-05-06.md").read_text() == "mine"


def test_the_endpoint_fails(desk: Desk) -> None:
    """Nothing is committed and nothing is left behind: the next call tries again."""
    desk.writer.script = {"": ProviderError("down")}
    with pytest.raises(ProviderError):
        desk.digest()
    assert desk.library.digests == [] and desk.files() == [] and not (desk.library.path / PENDING).exists()
    desk.writer.script = {"": quoting("bottom_line")}
    assert desk.digest().path.name == "2021-05-06.md"


def crash_in(desk: Desk, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """A digest that dies (as by a kill) when it comes to `step`."""

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        if step == "commit":
            patched.setattr(desk.library, "commit_digest", die)
        elif step == "rename":
            patched.setattr(os, "link", die)
        elif step == "cleaning up":
            unlink = Path.unlink
            patched.setattr(Path, "unlink", lambda self, **how: die() if self.name == PENDING else unlink(self, **how))
        with pytest.raises(KeyboardInterrupt):
            desk.digest()


@pytest.mark.parametrize("step", ["rename", "commit", "cleaning up"])
@pytest.mark.parametrize("when", [DAY, NEXT])
def test_a_crash_is_made_good(desk: Desk, monkeypatch: pytest.MonkeyPatch, step: str, when: date) -> None:
    """Wherever it died, the next call leaves one file for that day with the same bytes, from one model call."""
    crash_in(desk, monkeypatch, step)
    after = desk.digest(when)
    assert len([d for d in desk.library.digests if d.date == DAY]) == 1 and desk.opened == 1
    first = desk.out / "2021-05-06.md"
    assert "ran aground" in first.read_text() and not (desk.library.path / PENDING).exists()
    if when == DAY:
        assert after.path == first and after.text == first.read_text() and desk.files() == ["2021-05-06.md"]
    else:
        assert "Nothing new" in after.text and desk.files() == ["2021-05-06.md", "2021-05-07.md"]


def test_news_after_a_crash(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What arrived between a crash and the next call goes into a second edition; the first is finished unchanged."""
    crash_in(desk, monkeypatch, "rename")
    desk.library.put(reading(SCHOOL, "Night in a school", "2021-05-04"))
    made = desk.digest()
    assert desk.files() == ["2021-05-06-2.md", "2021-05-06.md"] and "school" in made.text.casefold()
    first, second = desk.library.digests
    assert first.versions < second.versions, "it quotes from the first what it goes on with"


def test_the_first_digest_has_nothing_to_compare_with(desk: Desk) -> None:
    """No marks where nothing was said before."""
    made = desk.digest().briefing
    assert made is not None and made.previous is None
    assert [(s.standing, s.revised) for s in made.stories] == [("", ())]


def test_what_changed_since_the_last_digest(desk: Desk) -> None:
    """Old beside new, each with its own citation; a story is new, or goes on, or has no news."""
    desk.digest()
    added = FERRY.replace("214", "216").replace(
        "Everyone aboard", "Salvage crews from Harrow arrived with two tugs.\nEveryone aboard"
    )
    desk.library.put(
        reading(added, "Halcyon aground, tugs arrive", "2021-05-04"),
        reading(TAX, "Ostrava Bay votes for drinks tax", "2021-05-04"),
    )
    made = desk.digest(NEXT).briefing
    assert made is not None and made.previous == DAY
    standing = {s.story.title: s for s in made.stories}
    assert standing["Ostrava Bay votes for drinks tax"].standing == "new"
    ferry = standing["Halcyon aground, tugs arrive"]
    ((before, now),) = ((r.before, r.now) for r in ferry.revised)
    assert ferry.standing == "ongoing" and "214 people" in before.text and "216 people" in now.text
    assert before.citations and now.citations and set(before.citations).isdisjoint(now.citations)


def test_a_copy_of_what_was_told_is_one_line(desk: Desk) -> None:
    """Another outlet carries the same text the day after: the story goes on without news."""
    desk.digest()
    desk.library.put(
        reading(FERRY, "Ferry Halcyon aground off Tern Island", "2021-05-04", source="Quay Post"),
        reading(TAX, "Ostrava Bay votes for drinks tax", "2021-05-04"),
    )
    made = desk.digest(NEXT).briefing
    assert made is not None and [s.story.title for s in made.stories] == ["Ostrava Bay votes for drinks tax"]
    assert [(line.kind, line.story.title) for line in made.lines] == [
        (StoryLineKind.UNCHANGED, "Ferry Halcyon aground off Tern Island")
    ]


def test_a_quiet_day_does_not_forget_what_was_said(desk: Desk) -> None:
    """The next digest with news is compared with the last one that said something."""
    desk.digest()
    assert "Nothing new" in desk.digest(NEXT).text
    desk.library.put(reading(FERRY.replace("214", "215"), "Halcyon aground", "2021-05-03"))
    made = desk.digest(date(2021, 5, 8)).briefing
    assert made is not None and [len(s.revised) for s in made.stories] == [1]


def test_what_an_older_version_said_is_still_read(desk: Desk) -> None:
    """Statements alone, without the sentences they cite: they are known, but cannot be shown beside the new."""
    desk.digest()
    said = desk.library.path / SAID
    plain = json.loads(said.read_text())
    plain["stories"] = [[s["text"] for s in story["statements"]] for story in plain["stories"]]
    said.write_text(json.dumps(plain))
    desk.library.put(reading(FERRY.replace("214", "215"), "Halcyon aground", "2021-05-03"))
    made = desk.digest(NEXT).briefing
    assert made is not None and [(s.standing, s.revised) for s in made.stories] == [("ongoing", ())]


def test_the_record_is_kept_before_the_page_is_in_its_place(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A digest that is finished after a crash has the record of the run that wrote it, and no second one."""
    kept: list[str] = []
    with monkeypatch.context() as patched:
        patched.setattr(desk.library, "commit_digest", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            desk.digest(keep=lambda text, *_: kept.append(text))
    after = desk.digest(keep=lambda text, *_: kept.append(text))
    assert kept == [after.text]


def test_what_is_removed_leaves_the_digests_too(tmp_path: Path) -> None:
    """Pages in the library's own folder, an unfinished one, and what was said go; a page sent elsewhere is its
    reader's; and the articles that stay are not told again."""
    with Library(tmp_path / "library", WordEmbedder()) as library:
        ferry = reading(FERRY, "Halcyon aground", "2021-05-03")
        library.add([ferry, reading(CHESS, "Sool wins chess title", "2021-05-05")])

        def write(day: date, out: Path | None = None) -> DigestOutcome:
            options = DigestOptions(out)
            return digest(library, today=day, open_writer=lambda: ExtractiveWriter(), render=page, options=options)

        own = write(DAY)
        library.add([reading(TAX, "Ostrava Bay votes for drinks tax", "2021-05-04")])
        sent = write(DAY, tmp_path / "out")
        pending = library.path / PENDING
        pending.write_text(json.dumps({"versions": [ferry.article.info.version], "text": FERRY}))
        library.remove([ferry.article.info.id])
        assert not own.path.exists() and not pending.exists() and sent.path.exists()
        assert "aground" not in "".join(p.read_text() for p in library.path.rglob("*.json"))
        assert [d.path for d in library.digest_state()] == [None, str(sent.path)]
        assert write(DAY, tmp_path / "out").text == sent.text
        assert "Nothing new has arrived since the digest of 2021-05-06" in write(NEXT).text


def test_a_page_that_was_removed_is_not_looked_for(tmp_path: Path) -> None:
    """On the same day a short page takes its place, and says that nothing is new."""
    with Library(tmp_path / "library", WordEmbedder()) as library:
        ferry = reading(FERRY, "Halcyon aground", "2021-05-03")
        library.add([ferry, reading(CHESS, "Sool wins chess title", "2021-05-05")])
        writing = {"open_writer": lambda: ExtractiveWriter(), "render": page}
        digest(library, today=DAY, **writing)  # type: ignore[arg-type]
        library.remove([ferry.article.info.id])
        again = digest(library, today=DAY, **writing)  # type: ignore[arg-type]
    assert "Nothing new has arrived" in again.text and "aground" not in again.text


def test_a_damaged_intent_is_thrown_away(desk: Desk) -> None:
    """A file that is no intent of ours does not stop the digest."""
    (desk.library.path / PENDING).write_text("{")
    assert desk.digest().fresh and not (desk.library.path / PENDING).exists()


def test_a_digest_that_was_deleted(desk: Desk) -> None:
    """It is named; nothing is made up in its place."""
    desk.digest().path.unlink()
    with pytest.raises(ConfigError, match=r"2021-05-06.*committed"):
        desk.digest()


def test_two_at_once(desk: Desk) -> None:
    """While another digest of the library is being written, this one waits its time and says so."""
    with portalocker.Lock(desk.library.path / LOCK, "a", timeout=1), pytest.raises(LibraryBusy):
        desk.digest()
    assert desk.digest().fresh


def test_a_folder_that_cannot_be_written(desk: Desk) -> None:
    """One line before any model is asked, nothing committed, and the next call may go elsewhere."""
    desk.out.write_text("a file, not a folder")
    with pytest.raises(ConfigError, match="cannot be written"):
        desk.digest()
    assert desk.library.digests == [] and desk.opened == 0
    assert desk.digest(out=desk.out.with_name("elsewhere")).fresh


def test_a_folder_that_is_gone_after_a_crash(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the place of an unfinished page cannot be written any more, its articles are told anew elsewhere."""
    crash_in(desk, monkeypatch, "rename")
    for left in desk.out.iterdir():
        left.unlink()
    desk.out.rmdir()
    desk.out.write_text("a file now")
    made = desk.digest(out=desk.out.with_name("elsewhere"))
    assert "ran aground" in made.text and [d.path for d in desk.library.digests] == [str(made.path)]


def test_the_page_has_ordinary_rights(desk: Desk) -> None:
    """Whoever may read other files of the user may read a digest."""
    mask = os.umask(0o022)
    try:
        assert desk.digest().path.stat().st_mode & 0o777 == 0o644
    finally:
        os.umask(mask)


def test_a_clock_that_goes_back(desk: Desk) -> None:
    """With nothing new the page that is there stands, however often it is asked for; news makes a page of its own."""
    first = desk.digest(NEXT)
    for _ in range(3):
        again = desk.digest(DAY)
        assert (again.path, again.text, again.fresh) == (first.path, first.text, False)
    assert desk.files() == ["2021-05-07.md"]
    desk.library.put(reading(TAX, "Ostrava Bay votes for drinks tax", "2021-05-04"))
    assert desk.digest(DAY).path.name == "2021-05-06.md"
    assert desk.digest(DAY).fresh is False
    assert desk.digest(NEXT).path == first.path
    late = desk.digest(date(2021, 5, 8))
    assert "Nothing new has arrived since the digest of 2021-05-06 (2021-05-06.md)." in late.text
    assert desk.files() == ["2021-05-06.md", "2021-05-07.md", "2021-05-08.md"]


def full(*_: object, **__: object) -> None:
    raise ConfigError("the library cannot be written (database or disk is full)")


def test_a_disk_that_fills_up_at_the_commit(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page stays, and the next call commits it: one file, one call to a model."""
    with monkeypatch.context() as patched:
        patched.setattr(desk.library, "commit_digest", full)
        for _ in range(3):
            with pytest.raises(ConfigError, match="full"):
                desk.digest()
    made = desk.digest()
    assert made.fresh and desk.files() == ["2021-05-06.md"] and desk.opened == 1
    assert [d.path for d in desk.library.digests] == [str(made.path)]


@pytest.mark.parametrize("call", range(1, 9))
def test_a_disk_that_fills_up_at_any_write(desk: Desk, monkeypatch: pytest.MonkeyPatch, call: int) -> None:
    """Wherever there is no room: one line; with room again one page, and nobody else's files."""
    left = [call]

    def fsync(handle: int) -> None:
        left[0] -= 1
        if left[0] <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fdatasync(handle)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fsync)
        try:
            desk.digest()
        except ConfigError as error:
            assert "No space left" in str(error)
    made = desk.digest()
    assert desk.files() == ["2021-05-06.md"] and made.text == (desk.out / "2021-05-06.md").read_text()
    assert len(desk.library.digests) == 1 and desk.opened <= 2
    assert sorted(p.name for p in desk.library.path.iterdir()) == ["digest.lock", "digest.said.json"]


def test_two_libraries_that_write_into_one_folder_at_once(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both found the name free: whoever comes second takes the next one, and no page is lost."""
    (tmp_path / "other").mkdir()
    other = Desk(tmp_path / "other")
    other.out = desk.out
    link = os.link

    def second(part: Path, place: Path) -> None:
        monkeypatch.setattr(os, "link", link)
        other.digest(render=lambda briefing: "the other page\n" + page(briefing))
        link(part, place)

    monkeypatch.setattr(os, "link", second)
    made = desk.digest()
    assert desk.files() == ["2021-05-06-2.md", "2021-05-06.md"]
    assert made.path.name == "2021-05-06-2.md" and made.edition == 1
    assert (desk.out / "2021-05-06.md").read_text().startswith("the other page")
    assert [d.path for d in desk.library.digests] == [str(made.path)]
    assert desk.digest().text == made.text
    assert other.digest().text.startswith("the other page")


def test_a_folder_on_a_file_system_without_links(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is there all the same, and a stranger's stays."""

    def no_links(_: Path, place: Path) -> None:
        raise FileExistsError if place.exists() else PermissionError

    monkeypatch.setattr(os, "link", no_links)
    assert desk.digest().path.read_text()
    desk.library.put(reading(TAX, "Ostrava Bay votes for drinks tax", "2021-05-04"))
    assert desk.digest().path.name == "2021-05-06-2.md"
    assert desk.files() == ["2021-05-06-2.md", "2021-05-06.md"]


def test_a_folder_whose_name_cannot_be_stored(desk: Desk) -> None:
    """It is refused before a model is asked."""
    with pytest.raises(ConfigError, match="not UTF-8"):
        desk.digest(out=Path(os.fsdecode(os.fsencode(desk.out) + b"\xff")))
    assert desk.opened == 0
