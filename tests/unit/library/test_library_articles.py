"""Articles in a library: versions, filters, citations, runs, and what an empty or impossible place says."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from brief.articles.reading import read_article
from brief.errors import ConfigError, NotFound
from brief.library.library import DigestEdition, Library
from brief.models import Query
from brief.sources.identity import make_article
from tests.support.ledger import OPEN, WordEmbedder, article, assert_whole, open_ledger, reading, word


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_ledger(tmp_path / "library")


def test_reading_what_does_not_exist_is_reading_an_empty_library(tmp_path: Path) -> None:
    """Nothing is made by looking."""
    path = tmp_path / "no" / "where"
    with open_ledger(path) as library:
        assert library.is_empty()
        assert library.count() == 0 and list(library.articles()) == [] and list(library.runs()) == []
        assert library.lexical(["x"], OPEN, 5) == [] and library.chunks([1]) == {}
        assert library.nearest(library.embed(["x"])[0], OPEN, 5) == []
        assert not library.known(article(1)) and library.remove(["x"]) == 0 and library.reindex() == 0
        assert library.add([]).versions == ()
        assert [f.level for f in library.doctor()] == ["ok"]
        for ask in (library.article, library.info, library.load_run, library.resolve, library.sentences):
            with pytest.raises(NotFound):
                ask("0123456789abcdef@1-2")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("where", ["/proc/nope", "/dev/null", "/dev/null/below"])
def test_a_place_where_no_library_can_be_is_a_config_error(where: str) -> None:
    """Reading and writing say the same, in one line that names the place."""
    with open_ledger(Path(where)) as library:
        for act in (library.count, lambda: library.add([reading(1)])):
            with pytest.raises(ConfigError, match=where) as caught:
                act()
            assert "\n" not in str(caught.value)


def test_the_same_again_changes_nothing(library: Library) -> None:
    """Counted as unchanged, with no new vector and no new generation."""
    report = library.add([reading(1), reading(2)])
    assert (report.added, report.updated, report.unchanged) == (2, 0, 0)
    assert report.versions == (article(1).info.version, article(2).info.version)
    before = list(library.articles())
    again = library.add([reading(2), reading(1)])
    assert (again.added, again.updated, again.unchanged) == (0, 0, 2)
    assert list(library.articles()) == before
    assert library.known(article(1)) and not library.known(article(1, "More."))
    assert_whole(library, {1: article(1).info.version})


def test_an_edit_is_a_new_version_and_old_citations_still_resolve(library: Library) -> None:
    """Only the newest text is searched; a ref to the old one gives the old text."""
    library.add([reading(1)])
    old = library.sentences(article(1).info.version)[0]
    report = library.add([reading(1, "An errata slip was added.")])
    new = article(1, "An errata slip was added.").info
    assert (report.added, report.updated) == (0, 1)
    assert [i.version for i in library.articles()] == [new.version]
    assert library.info(new.id).version == new.version
    assert library.info(old.version).version == old.version
    kept, sentence = library.resolve(old.ref)
    assert sentence == old and kept.raw == article(1).raw
    assert_whole(library, {1: new.version})


def test_going_back_to_an_earlier_text_makes_it_current_again(library: Library) -> None:
    """The versions stay two, however often an edit is made and taken back."""
    for extra in ("", "Edited.", "", "Edited.", ""):
        library.add([reading(1, extra)])
        version = article(1, extra).info.version
        assert [i.version for i in library.articles()] == [version]
        assert_whole(library, {1: version})
    assert "1 article in 2 versions" in library.doctor()[0].what


def test_changed_metadata_is_a_new_version_of_the_same_text(library: Library) -> None:
    """A corrected date acts on the filters at once."""
    library.add([reading(1, published=date(2021, 5, 3))])
    library.add([reading(1, published=date(2021, 6, 3))])
    assert library.count() == 1
    assert library.count(Query("", as_of=date(2021, 5, 30))) == 0


def test_an_article_twice_in_one_go_ends_as_its_last_text(library: Library) -> None:
    """Two records of one id in one file: the later one is current, both are stored."""
    report = library.add([reading(1), reading(2), reading(1, "Corrected."), reading(1, "Corrected.")])
    assert (report.added, report.updated, report.unchanged) == (2, 1, 1)
    assert_whole(library, {1: article(1, "Corrected.").info.version, 2: article(2).info.version})
    assert library.article(article(1).info.version).raw == article(1).raw


def test_an_article_without_a_citable_sentence_is_kept(library: Library) -> None:
    """No chunk, no vector, but listed and never read again."""
    empty = read_article(article(4, sentences=0))
    assert empty.chunks == ()
    library.add([empty])
    assert library.known(article(4, sentences=0)) and library.count() == 1
    assert library.nearest(library.embed(["ledger"])[0], OPEN, 3) == []
    assert_whole(library)


def test_filters_and_order_of_the_list(library: Library) -> None:
    """Oldest first, undated last; outlets in any case; undated articles are left out by dates, and counted."""
    library.add(
        [
            reading(1, published=date(2021, 5, 3)),
            reading(2, published=date(2020, 5, 3), source="Straße Bote"),
            reading(3, published=None),
            reading(4, published=date(2021, 5, 4)),
        ]
    )
    ids = {n: article(n, published=None).info.id for n in (1, 2, 3, 4)}

    def listed(**given: object) -> list[str]:
        return [i.id for i in library.articles(Query("", **given))]  # type: ignore[arg-type]

    assert listed() == [ids[2], ids[1], ids[4], ids[3]]
    assert listed(as_of=date(2021, 5, 3)) == [ids[2], ids[1]]
    assert listed(since=date(2021, 5, 3)) == [ids[1], ids[4]]
    assert listed(since=date(2020, 6, 1), until=date(2021, 5, 3)) == [ids[1]]
    assert listed(sources=("STRASSE BOTE",)) == [ids[2]]
    assert listed(articles=(ids[3], ids[4], "unknown")) == [ids[4], ids[3]]
    assert listed(articles=(ids[3],), as_of=date(2030, 1, 1)) == []
    assert library.count(Query("", sources=("tern gazette",))) == 3
    assert library.undated(Query("")) == 0
    assert library.undated(Query("", as_of=date(2021, 1, 1))) == 1
    assert library.undated(Query("", since=date(2021, 1, 1), sources=("straße bote",))) == 0


def test_what_was_changed_since_a_day_is_new_since_then(library: Library) -> None:
    """By the day that its text states; until when counts by its publication, and so does what was known on a day."""
    changed = read_article(
        make_article(
            f"Updated May 6, 2021\n\nThe clerk noted {word(1)} in the ledger.",
            title="Ledger",
            published=date(2021, 5, 3),
            record_id="r1",
        )
    )
    library.add([changed, reading(2, published=date(2021, 5, 3))])
    assert changed.article.info.updated == date(2021, 5, 6)
    for query, new in (
        (Query("", since=date(2021, 5, 5)), 1),
        (Query("", since=date(2021, 5, 7)), 0),
        (Query("", since=date(2021, 5, 6), until=date(2021, 5, 6)), 1),
        (Query("", since=date(2021, 5, 4), until=date(2021, 5, 5)), 0),
        (Query("", since=date(2021, 5, 3), until=date(2021, 5, 3)), 1),
        (Query("", as_of=date(2021, 5, 2)), 0),
    ):
        assert len(library.lexical([word(1)], query, 5)) == new
        assert [i.id for i in library.articles(query)].count(changed.article.info.id) == new


def test_an_origin_is_a_source_too(library: Library) -> None:
    """`--source` finds an agency's reports in whatever outlet they stand."""
    wire = "SKERRY, May 3 (Northwind) -- The ferry company said on Monday that all crossings had resumed.\n"
    library.add([reading(1), reading(2, wire, sentences=0)])
    (info,) = library.articles(Query("", sources=("northwind",)))
    assert (info.source, info.origin) == ("Tern Gazette", "Northwind")


