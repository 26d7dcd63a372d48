"""Fetching what the user asked for over HTTP: only public addresses, within limits, politely.

One request to a host at a time, at least `delay` seconds apart; robots.txt is obeyed for pages that a feed or sitemap leads
to; a server that is busy or fails is asked again after a pause; what did not change is not sent again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import version
from urllib.parse import quote, urljoin, urlsplit

import httpcore
import msgspec

from rasd.reading.media import charset_of
from rasd.reading.options import ReadOptions
from rasd.reading.web.addresses import Resolve, resolve
from rasd.reading.web.connecting import CheckedBackend, Refused
from rasd.reading.web.robots import Robots
from rasd.reading.web.unpacking import TooLarge, bounded, unpacked

USER_AGENT = f"Rasd/{version('rasd')} (reader of Arabic conflict reports)"
_WORTH_TRYING = (408, 425, 429, 500, 502, 503, 504)
_MOVED = (301, 302, 303, 307, 308)
_LONGEST_PAUSE = 60.0


class FetchError(Exception):
    """An address that gave nothing; `lasting`: asking again would not help."""

    def __init__(self, reason: str, lasting: bool = False) -> None:
        self.lasting = lasting
        super().__init__(reason)


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What an address gave. `address` is where redirects ended; without `content` nothing changed."""

    address: str
    content: bytes | None
    media_type: str = ""
    charset: str | None = None
    validators: str = ""
    """What a later request asks with: ETag and Last-Modified, separated by a line break."""


