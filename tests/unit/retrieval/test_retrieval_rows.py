"""The rows of `search --queries`."""

from __future__ import annotations

from datetime import date

import pytest

from brief.errors import SourceError
from brief.models import Query
from brief.workflows.search import read_rows


def test_a_row_has_its_own_dates_or_those_given() -> None:
    """Dates in the row win over the command's."""
    given = date(2020, 1, 1)
    lines = ['{"id": "a", "query": "x", "as_of": "2019-11-01"}', "", '{"query": "y"}']
    rows = list(read_rows(lines, within=Query("", given)))
    assert [(r.id, r.question.text, r.question.query.as_of) for r in rows] == [
        ("a", "x", date(2019, 11, 1)),
        ("3", "y", given),
    ]


@pytest.mark.parametrize(
    "line", ["{", "[1]", '{"id": "a"}', '{"query": 7}', '{"query": "x", "as_of": "soon"}', '{"query": "x", "since": 3}']
)
def test_a_bad_row_is_named_by_its_line(line: str) -> None:
    """The error says where, not only what."""
    with pytest.raises(SourceError, match=r"questions\.jsonl, line 2"):
        list(read_rows(['{"query": "x"}', line], where="questions.jsonl"))
