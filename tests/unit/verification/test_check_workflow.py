"""Checking a text against its sources: the report, its words and its four forms."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from brief.errors import EmptyLibrary, SourceError
from brief.library.library import Library
from brief.models import Standing, Status
from brief.render import check as render
from brief.render import check_page, markdown
from brief.render.briefing_page import render_briefing
from brief.workflows.add import add
from brief.workflows.check import CheckOptions, check_file
from brief.workflows.pairs import check_pairs
from brief.workflows.summarize import summarize
from tests.support.ledger import WordEmbedder

SOURCE = """Dam opens in Orle

ORLE, Nov. 14, 2019 (Valley News) -- Mayor Ana Ruiz opened the dam in the valley on Thursday.
The dam cost $40 million, twice what the council had planned.
Farmers in the valley have not been paid for their land.
"""
DRAFT = """# Draft

Ana Ruiz opened the valley's dam on Nov. 14. The dam cost $50 million. Farmers have been paid for their land.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "dam.txt").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "draft.md").write_text(DRAFT, encoding="utf-8")
    return tmp_path


def test_pairs_bring_their_own_source() -> None:
    """Each sentence gets a verdict, a score and at most five exact sentences of its own source."""
    (row,) = check_pairs(
        [{"id": "a", "source": SOURCE, "text": "The dam cost 40 million dollars. The council of 30 had planned it."}]
    )
    assert row["id"] == "a" and row["supported"] is False and 0 < row["score"] < 1
    first, second = row["sentences"]
    assert first["verdict"] == "supported" and second["verdict"] == "unsupported" and second["flags"] == ["number"]
    for sentence in row["sentences"]:
        assert len(sentence["evidence"]) <= 5
        assert all(SOURCE[e["start"] : e["end"]] == e["text"] for e in sentence["evidence"])
    assert first["evidence"][0]["text"].startswith("The dam cost $40 million")
    json.dumps(row)


def test_a_pair_without_a_sentence_supports_nothing() -> None:
    """An empty text is not supported, an empty source supports nothing."""
    empty, sourceless = check_pairs([{"id": 1, "source": SOURCE, "text": ""}, {"id": 2, "source": "", "text": "Yes."}])
    assert not empty["supported"] and empty["sentences"] == [] and not sourceless["supported"]


def test_the_day_an_article_was_published_makes_its_weekdays_dates(folder: Path) -> None:
    """A draft that gives the date where the article gives the weekday is right."""
    report, problems = check_file(Library(folder / "none"), folder / "draft.md", CheckOptions([folder / "dam.txt"]))
    assert not problems
    assert [s.verdict.status for s in report.sentences] == [Status.SUPPORTED, Status.UNSUPPORTED, Status.WEAK]
    assert [s.verdict.flags for s in report.sentences] == [(), ("number",), ("negation",)]
    assert "number as the source" in report.sentences[1].remedy and report.sentences[0].remedy == ""
    assert report.sentences[2].evidence[0].sentence.text.startswith("Farmers in the valley have not been paid")


def test_without_articles_to_check_against_it_says_so(folder: Path) -> None:
    """An empty library, or paths without an article, are errors that a user can act on."""
    with pytest.raises(EmptyLibrary, match="brief add"):
        check_file(Library(folder / "none"), folder / "draft.md")
    with pytest.raises(EmptyLibrary):
        check_file(Library(folder / "none"), folder / "draft.md", CheckOptions([folder / "nowhere.txt"]))
    with pytest.raises(SourceError):
        check_file(Library(folder / "none"), folder / "nowhere.md", CheckOptions([folder / "dam.txt"]))


def test_the_report_in_all_forms_says_the_same(folder: Path) -> None:
    """Text, Markdown, HTML and JSON all carry verdicts, reasons, remedies and the sentences found."""
    report, _ = check_file(Library(folder / "none"), folder / "draft.md", CheckOptions([folder / "dam.txt"]))
    text, markdown, html = render.render_text(report), render.render_markdown(report), check_page.render_html(report)
    assert "1 supported, 1 weak, 1 unsupported" in text and "1 supported, 1 weak, 1 unsupported" in html
    for page in (text, markdown, html):
        assert "Unsupported" in page and "To fix it" in page and "twice what the council had planned" in page
    data = json.loads(render.render_json(report))
    assert data["supported"] is False and [s["verdict"] for s in data["sentences"]] == [
        "supported",
        "unsupported",
        "weak",
    ]
    assert data["sentences"][1]["reasons"] and data["sentences"][1]["evidence"][0]["ref"]
    assert all(DRAFT[s["start"] : s["end"]] == s["text"] for s in data["sentences"])


