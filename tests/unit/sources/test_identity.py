"""The names of articles and of their versions."""

from __future__ import annotations

from datetime import date

import pytest

from brief.sources.identity import canonical_url, make_article


def test_ids_are_sixteen_hex_digits() -> None:
    """Ids are short enough to type and long enough not to meet."""
    info = make_article("A text.", path="/a.txt").info
    for value in (info.id, info.version):
        assert len(value) == 16
        int(value, 16)


def test_an_edited_file_is_a_new_version_of_the_same_article() -> None:
    """The path names the article, the text its version."""
    before, after = (make_article(t, path="/a.txt").info for t in ("Exports rose.", "Exports fell."))
    assert before.id == after.id
    assert before.version != after.version


def test_a_corrected_date_is_a_new_version() -> None:
    """Metadata is a part of the version: a page made before the correction must still resolve."""
    one, two = (make_article("T", path="/a", published=d).info for d in (None, date(2019, 11, 14)))
    assert one.id == two.id
    assert one.version != two.version


def test_the_url_outranks_the_path() -> None:
    """One page saved in two places is one article."""
    one = make_article("T", url="https://example.org/a", path="/one.html").info
    two = make_article("T", url="https://example.org/a", path="/two.html").info
    assert one.id == two.id


def test_records_of_one_file_are_told_apart_by_their_id() -> None:
    """The path and the record's id together name a record."""
    ids = {make_article("T", path="/a.jsonl", record_id=r).info.id for r in ("1", "2")}
    assert len(ids) == 2


def test_two_records_without_ids_are_told_apart_by_their_content() -> None:
    """A record without an id has no name but its text, and moving its file does not rename it."""
    ids = {make_article(t, path="/a.jsonl", by_content=True).info.id for t in ("One.", "Two.")}
    assert len(ids) == 2
    moved = make_article("One.", path="/b.jsonl", by_content=True).info
    assert moved.id in ids


def test_characters_that_cannot_be_stored_keep_their_place() -> None:
    """NUL and lone surrogates become one replacement character each, so no offset moves."""
    article = make_article("a\0b\ud800c", title="x\0y", path="/\udcff.txt")
    assert article.raw == "a\ufffdb\ufffdc"
    assert article.info.title == "x\ufffdy"
    assert article.info.path == "/\ufffd.txt"


def test_metadata_is_tidied() -> None:
    """White space is collapsed, what is blank is not given, an author is named once."""
    info = make_article("T", title=" A\n headline ", source="  ", authors=["A B", " A  B", ""]).info
    assert (info.title, info.source, info.authors) == ("A headline", None, ("A B",))


def test_a_basis_without_a_date_is_dropped() -> None:
    """Nothing says how a date is known that is not known."""
    assert make_article("T", published_basis="record").info.published_basis is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://Example.org/a", "https://example.org/a#top"),
        ("https://example.org/a?utm_source=x&id=3", "https://example.org/a?id=3"),
        ("https://example.org", "https://example.org/"),
    ],
)
def test_addresses_of_one_page_are_one(one: str, other: str) -> None:
    """Fragments, campaign parameters and the case of the host do not make another article."""
    assert canonical_url(one) == canonical_url(other)


def test_a_query_makes_another_page() -> None:
    """Addresses that differ in a real parameter stay two, in the order they have."""
    assert canonical_url("https://e.org/?b=1&a=2") == "https://e.org/?b=1&a=2"
    assert canonical_url("https://e.org/?id=1") != canonical_url("https://e.org/?id=2")


def test_a_broken_address_is_kept() -> None:
    """What cannot be parsed still names something."""
    assert canonical_url("http://[oops") == "http://[oops"
