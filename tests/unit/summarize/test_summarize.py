"""Briefings: gathered from a library, written, checked, numbered; nothing twice, nothing unchecked."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from memory import CHESS, FERRY, FERRY_COPY, SCHOOL, TAX, MemoryLibrary, ScriptedWriter, quoting, reading

from brief.errors import CostExceeded, EmptyLibrary, ProviderError
from brief.models import SECTIONS, Briefing, Claim, Query, ShownClaim, StoryLineKind
from brief.render.briefing_words import about
from brief.stories.ranking import Subject
from brief.workflows.gathered import LENGTHS, Gathered, Length, PageOptions
from brief.workflows.gathering import gather
from brief.workflows.record import from_plain, to_plain
from brief.workflows.storytelling import STORY_WORDS, Writing
from brief.workflows.summarize import FEWEST_STORIES, compose
from brief.writing.extractive import ExtractiveWriter
from brief.writing.prompts import load_prompt

TODAY = date(2021, 5, 6)


def ferry() -> MemoryLibrary:
    return MemoryLibrary(
        reading(FERRY, "Halcyon aground off Tern Island", "2021-05-03"),
        reading(FERRY_COPY, "Ferry Halcyon aground, tear found", "2021-05-04", source="Quay Post"),
        reading(SCHOOL, "Halcyon passengers sleep in a school", "2021-05-04", source="Quay Post"),
    )


def three_stories() -> MemoryLibrary:
    return MemoryLibrary(
        *(reading(FERRY, "Halcyon aground", "2021-05-03"), reading(FERRY_COPY, "Halcyon tear", "2021-05-04")),
        reading(TAX, "Ostrava Bay votes for drinks tax", "2021-05-04"),
        reading(CHESS, "Sool wins chess title", "2021-05-05"),
    )


def gathered(known: MemoryLibrary, query: Query = Query(""), **options: Any) -> Gathered:  # noqa: B008
    return gather(known, query, today=TODAY, **options)  # type: ignore[arg-type]


def shown(briefing: Briefing) -> list[ShownClaim]:
    return [c for s in briefing.stories for name in SECTIONS for c in s.sections[name]]


def test_a_briefing_of_one_story() -> None:
    """It is of the last day of its articles, titled by its story and their days, and has two origins."""
    made = compose(gathered(ferry()), ExtractiveWriter(), Writing(run="r1"))
    assert (made.run, made.date, made.as_of, made.writer, made.model) == (
        "r1",
        made.window.last,
        None,
        "extractive",
        None,
    )
    assert made.title == f"{made.stories[0].story.title} (3 to 4 May 2021)" and len(made.stories) == 1
    assert (made.window.first, made.window.last, made.window.articles) == (date(2021, 5, 3), date(2021, 5, 4), 3)
    assert (made.coverage.articles, made.coverage.origins) == (3, 2)
    assert made.stories[0].sections["bottom_line"] and made.withheld == ()


def test_citations_are_numbered_as_they_appear() -> None:
    """1, 2, 3 down the page: the top, the stories, the lines, the timelines; each is the exact sentence with its line
    in the file."""
    known = three_stories()
    made = compose(gathered(known), ExtractiveWriter())
    top = [c for s in made.stories for c in s.sections["bottom_line"]]
    dated = [e.claim for s in made.stories for e in s.timeline]
    lines = [line.claim for line in made.lines if line.claim]
    numbers = [n for c in (*top, *shown(made), *lines, *dated) for n in c.citations]
    assert list(dict.fromkeys(numbers)) == [c.n for c in made.citations] == list(range(1, len(made.citations) + 1))
    for c in made.citations:
        raw = known.article(c.article.version).raw
        assert raw[c.sentence.start : c.sentence.end] == c.sentence.text
        assert c.line is not None and c.sentence.text[:20] in raw.splitlines()[c.line - 1]


def test_nothing_is_said_twice() -> None:
    """Neither in the same words nor in nearly the same, whatever a writer drafts."""

    def repeating(evidence: Any) -> list[Claim]:
        first, second = evidence.sentences[:2]
        return [
            Claim(first.sentence.text, (first.label,), "bottom_line"),
            Claim(first.sentence.text, (first.label,), "what_happened"),
            Claim(second.sentence.text, (second.label,), "positions"),
            Claim(second.sentence.text.replace(" the ", " a ", 1), (second.label,), "what_to_watch"),
        ]

    made = compose(gathered(ferry()), ScriptedWriter({"": repeating}))
    assert [len(made.stories[0].sections[s]) for s in SECTIONS] == [1, 0, 1, 0]
    texts = [c.text for c in shown(compose(gathered(three_stories()), ExtractiveWriter()))]
    assert len(set(texts)) == len(texts)


def test_each_story_has_its_sentence_in_short() -> None:
    """Where its news is said already, the first of what else happened."""
    calls = iter((1, 2))

    def same_news(evidence: Any) -> list[Claim]:
        first, other = evidence.sentences[0], evidence.sentences[next(calls)]
        return [
            Claim(first.sentence.text, (first.label,), "bottom_line"),
            Claim(other.sentence.text, (other.label,), "what_happened"),
        ]

    known = gathered(ferry())
    made = compose(replace(known, stories=known.stories * 2, length="full"), ScriptedWriter({"": same_news}))
    first, second = (s.sections for s in made.stories)
    assert [len(first[name]) for name in SECTIONS] == [1, 1, 0, 0]
    assert [len(second[name]) for name in SECTIONS] == [1, 0, 0, 0] and second["bottom_line"] != first["bottom_line"]


def test_twins_are_cited_together_and_counted_once() -> None:
    """A sentence that the copy carries too is cited from both, and is still one origin."""
    made = compose(gathered(ferry()), ScriptedWriter({"": quoting("bottom_line")}))
    claim = made.stories[0].sections["bottom_line"][0]
    assert "Halcyon" in claim.text
    assert len(claim.citations) == 2 and claim.origins == 1


def test_what_does_not_pass_is_withheld_and_counted() -> None:
    """A wrong number is not shown; it is listed with its reasons."""

    def wrong(evidence: Any) -> list[Claim]:
        good = evidence.sentences[0]
        return [
            Claim(good.sentence.text, (good.label,), "bottom_line"),
            Claim("The ferry Halcyon sank with 900 people aboard.", (good.label,), "what_happened"),
        ]

    made = compose(gathered(ferry()), ScriptedWriter({"": wrong}))
    assert made.coverage.withheld == 1 and "900" in made.withheld[0].text and made.withheld[0].verdict.reasons
    assert not any("900" in c.text for c in shown(made))


def test_all_withheld_falls_back_to_the_articles() -> None:
    """When nothing of a model's story passes, sentences of the articles stand in its place, and it is said."""
    false = Claim("The Orion sank off Malta with 900 aboard.", ("S1",), "bottom_line")
    made = compose(gathered(ferry()), ScriptedWriter({"": lambda _: [false]}))
    assert shown(made) and made.coverage.withheld == 1
    assert any("withheld" in n for n in made.notes)


