"""What of an article can be cited, and as one passage with what."""

from __future__ import annotations

from datetime import date

import pytest

from brief.articles.reading import read_article
from brief.articles.statements import addresses_reader
from brief.articles.stretches import stretches
from brief.models import Article, ArticleInfo, LineKind

OPENING = "The council met on Monday.\n\n"


def cited(text: str) -> list[str]:
    reading = read_article(Article(ArticleInfo("a" * 16, "v" * 16, title="Council meets"), OPENING + text))
    return [s.text for s in reading.sentences if s.kind is LineKind.BODY][1:]


def test_a_quotation_over_several_sentences_is_one_passage() -> None:
    """What goes on a quotation carries the sentence that says who speaks; what follows it stands by itself."""
    speech = '"We waited," Vole said. "It was a long night. Nobody came."'
    assert cited(f"{speech} The pier is shut.") == [speech, "The pier is shut."]


def test_a_paragraph_of_nothing_but_quoted_words_belongs_to_the_speaker_before() -> None:
    """Alone it does not say who speaks."""
    speech = '"We waited," Vole said.\n\n"Nobody came. Nobody wrote."'
    assert cited(f"{speech}\n\nThe pier is shut.") == [speech, "The pier is shut."]


def test_a_long_quotation_is_cut_into_passages() -> None:
    """A passage stays short enough to be cited."""
    found = cited('"' + "We waited for the ferry all night long, and nobody came for us. " * 30 + 'So it was."')
    assert len(found) > 2 and max(map(len, found)) <= 600


def test_a_list_is_cited_with_the_sentence_that_opens_it() -> None:
    """Its entries are no sentences; alone they are not cited, and show as items."""
    text = "The complaint names three materials:\n\n- old timber\n- wet sand\n\nThe council denies it."
    found = cited(text)
    assert [" ".join(f.split()) for f in found] == [
        "The complaint names three materials: - old timber - wet sand",
        "The council denies it.",
    ]
    reading = read_article(Article(ArticleInfo("a" * 16, "v" * 16, title="Council meets"), OPENING + text))
    shown = [(s.kind.value, reading.article.raw[s.start : s.end]) for s in stretches(reading)]
    assert ("body", "The complaint names three materials:") in shown
    assert [text for kind, text in shown if kind == "item"] == ["old timber", "wet sand"]


def test_a_question_below_a_list_is_no_entry_of_it() -> None:
    """It heads what follows; the list is cited without it."""
    found = cited("The pier is shut to these:\n\nFerries\n\nFishing boats\n\nWho paid?\n\nThe council paid.")
    assert [" ".join(f.split()) for f in found] == [
        "The pier is shut to these: Ferries Fishing boats",
        "The council paid.",
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Who will pay for it now that the harbour is bankrupt? The mayor does not know.", "a question"),
        ("Who will pay for the “flipped” harbour? The mayor does not know.", "a question"),
        ("Another long night for the mayor of the town. The pier is shut.", "no verb"),
        ("Follow our harbour desk for more. The pier is shut.", "an order to the reader"),
        ("Signature dish: Mussels. The pier is shut.", "no verb"),
        ("This story was first printed in May. The pier is shut.", "about the text itself"),
        ("Bo Strand contributed to this report. The pier is shut.", "about the text itself"),
    ],
)
def test_what_states_nothing_is_not_cited(text: str, why: str) -> None:
    """A question, a piece without a verb and an order to the reader say nothing of what happened."""
    first = text[: text.rindex(" The ")]
    assert first not in cited(text)
    reading = read_article(Article(ArticleInfo("a" * 16, "v" * 16, title="Council meets"), OPENING + text))
    assert why in {s.why for s in stretches(reading) if reading.article.raw[s.start : s.end] == first}


@pytest.mark.parametrize(
    "sentence",
    [
        "Share prices fell.",
        "Demand for timber rises.",
        '"Where were they?" she asked.',
        "“Close the pier.”",
        "Twitter shut its office.",
        "The ferry beat the storm by an hour.",
    ],
)
def test_what_states_something_is_cited(sentence: str) -> None:
    """A noun that may be a verb gives no order, and what people ask is news."""
    assert sentence in cited(sentence + " The pier is shut.")


def test_a_report_that_turns_to_its_reader_does_so_aside() -> None:
    """One such sentence among many is the page speaking; where many are, it is how the text is written."""
    report = "The pier is shut and the council has no date for it. " * 12
    assert "Here is what you need." not in cited(report + "Here is what you need.")
    assert "Here is what you need." in cited("You should know this. You will be asked. Here is what you need.")


def test_a_name_that_looks_like_a_pronoun_speaks_to_nobody() -> None:
    """ "Kim You-geun" is a person, not the reader."""
    assert not addresses_reader("The pact will end in November, said Kim You-geun of the National Security Office.")
    assert addresses_reader("Tell us what you think of the pact.")


@pytest.mark.parametrize(
    "speech",
    [
        "“We waited,’’ Vole said. “It was long. Nobody came.’’",
        '"We waited," Vole said. "It was long. Nobody came.”',
        "Vole said: «It was long. Nobody came.»",
    ],
)
def test_a_quotation_ends_with_any_mark_that_closes_its_own(speech: str) -> None:
    """Also where straight, curly and double single ones are mixed; what follows stands by itself."""
    assert cited(f"{speech} The pier is shut.") == [speech, "The pier is shut."]


def test_what_follows_a_note_about_the_text_in_its_paragraph_belongs_to_it() -> None:
    """The next paragraph does not."""
    note = "Correction: An earlier version of this story named another pier. It has been corrected."
    assert cited(f"{note}\n\nIt has been shut since May.") == ["It has been shut since May."]


@pytest.mark.parametrize(
    ("sentence", "is_caption"),
    [
        ("Divers inspect the pillars of the old pier on May 5.", True),
        ("Mayor Ada Lund speaks to divers in Tern Bay, May 4, 2031.", True),
        ("Divers inspect the pillars of the old pier on June 5.", False),
        ("Divers waited on the old pier on May 5.", False),
        ("Divers have waited on the old pier since it was shut on May 5.", False),
        ("The charge stems from a dive on the pier, which Strand admitted on May 5.", False),
    ],
)
def test_a_past_day_told_in_the_present_is_a_caption(sentence: str, is_caption: bool) -> None:
    """News tells in the present of what is and of what is planned, not of a day that is over."""
    info = ArticleInfo("a" * 16, "v" * 16, title="Council meets", published=date(2031, 5, 8))
    reading = read_article(Article(info, f"{OPENING}{sentence}"))
    kind = next(s.kind for s in reading.sentences if s.text == sentence)
    assert kind is (LineKind.BOILERPLATE if is_caption else LineKind.BODY)


def test_the_end_of_a_quotation_that_only_points_back_is_shown_apart() -> None:
    """The passage is cited as a whole; the end alone says nothing, unless it names something."""
    text = '"We waited for Strand," Vole said. "He came. That is what it is."\n\n"We left," Vole said. "It was 4 a.m."'
    reading = read_article(Article(ArticleInfo("a" * 16, "v" * 16, title="Council meets"), OPENING + text))
    assert [s.text for s in reading.sentences][1:] == text.split("\n\n")
    shown = [(s.kind.value, reading.article.raw[s.start : s.end]) for s in stretches(reading)][1:]
    assert shown == [
        ("body", '"We waited for Strand," Vole said. "He came.'),
        ("continuation", 'That is what it is."'),
        ("body", '"We left," Vole said. "It was 4 a.m."'),
    ]
