"""What a library follows: sources, their entries that were read, and topics, as rows of the catalog."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from brief.errors import ConfigError, NotFound
from brief.library.catalog import Catalog
from brief.library.names import meant
from brief.library.storage import Storage
from brief.models import Followed, Topic

_COLUMNS = "name, place, kind, title, topic, allow_private, etag, modified, tried, read, error, failures, new"
_FORGET_AFTER = timedelta(days=60)
"""An entry that its feed has not named for so long is forgotten: named again, it would be read again."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is to be kept of one look at a source."""

    when: datetime
    error: str | None = None
    place: str | None = None
    """Where it has moved to."""
    title: str | None = None
    etag: str | None = None
    modified: str | None = None
    new: int = 0
    articles: Iterable[str] = ()
    """Ids of the articles that it holds."""
    entries: Mapping[str, tuple[str, int]] | None = None
    """By key of a feed's entry: the stamp that is dealt with ("": none), and how often it could not be read since."""


class Following:
    """The sources and topics of one library. Methods raise ConfigError and LibraryBusy as the library's do."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def sources(self) -> list[Followed]:
        """All that is followed, in the order it was followed in."""
        catalog = self._storage.reading()
        if catalog is None:
            return []
        counted = (
            "(SELECT count(*) FROM source_articles AS a JOIN versions AS v ON v.article = a.article AND v.current = 1 "
            "WHERE a.source = s.number)"
        )
        return [
            _followed(row) for row in catalog.rows(f"SELECT {_COLUMNS}, {counted} FROM sources AS s ORDER BY number")
        ]

    def find(self, name: str) -> Followed:
        """The source of that name (in any case of letters) or at that place. Raises NotFound."""
        for source in self.sources():
            if name.casefold() == source.name.casefold() or name == source.place:
                return source
        why = f"no source {name!r} is followed{meant(name, (source.name for source in self.sources()))}"
        raise NotFound(f"{why} (see `brief sources`)")

    def follow(self, source: Followed) -> Followed:
        """Follow a source, under its name with a number where that is taken; the one that is followed there already,
        with its topic changed to a given one."""
        catalog = self._writable()
        with catalog.transaction():
            if source.topic:
                catalog.run("INSERT OR IGNORE INTO topics VALUES (?, '')", (source.topic,))
            there = next((s for s in self.sources() if s.place == source.place), None)
            if there is not None:
                if source.topic:
                    catalog.run("UPDATE sources SET topic = ? WHERE place = ?", (source.topic, source.place))
                return self.find(there.name)
            taken = {s.name.casefold() for s in self.sources()}
            name, number = source.name, 1
            while name.casefold() in taken:
                number += 1
                name = f"{source.name} ({number})"
            catalog.run(
                "INSERT INTO sources (name, place, kind, title, topic, allow_private) VALUES (?, ?, ?, ?, ?, ?)",
                (name, source.place, source.kind, source.title, source.topic, source.allow_private),
            )
        return self.find(name)

    def unfollow(self, name: str) -> Followed:
        """Follow a source no more; its articles stay. Raises NotFound."""
        source = self.find(name)
        catalog = self._writable()
        with catalog.transaction():
            number = self._number(catalog, source.name)
            for table in ("source_entries", "source_articles"):
                catalog.run(f"DELETE FROM {table} WHERE source = ?", (number,))
            catalog.run("DELETE FROM sources WHERE number = ?", (number,))
        return source

    def entries(self, name: str) -> dict[str, tuple[str, int]]:
        """The feed's entries that were met, as `Look.entries`."""
        catalog = self._storage.reading()
        if catalog is None:
            return {}
        sql = "SELECT entry, stamp, tries FROM source_entries WHERE source = ?"
        return {entry: (stamp, tries) for entry, stamp, tries in catalog.rows(sql, (self._number(catalog, name),))}

    def known_addresses(self) -> frozenset[str]:
        """The ids of the articles that have an address."""
        catalog = self._storage.reading()
        sql = "SELECT article FROM versions WHERE current = 1 AND url IS NOT NULL"
        return frozenset(row[0] for row in catalog.rows(sql)) if catalog else frozenset()

    def note(self, name: str, look: Look) -> None:
        """Keep what a look at a source brought, in one transaction. Nothing is kept of a source that is gone."""
        catalog = self._writable()
        with catalog.transaction():
            found = catalog.rows("SELECT number FROM sources WHERE name = ?", (name,))
            if not found:
                return
            number, when = found[0][0], look.when.isoformat(timespec="seconds")
            catalog.run(
                "UPDATE sources SET tried = ?, error = ?, new = ?, failures = iif(? IS NULL, 0, failures + 1), "
                "place = ifnull(?, place), title = ifnull(?, title) WHERE number = ?",
                (when, look.error, look.new, look.error, look.place, look.title, number),
            )
            if look.error is None:
                sql = "UPDATE sources SET read = ?, etag = ?, modified = ? WHERE number = ?"
                catalog.run(sql, (when, look.etag, look.modified, number))
            articles = ((number, article) for article in look.articles)
            catalog.run_many("INSERT OR IGNORE INTO source_articles VALUES (?, ?)", articles)
            if look.entries is not None:
                self._note_entries(catalog, number, look.entries, look.when.date())

    def _note_entries(self, catalog: Catalog, number: int, entries: Mapping[str, tuple[str, int]], today: date) -> None:
        catalog.run_many(
            "INSERT OR REPLACE INTO source_entries VALUES (?, ?, ?, ?, ?)",
            ((number, entry, stamp, tries, today.isoformat()) for entry, (stamp, tries) in entries.items()),
        )
        old = (today - _FORGET_AFTER).isoformat()
        catalog.run("DELETE FROM source_entries WHERE source = ? AND seen < ?", (number, old))

    def topics(self) -> list[Topic]:
        """All topics, by name."""
        catalog = self._storage.reading()
        sql = "SELECT name, words FROM topics ORDER BY name"
        return [Topic(*row) for row in catalog.rows(sql)] if catalog else []

    def set_topic(self, topic: Topic) -> None:
        """Add a topic, or change its words."""
        sql = "INSERT INTO topics VALUES (?, ?) ON CONFLICT DO UPDATE SET words = excluded.words"
        catalog = self._writable()
        with catalog.transaction():
            catalog.run(sql, (topic.name, topic.words))

    def remove_topic(self, name: str) -> None:
        """Remove a topic; sources that were followed under it stay, without one. Raises NotFound."""
        catalog = self._writable()
        with catalog.transaction():
            if not catalog.run("DELETE FROM topics WHERE name = ?", (name,)):
                why = f"no topic {name!r}{meant(name, (topic.name for topic in self.topics()))}"
                raise NotFound(f"{why} (see `brief topic list`)")
            catalog.run("UPDATE sources SET topic = NULL WHERE topic = ?", (name,))

    def articles(self, topic: str) -> frozenset[str]:
        """The ids of the articles that came from the sources followed under a topic."""
        catalog = self._storage.reading()
        sql = "SELECT a.article FROM source_articles AS a JOIN sources AS s ON s.number = a.source WHERE s.topic = ?"
        return frozenset(row[0] for row in catalog.rows(sql, (topic,))) if catalog else frozenset()

    def _number(self, catalog: Catalog, name: str) -> int:
        found = catalog.rows("SELECT number FROM sources WHERE name = ?", (name,))
        if not found:
            raise ConfigError(f"the source {name!r} is not followed any more")
        return int(found[0][0])

    def _writable(self) -> Catalog:
        catalog = self._storage.reading()
        if catalog is None:
            with self._storage.lock.exclusive():
                catalog = self._storage.ready_catalog()
        return catalog


def _followed(row: tuple[object, ...]) -> Followed:
    name, place, kind, title, topic, private, etag, modified, tried, read, error, failures, new, articles = row
    return Followed(
        name=str(name),
        place=str(place),
        kind=str(kind),
        title=_text(title),
        topic=_text(topic),
        allow_private=bool(private),
        etag=_text(etag),
        modified=_text(modified),
        tried=_time(tried),
        read=_time(read),
        error=_text(error),
        failures=int(str(failures)),
        new=int(str(new)),
        articles=int(str(articles)),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _time(value: object) -> datetime | None:
    return None if value is None else datetime.fromisoformat(str(value))
