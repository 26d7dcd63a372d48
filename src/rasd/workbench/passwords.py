"""Passwords of local accounts: argon2 hashes, and how often one may be tried."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable
from threading import BoundedSemaphore, Lock

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from rasd.errors import StoreError

SHORTEST, LONGEST = 10, 1000
_hasher = PasswordHasher()
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$+uM6Ufn95ru6eVN6qO2JSA$uQNQQP0qHLi8j5blxFv2lCgsaparljA+nBetWWhazi8"
"""A hash that is checked where no account has the name, so that the time of an answer does not tell who has one."""
_at_once = BoundedSemaphore(2)
"""Each check takes 64 MB of memory."""


def hashed(password: str) -> str:
    """The hash to keep. Raises StoreError for a password that is too short."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise StoreError(f"a password needs at least {SHORTEST} characters (and at most {LONGEST})")
    return _hasher.hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Whether a password is the one whose hash is kept; takes as long where there is none."""
    with _at_once:
        try:
            return _hasher.verify(kept or _NOBODY, password) and kept is not None
        except (Argon2Error, InvalidHashError):
            return False


class Tries:
    """Failures in the last minutes by whatever is counted: a name, an address."""

    def __init__(self, most: int = 5, within: float = 300.0) -> None:
        """`most` failures within so many seconds; then it is to wait until the oldest is past."""
        self._most, self._within = most, within
        self._failed: dict[str, list[float]] = defaultdict(list)
        self._lock = Lock()

    def wait(self, keys: Iterable[str]) -> int:
        """Seconds until the next try is allowed; 0: now."""
        with self._lock:
            return max((self._left(key) for key in keys), default=0)

    def fail(self, keys: Iterable[str]) -> None:
        """Count a failure."""
        with self._lock:
            for key in keys:
                self._failed[key] = [*self._recent(key), time.monotonic()]
            for key in [k for k in self._failed if not self._recent(k)]:
                del self._failed[key]

    def forget(self, key: str) -> None:
        """A try that went well."""
        with self._lock:
            self._failed.pop(key, None)

    def _recent(self, key: str) -> list[float]:
        return [at for at in self._failed.get(key, ()) if time.monotonic() - at < self._within]

    def _left(self, key: str) -> int:
        recent = self._recent(key)
        return int(recent[-self._most] + self._within - time.monotonic()) + 1 if len(recent) >= self._most else 0