def test_a_missing_bottom_line_is_quoted() -> None:
    """A model that gives everything but the news itself gets the news from the articles."""
    made = compose(gathered(ferry()), ScriptedWriter({"": lambda e: quoting("", "positions")(e)[1:]}))
    assert made.stories[0].sections["bottom_line"] and made.stories[0].sections["positions"]


def test_a_section_nobody_knows() -> None:
    """A claim under no section or an invented one is told as what happened."""
    made = compose(gathered(ferry()), ScriptedWriter({"": quoting("bottom_line", "gossip", "")}))
    assert len(made.stories[0].sections["what_happened"]) == 2 and set(made.stories[0].sections) == set(SECTIONS)


def test_the_endpoint_is_down() -> None:
    """When the first story cannot be written there is no briefing: the failure reaches the caller."""
    with pytest.raises(ProviderError, match="no answer"):
        compose(gathered(three_stories()), ScriptedWriter({"": ProviderError("no answer")}))


def test_one_story_fails() -> None:
    """A failure on a later story loses that story's prose only."""
    news = quoting("bottom_line")
    writer = ScriptedWriter({"Halcyon": news, "Sool": news, "Ostrava": ProviderError("cut off")})
    made = compose(gathered(three_stories()), writer)
    assert len(writer.asked) == 3 and all(s.sections["bottom_line"] for s in made.stories)
    assert [n for n in made.notes if "cut off" in n and "Ostrava" in n and "without the model" in n]


