"""A real server on the loopback address, with a real database and the real coder, for every test that asks for one."""

from __future__ import annotations

import contextlib
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import httpx
import pytest
import uvicorn

from rasd.store import Store
from rasd.store.coders import Coders
from rasd.workbench.application import application
from rasd.workbench.bench import Bench

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


class Client(httpx.Client):
    """A browser's part: keeps the cookie, sends the CSRF token with every edit."""

    def __init__(self, address: str) -> None:
        super().__init__(base_url=address, timeout=60)
        self.csrf: str | None = None
        self.greet()

    def greet(self) -> dict[str, object]:
        session = self.get("/api/session").json()
        self.csrf = session["csrf"]
        return session

    def sign_in(self, name: str, password: str) -> Client:
        done = self.post("/api/session", json={"name": name, "password": password})
        assert done.status_code == 200, done.text
        self.csrf = done.json()["csrf"]
        return self

    def request(self, method: str, url: object, **more: object) -> httpx.Response:  # type: ignore[override]
        headers = dict(more.pop("headers", None) or {})  # type: ignore[call-overload]
        if self.__dict__.get("csrf") and method != "GET":
            headers.setdefault("X-CSRF-Token", self.csrf)
        return super().request(method, url, headers=headers, **more)  # type: ignore[arg-type]

    def finished(self, response: httpx.Response) -> dict[str, object]:
        """The job of a response when it has ended."""
        assert response.status_code == 202, response.text
        job = response.json()
        for _ in range(600):
            if job["state"] not in ("queued", "running"):
                return job
            time.sleep(0.05)
            job = self.get(f"/api/jobs/{job['number']}").json()
        raise AssertionError(f"job does not end: {job}")


class Served:
    """A bench that is served; `client()` makes as many browsers as a test needs."""

    def __init__(self, bench: Bench, static: Path) -> None:
        self.bench = bench
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        config = uvicorn.Config(application(bench, static=static), port=self.port, log_level="warning", lifespan="on")
        self._server = uvicorn.Server(config)
        self._thread = Thread(target=self._server.run)
        self._clients: list[Client] = []

    def start(self) -> Served:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        return self

    def client(self) -> Client:
        self._clients.append(Client(self.address))
        return self._clients[-1]

    def stop(self) -> None:
        for client in self._clients:
            client.close()
        self._server.should_exit = True
        self._thread.join()


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


Serve = Callable[..., Served]


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
