"""A workbench that is really served, and a browser's part of it."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import httpx
import uvicorn

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


Serve = Callable[..., Served]
