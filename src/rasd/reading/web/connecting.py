"""Connections to checked addresses only, each with an end in time.

A host is resolved once and the address that was checked is the one connected to, so that neither a redirect nor
a name that changes its address between check and connection leads anywhere else.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore
from httpcore import NetworkBackend, NetworkStream, SyncBackend

from rasd.reading.web.addresses import Resolve, is_public, resolve


class Refused(Exception):
    """A host that is not connected to; its text says why. `lasting`: it will not be tomorrow either."""

    def __init__(self, reason: str, lasting: bool = True) -> None:
        self.lasting = lasting
        super().__init__(reason)


class CheckedBackend(NetworkBackend):
    """httpcore's way to the network, through the check. `deadline` is a time of the monotonic clock."""

    def __init__(self, allow_hosts: frozenset[str], resolver: Resolve = resolve) -> None:
        self._allowed = frozenset(host.lower().strip("[]") for host in allow_hosts)
        self._resolve = resolver
        self._network = SyncBackend()
        self.deadline = 0.0

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> NetworkStream:  # fmt: skip
        """A connection to the first address of the host that may be, and can be, connected to."""
        error: Exception = httpcore.ConnectError("the host has no address")
        for address in self._addresses(host, port):
            try:
                stream = self._network.connect_tcp(address, port, self.left(), local_address, socket_options)
                return _TimedStream(stream, self)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
        raise error

    def left(self) -> float:
        """Seconds until the deadline. Raises httpcore.ReadTimeout behind it."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time is up")
        return left

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = list(dict.fromkeys(self._resolve(host, port)))
        except (OSError, UnicodeError) as error:
            if getattr(error, "errno", None) == socket.EAI_NONAME:
                raise Refused(f"the host {host} is not known", lasting=False) from error
            raise httpcore.ConnectError(f"the host {host} is not known") from error
        if host.lower() in self._allowed:
            return found
        public = [address for address in found if is_public(address)]
        if found and not public:
            raise Refused(f"the host {host} has the private address {found[0]}")
        return public


class _TimedStream(NetworkStream):
    """A stream that ends with its backend's deadline, however slowly the other side sends."""

    def __init__(self, stream: NetworkStream, backend: CheckedBackend) -> None:
        self._stream, self._backend = stream, backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._within(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, self._within(timeout)), self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def _within(self, timeout: float | None) -> float:
        left = self._backend.left()
        return left if timeout is None else min(timeout, left)