def test_an_endpoint_that_keeps_failing_is_left_alone() -> None:
    """After two failures in a row no more requests are made; the rest is told from the articles."""
    known = three_stories()
    choir = "HARROW FORD, May 5 (Meridian) -- A choir of miners opened the new concert hall of the town.\n"
    extra = reading(choir, "Choir sings", "2021-05-02")
    writer = ScriptedWriter({"Sool": quoting("bottom_line"), "": ProviderError("timed out")})
    made = compose(gathered(MemoryLibrary(*known._readings.values(), extra)), writer)
    assert len(made.stories) + len(made.lines) == 4 and len(writer.asked) == 3
    assert any("failed before" in n for n in made.notes)


def test_no_money_left() -> None:
    """What no longer fits under the cap is told from the articles, even if it is the first story, and said."""
    made = compose(gathered(ferry()), ScriptedWriter({"": CostExceeded("too dear")}))
    assert shown(made) and any("could cost more" in n for n in made.notes)


def test_as_of_a_day() -> None:
    """Nothing later is used, what is undated is left out, and both are said; the briefing is of that day."""
    undated = reading(SCHOOL, "Questions about the Halcyon", None)
    known = MemoryLibrary(*ferry()._readings.values(), undated)
    made = compose(gathered(known, Query("", as_of=date(2021, 5, 3))), ExtractiveWriter())
    assert (made.date, made.as_of, made.coverage.articles) == (date(2021, 5, 3), date(2021, 5, 3), 1)
    assert all(c.article.published == date(2021, 5, 3) for c in made.citations)
    gaps = "\n".join(made.gaps)
    assert "after 2021-05-03: “Ferry Halcyon aground, tear found”, “Halcyon passengers sleep in a school”." in gaps
    assert "unknown: “Questions about the Halcyon”" in gaps


def test_gaps() -> None:
    """Undated articles by title, and how many stories rest on one origin."""
    made = compose(gathered(MemoryLibrary(reading(FERRY, "Halcyon aground", "2021-05-03"))), ExtractiveWriter())
    assert "Of 1 story in full, 1 has only one origin." in about(made)
    made = compose(gathered(MemoryLibrary(reading(SCHOOL, "Night in a school", None))), ExtractiveWriter())
    assert "Undated: “Night in a school”." in made.gaps


def test_more_stories_than_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first are told, the others have a line each, with a sentence behind it."""
    monkeypatch.setitem(LENGTHS, "normal", Length(1, 1500))
    made = compose(gathered(three_stories()), ExtractiveWriter())
    assert len(made.stories) == 1 and [line.kind for line in made.lines] == [StoryLineKind.MORE] * 2
    assert all(line.claim and line.claim.citations for line in made.lines)


def test_a_page_has_at_most_so_many_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last stories become lines, and lines without room are counted."""
    told = {
        "Choir has a hall": "Miners of Harrow opened a concert hall on Tuesday.",
        "Cider tax goes up": "Velland raised its tax on cider on Monday.",
        "Radar in orbit": "A rocket from Kalle reached orbit on Tuesday.",
    }
    more = ("The town choir had sung in a barn since 2017.", "Growers of the Lune valley called for a strike.")
    more += ("A satellite on board measures the salt of northern seas.",)
    told = {title: f"{text}\n{also}" for (title, text), also in zip(told.items(), more, strict=True)}
    extra = [reading(text, title, "2021-05-05") for title, text in told.items()]
    known = MemoryLibrary(*ferry()._readings.values(), *extra)
    full = compose(gathered(known), ExtractiveWriter())
    assert len(full.stories) == 4 and full.left_out == 0
    monkeypatch.setitem(LENGTHS, "normal", Length(7, 100))
    short = compose(gathered(known), ExtractiveWriter())
    assert len(short.stories) == FEWEST_STORIES and short.lines == () and short.left_out == 1


