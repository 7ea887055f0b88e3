"""What a browser sends, as values; what cannot be used says why in one line."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from urllib.parse import urlencode

import anyio
import pytest

from brief.models import Query
from brief.serving import forms
from brief.serving.forms import Unfit, fields, read_draft, read_form, read_number, read_query
from brief.workflows.days import read_day

FORM = "application/x-www-form-urlencoded"


def read(body: bytes, media: str = FORM, length: str | None = None) -> dict[str, str]:
    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 1000):
            yield body[start : start + 1000]

    async def run() -> dict[str, str]:
        return await read_form(media, length, pieces())

    return anyio.run(run)


def test_the_fields_of_a_form() -> None:
    """In UTF-8, line ends as in a text, what is empty left out; bytes that are no text do no harm."""
    body = urlencode({"draft": "Zürich\r\nBärn", "judge": "", "after": "  "}).encode()
    assert read(body, f"{FORM}; charset=utf-8") == {"draft": "Zürich\nBärn"}
    assert read(b"draft=%ff%00x") == {"draft": "\ufffd\x00x"}
    assert read(b"") == {}


@pytest.mark.parametrize(
    ("body", "media", "length", "status"),
    [
        (b"{}", "application/json", None, 415),
        (b"", "text/plain", None, 415),
        (b"a=1", FORM, "99999999999999999999", 413),
        (b"a=" + b"x" * forms.MOST_BYTES, FORM, None, 413),
        (b"&".join(b"a%d=1" % n for n in range(60)), FORM, None, 400),
    ],
)
def test_what_is_no_form_of_ours(body: bytes, media: str, length: str | None, status: int) -> None:
    """Another kind, too long (said or not), too many fields."""
    with pytest.raises(Unfit) as refused:
        read(body, media, length)
    assert refused.value.status == status


def test_the_longest_draft_fits() -> None:
    """Also where each of its characters takes nine in the form."""
    draft = "漢" * forms.DRAFT_AT_MOST
    assert read_draft(read(urlencode({"draft": draft}).encode())) == draft
    with pytest.raises(Unfit, match="50,001 characters"):
        read_draft({"draft": draft + "字"})
    with pytest.raises(Unfit, match="no text"):
        read_draft({"draft": " … "})


def test_a_form_that_does_not_arrive(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who sends a byte and no more is not waited for."""
    monkeypatch.setattr(forms, "MOST_SECONDS", 0.01)

    async def silent() -> AsyncIterator[bytes]:
        yield b"a"
        await anyio.sleep_forever()

    async def run() -> None:
        with pytest.raises(Unfit) as refused:
            await read_form(FORM, None, silent())
        assert refused.value.status == 408

    anyio.run(run)


def test_a_query_with_its_filters() -> None:
    """Days as dates, one outlet, white space of the words made single."""
    given = fields("q=export++curbs&outlet=Pacific+Wire&since=2019-08-01&until=2019-08-31&as_of=&page=3")
    assert read_query(given) == Query("export curbs", None, date(2019, 8, 1), date(2019, 8, 31), ("Pacific Wire",))
    assert read_query({}) == Query("")
    assert read_query({"since": "last week"}).since == read_day("last week", first=True)
    with pytest.raises(Unfit, match=r"^The first day, 2019-02-01, is after the last, 2019-01-31\.$"):
        read_query({"since": "2019-02", "until": "2019-01"})
    with pytest.raises(Unfit, match="'soon' is not a day"):
        read_query({"since": "soon"})
    with pytest.raises(Unfit, match="too long"):
        read_query({"q": "a" * 2001})


@pytest.mark.parametrize(("value", "number"), [("3", 3), ("0", 1), ("9999999999999", 50), ("-1", 1), ("٣", 1), ("", 1)])
def test_a_number_within_bounds(value: str, number: int) -> None:
    """Whatever is written in its place."""
    assert read_number({"k": value}, "k", 1, 50) == number
