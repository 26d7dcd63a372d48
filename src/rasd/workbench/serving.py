"""Where the workbench is served: on the loopback address, or beyond it with accounts only."""

from __future__ import annotations

import ipaddress
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
import uvicorn

from rasd.errors import ServingError
from rasd.store import Store
from rasd.workbench.accounts import has_accounts
from rasd.workbench.application import application
from rasd.workbench.bench import Bench
from rasd.workbench.guarding import LOOPBACK, host_name

_ADD = "add one with `rasd accounts add NAME --role administrator`"


class Serving(msgspec.Struct, frozen=True, kw_only=True):
    """An address to listen on, and the host names that requests may be sent to."""

    host: str
    port: int
    names: frozenset[str]
    accounts: bool
    certificate: Path | None = None
    key: Path | None = None

    @classmethod
    def checked(
        cls, host: str, port: int, names: Sequence[str], *, accounts: bool, certificate: Path | None = None, key: Path | None = None
    ) -> Serving:  # fmt: skip
        """What the options ask for. Raises ServingError where they make no sense together."""
        if (certificate is None) != (key is None):
            raise ServingError("--certificate and --key are needed together")
        for file in (certificate, key):
            if file is not None and not file.is_file():
                raise ServingError(f"{file}: no such file")
        local = _is_loopback(host)
        allowed = {host_name(n) for n in names} | (set(LOOPBACK) if local else set() if _is_any(host) else {host_name(host)})
        if not allowed:
            raise ServingError(f"--host {host} listens everywhere: say with --name under which host name the workbench is reached")
        return cls(host=host, port=port, names=frozenset(allowed), accounts=accounts or not local, certificate=certificate, key=key)

    @property
    def secure(self) -> bool:
        """Whether TLS is used."""
        return self.certificate is not None

    def check_accounts(self, store: Store) -> None:
        """Raises ServingError where people are to sign in and nobody can."""
        if self.accounts and not has_accounts(store):
            where = "with accounts" if _is_loopback(self.host) else "beyond this machine only with accounts"
            raise ServingError(f"the workbench is served {where}, and nobody has one yet; {_ADD}")


def run(bench: Bench, serving: Serving, greet: Callable[[str], None]) -> None:
    """Serve until stopped; `greet` is told the address when it answers. Raises ServingError where the port cannot be had."""
    with listening(serving) as listener:
        scheme, port = "https" if serving.secure else "http", listener.getsockname()[1]
        shown = f"[{serving.host}]" if ":" in serving.host else serving.host
        config = uvicorn.Config(
            application(bench, serving.names), log_level="warning", server_header=False, timeout_graceful_shutdown=5,
            ssl_certfile=serving.certificate, ssl_keyfile=serving.key, proxy_headers=False,
        )  # fmt: skip
        _Server(config, lambda: greet(f"{scheme}://{shown}:{port}/")).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Says when it answers, and ends with its own return where it is told to stop, so that what is to be closed is."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._say_started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._say_started()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = {s: signal.signal(s, self.handle_exit) for s in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for s, handler in before.items():
                signal.signal(s, handler)


def listening(serving: Serving) -> socket.socket:
    """The socket to accept on. Raises ServingError where the port cannot be had."""
    family = socket.AF_INET6 if ":" in serving.host else socket.AF_INET
    # asyncio sends small answers at once only on sockets that name their protocol; others wait 40 ms for the client's acknowledgement
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((serving.host, serving.port))
    except OSError as error:
        listener.close()
        raise ServingError(
            f"{serving.host} port {serving.port} cannot be had: {error.strerror or error}; choose another one with --port"
        ) from None
    return listener


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_any(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return host == ""
