"""Reading what models answer."""

from __future__ import annotations

from datetime import date

import pytest

from brief.models import Claim, Search
from brief.writing.protocol import SMALL, Form, Shown
from brief.writing.replies import ReplyReader, clean_claim

LABELS = tuple(f"S{n}" for n in range(1, 10))
ONE = [("One thing.", ("S4",))]
BOTH = [("One thing.", ("S4",)), ("Another thing.", ("S2", "S9"))]
GOOD = (
    '{"answerable": true, "claims": [{"cites": ["S4"], "text": "One thing."}, '
    '{"cites": ["S2", "S9"], "text": "Another thing."}]}'
)


def read(text: str, form: Form = Form.JSON_SCHEMA, **options: object) -> ReplyReader:
    reader = ReplyReader(Shown("4f0c2a91be", "", LABELS, ""), form=form, **options)  # type: ignore[arg-type]
    reader.feed(text)
    reader.draft = reader.finish()  # type: ignore[attr-defined]
    return reader


def pairs(text: str, form: Form = Form.JSON_SCHEMA) -> list[tuple[str, tuple[str, ...]]]:
    return [(claim.text, claim.cites) for claim in read(text, form).draft.claims]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        pytest.param(GOOD, BOTH, id="as asked"),
        pytest.param(f"Sure!\n```json\n{GOOD}\n```\nI hope {{this}} helps [S1].", BOTH, id="fences and prose"),
        pytest.param(f"<think>Is {{it}} [S1]? {GOOD[:40]}</think>\n{GOOD}", BOTH, id="thoughts"),
        pytest.param(f"<think>{GOOD.replace('thing', 'draft')}</think>{GOOD}", BOTH, id="a draft in the thoughts"),
        pytest.param(GOOD[: GOOD.index("Another") + 5], ONE, id="half a JSON"),
        pytest.param(GOOD.replace("]}", "],}"), BOTH, id="trailing commas"),
        pytest.param(
            GOOD.replace("thing.", 'thing." said', 1), [('One thing." said', ("S4",)), BOTH[1]], id="open quotes"
        ),
        pytest.param(GOOD.replace('["S4"]', '"S4"'), BOTH, id="a label as a string"),
        pytest.param(GOOD.replace('["S4"]', "4"), BOTH, id="a label as a number"),
        pytest.param(GOOD.replace('["S2", "S9"]', '"[S2], [4f0c2a91be S9]"'), BOTH, id="labels in brackets"),
        pytest.param(GOOD.replace('"S9"', '"S9", "S2", "S77", "X", null'), BOTH, id="unknown labels"),
        pytest.param(GOOD.replace('"S4"', '"S44"'), [("One thing.", ()), BOTH[1]], id="no known label left"),
        pytest.param(GOOD.replace('"cites": ["S4"], ', ""), [("One thing.", ()), BOTH[1]], id="no labels at all"),
        pytest.param(GOOD.replace("One thing.", "One thing [S4]."), BOTH, id="a mark inside the text"),
        pytest.param(GOOD.replace("Another", "one"), [*ONE, ("one thing.", ("S2", "S9"))][:1], id="a duplicate"),
        pytest.param(GOOD.replace('"One thing."', "42"), BOTH[1:], id="a text that is a number"),
        pytest.param(GOOD.replace('"One thing."', '" "'), BOTH[1:], id="an empty text"),
        pytest.param(
            '{"claims": ["One thing. [S4]", 7, null, "Another thing [S2][S9]."]}', BOTH, id="claims as strings"
        ),
        pytest.param('[{"cites": ["S4"], "text": "One thing."}]', ONE, id="a bare list"),
        pytest.param('{"cites": ["S4"], "text": "One thing."}', ONE, id="a bare claim"),
        pytest.param('{"answer": "One thing [S4]. Another thing [S2, S9]."}', BOTH, id="an answer as one string"),
        pytest.param("One thing [S4]. Another thing [S2][S9].", BOTH, id="prose with marks"),
        pytest.param("One thing. Another thing.", [], id="prose without marks"),
        pytest.param('{"answerable": false, "claims": []}', [], id="not answerable"),
        pytest.param('{"a": }{]]', [], id="broken brackets"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_json_is_read_whatever_its_faults(text: str, claims: list[tuple[str, tuple[str, ...]]]) -> None:
    """Every claim that can be made out comes through, with the labels that exist."""
    assert pairs(text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        pytest.param("One thing. [S4]\nAnother thing. [S2, S9]\n", BOTH, id="as asked"),
        pytest.param("- One thing [S4].\n2) Another thing [S2] [S9].", BOTH, id="bullets"),
        pytest.param("One thing [S4]. Another thing [S2][S9].", BOTH, id="on one line"),
        pytest.param("[S4] One thing.\n[S2][S9] Another thing.", BOTH, id="marks in front"),
        pytest.param("[S4] One thing. [S2, S9] Another thing.", BOTH, id="marks in front on one line"),
        pytest.param("[4f0c2a91be S4] One thing.", ONE, id="the nonce copied"),
        pytest.param("One thing (S4).", ONE, id="round brackets"),
        pytest.param("Here is the answer:\nOne thing. [S4]\n\nSources\n", ONE, id="a preamble"),
        pytest.param("The crews came back to work.", [("The crews came back to work.", ())], id="no mark"),
        pytest.param("NOT ANSWERED", [], id="not answered"),
        pytest.param(f"```json\n{GOOD}\n```", BOTH, id="JSON all the same"),
        pytest.param(
            "The (2019) thing cost 3 million (S4).", [("The (2019) thing cost 3 million.", ("S4",))], id="a year"
        ),
    ],
)
def test_plain_text_is_read_by_its_marks(text: str, claims: list[tuple[str, tuple[str, ...]]]) -> None:
    """Each marked sentence is a claim; the mark goes out of its text."""
    assert pairs(text, Form.TEXT) == claims


