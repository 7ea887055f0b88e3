"""Line typing and what the furniture says."""

from __future__ import annotations

from datetime import date

import pytest

from brief.articles.lines import read_lines
from brief.models import LineKind

WIRE = """ date 2021-03-04 Harbor council delays vote on the north pier
By Ada Lund
PORT MARLOW, March 4 (Gull News) -- The harbor council put off its vote on Thursday.
The pier has been shut since January, the council said.
alund@gull.example
(END)
"""

OUTLET = """Harbor council delays vote

PORT MARLOW-- The harbor council put off its vote on Thursday.

"We need more time," said the chair.

Source: Gull News Agency

You may also like...

Ten ways to cook mussels
"""


def kinds(raw: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(line.kind.value, raw[line.start : line.end]) for line in read_lines(raw, title)[0]]


def test_a_wire_text_is_typed_from_its_date_to_its_end_mark() -> None:
    """The date glued to the headline, the byline, the dateline, the address and (END) are told from the story."""
    assert kinds(WIRE) == [
        ("boilerplate", "date 2021-03-04"),
        ("headline", "Harbor council delays vote on the north pier"),
        ("byline", "By Ada Lund"),
        ("dateline", "PORT MARLOW, March 4 (Gull News) --"),
        ("body", "The harbor council put off its vote on Thursday."),
        ("body", "The pier has been shut since January, the council said."),
        ("boilerplate", "alund@gull.example"),
        ("boilerplate", "(END)"),
    ]


def test_an_outlets_copy_is_typed_to_its_related_links() -> None:
    """A bare dateline, the source line and the links at the end are furniture."""
    assert [kind for kind, _ in kinds(OUTLET)] == [
        "headline", "dateline", "body", "body", "boilerplate", "boilerplate", "boilerplate",
    ]  # fmt: skip


def test_the_dateline_and_the_source_line_give_one_origin() -> None:
    """`(Gull)` and `Source: Gull News Agency` are two names of one agency."""
    wire, outlet = read_lines(WIRE.replace("Gull News", "Gull"))[1], read_lines(OUTLET)[1]
    assert wire.agency == outlet.agency == "Gull"


def test_the_furniture_gives_date_author_and_place() -> None:
    """What stands in the furniture is read; the day of the dateline has no year of its own."""
    found = read_lines(WIRE)[1]
    assert (found.published, found.published_basis) == (date(2021, 3, 4), "metadata-line")
    assert (found.authors, found.place, found.month_day) == (("Ada Lund",), "PORT MARLOW", (3, 4))


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("LISBON, May 3 (Reuters) - Talks broke down.", "LISBON, May 3 (Reuters) -"),
        ("WASHINGTON (AP) — Talks broke down.", "WASHINGTON (AP) —"),
        ("KYIV, Ukraine (AP) — Talks broke down.", "KYIV, Ukraine (AP) —"),
        ("NEW YORK – Talks broke down.", "NEW YORK –"),
        ("ST. PAUL, Minn. — Talks broke down.", "ST. PAUL, Minn. —"),
        ("BEIJING, Nov. 14 /Xinhua/ -- Talks broke down.", "BEIJING, Nov. 14 /Xinhua/ --"),
        ("NAIROBI, Kenya (AP) _ Talks broke down.", "NAIROBI, Kenya (AP) _"),
        ("(Reuters) - Talks broke down.", "(Reuters) -"),
        ("London CNN — Talks broke down.", "London CNN —"),
        ("Oslo (CNN) Talks broke down.", "Oslo (CNN)"),
        ("**GENEVA** -- Talks broke down.", "**GENEVA** --"),
        ("SEOUL, 14 Nov. 2019 (Halla) -- Talks broke down.", "SEOUL, 14 Nov. 2019 (Halla) --"),
    ],
)
def test_datelines_of_many_houses(line: str, dateline: str) -> None:
    """The sentence that is cited starts after the dateline, however a house writes it."""
    assert kinds(f"{line}\nMore was said later in the day.\n", "Talks fail")[:2] == [
        ("dateline", dateline),
        ("body", "Talks broke down."),
    ]


CAPTION = "Divers wait on the north pier of Port Marlow for the tide to turn."


@pytest.mark.parametrize(
    "line",
    [
        "PORT MARLOW — The council will vote again on the harbour next week.",
        "TERN BAY, Wis. – Talks broke down.",
        "PORT MARLOW, New Zealand -- Talks broke down.",
        "NEW ORLEANS — Talks broke down. Nobody knows why.",
    ],
)
def test_a_dateline_may_stand_below_a_summary_or_a_caption(line: str) -> None:
    """Any place in capitals, right below them."""
    head = next(line[: line.index(dash) + len(dash)] for dash in ("—", "–", "--") if dash in line)
    told = line[len(head) + 1 :]
    typed = kinds(f"{CAPTION}\n\n{line}\n\nMore was said later in the day.\n", "Talks fail")
    assert typed[:3] == [("body", CAPTION), ("dateline", head), ("body", told)]