def test_a_topic_puts_its_story_first() -> None:
    """The reader's words decide over the rest, and the story says so."""
    options = PageOptions(topics=(Subject("Chess", "chess title"),))
    made = compose(gathered(three_stories(), options=options), ExtractiveWriter())
    assert made.stories[0].topic == "Chess" and "Sool" in made.stories[0].story.title
    assert all(not s.topic for s in made.stories[1:])


def test_a_roundup_is_no_story() -> None:
    """Its items are reported elsewhere; it is named among the gaps."""
    found = gathered(three_stories())
    assert not any("Roundups" in gap for gap in found.gaps)
    known = three_stories()
    info = replace(reading(CHESS, "Five things", "2021-05-05").article.info, form="roundup")
    known.put(replace(one := reading(CHESS, "Five things", "2021-05-05"), article=replace(one.article, info=info)))
    gaps = gathered(known).gaps
    assert "Not covered, roundups of other reports: “Five things”." in gaps


def test_a_note_of_a_few_words() -> None:
    """An article that is one short sentence is told by it; one without any sentence is named among the gaps."""
    note = reading("Harbor opens\n\nThe harbor opened on Monday.\n", "Harbor opens", "2021-05-04")
    bare = reading("Storm warning\n", "Storm warning", "2021-05-05")
    made = compose(gathered(MemoryLibrary(note, bare)), ExtractiveWriter())
    assert [c.text for c in shown(made)] == ["The harbor opened on Monday."]
    assert "Not covered, no usable sentence found: “Storm warning”." in made.gaps


def test_nothing_to_tell() -> None:
    """An empty library names the command that fills it; filters that nothing passes are named as such."""
    with pytest.raises(EmptyLibrary, match="brief add"):
        gathered(MemoryLibrary())
    with pytest.raises(EmptyLibrary, match="none of the 3 articles"):
        gathered(ferry(), Query("", as_of=date(1999, 1, 1)))


def test_the_timeline_is_checked_and_cited() -> None:
    """Its entries are sentences of the articles, oldest first, each with the words that date it."""
    made = compose(gathered(ferry()), ExtractiveWriter())
    entries = made.stories[0].timeline
    assert [(str(e.first), e.words) for e in entries] == [("2021-05-03", "Monday"), ("2021-05-14", "May 14")]
    assert all(e.claim.citations and e.claim.verdict.status.value == "supported" for e in entries)


def test_a_record_gives_the_same_briefing() -> None:
    """What was gathered goes through JSON and back, and the same writer makes the same briefing of it."""
    one = gathered(three_stories())
    read = from_plain(Gathered, json.loads(json.dumps(to_plain(one))))
    assert read == one and compose(read, ExtractiveWriter()) == compose(one, ExtractiveWriter())


def test_the_order_of_the_library_does_not_matter() -> None:
    """The same articles in another order make the same briefing."""
    known = three_stories()
    backwards = MemoryLibrary(*reversed(list(known._readings.values())))
    assert compose(gathered(known), ExtractiveWriter()) == compose(gathered(backwards), ExtractiveWriter())


def test_progress_is_told() -> None:
    """Each story is announced before it is written."""
    seen: list[tuple[object, ...]] = []
    compose(gathered(three_stories()), ExtractiveWriter(), on_story=lambda *told: seen.append(told))
    assert [told[:2] for told in seen] == [(0, 3), (1, 3), (2, 3)] and "Sool wins chess title" in {t[2] for t in seen}


