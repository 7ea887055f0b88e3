"""What is read out of a question, and that none of it is full-text syntax."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brief.library.lexical import _any_of, _strings
from brief.retrieval.question import (
    MOST_TERMS,
    Span,
    acronym_keys,
    kind_of,
    read_question,
    with_acronyms,
)
from brief.retrieval.tokens import token_set
from brief.text.acronyms import Acronym, long_key

TODAY = date(2019, 11, 18)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Why did the ferry turn back?", "why"),
        ("The ferry turned back due to what?", "why"),
        ("How many boats were lost?", "number"),
        ("What percentage of the fleet is insured?", "number"),
        ("How much did the crane cost?", "number"),
        ("What year was the pier built?", "day"),
        ("When does the strike end?", "day"),
        ("Where was the barge found?", "name"),
        ("Who pays for it?", "name"),
        ("The captain resigned. What is her name?", "name"),
        ("Which port is closed?", "name"),
        ("What did the council decide?", "other"),
        ("How did the fire start?", "how"),
        ("Explain how the fire started", "how"),
        ("How soon does the strike end?", "day"),
        ("Did the council vote?", "other"),
        ("ferry timetable", "other"),
        ("Where is it now? It left the U.S. in May. Why did it leave the U.S. so late?", "why"),
    ],
)
def test_the_kind_of_answer_is_that_of_the_last_question_asked(text: str, kind: str) -> None:
    """A lead-in sentence does not decide, an abbreviation does not end a sentence."""
    assert kind_of(text) == kind


def test_words_that_tell_nothing_are_not_searched_for() -> None:
    """Stop words are dropped, the rest is quoted."""
    assert read_question("What did the council decide about the pier?").match == ("council", "decide", "pier")


def test_a_country_is_one_term_under_all_of_its_names() -> None:
    """The name, the people and the capital of one country ask for one thing, but every word of it is searched for."""
    question = read_question("Does South Korea trust Tokyo?")
    assert [t.stems for t in question.terms if t.name] == [frozenset({"=south korea"}), frozenset({"=japan"})]
    assert question.match == ("South", "Korea", "trust", "Tokyo")


def test_a_capital_letter_that_opens_a_sentence_makes_no_name() -> None:
    """ "Supermarkets" is no name, GSOMIA is."""
    question = read_question("Supermarkets ran out of mustard. GSOMIA ended. Why?")
    assert [t.text for t in question.terms if t.name] == ["GSOMIA"]


@pytest.mark.parametrize(
    ("text", "as_of", "span"),
    [
        ("What happened in August?", TODAY, Span(date(2019, 8, 1), date(2019, 8, 31))),
        ("What has Seoul said since last week?", TODAY, Span(date(2019, 11, 11), None)),
        ("What did Moon say on Friday?", TODAY, Span(date(2019, 11, 15), date(2019, 11, 15))),
        ("What was agreed before October 2019?", None, Span(None, date(2019, 9, 30))),
        ("What happened in August?", None, None),
        ("What happens next week?", TODAY, None),
        ("What may the council decide?", TODAY, None),
    ],
)
def test_words_of_time_become_a_soft_span(text: str, as_of: date | None, span: Span | None) -> None:
    """Against the day of the question; without one only what carries a year; never the future."""
    assert read_question(text, as_of=as_of).span == span


def test_words_of_time_are_searched_for_but_are_not_what_is_asked_about() -> None:
    """The month can find an article; that one does not name it does not count against it."""
    question = read_question("What closed the canal in August 2018?", as_of=TODAY)
    assert [t.text for t in question.terms if t.time] == ["August", "2018"]
    assert not any(t.name for t in question.terms)
    assert "August" in question.match


def test_a_span_that_holds_the_day_of_the_question_is_not_the_past() -> None:
    """Asked in 2019 about 2019, fresh news still counts most."""
    assert read_question("Who won the 2019 award?", as_of=TODAY).past is None
    assert read_question("Who won the 2018 award?", as_of=TODAY).past == Span(date(2018, 1, 1), date(2018, 12, 31))


def test_asking_for_the_present_is_noticed() -> None:
    """ "Latest" and "this week" are wishes for what is new."""
    assert read_question("What is the latest on the ferry?").latest
    assert read_question("Who resigned this week?").latest
    assert read_question("What is the latest on the ferry?").newest
    assert not read_question("Who resigned this week?").newest
    assert not read_question("Who resigned?").latest


def test_filters_go_into_the_query_untouched() -> None:
    """The dates and lists given are the query's own."""
    query = read_question("x", as_of=TODAY, since=TODAY, until=TODAY, sources=["A"], articles=["b"]).query
    assert (query.as_of, query.since, query.until) == (TODAY, TODAY, TODAY)
    assert (query.sources, query.articles) == (("A",), ("b",))


