"""Reading a whole article: metadata, origin, language, chunks, and the real seeds."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from brief.articles.chunks import embedding_text, make_chunks
from brief.articles.reading import read_article
from brief.models import Article, ArticleInfo, LineKind, Reading
from brief.text.language import guess_language
from brief.text.sentences import split_sentences

GOLDEN = Path(__file__).parent / "golden" / "seeds.json"
SHARED = Path(os.environ.get("BRIEF_SHARED") or Path(__file__).resolve().parents[3].parent / "shared")


def read(raw: str, **given: object) -> Reading:
    return read_article(Article(ArticleInfo("a" * 16, "v" * 16, **given), raw))  # type: ignore[arg-type]


WIRE = (
    " date 2021-03-04 Council delays vote\nBy Ada Lund\nOSLO, March 4 (Gull) -- The vote is off.\n"
    "It was due on Friday.\nada@gull.example\n(END)\n"
)


@pytest.mark.parametrize("head", [" date 2021-03-04 ", " date 2021-03-04 (2nd LD) ", "# ", ""])
def test_an_article_that_was_read_is_read_alike_again(head: str) -> None:
    """`reindex` reads what the library holds: there the headline has become the title, and stays a headline."""
    raw = f"{head}Council delays vote on ferries\n(ATTN: ADDS quote)\nBy Ada Lund\nOSLO, March 4 (Gull) -- It is off.\n"
    once = read(raw)
    again = read_article(once.article)
    assert (again.lines, again.sentences, again.article.info) == (once.lines, once.sentences, once.article.info)
    assert [s.kind for s in once.sentences] == [LineKind.HEADLINE, LineKind.BODY]


def test_metadata_is_completed_from_the_text() -> None:
    """Title, author, date and origin come from the furniture; id and version stay."""
    info = read(WIRE).article.info
    assert (info.id, info.version, info.title, info.authors) == (
        "a" * 16,
        "v" * 16,
        "Council delays vote",
        ("Ada Lund",),
    )
    assert (info.published, info.published_basis, info.origin) == (date(2021, 3, 4), "metadata-line", "Gull")


def test_what_came_with_the_article_is_kept() -> None:
    """A record's own title, date and source are not overruled by the text."""
    info = read(
        WIRE, title="Vote put off", published=date(2021, 3, 5), published_basis="record", source="The Tern"
    ).article.info
    assert (info.title, info.published, info.published_basis, info.source) == (
        "Vote put off", date(2021, 3, 5), "record", "The Tern",
    )  # fmt: skip
    assert info.origin == "Gull"


def test_the_origin_falls_back_to_the_outlet() -> None:
    """Without an agency the outlet is the origin; without an outlet there is none."""
    assert read("The vote is off.\n", title="x", source="The Tern").article.info.origin == "The Tern"
    assert read("The vote is off.\n", title="x").article.info.origin is None


def test_a_date_that_is_not_there_stays_unknown() -> None:
    """A dateline without a year makes no date; an address with one makes an inferred date, with the reason."""
    raw = "Council delays vote\n\nOSLO, March 4 (Gull) -- The vote is off.\n"
    assert read(raw).article.info.published is None
    info = read(raw, url="https://gull.example/2021/03/04/vote").article.info
    assert (info.published, info.published_basis) == (date(2021, 3, 4), "inferred")
    assert "2021/03/04" in (info.published_reason or "")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council said on Monday that the vote is off.", "en"),
        ("Council delays vote", "en"),
        ("Der Rat hat die Abstimmung am Montag verschoben, weil das Geld nicht da ist.", "de"),
        ("Le conseil a reporté le vote de lundi, car les fonds ne sont pas encore là pour la ville.", "fr"),
        ("El consejo aplazó la votación del lunes porque no hay dinero para el muelle de la ciudad.", "es"),
        ("시의회는 월요일 투표를 연기했다고 밝혔다.", "ko"),
        ("市議会は月曜日に投票を延期したと発表した。", "ja"),
        ("市议会星期一推迟了投票。", "zh"),
        ("Совет отложил голосование в понедельник.", "ru"),
        ("Рада відклала голосування на понеділок, бо грошей ще немає.", "uk"),
        ("Kommunestyret utsatte mandag avstemningen for andre gang, fordi pengene ikke er på plass.", "no"),
        ("Rada odłożyła głosowanie na poniedziałek, bo nie ma pieniędzy na molo.", "pl"),
    ],
)
def test_languages_are_guessed(text: str, language: str) -> None:
    """The guess needs a sentence or two; English is meant where words say nothing."""
    assert guess_language(text) == language


def test_articles_in_other_languages_are_split_by_their_own_rules() -> None:
    """The abbreviations and marks of each language; nothing is judged by English grammar."""
    raw = "Der Rat tagt am 3. Mai. Dr. Vole sagt z. B. nichts. Wer zahlt? Eine lange Nacht.\n\nEs bleibt bei Nein.\n"
    found = read(raw, title="Rat tagt")
    assert found.article.info.language == "de"
    assert [s.text for s in found.sentences] == [
        "Der Rat tagt am 3. Mai.", "Dr. Vole sagt z. B. nichts.", "Wer zahlt?", "Eine lange Nacht.",
        "Es bleibt bei Nein.",
    ]  # fmt: skip


def test_chunks_are_runs_of_whole_sentences() -> None:
    """Each chunk fits, begins and ends with a sentence, and none is lost."""
    raw = " ".join(f"Sentence number {i} of this text is here." for i in range(100))
    sentences = split_sentences(raw)
    chunks = make_chunks(raw, sentences, "v", max_chars=300)
    assert [c.ordinal for c in chunks] == list(range(len(chunks)))
    assert all(len(c.text) <= 300 and raw[c.start : c.end] == c.text and c.text.endswith(".") for c in chunks)
    assert " ".join(c.text for c in chunks) == raw


def test_headline_and_date_go_in_front_of_what_is_embedded() -> None:
    """The headline is not in the chunk but before it."""
    reading = read(WIRE)
    assert reading.chunks[0].text == "The vote is off.\nIt was due on Friday."
    assert embedding_text(reading.chunks[0], reading.article.info) == (
        "Council delays vote\n2021-03-04\nThe vote is off.\nIt was due on Friday."
    )


def test_two_million_characters_without_a_stop_are_read() -> None:
    """One overlong "sentence" is cut at white space, and no chunk is longer than twice the limit."""
    reading = read("word " * 400_000, title="x")
    assert max(len(c.text) for c in reading.chunks) <= 2000
    assert sum(c.end - c.start for c in reading.chunks) >= 1_990_000


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the shared folder with the two real articles is not here")
@pytest.mark.parametrize("name", sorted(json.loads(GOLDEN.read_text())) if GOLDEN.exists() else [])
def test_the_real_seeds_are_read_without_a_mistake(name: str) -> None:
    """Every line's kind and every sentence's offsets, as numbers that a person checked."""
    golden = json.loads(GOLDEN.read_text())[name]
    raw = (SHARED / "seeds" / name).read_bytes().decode("utf-8")
    reading = read(raw)
    number = [raw.count("\n", 0, line.start) + 1 for line in reading.lines]
    assert [[n, x.kind.value, x.start, x.end] for n, x in zip(number, reading.lines, strict=True)] == golden["lines"]
    assert [[s.start, s.end] for s in reading.sentences if s.kind is LineKind.BODY] == golden["sentences"]
    info = reading.article.info
    assert [
        str(info.published) if info.published else None,
        info.published_basis,
        info.origin,
        len(info.authors),
    ] == golden["info"]
