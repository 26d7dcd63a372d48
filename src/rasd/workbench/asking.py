"""What requests say, checked: who asks, which page of a list, which version is edited, which acts are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hmac import compare_digest
from typing import Annotated, Literal

import msgspec
from fastapi import Depends, Header, Path, Query, Request
from pydantic import BaseModel, ConfigDict, StringConstraints

from rasd.event import Status
from rasd.store.model import RecordState, Reviewer, Role
from rasd.workbench.bench import Bench
from rasd.workbench.picture import Wanted, What
from rasd.workbench.problems import Problem
from rasd.workbench.sessions import COOKIE

ROLES: tuple[Role, ...] = ("reader", "coder", "adjudicator", "administrator")
"""Each may do what those before it may."""
_NO_NUL = r"^[^\x00]*$"
Text = Annotated[str, StringConstraints(max_length=2_000, pattern=_NO_NUL)]
LongText = Annotated[str, StringConstraints(min_length=1, max_length=2_000_000, pattern=_NO_NUL)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=_NO_NUL)]
Id = Annotated[str, Path(min_length=1, max_length=100, pattern=_NO_NUL)]
Number = Annotated[int, Path(ge=1, le=2**31)]
Country = Annotated[str, StringConstraints(pattern="^[A-Za-z]{2}$")]
Words = Annotated[str | None, Query(max_length=500, pattern=_NO_NUL)]
Named = Annotated[str, Query(min_length=1, max_length=100, pattern=_NO_NUL)]
"""The id of something, as a parameter."""
Count = Annotated[int | None, Query(ge=0, le=2**31)]
Share = Annotated[float | None, Query(ge=0, le=1)]
Key = Annotated[str, StringConstraints(min_length=8, max_length=100, pattern=r"^[A-Za-z0-9_.:-]+$")]


class Body(BaseModel):
    """What a request's JSON holds; a name that is unknown is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def bench(request: Request) -> Bench:
    """The parts of this server."""
    found: Bench = request.app.state.bench
    return found


TheBench = Annotated[Bench, Depends(bench)]


@dataclass(frozen=True)
class Paging:
    """Which part of a list."""

    limit: Annotated[int, Query(ge=1, le=200)] = 50
    offset: Annotated[int, Query(ge=0, le=2**31)] = 0


Page = Annotated[Paging, Depends()]


class User(msgspec.Struct, frozen=True):
    """Who asks, and the token that their edits must carry."""

    reviewer: Reviewer
    csrf: str

    @property
    def id(self) -> str:
        """The reviewer's id."""
        return self.reviewer.id

    def may(self, role: Role) -> bool:
        """Whether the user's role reaches that far."""
        return ROLES.index(self.reviewer.role) >= ROLES.index(role)


def signed_in(request: Request, held: TheBench) -> User | None:
    """The user of the session cookie; without accounts the owner."""
    if not held.accounts:
        return User(held.store.reviewer(held.owner), held.csrf)
    session = held.sessions.find(request.cookies.get(COOKIE))
    if session is None:
        return None
    reviewer = held.store.reviewer(session.reviewer)
    if not reviewer.active or reviewer.password != session.password:
        held.sessions.close(request.cookies.get(COOKIE))
        return None
    return User(reviewer, session.csrf)


def user(
    request: Request, found: Annotated[User | None, Depends(signed_in)], x_csrf_token: Annotated[str | None, Header()] = None
) -> User:
    """The user; edits must carry the session's token. Raises Problem."""
    if found is None:
        raise Problem(401, "sign_in")
    if request.method not in ("GET", "HEAD") and not compare_digest((x_csrf_token or "").encode(), found.csrf.encode()):
        raise Problem(403, "csrf")
    return found


class _Least:
    """A dependency: the user, whose role must reach so far."""

    def __init__(self, role: Role) -> None:
        self._role = role

    def __call__(self, found: Annotated[User, Depends(user)]) -> User:
        if not found.may(self._role):
            raise Problem(403, "role", least=self._role, reviewer=found.id, role=found.reviewer.role)
        return found


Reader = Annotated[User, Depends(_Least("reader"))]
Coder = Annotated[User, Depends(_Least("coder"))]
Adjudicator = Annotated[User, Depends(_Least("adjudicator"))]
Administrator = Annotated[User, Depends(_Least("administrator"))]


def expected(if_match: Annotated[str | None, Header()] = None) -> str:
    """The ETag of what the user saw. Raises Problem where it is missing."""
    if if_match is None:
        raise Problem(428, "if_match")
    return if_match.removeprefix("W/")


Expected = Annotated[str, Depends(expected)]
Many = Annotated[list[Annotated[str, StringConstraints(max_length=200, pattern=_NO_NUL)]], Query(max_length=100)]


@dataclass(frozen=True)
class PictureQuery:
    """The filters that maps, timelines, counts, networks, incidents and exports share."""

    what: Annotated[What, Query()] = "incidents"
    from_: Annotated[date | None, Query(alias="from")] = None
    to: Annotated[date | None, Query()] = None
    type: Many = ()  # type: ignore[assignment]
    status: Annotated[list[Status], Query()] = ()  # type: ignore[assignment]
    state: Annotated[list[RecordState], Query()] = ()  # type: ignore[assignment]
    country: Many = ()  # type: ignore[assignment]
    admin1: Words = None
    place: Many = ()  # type: ignore[assignment]
    actor: Many = ()  # type: ignore[assignment]
    confidence: Share = None
    least_killed: Count = None

    def wanted(self, what: What | None = None) -> Wanted:
        """The same for the picture."""
        return Wanted(
            what=what or self.what, first_day=self.from_, last_day=self.to, types=frozenset(self.type), statuses=frozenset(self.status),
            states=frozenset(self.state), countries=frozenset(c.upper() for c in self.country), admin1=self.admin1,
            places=frozenset(self.place), actors=frozenset(self.actor), least_confidence=self.confidence,
            least_killed=self.least_killed,
        )  # fmt: skip


Picturing = Annotated[PictureQuery, Depends()]
Layer = Annotated[str | None, Query(max_length=200, pattern=_NO_NUL)]
Order = Literal["added", "published", "killed", "most_killed", "records", "confidence", "mean_confidence", "outlet", "title"]
