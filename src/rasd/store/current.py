"""The derived tables: each report's current records, for lists and filters. They can be made again at any time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update
from sqlalchemy.sql import ColumnElement

from rasd.errors import NotFound
from rasd.event import Event
from rasd.report import Report
from rasd.store import tables
from rasd.store.database import Database, now
from rasd.store.events import decoded, encoded
from rasd.store.model import STANDING, Judgement, Record, ReportStatus
from rasd.store.state import History, Version, active, derive, report_status

_MOST_KILLED = 2**31 - 1
"""What a column of integers holds."""


class _Derived(NamedTuple):
    """What `current` holds of a report."""

    report_id: str
    status: ReportStatus
    records: Sequence[Record]


class FirstCoding(NamedTuple):
    """A report that was just added, the number of its coding, and the records of it."""

    report: Report
    number: int
    events: Sequence[Event]

    def history(self) -> History:
        """All that is known of the report's records."""
        versions = tuple(Version(event.event_id, self.number, event) for event in self.events)
        return History(
            report_id=self.report.id, text=self.report.text, codings=(self.number,), versions=versions, judgements=()
        )


class Currents(Database):
    """The part of the store that derives current states."""

    def history(self, connection: Connection, report_id: str, layer: str | None = None) -> History:
        """All that is known of a report's records, as one layer (None: the shared state) sees it. Raises NotFound."""
        r = tables.reports.c
        row = connection.execute(select(r.text, r.copy_of).where(r.id == report_id)).one_or_none()
        if row is None:
            raise NotFound("report", report_id)
        codings = connection.execute(
            select(tables.codings.c.number).where(tables.codings.c.report_id == report_id).order_by(tables.codings.c.number)
        ).scalars()
        return History(
            report_id=report_id,
            text=row.text,
            codings=tuple(codings),
            versions=tuple(_versions(connection, report_id)),
            judgements=read_judgements(
                connection, tables.judgements.c.report_id == report_id, tables.judgements.c.layer.is_not_distinct_from(layer)
            ),
            is_copy=row.copy_of is not None,
            blind=layer is not None and _is_blind(connection, report_id, layer),
        )

    def note_changes(self, connection: Connection, what: str, report_ids: Sequence[str]) -> dict[str, int]:
        """Rows in the feed of changes; gives each report's new revision."""
        numbers = connection.execute(
            insert(tables.changes).returning(tables.changes.c.number, sort_by_parameter_order=True),
            [{"at": now(), "report_id": id, "what": what} for id in report_ids],
        ).scalars()
        return dict(zip(report_ids, numbers, strict=True))

    def refresh(self, connection: Connection, report_id: str, what: str) -> int:
        """Derive a report's state anew after a change; gives its new revision."""
        revision = self.note_changes(connection, what, [report_id])[report_id]
        history = self.history(connection, report_id)
        records = derive(history)
        self._replace(connection, _Derived(report_id, report_status(history, records), records), revision)
        return revision

    def refresh_new(self, connection: Connection, added: Sequence[FirstCoding], revisions: Mapping[str, int]) -> None:
        """Derive the states of reports that were just added: nobody judged them, and nothing was derived before."""
        derived = [_Derived(first.report.id, "new", derive(first.history())) for first in added]
        records = [record for one in derived for record in one.records]
        rows = [_current(r, n, revisions[one.report_id]) for one in derived for n, r in enumerate(one.records)]
        for table, new in ((tables.current, rows), (tables.current_actors, _actors(records)), (tables.current_places, _places(records))):
            if new:
                connection.execute(insert(table), new)
        summaries = [{**_summary(one), "of": one.report_id} for one in derived]
        if summaries:
            connection.execute(update(tables.reports).where(tables.reports.c.id == bindparam("of")), summaries)

    def rebuild(self) -> int:
        """Derive the states of all reports anew, as after an upgrade that derives more; gives how many there are."""
        with self.reading() as connection:
            ids = connection.execute(select(tables.reports.c.id).order_by(tables.reports.c.number)).scalars().all()
        for id in ids:
            with self.writing() as connection:
                self.refresh(connection, id, "derived")
        return len(ids)

    def _replace(self, connection: Connection, derived: _Derived, revision: int) -> None:
        """Records whose row is as before keep their revision, so that a consumer of changes is not told of them."""
        c = tables.current
        old = {row.record_id: row for row in connection.execute(select(c).where(c.c.report_id == derived.report_id))}
        rows = [_current(record, position, revision) for position, record in enumerate(derived.records)]
        changed = [row for row in rows if not _is_as_before(row, old.get(row["record_id"]))]
        ids = [row["record_id"] for row in changed]
        gone = [id for id in old if id not in {row["record_id"] for row in rows}]
        if ids or gone:
            touched = [*ids, *gone] if old else []
            for table in (tables.current_actors, tables.current_places, c) if touched else ():
                connection.execute(delete(table).where(table.c.record_id.in_(touched)))
            again = [record for record in derived.records if record.id in set(ids)]
            for table, new in ((c, changed), (tables.current_actors, _actors(again)), (tables.current_places, _places(again))):
                if new:
                    connection.execute(insert(table), new)
        connection.execute(
            update(tables.reports).where(tables.reports.c.id == derived.report_id).values(**_summary(derived), revision=revision)
        )


