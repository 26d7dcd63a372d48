"""Who is signed in, signing in and out; what there is; who judges."""

from __future__ import annotations

from datetime import date
from importlib.metadata import version
from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Request
from pydantic import Field
from starlette.responses import Response

from rasd.errors import NotFound
from rasd.store.model import Counts, Reviewer, Role
from rasd.workbench.asking import Body, Name, Reader, TheBench, User, signed_in
from rasd.workbench.bench import Bench
from rasd.workbench.passwords import LONGEST, fits
from rasd.workbench.problems import Problem
from rasd.workbench.sessions import COOKIE, LASTS
from rasd.workbench.shapes import answer, gives

router = APIRouter(tags=["session"])


class Person(msgspec.Struct, frozen=True):
    """A reviewer as others see them."""

    id: str
    name: str
    role: Role
    active: bool = True


class SessionView(msgspec.Struct, frozen=True, kw_only=True):
    """Whether accounts are used, who is signed in, and the token that edits must carry."""

    accounts: bool
    demo: bool
    version: str
    csrf: str | None
    user: Person | None


class Counted(msgspec.Struct, frozen=True):
    """A value and how often it is there."""

    value: str
    count: int


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """How much there is, and what it can be filtered by."""

    counts: Counts
    revision: int
    first_day: date | None
    last_day: date | None
    first_published: date | None
    last_published: date | None
    outlets: tuple[Counted, ...]
    countries: tuple[Counted, ...]
    types: tuple[Counted, ...]


class SignIn(Body):
    """Name and password of an account."""

    name: Name
    password: Annotated[str, Field(max_length=LONGEST)]


@router.get("/session", **gives(SessionView))
def session(held: TheBench, found: Annotated[User | None, Depends(signed_in)]) -> Response:
    """Who is signed in, and the CSRF token. Anybody may ask."""
    return answer(_session(held, found))


@router.post("/session", **gives(SessionView, 429))
def sign_in(held: TheBench, request: Request, said: SignIn) -> Response:
    """Sign in. After five failures for a name, or twenty from an address, there is a wait of minutes."""
    if not held.accounts:
        return answer(_session(held, signed_in(request, held)))
    reviewer = _checked(held, request.client.host if request.client else "", said)
    token, opened = held.sessions.open(reviewer.id, reviewer.password or "")
    response = answer(_session(held, User(reviewer, opened.csrf)))
    response.set_cookie(COOKIE, token, max_age=LASTS, secure=held.secure, httponly=True, samesite="strict")
    return response


@router.delete("/session", **gives(None, status=204))
def sign_out(held: TheBench, user: Reader, request: Request) -> Response:
    """Sign out."""
    held.sessions.close(request.cookies.get(COOKIE))
    response = Response(status_code=204)
    response.delete_cookie(COOKIE)
    return response


@router.get("/overview", **gives(Overview))
def overview(held: TheBench, user: Reader) -> Response:
    """How much there is, and what it can be filtered by."""
    facets = held.facets()
    return answer(
        Overview(
            counts=held.store.counts(), revision=held.store.revision(), first_day=facets.days[0], last_day=facets.days[1],
            first_published=facets.published[0], last_published=facets.published[1], outlets=_counted(facets.outlets),
            countries=_counted(facets.countries), types=_counted(facets.types),
        )
    )  # fmt: skip


@router.get("/reviewers", **gives(list[Person]))
def reviewers(held: TheBench, user: Reader) -> Response:
    """Everybody who judges or judged."""
    return answer([_person(one) for one in held.store.reviewers()])


def _session(held: Bench, found: User | None) -> SessionView:
    return SessionView(
        accounts=held.accounts, demo=held.demo, version=version("rasd"), csrf=found.csrf if found else None,
        user=_person(found.reviewer) if found else None,
    )  # fmt: skip


def _person(reviewer: Reviewer) -> Person:
    return Person(reviewer.id, reviewer.name, reviewer.role, reviewer.active)


def _checked(held: Bench, address: str, said: SignIn) -> Reviewer:
    """The reviewer whose name and password were said. Raises Problem."""
    wait = max(held.tries.wait([said.name]), held.tries_from.wait([address]))
    if wait:
        raise Problem(429, "too_many_tries", retry_after=wait, seconds=wait)
    try:
        found: Reviewer | None = held.store.reviewer(said.name)
    except NotFound:
        found = None
    if not fits(said.password, found.password if found else None) or found is None or not found.active:
        held.tries.fail([said.name])
        held.tries_from.fail([address])
        raise Problem(401, "wrong_password")
    held.tries.forget(said.name)
    return found


def _counted(found: tuple[tuple[str, int], ...]) -> tuple[Counted, ...]:
    return tuple(Counted(*one) for one in found)
