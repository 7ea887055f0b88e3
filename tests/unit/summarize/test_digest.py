"""Digests: what arrived, once; a crash at any step is made good by the next call."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from memory import CHESS, FERRY, TAX, MemoryLibrary, ScriptedWriter, quoting, reading
from setting import DAY, NEXT, Setting, page

from brief.errors import EmptyLibrary, ProviderError
from brief.library.library import Library
from brief.library.runs import DIGEST_PENDING as PENDING
from brief.library.runs import DIGEST_SAID as SAID
from brief.models import StoryLineKind
from brief.workflows.digest import DigestOptions, DigestOutcome, digest
from brief.writing.extractive import ExtractiveWriter
from tests.support.ledger import WordEmbedder


def test_the_first_digest(setting: Setting) -> None:
    """It is over everything, in a file named by its day, committed with the digest of its bytes."""
    made = setting.digest()
    assert made.fresh and made.path == setting.out / "2021-05-06.md" and made.path.read_text() == made.text
    assert made.text.startswith("Digest of Thursday, 6 May 2021\n2021-05-06\n") and "ran aground" in made.text
    committed = setting.library.digests[0]
    assert committed.sha256 == hashlib.sha256(made.path.read_bytes()).hexdigest()
    assert (committed.date, committed.edition, len(committed.versions)) == (DAY, 1, 1)
    assert not (setting.library.path / PENDING).exists() and setting.files() == ["2021-05-06.md"]


def test_again_with_nothing_new(setting: Setting) -> None:
    """The same file, the same bytes, no second call to a model, nothing committed twice."""
    first, again = setting.digest(), setting.digest()
    assert (again.text, again.path, again.fresh) == (first.text, first.path, False)
    assert setting.opened == 1 and len(setting.library.digests) == 1 and len(setting.writer.asked) == 1


def test_a_second_edition(setting: Setting) -> None:
    """What arrives later on the day is told in a file of its own, and only that."""
    setting.digest()
    setting.library.put(reading(TAX, "Ostrava Bay votes for drinks tax", "2021-05-04"))
    made = setting.digest()
    assert setting.files() == ["2021-05-06-2.md", "2021-05-06.md"] and made.edition == 2
    assert "drinks" in made.text and "Halcyon" not in made.text and "Edition 2" in made.text


def test_an_edited_article_is_news(setting: Setting) -> None:
    """A new version of an article that was covered is covered again."""
    setting.digest()
    setting.library.put(reading(FERRY.replace("214", "215"), "Halcyon aground", "2021-05-03"))
    assert "215" in setting.digest(NEXT).text


def test_a_day_with_nothing_new(setting: Setting) -> None:
    """A short page says so, without a writer; asked again, it is the same page; news makes a second edition."""
    setting.digest()
    quiet = setting.digest(NEXT)
    assert quiet.fresh and "Nothing new has arrived since the digest of 2021-05-06 (2021-05-06.md)." in quiet.text
    assert setting.digest(NEXT).fresh is False and setting.opened == 1
    setting.library.put(reading(CHESS, "Sool wins chess title", "2021-05-05"))
    assert setting.digest(NEXT).path.name == "2021-05-07-2.md"


def test_an_empty_library(tmp_path: Path) -> None:
    """Nothing was ever added: the caller is told how to add, and nothing is written."""
    with pytest.raises(EmptyLibrary, match="brief add"):
        digest(
            MemoryLibrary(path=tmp_path),  # type: ignore[arg-type]
            today=DAY,
            open_writer=lambda: ScriptedWriter({}),
            render=page,
            options=DigestOptions(tmp_path / "out"),
        )
    assert list(tmp_path.iterdir()) == []


def test_without_a_folder(setting: Setting) -> None:
    """Where none is named it is the library's own."""
    assert setting.digest(out=None).path == setting.library.path / "digests" / "2021-05-06.md"


def test_the_endpoint_fails(setting: Setting) -> None:
    """Nothing is committed and nothing is left behind: the next call tries again."""
    setting.writer.script = {"": ProviderError("down")}
    with pytest.raises(ProviderError):
        setting.digest()
    assert setting.library.digests == [] and setting.files() == [] and not (setting.library.path / PENDING).exists()
    setting.writer.script = {"": quoting("bottom_line")}
    assert setting.digest().path.name == "2021-05-06.md"


def test_the_first_digest_has_nothing_to_compare_with(setting: Setting) -> None:
    """No marks where nothing was said before."""
    made = setting.digest().briefing
    assert made is not None and made.previous is None
    assert [(s.standing, s.revised) for s in made.stories] == [("", ())]


def test_what_changed_since_the_last_digest(setting: Setting) -> None:
    """Old beside new, each with its own citation; a story is new, or goes on, or has no news."""
    setting.digest()
    added = FERRY.replace("214", "216").replace(
        "Everyone aboard", "Salvage crews from Harrow arrived with two tugs.\nEveryone aboard"
    )
    setting.library.put(
        reading(added, "Halcyon aground, tugs arrive", "2021-05-04"),
        reading(TAX, "Ostrava Bay votes for drinks tax", "2021-05-04"),
    )
    made = setting.digest(NEXT).briefing
    assert made is not None and made.previous == DAY
    standing = {s.story.title: s for s in made.stories}
    assert standing["Ostrava Bay votes for drinks tax"].standing == "new"
    ferry = standing["Halcyon aground, tugs arrive"]
    ((before, now),) = ((r.before, r.now) for r in ferry.revised)
    assert ferry.standing == "ongoing" and "214 people" in before.text and "216 people" in now.text
    assert before.citations and now.citations and set(before.citations).isdisjoint(now.citations)


def test_a_copy_of_what_was_told_is_one_line(setting: Setting) -> None:
    """Another outlet carries the same text the day after: the story goes on without news."""
    setting.digest()
    setting.library.put(
        reading(FERRY, "Ferry Halcyon aground off Tern Island", "2021-05-04", source="Quay Post"),
        reading(TAX, "Ostrava Bay votes for drinks tax", "2021-05-04"),
    )
    made = setting.digest(NEXT).briefing
    assert made is not None and [s.story.title for s in made.stories] == ["Ostrava Bay votes for drinks tax"]
    assert [(line.kind, line.story.title) for line in made.lines] == [
        (StoryLineKind.UNCHANGED, "Ferry Halcyon aground off Tern Island")
    ]


def test_a_quiet_day_does_not_forget_what_was_said(setting: Setting) -> None:
    """The next digest with news is compared with the last one that said something."""
    setting.digest()
    assert "Nothing new" in setting.digest(NEXT).text
    setting.library.put(reading(FERRY.replace("214", "215"), "Halcyon aground", "2021-05-03"))
    made = setting.digest(date(2021, 5, 8)).briefing
    assert made is not None and [len(s.revised) for s in made.stories] == [1]


def test_what_an_older_version_said_is_still_read(setting: Setting) -> None:
    """Statements alone, without the sentences they cite: they are known, but cannot be shown beside the new."""
    setting.digest()
    said = setting.library.path / SAID
    plain = json.loads(said.read_text())
    plain["stories"] = [[s["text"] for s in story["statements"]] for story in plain["stories"]]
    said.write_text(json.dumps(plain))
    setting.library.put(reading(FERRY.replace("214", "215"), "Halcyon aground", "2021-05-03"))
    made = setting.digest(NEXT).briefing
    assert made is not None and [(s.standing, s.revised) for s in made.stories] == [("ongoing", ())]


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
