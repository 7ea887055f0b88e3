"""Errors that small models make when they draft: each was seen, and is told here in other words."""

from __future__ import annotations

import pytest

from brief.models import Status
from brief.verification.checks import Passage, check_passages
from brief.verification.whole import breaks_off, speaks_of_itself

SHIPS = "Prime Minister Ana Ruiz told the British envoy that the port finds it hard to let foreign ships in at night."
HALT = "The city will also halt its complaint against the ferry company while the two sides hold talks, the mayor said."
ENDS = "The council decided to end the contract with the ferry company in November."


@pytest.mark.parametrize(
    ("claim", "source", "flag"),
    [
        ("British officials said that the port finds it hard to let foreign ships in at night.", SHIPS, "speaker"),
        ("The city asked the court to halt its complaint against the ferry company.", HALT, "roles"),
        ("The council ended the contract with the ferry company in November.", ENDS, "tense"),
    ],
)
def test_a_drafted_error_is_doubted(claim: str, source: str, flag: str) -> None:
    """Its words stand in the source; what it says does not."""
    verdict = check_passages(claim, [Passage(source)])
    assert verdict.status is not Status.SUPPORTED
    assert flag in verdict.flags


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The prime minister said that the port finds it hard to let foreign ships in at night.", SHIPS),
        ("The city will halt its complaint against the ferry company.", HALT),
        ("The council decided to end its contract with the ferry company.", ENDS),
        ("The council agreed to end the contract with the ferry company.", ENDS),
    ],
)
def test_what_the_source_says_is_not_doubted(claim: str, source: str) -> None:
    """The same sentences told rightly pass."""
    assert check_passages(claim, [Passage(source)]).status is Status.SUPPORTED


def test_what_nobody_says_is_nobodys() -> None:
    """The newspaper's own words are not put into the mouth of somebody who stands in another sentence."""
    sources = [Passage("The old bridge carries 40 trains a day to the port."), Passage("Ana Ruiz is the mayor.")]
    verdict = check_passages("Ana Ruiz stated that the old bridge carries 40 trains a day to the port.", sources)
    assert verdict.flags == ("speaker",)


def test_every_sentence_of_a_claim_is_checked_by_itself() -> None:
    """A false second sentence cannot hide behind a true first one."""
    sources = [Passage("The ferry to Solund leaves at noon on weekdays."), Passage("The bridge opened in May.")]
    assert check_passages("The ferry to Solund leaves at noon. The bridge opened in May.", sources).status is (
        Status.SUPPORTED
    )
    assert check_passages("The ferry to Solund leaves at noon. The bridge closed in May.", sources).status is (
        Status.WEAK
    )


def test_scraps_are_not_whole() -> None:
    """Two words of a quotation are no sentence; a headline without a full stop is."""
    assert breaks_off("deeply regrettable", ["He called it “deeply regrettable”."])
    assert not breaks_off("Ferry crews accept a wage freeze", ["Ferry crews accept a wage freeze until 2024."])


def test_a_draft_that_tells_of_its_notes_is_known() -> None:
    """What a model was shown is not news, unless the source itself speaks of a text."""
    assert speaks_of_itself("The notes describe how the strike began.", ["The strike began on Monday."])
    assert not speaks_of_itself("The text says that ships may leave.", ["The text says that ships may leave at noon."])


def test_figures_that_change_places_are_doubted() -> None:
    """Each number stands in the source, in the other one's place."""
    source = Passage("The work will cost 480 million marks, of which the port pays 300 million and the city the rest.")
    swapped = check_passages("The work will cost 300 million marks, of which the port pays 480 million.", [source])
    assert swapped.status is Status.WEAK
    told = check_passages("The port pays 300 million of the 480 million marks that the work will cost.", [source])
    assert told.status is Status.SUPPORTED


def test_one_party_in_both_places_is_doubted() -> None:
    """The other country of the source has given way to the first."""
    source = Passage("Norway first tightened its controls in July, then decided to take Denmark off its list.")
    verdict = check_passages("Denmark first tightened its controls in July, then took Denmark off its list.", [source])
    assert verdict.status is not Status.SUPPORTED
    assert "name" in verdict.flags


def test_according_to_somebody_who_says_nothing_is_doubted() -> None:
    """The source tells it by itself; the people it counts are not its source."""
    source = Passage("Volunteers counted 412 cranes at the lake on Saturday, the most since 1994.")
    verdict = check_passages("Some 412 cranes were counted at the lake on Saturday, according to volunteers.", [source])
    assert "speaker" in verdict.flags


def test_a_country_does_not_stand_for_somebody_of_it() -> None:
    """A company of a country is not the country; its government may be."""
    ruling = Passage("The court ordered a Danish shipyard to pay four sailors 10,000 crowns each.")
    verdict = check_passages("The court decided that Denmark must pay four sailors 10,000 crowns each.", [ruling])
    assert "name" in verdict.flags
    official = Passage("Danish officials said on Monday that the strait stays closed.")
    assert check_passages("Denmark said on Monday that the strait stays closed.", [official]).status is Status.SUPPORTED
