"""Every test that takes `store` or `database` runs on a SQLite file and on a real PostgreSQL server."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from made_reports import prepared

from rasd import Coder
from rasd.store import Store
from rasd.store.coders import Coders

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
from postgresql_server import Server, programs  # noqa: E402

_names = itertools.count()


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


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new database."""
    if request.param == "sqlite":
        return str(tmp_path / "rasd.sqlite")
    found: Server = request.getfixturevalue("server")
    return found.url(f"t{next(_names)}", "ready")


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store(database) as found:
        found.add_reviewer("samira")
        found.add_reviewer("karim")
        yield found


@pytest.fixture(scope="session")
def coders(coder: Coder) -> Coders:
    return Coders()


Add = Callable[..., str]


@pytest.fixture
def add(store: Store, coders: Coders) -> Add:
    """Adds one text, coded, and gives the report's id."""

    def one(text: str, *, name: str = "a", published: str | None = "2023-03-05", outlet: str | None = None) -> str:
        item = prepared(text, name=name, published=published, outlet=outlet)
        coded = coders.code([item.report])[0]
        assert not isinstance(coded, str)
        source = store.source("test").number
        copied = store.find_copies([item])
        added = store.add(source, [item], {} if copied else {item.report.id: coded}, copied, coders.version)
        assert added[0].report_id
        return added[0].report_id

    return one

