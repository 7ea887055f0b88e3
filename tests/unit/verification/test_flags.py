"""Typed doubts: what a claim turns round although all its facts stand in its source."""

from __future__ import annotations

import pytest

from brief.models import Status
from brief.verification.checks import Passage, check_passages
from brief.verification.facts import read_facts
from brief.verification.flags import raised

DOUBTED = [
    ("negation", "The council has not approved the new ferry line.", "The council has approved the new ferry line."),
    ("negation", "The council approved the new ferry line.", "The council has not approved the new ferry line."),
    ("negation", "The mayor commented on the ferry line.", "The mayor declined to comment on the ferry line."),
    ("antonym", "Fares on the ferry fell in the spring.", "Fares on the ferry rose in the spring."),
    (
        "antonym",
        "The council lifted restrictions on boats in May.",
        "The council restricted boats in the harbour in May.",
    ),
    (
        "antonym",
        "The council removed limits for boats.",
        "The council limited boats and will act if its limits are lifted.",
    ),
    ("antonym", "The court convicted the two ferry owners.", "The court acquitted the two ferry owners."),
    ("antonym", "The ferry sails with crewed engines below deck.", "The ferry sails with uncrewed engines below deck."),
    ("antonym", "The owner sells tickets above the usual price.", "The owner sells tickets below the usual price."),
    ("certainty", "The council will close the ferry line in May.", "The council may close the ferry line in May."),
    ("certainty", "The owner hid money from the council.", "The owner allegedly hid money from the council."),
    ("tense", "The council opened a ferry line to the island.", "The council will open a ferry line to the island."),
    ("comparison", "Fewer than 300 people took the ferry.", "More than 300 people took the ferry."),
    ("cause", "The ferry stopped despite the storm of the night.", "The ferry stopped after the storm of the night."),
    ("number", "The ferry has 40 cabins and 12 seats.", "The ferry has 12 cabins and 40 seats."),
    ("number", "The ferry made 12 trips to 12 islands.", "The ferry made 12 trips to 16 islands."),
    ("number", "The council voted 9 to 14 for the ferry line.", "The council voted 14 to 9 for the ferry line."),
    ("number", "Seats rose to 40 from 52 in the spring.", "In the spring seats rose to 52 from 40."),
    ("cause", "The ferry line closed because of a storm.", "The ferry line closed in 1987 when owners fell out."),
    ("roles", "Ruiz sued Ortega over the ferry line.", "Ortega sued Ruiz over the ferry line."),
    ("number", "Ana Ruiz, 40, has owned the ferry.", "Ana Ruiz, 52, has owned the ferry and its 40 cabins."),
    (
        "number",
        "The ferry left 40 minutes late.",
        "The ferry left 12 seconds late, and its crew was fined 40 minutes later.",
    ),
    ("comparison", "The ferry cost $4 million.", "The ferry cost $9 million, $4 million more than planned."),
    ("comparison", "The ferry cost $4 million more than planned.", "The council paid $4 million for the ferry."),
    ("extent", "All of the cabins have a window.", "Nine of the cabins have a window."),
    ("extent", "The ferry alone carries mail to the island.", "The ferry carries mail to the island."),
    ("extent", "Most of the crew can swim.", "Some of the crew can swim."),
    ("date", "Fares rose in May, and wages fell in June.", "Wages fell in May, and fares rose in June."),
    (
        "date",
        "The ferry line is to open in May 2020.",
        "The crews train until May 2020, and the ferry line is to open in 2024.",
    ),
    ("roles", "Halda has 40 cabins.", "Halda has 12 cabins, and Merin has 40 cabins."),
    (
        "roles",
        "Ortega bought the old pier in May.",
        "Luis Ortega sold the ferry, and Ana Ruiz bought the old pier in May.",
    ),
    (
        "roles",
        "Ortega filed a complaint about the pier.",
        "Ana Ruiz, who rents it from Luis Ortega, filed a complaint about the pier.",
    ),
    (
        "roles",
        "Ortega handed Ruiz a letter from the council.",
        "Ruiz met Luis Ortega and handed him a letter from the council.",
    ),
    ("roles", "Marlow is the only town with a pier.", "Orle is the only town with a pier, and Marlow has none."),
    ("tense", "Water was let out first on March 1.", "A first letting out of water is planned for March 1."),
    ("negation", "Both ferries have been paid for.", "Neither of the ferries has been paid for."),
    (
        "roles",
        "Ortega defeated Haas in the spring.",
        "Ana Ruiz ran after Luis Ortega, a crewman, was defeated by Haas.",
    ),
    ("roles", "Orle outgrew Marlow in the spring.", "Marlow grew in the spring, outgrowing Orle at last."),
    ("roles", "Ortega began to sell fish.", "Ana Ruiz, a small, cheerful owner of Ortega's pier, began to sell fish."),
    ("number", "The alert was raised to level 2 from level 3.", "The alert was raised to level 3 from level 2."),
    ("negation", "The swell will be as high as in May.", "The swell will not be as high as in May."),
    ("roles", "In 2016 Ruiz sued Ortega in Marlow.", "In 2016 Ruiz sued Luis Haas in Marlow, and Ortega watched."),
    ("roles", "Ortega has seven ferries.", "Ana Ruiz has seven ferries, and Luis Ortega is in her crew."),
    (
        "roles",
        "Halda asked the crews' union to open its books.",
        "The union of the crews has asked Halda to open its books.",
    ),
    ("date", "Ruiz met Haas in the evening.", "Ruiz met Luis Haas at dawn, and Ana Ortega in the evening."),
    (
        "attribution",
        "Halda hid the ferry from the council.",
        "The suit alleges that Halda hid the ferry from the council.",
    ),
    ("attribution", "The pier is worth nothing.", "The pier, said Ana Ruiz, is worth nothing."),
    ("certainty", "Halda will pay a fine.", "If Halda goes on, it would pay a fine, the council said."),
    ("certainty", "The old beams make the pier unsafe.", "There is concern that the old beams make the pier unsafe."),
    ("date", "Ruiz built the pier in 1993.", "Ana Ruiz bought the land in 1993 and built the pier in 1995."),
    ("extent", "Halda was the only line to sail by night.", "Halda was one of the lines to sail by night."),
    ("roles", "Haas is suing the Bank of Orle over a pier.", "The Bank of Orle is suing Haas over a pier."),
    ("roles", "Owners welcomed the plan, crews criticized it.", "Owners criticized the plan while crews welcomed it."),
]


