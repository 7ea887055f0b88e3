"""Text and Markdown: what stands on the page and where."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from brief.models import (
    Action,
    Answer,
    Briefing,
    Change,
    ChangeKind,
    Coverage,
    Reason,
    ShownDate,
    Status,
    TimelineEntry,
    Verdict,
)
from brief.render import markdown, terminal


def headings(page: str) -> list[str]:
    return re.findall(r"^#+ .*", page, re.M)


def test_a_text_answer_reads_from_claims_to_sources(answer: Answer) -> None:
    """Claims with marks and where they come from, what was withheld, then each exact sentence and its place."""
    assert terminal.render_answer(answer) == (
        "The ferry line closes in May. [1][2] (1 origin)\n"
        "    Quay Press, 2021-03-04; Isle Mail, from Quay Press, undated\n\n"
        "Fuel costs rose by 41 percent. [3] (weak support: number)\n"
        "    Quay Press, 2021-03-04\n\n"
        "As of 2021-04-01: nothing published later was used.\n\n"
        "1 undated article was left out.\n\n"
        "1 claim was withheld: the cited sentences do not support it.\n\n"
        "small-1: 2 requests, 1,500 + 90 tokens, cost $0.0012.\n\n"
        "Sources\n"
        '[1] "The ferry line closes in May."\n'
        "    Ferry line to close\n    Quay Press, 2021-03-04\n    /news/ferry.txt:3\n\n"
        '[2] "The ferry line closes in May."\n'
        "    No more ferry\n    Isle Mail, from Quay Press, undated\n    https://isle.example/a?b=1&c=2\n\n"
        '[3] "Fuel costs rose by 40 percent."\n'
        "    Ferry line to close\n    Quay Press, 2021-03-04\n    /news/ferry.txt:3\n"
    )


def test_a_markdown_answer_has_the_question_on_top_and_sources_last(answer: Answer) -> None:
    """Marks are separated, since [1][2] is a link in Markdown, and each source is an item."""
    page = markdown.render_answer(answer)
    assert headings(page) == ["# Why does the ferry close?", "## Sources"]
    assert (
        "The ferry line closes in May. [1] [2] (Quay Press, 2021-03-04; Isle Mail, from Quay Press, undated; 1" in page
    )
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
        assert "they do not answer it" in page
        assert '[1] "The ferry line closes in May."' in page.split("Sources\n")[1]
    bare = terminal.render_answer(replace(unanswered, nearest=()))
    assert bare == "Not answered by these articles.\n\nSources\nNone.\n"


def test_repairs_are_said_in_a_line(answer: Answer) -> None:
    """A claim given other sentences and one replaced by its source are both owned up to."""
    claims = tuple(replace(c, action=a) for c, a in zip(answer.claims, (Action.RECITED, Action.QUOTED), strict=True))
    page = terminal.render_answer(replace(answer, claims=claims))
    assert "1 claim was given better sentences to stand on; 1 claim was replaced by a sentence of the source." in page
    assert "quoted in place of a claim that failed its check" in page


def test_a_claim_written_anew_or_judged_says_so(answer: Answer) -> None:
    """What a model had a second hand in is owned up to beside the claim, and counted."""
    first, second = answer.claims
    judged = Verdict(Status.SUPPORTED, 0.8, (Reason("negation", "not"), Reason("judge", "found")))
    claims = (replace(first, action=Action.REWRITTEN, verdict=judged), replace(second, verdict=judged))
    page = terminal.render_answer(replace(answer, claims=claims))
    assert "(written anew after a claim failed its check; 1 origin)" in page
    assert "(a check doubted it (negation); judged as supported)" in page
    assert "1 claim was written anew after a failed check, and checked again." in page


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
    """A narrow page holds the same words; only a word longer than the line sticks out."""
    wide, narrow = terminal.render_answer(answer), terminal.render_answer(answer, width=40)
    assert narrow.split() == wide.split()
    assert all(len(line) <= 40 or " " not in line.strip() for line in narrow.splitlines())


def test_style_adds_colour_and_nothing_else(answer: Answer, briefing: Briefing) -> None:
    """Without its escape codes a styled page is the plain one."""
    for styled, bare in (
        (terminal.render_answer(answer, style=True), terminal.render_answer(answer)),
        (terminal.render_briefing(briefing, style=True, width=60), terminal.render_briefing(briefing, width=60)),
    ):
        assert "\x1b" in styled
        assert re.sub(r"\x1b\[\d+m", "", styled) == bare


def test_a_briefing_of_one_story_has_its_sections_in_order(briefing: Briefing) -> None:
    """Title, date and cut-off, the sections, and the sources last; one origin is said to be one."""
    page = markdown.render_briefing(briefing)
    assert headings(page) == [
        "# Ferry line to close", "## Bottom line", "## What happened", "## Positions", "## What to watch",
        "## Timeline", "## Gaps", "## Coverage", "## Sources",
    ]  # fmt: skip
    assert "2021-04-02. Cut-off: 2021-04-01; nothing published later was used." in page
    assert "2 articles, 1 origin: Quay Press." in page
    assert '- **2021-05 ("in May")** The ferry line closes in May. [1] [2] (1 origin)' in page
    assert "9 sentences checked, 0 withheld." in page
    text = terminal.render_briefing(briefing)
    assert [h[3:] for h in headings(page)[1:]] == [line for line in text.splitlines()[1:] if f"## {line}\n" in page]


def test_stories_stand_under_their_own_headings(briefing: Briefing) -> None:
    """With two stories each has its title, its origins and only the sections it fills."""
    other = replace(briefing.stories[0], story=replace(briefing.stories[0].story, title="Bridge opens"))
    page = markdown.render_briefing(replace(briefing, stories=(briefing.stories[0], other)))
    assert headings(page)[:7] == [
        "# Ferry line to close", "## Ferry line to close", "### Bottom line", "### What happened", "## Bridge opens",
        "### Bottom line", "### What happened",
    ]  # fmt: skip


def test_a_day_with_nothing_new_is_a_short_page(briefing: Briefing) -> None:
    """Without stories the notes come first and no empty section is shown."""
    quiet = replace(
        briefing, stories=(), timeline=(), gaps=(), citations=(), coverage=Coverage(0, 0, 0, 0),
        notes=("Nothing new since 2021-04-01.",), as_of=None,
    )  # fmt: skip
    page = markdown.render_briefing(quiet)
    assert page.startswith(
        "# Ferry line to close\n\n2021-04-02. No cut-off was set.\n\nNothing new since 2021-04-01.\n"
    )
    assert headings(page)[1:] == ["## Timeline", "## Gaps", "## Coverage", "## Sources"]


def test_changes_are_counted_and_told(briefing: Briefing) -> None:
    """What is new is marked where it stands; what changed is shown with its earlier wording."""
    changes = (
        Change(ChangeKind.NEW, "Fuel costs rose by 40 percent."),
        Change(ChangeKind.CHANGED, "The ferry line closes in May.", "The ferry line closes in June."),
        Change(ChangeKind.DROPPED, "A strike is planned."),
    )
    page = terminal.render_briefing(replace(briefing, changes=changes))
    assert "- Fuel costs rose by 40 percent. [3] (new)" in page
    assert "1 new, 1 changed, 1 dropped." in page
    assert 'before, it read "The ferry line closes in June."; now "The ferry line closes in May."' in page
    assert 'Dropped: "A strike is planned."' in page
    assert "(new)" not in terminal.render_briefing(replace(briefing, changes=changes[:1]))


def test_spans_are_written_as_short_as_they_are_exact(briefing: Briefing) -> None:
    """A day, a month, a year, or from one day to another."""
    claim = briefing.timeline[0].claim
    spans = {
        (date(2021, 5, 1), date(2021, 5, 1)): "2021-05-01:",
        (date(2020, 2, 1), date(2020, 2, 29)): "2020-02:",
        (date(2021, 2, 1), date(2021, 2, 27)): "2021-02-01 to 2021-02-27:",
        (date(9999, 1, 1), date(9999, 12, 31)): "9999:",
        (date(2021, 4, 1), date(2021, 6, 30)): "2021-04-01 to 2021-06-30:",
    }
    entries = tuple(TimelineEntry(a, b, "", claim) for a, b in spans)
    page = terminal.render_briefing(replace(briefing, timeline=entries))
    assert re.findall(r"^- (\d.*?:) The ferry", page, re.M) == list(spans.values())


def test_the_day_that_words_mean_stands_beside_them(answer: Answer) -> None:
    """After the words, in round brackets; a month as a month, and what is only inferred says so."""
    month = ShownDate(22, 28, date(2021, 5, 1), date(2021, 5, 31), "month")
    claim = replace(answer.claims[0], dates=(month,))
    for shown in (terminal.AnswerPage().claim(claim, ()), markdown.AnswerPage().claim(claim, ())):
        assert shown.startswith("The ferry line closes in May (2021-05). [1]")
    claim = replace(claim, dates=(replace(month, last=date(2021, 5, 1), inferred=True),))
    assert "in May (2021-05-01, inferred)." in terminal.AnswerPage().claim(claim, ())


def test_a_long_list_of_what_was_dropped_is_cut(briefing: Briefing) -> None:
    """The first few, and how many more; programs get them all."""
    changes = tuple(Change(ChangeKind.DROPPED, f"Ferry {n} sank.") for n in range(9))
    page = terminal.render_briefing(replace(briefing, changes=changes))
    assert page.count("- Dropped: ") == 5 and "- 4 more were dropped.\n" in page and "9 dropped." in page


def test_what_changed_is_told_with_its_days(briefing: Briefing) -> None:
    """Where only the day is another, the line says so."""
    (story,) = briefing.stories
    (closes,) = story.sections["bottom_line"]
    dated = replace(closes, dates=(ShownDate(22, 28, date(2021, 5, 1), date(2021, 5, 31), "month"),))
    now = replace(story, sections=story.sections | {"bottom_line": (dated,)})
    change = Change(ChangeKind.CHANGED, closes.text, "The ferry line closes in May (2020-05).")
    page = terminal.render_briefing(replace(briefing, stories=(now,), changes=(change,)))
    assert 'it read "The ferry line closes in May (2020-05)."; now "The ferry line closes in May (2021-05)."' in page
    assert "closes in May (2021-05). [1][2] (1 origin; changed)" in page


def test_a_timeline_does_not_say_its_day_twice(briefing: Briefing) -> None:
    """The day in front of an entry is not said again beside its words; another day is."""
    (entry,) = briefing.timeline
    same = ShownDate(22, 28, entry.first, entry.last, "month")
    other = ShownDate(4, 14, date(2020, 1, 1), date(2020, 12, 31), "year")
    told = replace(briefing, timeline=(replace(entry, claim=replace(entry.claim, dates=(other, same))),))
    expected = '- 2021-05 ("in May"): The ferry line (2020) closes in May. [1][2]'
    assert expected in terminal.render_briefing(told)


def test_an_inferred_date_says_so_and_why_wherever_a_source_is_shown(answer: Answer) -> None:
    """Under the claim that it is inferred, among the sources also from what."""
    article = replace(answer.citations[0].article, published_basis="inferred", published_reason="by its stamp")
    cited = (replace(answer.citations[0], article=article), *answer.citations[1:])
    for page in (
        terminal.render_answer(replace(answer, citations=cited)),
        markdown.render_answer(replace(answer, citations=cited)),
    ):
        assert "Quay Press, 2021-03-04 (inferred);" in page
        assert "Quay Press, 2021-03-04 (inferred: by its stamp)" in page.partition("Sources")[2]
