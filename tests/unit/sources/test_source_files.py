"""Reading files, folders and standard input."""

from __future__ import annotations

import gzip
import io
import json
import os
from datetime import date
from pathlib import Path

import pytest

from brief.errors import SourceError
from brief.models import Article
from brief.sources import read_sources
from brief.sources.files import MAX_FILE, read_paths, sniff

PAGE = (
    b"<html><head><title>Canal</title></head><body><nav>menu</nav><article><h1>Canal</h1><p>The canal reopened on "
    b"Monday after repairs that took the whole summer.</p><p>Barges queued at both locks.</p></article></body></html>"
)


def read(*paths: object, stdin: bytes | None = None) -> tuple[list[Article], list[SourceError]]:
    found = list(read_paths([str(p) for p in paths], io.BytesIO(stdin) if stdin is not None else None))
    return [a for a in found if isinstance(a, Article)], [e for e in found if isinstance(e, SourceError)]


def write(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_a_text_file_comes_in_as_it_is(tmp_path: Path) -> None:
    """Raw text is the decoded file, line ends included, and no date is taken from the file system."""
    path = write(tmp_path / "a.txt", "One.\r\nTwo.\rThree.\n")
    (article,), errors = read(path)
    assert not errors
    assert article.raw == "One.\r\nTwo.\rThree.\n"
    assert article.info.path == str(path)
    assert article.info.published is None
    assert article.info.title is None


def test_a_folder_is_read_in_order_without_what_is_no_article(tmp_path: Path) -> None:
    """Sorted by name, folders in folders; hidden, project and unknown files are passed over in silence."""
    for name in ("b.txt", "a/z.md", "c.HTM", ".hidden.txt", ".git/x.txt", "README.md", "LICENSE.txt", "photo.png"):
        write(tmp_path / name, PAGE if name.endswith("HTM") else f"The text of {name}.")
    articles, errors = read(tmp_path)
    assert [Path(a.info.path or "").name for a in articles] == ["z.md", "b.txt", "c.HTM"]
    assert not errors


def test_an_article_about_a_license_is_an_article(tmp_path: Path) -> None:
    """Only a file that is called exactly as projects call theirs is passed over."""
    write(tmp_path / "license-dispute.txt", "The radio station lost its license.")
    assert len(read(tmp_path)[0]) == 1


def test_every_bad_file_is_named_and_the_others_come_in(tmp_path: Path) -> None:
    """One SourceError a bad file, in its place; nothing is raised."""
    write(tmp_path / "binary.txt", bytes(range(256)) * 40)
    write(tmp_path / "blank.txt", " \n\t\n")
    write(tmp_path / "empty.txt", b"")
    write(tmp_path / "good.txt", "The bridge opened.")
    write(tmp_path / "latin1.txt", "Le maire a été élu, a annoncé la préfecture.".encode("latin-1"))
    write(tmp_path / "nothing.html", "<html><body><script>x()</script></body></html>")
    articles, errors = read(tmp_path)
    assert [a.raw for a in articles] == ["The bridge opened.", "Le maire a été élu, a annoncé la préfecture."]
    assert [(Path(e.where).name, e.why) for e in errors] == [
        ("binary.txt", "not text (binary data)"),
        ("blank.txt", "empty"),
        ("empty.txt", "empty"),
        ("nothing.html", "no article text found in the page"),
    ]
    assert all(e.where.startswith(str(tmp_path)) for e in errors)


def test_strange_things_in_a_folder_neither_hang_nor_stop_it(tmp_path: Path) -> None:
    """Pipes, dead and circular links are one error each; a folder called x.txt is a folder."""
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "dead.txt").symlink_to("nowhere")
    (tmp_path / "one.txt").symlink_to("two.txt")
    (tmp_path / "two.txt").symlink_to("one.txt")
    (tmp_path / "circle").symlink_to(tmp_path)
    write(tmp_path / "folder.txt" / "a.txt", "Inside.")
    articles, errors = read(tmp_path)
    assert [a.raw for a in articles] == ["Inside."]
    assert {Path(e.where).name for e in errors} == {"pipe.txt", "dead.txt", "one.txt", "two.txt"}


def test_a_file_that_may_not_be_read_is_one_error(tmp_path: Path) -> None:
    """No permission (for a file, and for a folder) is a line, not a traceback."""
    locked = write(tmp_path / "locked.txt", "Secret.")
    closed = tmp_path / "closed"
    write(closed / "a.txt", "Secret.")
    locked.chmod(0)
    closed.chmod(0)
    try:
        if os.access(locked, os.R_OK):
            pytest.skip("the superuser reads everything")
        articles, errors = read(tmp_path)
    finally:
        closed.chmod(0o700)
    assert not articles
    assert {Path(e.where).name for e in errors} == {"locked.txt", "closed"}


