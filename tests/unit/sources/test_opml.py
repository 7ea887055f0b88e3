"""Lists of feeds of other readers."""

from __future__ import annotations

import pytest

from brief.errors import SourceError
from brief.sources.opml import Outline, is_opml, read_opml, write_opml

OPML = b"""<?xml version="1.0"?><opml version="1.0"><head><title>Mine</title></head><body>
<outline text="Sea"><outline type="rss" text="Tide" title="The Tide" xmlUrl="https://tide.example/feed"/>
<outline text="Again" xmlurl="https://tide.example/feed"/></outline>
<outline text="Land &amp; Rail" XMLURL="http://u:hunter2@rail.example/rss"/>
<outline text="No feed" htmlUrl="https://x.example/"/><outline text="Bad" xmlUrl="file:///etc/passwd"/>
<outline text="Port" xmlUrl="http://x.example:99999/"/></body></opml>"""


def test_a_list_is_read() -> None:
    """Each feed once, with its group; what cannot be fetched is left out, and logins are."""
    assert is_opml(OPML)
    assert read_opml(OPML, "x") == [
        Outline("https://tide.example/feed", "The Tide", "Sea"),
        Outline("http://rail.example/rss", "Land & Rail", None),
    ]


def test_what_is_written_is_read_again() -> None:
    """Groups, names with markup in them, names that XML cannot hold."""
    feeds = [Outline("https://a.example/?x=1&y=2", 'A <b> & "c"', "Sea"), Outline("https://b.example/", "B\x01", None)]
    again = read_opml(write_opml(feeds, "T").encode(), "x")
    assert again[0] == feeds[0]
    assert again[1] == Outline("https://b.example/", "B\ufffd", None)


@pytest.mark.parametrize("data", [b"", b"<html><body></body></html>", b"<opml", b"\0\1\2", b"<rss version='2.0'/>"])
def test_what_is_no_list_is_an_error(data: bytes) -> None:
    """Named, not raised from within a parser."""
    if b"<opml" not in data:
        with pytest.raises(SourceError, match=r"^x: not a readable OPML"):
            read_opml(data, "x")
    else:
        assert read_opml(data + b">", "x") == []


def test_entities_are_not_expanded() -> None:
    """A small file cannot become a large one, nor read another."""
    lines = ['<!ENTITY a0 "aaaaaaaaaa">', *(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))]
    outside = '<!ENTITY f SYSTEM "file:///etc/hostname">'
    data = f"""<!DOCTYPE opml [{"".join(lines)}{outside}]><opml version="2.0"><body>
    <outline text="&a8;" xmlUrl="https://a.example/"/><outline text="&f;" xmlUrl="https://b.example/"/></body></opml>"""
    assert all(len(o.title or "") < 1000 for o in read_opml(data.encode(), "x"))