class Fetcher:
    """Fetches for one run. `sleep` and `resolver` can be replaced by those of a test."""

    def __init__(
        self, options: ReadOptions, *, resolver: Resolve = resolve, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._limits, self._delay, self._sleep = options.limits, options.delay, sleep
        self._backend = CheckedBackend(options.allow_hosts, resolver)
        self._pool = httpcore.ConnectionPool(network_backend=self._backend, max_keepalive_connections=0)
        self._robots = Robots(self._robots_text)
        self._next: dict[str, float] = {}

    def fetch(self, address: str, validators: str = "", *, obey_robots: bool = False) -> Fetched:
        """What stands at an http or https address. Raises FetchError."""
        address = checked(address)
        for attempt in range(1, self._limits.tries + 1):
            self._backend.deadline = time.monotonic() + self._limits.fetch_seconds
            try:
                return self._follow(address, validators, obey_robots)
            except _Busy as busy:
                if attempt == self._limits.tries:
                    raise FetchError(f"{busy} (asked {attempt} times)") from None
                self._sleep(min(busy.pause or 2.0**attempt, _LONGEST_PAUSE))
            except TooLarge:
                raise FetchError(f"is larger than {self._limits.body // 1_000_000} MB", lasting=True) from None
            except Refused as error:
                raise FetchError(str(error), error.lasting) from None
            except ValueError as error:
                raise FetchError(str(error), lasting=True) from None
        raise AssertionError("unreachable")

    def _follow(self, address: str, validators: str, obey_robots: bool) -> Fetched:
        for _ in range(self._limits.redirects + 1):
            if obey_robots and not self._robots.allow(address):
                raise FetchError("the site's robots.txt asks not to fetch it", lasting=True)
            self._wait(address, self._robots.delay(address) if obey_robots else 0.0)
            try:
                with self._pool.stream("GET", address, headers=_headers(validators)) as answer:
                    if answer.status not in _MOVED:
                        return self._answered(address, answer)
                    target = _header(answer, b"location")
            except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
                raise _Busy(_reason(error, self._limits.fetch_seconds)) from None
            address = checked(urljoin(address, target))
        raise FetchError(f"is redirected more than {self._limits.redirects} times", lasting=True)

    def _answered(self, address: str, answer: httpcore.Response) -> Fetched:
        if answer.status == 304:
            return Fetched(address=address, content=None)
        if answer.status in _WORTH_TRYING:
            pause = _header(answer, b"retry-after")
            raise _Busy(f"the server answered {answer.status}", float(pause) if pause.isdigit() else 0.0)
        if answer.status != 200:
            raise FetchError(f"the server answered {answer.status}", lasting=answer.status in (404, 410, 451))
        declared = _header(answer, b"content-length")
        if declared.isdigit() and int(declared) > self._limits.body:
            raise TooLarge
        pieces = unpacked(_packed(answer, self._limits.body), _header(answer, b"content-encoding"), self._limits.body)
        content = bounded(pieces, self._limits.body)
        kind = _header(answer, b"content-type")
        return Fetched(
            address=address, content=content, media_type=kind.partition(";")[0].strip().lower(), charset=charset_of(kind),
            validators=f"{_header(answer, b'etag')}\n{_header(answer, b'last-modified')}",
        )  # fmt: skip

    def _wait(self, address: str, asked: float) -> None:
        """Until this host may be asked again; the wait does not count against the time of the request."""
        host = urlsplit(address).netloc
        pause = self._next.get(host, 0.0) - time.monotonic()
        if pause > 0:
            self._sleep(pause)
            self._backend.deadline += pause
        self._next[host] = time.monotonic() + max(self._delay, min(asked, _LONGEST_PAUSE))

    def _robots_text(self, address: str) -> str | None:
        """A robots.txt, "" where there is none, None where the server cannot be asked."""
        try:
            found = self._follow(address, "", False)
        except FetchError as error:
            return "" if "answered 4" in str(error) or "redirected" in str(error) else None
        except (_Busy, Refused):
            return None
        except (TooLarge, ValueError):
            return ""
        return (found.content or b"").decode("utf-8", "replace")


class _Busy(Exception):
    """Worth another try, after `pause` seconds where the server says so."""

    def __init__(self, reason: str, pause: float = 0.0) -> None:
        self.pause = pause
        super().__init__(reason)


@cache
def fetcher(options: ReadOptions) -> Fetcher:
    """The one fetcher of a run, so that all its sources wait for each other at one host."""
    return Fetcher(options)


def checked(address: str) -> str:
    """The address, if it is a whole http or https one. Raises FetchError."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise FetchError("is no address", lasting=True) from None
    if parts.scheme not in ("http", "https"):
        raise FetchError(f"leads to {parts.scheme or 'no'}: addresses; only http and https are fetched", lasting=True)
    if not parts.hostname or port == 0 or parts.username or parts.password:
        raise FetchError("is no plain address of a host", lasting=True)
    try:
        return _escaped(address)
    except UnicodeError:
        raise FetchError("names a host that cannot be", lasting=True) from None


def _escaped(address: str) -> str:
    """Arabic letters and blanks in path and query written as a URL has them, and the host in its ASCII form."""
    parts = urlsplit(address.strip())
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    path, query = quote(parts.path, safe="/%:@!$&'()*+,;=~-._"), quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")
    return parts._replace(netloc=host, path=path or "/", query=query, fragment="").geturl()


def _headers(validators: str) -> list[tuple[str, str]]:
    tag, _, modified = validators.partition("\n")
    asked = [("If-None-Match", tag)] * bool(tag) + [("If-Modified-Since", modified)] * bool(modified)
    return [("User-Agent", USER_AGENT), ("Accept-Encoding", "gzip"), ("Accept-Language", "ar,*;q=0.5"), *asked]


def _header(answer: httpcore.Response, name: bytes) -> str:
    return next((value.decode("latin-1").strip() for key, value in answer.headers if key.lower() == name), "")


def _packed(answer: httpcore.Response, limit: int) -> Iterator[bytes]:
    came = 0
    for piece in answer.iter_stream():
        came += len(piece)
        if came > limit:
            raise TooLarge
        yield piece


def _reason(error: Exception, seconds: float) -> str:
    if isinstance(error, httpcore.TimeoutException):
        return f"gave no whole answer within {seconds:g} seconds"
    if isinstance(error, httpcore.ConnectError):
        return f"cannot be reached: {error}"
    return f"the connection broke: {error}"
