"""Where digests were delivered to, and which delivery is still to be made, as rows of the catalog.

A target is kept as a digest of its address: such addresses hold passwords and tokens.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from brief.library.storage import Storage

MOST_TRIES = 10
"""How often the delivery of one digest to one target is tried."""
_MOST_DUE = 7
"""Digests that are made up for at most."""


@dataclass(frozen=True, slots=True)
class Due:
    """A digest that is to be delivered: `path` is where its page was put, `subject` and `text` what is said of it."""

    number: int
    path: str
    subject: str
    text: str
    tries: int


class Outbox:
    """The deliveries of one library. Methods raise ConfigError and LibraryBusy as the library's do."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def due(self, target: str) -> list[Due]:
        """What `target` has not got yet, the oldest first: of a target that is new, the last digest alone; else all
        since the first that it got or was to get, the last seven at most. A page that was removed with an article that
        it quotes is not delivered, nor one that was tried ten times."""
        catalog = self._storage.reading()
        if catalog is None:
            return []
        sql = """
            SELECT d.number, d.path, d.subject, d.message, ifnull(o.tries, 0) FROM digests AS d
            LEFT JOIN deliveries AS o ON o.digest = d.number AND o.target = ?1
            WHERE d.path IS NOT NULL AND d.subject IS NOT NULL AND o.delivered IS NULL AND ifnull(o.tries, 0) < ?2
            AND d.number >= ifnull(
              (SELECT min(digest) FROM deliveries WHERE target = ?1), (SELECT max(number) FROM digests)
            ) ORDER BY d.number DESC LIMIT ?3"""
        values = (_named(target), MOST_TRIES, _MOST_DUE)
        return [Due(*row) for row in reversed(catalog.rows(sql, values))]

    def note(self, target: str, due: Due, *, delivered: bool) -> None:
        """Note a try, and whether it worked."""
        catalog = self._storage.existing("digest")
        when = datetime.now(UTC).isoformat(timespec="seconds") if delivered else None
        with catalog.transaction():
            catalog.run(
                "INSERT INTO deliveries VALUES (?, ?, ?, 1) "
                "ON CONFLICT DO UPDATE SET delivered = excluded.delivered, tries = tries + 1",
                (_named(target), due.number, when),
            )


def _named(target: str) -> str:
    return hashlib.sha256(f"brief delivery {target}".encode()).hexdigest()[:32]
