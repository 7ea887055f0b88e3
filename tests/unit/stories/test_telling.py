"""A story in sentences of its articles: the newest state first, whole sentences, named speakers, days still to come."""

from __future__ import annotations

from datetime import date

import pytest
from newsroom import article

from brief.models import EvidenceSentence, Story
from brief.stories.article_text import ArticleText
from brief.stories.lead import has_news, lead
from brief.stories.telling import first_after, names_speaker, tell

STRIKE = """
Pilots of the port of Kalle walked out on Monday after talks on their pay had failed.
About 340 sailors have joined the strike of the pilots, the union said on Monday.
"We were told by text message, three days before the cut took effect," said Ana Ruiz, who leads the union.
The port and the union will meet again in Kalle on May 6.
Can the port be kept open?
"""
LATER = """
The strike of the pilots of Kalle goes on, and thirty ships lie at anchor since Tuesday.
About 410 sailors have joined the strike of the pilots, the union said on Tuesday.
He wants the mayor to step in.
"""


def evidence(*texts: ArticleText) -> list[EvidenceSentence]:
    flat = [(t, s) for t in texts for s in t.sentences]
    return [EvidenceSentence(f"S{n}", s, t.info, 0.5) for n, (t, s) in enumerate(flat, 1)]


def told(*texts: ArticleText, cutoff: str = "2021-05-04") -> dict[str, list[str]]:
    story = Story("s", texts[-1].info.title or "", tuple(t.info for t in texts), ())
    found: dict[str, list[str]] = {}
    for claim in tell(story, evidence(*texts), date.fromisoformat(cutoff)):
        found.setdefault(claim.section, []).append(claim.text)
    return found


def strike() -> ArticleText:
    return article("a", "Pilots of Kalle walk out", STRIKE, published="2021-05-03")


def test_a_report_by_its_sections() -> None:
    """The sentence with its headline on top, who speaks by name, what is to come by its day; a question nowhere."""
    found = told(strike())
    assert found["bottom_line"] == [
        "Pilots of the port of Kalle walked out on Monday after talks on their pay had failed."
    ]
    assert [t[:10] for t in found["what_happened"]] == ["About 340 "]
    assert [t[-35:] for t in found["positions"]] == ["said Ana Ruiz, who leads the union."]
    assert found["what_to_watch"] == ["The port and the union will meet again in Kalle on May 6."]


def test_the_newest_state_leads_and_the_older_number_is_gone() -> None:
    """Of two statements on one matter only the newer article's stands; what leans on another sentence does not."""
    later = article("b", "Strike of pilots goes on", LATER, published="2021-05-04")
    found = told(strike(), later)
    every = [t for texts in found.values() for t in texts]
    assert found["bottom_line"][0].startswith("The strike of the pilots of Kalle goes on")
    assert any("410" in t for t in every) and not any("340" in t or t.startswith("He ") for t in every)


def test_what_is_past_by_the_cut_off_is_not_to_come() -> None:
    """The same sentence, read three days later."""
    assert "what_to_watch" not in told(strike(), cutoff="2021-05-06")


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The council votes on the toll on May 20.", "2021-05-20"),
        ("The council had urged the port to wait until May 20.", None),
        ("The port closed on Monday and will open on May 20.", None),
        ("Reports of the days up to January 6 are missing.", None),
        ("Payments will start again in June.", "2021-06-01"),
        ("The pilots want more pay.", None),
        ("As of May 5, 40 pilots remain ashore.", None),
        ("Sailors had planned to march on May 20.", None),
        ("Ferries are expected to be full around holidays like Easter.", None),
    ],
)
def test_what_comes_next_has_a_day_and_looks_ahead(sentence: str, day: str | None) -> None:
    """A clause that looks back, a day that is past too, or no day: not to be watched."""
    (only,) = evidence(article("a", "Toll", sentence, published="2021-05-04"))
    assert first_after(only, date(2021, 5, 4)) == (date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ('"We will stay," said Ana Ruiz of the union.', True),
        ('"We will stay," Ruiz said.', False),
        ('"We will stay," a sailor told the court.', False),
        ("Kalle has “what it asked for,” she said.", False),
    ],
)
def test_a_speaker_is_named_in_full_or_known(sentence: str, named: bool) -> None:
    """A surname alone only where the full name was told."""
    assert names_speaker(sentence) is named
    assert names_speaker('"We will stay," said a man named Ruiz.', ["Ana Ruiz leads the union."])


def test_a_report_says_when() -> None:
    """Its opening has a day about its own; a guide's has none, and neither has an old story's."""
    guide = article("g", "How to cook herring", "Herring is best in oatmeal.\nSalt it well.", published="2021-05-04")
    old = article("o", "The fire of 1903", "The fire began on June 2, 1903, in a barn.", published="2021-05-04")
    assert [has_news(t) for t in (strike(), guide, old, article("u", "Strike", STRIKE))] == [True, False, False, False]
    found = lead(strike())
    assert found is not None and found.day == date(2021, 5, 3)


def test_what_an_outlet_did_is_no_news() -> None:
    """Unless its headline names it: an office tells its own news."""
    told_by = "Gull has asked the pilots of Kalle for comment on Monday, at the port.\n"
    first = article("a", "Pilots of Kalle walk out", STRIKE + told_by, published="2021-05-03", source="Gull")
    own = article("b", "Gull asks pilots of Kalle", told_by * 2, published="2021-05-03", source="gull.example")
    assert not any(t.startswith("Gull") for texts in told(first).values() for t in texts)
    assert told(own)["bottom_line"] == [told_by.strip()]


def test_the_news_may_stand_in_another_article() -> None:
    """In one of the same day or later that says more of what the story is called; not in an older one."""
    live = article(
        "b",
        "Strike in Kalle: pilots and sailors walk out",
        "The quay was quiet.\nSailors came.",
        published="2021-05-03",
    )
    assert told(strike(), live)["bottom_line"][0].startswith("Pilots of the port of Kalle walked out")
    late = article("c", "Strike in Kalle: pilots walk out", "Pilots met the mayor at the quay.", published="2021-05-05")
    assert told(strike(), late)["bottom_line"] == ["Pilots met the mayor at the quay."]