@pytest.mark.parametrize(
    ("text", "form", "understood", "answerable"),
    [
        (GOOD, Form.JSON_SCHEMA, True, True),
        ('{"answerable": false, "claims": []}', Form.JSON_SCHEMA, True, False),
        ('{"answerable": "false", "claims": []}', Form.JSON_OBJECT, True, False),
        ('{"claims": [{"cites": ["S4"], "text": "One thing."}]}', Form.JSON_OBJECT, True, True),
        ("I cannot help with that.", Form.JSON_OBJECT, False, False),
        ('{"answerable": true, "cla', Form.JSON_OBJECT, False, False),
        ("Not answered.", Form.TEXT, True, False),
        ("NOT ANSWERED", Form.JSON_OBJECT, True, False),
        ("Hello!", Form.TEXT, False, False),
    ],
)
def test_a_reply_that_says_no_is_told_from_no_reply(text: str, form: Form, understood: bool, answerable: bool) -> None:
    """ "Not answerable" is an answer; words in another form are a reason to ask again in another form."""
    reader = read(text, form)
    assert (reader.understood, reader.draft.answerable) == (understood, answerable)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (GOOD, Form.JSON_SCHEMA),
        (f"Gewiß – 서울:\n```json\n{GOOD}\n```", Form.JSON_OBJECT),
        (f"<think>so</think>{GOOD}", Form.JSON_SCHEMA),
        (GOOD.replace("thing.", 'thing." sa"id', 1), Form.JSON_OBJECT),
        ("- One thing [S4].\n[S2][S9] Another thing – Łódź.\n", Form.TEXT),
        ("One thing [S4]. Another thing [S2].", Form.JSON_SCHEMA),
    ],
)
def test_a_cut_anywhere_changes_nothing(text: str, form: Form) -> None:
    """Claims are the same, in the same order, however the text arrives; each is given once, as it completes."""
    expected = read(text, form).draft.claims  # type: ignore[attr-defined]
    for cut in range(len(text) + 1):
        given: list[Claim] = []
        reader = ReplyReader(Shown("", "", LABELS, ""), form=form, on_claim=given.append)
        reader.feed(text[:cut])
        reader.feed(text[cut:])
        assert reader.finish().claims == expected == tuple(given)
    given = []
    reader = ReplyReader(Shown("", "", LABELS, ""), form=form, on_claim=given.append)
    for char in text:
        reader.feed(char)
    assert reader.finish().claims == expected == tuple(given)


def test_a_claim_is_given_as_soon_as_it_is_complete() -> None:
    """The reader of a stream does not wait for its end."""
    given: list[Claim] = []
    reader = ReplyReader(Shown("", "", LABELS, ""), on_claim=given.append)
    end = GOOD.index("}") + 1
    reader.feed(GOOD[: end - 1])
    assert not given
    reader.feed(GOOD[end - 1 : end])
    assert [claim.text for claim in given] == ["One thing."]


@pytest.mark.parametrize(
    "text",
    [
        '{"bottom_line": [{"cites": ["S1"], "text": "The news."}], '
        '"positions": [{"cites": ["S2"], "text": "A view."}]}',
        '{"claims": [{"cites": ["S1"], "section": "bottom_line", "text": "The news."}, '
        '{"section": "Positions", "cites": ["S2"], "text": "A view."}]}',
        '{"sections": {"bottom_line": {"claims": [{"cites": ["S1"], "text": "The news."}]}, '
        '"positions": {"claims": [{"cites": ["S2"], "text": "A view."}]}}}',
        '{"bottom_line": ["The news. [S1]"], "positions": "A view [S2]."}',
        "BOTTOM LINE:\nThe news. [S1]\n\nPOSITIONS: A view. [S2]\n",
        "## Bottom line\n- The news [S1].\n## Positions\n- A view [S2].",
    ],
)
def test_a_briefing_has_its_sections_in_any_form(text: str) -> None:
    """Sections come as keys, as fields or as headings."""
    form = Form.JSON_SCHEMA if text.startswith("{") else Form.TEXT
    claims = read(text, form, sections=SMALL.sections).draft.claims  # type: ignore[attr-defined]
    assert claims == (Claim("The news.", ("S1",), "bottom_line"), Claim("A view.", ("S2",), "positions"))


