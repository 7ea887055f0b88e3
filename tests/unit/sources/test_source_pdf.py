"""PDF files."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from brief.errors import SourceError
from brief.sources.files import read_paths
from brief.sources.pdf import read_pdf


def make_pdf(*pages: str, title: str = "Ferry timetable") -> bytes:
    """A small valid PDF with one line of text a page."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for text in pages:
        stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(f"{len(objects) + 1} 0 R")
        content = f"/Contents {len(objects)} 0 R /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {content} >>".encode())
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    objects.append(f"<< /Title ({title}) /Author (Ada Example) /CreationDate (D:20200101000000) >>".encode())
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects))
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def test_pages_and_metadata() -> None:
    """Pages are separated by a blank line; the day the file was made is not its day of publication."""
    pytest.importorskip("pypdf")
    article = read_pdf(make_pdf("The ferry leaves at noon.", "It returns at six."), "x", path="/x.pdf")
    assert article.raw == "The ferry leaves at noon.\n\nIt returns at six."
    assert (article.info.title, article.info.authors) == ("Ferry timetable", ("Ada Example",))
    assert article.info.published is None


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"%PDF-1.4 but no more", "not a readable PDF"),
        (make_pdf("Cut.")[:200], "not a readable PDF"),
        (make_pdf(""), "without text"),
    ],
)
def test_a_pdf_that_gives_nothing(data: bytes, why: str) -> None:
    """Damaged or scanned: one line."""
    pytest.importorskip("pypdf")
    with pytest.raises(SourceError, match=why):
        read_pdf(data, "x")


def test_without_the_extra_its_name_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message is the command that helps."""
    monkeypatch.setitem(sys.modules, "pypdf", None)
    (tmp_path / "a.pdf").write_bytes(make_pdf("The ferry leaves at noon."))
    (error,) = read_paths([tmp_path])
    assert isinstance(error, SourceError)
    assert "pip install '.[pdf]'" in error.why
