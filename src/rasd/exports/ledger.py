"""What an export wrote before, so that consumers who keep a copy can ask for changed and deleted rows only.

A ledger is one SQLite file for one export: its format, names and filters must stay the same.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes
from typing import TypeVar

import msgspec

from rasd.errors import ExportError
from rasd.exports.item import Item

Row = TypeVar("Row")
_TABLES = """
create table if not exists about (name text primary key, value blob not null) without rowid;
create table if not exists runs (number integer primary key, at text not null);
create table if not exists written (
    id text primary key, hash blob not null, changed text not null, run integer not null, gone text
) without rowid;
"""
_SAVE = """
insert into written (id, hash, changed, run, gone) values (?, ?, ?, ?, null)
on conflict (id) do update set hash = excluded.hash, changed = excluded.changed, run = excluded.run, gone = null
"""


class Ledger:
    """Opened for one export; `close(keep=True)` makes it count, else it is as if the export had not been."""

    def __init__(self, path: Path, about: str) -> None:
        """`about`: what the export is made of. Raises ExportError for a ledger of another export or another kind of file."""
        self.path = path
        try:
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.executescript(_TABLES)
            self._db.execute("begin immediate")
            self._check(about)
        except sqlite3.Error as error:
            raise ExportError(f"{path}: cannot be used as a ledger: {error}") from error
        self._now = datetime.now(UTC).isoformat(timespec="microseconds")
        self.last = self._value("select max(at) from runs")
        """When the export before this one was made; None for the first."""
        self._run = int(self._value("select coalesce(max(number), 0) + 1 from runs") or 1)
        self._db.execute("insert into runs values (?, ?)", (self._run, self._now))

    def _check(self, about: str) -> None:
        kept = self._db.execute("insert or ignore into about values ('export', ?), ('salt', ?)", (about, token_bytes(32)))
        before = self._value("select value from about where name = 'export'")
        if kept.rowcount < 2 and before != about:
            raise ExportError(
                f"{self.path}: is the ledger of another export (format, names, filters or settings differ);"
                f" keep one ledger for each. It belongs to {before}"
            )

    def _value(self, query: str) -> str | None:
        found: str | None = self._db.execute(query).fetchone()[0]
        return found

    @property
    def salt(self) -> bytes:
        """What replaced names hang on, so that they stay the same from export to export."""
        found: bytes = self._db.execute("select value from about where name = 'salt'").fetchone()[0]
        return found

    def items(self, items: Iterable[Item], since: str | None) -> Iterator[Item]:
        """Items with the time they changed; with `since` (ISO, UTC) only those that changed after it."""
        for item in items:
            plain = msgspec.structs.replace(item, changed=None)
            changed = self._noted(item.id, msgspec.msgpack.encode(plain))
            if since is None or changed > since:
                yield msgspec.structs.replace(item, changed=datetime.fromisoformat(changed))

    def rows(
        self, rows: Iterable[Row], since: str | None, id: Callable[[Row], object], dated: Callable[[Row, datetime], Row]
    ) -> Iterator[Row]:
        """The same for rows of a layout. `dated` puts the time of change into a row."""
        for row in rows:
            changed = self._noted(str(id(row)), msgspec.msgpack.encode(row))
            if since is None or changed > since:
                yield dated(row, datetime.fromisoformat(changed))

    def _noted(self, id: str, content: bytes) -> str:
        """When the row changed: now, where it is not as it was written last."""
        digest = sha256(content).digest()[:16]
        known = self._db.execute("select hash, changed, gone from written where id = ?", (id,)).fetchone()
        changed: str = known[1] if known and known[0] == digest and known[2] is None else self._now
        self._db.execute(_SAVE, (id, digest, changed, self._run))
        return changed

    def deleted(self, since: str | None) -> Iterator[tuple[str, str]]:
        """Ids that are written no more, and when that was found. To be asked when all rows have passed."""
        self._db.execute("update written set gone = ? where run <> ? and gone is null", (self._now, self._run))
        query = "select id, gone from written where gone is not null and gone > ? order by id"
        yield from self._db.execute(query, (since or "",))

    def close(self, keep: bool) -> None:
        """Let go of the ledger."""
        self._db.execute("commit" if keep else "rollback")
        self._db.close()
