"""What holds for any text and any bytes."""

from __future__ import annotations

import io
import json

from hypothesis import given
from hypothesis import strategies as st

from brief.errors import SourceError
from brief.models import Article
from brief.sources.dates import written_date
from brief.sources.encoding import decode_text
from brief.sources.files import read_paths
from brief.sources.html import html_to_text
from brief.sources.identity import make_article

any_text = st.text(st.characters(), max_size=200)


@given(any_text)
def test_an_article_can_always_be_stored_and_no_offset_moves(text: str) -> None:
    """Raw text has a UTF-8 form, no NUL, and the length that it came with."""
    raw = make_article(text, title=text, url=text, authors=[text]).raw
    assert len(raw) == len(text)
    assert "\0" not in raw
    raw.encode()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\r\n\t"), min_size=1))
def test_utf8_is_decoded_exactly(text: str) -> None:
    """Whatever was written as UTF-8 is read as it was written, mixed line ends included."""
    if not text.startswith(("\ufeff", "%PDF-", "PK\x03\x04")):
        assert decode_text(text.encode(), "x") == text


@given(st.binary(max_size=400))
def test_any_bytes_on_standard_input_give_articles_or_errors(data: bytes) -> None:
    """Nothing is raised, and something is always said."""
    found = list(read_paths(["-"], io.BytesIO(data)))
    assert found
    assert all(isinstance(item, Article | SourceError) for item in found)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | any_text, lambda c: st.lists(c) | st.dictionaries(any_text, c)
    )
)
def test_any_json_record_gives_an_article_or_an_error(value: object) -> None:
    """Every line is accounted for, whatever stands in its fields."""
    fields = ("id", "url", "title", "published", "publish_date", "source", "authors")
    lines = [json.dumps(value), json.dumps({"text": "A text.", **dict.fromkeys(fields, value)})]
    found = list(read_paths(["-"], io.BytesIO(b'{"text": "First."}\n' + "\n".join(lines).encode())))
    assert len(found) == 3
    assert isinstance(found[2], Article)


@given(st.one_of(any_text, st.dates().map(str), st.datetimes().map(str)))
def test_reading_a_date_never_fails(text: str) -> None:
    """Any string gives a day or None."""
    written_date(text)


@given(any_text)
def test_any_fragment_of_html_has_a_text(text: str) -> None:
    """Broken markup is no error."""
    assert isinstance(html_to_text(text), str)
