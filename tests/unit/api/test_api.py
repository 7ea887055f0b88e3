"""The Python API over a library of its own: filling, asking, checking, briefings, and what goes wrong."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import brief
from brief.api.library import read_query
from brief.errors import ConfigError, EmptyLibrary, NotFound, SourceError

PIER = brief.Article(
    "The harbour council of Port Marlow met on Monday. It voted 9 to 4 to close the old pier. "
    "Mayor Ada Lund said the pier had become unsafe.",
    title="Council closes the old pier",
    published=date(2024, 3, 5),
    outlet="Marlow Post",
    url="https://example.org/pier",
)
QUAY = brief.Article("Fishing boats moved to the new quay on Thursday.", "Boats move", date(2024, 3, 8), "Coast Wire")


@pytest.fixture(autouse=True)
def no_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "BRIEF_LIBRARY", "BRIEF_WRITER", "BRIEF_MODEL", "BRIEF_JUDGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[brief.Library]:
    with brief.Library(tmp_path / "library") as opened:
        opened.add(PIER, QUAY)
        yield opened


def test_adding_says_what_came_of_each_thing(library: brief.Library, tmp_path: Path) -> None:
    """Values, files and folders go in; what is known is unchanged, an edit is a new version, the rest is named."""
    (tmp_path / "note.txt").write_text("The pier\n\nThe old pier was built in 1931, the archive says.\n")
    edited = brief.Article(PIER.text + " Nobody was hurt.", PIER.title, PIER.published, PIER.outlet, PIER.url)
    outcome = library.add(edited, QUAY, tmp_path / "note.txt", "nowhere", brief.Article("...", "Empty"))
    assert (outcome.added, outcome.updated, outcome.unchanged, len(outcome.articles)) == (1, 1, 1, 3)
    assert [p.why for p in outcome.problems] == ["no text", "no such file or folder"]
    assert all(isinstance(p, SourceError) for p in outcome.problems)
    assert str(outcome) == outcome.summary
    with pytest.raises(TypeError, match="not int"):
        library.add(7)  # type: ignore[arg-type]


def test_a_minus_is_a_file_not_standard_input(library: brief.Library) -> None:
    """Nothing in a script waits for a terminal."""
    assert [p.why for p in library.add("-").problems] == ["no such file or folder"]


def test_a_library_is_read_as_values(library: brief.Library) -> None:
    """By day, with all that is known; one by its id, its address or a version; and who published."""
    assert len(library) == 2
    first, second = library
    assert (first.title, first.outlet, first.published, first.url) == (
        PIER.title,
        "Marlow Post",
        PIER.published,
        PIER.url,
    )
    assert [a.title for a in library.articles(brief.Query("", since="2024-03-06"))] == ["Boats move"]  # type: ignore[arg-type]
    assert len(list(library.articles(brief.Query("", until="yesterday")))) == 2  # type: ignore[arg-type]
    assert library.article(first.id) == library.article("https://example.org/pier") == library.article(first.version)
    assert [(o.name, o.articles, o.first) for o in library.outlets()] == [
        ("Coast Wire", 1, second.published),
        ("Marlow Post", 1, first.published),
    ]
    with pytest.raises(NotFound):
        library.article("nothing of that name")
    assert library.remove(second.id) == 1
    assert len(library) == 1


def test_an_answer_leads_to_its_sentences(library: brief.Library) -> None:
    """Its refs resolve to the exact text, its run is recorded, its events end with the checks."""
    heard: list[str] = []
    answer = brief.ask(library, "why was the pier closed?", on_event=lambda event: heard.append(type(event).__name__))
    assert answer.answered
    for citation in answer.citations:
        quoted = library.sentence(citation.sentence.ref)
        assert quoted.article.text[quoted.start : quoted.end] == quoted.text == citation.sentence.text
        assert quoted.current
    assert heard.count("Claimed") == len(answer.claims)
    assert heard[-1] == "Progress"
    follow = brief.ask(library, "and who said so?", after=answer)
    assert follow.conversation is not None
    assert follow.conversation.id == answer.run


def test_the_same_by_the_folder(library: brief.Library) -> None:
    """A path will do in the place of a library."""
    assert brief.search(library.path, "quay", 1)[0].outlet == "Coast Wire"
    assert brief.ask(str(library.path), brief.Query("who closed the pier?", sources=("coast wire",))).answered is False


def test_what_an_event_raises_ends_the_answer(library: brief.Library) -> None:
    """It comes out as it is, nothing is recorded, and the library can be used again."""

    def refuse(_: object) -> None:
        raise KeyError("enough")

    with pytest.raises(KeyError, match="enough"):
        brief.ask(library, "why was the pier closed?", on_event=refuse)
    assert list(library._store.runs()) == []
    assert brief.ask(library, "why was the pier closed?").answered


def test_check_against_library_and_files(library: brief.Library, tmp_path: Path) -> None:
    """Each sentence gets its verdict; with `against`, no library is needed."""
    text = "It voted 9 to 4 to close the old pier. It voted 12 to 1 to build a bridge."
    report = brief.check(library, text)
    assert [s.verdict.status.value for s in report.sentences] == ["supported", "unsupported"]
    assert [text[s.start : s.end] for s in report.sentences] == [s.text for s in report.sentences]
    (tmp_path / "note.txt").write_text("The old pier was built in 1931, the archive says.\n")
    alone = brief.check(None, "The old pier was built in 1931, the archive says.", against=[tmp_path / "note.txt"])
    assert alone.supported


def test_briefings(library: brief.Library, tmp_path: Path) -> None:
    """A briefing over all, over what is named, and the digest once."""
    assert brief.summarize(library).citations
    (tmp_path / "note.txt").write_text("The pier\n\nThe old pier was built in 1931, the archive of the town says.\n")
    named = brief.summarize(library, tmp_path / "note.txt")
    assert {c.article.path for c in named.citations} == {str(tmp_path / "note.txt")}
    first = brief.digest(library, out=tmp_path / "digests")
    assert first.fresh
    assert first.briefing is not None
    assert first.path.read_text() == first.text == first.briefing.to_markdown()
    second = brief.digest(library, out=tmp_path / "digests")
    assert (second.fresh, second.path, second.briefing) == (False, first.path, None)
    assert {row.command for row in library._store.runs()} == {"summarize", "digest"}


def test_threads_share_a_library(library: brief.Library) -> None:
    """One uses it at a time, the others wait: all get their answers."""
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(len(brief.search(library, "pier", 2)))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [2] * 6


def test_what_goes_wrong_has_its_error(tmp_path: Path) -> None:
    """The errors that the docstrings name."""
    empty = brief.Library(tmp_path / "none")
    for call in (brief.ask, brief.check):
        with pytest.raises(EmptyLibrary):
            call(empty, "is anything there?")
    with pytest.raises(EmptyLibrary):
        brief.summarize(empty)
    with pytest.raises(EmptyLibrary):
        brief.digest(empty)
    with pytest.raises(SourceError, match="no such file"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        brief.summarize(empty, "nowhere")
    with pytest.raises(ValueError, match="no word"):
        brief.ask(empty, "?!")
    with pytest.raises(ValueError, match="1 or more"):
        brief.search(empty, "pier", 0)
    with pytest.raises(ValueError, match="length must be one of short, normal, full"):
        brief.summarize(empty, length="huge")
    with pytest.raises(TypeError, match="a string or a Query"):
        read_query(7)  # type: ignore[arg-type]
    assert not (tmp_path / "none").exists()


def test_settings_are_those_of_the_command_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is given wins over the environment; an unknown name is refused; what a file redirects is a warning."""
    monkeypatch.setenv("BRIEF_LIBRARY", str(tmp_path / "there"))
    monkeypatch.setenv("BRIEF_MODEL", "model-a")
    assert brief.Library().path == tmp_path / "there"
    assert brief.settings(model="model-b").model == "model-b"
    with pytest.raises(ConfigError, match="there is no setting 'modle'"):
        brief.settings(modle="x")
    monkeypatch.delenv("BRIEF_LIBRARY")
    (tmp_path / ".env").write_text("BRIEF_LIBRARY=elsewhere\n")
    with pytest.warns(UserWarning, match=r"library .*elsewhere from \./\.env"):
        brief.settings()
