"""The page of a digest and its place: once, whatever is killed, full, read-only, gone or at work beside it."""

from __future__ import annotations

import errno
import os
from datetime import date
from pathlib import Path

import portalocker
import pytest
from memory import CHESS, FERRY, SCHOOL, TAX, reading
from setting import DAY, NEXT, Setting, page

from brief.errors import ConfigError, LibraryBusy
from brief.library.library import Library
from brief.library.runs import DIGEST_PENDING as PENDING
from brief.workflows.digest import digest
from brief.workflows.publishing import LOCK
from brief.writing.extractive import ExtractiveWriter
from tests.support.ledger import WordEmbedder


def test_a_stranger_with_our_name(setting: Setting) -> None:
    """A file that no digest of this library wrote is never overwritten."""
    setting.out.mkdir()
    (setting.out / "2021-05-06.md").write_text("mine")
    made = setting.digest()
    assert made.path.name == "2021-05-06-2.md" and (setting.out / "2021-05-06.md").read_text() == "mine"


def crash_in(setting: Setting, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """A digest that dies (as by a kill) when it comes to `step`."""

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        if step == "commit":
            patched.setattr(setting.library, "commit_digest", die)
        elif step == "rename":
            patched.setattr(os, "link", die)
        elif step == "cleaning up":
            unlink = Path.unlink
            patched.setattr(Path, "unlink", lambda self, **how: die() if self.name == PENDING else unlink(self, **how))
        with pytest.raises(KeyboardInterrupt):
            setting.digest()


@pytest.mark.parametrize("step", ["rename", "commit", "cleaning up"])
@pytest.mark.parametrize("when", [DAY, NEXT])
def test_a_crash_is_made_good(setting: Setting, monkeypatch: pytest.MonkeyPatch, step: str, when: date) -> None:
    """Wherever it died, the next call leaves one file for that day with the same bytes, from one model call."""
    crash_in(setting, monkeypatch, step)
    after = setting.digest(when)
    assert len([d for d in setting.library.digests if d.date == DAY]) == 1 and setting.opened == 1
    first = setting.out / "2021-05-06.md"
    assert "ran aground" in first.read_text() and not (setting.library.path / PENDING).exists()
    if when == DAY:
        assert after.path == first and after.text == first.read_text() and setting.files() == ["2021-05-06.md"]
    else:
        assert "Nothing new" in after.text and setting.files() == ["2021-05-06.md", "2021-05-07.md"]


def test_news_after_a_crash(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    """What arrived between a crash and the next call goes into a second edition; the first is finished unchanged."""
    crash_in(setting, monkeypatch, "rename")
    setting.library.put(reading(SCHOOL, "Night in a school", "2021-05-04"))
    made = setting.digest()
    assert setting.files() == ["2021-05-06-2.md", "2021-05-06.md"] and "school" in made.text.casefold()
    first, second = setting.library.digests
    assert first.versions < second.versions, "it quotes from the first what it goes on with"


def test_the_record_is_kept_before_the_page_is_in_its_place(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    """A digest that is finished after a crash has the record of the run that wrote it, and no second one."""
    kept: list[str] = []
    with monkeypatch.context() as patched:
        patched.setattr(setting.library, "commit_digest", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            setting.digest(keep=lambda text, *_: kept.append(text))
    after = setting.digest(keep=lambda text, *_: kept.append(text))
    assert kept == [after.text]


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


def test_a_damaged_intent_is_thrown_away(setting: Setting) -> None:
    """A file that is no intent of ours does not stop the digest."""
    (setting.library.path / PENDING).write_text("{")
    assert setting.digest().fresh and not (setting.library.path / PENDING).exists()


def test_a_digest_that_was_deleted(setting: Setting) -> None:
    """It is named; nothing is made up in its place."""
    setting.digest().path.unlink()
    with pytest.raises(ConfigError, match=r"2021-05-06.*committed"):
        setting.digest()


def test_two_at_once(setting: Setting) -> None:
    """While another digest of the library is being written, this one waits its time and says so."""
    with portalocker.Lock(setting.library.path / LOCK, "a", timeout=1), pytest.raises(LibraryBusy):
        setting.digest()
    assert setting.digest().fresh


def test_a_folder_that_cannot_be_written(setting: Setting) -> None:
    """One line before any model is asked, nothing committed, and the next call may go elsewhere."""
    setting.out.write_text("a file, not a folder")
    with pytest.raises(ConfigError, match="cannot be written"):
        setting.digest()
    assert setting.library.digests == [] and setting.opened == 0
    assert setting.digest(out=setting.out.with_name("elsewhere")).fresh


def test_a_folder_that_is_gone_after_a_crash(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the place of an unfinished page cannot be written any more, its articles are told anew elsewhere."""
    crash_in(setting, monkeypatch, "rename")
    for left in setting.out.iterdir():
        left.unlink()
    setting.out.rmdir()
    setting.out.write_text("a file now")
    made = setting.digest(out=setting.out.with_name("elsewhere"))
    assert "ran aground" in made.text and [d.path for d in setting.library.digests] == [str(made.path)]


def test_the_page_has_ordinary_rights(setting: Setting) -> None:
    """Whoever may read other files of the user may read a digest."""
    mask = os.umask(0o022)
    try:
        assert setting.digest().path.stat().st_mode & 0o777 == 0o644
    finally:
        os.umask(mask)


def test_a_clock_that_goes_back(setting: Setting) -> None:
    """With nothing new the page that is there stands, however often it is asked for; news makes a page of its own."""
    first = setting.digest(NEXT)
    for _ in range(3):
        again = setting.digest(DAY)
        assert (again.path, again.text, again.fresh) == (first.path, first.text, False)
    assert setting.files() == ["2021-05-07.md"]
    setting.library.put(reading(TAX, "Ostrava Bay votes for drinks tax", "2021-05-04"))
    assert setting.digest(DAY).path.name == "2021-05-06.md"
    assert setting.digest(DAY).fresh is False
    assert setting.digest(NEXT).path == first.path
    late = setting.digest(date(2021, 5, 8))
    assert "Nothing new has arrived since the digest of 2021-05-06 (2021-05-06.md)." in late.text
    assert setting.files() == ["2021-05-06.md", "2021-05-07.md", "2021-05-08.md"]


def full(*_: object, **__: object) -> None:
    raise ConfigError("the library cannot be written (database or disk is full)")


def test_a_disk_that_fills_up_at_the_commit(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page stays, and the next call commits it: one file, one call to a model."""
    with monkeypatch.context() as patched:
        patched.setattr(setting.library, "commit_digest", full)
        for _ in range(3):
            with pytest.raises(ConfigError, match="full"):
                setting.digest()
    made = setting.digest()
    assert made.fresh and setting.files() == ["2021-05-06.md"] and setting.opened == 1
    assert [d.path for d in setting.library.digests] == [str(made.path)]


@pytest.mark.parametrize("call", range(1, 9))
def test_a_disk_that_fills_up_at_any_write(setting: Setting, monkeypatch: pytest.MonkeyPatch, call: int) -> None:
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
            setting.digest()
        except ConfigError as error:
            assert "No space left" in str(error)
    made = setting.digest()
    assert setting.files() == ["2021-05-06.md"] and made.text == (setting.out / "2021-05-06.md").read_text()
    assert len(setting.library.digests) == 1 and setting.opened <= 2
    assert sorted(p.name for p in setting.library.path.iterdir()) == ["digest.lock", "digest.said.json"]


def test_two_libraries_that_write_into_one_folder_at_once(
    setting: Setting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both found the name free: whoever comes second takes the next one, and no page is lost."""
    (tmp_path / "other").mkdir()
    other = Setting(tmp_path / "other")
    other.out = setting.out
    link = os.link

    def second(part: Path, place: Path) -> None:
        monkeypatch.setattr(os, "link", link)
        other.digest(render=lambda briefing: "the other page\n" + page(briefing))
        link(part, place)

    monkeypatch.setattr(os, "link", second)
    made = setting.digest()
    assert setting.files() == ["2021-05-06-2.md", "2021-05-06.md"]
    assert made.path.name == "2021-05-06-2.md" and made.edition == 1
    assert (setting.out / "2021-05-06.md").read_text().startswith("the other page")
    assert [d.path for d in setting.library.digests] == [str(made.path)]
    assert setting.digest().text == made.text
    assert other.digest().text.startswith("the other page")


def test_a_folder_on_a_file_system_without_links(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is there all the same, and a stranger's stays."""

    def no_links(_: Path, place: Path) -> None:
        raise FileExistsError if place.exists() else PermissionError

    monkeypatch.setattr(os, "link", no_links)
    assert setting.digest().path.read_text()
    setting.library.put(reading(TAX, "Ostrava Bay votes for drinks tax", "2021-05-04"))
    assert setting.digest().path.name == "2021-05-06-2.md"
    assert setting.files() == ["2021-05-06-2.md", "2021-05-06.md"]


def test_a_folder_whose_name_cannot_be_stored(setting: Setting) -> None:
    """It is refused before a model is asked."""
    with pytest.raises(ConfigError, match="not UTF-8"):
        setting.digest(out=Path(os.fsdecode(os.fsencode(setting.out) + b"\xff")))
    assert setting.opened == 0
