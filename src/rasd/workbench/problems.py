"""What goes wrong, as problem details (RFC 9457): one sentence, the status, and what helps to go on."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from rasd.errors import CodebookError, ExportError, GazetteerError, InputError, JudgementError, NotFound, RasdError

MEDIA_TYPE = "application/problem+json"
_TITLES = {
    400: "Bad Request", 401: "Not Signed In", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 409: "Conflict",
    412: "Changed Meanwhile", 413: "Too Large", 415: "Unsupported Media Type", 422: "Not Understood", 428: "Precondition Required",
    429: "Too Many Tries", 503: "Not Available",
}  # fmt: skip


class Fault(msgspec.Struct, frozen=True):
    """One thing wrong with a request: where, and what."""

    where: str
    what: str


class ProblemDetails(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The shape of every error."""

    type: str
    title: str
    status: int
    detail: str
    faults: tuple[Fault, ...] = ()
    retry_after: int | None = None
    """Seconds."""
    current: Any = None
    """After an edit of something that changed meanwhile: what it is now."""


class Problem(Exception):
    """An answer that is an error."""

    def __init__(self, status: int, detail: str, *, current: Any = None, retry_after: int | None = None) -> None:
        self.status, self.detail, self.current, self.retry_after = status, detail, current, retry_after
        super().__init__(detail)


def problem(status: int, detail: str, headers: dict[str, str] | None = None, **more: Any) -> Response:
    """The response of an error."""
    details = ProblemDetails(type="about:blank", title=_TITLES.get(status, "Error"), status=status, detail=detail, **more)
    return Response(msgspec.json.encode(details), status, headers, MEDIA_TYPE)


def answer_problems(app: FastAPI) -> None:
    """Have every error of the application answered so."""
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(RequestValidationError, _faults)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RasdError, _declared)


def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    headers = {"Retry-After": str(error.retry_after)} if error.retry_after is not None else None
    return problem(error.status, error.detail, headers, current=error.current, retry_after=error.retry_after)


def _faults(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = tuple(Fault(".".join(map(str, e["loc"])), str(e["msg"])) for e in error.errors()[:20])
    said = "; ".join(f"{f.where}: {f.what}" for f in faults[:3])
    return problem(422, f"the request cannot be understood: {said}", faults=faults)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return problem(error.status_code, str(error.detail), dict(error.headers or {}))


def _declared(request: Request, error: Exception) -> Response:
    """Errors that Rasd raises on purpose; a database that cannot be used is said as 503."""
    if isinstance(error, NotFound):
        return problem(404, str(error))
    if isinstance(error, JudgementError | InputError | ExportError | CodebookError | GazetteerError):
        return problem(422, str(error))
    return problem(503, str(error), {"Retry-After": "5"}, retry_after=5)
