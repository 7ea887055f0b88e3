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
        ("To enter, visit the office at the harbour. The pier is shut.", "an order to the reader"),
        ("If they come late, bring a lamp that was lit. The pier is shut.", "an order to the reader"),
        ("Enjoy a walk on piers that were repaired. The pier is shut.", "an order to the reader"),
        ("Witnesses are asked to ring the office at 555-010-0199. The pier is shut.", "where to write, look or call"),
        ("Here's how the night on the pier went. The pier is shut.", "only opens what follows"),
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
        "Wade said the ferry is late.",
        "The council bought Yahoo!",
        "It sold 555 123 4567 units.",
        "It sold +10 000 000 000 units.",
        "Like many towns, Norvik has a pier.",
        "Make A Difference Day draws thousands.",
        '"Call 555-010-0199," she told the crew.',
        "He shouted “Close the pier!” at the crew.",
    ],
)
def test_what_states_something_is_cited(sentence: str) -> None:
    """A noun that may be a verb gives no order, a quantity is no telephone number, and what people ask is news."""
    assert sentence in cited(sentence + " The pier is shut.")


def test_a_report_that_turns_to_its_reader_does_so_aside() -> None:
    """One such sentence among many is the page speaking; where many are, it is how the text is written."""
    report = "The pier is shut and the council has no date for it. " * 12
    assert "That is what you need." not in cited(report + "That is what you need.")
    assert "That is what you need." in cited("You should know this. You will be asked. That is what you need.")


@pytest.mark.parametrize("contact", ["vole@pier.example", "pier.example/tickets", "+47 22 12 34 56", "(555) 010-0199"])
def test_a_sentence_that_says_where_to_write_or_call_is_not_cited(contact: str) -> None:
    """Wherever it stands; a number that is none stays."""
    report = "The pier is shut and the council has no date for it. " * 12
    assert f"Tickets are on sale at {contact} now." not in cited(
        f"{report}Tickets are on sale at {contact} now. {report}"
    )
    assert "It cost 555-010 crowns in 2001-2002." in cited(f"{report}It cost 555-010 crowns in 2001-2002. {report}")


def test_a_piece_of_a_sentence_is_not_cited_where_others_are_whole() -> None:
    """The front of one may be lost; where most begin so, it is how the text is written."""
    report = "The pier is shut and the council has no date for it. " * 12
    assert "was taken to the pier by boat." not in cited(report + "\n\nwas taken to the pier by boat.")
    assert "iBoat sales rose by a third." in cited(report + "\n\niBoat sales rose by a third.")
    lower = "the pier is shut.\n\nthe ferry is late.\n\nthe mayor is away."
    assert "the ferry is late." in cited(lower)


def test_captions_under_the_title_of_their_gallery_are_not_cited() -> None:
    """The same label and words stand in front of each."""
    title = "Photos: The life of a pier"
    captions = [f"{title} Divers wait beside the boat.", f"{title} A crane lifts the deck.", f"{title} It was shut."]
    assert cited("\n\n".join([*captions, "The pier was built for coal."])) == ["The pier was built for coal."]
    assert captions[0] in cited("\n\n".join([captions[0], "Photos: The ferry of the town sinks."]))


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
