"""Who is signed in: sessions in memory, found by a random cookie; a restart of the server signs everybody out."""

from __future__ import annotations

import time
from hashlib import sha256
from secrets import token_urlsafe
from threading import Lock

import msgspec

COOKIE = "rasd_session"
LASTS = 12 * 3600
"""Seconds that a session lasts without a request."""


class Session(msgspec.Struct, frozen=True):
    """A signed-in person's token against forged requests."""

    reviewer: str
    csrf: str
    password: str
    """The hash that was signed in with: another one ends the session."""
    used: float


class Sessions:
    """Sessions by the hash of their cookie."""

    def __init__(self) -> None:
        self._held: dict[bytes, Session] = {}
        self._lock = Lock()

    def open(self, reviewer: str, password: str) -> tuple[str, Session]:
        """A new session; gives the cookie."""
        token, session = token_urlsafe(32), Session(reviewer, token_urlsafe(32), password, time.monotonic())
        with self._lock:
            self._held = {k: s for k, s in self._held.items() if time.monotonic() - s.used < LASTS}
            self._held[_key(token)] = session
        return token, session

    def find(self, token: str | None) -> Session | None:
        """The session of a cookie, if it is still open."""
        if token is None:
            return None
        with self._lock:
            found = self._held.get(_key(token))
            if found is None or time.monotonic() - found.used >= LASTS:
                return None
            self._held[_key(token)] = msgspec.structs.replace(found, used=time.monotonic())
            return found

    def close(self, token: str | None) -> None:
        """End a session."""
        if token is not None:
            with self._lock:
                self._held.pop(_key(token), None)


def _key(token: str) -> bytes:
    return sha256(token.encode()).digest()
