"""What a browser sends: the fields of a form or of an address, as the values that the program works with."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

import anyio

from brief.models import Query
from brief.render.phrases import sentence
from brief.render.safe import one_line
from brief.workflows.days import read_dates

MOST_BYTES = 700_000
"""Of the body of a request: the longest draft, with every character written as %XX%XX."""
MOST_FIELDS = 40
MOST_SECONDS = 20.0
"""For a body to arrive."""
QUESTION_AT_MOST = 2_000
DRAFT_AT_MOST = 50_000
"""Characters."""


class Unfit(Exception):
    """What was sent cannot be used; the message says what is wrong with it, `status` is that of the response."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


async def read_form(media: str, length: str | None, body: AsyncIterator[bytes]) -> dict[str, str]:
    """The fields of a form that was sent (the last one of a name), without reading more than MOST_BYTES.

    Raises:
        Unfit: it is too large, too slow, or no form.
    """
    if media.partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise Unfit(415, "Only forms are taken here.")
    too_much = Unfit(413, f"This is more than can be taken at once: {DRAFT_AT_MOST:,} characters.")
    if length and length.isascii() and length.isdigit() and int(length[:12]) > MOST_BYTES:
        raise too_much
    data = b""
    try:
        with anyio.fail_after(MOST_SECONDS):
            async for piece in body:
                data += piece
                if len(data) > MOST_BYTES:
                    raise too_much
    except TimeoutError:
        raise Unfit(408, "It took too long to arrive.") from None
    return fields(data.decode("utf-8", "replace"))


def fields(text: str) -> dict[str, str]:
    """The fields of `a=1&b=2`, those that are empty left out.

    Raises:
        Unfit: there are too many.
    """
    try:
        pairs = parse_qsl(text, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise Unfit(400, "There are more fields in it than in any form here.") from None
    return {name: value.replace("\r\n", "\n") for name, value in pairs if value.strip()}


def read_query(given: Mapping[str, str], words: str = "q") -> Query:
    """The words with the days (as dates, or in words) and the outlet that the fields ask for.

    Raises:
        Unfit: a day cannot be read, the first one is after the last, or the words are too many.
    """
    text = " ".join(given.get(words, "").split())
    if len(text) > QUESTION_AT_MOST:
        raise Unfit(400, f"The question is too long: {QUESTION_AT_MOST:,} characters are the most.")
    outlet = given.get("outlet", "").strip()
    days: dict[str, Any] = {name: given.get(name) for name in ("as_of", "since", "until")}
    try:
        return read_dates(Query(text, **days, sources=(outlet,) if outlet else ()))
    except ValueError as error:
        raise Unfit(400, sentence(one_line(str(error)))) from None


def read_draft(given: Mapping[str, str]) -> str:
    """The text to be checked.

    Raises:
        Unfit: there is none, or too much.
    """
    text = given.get("draft", "")
    if not any(character.isalnum() for character in text):
        raise Unfit(400, "There is no text to check. Paste one into the box.")
    if len(text) > DRAFT_AT_MOST:
        raise Unfit(413, f"The draft has {len(text):,} characters; {DRAFT_AT_MOST:,} can be checked at once.")
    return text


def read_number(given: Mapping[str, str], name: str, least: int, most: int) -> int:
    """A number within its bounds; `least` where there is none."""
    value = given.get(name, "")
    return max(least, min(most, int(value[:9]))) if value.isascii() and value.isdigit() else least
