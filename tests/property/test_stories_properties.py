"""What holds of stories, origins, changes and schedules whatever the articles and paths are."""

from __future__ import annotations

import shlex
from datetime import date, timedelta
from pathlib import PurePosixPath

from hypothesis import given, settings
from hypothesis import strategies as st

from brief.errors import ConfigError
from brief.models import ArticleInfo, Sentence
from brief.scheduling.cron import cron_line, with_entry, without_entry
from brief.scheduling.schedule import Schedule, parse_at
from brief.stories.article_text import ArticleText
from brief.stories.changes import agree, revisions
from brief.stories.cluster import group
from brief.stories.origins import origin_by_version

WORDS = st.sampled_from("Lune bridge ferry toll mayor Graz council Halcyon storm orchard 12 40 Monday not pier".split())
STATEMENT = st.lists(WORDS, min_size=1, max_size=12).map(lambda words: " ".join(words) + ".")


@st.composite
def articles(draw: st.DrawFn) -> list[ArticleText]:
    made = []
    for n in range(draw(st.integers(0, 7))):
        day = draw(st.none() | st.integers(0, 90).map(lambda d: date(2021, 1, 1) + timedelta(days=d)))
        origin = draw(st.sampled_from([None, "VNA", "Velland News Agency", "Meridian"]))
        told = tuple(Sentence(f"v{n}", 0, len(t), t) for t in draw(st.lists(STATEMENT, max_size=5)))
        title = draw(STATEMENT)
        made.append(ArticleText(ArticleInfo(f"a{n}", f"v{n}", title, origin=origin, published=day), told))
    return made


@given(articles(), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_every_article_is_in_one_story(texts: list[ArticleText], random: object) -> None:
    """Nothing is lost, nothing is told in two stories, and the order of the articles does not show."""
    stories = group(texts)
    assert sorted(a.version for s in stories for a in s.articles) == sorted(t.info.version for t in texts)
    shuffled = list(texts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert group(shuffled) == stories


@given(articles())
@settings(max_examples=30, deadline=None)
def test_every_article_has_an_origin(texts: list[ArticleText]) -> None:
    """Each version has a name; the two ways to write one agency never count as two."""
    origins = origin_by_version(texts)
    assert set(origins) == {t.info.version for t in texts} and all(origins.values())
    agency = {origins[t.info.version] for t in texts if t.info.origin in ("VNA", "Velland News Agency")}
    assert len(agency) <= 1


@given(st.lists(STATEMENT, max_size=6), st.lists(STATEMENT, max_size=6))
@settings(max_examples=60, deadline=None)
def test_a_revision_has_one_statement_on_each_side(before: list[str], now: list[str]) -> None:
    """No earlier statement is replaced twice, what agrees replaces nothing, and a page revises nothing of itself."""
    found = revisions(before, now)
    assert len(set(found.values())) == len(found)
    assert all(not agree(before[i], now[j]) for j, i in found.items())
    assert revisions(now, now) == {}


@given(st.lists(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1), max_size=4))
def test_cron_hands_over_every_word(words: list[str]) -> None:
    """Whatever stands in an argument, the shell behind cron reads it back, or it is refused."""
    command = (str(PurePosixPath("/usr/bin/brief")), *words)
    try:
        line = cron_line(Schedule(command, parse_at("06:30")))
    except ConfigError:
        assert any("\\" in w for w in words) or len("".join(words).encode()) > 200
        return
    assert line.startswith("30 6 * * * ") and "%" not in line.replace("\\%", "")
    assert shlex.split(line.removeprefix("30 6 * * * ").replace("\\%", "%")) == list(command)


@given(st.lists(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")))))
def test_a_crontab_comes_back_as_it_was(lines: list[str]) -> None:
    """Installing and removing leaves every line of the user's own."""
    table = "".join(f"{line}\n" for line in lines)
    assert without_entry(with_entry(table, "30 6 * * * x")) == table