@pytest.mark.parametrize(
    "line",
    [
        "PFAS – substances that do not decay – were found in the harbour.",
        "CLARIFICATION — An earlier version of this story named another pier as the one that closed.",
        "NOTES — Tickets are on sale at the north pier of the harbour from Monday on.",
        "COUNCILLOR VOLE — We will not vote for it before the summer, whatever the mayor says.",
    ],
)
def test_what_only_looks_like_a_dateline_inside_a_story_is_body(line: str) -> None:
    """An acronym, a label, a list's heading, and a speaker further down."""
    filler = "\n\n".join([CAPTION] * 7)
    assert ("body", line) in kinds(f"{filler}\n\n{line}\n\nMore was said later in the day.\n", "Talks fail")


@pytest.mark.parametrize(
    "line",
    [
        "NASA – the space agency – said it would wait.",
        "COVID-19 cases rose on Monday.",
        "The U.N. - a body of 193 states - met.",
        "IBM-made parts were found, police said.",
        "Mr. Vole (a former mayor) -- who resigned -- said no.",
    ],
)
def test_what_only_looks_like_a_dateline_is_body(line: str) -> None:
    """An acronym or a dash near the front makes no dateline."""
    assert kinds(line, "Another title") == [("body", line)]


@pytest.mark.parametrize(
    "line",
    [
        "(END)", "###", "* * *", "___", "-- ", "https://example.org/a/b", "mail@example.org", "Advertisement",
        "© 2021 The Gull. All rights reserved.", "Copyright 2021 The Gull", "BREAKFAST BROWSE",
        "Read more: Ten ways to cook mussels", "Sign up for our newsletter today", "More:Why piers rot",
        "Facebook Twitter WhatsApp Email", "Share this article", "Photo: The pier in 2019", "Photo by Ada Lund",
        "Waves hit the north pier in Port Marlow. (AP Photo/Ada Lund)",
        "Waves hit the north pier in Port Marlow. Ada Lund/Reuters",
        "Ada Lund/Getty Images Waves hit the north pier in Port Marlow.",
        "Reporting by Ada Lund; Editing by Bo Strand", "Contributing: Bo Strand, The Gull",
        "Ada Lund covers harbors. Reach her at ada@gull.example.", "You may also like...", "Source: Gull News Agency",
        "Ada Lund is a reporter at The Gull, where she writes of harbours.",
        "## What comes next", "![the pier](pier.jpg)", "[Our guide to piers](https://gull.example/guide)",
        "Get the Gull's weekly letter Sign up here to get The Tide with Ada Lund, our newsletter from the harbour",
        "Click here to see the tide tables", "CNN —", "Updated 2:00 p.m. Tuesday, July 20",
    ],
)  # fmt: skip
def test_notices_are_boilerplate(line: str) -> None:
    """Captions, credits, rules, links and notices are never body."""
    raw = (
        f"The council met on Monday and again on Tuesday.\n\n{line}\n\nIt will meet again next week, the chair said.\n"
    )
    assert [kind for kind, text in kinds(raw, "Council meets") if text == line.strip()] in (
        ["boilerplate"],
        ["byline"],
        ["dateline"],
    )


@pytest.mark.parametrize(
    "line",
    [
        "More than 40 people were hurt, police said.",
        "Share prices fell by 3 percent on Monday.",
        "Photos of the wreck were shown to the jury on Tuesday.",
        "By Friday, the water had reached the town hall.",
        "Copyrighted works are at the heart of the case.",
        "Follow-up talks are to be held in May.",
        "The end of the road came on Sunday.",
        '"Read my lips," he said.',
        "Sources said the deal was near.",
        "Advertising revenue rose to $3 million in the quarter.",
        "The council's newsletter names the pier, and 900 people have signed up to help.",
        "Residents were told to sign up for a permit before the harbour closes, the mayor's newsletter says.",
        "The app earns a fee when customers buy through its links, the regulator found.",
    ],
)
def test_sentences_that_begin_like_notices_are_body(line: str) -> None:
    """A sentence of the story is not lost because of its first word."""
    raw = f"The council met on Monday.\n\n{line}\n\nIt will meet again next week.\n"
    assert ("body", line) in kinds(raw, "Council meets")


