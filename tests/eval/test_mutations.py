"""Floors of the mutation suite: what share of falsified claims is caught, beside the true ones refused."""

from __future__ import annotations

import pytest

from tests.eval.mutations import ALWAYS, Base, Mutation, Outcome, load, measure, mutate, wrong_citation

MOST_FALSE_ALARMS = 0.10
MACRO_CITED = 0.88
MACRO_ARTICLE = 0.85
WRONG_CITATION = 0.97


@pytest.fixture(scope="module")
def bases() -> list[Base]:
    return load()


@pytest.fixture(scope="module")
def mutations(bases: list[Base]) -> list[Mutation]:
    return mutate(bases)


@pytest.fixture(scope="module", params=["cited", "article"])
def outcome(request: pytest.FixtureRequest, bases: list[Base], mutations: list[Mutation]) -> tuple[str, Outcome]:
    return request.param, measure(bases, mutations, whole_article=request.param == "article")


def test_there_is_enough_to_measure(bases: list[Base], mutations: list[Mutation]) -> None:
    """At least sixty true claims, none a copy of its source, and four hundred false ones of fifteen kinds."""
    assert len(bases) >= 60
    assert not any(b.text in b.article.sentences for b in bases)
    assert len(mutations) >= 400 and len({m.kind for m in mutations}) >= 15


def test_the_same_seed_gives_the_same_mutations(bases: list[Base], mutations: list[Mutation]) -> None:
    """The suite is fixed, so that its figures can be compared."""
    assert mutate(bases) == mutations


def test_true_claims_are_kept(outcome: tuple[str, Outcome]) -> None:
    """At most one true claim in ten is refused."""
    assert outcome[1].false_alarms <= MOST_FALSE_ALARMS


def test_new_numbers_dates_and_altered_quotations_never_get_through(outcome: tuple[str, Outcome]) -> None:
    """The kinds that can be caught without exception are."""
    assert {kind: outcome[1].caught[kind] for kind in ALWAYS} == dict.fromkeys(ALWAYS, 1.0)


def test_the_mean_over_kinds_stays_up(outcome: tuple[str, Outcome]) -> None:
    """The plain mean over all kinds does not fall under its floor."""
    name, result = outcome
    assert result.macro >= (MACRO_CITED if name == "cited" else MACRO_ARTICLE), result


def test_the_score_tells_the_right_sentence_from_its_neighbour(bases: list[Base]) -> None:
    """A claim scores higher with its own sentences than with those beside them."""
    assert wrong_citation(bases) >= WRONG_CITATION