@pytest.mark.parametrize(("kind", "claim", "source"), DOUBTED)
def test_a_turn_is_doubted_by_kind(kind: str, claim: str, source: str) -> None:
    """A claim that says the opposite of its source with its own words is weak, and the flag says how."""
    verdict = check_passages(claim, [Passage(source)])
    assert verdict.status is Status.WEAK and kind in verdict.flags, verdict


FAIR = [
    ("The council lifted restrictions on boats.", "The council, which had restricted boats, dropped its restrictions."),
    ("The council removed the limits.", "The council limited boats in May. The limits were scrapped in June."),
    ("The company ended its contracts.", "The company said that it contracted nobody and had no contracts any more."),
    ("The council has approved the ferry line.", "The council, which had not met for months, approved the ferry line."),
    ("Fares did not rise in the spring.", "Fares on the ferry fell in the spring and no one saw them rise."),
    ("The council could close the ferry line.", "The council may close the ferry line in May."),
    ("More than 300 people took the ferry on Sunday.", "Over 300 people took the ferry on Sunday."),
    ("The ferry carried at least 300 people.", "No fewer than 300 people were carried by the ferry."),
    ("Ortega was sued by Ruiz over the ferry line.", "Ruiz sued Ortega over the ferry line."),
    ("The ferry, which has 12 cabins, seats 40.", "The ferry has 12 cabins and 40 seats."),
    ("The ferry line closed because the owners fell out.", "The ferry line closed in 1987 when its owners fell out."),
    ("Seats rose from 40 to 52.", "In the spring seats rose to 52 from 40."),
    ("The highest fare is $9.", "At $9, the fare to the island is the highest of all."),
    ("The council plans to open a ferry line.", "The council will open a ferry line to the island."),
    ("A gate that did not shut stopped the ferry.", "The ferry was stopped for an hour because a gate did not shut."),
    ("The ferry took on 40 more passengers.", "The ferry took on 40 more passengers, giving its crew no rest."),
    ("Children can sail free at age 9.", "Children can sail free at age 9, or at 7 for children of the crew."),
    ("The ferry is expected to sail in May.", "The ferry, the council said, is expected to sail in May."),
    ("The ferry made 12 trips a day in May.", "The ferry made 12 trips a day in May, the Orle Harbour Office said."),
    ("Ana Ruiz, 52, owns the ferry.", "Ana Ruiz owns the ferry; she turned 52 in May, and Luis Ortega, 40, sails it."),
    ("The ferry cost $4 million more than planned.", "The ferry cost $9 million, $4 million over what was planned."),
    ("The ferry paid $2 million to 40 people.", "The ferry line, it said, paid $2 million to 40 people of the crew."),
    ("The Orle Ferry Line owns a pier.", "The OFL (Orle Ferry Line) owns a pier."),
    ("A pier will be built by Halda.", "A pier will be built, with a wall, by Halda, who sails from it."),
    ("A wave of 1.5 km was seen.", "A wave of 1.5 km (0.9 miles) was seen from the pier."),
    ("Ruiz approved a plan for 40 cabins.", "A plan to build 40 cabins has been approved by Ruiz."),
    ("Ortega ran again after Haas beat him.", "The old Liberal ran again, as Ortega had after being beaten by Haas."),
    ("Halda will begin to weigh bags.", "Halda says it will begin to weigh bags."),
    ("Tickets are sold for a week.", "Tickets will be sold for a week."),
    ("The carrier promised to weigh no one.", "Halda promised to weigh no one, and the carrier kept its word."),
    ("Ruiz called the Orle council and left.", "Ruiz called Luis Ortega of the council of Orle and left."),
    ("The ferry sails on March 1.", "The ferry is set to sail on March 1."),
    (
        "Ana Ruiz has owned the ferry since May.",
        "It was a mild month, said Ana Ruiz, who has owned the ferry since May.",
    ),
    ("Halda owes $2 million.", "According to the filing, Halda owes $2 million."),
    ("The Bank of Orle is suing Haas.", "The State Bank of Orle is suing Haas and his crew over a pier."),
    ("Halda fears that the pier is unsafe.", "There are fears that the pier is unsafe at Halda."),
    ("No. 2 ferry sails for Orle.", "The ferry No. 2 sails for Orle today."),
    ("The ferry sails in May's full moon.", "The ferry sails in the full moon of May."),
    ("A sailor broke his own record.", "Luis Ortega broke his own record, and the sailor wept."),
    ("Ferries stopped in Orle.", "The council of Orle stopped ferries in May."),
    ("The ferry line will lay off 40 people.", "The ferry line is laying off 40 people of its crew."),
    ("It was not only the ferry that stopped.", "The ferry stopped, and not by itself."),
    ("All nine cabins have a window.", "Each of the nine cabins has a window."),
    ("The ferry sails every night.", "The ferry sails at night."),
    ("Only 40 people took the ferry.", "The ferry was taken by 40 people."),
    ("Wages fell in May and fares rose in June.", "Fares rose in June after wages had fallen in May."),
    ("Halda sails from Marlow.", "Halda sails from Marlow, and Merin sails from Orle."),
    ("Ruiz became mayor and Ortega harbour master.", "Ana Ruiz became mayor, and Luis Ortega became harbour master."),
    ("Ortega met Ruiz at the pier.", "Ana Ruiz met Luis Ortega at the pier in May."),
    ("Orle asked Marlow to share the pier.", "The council of Orle asked Marlow to share the pier."),
    ("The ferry made 12 trips.", "According to the Orle Harbour Office, the ferry made 12 trips."),
]


