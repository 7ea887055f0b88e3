"""What stands beside the digests: the list and the feed of a folder, and the page of an edition from its record."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from memory import FERRY, TAX, reading

from brief.errors import NotFound
from brief.library.library import Library
from brief.models import Briefing
from brief.render.briefing_page import render_briefing
from brief.render.markdown import render_briefing as as_markdown
from brief.workflows.digest import DigestOptions, digest
from brief.workflows.editions import briefing_of, editions, pages_in, write_index
from brief.workflows.gathered import Gathered
from brief.workflows.replay import Rendering, Run, WriterOptions, new_run_id, save
from brief.workflows.storytelling import Writing
from brief.writing.extractive import ExtractiveWriter
from brief.writing.recording import Recording
from tests.support.ledger import WordEmbedder


def write(library: Library, day: date, out: Path) -> None:
    run = new_run_id(datetime(2021, 5, day.day))

    def keep(text: str, briefing: Briefing, gathered: Gathered) -> None:
        options = WriterOptions("extractive", None)
        save(
            library,
            Run(run, "digest", "", briefing.title, options, Rendering("markdown"), text, gathered=gathered),
            Recording(),
        )

    digest(
        library,
        today=day,
        open_writer=ExtractiveWriter,
        render=as_markdown,
        options=DigestOptions(out, writing=Writing(run=run)),
        keep=keep,
    )


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path / "library", WordEmbedder())
    library.add([reading(FERRY, "Halcyon aground", "2021-05-03")])
    write(library, date(2021, 5, 4), tmp_path / "out")
    library.add([reading(TAX, "Ostrava Bay votes for drinks tax", "2021-05-04")])
    write(library, date(2021, 5, 5), tmp_path / "out")
    return library


@pytest.mark.usefixtures("library")
def test_every_digest_of_a_folder_is_listed(tmp_path: Path) -> None:
    """Also those of another library; written again, the list is the same; a stranger's file is left alone."""
    out = tmp_path / "out"
    (out / "2021-05-01.html").write_text("<title>Of another library</title>")
    assert write_index(out) == ()
    names = [p.name for p in pages_in(out)]
    assert names == ["2021-05-01.html", "2021-05-04.md", "2021-05-05.md"]
    assert all(name in (out / "index.html").read_text() and name in (out / "feed.atom").read_text() for name in names)
    before = (out / "index.html").read_bytes()
    assert write_index(out) == () and (out / "index.html").read_bytes() == before
    (out / "index.html").write_text("my own page")
    (line,) = write_index(out)
    assert "not written by brief" in line and (out / "index.html").read_text() == "my own page"


def test_an_edition_can_be_shown_in_any_form(library: Library, tmp_path: Path) -> None:
    """Newest first; made again from the record of its run, it says what its page says."""
    newest, oldest = editions(library)
    assert (newest.date, oldest.date) == (date(2021, 5, 5), date(2021, 5, 4))
    briefing, texts = briefing_of(library, oldest, lambda *_: ExtractiveWriter())
    assert as_markdown(briefing) == (tmp_path / "out" / "2021-05-04.md").read_text()
    assert "Halcyon aground" in render_briefing(briefing, texts)


def test_an_edition_without_a_record(library: Library) -> None:
    """It is said, and nothing is made up."""
    for file in (library.path / "runs").iterdir():
        file.unlink()
    with pytest.raises(NotFound, match="no record"):
        briefing_of(library, editions(library)[0], lambda *_: ExtractiveWriter())
