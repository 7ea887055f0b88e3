"""From a drafted claim to what may be shown."""

from __future__ import annotations

from dataclasses import replace

from brief.models import Action, ArticleInfo, CheckedClaim, Claim, Evidence, EvidenceSentence, Sentence, Status, Verdict
from brief.verification.repair import Failed, as_its_source, examine, replaced, verify

INFO = ArticleInfo(id="a" * 16, version="b" * 16, title="Dam opens")
TEXTS = (
    "Mayor Ana Ruiz opened the dam in the valley on Friday.",
    "The dam cost $40 million, twice what the council had planned.",
    "Farmers in the valley have not been paid for their land.",
    "A choir of 30 children sang.",
)


def shown(*starts: int) -> tuple[EvidenceSentence, ...]:
    """The sentences of the story, one to begin at each of these places."""
    return tuple(
        EvidenceSentence(f"S{i}", Sentence("b" * 16, at, at + len(t), t), INFO, 1.0)
        for i, (at, t) in enumerate(zip(starts, TEXTS, strict=True), 1)
    )


EVIDENCE = Evidence("who opened the dam?", shown(100, 200, 300, 400), 1.0)


def test_a_claim_that_holds_is_kept() -> None:
    """What passes with its own labels is kept as it is."""
    claim = Claim(TEXTS[0], ("S1",))
    done = verify(claim, EVIDENCE)
    assert done.action is Action.AS_WRITTEN and done.claim == claim and [e.label for e in done.evidence] == ["S1"]


def test_a_wrong_label_is_replaced_by_the_right_one() -> None:
    """A claim that cites a neighbour is re-cited to the sentence that says it."""
    done = verify(Claim("The dam cost 40 million dollars.", ("S4",)), EVIDENCE)
    assert done.action is Action.CITED_ANEW and done.claim.cites == ("S2",) and done.verdict.status is Status.SUPPORTED


def test_an_invented_label_does_not_withhold_a_true_claim() -> None:
    """A label that does not exist is dropped and better sentences are cited."""
    done = verify(Claim("Ana Ruiz opened the dam on Friday.", ("S77",)), EVIDENCE)
    assert done.action is Action.CITED_ANEW and done.claim.cites == ("S1",)


def test_two_sentences_can_carry_one_claim() -> None:
    """Re-citing adds what covers the rest of the claim."""
    done = verify(Claim("Ana Ruiz opened the dam, which cost $40 million.", ("S1",)), EVIDENCE)
    assert done.action is Action.CITED_ANEW and done.claim.cites == ("S1", "S2")


def test_a_sentence_cited_beside_the_right_one_is_not_kept() -> None:
    """What does not support the claim is no citation of it, and no second origin."""
    done = verify(Claim("The dam cost $40 million.", ("S2", "S4")), EVIDENCE)
    assert done.action is Action.AS_WRITTEN and done.claim.cites == ("S2",) and done.alone
    both = verify(Claim("Ana Ruiz opened the dam, which cost $40 million.", ("S1", "S2", "S4")), EVIDENCE)
    assert both.claim.cites == ("S1", "S2") and not both.alone


def test_a_sentence_is_no_citation_of_what_its_neighbour_says() -> None:
    """Of two sentences side by side that a writer cites for each of two claims, each claim keeps the one that says
    it: neither the one behind it, which is read together with it, nor the one before it, which it does not need."""
    first = len(TEXTS[0]) + 1
    beside = Evidence("who opened the dam?", shown(0, first, 300, 400), 1.0)
    for n, text in enumerate(TEXTS[:2]):
        done = verify(Claim(text, ("S1", "S2")), beside)
        assert done.action is Action.AS_WRITTEN and done.alone
        assert [e.sentence.text for e in done.evidence] == [TEXTS[n]] and done.claim.cites == (f"S{n + 1}",)
    said = "Ana Ruiz, the mayor of Solund, asked the council to take back its plan."
    then = "Jo Lind, a farmer, asked the council to take back its bill and to pay for the land of his neighbours."
    told = tuple(
        replace(beside.sentences[0], label=label, sentence=Sentence("b" * 16, at, at + len(text), text))
        for label, at, text in (("S1", 0, said), ("S2", len(said) + 1, then))
    )
    behind = verify(Claim(said, ("S2",)), replace(beside, sentences=told))
    assert behind.action is Action.CITED_ANEW and behind.claim.cites == ("S1",) and behind.alone