def test_words_are_filtered_before_they_are_ranked(library: Library) -> None:
    """With k far below what matches, a filter still fills k; the ranking is that of all, thinned."""
    library.add(
        [reading(n, "The mine has " + "quartz " * (n % 7 + 1), published=date(2021, 1, 1 + n % 28)) for n in range(60)]
    )
    everything = library.lexical(["quartz"], OPEN, 1000)
    assert len(everything) == 60
    for query in (Query("", as_of=date(2021, 1, 4)), Query("", since=date(2021, 1, 25), until=date(2021, 1, 26))):
        passing = {i.version for i in library.articles(query)}
        chunks = library.chunks([key for key, _ in everything])
        expected = [pair for pair in everything if chunks[pair[0]][0].version in passing]
        assert 0 < len(expected) < 20
        assert library.lexical(["quartz"], query, 5) == expected[:5]
        assert library.lexical(["quartz"], query, 1000) == expected


def test_the_title_counts_twice(library: Library) -> None:
    """A word in the headline weighs more than the same word in the text."""
    library.add(
        [reading(1, "The basalt was grey."), reading(2, "The stone was grey.", title="Basalt, part two of them")]
    )
    best, other = library.lexical(["basalt"], OPEN, 5)
    assert library.chunks([best[0]])[best[0]][1].title == "Basalt, part two of them"
    assert best[1] > other[1] > 0


