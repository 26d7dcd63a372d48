"""One open database: its transactions, and its errors as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, text

from rasd.store.engine import connect, database_url, said
from rasd.store.migrating import migrate

_WRITERS = 0x52415357
"""Key of the lock that PostgreSQL's writers take in turn, as SQLite's do."""


class Database:
    """A SQLite file (by path) or a PostgreSQL database (by URL), its tables up to date."""

    def __init__(self, database: str | Path | None = None) -> None:
        """Opens, and makes what is not there. None: the default file. Raises StoreError."""
        self.url = database_url(database)
        self.engine = connect(self.url)
        self._writer = self.engine.execution_options(writing=True)
        self._turn = Lock()
        with said(self.url):
            migrate(self.engine)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a SQLite file."""
        return self.engine.dialect.name == "sqlite"

    @property
    def address(self) -> str:
        """The file, or the URL without its password."""
        return self.url.database or "" if self.is_sqlite else self.url.render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One view of the database, however many queries are made."""
        with said(self.url), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all of it, or nothing. Writers take turns, so that revisions grow in the order of commits."""
        # SQLite has a waiting writer try again and again, in no order: threads of one process take turns before that
        with said(self.url), self._turn if self.is_sqlite else nullcontext(), self._writer.begin() as connection:
            if not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITERS})
            yield connection

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        self.close()


def now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)