def test_only_those_sentences_before_are_cited_that_the_claim_needs() -> None:
    """Of three sentences that carry a claim together, one needs the one before it, which says who "she" is."""
    texts = (
        "Mayor Ana Ruiz came to the valley.",
        "She opened the dam on Friday.",
        "It rained all morning.",
        "The dam cost $40 million.",
        "A band played.",
        "Farmers asked for 30 hectares of land.",
    )
    told = tuple(
        replace(EVIDENCE.sentences[0], label=f"S{n}", sentence=Sentence("b" * 16, at, at + len(text), text))
        for n, text in enumerate(texts, 1)
        for at in [sum(len(t) + 1 for t in texts[: n - 1])]
    )
    said = "Ana Ruiz opened the dam on Friday, it cost $40 million, and farmers asked for 30 hectares of land."
    done = verify(Claim(said, ("S2", "S4", "S6")), replace(EVIDENCE, sentences=told))
    assert done.action is Action.AS_WRITTEN and done.verdict.status is Status.SUPPORTED
    assert done.claim.cites == ("S1", "S2", "S4", "S6") and not done.alone
    unnamed = verify(Claim(said, ("S2", "S4", "S6")), replace(EVIDENCE, sentences=told[1:]))
    assert "name" in unnamed.verdict.flags
    pronoun = said.replace("Ana Ruiz", "She")
    plain = verify(Claim(pronoun, ("S2", "S4", "S6")), replace(EVIDENCE, sentences=told))
    assert plain.claim.cites == ("S2", "S4", "S6")


def test_a_new_number_is_withheld() -> None:
    """A claim with a number that no sentence has is not shown."""
    done = verify(Claim("The dam cost $50 million.", ("S2",)), EVIDENCE)
    assert done.action is Action.WITHHELD and "number" in done.verdict.flags


def test_a_doubted_claim_gives_way_to_its_source() -> None:
    """A claim that says no where its source says yes is replaced by the source sentence."""
    done = verify(Claim("Mayor Ana Ruiz never opened the dam in the valley on Friday.", ("S1",)), EVIDENCE)
    assert done.action is Action.QUOTED and done.claim.text == TEXTS[0] and done.claim.cites == ("S1",)
    assert "negation" in done.verdict.flags


def test_a_doubted_claim_that_joins_two_sentences_gives_way_to_both() -> None:
    """Where that is wanted, as it is for a model that copies: those of its best sentences that the writer cited."""
    claim = Claim("The sentences say Ana Ruiz never opened the dam, which cost $40 million.", ("S1", "S2"))
    failed = examine(claim, EVIDENCE)
    assert isinstance(failed, Failed)
    assert replaced(failed).claim.text == TEXTS[0]
    both = replaced(failed, joined=True)
    assert both.action is Action.QUOTED and both.claim.text == f"{TEXTS[0]} {TEXTS[1]}"
    assert both.claim.cites == ("S1", "S2") and not both.alone
    one = examine(Claim(claim.text, ("S1",)), EVIDENCE)
    assert isinstance(one, Failed) and replaced(one, joined=True).claim.text == TEXTS[0]


def test_the_section_of_a_briefing_claim_survives() -> None:
    """Re-citing keeps the section that a claim was written for."""
    done = verify(Claim("The dam cost 40 million dollars.", ("S4",), "what_happened"), EVIDENCE)
    assert done.claim.section == "what_happened"


def test_empty_evidence_withholds() -> None:
    """With nothing to stand on, nothing is shown."""
    assert verify(Claim("The dam opened.", ("S1",)), Evidence("q", (), 0.0)).action is Action.WITHHELD


def test_what_shares_little_with_its_source_gives_way_to_it() -> None:
    """Of a model that nobody judges: its own words go, the source's come; what keeps the source's words stays."""
    kept = verify(Claim("Mayor Ana Ruiz opened the dam in the valley.", ("S1",)), EVIDENCE)
    assert as_its_source(kept, EVIDENCE) == kept

    def passed(text: str, label: str, score: float) -> CheckedClaim:
        cited = (EVIDENCE.by_label()[label],)
        return CheckedClaim(Claim(text, (label,)), Verdict(Status.SUPPORTED, score), cited, Action.AS_WRITTEN)

    shown = as_its_source(passed("Farmers lost land in the valley.", "S3", 0.2), EVIDENCE)
    assert shown.action is Action.QUOTED and shown.claim.text == TEXTS[2] and shown.verdict.flags == ("coverage",)
    assert as_its_source(passed("A band played.", "S4", 0.2), EVIDENCE).action is Action.WITHHELD
    broken = as_its_source(passed("Farmers in the valley for their land.", "S3", 0.9), EVIDENCE)
    assert broken.action is Action.QUOTED and broken.claim.text == TEXTS[2]
    joined = verify(Claim("Ana Ruiz opened the dam, which cost $40 million.", ("S1", "S2")), EVIDENCE)
    both = as_its_source(joined, EVIDENCE)
    assert both.claim.text == f"{TEXTS[0]} {TEXTS[1]}" and both.verdict.status is Status.SUPPORTED
    assert both.action is Action.QUOTED and both.claim.cites == ("S1", "S2")