def test_sentences_of_chunks_and_of_a_stretch(library: Library) -> None:
    """Each chunk gets the sentences that lie in it; a stretch gets those that overlap it."""
    library.add([reading(1, sentences=40)])
    version = article(1, sentences=40).info.version
    chunks = [chunk for chunk, _ in library.chunks(range(100)).values()]
    assert len(chunks) > 1
    by_chunk = library.sentences_of(chunks)
    body = [s for s in library.sentences(version) if any(c.start <= s.start and s.end <= c.end for c in chunks)]
    assert [s for c in chunks for s in by_chunk[version, c.ordinal]] == body
    first, second, third = body[:3]
    assert library.sentences(version, second.start + 1, second.end) == (second,)
    assert library.sentences(version, first.end - 1, third.start + 1) == (first, second, third)


def test_refs_that_mean_nothing_are_not_found(library: Library) -> None:
    """Unknown versions, places beyond the text and nonsense."""
    library.add([reading(1)])
    version = article(1).info.version
    spans = ("5", "9-5", "0-99999", "-1-5", "٣-٥", f"0-{'9' * 5000}")
    for ref in ("", "x", version, f"{'0' * 16}@0-5", *(f"{version}@{span}" for span in spans)):
        with pytest.raises(NotFound):
            library.resolve(ref)


def test_a_ref_of_an_older_splitting_still_resolves(library: Library) -> None:
    """Where no stored sentence has these ends, the text between them is the sentence."""
    library.add([reading(1)])
    found, sentence = library.resolve(f"{article(1).info.version}@4-19")
    assert sentence.text == found.raw[4:19] == article(1).raw[4:19]