def test_a_claim_of_no_section_is_what_happened() -> None:
    """A briefing loses no claim for want of a section."""
    claims = read(GOOD, sections=SMALL.sections).draft.claims  # type: ignore[attr-defined]
    assert {claim.section for claim in claims} == {"what_happened"}


def test_no_more_claims_than_asked_for() -> None:
    """A model that runs on is cut; so is one that cites everything."""
    many = ", ".join(f'{{"cites": {list(LABELS)}, "text": "Thing {n}."}}'.replace("'", '"') for n in range(20))
    claims = read(f'{{"claims": [{many}]}}').draft.claims  # type: ignore[attr-defined]
    assert len(claims) == 6
    assert {claim.cites for claim in claims} == {LABELS[:3]}


def test_control_characters_do_not_survive_in_a_claim() -> None:
    """What a model writes is as little trusted as what it read."""
    assert pairs('{"claims": [{"cites": ["S1"], "text": "Red \\u001b[31m and \\u202e bidi."}]}') == [
        ("Red [31m and bidi.", ("S1",))
    ]


def test_what_a_model_copies_from_its_line_is_taken_off() -> None:
    """The day of the article in front goes, and the parted letters of an abbreviation come together."""
    assert clean_claim("2019-08-03: The port opens.") == ("The port opens.", [])
    assert clean_claim("S2: 2019-08-03: U. S. ships left.") == ("U.S. ships left.", [])
    assert clean_claim("About 28, 500 ships.") == ("About 28,500 ships.", [])
    assert clean_claim("On Nov. 3, 500 ships left in 2016, 120 of them.")[0].count(", ") == 2
    assert clean_claim("On 2019-08-03 Anna B. Olsen spoke.") == ("On 2019-08-03 Anna B. Olsen spoke.", [])


SEARCHING = (
    '{"answerable": "partly", "searches": [{"words": "ferry fares", "since": "2023-03-01", "until": "", "outlet": ""},'
    ' {"words": "?"}, {"words": "strike vote", "since": "soon", "outlet": "Fjord Daily"}],'
    ' "claims": [{"cites": ["S4"], "text": "One thing."}]}'
)


def test_a_reply_says_how_far_it_answers_and_what_it_would_search_for() -> None:
    """Searches without a word are dropped, days that are none are left out; the claims wait for what is found."""
    given: list[Claim] = []
    draft = read(SEARCHING, may_search=True, on_claim=given.append).draft  # type: ignore[attr-defined]
    assert (draft.answerable, draft.partly, given) == (True, True, [])
    assert [c.text for c in draft.claims] == ["One thing."]
    assert draft.searches == (
        Search("ferry fares", date(2023, 3, 1)),
        Search("strike vote", outlet="Fjord Daily"),
    )


def test_a_whole_answer_needs_no_search() -> None:
    """What a model names although nothing is lacking, or when nothing more can be searched, is not searched for."""
    given: list[Claim] = []
    whole = SEARCHING.replace("partly", "fully")
    assert read(whole, may_search=True, on_claim=given.append).draft.searches == ()  # type: ignore[attr-defined]
    assert [c.text for c in given] == ["One thing."]
    assert read(SEARCHING, on_claim=given.append).draft.searches == ()  # type: ignore[attr-defined]
    assert len(given) == 2


def test_plain_text_says_the_same_in_lines() -> None:
    """PARTLY ANSWERED and SEARCH: are no claims."""
    text = "PARTLY ANSWERED\nOne thing [S4].\nSEARCH: ferry fares in spring\n"
    draft = read(text, Form.TEXT, may_search=True).draft  # type: ignore[attr-defined]
    assert (draft.partly, draft.searches) == (True, (Search("ferry fares in spring"),))
    assert [c.text for c in draft.claims] == ["One thing."]


@pytest.mark.parametrize(("extent", "answerable"), [("fully", True), ("partly", True), ("not", False), ("no", False)])
def test_an_extent_is_a_word(extent: str, answerable: bool) -> None:
    """As the schema has it, and what a server without one may make of it."""
    draft = read(f'{{"answerable": "{extent}", "searches": [], "claims": []}}').draft  # type: ignore[attr-defined]
    assert draft.answerable is answerable
