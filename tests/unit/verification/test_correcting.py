"""What a judge's reply decides where it is asked to correct drafts too, and on what a claim that it upheld is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from brief.models import Action, CheckedClaim, Claim, Evidence
from brief.verification.judge import FULL, Item, Ruling, cases, decide
from brief.verification.repair import Failed, corrected, draft_item, examine, ruled
from brief.writing.protocol import judge_schema, show_case
from tests.unit.verification.test_judge import EVERY, EVIDENCE, TEXTS, fact, shown

FLOODS = Item("The dam may flood Orle.", (EVERY[1],))
COSTS = Item("The dam cost a mint.", (EVERY[3],))
FLOOD, COST = "The dam may flood the village of Orle", "The dam cost $40 million"


def rule(*items: Item, **entries: dict[str, Any]) -> tuple[Ruling, ...]:
    ((_, made),) = cases(items, FULL)
    said = {"claims": [{"claim": label} | entry for label, entry in entries.items()]}
    return decide(said, made, shown(made), correcting=True)


def test_a_fact_may_rest_on_what_another_claim_cites() -> None:
    """The judge names it, quotes it, and the claim cites it; a sentence that nobody was shown still counts for none."""
    facts = [fact(), fact("It cost $40 million", COST, sentences=["S2"])]
    first, _ = rule(FLOODS, COSTS, C1={"facts": facts}, C2={"facts": [fact("It cost", COST, sentences=["S2"])]})
    assert first.supported
    assert [s.label for s in first.cites] == ["S2", "S4"]
    (alone,) = rule(FLOODS, C1={"facts": [fact(sentences=["S9"])]})
    assert not alone.supported


def test_a_correction_is_read_of_what_is_not_upheld() -> None:
    """With the sentences that the judge named for it; of what it upholds there is none."""
    wrong = fact("It cost a mint", "", sentences=["S2"], verdict="unsupported")
    upheld, other = rule(
        FLOODS,
        COSTS,
        C1={"facts": [fact()], "corrected": "The dam floods Orle."},
        C2={"facts": [wrong], "corrected": "The dam cost $40 million."},
    )
    assert upheld.supported and upheld.corrected == ""
    assert (other.supported, other.corrected) == (False, "The dam cost $40 million.")
    assert [s.label for s in other.cites] == ["S4"]
    (none,) = rule(COSTS, C1={"facts": [wrong | {"sentences": ["S1"]}], "corrected": 40})
    assert none.corrected == ""


def test_what_a_check_blocks_is_only_corrected() -> None:
    """A judge that finds all of it upholds nothing; its wording counts."""
    blocked = examine(Claim("The dam cost $50 million.", ("S4",)), EVIDENCE)
    assert isinstance(blocked, Failed)
    item = draft_item(blocked, EVIDENCE)
    assert item.wrong == "number: $50 million is not in the source"
    (ruling,) = rule(item, C1={"facts": [fact("It cost", COST)], "corrected": "The dam cost $40 million."})
    assert not ruling.supported
    assert isinstance(ruled(blocked, ruling, EVIDENCE), Failed)
    claim = corrected(blocked, ruling.corrected, ruling, EVIDENCE)
    assert claim == Claim("The dam cost $40 million.", ("S4",))


def test_a_correction_cites_what_exists_and_five_at_most() -> None:
    """First what the judge named, then what the claim cited."""
    failed = examine(Claim("The dam will cost $50 million.", ("S4", "S1"), "positions"), EVIDENCE)
    assert isinstance(failed, Failed)
    stranger = replace(EVERY[0], label="S99")
    claim = corrected(failed, "It may.", Ruling(False, "", (stranger, EVERY[6], *EVERY[2:6])), EVIDENCE)
    assert claim == Claim("It may.", ("S7", "S3", "S4", "S5", "S6"), "positions")


def test_a_correction_cites_what_alone_names_somebody_of_it() -> None:
    """The judge saw the sentences of the other claims too, and may have put in a name from one of them."""
    failed = examine(Claim("The dam will cost $50 million.", ("S4",)), EVIDENCE)
    assert isinstance(failed, Failed)
    ruling = Ruling(False, "", (EVERY[3],))
    claim = corrected(failed, "It cost $40 million, said Ana Ruiz.", ruling, EVIDENCE, (EVERY[0], EVERY[2]))
    assert claim.cites == ("S4", "S1")
    assert corrected(failed, "It cost $40 million.", ruling, EVIDENCE, (EVERY[0], EVERY[2])).cites == ("S4",)


def test_a_judge_of_drafts_sees_all_that_a_claim_cites() -> None:
    """Also what the checks could do without: a fact may stand only there."""
    passed = examine(Claim("Mayor Ana Ruiz opened the dam in the valley on Friday.", ("S1", "S5")), EVIDENCE)
    assert isinstance(passed, CheckedClaim)
    assert passed.claim.cites == ("S1",)
    assert draft_item(passed, EVIDENCE).sentences == (EVERY[0], EVERY[4])


def test_an_upheld_claim_cites_what_its_facts_rest_on() -> None:
    """The sentence before too, where a fact is quoted from it, and what the checks had taken out."""
    first, second = "Ana Ruiz runs Orle.", "She declined to take questions about the cost."
    at = [replace(EVERY[n].sentence, start=start, end=start + len(text), text=text) for n, start, text in
          ((0, 0, first), (1, len(first) + 1, second))]  # fmt: skip
    every = tuple(replace(e, sentence=s) for e, s in zip(EVERY, at, strict=False))
    evidence = Evidence("who?", every, 1.0)
    claim = examine(Claim("Ruiz did not want to take questions about costs.", ("S2",)), evidence)
    ruling = Ruling(True, "", every)
    done = ruled(claim, ruling, evidence)
    assert isinstance(done, CheckedClaim)
    assert (done.action, done.claim.cites) == (Action.JUDGED, ("S1", "S2"))
    assert not done.alone


def test_a_name_that_only_another_sentence_gives_is_cited_there() -> None:
    """What the writer cited, or what stands before, has the first name that the judge's quotation lacks; no more."""
    ruiz = "Ruiz declined to take questions about the cost."
    every = (EVERY[0], replace(EVERY[5], sentence=replace(EVERY[5].sentence, text=ruiz)), EVERY[4])
    evidence = Evidence("who?", every, 1.0)
    examined = examine(Claim("Asked what it had cost, Ana Ruiz would not say.", ("S1", "S6", "S5")), evidence)
    done = ruled(examined, Ruling(True, "", (every[1],)), evidence)
    assert isinstance(done, CheckedClaim)
    assert done.claim.cites == ("S1", "S6")


def test_what_the_judge_named_stays_cited_beside_a_number_it_left_out() -> None:
    """Where its sentences lack a number of the claim, the writer's are cited with them and not in their place."""
    claim = Claim("The dam, opened on Friday by Ana Ruiz, had cost $40 million.", ("S4",))
    done = ruled(examine(claim, EVIDENCE), Ruling(True, "", (EVERY[0],)), EVIDENCE)
    assert isinstance(done, CheckedClaim)
    assert done.claim.cites == ("S1", "S4")


def test_a_finding_is_shown_on_a_line_of_its_own() -> None:
    """Behind its claim, with the nonce; and corrections are asked for by the schema."""
    case = show_case([("It cost $50 million.", "S1", "number: $50 million")], [(EVERY[3], None)])
    assert case.claims.splitlines()[1] == f"[{case.nonce} C1 wrong] number: $50 million"
    plain, asked = (judge_schema(["C1"], ["S1"], ("supported",), 8, correcting=on) for on in (False, True))
    keys = [list(schema["properties"]["claims"]["items"]["properties"]) for schema in (plain, asked)]
    assert keys == [["claim", "facts"], ["claim", "facts", "corrected"]]
    assert TEXTS[3] in case.block
