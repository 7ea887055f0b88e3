"""What form an article has."""

from __future__ import annotations

import pytest

from brief.articles.form import article_form

SAID = "The council said on Monday that the pier would stay shut until the divers have looked at its feet."
REPORT = [SAID] * 6


@pytest.mark.parametrize(
    ("form", "title", "paragraphs"),
    [
        ("report", "Council shuts the pier", REPORT),
        ("report", "Council shuts the pier", [SAID, "What the divers found", SAID, SAID, "What comes next", SAID]),
        ("report", "Ship takes 3 divers home", [SAID, "The divers", SAID, "The pier", SAID, "The sea", SAID, SAID]),
        ("live", "Storm updates", ["2:15 p.m. ET: Ferries stop", SAID, "1:40 p.m. ET", SAID, "9:05 a.m. ET", SAID]),
        (
            "roundup",
            "4 things to know for Monday",
            [x for n in range(1, 5) for x in (f"{n}. A harbour that sank", SAID)],
        ),
        ("quiz", "How well do you know the harbour?", ["Who built the pier?", "The mayor", "A gull", SAID] * 3),
        ("recipe", "Mussels as the cook makes them", [SAID, "2 cups stock", "1/2 onion", "½ cup oil", "1 lemon", SAID]),
        ("gallery", "The storm in pictures", [f"Waves hit pier {n}. Ada Lund/Gull Images" for n in range(6)]),
        ("table", "Results", [SAID, *(f"Harbour {n}, Tern Bay {n + 3}" for n in range(9))]),
        ("listing", "The new members", [SAID, *(f"Ada Lund, Harbour Ward {c}" for c in "ABCDEFGHI")]),
    ],
)
def test_a_form_shows_in_how_the_lines_follow_each_other(form: str, title: str, paragraphs: list[str]) -> None:
    """Clock times, numbers, quantities, choices, credits and labels tell what holds many things from a report."""
    assert article_form(title, paragraphs) == form


def test_parts_that_speak_of_the_same_people_are_one_report() -> None:
    """Headings alone make no roundup: its parts share no names."""
    same = "It was on Monday that Bo Strand and Nancy Vole spoke for the council."
    apart = [
        f"In the town of {name} the council of {name} spoke." for name in ("Marlow", "Elder", "Tern", "Gull", "Orm")
    ]
    heads = [f"What happened on pier {c}" for c in "abcde"]
    assert article_form("Piers", [x for h in heads for x in (h, same)]) == "report"
    assert article_form("Piers", [x for h, p in zip(heads, apart, strict=True) for x in (h, p)]) == "roundup"