def test_a_very_long_text_gives_a_bounded_query() -> None:
    """A pasted article does not become a query of thousands of words."""
    question = read_question(" ".join(f"word{i}" for i in range(20_000)))
    assert len(question.terms) == MOST_TERMS
    assert read_question("why " * 25_000).match == ()


def test_quoted_words_are_searched_for_as_a_phrase_too() -> None:
    """A phrase in quotation marks is one more alternative."""
    assert read_question("What is the “doomsday glacier” made of?").match[-1] == "doomsday glacier"


@pytest.fixture(scope="module")
def index() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("create virtual table t using fts5(title, text, tokenize='porter unicode61')")
    return connection


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.text(alphabet="ab\"*^():-+{}.' ANDORTNE’“”", max_size=60)))
def test_any_text_is_only_text_to_the_index(index: sqlite3.Connection, text: str) -> None:
    """No question, however it is typed, is a syntax error in full-text search."""
    match = read_question(text, as_of=TODAY).match
    if match:
        index.execute("select rowid from t where t match ?", (_any_of(_strings(match)),)).fetchall()


def test_operators_are_searched_for_as_words() -> None:
    """NEAR and column names lose their meaning, not their letters."""
    assert read_question('NEAR("a" OR *) AND col: ^ -- "').match == ("NEAR", "col")


PACT = Acronym("NSPA", "Northern Straits Pilotage Accord", long_key("Northern Straits Pilotage Accord"))


def test_an_acronym_also_finds_what_it_stands_for() -> None:
    """In the other wording it is searched written out; a sentence that writes it out has it, half of it is not it."""
    question = with_acronyms(read_question("Why did Norvik leave NSPA?"), (PACT,))
    assert question.match == ("Norvik", "leave", "NSPA")
    assert question.other_match == ("Norvik", "leave", "Northern Straits Pilotage Accord")
    term = next(t for t in question.terms if t.text == "NSPA")
    assert term.stands_in(token_set("It left the NSPA."))
    assert term.stands_in(token_set("The accord on pilotage in the northern straits ended."))
    assert not term.stands_in(token_set("The accord on pilotage ended."))


def test_a_name_written_out_also_finds_its_acronym() -> None:
    """Its words are together worth the acronym, in any case of letters."""
    question = with_acronyms(read_question("Who signed the northern straits pilotage accord?"), (PACT,))
    assert question.other_match == ("signed", "NSPA")
    tokens = token_set("They signed the NSPA.")
    assert all(t.stands_in(tokens) for t in question.terms)


def test_acronyms_that_are_not_asked_about_change_nothing() -> None:
    """Neither what the question lacks nor a small word that is spelt like an acronym."""
    for text in ("Who signed the accord?", "Will the nspa ballot be held?"):
        question = read_question(text)
        assert with_acronyms(question, (PACT,)) is question


def test_what_may_be_an_acronym_or_a_written_out_name() -> None:
    """Short forms in capitals, and all runs of words; no country is an acronym."""
    shorts, longs = acronym_keys(read_question("Did the U.K. leave the N.S.P.A. for the Northern Straits Accord?"))
    assert shorts == {"NSPA"}
    assert {long_key("Northern Straits Accord"), long_key("Northern Straits")} <= longs


@pytest.mark.parametrize(("word", "form"), [("meet", "met"), ("fell", "fall")])
def test_irregular_forms_count_as_found(word: str, form: str) -> None:
    """ "Where did they meet?" is answered by "they met"."""
    (term,) = read_question(word).terms
    assert term.stands_in(token_set(f"So it {form} there."))