def test_pages_of_what_was_checked_are_inert(folder: Path) -> None:
    """Markup and control characters of a draft or an article reach no page."""
    (folder / "draft.md").write_text("The <script>alert(1)</script> dam\x1b[31m cost $40 million.", encoding="utf-8")
    report, _ = check_file(Library(folder / "none"), folder / "draft.md", CheckOptions([folder / "dam.txt"]))
    assert "<script" not in check_page.render_html(report)
    for page in (render.render_text(report), render.render_markdown(report), check_page.render_html(report)):
        assert "\x1b" not in page


def test_an_old_page_says_which_of_its_citations_stand(folder: Path) -> None:
    """A page of ours that is checked again names the citations that stand, changed, or are gone."""
    (folder / "old.md").write_text(
        "The dam cost $40 million. [1]\n\n## Sources\n\n"
        '- [1] "The dam cost $40 million, twice what the council had planned."\n'
        '- [2] "Farmers in the valley have been paid for all their land."\n'
        '- [3] "Snow fell on the pass."\n',
        encoding="utf-8",
    )
    report, _ = check_file(Library(folder / "none"), folder / "old.md", CheckOptions([folder / "dam.txt"]))
    assert [s.verdict.status for s in report.sentences] == [Status.SUPPORTED]
    assert report.notes == ("Of its citations are still in the article word for word: 1; changed: 2; are gone: 3.",)


PAGE = """The mayor opened the dam on Thursday (2019-11-14). [1]

2019-11-14 ("Thursday"): Mayor Ana Ruiz opened the dam in the valley on Thursday. [1]

Sources
[1] "Mayor Ana Ruiz opened the dam in the valley on Thursday."
    Dam opens in Orle
    Valley News, 2019-11-14
"""


def test_the_days_beside_the_words_of_a_page_are_known_as_its_own(folder: Path) -> None:
    """They are no claims of the sentence, the day in front of a timeline's entry is none, and offsets stay right."""
    (folder / "page.txt").write_text(PAGE, encoding="utf-8")
    report, _ = check_file(Library(folder / "none"), folder / "page.txt", CheckOptions([folder / "dam.txt"]))
    assert [s.verdict.status for s in report.sentences] == [Status.SUPPORTED] * 2
    assert [PAGE[s.start : s.end] for s in report.sentences] == [s.text for s in report.sentences]
    assert report.sentences[0].text == "The mayor opened the dam on Thursday (2019-11-14). [1]"
    assert report.sentences[1].text.startswith("Mayor Ana Ruiz")


def test_a_day_that_the_words_before_it_do_not_mean_is_found(folder: Path) -> None:
    """A page that was edited, or whose article now has another date."""
    (folder / "page.txt").write_text(PAGE.replace("Thursday (2019-11-14)", "Thursday (2019-11-15)"), encoding="utf-8")
    report, _ = check_file(Library(folder / "none"), folder / "page.txt", CheckOptions([folder / "dam.txt"]))
    first = report.sentences[0].verdict
    assert first.status is Status.UNSUPPORTED and first.flags == ("date",)
    assert "2019-11-15" in first.reasons[0].detail


def test_a_year_that_an_article_has_in_brackets_is_no_day_of_ours(folder: Path) -> None:
    """It stands in the source, so nothing is wrong with it; another one is found."""
    (folder / "dam.txt").write_text("Dam opens\n\nThe treaty of Orle (2016) paid for the dam in the valley.\n")
    for year, status in (("2016", Status.SUPPORTED), ("2015", Status.UNSUPPORTED)):
        said = f"The treaty of Orle ({year}) paid for the dam in the valley."
        (folder / "page.txt").write_text(f'{said} [1]\n\nSources\n[1] "{said}"\n', encoding="utf-8")
        report, _ = check_file(Library(folder / "none"), folder / "page.txt", CheckOptions([folder / "dam.txt"]))
        assert [s.verdict.status for s in report.sentences] == [status]


