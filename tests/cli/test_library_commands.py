"""`brief add`, `list`, `remove`, `reindex`, `doctor`, `search`, `show` from the outside."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.cli.conftest import SEEDS, Brief

WHY = "why is Seoul ending GSOMIA?"


def test_adding_the_same_again_changes_nothing(brief: Brief, library: Path) -> None:
    """The list is the same to the byte, and the summary says what happened."""
    before = brief("list", "--library", library, "--json").out
    done = brief("add", "--library", library, SEEDS)
    assert done.code == 0
    assert "17 unchanged" in done.out
    assert brief("list", "--library", library, "--json").out == before


def test_an_edited_file_is_a_new_version_and_old_citations_resolve(brief: Brief, tmp_path: Path) -> None:
    """The new text answers; the old ref still shows the old text and says that there is a newer one."""
    page, library = tmp_path / "canal.txt", tmp_path / "lib"
    page.write_text("Canal reopens\n\nThe Lindholm canal reopened on Monday after the council repaired two locks.\n")
    brief("add", "--library", library, page)
    question = "When did the Lindholm canal reopen?"
    ref = json.loads(brief("ask", "--library", library, "--json", question).out)["citations"][0]["ref"]
    page.write_text(page.read_text().replace("Monday", "Tuesday"))
    assert "1 updated" in brief("add", "--library", library, page).out
    now = json.loads(brief("ask", "--library", library, "--json", question).out)
    assert "Tuesday" in now["claims"][0]["text"]
    assert len(now["citations"]) == 1
    shown = brief("show", "--library", library, ref)
    assert shown.code == 0
    assert "reopened on Monday" in shown.out
    assert "newer version" in shown.err


def test_bad_sources_are_named_and_the_others_go_in(brief: Brief, tmp_path: Path) -> None:
    """Exit 4, each bad one on stderr, the good one in the library."""
    folder, library = tmp_path / "mixed", tmp_path / "lib"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 10)
    (folder / "broken.jsonl").write_text('{"text": "The ferry sailed on Monday.", "title": "Ferry"}\n{"text": \n')
    (folder / "good.txt").write_text("Harbor opens\n\nThe harbor opened on Monday.\n")
    done = brief("add", "--library", library, folder)
    assert done.code == 4
    assert all(name in done.err for name in ("empty.txt", "binary.txt", "broken.jsonl:2"))
    titles = [json.loads(line)["title"] for line in brief("list", "--library", library, "--json").out.splitlines()]
    assert sorted(titles) == ["Ferry", "Harbor opens"]


def test_standard_input(brief: Brief, tmp_path: Path) -> None:
    """`brief add -` takes a text."""
    library = tmp_path / "lib"
    done = brief("add", "--library", library, "-", stdin="Ferry sails\n\nThe ferry sailed on Monday.\n")
    assert done.code == 0
    assert "Ferry sails" in brief("list", "--library", library).out


def test_list_filters(brief: Brief, filled: Path) -> None:
    """--since and --until bound the dates, and undated articles are not in a dated list."""
    rows = [
        json.loads(line)
        for line in brief("list", "--library", filled, "--json", "--since", "2019-11-01").out.splitlines()
    ]
    assert rows
    assert all(r["published"] >= "2019-11-01" for r in rows)


def test_remove_leaves_the_files(brief: Brief, library: Path, tmp_path: Path) -> None:
    """By path or by id; what is not there is exit 2."""
    row = json.loads(brief("list", "--library", library, "--json").out.splitlines()[0])
    assert "removed 1 article" in brief("remove", "--library", library, row["id"]).out
    ids = [json.loads(line)["id"] for line in brief("list", "--library", library, "--json").out.splitlines()]
    assert row["id"] not in ids
    assert Path(row["path"]).exists()
    assert brief("remove", "--library", library, tmp_path / "never.txt").code == 2


def test_a_lost_vector_folder_is_rebuilt(brief: Brief, library: Path) -> None:
    """Chroma's folder is derived: without it the same question has the same answer."""
    before = json.loads(brief("ask", "--library", library, "--json", WHY).out)["claims"]
    shutil.rmtree(library / "chroma")
    after = json.loads(brief("ask", "--library", library, "--json", WHY).out)["claims"]
    assert [c["text"] for c in after] == [c["text"] for c in before]


