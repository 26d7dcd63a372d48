"""Opening a database: SQLite files with WAL and foreign keys, PostgreSQL by URL; its errors as one sentence."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from rasd.errors import StoreError

_WAIT = 30
"""Seconds that a writer waits for another one."""
_SAYINGS = (  # part of the driver's message, what to say
    ("disk is full", "the disk is full; make room, then run the same command again"),
    ("no space left", "the disk of the server is full; make room, then run the same command again"),
    ("disk i/o error", "the disk cannot be read or written; is it full, or has it gone away?"),
    ("is locked", "another program holds it; wait until that has finished"),
    ("readonly database", "it may only be read here; check the permissions of the file and its folder"),
    ("unable to open", "it cannot be opened; check that the folder exists and may be written"),
    ("not a database", "it is no SQLite database"),
    ("malformed", "the file is damaged; restore a backup with `rasd restore`"),
    ("password authentication", "the server refuses this user or password"),
    ("fatal:  database", "the server has no such database"),
    ("fatal:  role", "the server has no such user"),
    ("connection refused", "no server answers there; is PostgreSQL running?"),
    ("could not translate host", "no such host"),
    ("failed to resolve host", "no such host"),
    ("permission denied", "this user may not do that in this database"),
    ("starting up", "the server is starting; try again in a moment"),
)
_GONE = "the database went away in the middle; what was acknowledged is kept, run the same command again"


def default_database() -> Path:
    """`rasd.sqlite` in RASD_DATA_DIR, else in the user's data folder."""
    from platformdirs import user_data_path

    given = os.environ.get("RASD_DATA_DIR")
    return (Path(given) if given else user_data_path("rasd")) / "rasd.sqlite"


def database_url(database: str | Path | None) -> URL:
    """The URL of a path, a `postgresql://` URL, or (None) of the default file. Raises StoreError."""
    if database is None:
        database = default_database()
    if isinstance(database, str) and "://" in database:
        try:
            url = make_url(database)
        except ArgumentError:
            raise StoreError(f"{shown(database)}: no address of a database; write a file's path or postgresql://…") from None
        if url.get_backend_name() == "postgresql":
            return url.set(drivername="postgresql+psycopg")
        if url.get_backend_name() == "sqlite" and url.database:
            return URL.create("sqlite", database=url.database)
        raise StoreError(f"{url.get_backend_name()}: only SQLite files and PostgreSQL can be used")
    return URL.create("sqlite", database=str(Path(database).expanduser()))


def shown(database: str) -> str:
    """An address for people: without its password."""
    try:
        return make_url(database).render_as_string(hide_password=True) if "://" in database else database
    except ArgumentError:
        return database.partition("://")[0] + "://…"


def connect(url: URL) -> Engine:
    """An engine; nothing is opened yet."""
    if url.get_backend_name() == "sqlite":
        file = Path(url.database or "")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            private_file(file)
        except OSError as error:
            raise StoreError(f"{file}: cannot be made: {error.strerror}") from None
        engine = create_engine(url, connect_args={"timeout": _WAIT})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(url, connect_args={"connect_timeout": _WAIT, "client_encoding": "utf8"})
    event.listen(engine, "connect", _prepare_postgresql)
    return engine


def private_file(file: Path) -> None:
    """Make a file that only its owner may read, if it is not there: reports can endanger those they tell of."""
    if not file.exists():
        os.close(os.open(file, os.O_CREAT, 0o600))


def _prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    """The driver must begin nothing of itself (see _begin_sqlite). FULL: a commit survives loss of power."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").fetchall()


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its lock at once, so that it waits for another writer and never fails in the middle."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _prepare_postgresql(connection: Any, _: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET timezone TO 'UTC'")
    connection.commit()


@contextmanager
def said(url: URL) -> Iterator[None]:
    """Turns an error of the database into a StoreError: which database, what happened, what to do."""
    try:
        yield
    except SQLAlchemyError as error:
        raise StoreError(f"{url.render_as_string(hide_password=True)}: {_sentence(error)}") from error
    except sqlite3.Error as error:
        raise StoreError(f"{url.database}: {_sentence(error)}") from error


def _sentence(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error
    message = str(cause).lower()
    for part, saying in _SAYINGS:
        if part in message:
            return saying
    if isinstance(error, DBAPIError) and (error.connection_invalidated or "connect" in message or "terminat" in message):
        return _GONE
    return (str(cause).strip().splitlines() or [type(cause).__name__])[0]