def row_of(connection: Connection, table: Any, kind: str, id: str) -> Row[Any]:
    """The row of an id, or of the only id that begins so."""
    exact = connection.execute(select(table).where(table.c.id == id)).one_or_none()
    if exact is not None:
        return exact
    begun = select(table).where(table.c.id.startswith(id, autoescape=True)).limit(2)
    found = connection.execute(begun).all() if len(id) >= 4 else []
    if len(found) != 1:
        raise NotFound(kind, id)
    return found[0]


def _versions(connection: Connection, report_id: str) -> Iterable[Version]:
    v, k = tables.versions.c, tables.records.c
    query = select(v.record_id, v.coding, v.event).join_from(tables.versions, tables.records)
    for row in connection.execute(query.where(k.report_id == report_id).order_by(v.coding, v.position)):
        yield Version(row.record_id, row.coding, decoded(row.event))


def _is_blind(connection: Connection, report_id: str, reviewer: str) -> bool:
    a = tables.assignments.c
    query = select(a.blind).where(a.report_id == report_id, a.reviewer == reviewer)
    return bool(connection.execute(query).scalar())


def read_judgements(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[Judgement, ...]:
    """Judgements in the order they were made, with whether they are in force."""
    j = tables.judgements
    found = tuple(_judgement(row) for row in connection.execute(select(j).where(*conditions).order_by(j.c.number)))
    in_force = active(found)
    return tuple(msgspec.structs.replace(one, active=one.number in in_force) for one in found)


def _judgement(row: Row[Any]) -> Judgement:
    values = dict(row._mapping)
    if values["value"] is not None:
        values["value"] = msgspec.Raw(values["value"].encode())
    return Judgement(**values)


def _current(record: Record, position: int, revision: int) -> dict[str, Any]:
    event = record.event
    killed = event.toll.counts().get("killed")
    return {
        "record_id": record.id, "report_id": record.report_id, "position": position, "state": record.state,
        "event": encoded(event), "event_type": event.event_type, "status": event.status,
        "date_start": event.date.start, "date_end": event.date.end,
        "killed_low": killed.low if killed else None, "killed_high": killed.high if killed else None,
        "confidence": event.confidence, "judged_by": record.judged_by, "differs": record.differs, "revision": revision,
    }  # fmt: skip


def _is_as_before(row: Mapping[str, Any], old: Row[Any] | None) -> bool:
    return old is not None and all(old._mapping[name] == value for name, value in row.items() if name != "revision")


def _actors(records: Iterable[Record]) -> list[dict[str, Any]]:
    return [
        {"record_id": record.id, "role": role, "actor": actor}
        for record in records
        for role in ("initiators", "supporters", "targets")
        for actor in dict.fromkeys(a.id for a in getattr(record.event, role))
    ]


def _places(records: Iterable[Record]) -> list[dict[str, Any]]:
    return [
        {
            "record_id": record.id, "position": n, "place_id": place.id, "text": place.text, "country": place.country,
            "admin1": place.admin1, "latitude": place.latitude, "longitude": place.longitude,
            "precision": None if place.precision is msgspec.UNSET else place.precision,
        }
        for record in records
        for n, place in enumerate(record.event.places)
    ]  # fmt: skip


def _killed(event: Event) -> int:
    count = event.toll.counts().get("killed")
    return count.low if count else 0


def _summary(derived: _Derived) -> dict[str, Any]:
    standing = [r for r in derived.records if r.state in STANDING]
    killed = [_killed(r.event) for r in standing]
    unsure = [r.event.confidence for r in standing if r.state == "proposed"]
    return {
        "status": derived.status,
        "record_count": len(standing),
        "killed": max(killed, default=0),
        "killed_total": min(sum(killed), _MOST_KILLED),
        "confidence": min(unsure, default=None),
        "mean_confidence": sum(unsure) / len(unsure) if unsure else None,
    }
