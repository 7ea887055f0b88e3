"""Text and Markdown: what stands on the page and where."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from brief.models import (
    Action,
    Answer,
    Briefing,
    Coverage,
    Disputed,
    Reason,
    Revised,
    ShownClaim,
    ShownDate,
    Status,
    StoryLine,
    StoryLineKind,
    Verdict,
    Window,
)
from brief.render import data, markdown, terminal
from brief.render.briefing_words import days
from brief.render.phrases import sentence, span


def headings(page: str) -> list[str]:
    return re.findall(r"^#+ .*", page, re.M)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("31 is not in the source", "31 is not in the source."),
        ("no such run", "No such run."),
        ("http://127.0.0.1/v1: status 503", "http://127.0.0.1/v1: status 503."),
        ("/news/lib cannot be read!", "/news/lib cannot be read!"),
    ],
)
def test_words_as_a_sentence(words: str, said: str) -> None:
    """A capital letter where it begins with a word, and a full stop."""
    assert sentence(words) == said


def test_a_text_answer_reads_from_claims_to_sources(answer: Answer) -> None:
    """The answer alone, then the rest as prose, what was left out, then a line for each article."""
    assert terminal.render_answer(replace(answer, claims=(*answer.claims, answer.claims[0]))) == (
        "The ferry line closes in May. [1][2]\n\n"
        "Fuel costs rose by 41 percent. [3] (weak support: number) The ferry line closes in May. [1][2]\n\n"
        "As of 2021-04-01: nothing published later was used.\n\n"
        "1 undated article was left out.\n\n"
        "Sentences that failed their checks: 1 left out (-v says why).\n\n"
        "small-1: 2 requests, 1,500 + 90 tokens, cost $0.0012.\n\n"
        "Sources\n"
        "[1][3] Quay Press, 2021-03-04: Ferry line to close — /news/ferry.txt:3\n"
        "[2] Isle Mail, from Quay Press, undated: No more ferry — https://isle.example/a?b=1&c=2\n"
    )


def test_a_text_answer_shows_the_cited_sentences_where_more_is_asked_for(answer: Answer) -> None:
    """-v: each exact sentence and its place, how a claim came about, and what was left out."""
    page = terminal.render_answer(answer, verbose=True)
    assert '[1] "The ferry line closes in May."\n    Ferry line to close\n    Quay Press, 2021-03-04\n' in page
    assert "brief show" in page
    assert 'Withheld: "' in page
    assert "support: " in page


def test_quoted_sentences_say_where_each_comes_from(answer: Answer) -> None:
    """Without a model each sentence is a paragraph with its outlet under it, and a line says how to get prose."""
    for render in (terminal.render_answer, markdown.render_answer):
        page = render(replace(answer, writer="extractive"))
        assert "Quay Press, 2021-03-04; Isle Mail, from Quay Press, undated" in page
        assert "no model wrote this" in page
        assert "no model wrote this" not in render(answer)


def test_a_markdown_answer_has_the_question_on_top_and_sources_last(answer: Answer) -> None:
    """Marks are separated, since [1][2] is a link in Markdown, and each source is an item."""
    page = markdown.render_answer(answer)
    assert headings(page) == ["# Why does the ferry close?", "## Sources"]
    assert "\n\nThe ferry line closes in May. [1] [2]\n\nFuel costs rose by 41 percent. [3] (weak" in page
    assert (
        '- [2] "The ferry line closes in May."  \n  No more ferry. Isle Mail, from Quay Press, undated, <https:' in page
    )


def test_what_was_withheld_is_told_when_asked(answer: Answer) -> None:
    """Only the verbose page says which claim and why, before the sources."""
    detail = 'Withheld: "It opened in 2015." (date: 2015 is in no cited sentence)'
    for render in (terminal.render_answer, markdown.render_answer):
        assert detail not in render(answer)
        said, sources = render(answer, verbose=True).split("Sources\n")
        assert detail in said
        assert "2015" not in sources


def test_an_unanswered_question_shows_the_nearest_sentences_as_such(unanswered: Answer) -> None:
    """The page says that the articles do not answer, and lists what comes nearest."""
    for page in (terminal.render_answer(unanswered), markdown.render_answer(unanswered)):
        assert "Not answered by these articles." in page
        assert "judged by their words alone" in page and "OPENAI_API_KEY" in page
        assert '[1] "The ferry line closes in May."' in page.split("Sources\n")[1]
    bare = terminal.render_answer(replace(unanswered, nearest=()))
    assert bare == "Not answered by these articles.\n\nSources\nNone.\n"
    by_model = replace(unanswered, writer="openai", model="small-model")
    assert "they do not answer it" in terminal.render_answer(by_model)


def test_repairs_are_said_in_a_line(answer: Answer) -> None:
    """A claim given other sentences and one replaced by its source are both owned up to."""
    claims = tuple(replace(c, action=a) for c, a in zip(answer.claims, (Action.CITED_ANEW, Action.QUOTED), strict=True))
    page = terminal.render_answer(replace(answer, claims=claims))
    assert "Sentences that failed their checks: 1 quoted, 1 left out (-v says why)." in page
    assert "[3] (weak support: number)" in page
    verbose = terminal.render_answer(replace(answer, claims=claims), verbose=True)
    assert "quoted instead of a claim that failed its check" in verbose


def test_a_claim_written_anew_or_judged_says_so(answer: Answer) -> None:
    """What a model had a second hand in is owned up to beside the claim, and counted."""
    first, second = answer.claims
    judged = Verdict(Status.SUPPORTED, 0.8, (Reason("negation", "not"), Reason("judge", "found")))
    claims = (replace(first, action=Action.WRITTEN_ANEW, verdict=judged), replace(second, verdict=judged))
    page = terminal.render_answer(replace(answer, claims=claims), verbose=True)
    assert "rewritten after a claim failed its check; support: high; 1 origin" in page
    assert "a check doubted it (negation); judged as supported" in page
    short = terminal.render_answer(replace(answer, claims=claims))
    assert "Sentences that failed their checks: 1 rewritten, 1 left out (-v says why)." in short
    assert [data.answer_object(replace(answer, claims=claims))["claims"][n]["how"] for n in (0, 1)] == [
        "written anew",
        "judged",
    ]


def test_how_well_a_claim_is_supported_is_a_band_when_asked(answer: Answer) -> None:
    """Verbose pages say it in words, never as a number; a copy of its source is word for word."""
    first, second = answer.claims
    done = replace(answer, claims=(replace(first, verdict=Verdict(Status.SUPPORTED, 1.0)), second))
    for render in (terminal.render_answer, markdown.render_answer):
        assert "support: word for word" not in render(done)
        assert "support: word for word" in render(done, verbose=True)
        assert "weak support: number; support: fair" in render(done, verbose=True)


def test_a_price_that_is_not_known_is_said_to_be_unknown(answer: Answer) -> None:
    """Unknown is never zero."""
    page = terminal.render_answer(replace(answer, usage=replace(answer.usage, cost_usd=None)))
    assert "cost unknown" in page


def test_wrapping_loses_no_word_and_keeps_to_the_width(answer: Answer) -> None:
    """A narrow page holds the same words, an address on a line of its own; only a longer word sticks out."""
    wide, narrow = terminal.render_answer(answer), terminal.render_answer(answer, width=40)
    assert narrow.split() == wide.replace(" — ", " ").split()
    assert all(len(line) <= 40 or " " not in line.strip() for line in narrow.splitlines())


def test_style_adds_colour_and_nothing_else(answer: Answer, briefing: Briefing) -> None:
    """Without its escape codes a styled page is the plain one."""
    for styled, bare in (
        (terminal.render_answer(answer, style=True), terminal.render_answer(answer)),
        (terminal.render_briefing(briefing, style=True, width=60), terminal.render_briefing(briefing, width=60)),
    ):
        assert "\x1b" in styled
        assert re.sub(r"\x1b\[\d+m", "", styled) == bare


def test_a_briefing_has_its_top_its_stories_and_its_sources(briefing: Briefing) -> None:
    """The days in words, a sentence for each story, the story with its outlets, what the page rests on, the sources."""
    page = markdown.render_briefing(briefing)
    assert headings(page) == [
        "# Ferry line to close", "## In short", "## Ferry line to close", "## About this page", "## Sources",
    ]  # fmt: skip
    assert "4 March 2021, 2 articles, 2 outlets, 1 story. 1 minute to read." in page
    assert "As of 1 April 2021: nothing published later was used." in page
    assert "Isle Mail, Quay Press; 1 independent origin: Quay Press." in page
    assert "9 sentences checked, 0 withheld. Written without a model" in page
    text = terminal.render_briefing(briefing)
    assert [h.lstrip("# ") for h in headings(page)[1:]] == [
        line for line in text.splitlines()[1:] if f"## {line}\n" in page
    ]


def test_the_top_and_the_story_do_not_say_the_same(briefing: Briefing) -> None:
    """The news itself stands on top alone, unless the story has nothing else."""
    page = markdown.render_briefing(briefing).partition("## Sources")[0]
    assert page.count("The ferry line closes in May.") == 1
    (story,) = briefing.stories
    bare = replace(story, sections={"bottom_line": story.sections["bottom_line"]})
    assert (
        markdown.render_briefing(replace(briefing, stories=(bare,))).count("- The ferry line closes in May. [1]") == 2
    )


def test_front_matter_names_title_day_stories_and_sources(briefing: Briefing) -> None:
    """As YAML whose strings are quoted, whatever a headline holds, and no line of it begins a list of sources."""
    (story,) = briefing.stories
    evil = replace(story, story=replace(story.story, title='a"b\n---\nsources:'))
    front = markdown.render_briefing(replace(briefing, stories=(evil,))).split("---\n")[1]
    assert front.splitlines() == [
        'title: "Ferry line to close"', "date: 2021-04-02", "stories:", '  - "a\\"b --- sources:"',
        'outlets: ["Isle Mail", "Quay Press"]',
    ]  # fmt: skip


def test_a_day_with_nothing_new_is_a_short_page(briefing: Briefing) -> None:
    """Without stories the note is all that there is."""
    quiet = replace(
        briefing, stories=(), gaps=(), citations=(), coverage=Coverage(0, 0, 0, 0), window=Window(),
        notes=("Nothing new since 2021-04-01.",), as_of=None,
    )  # fmt: skip
    page = markdown.render_briefing(quiet).partition("---\n\n")[2]
    assert page.endswith("\n\nNothing new since 2021-04-01.\n") and headings(page) == ["# Ferry line to close"]
    assert len(page.split()) < 30


def test_what_changed_stands_beside_what_was_said(briefing: Briefing) -> None:
    """In its place in the story, each with its marks, and the legend says what the mark means."""
    (story,) = briefing.stories
    (fuel,) = story.sections["what_happened"]
    before = ShownClaim("Fuel costs rose by 30 percent.", fuel.verdict, (1,))
    changed = replace(story, revised=(Revised(before, fuel),), standing="ongoing")
    told = replace(briefing, stories=(changed,), previous=date(2021, 4, 1))
    page = markdown.render_briefing(told)
    assert "- Fuel costs rose by 40 percent. [3] (changed)\n- **Before** Fuel costs rose by 30 percent. [1]\n" in page
    assert "Changed: what the digest of 1 April 2021 said is shown beside it." in page and "(continues)" in page
    assert "Continues:" not in markdown.render_briefing(briefing)


def test_a_change_of_the_news_itself_is_told_in_the_story(briefing: Briefing) -> None:
    """It stands on top without room for what was said before: both stand below."""
    (story,) = briefing.stories
    (closes,) = story.sections["bottom_line"]
    before = ShownClaim("The ferry line closes in June.", closes.verdict, (3,))
    page = markdown.render_briefing(replace(briefing, stories=(replace(story, revised=(Revised(before, closes),)),)))
    assert "### What changed\n\n- The ferry line closes in May. [1] [2]\n- **Before** The ferry" in page


def test_sources_that_disagree_both_speak(briefing: Briefing) -> None:
    """Each under its outlet and day."""
    (story,) = briefing.stories
    one, other = (
        ShownClaim(f"{n} cars were aboard.", story.sections["bottom_line"][0].verdict, (c,))
        for n, c in ((9, 1), (7, 2))
    )
    page = markdown.render_briefing(replace(briefing, stories=(replace(story, disputed=(Disputed(one, other),)),)))
    assert "### Where sources disagree\n\n- **Quay Press, 4 March 2021** 9 cars" in page
    assert "- **Isle Mail, from Quay Press, undated** 7 cars were aboard. [2]" in page


def test_stories_in_one_line_stand_by_kind(briefing: Briefing) -> None:
    """News first, then what has none, then the rest; and how many have no line."""
    (story,) = briefing.stories
    lines = tuple(
        StoryLine(replace(story.story, title=kind.value.title()), kind, story.sections["bottom_line"][0])
        for kind in (StoryLineKind.ALSO, StoryLineKind.MORE, StoryLineKind.UNCHANGED)
    )
    page = markdown.render_briefing(replace(briefing, lines=lines, left_out=2, previous=date(2021, 4, 1)))
    assert headings(page)[3:6] == ["## More news", "## No news since 1 April 2021", "## Also"]
    assert "- More [1] [2] (Isle Mail)" in page and "2 more stories are not listed here." in page


def test_a_limit_is_said_at_the_top(briefing: Briefing) -> None:
    """Where there are more articles than are read."""
    window = Window(date(2021, 3, 4), date(2021, 3, 6), 5000, 5000)
    page = terminal.render_briefing(replace(briefing, window=window))
    assert page.splitlines()[2].startswith("4 to 6 March 2021, 5,000 articles")
    assert "Only the 5,000 newest articles were read" in page.partition("In short")[0]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2022, 7, 8), date(2022, 7, 8), "8 July 2022"),
        (date(2022, 7, 7), date(2022, 7, 8), "7 to 8 July 2022"),
        (date(2022, 6, 28), date(2022, 7, 2), "28 June to 2 July 2022"),
        (date(2021, 12, 30), date(2022, 1, 2), "30 December 2021 to 2 January 2022"),
    ],
)
def test_days_in_words(first: date, last: date, words: str) -> None:
    """As short as they are exact."""
    assert days(first, last) == words


def test_spans_are_written_as_short_as_they_are_exact() -> None:
    """A day, a month, a year, or from one day to another."""
    spans = {
        (date(2021, 5, 1), date(2021, 5, 1)): "2021-05-01",
        (date(2020, 2, 1), date(2020, 2, 29)): "2020-02",
        (date(2021, 2, 1), date(2021, 2, 27)): "2021-02-01 to 2021-02-27",
        (date(9999, 1, 1), date(9999, 12, 31)): "9999",
        (date(2021, 4, 1), date(2021, 6, 30)): "2021-04-01 to 2021-06-30",
    }
    assert [span(a, b) for a, b in spans] == list(spans.values())


def test_the_day_that_words_mean_stands_beside_them(answer: Answer) -> None:
    """After the words, in round brackets; a month as a month, and what is only inferred says so."""
    month = ShownDate(22, 28, date(2021, 5, 1), date(2021, 5, 31), "month")
    claim = replace(answer.claims[0], dates=(month,))
    for shown in (terminal.AnswerPage().claim(claim, ()), markdown.AnswerPage().claim(claim, ())):
        assert shown.startswith("The ferry line closes in May (2021-05). [1]")
    claim = replace(claim, dates=(replace(month, last=date(2021, 5, 1), inferred=True),))
    assert "in May (2021-05-01, inferred)." in terminal.AnswerPage().claim(claim, ())


def test_an_inferred_date_says_so_and_why_wherever_a_source_is_shown(answer: Answer) -> None:
    """In a line of the sources that it is inferred, with the sentences also from what."""
    article = replace(answer.citations[0].article, published_basis="inferred", published_reason="by its stamp")
    cited = (replace(answer.citations[0], article=article), *answer.citations[1:])
    for page in (
        terminal.render_answer(replace(answer, citations=cited), verbose=True),
        markdown.render_answer(replace(answer, citations=cited)),
    ):
        assert "Quay Press, 2021-03-04 (inferred: by its stamp)" in page.partition("Sources")[2]
    assert "Quay Press, 2021-03-04 (inferred): Ferry" in terminal.render_answer(replace(answer, citations=cited))
