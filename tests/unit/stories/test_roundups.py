"""Which articles go round the news."""

from __future__ import annotations

from dataclasses import replace

from newsroom import FERRY, FERRY_OWN, TAX, article

from brief.stories.article_text import ArticleText
from brief.stories.roundups import parts, roundups

BRIDGE = """
Rust was found in the piers of the old crossing at Lune, and lorries have to go round by Harrow until autumn.
Engineers want to lift one span after the other.
Lune is cut in two by the works, shopkeepers complain.
"""
CHESS = """
Sixteen-year-old Mirel Sool won the northern title in Graz with a draw in her last game.
Her coach had given her a book about endgames for her birthday.
Graz will hold the contest again next spring.
"""


def told(name: str, *pieces: str, title: str = "Things to know", form: str = "report") -> ArticleText:
    text = article(name, title, "".join(pieces), published="2021-05-05", source="Gull")
    return replace(text, info=replace(text.info, form=form))


def top(text: str) -> str:
    return "\n".join(text.strip().splitlines()[:3]) + "\n"


def test_parts_that_share_nothing() -> None:
    """An article goes round the news where its parts speak of different things, whatever its headline and form are."""
    round_ = told("r", top(TAX), top(CHESS), top(FERRY), top(BRIDGE), title="Mayor opens lock")
    on_one = told("f", FERRY, FERRY_OWN, FERRY, form="roundup", title="Ferry, buoy, rocks, school: 5 things to know")
    assert roundups([round_, on_one]) == {"r"}
    assert roundups([round_]) == {"r"} and roundups([on_one]) == set()


def test_a_short_article_is_told_by_its_form() -> None:
    """Three things in three sentences each are too little to be compared."""
    short = told("s", top(TAX), top(CHESS), top(FERRY))
    assert roundups([short, told("n"), told("l", top(TAX), form="roundup")]) == {"l"}


def test_parts_are_whole_sentences_in_order() -> None:
    """All of them, each once, without the headline, which is of all parts."""
    text = told("p", FERRY, CHESS)
    assert [s for part in parts(text) for s in part.body] == list(text.body)
    assert {part.info.title for part in parts(text)} == {None}
