"""A real server on the loopback address, with a real database and the real coder, for every test that asks for one."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from served import EXAMPLES, Client, Serve, Served

from rasd.store import Store
from rasd.store.coders import Coders
from rasd.workbench.bench import Bench


@pytest.fixture(scope="session")
def coders() -> Coders:
    """One coder for all servers of the tests."""
    return Coders()


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory, coders: Coders) -> Path:
    """A database with the examples, coded and linked."""
    from rasd.store.intake import Intake
    from rasd.workbench.linking import StoreLinker

    file = tmp_path_factory.mktemp("ready") / "rasd.sqlite"
    with Store(file) as store:
        list(Intake(store, coders).add(str(EXAMPLES)))
        StoreLinker(store, coders.coder.codebook, coders.coder.gazetteer).link_all("linked for the tests")
        store.engine.dispose()
    return file


@pytest.fixture
def file(tmp_path: Path, ready: Path) -> Path:
    """A copy of that database."""
    return Path(shutil.copy(ready, tmp_path / "rasd.sqlite"))


@pytest.fixture
def serve(file: Path, tmp_path: Path, coders: Coders) -> Iterator[Serve]:
    """Starts servers of the database; they end with the test."""
    with contextlib.ExitStack() as ends:

        def one(*, accounts: bool = False, static: Path | None = None) -> Served:
            store = ends.enter_context(Store(file))
            bench = Bench(store, lambda: coders, "samira", accounts=accounts)
            served = Served(bench, static or tmp_path / "no-pages").start()
            ends.callback(served.stop)
            return served

        yield one


@pytest.fixture
def client(serve: Serve) -> Client:
    """The only user of a server without accounts."""
    return serve().client()


@pytest.fixture
def report(client: Client) -> str:
    """The id of a report with several records."""
    return str(client.get("/api/reports", params={"order": "records"}).json()["items"][0]["id"])