@pytest.mark.parametrize(
    ("head", "headline"),
    [
        ("(LEAD) Pier to stay shut\n", "Pier to stay shut"),
        ("(2nd LD) Pier to stay shut\n(ATTN: ADDS quote in para 4)\n", "Pier to stay shut"),
        ("# Pier to stay shut\n\n*By Ada Lund, The Gull, March 4, 2021*\n", "Pier to stay shut"),
        ("title: Pier to stay shut\ndate: 2021-03-04\nauthor: Ada Lund\n\n", "Pier to stay shut"),
        ("Pier to stay shut\nThe Gull | Thursday, March 4, 2021\n", "Pier to stay shut"),
        ("2021-03-04 10:30 Pier to stay shut\n", "Pier to stay shut"),
    ],
)
def test_headlines_under_tags_and_metadata(head: str, headline: str) -> None:
    """Wire tags, front matter and dates around the headline are not part of it."""
    lines, found = read_lines(f"{head}\nThe north pier will stay shut until May, the council said on Thursday.\n")
    assert found.headline == headline
    assert [line.kind for line in lines].count(LineKind.HEADLINE) == 1
    assert lines[-1].kind is LineKind.BODY


def test_a_text_whose_title_came_apart_has_no_other_headline() -> None:
    """With the title given, no line of the text is taken for it, not even a short one that nothing ends."""
    raw = "A pier fell into the sea\n\nNobody was hurt, the council said.\n"
    assert [kind for kind, _ in kinds(raw, "Storm hits the north coast")] == ["boilerplate", "body"]


def test_a_line_that_repeats_the_given_title_is_the_headline() -> None:
    """The title's own line is marked although the given title is cut short."""
    raw = "Storm hits the north coast and takes a pier\n\nNobody was hurt.\n"
    assert kinds(raw, "Storm hits the north coast and takes a ... | The Gull")[0][0] == "headline"


def test_a_text_without_a_headline_has_none() -> None:
    """A first line that is a sentence is body."""
    assert kinds("The council met on Monday.\nIt will meet again.\n")[0][0] == "body"


def test_bullets_and_quote_marks_stand_outside_the_body() -> None:
    """The mark of a list item is apart; its text is body."""
    raw = "What they want:\n- a new pier\n2. a deeper harbor\n• more light\n> a quoted line, said the chair.\n"
    assert [text for kind, text in kinds(raw, "Wishes") if kind == "body"] == [
        "What they want:", "a new pier", "a deeper harbor", "more light", "a quoted line, said the chair.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Published: Nov. 14, 2019\n", date(2019, 11, 14)),
        ("14 November 2019\n", date(2019, 11, 14)),
        ("Updated Nov. 15, 2019, 3:04 p.m. ET\nPublished Nov. 14, 2019\n", date(2019, 11, 14)),
        ("The Gull, Nov. 14, 2019\n", date(2019, 11, 14)),
        ("03/04/2019\n", None),
        ("SEOUL, Nov. 14 (Halla) -- Talks began.\n", None),
        ("SEOUL, Nov. 14, 2019 (Halla) -- Talks began.\n", date(2019, 11, 14)),
    ],
)
def test_dates_of_publication(text: str, published: date | None) -> None:
    """A date is read where all of it stands; a day without a year or an ambiguous order is no date."""
    assert read_lines(f"Pier to stay shut\n{text}\nThe pier is shut.\n")[1].published == published


def test_authors_are_people() -> None:
    """Roles, places and outlets behind the names are left out."""
    for byline, authors in {
        "By Ada Lund and Bo Strand": ("Ada Lund", "Bo Strand"),
        "By Ada Lund in Seoul": ("Ada Lund",),
        "BY ADA LUND, STAFF WRITER": ("ADA LUND",),
        "By Ada Lund | The Gull | 4 March 2021": ("Ada Lund",),
    }.items():
        assert read_lines(f"Pier to stay shut\n{byline}\nThe pier is shut, they said.\n")[1].authors == authors


def test_a_ministry_that_said_something_is_no_origin() -> None:
    """Only a dateline or a Source line names an origin."""
    assert read_lines("Pier shut\n\nThe pier is shut, the ministry said in a release.\n")[1].agency is None


def test_a_masthead_and_a_date_may_stand_between_headline_and_dateline() -> None:
    """Neither is a sentence, and the sentence that is cited starts after the dateline."""
    raw = (
        "Council approves deeper harbor\n\nHARBOR GAZETTE\nPublished: 20 September 2019\n\n"
        "PORT ELDER -- The council voted on Thursday to deepen the harbor.\n"
    )
    body = [raw[line.start : line.end] for line in read_lines(raw)[0] if line.kind is LineKind.BODY]
    assert body == ["The council voted on Thursday to deepen the harbor."]
