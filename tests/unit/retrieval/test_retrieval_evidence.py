"""From passages to the sentences that answer, and whether they do."""

from __future__ import annotations

from datetime import date

from passages import article, passage

from brief.models import Evidence, Hit, LineKind, Sentence
from brief.retrieval.confidence import THRESHOLD
from brief.retrieval.evidence import Limits, merge, select_evidence, with_origins
from brief.retrieval.question import read_question

FERRY = [
    "The ferry Aurora turned back to Port Ansel on Monday because its engine failed.",
    "It carried 240 passengers and a crew of 14, the operator said.",
    "The mayor thanked the coast guard for its help during the night.",
    "Repairs are expected to take three weeks, according to the shipyard.",
]
CANAL = [
    "The canal authority raised its fees by six percent for large vessels.",
    "Captains complained about the higher fees at a hearing in the capital.",
]


def gather(text: str, *found: tuple[Hit, tuple[Sentence, ...]], as_of: date | None = None, **limits: int) -> Evidence:
    sentences = {(hit.chunk.version, hit.chunk.ordinal): s for hit, s in found}
    return select_evidence(
        read_question(text, as_of=as_of), [hit for hit, _ in found], sentences, limits=Limits(**limits)
    )


def best(evidence: Evidence) -> str:
    return max(evidence.sentences, key=lambda s: s.score).sentence.text


def test_the_sentence_that_answers_scores_best() -> None:
    """For why the reason, for how many the number, among sentences of the same passage."""
    found = passage(article("a"), FERRY)
    assert best(gather("Why did the ferry turn back?", found)) == FERRY[0]
    assert best(gather("How many passengers were on the ferry Aurora?", found)) in (FERRY[0], FERRY[1])
    assert best(gather("How many passengers did it carry?", found)) == FERRY[1]
    assert best(gather("How long will repairs take?", found)) == FERRY[3]


def test_labels_follow_articles_and_text_order() -> None:
    """S1 ... Sn, the article of the best sentence first, in the order of its text."""
    evidence = gather(
        "Why did the ferry turn back?", passage(article("b"), CANAL, score=0.4), passage(article("a"), FERRY)
    )
    assert [s.label for s in evidence.sentences] == [f"S{n}" for n in range(1, len(evidence.sentences) + 1)]
    assert [s.article.id for s in evidence.sentences] == sorted(s.article.id for s in evidence.sentences)
    places = [s.sentence.start for s in evidence.sentences if s.article.id == "a"]
    assert places == sorted(places)


def test_the_same_sentence_of_another_article_is_a_twin() -> None:
    """It is told once, and each article keeps its own citation; origins are counted over both."""
    one = passage(article("a", origin="HNA"), FERRY)
    other = passage(
        article("b", origin="Pacific Wire"), [FERRY[0].replace("turned back", "returned"), CANAL[0]], score=0.9
    )
    evidence = gather("Why did the ferry turn back?", one, other)
    leader = next(s for s in evidence.sentences if s.sentence.text == FERRY[0])
    assert [t.article.id for t in leader.twins] == ["b"]
    assert leader.origins == {"hna", "pacific wire"}


def test_a_different_number_makes_no_twin() -> None:
    """Two articles that disagree are both heard."""
    one = passage(article("a"), ["The ferry Aurora carried 240 passengers when its engine failed off Port Ansel."])
    other = passage(article("b"), ["The ferry Aurora carried 230 passengers when its engine failed off Port Ansel."])
    evidence = gather("How many passengers did the ferry carry?", one, other)
    assert len(evidence.sentences) == 2
    assert not any(s.twins for s in evidence.sentences)


def test_a_sentence_that_points_back_brings_the_one_before_it() -> None:
    """Who "she" is comes along, however little it says by itself."""
    texts = ["Edda Lunt runs the yard.", "She said repairs to the ferry engine would take three weeks.", *CANAL]
    evidence = gather("How long will repairs to the ferry engine take?", passage(article("a"), texts), sentences=2)
    assert [s.sentence.text for s in evidence.sentences] == texts[:2]


