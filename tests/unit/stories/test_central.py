"""What tells a story: each thing once, the central things first, within a budget."""

from __future__ import annotations

from datetime import date

import pytest
from newsroom import FERRY, FERRY_EDITED, FERRY_OWN, article

from brief.models import Evidence, Story
from brief.stories.article_text import ArticleText
from brief.stories.central import Limits, repeats, story_evidence, told


def texts() -> list[ArticleText]:
    return [
        article("c", "Night in a school", FERRY_OWN, published="2021-05-05", source="Gull"),
        article("a", "Ferry aground", FERRY, published="2021-05-03", origin="VNA"),
        article("b", "Divers find tear", FERRY_EDITED, published="2021-05-04", origin="VNA"),
    ]


def evidence(*, max_sentences: int = 24, budget: int = 10_000) -> Evidence:
    story = Story("s", "The ferry", tuple(t.info for t in texts()), ("VNA", "Gull"))
    things = told(texts())
    limits = Limits(max_sentences, budget, lambda t: len(t.split()), date(2021, 5, 5))
    return story_evidence(story, things, limits=limits)


def test_each_thing_is_told_once() -> None:
    """Sentences that the copy carries are twins of the original's; what is only in one article stands alone."""
    things = told(texts())
    twins = {t.sentence.text.split()[0]: [x.article.version for x in t.twins] for t in things if t.twins}
    assert twins == {"The": ["b"], "Divers": ["b"], "Captain": ["b"], "Everyone": ["b"]}
    assert sum("Tern Island on Monday" in t.sentence.text for t in things) == 1


def test_another_number_is_another_thing() -> None:
    """A sentence that differs only in a figure is no twin, and both are kept as evidence."""
    one = "Divers found a tear nine meters long in the hull of the ferry below the waterline."
    other = one.replace("nine", "twelve")
    things = told([article("a", "A", one, published="2021-05-03"), article("b", "B", other, published="2021-05-04")])
    assert len(things) == 2 and not any(t.twins for t in things)
    assert not repeats(other, [one]) and repeats(one.replace("Divers", "The divers"), [one])


def test_evidence_reads_in_order() -> None:
    """Labels count up, oldest article first, in the order of its text."""
    found = evidence()
    assert [s.label for s in found.sentences] == [f"S{n}" for n in range(1, len(found.sentences) + 1)]
    where = [(str(s.article.published), s.sentence.start) for s in found.sentences]
    assert where == sorted(where) and found.answers


def test_the_lead_is_central() -> None:
    """With room for one it is the newest article's opening; the one that two outlets carry scores most."""
    only = evidence(max_sentences=1).sentences
    assert len(only) == 1 and only[0].sentence.text.startswith("Passengers of the Halcyon")
    best = max(told(texts()), key=lambda t: t.score)
    assert best.sentence.text.startswith("The ferry Halcyon ran aground") and best.score == pytest.approx(1.0)


@pytest.mark.parametrize("budget", [1, 40, 90])
def test_the_budget_is_kept(budget: int) -> None:
    """Never more tokens than asked for, but for a first sentence that is longer alone."""
    found = evidence(budget=budget).sentences
    assert found and (len(found) == 1 or sum(len(s.sentence.text.split()) for s in found) <= budget)


def test_room_for_what_is_to_come() -> None:
    """What has a day after the cut-off is among the evidence though other sentences are more central."""
    plan = "A salvage crew from Harrow will pull the ship free on Saturday, May 8."
    late = article(
        "d", "Salvage", "\n".join([FERRY_OWN.strip()] + ["Nets were mended."] * 3 + [plan]), published="2021-05-05"
    )
    limits = Limits(6, 10_000, len, date(2021, 5, 5))
    shown = story_evidence(Story("s", "The ferry", (late.info,), ("Gull",)), told([*texts()[1:], late]), limits=limits)
    assert plan in [s.sentence.text for s in shown.sentences]


def test_no_articles_no_evidence() -> None:
    """A story of empty articles has nothing to show, and does not answer."""
    empty = Story("s", "Nothing", (), ())
    assert not story_evidence(empty, told([]), limits=Limits(5, 99, len)).answers
    assert told([article("a", "A", "Short.\nWhy did the ferry leave the marked channel that night?")]) == ()
