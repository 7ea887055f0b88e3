"""A library and writers for these tests: everything in memory, everything said in advance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from brief.articles.reading import read_article
from brief.library.runs import DigestEdition
from brief.models import Article, ArticleInfo, Claim, Draft, Evidence, Query, Reading, Sentence, Story, Usage
from brief.sources.identity import make_article


def reading(
    raw: str, title: str, published: str | None = None, source: str | None = "The Gull", **known: str
) -> Reading:
    """An article as the library gets it."""
    day = date.fromisoformat(published) if published else None
    return read_article(make_article(raw, title=title, published=day, source=source, path=f"/news/{title}", **known))


class MemoryLibrary:
    """The part of a library that a briefing or a digest reads, and the digests committed to it."""

    def __init__(self, *readings: Reading, path: Path = Path("/known")) -> None:
        self.path = path
        self._readings = {r.article.info.version: r for r in readings}
        self._old: dict[str, Reading] = {}
        self.digests: list[DigestEdition] = []

    def put(self, *readings: Reading) -> None:
        """New articles, or new versions of old ones."""
        for r in readings:
            old = [v for v, known in self._readings.items() if known.article.info.id == r.article.info.id]
            for version in old:
                self._old[version] = self._readings.pop(version)
            self._readings[r.article.info.version] = r

    def is_empty(self) -> bool:
        return not self._readings

    def digest_state(self) -> list[DigestEdition]:
        return list(self.digests)

    def commit_digest(self, edition: DigestEdition) -> None:
        self.digests.append(edition)

    def articles(self, query: Query) -> Iterator[ArticleInfo]:
        for r in self._readings.values():
            info = r.article.info
            undated_out = info.published is None and (query.as_of or query.since or query.until)
            day = info.published or date.min
            in_time = not undated_out and day <= (query.as_of or day) and (query.since or day) <= day
            named = not query.sources or {info.source, info.origin} & set(query.sources)
            if in_time and named and (not query.articles or info.id in query.articles):
                yield info

    def sentences(self, version: str) -> tuple[Sentence, ...]:
        return self._readings[version].sentences

    def article(self, version: str) -> Article:
        return (self._readings.get(version) or self._old[version]).article

    def resolve(self, ref: str) -> tuple[Article, Sentence]:
        version, _, span = ref.partition("@")
        article = self.article(version)
        start, end = map(int, span.split("-"))
        return article, Sentence(version, start, end, article.raw[start:end])


class ScriptedWriter:
    """Writes what it is told for each story (by a word of its title), or fails as it is told."""

    model: str | None = "scripted-1"

    def __init__(
        self, script: Mapping[str, Callable[[Evidence], Sequence[Claim]] | Exception], name: str = "openai"
    ) -> None:
        self.script, self.name = script, name
        self.asked: list[str] = []
        self.usage = Usage(1, 100, 10, 0.01)
        self.notes: tuple[str, ...] = ()

    def draft_briefing(
        self, story: Story, evidence: Evidence, on_claim: Callable[[Claim], None] | None = None
    ) -> Draft:
        self.asked.append(story.title)
        say = next((v for k, v in self.script.items() if k in story.title), lambda _: ())
        if isinstance(say, Exception):
            raise say
        claims = tuple(say(evidence))
        return Draft(bool(claims), claims)


def quoting(*sections: str) -> Callable[[Evidence], Sequence[Claim]]:
    """Says the sentences of the evidence in turn, under these sections."""
    return lambda evidence: [
        Claim(e.sentence.text, (e.label,), section) for e, section in zip(evidence.sentences, sections, strict=False)
    ]


FERRY = """\
TERN ISLAND, May 3 (VNA) -- The ferry Halcyon ran aground off Tern Island on Monday with 214 people aboard.
Divers found a tear nine meters long below the waterline, the Velland coast guard said.
Captain Rurik Osei told investigators that a buoy was missing from its place.
Everyone aboard was taken to Port Sorrel in fishing boats before nightfall.
The harbor office will publish a first report on the grounding on May 14.
"""
FERRY_COPY = FERRY.replace("nine meters", "about nine meters").replace("before nightfall", "by nightfall")
SCHOOL = """\
Passengers of the Halcyon spent a night in the school of Port Sorrel after their ferry struck rocks near Tern Island.
A teacher, Ines Falk, counted 209 of them and said five had gone home with friends.
The coast guard of Velland has closed the channel off Tern Island to ferries of the size of the Halcyon.
"""
TAX = """\
OSTRAVA BAY, May 4 (Meridian) -- The parliament of Ostrava Bay voted on Tuesday to tax sugared drinks from January.
Finance Minister Dana Kolar expects the levy to bring in 40 million crowns a year.
Brewers and bottlers called the measure a burden on small shops.
"""
CHESS = """\
GRAZ, May 5 (Meridian) -- Amara Sool won the chess title on Wednesday with a draw in her last game.
Her opponent, Tomas Brandl, said that he had missed a winning move two hours before the end.
The two will play a rematch in Harrow Ford in September.
"""
