"""Sources with their health, reading them again, and input that could not be read."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response

from rasd.errors import NotFound
from rasd.store.model import Rejection, StoredSource
from rasd.store.sourcing import due
from rasd.workbench.asking import Administrator, Body, Coder, Name, Number, Page, Reader, Text, TheBench, Words
from rasd.workbench.bench import Bench
from rasd.workbench.endpoints.jobs import JobView, readable, view
from rasd.workbench.shapes import List, answer, gives, listed
from rasd.workbench.working import Asked

router = APIRouter(tags=["sources"])
_SECONDS = Annotated[int, Field(ge=60, le=31 * 86_400)]


class SourceView(msgspec.Struct, frozen=True, kw_only=True):
    """Where reports come from, and how reading it goes."""

    number: int
    address: str
    outlet: str | None
    added: datetime
    every: int | None
    last_read: datetime | None
    last_ok: datetime | None
    last_error: str | None
    failures: int
    reports: int
    rejected: int
    health: Literal["well", "failing", "unread"]
    due: datetime | None


class Naming(Body):
    """A source to know of; `every`: seconds between two readings by `rasd watch`."""

    address: Annotated[Text, Field(min_length=1)]
    outlet: Name | None = None
    every: _SECONDS | None = None


class Watching(Body):
    """How often a source is read; null: no longer."""

    every: _SECONDS | None


@router.get("/sources", **gives(list[SourceView]))
def sources(held: TheBench, user: Reader) -> Response:
    """All sources."""
    return answer([_view(one) for one in held.store.sources()])


@router.post("/sources", **gives(SourceView, status=201))
def name(held: TheBench, user: Coder, said: Naming) -> Response:
    """Note a source; nothing is read yet."""
    address = readable(held, said.address)
    found = held.store.source(address, outlet=said.outlet)
    if said.every is not None:
        found = held.store.watch(address, said.every)
    return answer(_view(found), status=201)


@router.patch("/sources/{number}", **gives(SourceView, 404))
def watch(held: TheBench, user: Administrator, number: Number, said: Watching) -> Response:
    """Have `rasd watch` read a source, or no longer."""
    return answer(_view(held.store.watch(_source(held, number).address, said.every)))


@router.post("/sources/{number}/read", **gives(JobView, 404, status=202))
def read(held: TheBench, user: Coder, number: Number) -> Response:
    """Read a source now, as a job."""
    address = readable(held, _source(held, number).address)
    job = held.runner.add("source", address, Asked(address=address, only_changed=True), user.id)
    return answer(view(job), status=202)


@router.get("/rejected", **gives(List[Rejection]))
def rejected(held: TheBench, user: Reader, page: Page, source: Words = None, resolved: bool = False) -> Response:
    """Input that could not be read, with its reason."""
    found = held.store.rejected(source=source, resolved=resolved, limit=page.limit, offset=page.offset)
    return answer(listed(found.items, found.total, page))


@router.post("/rejected/{number}/retry", **gives(JobView, 404, status=202))
def retry(held: TheBench, user: Coder, number: Number) -> Response:
    """Read rejected input again, as a job."""
    found = held.store.rejection(number)
    if not found.size:
        readable(held, found.address)
    job = held.runner.add("retry", found.address, Asked(rejection=number), user.id)
    return answer(view(job), status=202)


@router.post("/rejected/{number}/dismiss", **gives(None, 404, status=204))
def dismiss(held: TheBench, user: Coder, number: Number) -> Response:
    """Have rejected input out of the list."""
    held.store.settle(number)
    return Response(status_code=204)


def _source(held: Bench, number: int) -> StoredSource:
    found = next((s for s in held.store.sources() if s.number == number), None)
    if found is None:
        raise NotFound("source", str(number))
    return found


def _view(found: StoredSource) -> SourceView:
    health: Literal["well", "failing", "unread"] = "failing" if found.failures else "well" if found.last_ok else "unread"
    return SourceView(**{f: getattr(found, f) for f in found.__struct_fields__}, health=health, due=due(found))