def test_the_budget_holds() -> None:
    """No more tokens than allowed, each sentence and its label counted; no more sentences than allowed."""
    found = passage(article("a"), FERRY)
    cost = [len(s.sentence.text) // 3 + 7 for s in gather("ferry", found, tokens=60).sentences]
    assert 0 < sum(cost) <= 60
    assert gather("ferry", found, tokens=0).sentences == ()
    assert len(gather("ferry", found, sentences=2).sentences) == 2


def test_only_sentences_of_the_body_are_evidence() -> None:
    """A headline is no evidence in an answer."""
    hit, sentences = passage(article("a"), FERRY)
    head = Sentence("a", 0, len(FERRY[0]), FERRY[0], LineKind.HEADLINE)
    assert all(s.sentence.kind is LineKind.BODY for s in gather("ferry", (hit, (head, *sentences[1:]))).sentences)


def test_a_question_about_other_things_is_not_answered() -> None:
    """Nothing of it is covered, so confidence is nothing; one shared word is not enough."""
    found = passage(article("a"), FERRY), passage(article("b"), CANAL)
    assert gather("How tall is the lighthouse of Quito?", *found).confidence == 0
    assert not gather("Which ferry won the regatta of Lagos in the harbour festival?", *found).answers
    assert gather("Why did the ferry Aurora turn back?", *found).answers


def test_an_unknown_name_lowers_confidence() -> None:
    """The same question about a ferry nobody wrote of is answered with less."""
    found = passage(article("a"), FERRY)
    known = gather("Why did the engine of the Aurora fail?", found).confidence
    assert gather("Why did the engine of the Borealis fail?", found).confidence < known


def test_old_news_is_less_likely_to_answer_what_is_asked_now() -> None:
    """As of a day, the age of the article counts against it, and more where the present is asked for."""
    found = passage(article("a", date(2020, 1, 10)), FERRY)
    ask = "Why did the ferry turn back{}?"
    fresh = gather(ask.format(""), found, as_of=date(2020, 1, 11)).confidence
    old = gather(ask.format(""), found, as_of=date(2021, 1, 11)).confidence
    old_now = gather(ask.format(" this week"), found, as_of=date(2021, 1, 11)).confidence
    assert fresh > old > old_now
    assert gather(ask.format(" in January 2020"), found, as_of=date(2021, 1, 11)).confidence > old


def test_a_word_found_nowhere_and_another_year_lower_confidence() -> None:
    """What is asked has to stand somewhere, and so has the year that it is asked of."""
    found = passage(article("a", date(2020, 1, 10)), FERRY)
    known = gather("Why did the ferry Aurora turn back?", found).confidence
    assert gather("Why did the ferry Aurora turn back burning?", found).confidence < known
    assert gather("Why did the ferry Aurora turn back in 2020?", found).confidence > 0.5 * known
    assert gather("Why did the ferry Aurora turn back in 1987?", found).confidence < 0.5 * known


def test_a_year_that_is_asked_for_may_be_long_ago() -> None:
    """Old news tells when something was founded as well as new."""
    found = passage(article("a", date(2020, 1, 10)), FERRY)
    year = gather("In what year did the ferry Aurora turn back?", found, as_of=date(2023, 1, 10)).confidence
    assert gather("Why did the ferry Aurora turn back?", found, as_of=date(2023, 1, 10)).confidence < year


def test_articles_of_the_days_asked_about_go_before_others() -> None:
    """ "In January" prefers what was written then, or a week later, to the same words of another month."""
    then, later = article("then", date(2020, 2, 3)), article("later", date(2020, 6, 3))
    question = "Why did the ferry turn back in January 2020?"
    evidence = gather(
        question, passage(later, FERRY), passage(then, ["The ferry turned back since its engine failed."])
    )
    assert evidence.sentences[0].article.id == "then"


def test_what_other_days_articles_tell_comes_later_unless_a_year_is_asked_for() -> None:
    """Of two sentences with the same words the one from the days that are spoken of; a year is told before them."""
    now = passage(
        article("now", date(2021, 6, 10)), ["The operator sold the ferry Aurora to a yard abroad."], score=0.9
    )
    before = passage(article("before", date(2019, 2, 1)), ["In 2019 the operator bought the ferry Aurora from a yard."])
    today = date(2021, 6, 11)
    asked = "What did the operator do with the ferry Aurora this week?"
    assert best(gather(asked, before, now, as_of=today)) == now[1][0].text
    asked = "The ferry Aurora was sold this week. What year did the operator buy it?"
    assert best(gather(asked, before, now, as_of=today)) == before[1][0].text


def test_no_hits_give_no_evidence() -> None:
    """An empty search answers nothing, and does not fail."""
    evidence = gather("Why did the ferry turn back?")
    assert evidence == Evidence("Why did the ferry turn back?", (), 0.0, THRESHOLD)
    assert not evidence.answers


def test_origins_are_counted_by_the_names_that_were_worked_out() -> None:
    """Two ways to write an agency are one origin once that is known; without it each counts."""
    one = passage(article("a", origin="HNA"), FERRY)
    other = passage(article("b", origin="the Hanbada News Agency"), [FERRY[0], CANAL[0]], score=0.9)
    evidence = gather("Why did the ferry turn back?", one, other)
    assert len(evidence.sentences[0].origins) == 2
    named = with_origins(evidence, {"a": "Hanbada", "b": "Hanbada"})
    assert {s.origins for s in named.sentences} == {frozenset({"Hanbada"})}
    assert [s.sentence for s in named.sentences] == [s.sentence for s in evidence.sentences]


def test_an_article_that_has_only_a_usual_word_of_the_question_tells_nothing() -> None:
    """ "Last" and "day" are found everywhere; where something has a telling word, only that is evidence."""
    usual = passage(article("b"), ["The quay was last mended on a summer day in 1987."], score=1.0)
    found = passage(article("a"), FERRY, score=0.4)
    question = "What happened on the last day of the ferry?"
    assert {s.article.id for s in gather(question, usual, found).sentences} == {"a"}
    assert {s.article.id for s in gather("What happened on the last day?", usual).sentences} == {"b"}


def test_the_newest_of_what_is_on_the_matter_goes_first() -> None:
    """ "Latest on" prefers the newest article that is about it, however much better an older one was found."""
    old, new, other = (article(n, date(2020, m, 1)) for n, m in (("old", 1), ("new", 5), ("other", 6)))
    found = (
        passage(old, FERRY, score=1.5),
        passage(new, ["The ferry turned back once more, its owner said."], score=1.0),
        passage(other, CANAL, score=1.0),
    )
    assert gather("Why did the ferry turn back?", *found).sentences[0].article.id == "old"
    assert gather("latest on the ferry that turned back", *found).sentences[0].article.id == "new"


def test_the_news_of_some_days_is_what_opens_its_articles() -> None:
    """Whatever it is about, and it is answered if there is any."""
    evidence = gather("What happened in January 2020?", passage(article("a", date(2020, 1, 10)), FERRY))
    assert evidence.answers
    assert max(evidence.sentences, key=lambda e: e.score).sentence.text == FERRY[0]
    assert not gather("What happened in January 2020?").answers


def test_what_is_shown_to_a_reader_comes_with_its_neighbours() -> None:
    """A sentence that answers brings what stands beside it and the opening of its article, in text order."""
    texts = (FERRY[0], "Nobody was hurt.", *CANAL, "Repairs to the engine will take three weeks.", "The yard is full.")
    found = passage(article("a"), texts)
    alone = gather("How long will repairs to the engine take?", found, sentences=1)
    assert [s.sentence.text for s in alone.sentences] == [texts[4]]
    read = gather("How long will repairs to the engine take?", found, sentences=4, beside=1)
    assert [s.sentence.text for s in read.sentences] == [texts[0], texts[3], texts[4], texts[5]]


def test_no_more_articles_than_asked_for_and_the_newest_among_them() -> None:
    """Of three articles on one matter the newest is heard, though it says least of it."""
    question = "What did the canal authority decide on fees?"
    old = passage(article("a", date(2020, 1, 5)), CANAL, score=1.0)
    older = passage(article("b", date(2020, 1, 4)), ["The canal authority decides on fees on Monday."], score=0.9)
    new = passage(
        article("c", date(2020, 3, 1)), ["The canal authority dropped its fees for large vessels."], score=0.1
    )
    found = gather(question, old, older, new, articles=2, beside=1)
    assert {s.article.id for s in found.sentences} >= {new[0].article.id}
    assert len({s.article.id for s in found.sentences}) == 2


def test_what_quotes_single_sentences_gets_the_best_first() -> None:
    """Few sentences, as a small model reads: neither the newest articles nor neighbours take the place of the best."""
    old = passage(article("a", date(2020, 1, 5)), FERRY, score=1.0)
    new = passage(article("c", date(2020, 3, 1)), ["The ferry Aurora sails on Monday."], score=0.1)
    found = gather("Why did the ferry Aurora turn back on Monday?", new, old, sentences=2)
    assert found.sentences[0].sentence.text == FERRY[0]
    read = gather("Why did the ferry Aurora turn back on Monday?", new, old, sentences=2, beside=1)
    assert read.sentences[0].article.id == new[0].article.id


def test_several_searches_make_one_evidence() -> None:
    """Each sentence once, article by article, labelled anew; the surest confidence stands for all."""
    one = gather("What did the canal authority decide?", passage(article("a"), CANAL))
    two = gather("Why did the ferry turn back?", passage(article("b"), FERRY), passage(article("a"), CANAL))
    both = merge([one, two, one])
    assert [s.label for s in both.sentences] == [f"S{n}" for n in range(1, len(both.sentences) + 1)]
    assert len({s.sentence.ref for s in both.sentences}) == len(both.sentences)
    assert len(both.sentences) == len(CANAL) + len(FERRY)
    assert both.sentences[0].article.id == one.sentences[0].article.id
    assert both.confidence == max(one.confidence, two.confidence)
    assert both.question == one.question