@pytest.mark.parametrize("name", ["nowhere", "nowhere.txt", "no/where.html", "nul\0.txt"])
def test_a_path_that_leads_nowhere_is_one_error(tmp_path: Path, name: str) -> None:
    """Whatever was typed, it is named."""
    articles, errors = read(tmp_path / name)
    assert not articles
    assert len(errors) == 1


def test_a_device_is_refused() -> None:
    """A file without an end is not read."""
    (error,) = read("/dev/zero")[1]
    assert "not a regular file" in error.why


def test_a_folder_without_articles_says_so(tmp_path: Path) -> None:
    """Nothing to read is worth a line."""
    (tmp_path / "photo.png").write_bytes(b"x")
    (error,) = read(tmp_path)[1]
    assert "a folder without articles" in error.why


def test_what_is_named_twice_is_read_once(tmp_path: Path) -> None:
    """By another spelling, inside its folder, or through a link."""
    path = write(tmp_path / "a" / "x.txt", "Once.")
    (tmp_path / "link.txt").symlink_to(path)
    again = (tmp_path / "a" / ".." / "a" / "x.txt", tmp_path / "a", tmp_path / "a", tmp_path / "link.txt")
    articles, errors = read(path, *again)
    assert len(articles) == 1
    assert not errors


def test_a_named_file_is_read_by_its_content(tmp_path: Path) -> None:
    """A file that someone names himself is tried whatever it is called."""
    text = write(tmp_path / "report", "A report.")
    page = write(tmp_path / "page.aspx", PAGE)
    records = write(tmp_path / "dump.data", '{"text": "A record."}\n')
    articles, errors = read(text, page, records)
    assert not errors
    assert articles[0].raw == "A report."
    assert articles[1].raw.startswith("The canal reopened")
    assert articles[2].raw == "A record."


def test_a_huge_line_is_read(tmp_path: Path) -> None:
    """Two megabytes without a line end are text."""
    path = write(tmp_path / "a.txt", "word " * 400_000)
    assert len(read(path)[0][0].raw) == 2_000_000


def test_a_file_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    """A text of more than 64 MB is no article, and is not held in memory to find that out."""
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(MAX_FILE + 1)
    (error,) = read(path)[1]
    assert error.why == "larger than 64 MB"


# ------------------------------------------------------------------------------------------ JSON Lines


def test_a_record_carries_its_metadata(tmp_path: Path) -> None:
    """All fields of a record are used, and its date says that it comes from the record."""
    record = {
        "id": 7,
        "url": "https://example.org/a",
        "title": "Tolls",
        "source": "Harbor News",
        "publish_date": "2019/11/14",
        "authors": ["A. Writer", "B. Writer"],
        "text": "The toll rose.",
    }
    path = write(tmp_path / "a.jsonl", json.dumps(record))
    info = read(path)[0][0].info
    assert (info.record_id, info.url, info.title, info.source) == ("7", "https://example.org/a", "Tolls", "Harbor News")
    assert (info.published, info.published_basis) == (date(2019, 11, 14), "record")
    assert info.authors == ("A. Writer", "B. Writer")
    assert info.path == str(path)


def test_a_bad_date_is_unknown_and_the_article_comes_in(tmp_path: Path) -> None:
    """`published` goes before `publish_date`; what is no date is passed over."""
    lines = [
        {"text": "One.", "published": "yesterday"},
        {"text": "Two.", "published": "2019-11-14T08:00:00+09:00", "publish_date": "2020-01-01"},
        {"text": "Three.", "published": 5, "publish_date": "2020-01-01"},
    ]
    articles, errors = read(write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, lines))))
    assert not errors
    assert [a.info.published for a in articles] == [None, date(2019, 11, 14), date(2020, 1, 1)]
    assert articles[0].info.published_basis is None


def test_broken_lines_are_named_by_their_number(tmp_path: Path) -> None:
    """File and line of each, and the good records around them come in."""
    bad = ['{"text": ', "[1]", '{"title": "no text"}', '{"text": "  "}', '{"text": 5}', "null"]
    path = write(tmp_path / "a.jsonl", "\n".join(['\ufeff{"text": "One."}', "", *bad, '{"text": "Two."}']))
    articles, errors = read(path)
    assert [a.raw for a in articles] == ["One.", "Two."]
    assert [e.where for e in errors] == [f"{path}:{n}" for n in (3, 4, 5, 6, 7, 8)]
    assert [e.why.split(" (")[0] for e in errors] == [
        "broken JSON",
        "not a JSON object",
        *["no text"] * 3,
        "not a JSON object",
    ]


def test_hostile_json_is_one_error_a_line(tmp_path: Path) -> None:
    """Nesting without end, numbers without end, bytes that are no UTF-8."""
    lines = [b"[" * 200_000, b'{"text": "x", "n": ' + b"9" * 10_000 + b"}", b'{"text": "\xff"}', b'{"text": "Good."}']
    articles, errors = read(write(tmp_path / "a.jsonl", b"\n".join(lines)))
    assert articles[-1].raw == "Good."
    assert len(errors) == 3


