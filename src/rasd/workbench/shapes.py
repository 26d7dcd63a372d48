"""Answers: frozen records as JSON, and the same records as the schemas of the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.responses import Response

from rasd.workbench.problems import MEDIA_TYPE, ProblemDetails

T = TypeVar("T")
_SCHEMA = "#/components/schemas/{name}"
_SAID = {
    400: "Not HTTP as it should be, or to another host name", 401: "Not signed in", 403: "The role may not, or the CSRF token is missing", 404: "Nothing of that id", 409: "Nothing there to do that with",
    412: "Changed meanwhile; `current` is what it is now", 413: "Too large", 422: "Not understood, or against the contract",
    428: "If-Match is missing", 429: "Too many tries", 503: "The database cannot be used now",
}  # fmt: skip
_BYTES = {"type": "string", "format": "binary"}
_shapes: dict[str, Any] = {}
"""Types of answers by the key that routes name them with; filled while the endpoints are defined."""


class List(msgspec.Struct, Generic[T], frozen=True):
    """A part of a list, and how long the whole list is."""

    items: tuple[T, ...]
    total: int
    limit: int
    offset: int


def gives(shape: Any, *problems: int, status: int = 200, edits: bool = False, media: Iterable[str] = ()) -> dict[str, Any]:
    """Options of a route that answers with a shape; `problems` beside the ones that every route has.

    `edits`: it takes If-Match and gives an ETag. `media`: types of an answer that is no JSON.
    """
    said = {400, 401, 403, 413, 422, 503, *problems, *((404, 412, 428) if edits else ())}
    responses: dict[int | str, dict[str, Any]] = {
        code: {"description": _SAID[code], "content": {MEDIA_TYPE: {"schema": _named(ProblemDetails)}}} for code in sorted(said)
    }
    good: dict[str, Any] = {"description": "Done"}
    if shape is None and media:
        good["content"] = {one: {"schema": {} if "json" in one else _BYTES} for one in media}
    elif shape is not None:
        good["content"] = {"application/json": {"schema": _named(shape)}}
    if edits:
        good["headers"] = {"ETag": {"schema": {"type": "string"}, "description": "For the next edit"}}
    responses[status] = good
    return {"responses": responses, "status_code": status, "response_model": None, "response_class": Response}


def _named(shape: Any) -> dict[str, Any]:
    key = f"{len(_shapes)}" if (known := _known(shape)) is None else known
    _shapes[key] = shape
    return {"x-shape": key}


def _known(shape: Any) -> str | None:
    return next((key for key, other in _shapes.items() if other == shape), None)


def answer(value: Any, *, etag: str | None = None, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A record, or a list of records, as JSON."""
    more = {**(headers or {}), **({"ETag": etag} if etag else {})}
    return Response(msgspec.json.encode(value), status, more, "application/json")


def listed(items: Iterable[T], total: int, page: Any) -> List[T]:
    """A page of a list."""
    return List(tuple(items), total, page.limit, page.offset)


def document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, with the schemas of all answers."""
    if app.openapi_schema is None:
        found = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        keys = list(_shapes)
        schemas, components = msgspec.json.schema_components([_shapes[k] for k in keys], ref_template=_SCHEMA)
        found.setdefault("components", {}).setdefault("schemas", {}).update(components)
        app.openapi_schema = _resolved(found, dict(zip(keys, schemas, strict=True)))
    return app.openapi_schema


def _resolved(node: Any, schemas: dict[str, Any]) -> Any:
    if isinstance(node, dict):
        return schemas[node["x-shape"]] if "x-shape" in node else {k: _resolved(v, schemas) for k, v in node.items()}
    return [_resolved(v, schemas) for v in node] if isinstance(node, list) else node

