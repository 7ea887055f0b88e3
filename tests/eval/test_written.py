"""Floors of the claims that a person wrote about the sample articles; no check was written against them."""

from __future__ import annotations

import pytest

from tests.eval.written import RIGHT, Written, caught, kept, written

RIGHT_KEPT = 0.95
WRONG_CAUGHT = 0.18
"""Nearly all are wrong in ways that rules do not see (somebody else in a place, roles, dates of the same article): what
the judge is for. The floor notices when the rest is lost."""


@pytest.fixture(scope="module")
def claims() -> list[Written]:
    return written()


def test_there_are_enough_of_both(claims: list[Written]) -> None:
    """Fifty right claims and fifty wrong ones, of eight kinds at least, each once."""
    wrong = [c for c in claims if c.kind != RIGHT]
    assert min(len(wrong), len(claims) - len(wrong)) >= 50
    assert len({c.kind for c in wrong}) >= 8
    assert len({(c.file, c.text) for c in claims}) == len(claims)


def test_right_claims_pass(claims: list[Written]) -> None:
    """At most one right claim in twenty is refused."""
    assert kept(claims) >= RIGHT_KEPT


def test_wrong_claims_are_caught(claims: list[Written]) -> None:
    """The share of wrong claims that do not pass stays up."""
    assert caught(claims) >= WRONG_CAUGHT
