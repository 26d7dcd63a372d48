"""What goes wrong, as problem details (RFC 9457): one sentence, the status, and what helps to go on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from rasd.errors import CodebookError, ExportError, GazetteerError, InputError, JudgementError, NotFound, RasdError
from rasd.sentences import sentence

MEDIA_TYPE = "application/problem+json"
_TITLES = {
    400: "Bad Request", 401: "Not Signed In", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 409: "Conflict",
    412: "Changed Meanwhile", 413: "Too Large", 415: "Unsupported Media Type", 422: "Not Understood", 428: "Precondition Required",
    429: "Too Many Tries", 503: "Not Available",
}  # fmt: skip


_CODES = {404: "no_page", 405: "no_method", 413: "too_large"}
"""Of what the framework refuses."""


class Fault(msgspec.Struct, frozen=True):
    """One thing wrong with a request: where, and what; the kind of fault and what it names."""

    where: str
    what: str
    code: str
    words: dict[str, str]


class ProblemDetails(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The shape of every error; `detail` is the sentence of `code` in English, with the `words` that it names in their places."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    words: dict[str, str] = {}
    faults: tuple[Fault, ...] = ()
    retry_after: int | None = None
    """Seconds."""
    current: Any = None
    """After an edit of something that changed meanwhile: what it is now."""


class Problem(Exception):
    """An answer that is an error: the code of its sentence in `sentences.tsv`, and the words that this names."""

    def __init__(self, status: int, code: str, *, current: Any = None, retry_after: int | None = None, **words: object) -> None:
        self.status, self.code, self.words, self.current, self.retry_after = status, code, words, current, retry_after
        super().__init__(sentence(code, words))


def problem(
    status: int, code: str, words: Mapping[str, object] | None = None, *, detail: str | None = None,
    headers: dict[str, str] | None = None, **more: Any,
) -> Response:  # fmt: skip
    """The response of an error; `detail` where it says more than the sentence of its code."""
    told = words or {}
    details = ProblemDetails(
        type="about:blank", title=_TITLES.get(status, "Error"), status=status, detail=detail or sentence(code, told), code=code,
        words={name: str(value) for name, value in told.items()}, **more,
    )  # fmt: skip
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
    return problem(error.status, error.code, error.words, headers=headers, current=error.current, retry_after=error.retry_after)


def _faults(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = tuple(_fault(e) for e in error.errors()[:20])
    said = "; ".join(f"{f.where}: {f.what}" for f in faults[:3])
    return problem(422, "not_understood", detail=f"{sentence('not_understood', {})}: {said}", faults=faults)


def _fault(found: dict[str, Any]) -> Fault:
    limits = {name: str(value) for name, value in found.get("ctx", {}).items() if isinstance(value, int | float | str)}
    return Fault(".".join(map(str, found["loc"])), str(found["msg"]), str(found["type"]), limits)


def _http(request: Request, error: Exception) -> Response:
    """What the framework refuses; a body that is too large says how much is allowed."""
    assert isinstance(error, HTTPException)
    code = _CODES.get(error.status_code, "refused")
    detail = str(error.detail) if code == "refused" else None
    return problem(error.status_code, code, getattr(error, "words", None), detail=detail, headers=dict(error.headers or {}))


def _declared(request: Request, error: Exception) -> Response:
    """Errors that Rasd raises on purpose; a database that cannot be used is said as 503."""
    assert isinstance(error, RasdError)
    if isinstance(error, NotFound):
        return problem(404, error.code, error.words)
    if isinstance(error, JudgementError | InputError | ExportError | CodebookError | GazetteerError):
        return problem(422, error.code, error.words, detail=str(error))
    return problem(503, error.code, error.words, detail=str(error), headers={"Retry-After": "5"}, retry_after=5)