def test_what_cannot_be_stored_in_a_record_is_replaced(tmp_path: Path) -> None:
    """Lone surrogates and NUL characters; a proper pair stays one character."""
    path = write(tmp_path / "a.jsonl", r'{"text": "a\ud800b\u0000c\ud83d\udea2d", "title": "\udfff", "id": "\ud800"}')
    article = read(path)[0][0]
    assert article.raw == "a\ufffdb\ufffdc\U0001f6a2d"
    article.info.id.encode()
    assert article.info.title == "\ufffd"


def test_a_damaged_gzip_file_gives_what_was_readable(tmp_path: Path) -> None:
    """The records before the cut come in, then one error says where it ended."""
    lines = b"".join(json.dumps({"text": os.urandom(300).hex()}).encode() + b"\n" for _ in range(400))
    data = gzip.compress(lines)
    path = write(tmp_path / "a.jsonl.gz", data[: len(data) // 2])
    articles, errors = read(path)
    assert 0 < len(articles) < 400
    (error,) = errors
    assert f"after line {len(articles)}" in error.why


def test_a_name_that_lies_is_found_out(tmp_path: Path) -> None:
    """No gzip in a .gz, binary data in a .jsonl, nothing in either: one line each, not one a line."""
    paths = [
        write(tmp_path / "a.jsonl.gz", b"plain"),
        write(tmp_path / "b.jsonl", bytes(range(256)) * 100),
        write(tmp_path / "c.jsonl", b"\n \n"),
        write(tmp_path / "d.jsonl.gz", gzip.compress(b"")),
    ]
    assert [e.why.split(" (")[0] for e in read(*paths)[1]] == ["not gzip data", "not text", "empty", "empty"]


def test_records_are_read_one_by_one() -> None:
    """The first record is there before the rest of the stream is read."""

    class Endless(io.RawIOBase):
        taken = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            Endless.taken += 1
            line = b'{"text": "Again and again."}\n'
            memoryview(buffer)[: len(line)] = line
            return len(line)

    articles = read_paths(["-"], io.BufferedReader(Endless()))
    first = next(articles)
    assert isinstance(first, Article)
    assert Endless.taken < 5_000


# -------------------------------------------------------------------------------------- standard input


@pytest.mark.parametrize(
    ("data", "raws"),
    [
        (b"Just a text.\n", ["Just a text.\n"]),
        (b'{"text": "One."}\n{"text": "Two."}\n', ["One.", "Two."]),
        (gzip.compress(b'{"text": "One."}\n'), ["One."]),
        ("Naïve.".encode("cp1252"), ["Naïve."]),
        (b"<b>is how a sentence in bold begins.", ["<b>is how a sentence in bold begins."]),
    ],
)
def test_standard_input_is_told_by_its_content(data: bytes, raws: list[str]) -> None:
    """Text, records and compressed records need no option; there is no path."""
    articles, errors = read("-", stdin=data)
    assert [a.raw for a in articles] == raws
    assert not errors
    assert articles[0].info.path is None


def test_a_page_on_standard_input() -> None:
    """A page is a page with a comment before it, too."""
    (article,), _ = read("-", stdin=b"<?xml version='1.0'?>\n<!-- saved -->\n<!DOCTYPE html>\n" + PAGE)
    assert article.raw.startswith("The canal reopened")
    assert article.info.title == "Canal"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b'{\n "text": "x"\n}', "a single JSON document"),
        (b'[{"text": "x"}]', "a single JSON"),
    ],
)
def test_standard_input_without_an_article(data: bytes, why: str) -> None:
    """It is named, and said what is wrong with it."""
    (error,) = read("-", stdin=data)[1]
    assert error.where == "standard input"
    assert error.why.startswith(why)


def test_standard_input_is_read_once() -> None:
    """A second dash has nothing more to give."""
    articles, errors = read("-", "-", stdin=b"A text.")
    assert (len(articles), len(errors)) == (1, 0)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.4", "pdf"),
        (b'\xef\xbb\xbf{"text": 1}', "jsonl"),
        (b"{x} said", "text"),
        (b"[1] A note.", "text"),
        (b"{", "text"),
    ],
)
def test_sniffing(head: bytes, kind: str) -> None:
    """Text that begins with a bracket is still text."""
    assert sniff(head) == kind


def test_sources_mix(tmp_path: Path) -> None:
    """Paths and standard input go through one door."""
    path = write(tmp_path / "a.txt", "From a file.")
    found = list(read_sources([path, "-"], io.BytesIO(b"From a pipe.")))
    assert [a.raw for a in found if isinstance(a, Article)] == ["From a file.", "From a pipe."]
