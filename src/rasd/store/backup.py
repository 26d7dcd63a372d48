"""Backups: a SQLite file of everything, whichever database it comes from, and back into either."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, func, select, text

from rasd.errors import StoreError
from rasd.store import tables
from rasd.store.database import Database, now
from rasd.store.engine import said
from rasd.store.migrating import copy_sqlite

_CHUNK = 500


def backup(store: Database, target: Path) -> Path:
    """Write everything into a new SQLite file, as it was at one moment; the file appears whole or not at all.

    Raises StoreError where the target is there already or cannot be written.
    """
    if target.exists():
        raise StoreError(f"{target}: is there already; choose another name, or take it away first")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if store.is_sqlite:
            with said(store.url):
                copy_sqlite(Path(store.address), target)
        else:
            _copy_out(store, target)
    except OSError as error:
        raise StoreError(f"{target}: cannot be written: {error.strerror}") from None
    return target


def _copy_out(store: Database, target: Path) -> None:
    with TemporaryDirectory(prefix=".rasd-backup-", dir=target.parent) as folder:
        rows = Path(folder) / "rows.sqlite"
        with Database(rows) as copy, store.reading() as source, copy.writing() as sink:
            copy_rows(source, sink)
        copy_sqlite(rows, target)


def restore(source: Path, database: str | Path | None, *, replace: bool = False) -> Path | None:
    """Make a database hold what a backup holds. One that has reports already is refused unless `replace`.

    A SQLite file that is replaced is kept beside the new one; gives where. Raises StoreError, and then has changed nothing.
    """
    _check(source)
    try:
        with TemporaryDirectory(prefix="rasd-restore-") as folder:
            work = Path(folder) / "backup.sqlite"
            copy_sqlite(source, work)  # an older backup is brought up to date in a copy: the backup stays as it is
            with Database(work) as held, Database(database) as target:
                return _copy_in(held, target, replace)
    except OSError as error:
        raise StoreError(f"{source}: cannot be restored: {error.strerror}") from None


def _check(source: Path) -> None:
    if not source.is_file():
        raise StoreError(f"{source}: no such file")
    try:
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as connection:
            sound = connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
            known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'judgements'").fetchone()
    except sqlite3.Error:
        sound, known = False, None
    if not sound or not known:
        raise StoreError(f"{source}: is no backup that `rasd backup` wrote, or is damaged")


def _copy_in(held: Database, target: Database, replace: bool) -> Path | None:
    with target.reading() as connection:
        reports = connection.execute(select(func.count()).select_from(tables.reports)).scalar_one()
    if reports and not replace:
        raise StoreError(f"{target.address}: holds {reports} reports already; say --replace to have the backup in their place")
    kept = None
    if reports and target.is_sqlite:
        file = Path(target.address)
        kept = file.with_name(f"{file.name}.replaced-{now():%Y%m%dT%H%M%SZ}.backup")
        copy_sqlite(file, kept)
    with held.reading() as source, target.writing() as sink:
        _empty(sink)
        copy_rows(source, sink)
    return kept


def copy_rows(source: Connection, sink: Connection) -> None:
    """All rows of all tables, into empty tables, in flat memory."""
    for table in tables.metadata.sorted_tables:
        query = select(table)
        if "number" in table.c:
            query = query.order_by(table.c.number)
        if table is tables.reports:  # a copy after its original
            query = select(table).order_by(table.c.copy_of.is_not(None), table.c.number)
        rows = source.execution_options(stream_results=True, yield_per=_CHUNK).execute(query)
        for part in rows.mappings().partitions():
            sink.execute(table.insert(), [dict(row) for row in part])
    if sink.dialect.name == "postgresql":
        _set_counters(sink)


def _empty(sink: Connection) -> None:
    """Take all rows away. The guard of the judgements is lifted for that, within the transaction."""
    if sink.dialect.name == "postgresql":
        names = ", ".join(f'"{table.name}"' for table in tables.metadata.sorted_tables)
        sink.execute(text(f"TRUNCATE {names}"))
        return
    guard = sink.execute(text("SELECT sql FROM sqlite_master WHERE name = 'judgements_remain'")).scalar_one()
    sink.execute(text("DROP TRIGGER judgements_remain"))
    sink.execute(text("PRAGMA defer_foreign_keys=ON"))
    for table in reversed(tables.metadata.sorted_tables):
        sink.execute(table.delete())
    sink.execute(text(guard))


def _set_counters(sink: Connection) -> None:
    """The next row gets the number after the last one."""
    for table in tables.metadata.sorted_tables:
        if "number" in table.c:
            sink.execute(
                text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'number'), coalesce(max(number), 1), max(number) IS NOT NULL) FROM \"{table.name}\"")
            )
