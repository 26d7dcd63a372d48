"""The tables are brought up to date when a database is opened, a SQLite file after a backup of itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from rasd.errors import StoreError
from rasd.store.engine import private_file

HEAD = "0003"
"""The newest revision under `migrations/versions`; a test holds it to that."""
SCRIPTS = Path(__file__).with_name("migrations")
_LOCK = 0x52415344
"""Of PostgreSQL, held while the tables change."""
_KEPT = 5
"""Backups made before a change that are kept beside the file."""


def migrate(engine: Engine, scripts: Path = SCRIPTS, head: str = HEAD) -> None:
    """Bring the tables to `head`, in one transaction; two programs that open at once wait for each other.

    Raises StoreError where a newer Rasd has written the database.
    """
    with engine.connect() as connection:
        found = _revision(connection)
    if found == head:
        return
    if found is not None and engine.dialect.name == "sqlite":
        _keep_copy(Path(engine.url.database or ""), found)
    with engine.execution_options(writing=True).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        if _revision(connection) != head:
            _upgrade(connection, scripts, head)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection, scripts: Path, head: str) -> None:
    from alembic import command  # here: it takes a second, and is needed once a release
    from alembic.config import Config
    from alembic.util.exc import CommandError

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("path_separator", "os")
    config.set_main_option("version_locations", str(scripts / "versions"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, head)
    except CommandError as error:
        found = _revision(connection)
        raise StoreError(
            f"the database has tables of revision {found}, which this version of Rasd does not know; update Rasd"
        ) from error


def _keep_copy(file: Path, revision: str) -> None:
    """A backup beside the file, `NAME.revision-REVISION-TIME.backup`; the oldest of more than five go."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    copy_sqlite(file, file.with_name(f"{file.name}.revision-{revision}-{stamp}.backup"))
    kept = sorted(file.parent.glob(f"{file.name}.revision-*.backup"), key=lambda p: p.stat().st_mtime)
    for old in kept[:-_KEPT]:
        old.unlink(missing_ok=True)


def copy_sqlite(file: Path, target: Path) -> None:
    """A whole and consistent copy of a SQLite file that may be in use; the target appears at once or not at all."""
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        private_file(part)
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE").fetchall()
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