def test_what_became_of_each_citation_of_an_old_page(folder: Path) -> None:
    """In the library: it stands, has moved down or into a newer version, reads otherwise, or is gone."""
    dam = folder / "dam.txt"
    with Library(folder / "library", WordEmbedder()) as library:
        add(library, [dam])
        told = summarize(library, today=date(2019, 11, 20))
        (folder / "old.md").write_text(markdown.render_briefing(told, verbose=True), encoding="utf-8")
        (folder / "brief.md").write_text(markdown.render_briefing(told), encoding="utf-8")
        texts = {c.article.version: library.article(c.article.version).raw for c in told.citations}
        (folder / "old.html").write_text(render_briefing(told, texts), encoding="utf-8")

        def standings(name: str) -> dict[str, Standing]:
            report, _ = check_file(library, folder / name)
            assert len(report.citations) == len(told.citations)
            return {c.text.split()[1]: c.standing for c in report.citations}

        for name in ("old.md", "brief.md", "old.html"):
            assert set(standings(name).values()) == {Standing.STANDS}
        assert check_file(library, folder / "old.html")[0].supported

        dam.write_text(SOURCE.replace("\nThe dam cost", "\nA choir sang.\nThe dam cost"), encoding="utf-8")
        add(library, [dam])
        assert set(standings("old.md").values()) == {Standing.MOVED}, "each is in a newer version"
        assert set(standings("old.html").values()) == {Standing.MOVED}
        assert standings("brief.md")["dam"] is Standing.MOVED, "it is a line further down"
        assert standings("brief.md")["Ana"] is Standing.STANDS

        edited = SOURCE.replace("$40 million", "$44 million").replace("Farmers in the valley", "Those who")
        dam.write_text(edited.replace("have not been paid for their land", "wait"), encoding="utf-8")
        add(library, [dam])
        now = standings("brief.md")
        assert now["dam"] is Standing.CHANGED and now["in"] is Standing.GONE

        report, _ = check_file(library, folder / "brief.md")
        for form in (render.render_text(report), render.render_markdown(report), check_page.render_html(report)):
            assert "cost $40 million" in form and "cost $44 million" in form and "is gone" in form
        said = {c["standing"]: c for c in json.loads(render.render_json(report))["citations"]}
        assert said["gone"]["now"] is None and "$44 million" in said["changed"]["now"]["text"]
        assert said["changed"]["now"]["line"] == 4


def test_that_somebody_spoke_is_no_supported_claim() -> None:
    """Who and when alone say nothing, though every word is in the source; that something was announced does."""
    source = "ORLE -- The dam will close, the river ministry said Thursday. Its end was announced on Friday.\n"
    row = {"id": 1, "source": source, "text": "The river ministry said Thursday. Its end was announced on Friday."}
    (found,) = check_pairs([row])
    assert [s["verdict"] for s in found["sentences"]] == ["weak", "supported"]


def test_progress_is_told_sentence_by_sentence(folder: Path) -> None:
    """How many are done, and of how many."""
    told: list[tuple[int, int]] = []
    options = CheckOptions([folder / "dam.txt"], on_sentence=lambda done, of: told.append((done, of)))
    report, _ = check_file(Library(folder / "none"), folder / "draft.md", options)
    assert told == [(n, len(report.sentences)) for n in range(1, len(report.sentences) + 1)]


def test_pairs_may_bring_their_cited_sentences() -> None:
    """Each with its day, headline and the sentence before: all of them are cited, and counted in their order."""
    cited = [
        {
            "text": "She opened it on Friday.",
            "published": "2019-11-16",
            "title": "Dam opens",
            "before": "Ana Ruiz came.",
        },
        {"text": "It cost $40 million.", "published": None, "title": None, "url": None},
    ]
    rows = [
        {"id": 1, "text": "Ana Ruiz opened the dam, which cost $40 million, on 15 November.", "sentences": cited},
        {"id": 2, "text": "Ana Ruiz opened the dam, which cost $50 million, on 15 November.", "sentences": cited},
        {"id": 3, "text": "Olga Sool opened the dam on 15 November.", "sentences": cited},
    ]
    right, number, name = check_pairs(rows)
    assert right["supported"] and [e["start"] for e in right["sentences"][0]["evidence"]] == [0, 25]
    assert (number["supported"], number["sentences"][0]["verdict"]) == (False, "unsupported")
    assert "name" in name["sentences"][0]["flags"]
    with pytest.raises(TypeError):
        next(check_pairs([{"id": 4, "text": "It opened.", "sentences": "none"}]))


def test_pairs_over_a_source_in_another_language_are_doubted() -> None:
    """Its own words tell its language, whether it is given whole or in sentences; a day parts no sentence."""
    german = "Der Rat bewilligte am 7. Juli 2022 für den Ausbau des Hafens 1.200,5 Millionen Euro."
    text = "The council granted 1,200.5 million euros."
    rows = [{"id": 1, "text": text, "sentences": [{"text": german}]}, {"id": 2, "text": text, "source": german}]
    for row in check_pairs(rows):
        (sentence,) = row["sentences"]
        assert (sentence["verdict"], row["supported"]) == ("weak", False) and "number" in sentence["flags"]
        assert [e["text"] for e in sentence["evidence"]] == [german]