class NamingChat:
    """A capable model's chat that gives this reply, or fails."""

    small = False

    def __init__(self, reply: str | Exception) -> None:
        self.reply = reply
        self.asked: list[Any] = []

    def complete(self, build: Any, schema: Any) -> Any:
        self.asked.append((build(None), schema))
        if isinstance(self.reply, Exception):
            raise self.reply
        return SimpleNamespace(text=self.reply, broken="")


def naming(reply: str | Exception, *sections: str) -> ScriptedWriter:
    writer = ScriptedWriter({"": quoting(*(sections or ("bottom_line", "what_happened")))})
    writer.chat, writer.rewrite = NamingChat(reply), lambda _: {}  # type: ignore[attr-defined]
    writer.judging = SimpleNamespace(small=True)  # type: ignore[attr-defined]  # no judge
    writer.prompts = {"stories": load_prompt("stories")}  # type: ignore[attr-defined]
    return writer


def test_a_model_orders_and_names_the_stories() -> None:
    """One request with all headlines; a title that its sentences say is taken, one that they do not say is not."""
    titles = [s.story.title for s in gathered(three_stories()).stories]
    labels = {title.split()[0]: f"S{n}" for n, title in enumerate(titles, 1)}
    reply = {
        "stories": [
            {"story": labels["Ostrava"], "title": "Ostrava Bay votes to tax sugared drinks"},
            {"story": labels["Halcyon"], "title": "Ferry Halcyon sinks with 900 aboard"},
            {"story": "S9", "title": "Nothing"},
        ]
    }
    writer = naming(json.dumps(reply))
    made = compose(gathered(three_stories()), writer)
    assert [s.story.title for s in made.stories][:2] == ["Ostrava Bay votes to tax sugared drinks", "Halcyon tear"]
    ((messages, _),) = writer.chat.asked  # type: ignore[attr-defined]
    assert all(title in messages[1]["content"] for title in titles)


def test_without_an_order_the_stories_stay_as_they_are() -> None:
    """When the request fails or its reply says nothing, the page is in its own order, and a failure is said."""
    own = [s.story.title for s in compose(gathered(three_stories()), naming("?")).stories]
    failed = compose(gathered(three_stories()), naming(ProviderError("cut off")))
    assert [s.story.title for s in failed.stories] == own and failed.provider_failed
    assert any("order of the headlines: cut off" in note for note in failed.notes)


def test_a_story_of_a_model_is_short() -> None:
    """Sentences go from its longest part, whole, until it has a readable length."""
    sections = ("bottom_line", *["what_happened"] * 30)
    line = "Ship number {} of the Halcyon line left the harbour of {} for repairs."
    text = "\n".join(line.format(n, town) for n, town in enumerate(TOWNS))
    made = compose(gathered(MemoryLibrary(reading(text, "Ships leave", "2021-05-04"))), naming("{}", *sections))
    told = [c.text for c in shown(made)]
    assert 150 < sum(len(t.split()) for t in told) <= STORY_WORDS and all(t.endswith(".") for t in told)


TOWNS = "Kalle Orle Lune Graz Harrow Sorrel Tern Velland Marlow Ostrava Solund Fjord Hamn Dorn Elm Pike Quay".split()


def test_a_day_far_ahead_is_a_slip() -> None:
    """It does not make the past of what is to come; a day ahead may be the other side of the world."""
    slip = reading(CHESS, "Sool wins chess title", "2031-05-05")
    assert gathered(MemoryLibrary(*ferry()._readings.values(), slip), kind="Digest").cutoff == TODAY
    east = reading(CHESS, "Sool wins chess title", (TODAY + timedelta(1)).isoformat())
    assert gathered(MemoryLibrary(*ferry()._readings.values(), east), kind="Digest").cutoff == TODAY + timedelta(1)
