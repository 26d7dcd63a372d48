"""What every request passes first: the name it was sent to, where it comes from, its size; and headers of every answer."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rasd.workbench.problems import problem

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_MB = 1024 * 1024
MOST_UPLOADED = 100 * _MB
_MOST_JSON = 8 * _MB
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class TooLarge(HTTPException):
    """A body that goes on beyond what is allowed; whoever reads it passes this on."""

    def __init__(self, most: int) -> None:
        super().__init__(413)
        self.words = {"most": most // _MB}


class Guard:
    """Answers requests to another name (a page elsewhere whose name was made to point here), or from another origin."""

    def __init__(self, app: ASGIApp, names: Iterable[str]) -> None:
        self._app, self._names = app, frozenset(name.lower() for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on with the size of the body watched."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = self._refusal(scope, headers)
        if refused is not None:
            await refused(scope, receive, _dressed(send, scope["path"]))
            return
        most = MOST_UPLOADED if scope["path"] == "/api/uploads" else _MOST_JSON
        if int(headers.get("content-length") or 0) > most:
            await problem(413, "too_large", {"most": most // _MB})(scope, receive, _dressed(send, scope["path"]))
            return
        await self._app(scope, _watched(receive, most), _dressed(send, scope["path"]))

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        host = headers.get("host", "")
        if host_name(host) not in self._names:
            return problem(400, "unknown_host", {"name": host[:100]})
        if not (headers.get("content-length") or "0").isdigit():
            return problem(400, "no_length")
        origin = headers.get("origin")
        if scope["method"] not in _SAFE and origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            return problem(403, "other_site")
        return None


def host_name(host: str) -> str:
    """The name of a Host header, without port and brackets, in small letters."""
    name = host.lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.rpartition(":")[0] if name.count(":") == 1 else name


def _watched(receive: Receive, most: int) -> Receive:
    """The body's parts, counted: a sender that does not say the length is cut off too."""
    left = most

    async def next_part() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise TooLarge(most)
        return message

    return next_part


def _dressed(send: Send, path: str) -> Send:
    """Answers with the headers that keep pages to themselves; what the API says is not kept by browsers."""

    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            if path.startswith("/api"):
                headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return with_headers
