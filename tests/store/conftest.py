"""Every test that takes `store` or `database` runs on a SQLite file and on a real PostgreSQL server."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from made_reports import made_events, prepared

from rasd.store import Store
from rasd.store.tables import metadata

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
from postgresql_server import Server, programs  # noqa: E402


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A private PostgreSQL server with a database `ready` whose tables are made."""
    if programs() is None:
        pytest.skip("PostgreSQL is not installed here (apt-get install postgresql)")
    found = Server()
    try:
        Store(found.url("ready")).close()
        yield found
    finally:
        found.stop()


@pytest.fixture(scope="session")
def ready_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file whose tables are made."""
    file = tmp_path_factory.mktemp("ready") / "rasd.sqlite"
    Store(file).close()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path, ready_file: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return str(shutil.copy(ready_file, tmp_path / "rasd.sqlite"))
    server: Server = request.getfixturevalue("server")
    _empty(server.address("ready"))
    return server.address("ready")


def _empty(address: str) -> None:
    """Take all rows away without guards, which is faster than TRUNCATE for few rows; numbers begin anew."""
    with psycopg.connect(address) as connection:
        connection.execute("SET session_replication_role = replica")
        for table in metadata.sorted_tables:
            connection.execute(f'DELETE FROM "{table.name}"')  # type: ignore[call-overload]
            if "number" in table.c:
                connection.execute(f"ALTER SEQUENCE {table.name}_number_seq RESTART")  # type: ignore[call-overload]


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store(database) as found:
        found.add_reviewer("samira")
        found.add_reviewer("karim")
        yield found


Add = Callable[..., str]


@pytest.fixture
def add(store: Store) -> Add:
    """Adds one text with records made of its words, and gives the report's id."""

    def one(text: str, *, name: str = "a", published: str | None = "2023-03-05", outlet: str | None = None) -> str:
        item = prepared(text, name=name, published=published, outlet=outlet)
        source = store.source("test").number
        copied = store.find_copies([item])
        added = store.add(source, [item], {} if copied else {item.report.id: made_events(item.report)}, copied, "made 1")
        assert added[0].report_id
        return added[0].report_id

    return one