@pytest.mark.parametrize(("claim", "source"), FAIR)
def test_a_fair_paraphrase_is_not_doubted(claim: str, source: str) -> None:
    """Other words for the same thing raise no flag."""
    assert list(raised(read_facts(claim), [read_facts(source)])) == []


def test_a_name_from_another_sentence_in_the_place_of_this_ones_is_doubted() -> None:
    """The sentence that says the rest of the claim names somebody else."""
    sources = [
        Passage("Mayor Ana Ruiz promised to pay the crews of the ferry by June."),
        Passage("Luis Ortega owns the ferry and both of its piers."),
    ]
    verdict = check_passages("Luis Ortega promised to pay the ferry's crews by June.", sources)
    assert "name" in verdict.flags


def test_a_number_from_another_sentence_in_the_place_of_this_ones_is_doubted() -> None:
    """A number is held to the thing it counts, also across sentences."""
    sources = [
        Passage("At least two people died when the old pier gave way."),
        Passage("Divers brought three people to the shore alive."),
    ]
    verdict = check_passages("At least three people died when the old pier gave way.", sources)
    assert verdict.flags == ("number",)


def test_a_reason_may_stand_in_any_cited_sentence() -> None:
    """What a claim gives as the reason is not made up where one of its sources speaks of it."""
    sources = [
        Passage("The harbour office has closed the ferry line to the island for the whole of May."),
        Passage("Waves of four metres made it unsafe, it said."),
    ]
    claim = "The harbour office closed the ferry line to the island for May because of waves."
    assert "cause" not in check_passages(claim, sources).flags


