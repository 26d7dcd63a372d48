"""The inbox: reports with their state and gravity, found and ordered; the next one to review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from rasd.event import Span
from rasd.store.looking import ReportFilter, ReportOrder
from rasd.store.model import Hit, ReportRow, ReportStatus
from rasd.workbench.asking import Coder, Count, Order, Page, Reader, Share, TheBench, User, Words
from rasd.workbench.bench import Bench
from rasd.workbench.shapes import List, answer, gives, listed

router = APIRouter(tags=["inbox"])
_SPANS = 50
_AHEAD = 60
"""Reports that are looked at for one that nobody else has open."""


class ReportLine(msgspec.Struct, frozen=True, kw_only=True):
    """A report in a list."""

    id: str
    name: str
    title: str | None
    published: date | None
    outlet: str | None
    address: str
    added: datetime
    status: ReportStatus
    copy_of: str | None
    records: int
    killed: int
    """The sum of people killed over its standing records (lower bounds)."""
    most_killed: int
    confidence: float | None
    mean_confidence: float | None
    revision: int
    excerpt: str | None = None
    spans: tuple[Span, ...] = ()


class Next(msgspec.Struct, frozen=True):
    """The next report to review, and how many there are."""

    id: str | None
    remaining: int


@dataclass(frozen=True)
class ReportQuery:
    """The filters of the inbox."""

    q: Words = None
    status: Annotated[list[ReportStatus], Query()] = ()  # type: ignore[assignment]
    outlet: Words = None
    source: Words = None
    from_: Annotated[date | None, Query(alias="from")] = None
    to: Annotated[date | None, Query()] = None
    type: Words = None
    country: Words = None
    least_killed: Count = None
    most_confidence: Share = None
    assigned_to: Words = None
    without_records: Annotated[bool, Query()] = False
    order: Annotated[Order | None, Query()] = None
    descending: Annotated[bool, Query()] = True

    def filter(self, user: User, status: tuple[ReportStatus, ...] = ()) -> ReportFilter:
        """The same for the store; `status` where the request names none."""
        return ReportFilter(
            status=tuple(self.status) or status, outlet=self.outlet, source=self.source, published_from=self.from_, published_to=self.to,
            event_type=self.type, country=self.country.upper() if self.country else None, least_killed=self.least_killed,
            most_confidence=self.most_confidence, assigned_to=user.id if self.assigned_to == "me" else self.assigned_to,
            without_records=self.without_records,
        )  # fmt: skip

    @property
    def ordering(self) -> ReportOrder | None:
        """The store's name of the order."""
        names: dict[str | None, ReportOrder] = {"killed": "killed_total", "most_killed": "killed"}
        return names.get(self.order, self.order)  # type: ignore[arg-type]


Asked = Annotated[ReportQuery, Depends()]


@router.get("/reports", **gives(List[ReportLine]))
def reports(held: TheBench, user: Reader, asked: Asked, page: Page) -> Response:
    """Reports, filtered, searched and in order."""
    found = _found(held, asked, asked.filter(user), page.limit, page.offset)
    return answer(listed(map(line, found.items), found.total, page))


@router.get("/next", **gives(Next))
def next_report(
    held: TheBench, user: Coder, asked: Asked, after: Annotated[str | None, Query(max_length=100)] = None
) -> Response:
    """The next report to review that nobody else has open; it stays the user's for five minutes after each look."""
    if after:
        held.presence.leave(after, user.id)
    found = _found(held, asked, asked.filter(user, ("new", "open")), _AHEAD, 0)
    ids = tuple(r.id for r in (i.row if isinstance(i, Hit) else i for i in found.items) if r.id != after)
    return answer(Next(held.presence.take(ids, user.id), found.total))


def _found(held: Bench, asked: ReportQuery, wanted: ReportFilter, limit: int, offset: int) -> Any:
    if asked.q:
        return held.store.search(
            asked.q, wanted, order=asked.ordering, descending=asked.descending, limit=limit, offset=offset
        )
    return held.store.reports(
        wanted, order=asked.ordering or "added", descending=asked.descending, limit=limit, offset=offset
    )


def line(found: ReportRow | Hit) -> ReportLine:
    """A row of the store as the API shows it, with the words that were looked for."""
    if isinstance(found, Hit):
        return ReportLine(**facts(found.row), excerpt=found.excerpt, spans=found.spans[:_SPANS])
    return ReportLine(**facts(found))


def facts(row: ReportRow) -> dict[str, Any]:
    """What the API shows of a row, by its names there."""
    shown = {name: getattr(row, name) for name in ReportLine.__struct_fields__ if hasattr(row, name)}
    return {**shown, "killed": row.killed_total, "most_killed": row.killed}