def test_reindex_and_doctor(brief: Brief, library: Path) -> None:
    """Everything is embedded again, and the doctor finds nothing wrong afterwards."""
    assert "embedded" in brief("reindex", "--library", library).out
    done = brief("doctor", "--library", library)
    assert done.code == 0
    assert "error" not in done.out


def test_another_embedder_is_refused_with_the_remedy(brief: Brief, library: Path) -> None:
    """Exit 3, and the line names the command that helps."""
    env = {"BRIEF_EMBEDDER": "openai:other", "OPENAI_API_KEY": "sk-x", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}
    done = brief("search", "--library", library, "export curbs", env=env)
    assert done.code == 3
    assert "brief reindex" in done.err


def test_search_shows_passages_and_takes_many_queries(brief: Brief, filled: Path, tmp_path: Path) -> None:
    """Text for people, JSON lines for programs, a file of queries in one process; filters hold in each."""
    assert "export" in brief("search", "--library", filled, "export controls").out
    queries = tmp_path / "queries.jsonl"
    queries.write_text(
        '{"id": "a", "query": "export controls"}\n{"id": "b", "query": "satellite", "as_of": "2019-09-01"}\n'
    )
    done = brief("search", "--library", filled, "--json", "-k", "5", "--queries", queries)
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert {r["id"] for r in rows} == {"a", "b"}
    assert [r["rank"] for r in rows if r["id"] == "a"] == list(range(1, 1 + sum(r["id"] == "a" for r in rows)))
    assert all(r["published"] <= "2019-09-01" for r in rows if r["id"] == "b")
    queries.write_text("not json\n")
    assert brief("search", "--library", filled, "--json", "--queries", queries).code == 4


def test_show_prints_an_article_as_it_was_read(brief: Brief, tmp_path: Path) -> None:
    """Every line with what it was taken for and why; as JSON each stretch with its place in the text."""
    page, library = tmp_path / "pier.md", tmp_path / "lib"
    page.write_text(
        "# Pier shut\n\nThe **council** shut the [old pier](https://gull.example/pier) on Monday.\n\n"
        "It names two causes:\n\n- old timber\n- wet sand\n\nMore from the coast\n\nThe ferry sails on Tuesday.\n"
    )
    brief("add", "--library", library, page)
    done = brief("show", "--library", library, "--json", page)
    assert done.code == 0
    found = json.loads(done.out)
    assert found["article"]["title"] == "Pier shut"
    kinds = {s["text"]: s["kind"] for s in found["sentences"]}
    assert kinds["The council shut the old pier on Monday."] == "body"
    assert kinds["old timber"] == kinds["wet sand"] == "item"
    assert kinds["More from the coast"] == "boilerplate"
    assert all(s["why"] for s in found["sentences"] if s["kind"] in ("item", "boilerplate"))
    assert [s["start"] for s in found["sentences"]] == sorted(s["start"] for s in found["sentences"])
    shown = brief("show", "--library", library, page).out
    assert "old pier on Monday" in shown and "a heading, a label, a link or a caption" in shown


def test_show_refuses_what_is_not_a_ref(brief: Brief, filled: Path) -> None:
    """Exit 2 and one line for a ref that is malformed, unknown or outside its text."""
    ref = json.loads(brief("ask", "--library", filled, "--json", WHY).out)["citations"][0]["ref"]
    for bad in ("nonsense", "0123456789abcdef@1-2", ref.split("@")[0] + "@5-99999999"):
        done = brief("show", "--library", filled, bad)
        assert (done.code, done.out) == (2, ""), bad
        assert len(done.err.splitlines()) == 1