def test_names_of_articles(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """By id, version, address or path; a path with several articles asks for more."""
    from brief.sources.identity import make_article

    single = read_article(
        make_article("The kiln was lit again.", path="/news/kiln.txt", url="https://example.org/kiln")
    )
    library.add([reading(1), reading(2), single])
    for name in (single.article.info.id, single.article.info.version, "/news/kiln.txt", "https://example.org/kiln"):
        assert library.info(name).id == single.article.info.id
    monkeypatch.chdir("/")
    assert library.info("news/kiln.txt").id == single.article.info.id
    with pytest.raises(NotFound, match="several"):
        library.info("news/ledger.jsonl")
    with pytest.raises(NotFound, match="no article nothing"):
        library.info("nothing")


def test_remove_takes_all_versions_and_what_quotes_them(library: Library) -> None:
    """Text, words, vectors, runs: nothing of the article is left, the others stay."""
    library.add([reading(1), reading(2)])
    library.add([reading(1, "Edited.")])
    old, new, other = (a.info.version for a in (article(1), article(1, "Edited."), article(2)))
    library.save_run("run-a", "ask", "what?", None, [old, other], b"quotes the old text")
    library.save_run("run-b", "ask", "what?", None, [other], b"quotes another")
    assert library.remove([article(1).info.id, "unknown"]) == 1
    assert [r.run_id for r in library.runs()] == ["run-b"]
    assert [p.name for p in (library.path / "runs").iterdir()] == ["run-b.json"]
    for version in (old, new):
        with pytest.raises(NotFound):
            library.article(version)
    assert library.lexical([word(1)], OPEN, 5) == []
    assert_whole(library, {2: other})
    library.add([reading(1)])
    assert_whole(library, {1: old, 2: other})


def test_a_removed_text_is_not_left_in_the_file(library: Library) -> None:
    """Neither the text nor its vector can be read from the disk afterwards."""
    library.add([reading(1, "The combination is seven four nine."), reading(2)])
    vector = library.embed(["x"])[0] * 0
    (key, _), *_ = library.lexical(["combination"], OPEN, 1)
    start = 4096 + key * 32 * 4
    vector = (library.path / "vectors.f32").read_bytes()[start : start + 128]
    library.remove([article(1).info.id])
    library.close()
    left = b"".join(p.read_bytes() for p in library.path.glob("catalog*")) + (library.path / "vectors.f32").read_bytes()
    assert b"combination is seven" not in left
    assert vector not in left


def test_runs_are_kept_listed_and_found(library: Library) -> None:
    """Newest first; by id, by an unambiguous beginning, or `last`."""
    library.save_run("20210503-aa", "ask", "first?", None, [], b"1")
    library.save_run("20210503-ab", "summarize", None, "model", [], b"2")
    assert [(r.run_id, r.command, r.question, r.model) for r in library.runs()] == [
        ("20210503-ab", "summarize", None, "model"),
        ("20210503-aa", "ask", "first?", None),
    ]
    assert library.load_run("20210503-aa") == b"1"
    assert library.load_run("last") == library.load_run("20210503-ab") == b"2"
    for name in ("2021", "", "30210503", "../catalog"):
        with pytest.raises(NotFound):
            library.load_run(name)
    with pytest.raises(ValueError, match="not a run id"):
        library.save_run("../evil", "ask", None, None, [], b"")
    (library.path / "runs" / "20210503-aa.json").unlink()
    with pytest.raises(NotFound, match="cannot be read"):
        library.load_run("20210503-aa")


def test_digest_editions_are_committed_once(library: Library) -> None:
    """What a committed edition covered is known afterwards; the same edition twice is refused."""
    now = datetime(2021, 5, 3, 6, 30, tzinfo=UTC)
    edition = DigestEdition(date(2021, 5, 3), 1, frozenset({"a" * 16, "b" * 16}), "/out/2021-05-03.md", "c" * 64, now)
    library.commit_digest(edition)
    assert library.digest_state() == [edition]
    with pytest.raises(ConfigError, match="exists already"):
        library.commit_digest(edition)
    second = DigestEdition(date(2021, 5, 3), 2, frozenset(), None, "d" * 64, now)
    library.commit_digest(second)
    assert library.digest_state() == [edition, second]


def test_opening_loads_no_embedder(tmp_path: Path) -> None:
    """Listing and showing need no vectors, so nothing is loaded for them."""
    with open_ledger(tmp_path) as library:
        library.add([reading(1)])

    def refuse() -> WordEmbedder:
        raise AssertionError("not needed")

    with Library(tmp_path, refuse) as library:
        assert library.count() == 1 and library.lexical(["ledger"], OPEN, 3)
        assert library.resolve(f"{article(1).info.version}@0-5")


def test_where_chunks_stand_is_known_without_their_texts(tmp_path: Path) -> None:
    """Article, day and ordinal agree with what the chunks say, whatever was replaced or removed before."""
    with open_ledger(tmp_path / "library") as library:
        days = (date(2021, 3, 1), None, date(2021, 3, 3), date(2021, 3, 4))
        library.add([reading(n, sentences=30, published=day) for n, day in enumerate(days)])
        library.add([reading(2, "granite ", sentences=31, published=days[2])])
        library.remove([reading(0, sentences=30, published=days[0]).article.info.id])
        keys = range(-2, 60)
        chunks, places = library.chunks(keys), library.places(keys)
        assert list(places) == list(chunks) and len(places) > 3
        for key, (chunk, info) in chunks.items():
            assert (places[key].published, places[key].ordinal) == (info.published, chunk.ordinal)
        articles = {(places[key].article, info.id) for key, (_, info) in chunks.items()}
        assert len(articles) == len({a for a, _ in articles}) == len({i for _, i in articles}) == 3
        assert library.places([]) == {} and not library.is_empty()
