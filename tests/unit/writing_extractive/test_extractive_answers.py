"""Answers in whole source sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from brief.models import SECTIONS, ArticleInfo, Claim, Evidence, EvidenceSentence, Sentence, Story
from brief.writing.extractive import MOST_CLAIMS, ExtractiveWriter


def evidence(*told: tuple[str, float, str]) -> Evidence:
    """(article, score, text) in the order shown; a sentence starts two after the end of the last one of its article."""
    ends: dict[str, int] = {}
    sentences = []
    for n, (name, score, text) in enumerate(told, 1):
        start = ends.get(name, -2) + 2
        ends[name] = start + len(text)
        info = ArticleInfo(id=name, version=name, published=date(2020, 1, len(ends)))
        sentences.append(EvidenceSentence(f"S{n}", Sentence(name, start, ends[name], text), info, score))
    return Evidence("?", tuple(sentences), 0.9)


def answer(*told: tuple[str, float, str]) -> tuple[Claim, ...]:
    return ExtractiveWriter(6).draft("?", evidence(*told)).claims


def texts(claims: Sequence[Claim]) -> list[str]:
    return [c.text for c in claims]


ENGINE = "The ferry Aurora turned back because its engine failed off the northern cape."
CREW = "A crew of fourteen and two hundred passengers were taken to a hotel in town."
FEES = "The canal authority raised its fees for large vessels by six percent in May."
MAYOR = "The mayor opposes any new fees that would burden the fishing fleet."


def test_the_best_sentence_comes_first_then_its_article_in_text_order() -> None:
    """What answers leads; the rest reads as its article does."""
    claims = answer(("a", 0.7, CREW), ("a", 0.9, ENGINE), ("b", 0.8, FEES), ("a", 0.75, MAYOR))
    assert texts(claims) == [ENGINE, CREW, MAYOR, FEES]


def test_a_reason_leads_where_one_is_asked_for() -> None:
    """Of two sentences about as good, the one that gives what is asked for is the answer."""
    shown = evidence(("a", 0.91, FEES), ("b", 0.90, ENGINE))
    assert ExtractiveWriter().draft("Why did the Aurora turn back?", shown).claims[0].text == ENGINE
    assert ExtractiveWriter().draft("What did the authority do?", shown).claims[0].text == FEES


def test_the_answer_that_most_articles_give_leads() -> None:
    """Of two sentences about as good, the one whose number another article gives too, beside the words that ask."""
    one, other = "The ferry Aurora carried 240 passengers.", "The ferry Aurora had 9 lifeboats, and passengers slept."
    again = "All 240 passengers of the ferry were safe by noon."
    shown = evidence(("a", 0.91, other), ("b", 0.90, one), ("c", 0.6, again))
    assert ExtractiveWriter().draft("How many passengers were on the ferry?", shown).claims[0].text == one


def test_what_is_no_whole_sentence_is_not_quoted() -> None:
    """A question, a headline, a caption and what heads a list may score best, and answer nothing."""
    for better in (
        "Why did the Aurora turn back?",
        "Ferry Aurora turns back",
        "The ferry Aurora. Photo: Kim Park",
        "The ferry needs three things:",
    ):
        assert texts(answer(("a", 0.95, better), ("b", 0.6, ENGINE))) == [ENGINE]


def test_claims_are_sentences_of_the_evidence_and_cite_them() -> None:
    """Nothing is worded anew."""
    shown = evidence(("a", 0.9, ENGINE), ("b", 0.8, FEES))
    by_label = shown.by_label()
    for claim in ExtractiveWriter().draft("?", shown).claims:
        assert claim.text == by_label[claim.cites[0]].sentence.text


def test_nothing_is_said_twice_and_the_other_article_is_cited_beside() -> None:
    """A near-identical sentence becomes a second citation."""
    again = ENGINE.replace("northern cape", "cape")
    claims = answer(("a", 0.9, ENGINE), ("b", 0.85, again), ("b", 0.8, FEES))
    assert texts(claims) == [ENGINE, FEES]
    assert claims[0].cites == ("S1", "S2")


def test_there_are_at_most_six() -> None:
    """However much was found."""
    told = [(f"a{n}", 0.9, f"Harbour {n} closed after {n} complaints.") for n in range(2, 12)]
    assert len(ExtractiveWriter().draft("?", evidence(*told)).claims) == MOST_CLAIMS


def test_sentences_that_disagree_are_both_shown() -> None:
    """Another number, or a "not", is another statement, however alike the words are."""
    used = "Sailors have used the pact {} times since it was signed, the ministry said."
    assert len(answer(("a", 0.9, used.format(29)), ("b", 0.9, used.format(26)))) == 2
    assert len(answer(("a", 0.9, ENGINE), ("b", 0.9, ENGINE.replace("turned", "never turned")))) == 2


def test_sentences_far_below_the_answer_are_not_worth_a_claim() -> None:
    """A page is not filled up for its own sake."""
    assert texts(answer(("a", 0.9, ENGINE), ("b", 0.3, FEES))) == [ENGINE]


def test_a_sentence_that_points_back_does_not_answer_alone() -> None:
    """Another one that can stand alone is taken where it is nearly as good; else its antecedent comes next."""
    came = "His trip came as the pact was set to expire on Nov. 23 without a new talk."
    told = (("a", 0.5, "Kim Park flew to the island on Monday evening."), ("a", 0.9, came))
    assert texts(answer(*told, ("b", 0.88, ENGINE)))[0] == ENGINE
    assert texts(answer(*told, ("b", 0.65, ENGINE)))[:2] == [came, told[0][2]]


def test_a_sentence_that_points_back_to_what_is_not_shown_is_left_out() -> None:
    """ "They" would be nobody."""
    claims = answer(("a", 0.9, ENGINE), ("b", 0.1, FEES), ("b", 0.8, "They complained to the court about it at once."))
    assert texts(claims) == [ENGINE]


def test_what_opens_an_article_needs_no_sentence_before_it() -> None:
    """ "The two ..." at the head of an article leans on nothing; further down it does."""
    opening = "The two ministries met in Oslo and agreed to share their harbor data."
    shown = evidence(("a", 0.9, opening), ("a", 0.88, CREW))
    first = replace(shown, sentences=(replace(shown.sentences[0], lead=True), shown.sentences[1]))
    assert texts(ExtractiveWriter().draft("?", first).claims)[0] == opening
    assert texts(ExtractiveWriter().draft("?", shown).claims)[0] == CREW


def test_claims_are_passed_on_as_they_are_written() -> None:
    """Each once, in order."""
    said: list[Claim] = []
    draft = ExtractiveWriter().draft("?", evidence(("a", 0.9, ENGINE), ("b", 0.8, FEES)), said.append)
    assert tuple(said) == draft.claims


def test_no_evidence_is_no_answer() -> None:
    """The draft says so."""
    draft = ExtractiveWriter().draft("?", Evidence("?", (), 0.0))
    assert (draft.answerable, draft.claims) == (False, ())


LEAD = "The island council voted on Thursday to deepen the harbour for larger container ships."
DREDGE = "Dredging will begin next March and is expected to take about two years."
FISHERMEN = "Fishermen oppose the plan and demanded a study of the mud along the old quay."
OWNERS = "Ship owners called for an even deeper channel on the eastern side."
COST = "The port company paid for the survey of the sea bed in the last summer."
HIS = "His office published the full report of the survey the same day."


def briefing() -> tuple[Claim, ...]:
    shown = evidence(
        ("a", 0.0, LEAD), ("a", 0.0, FISHERMEN), ("a", 0.0, COST), ("b", 0.0, LEAD.replace("larger", "big")),
        ("b", 0.0, OWNERS), ("b", 0.0, DREDGE), ("b", 0.0, HIS),
    )  # fmt: skip
    infos = tuple({e.article.id: e.article for e in shown.sentences}.values())
    story = Story("s", "Council votes to deepen the harbour", infos, ("a", "b"))
    return ExtractiveWriter().draft_briefing(story, shown).claims


def test_a_briefing_has_its_sections_in_order_and_says_nothing_twice() -> None:
    """Every claim carries a section, the bottom line leads, a repeated lead is cited beside the first."""
    claims = briefing()
    order = [SECTIONS.index(c.section) for c in claims]
    assert order == sorted(order)
    (first,) = (c for c in claims if c.section == "bottom_line")
    assert first.text in (LEAD, LEAD.replace("larger", "big")) and len(first.cites) == 2
    assert len(set(texts(claims))) == len(claims)
    assert sum("island council voted" in t for t in texts(claims)) == 1


def test_a_lead_that_says_who_told_it_may_be_the_bottom_line() -> None:
    """Not the first sentence without "said": that one tells of something else."""
    lead = "A rocket carried the weather satellite Orla into orbit on Wednesday, the space office said."
    later = "The first attempt to launch the satellite was stopped in September because a valve did not close."
    shown = evidence(("a", 0.0, lead), ("a", 0.0, later))
    story = Story("s", "Orla reaches orbit", (shown.sentences[0].article,), ("a",))
    first = ExtractiveWriter().draft_briefing(story, shown).claims[0]
    assert (first.section, first.text) == ("bottom_line", lead)


def test_a_sentence_that_cannot_be_shown_takes_no_place() -> None:
    """What leans on a sentence that is not chosen leaves its place to the next one that can stand alone."""
    leaning = [
        f"{who} wrote of {what} in a letter."
        for who, what in (("He", "debts"), ("She", "rain"), ("They", "oil"), ("It", "salt"), ("This", "tolls"))
    ]
    told = [("a", 0.99, ENGINE)]
    for n, text in enumerate(leaning):
        told += [(f"x{n}", 0.1, f"Report number {n} came out."), (f"x{n}", 0.95, text)]
    assert texts(answer(*told, ("b", 0.8, FEES), ("c", 0.75, CREW))) == [ENGINE, FEES, CREW]


def test_the_bottom_line_is_of_the_newest_articles() -> None:
    """However central an older article is, what became of it is the news."""
    old = "The strike of the harbour pilots of Kalle over the pay of harbour pilots began, the port said."
    new = "Kalle's harbour pilots went back to work."
    shown = evidence(("a", 0.5, old), ("b", 0.0, new))
    infos = (
        replace(shown.sentences[0].article, published=date(2020, 1, 1)),
        replace(shown.sentences[1].article, published=date(2020, 1, 9)),
    )
    sentences = tuple(replace(s, article=info) for s, info in zip(shown.sentences, infos, strict=True))
    story = Story("s", "Strike of the harbour pilots", infos, ("a", "b"))
    claims = ExtractiveWriter().draft_briefing(story, replace(shown, sentences=sentences)).claims
    assert [c.text for c in claims if c.section == "bottom_line"] == [new]


def test_a_sentence_that_is_broken_off_elsewhere_is_told_once() -> None:
    """Another page ends within it, in the middle of a name."""
    whole = "The port will close if the strike goes on, said its chief Ana Ruizgarcia"
    claims = answer(("a", 0.9, whole + "."), ("b", 0.8, whole[:-4]))
    assert texts(claims) == [whole + "."]


def test_what_a_list_begins_with_is_not_told_without_the_list() -> None:
    """Only where there is nothing else is it an answer."""
    opening = "The fees apply to the following vessels, if they pass the canal at night:"
    assert texts(answer(("a", 0.9, FEES), ("b", 0.9, opening))) == [FEES]
    assert texts(answer(("b", 0.9, opening))) == [opening]