def test_a_speaker_known_by_a_pronoun_is_nobody_else() -> None:
    """ "She said" after a sentence that names her does not make the name that stands before it the speaker."""
    sources = [
        Passage("Mayor Ana Ruiz spoke on Monday about the island."),
        Passage("The new line was her answer to Luis Ortega, she said."),
    ]
    assert "speaker" not in check_passages("Ruiz said the new line was her answer to Luis Ortega.", sources).flags


def test_what_is_to_come_and_what_was_may_stand_side_by_side() -> None:
    """A verb in two cited sentences is held to the one that has it at the claim's time."""
    sources = [
        Passage("The harbour office plans to launch a second ferry in 2024."),
        Passage("The first ferry, launched in 2009, stays at the pier."),
    ]
    claim = "The harbour office plans to launch a second ferry in 2024, while the first ferry stays at the pier."
    assert check_passages(claim, sources).flags == ()


def test_one_of_several_of_a_name_is_not_another() -> None:
    """What the second ferry of a name does is not told of the third."""
    sources = [
        Passage("The Halda-3 sailed for the first time on Wednesday."),
        Passage("The Halda-2, built in 2009, stays at the pier as a reserve."),
    ]
    assert "name" in check_passages("The Halda-3 stays at the pier as a reserve.", sources).flags
    assert check_passages("The Halda-2 stays at the pier as a reserve.", sources).flags == ()


def test_flags_never_fail_a_claim_by_themselves() -> None:
    """A doubt makes a claim weak, only a must-pass check makes it unsupported."""
    for _, claim, source in DOUBTED:
        assert check_passages(claim, [Passage(source)]).status is not Status.UNSUPPORTED


def test_money_is_not_a_count_of_other_things() -> None:
    """A currency that is not known is a thing that is counted: another one does not stand for it."""
    source = "The pier will cost 480 million marks, the mayor said."
    assert "number" in check_passages("The pier will cost 480 million euros, the mayor said.", [Passage(source)]).flags
    assert check_passages("The pier will cost 480 million marks, said the mayor.", [Passage(source)]).flags == ()
