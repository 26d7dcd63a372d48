"""Incidents as the linking saves them: plain ids, the member records, JSON, and every form they had."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from rasd.errors import StoreError
from rasd.store import tables
from rasd.store.current import Currents, row_of
from rasd.store.database import now
from rasd.store.model import IncidentEntry, IncidentStep, Page, StoredIncident

_MANY = 500
"""Ids in one query."""


class Linking(Currents):
    """The part of the store that keeps incidents."""

    def save_incidents(self, entries: Iterable[IncidentEntry], *, why: str, dissolved: Iterable[str] = ()) -> int:
        """Keep incidents, new or in a new form, and dissolve others; gives how many changed. All or none.

        A record is in one incident: saved in another it leaves the one it was in, which must be among `entries` or
        `dissolved`. `why` is for the history: the run of the linking, or the judgement. Raises StoreError for a record
        that is not in the store.
        """
        with self.writing() as connection:
            return keep_incidents(connection, entries, why, dissolved)

    def incidents(
        self, *, first_day: date | None = None, last_day: date | None = None, dissolved: bool = False,
        since: int | None = None, limit: int = 50, offset: int = 0,
    ) -> Page[StoredIncident]:  # fmt: skip
        """A page of incidents, the latest first; `dissolved`: those too; `since`: saved after a revision."""
        i = tables.incidents
        query = select(i)
        if first_day is not None:
            query = query.where(func.coalesce(i.c.last_day, i.c.first_day) >= first_day)
        if last_day is not None:
            query = query.where(i.c.first_day <= last_day)
        if not dissolved:
            query = query.where(~i.c.dissolved)
        if since is not None:
            query = query.where(i.c.revision > since)
        with self.reading() as connection:
            total = connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
            ordered = query.order_by(i.c.first_day.is_(None), i.c.first_day.desc(), i.c.id)
            rows = connection.execute(ordered.limit(limit).offset(offset)).all()
            return Page(tuple(_incidents(connection, rows)), total)

    def incident(self, id: str) -> StoredIncident:
        """An incident by its id or an unambiguous beginning of it. Raises NotFound."""
        with self.reading() as connection:
            (found,) = _incidents(connection, [row_of(connection, tables.incidents, "incident", id)])
            return found

    def incident_ids(self) -> frozenset[str]:
        """The ids of all incidents that are not dissolved."""
        i = tables.incidents.c
        with self.reading() as connection:
            return frozenset(connection.execute(select(i.id).where(~i.dissolved)).scalars())

    def all_incidents(self) -> Iterator[StoredIncident]:
        """All incidents that are not dissolved, in order of their ids, in flat memory."""
        i, last = tables.incidents, ""
        while True:
            with self.reading() as connection:
                query = select(i).where(~i.c.dissolved, i.c.id > last).order_by(i.c.id).limit(_MANY)
                rows = connection.execute(query).all()
                yield from _incidents(connection, rows)
            if len(rows) < _MANY:
                return
            last = rows[-1].id

    def incident_history(self, id: str) -> tuple[IncidentStep, ...]:
        """Every form that an incident had, in order."""
        h = tables.incident_history.c
        with self.reading() as connection:
            rows = connection.execute(select(tables.incident_history).where(h.incident_id == id).order_by(h.number)).all()
        return tuple(
            IncidentStep(
                at=row.at, change=row.change, why=row.why, document=msgspec.Raw(row.document.encode()),
                events=msgspec.json.decode(row.events, type=tuple[str, ...]),
            )
            for row in rows
        )  # fmt: skip

    def incidents_of(self, record_ids: Sequence[str]) -> dict[str, str]:
        """The incident of each record that is in one."""
        m, found = tables.incident_members.c, dict[str, str]()
        with self.reading() as connection:
            for n in range(0, len(record_ids), _MANY):
                query = select(m.record_id, m.incident_id).where(m.record_id.in_(record_ids[n : n + _MANY]))
                found.update(connection.execute(query).all())
        return found


def keep_incidents(connection: Connection, entries: Iterable[IncidentEntry], why: str, dissolved: Iterable[str]) -> int:
    """What `Linking.save_incidents` does, within a transaction."""
    changed = [entry for entry in entries if _differs(connection, entry)]
    gone = [id for id in dissolved if _stands(connection, id)]
    for id in [*(entry.id for entry in changed), *gone]:
        connection.execute(delete(tables.incident_members).where(tables.incident_members.c.incident_id == id))
    for entry in changed:
        _save(connection, entry, why)
    for id in gone:
        _dissolve(connection, id, why)
    return len(changed) + len(gone)


def _stands(connection: Connection, id: str) -> bool:
    i = tables.incidents.c
    return connection.execute(select(i.id).where(i.id == id, ~i.dissolved)).scalar() is not None


def _exists(connection: Connection, id: str) -> bool:
    return connection.execute(select(tables.incidents.c.id).where(tables.incidents.c.id == id)).scalar() is not None


def _differs(connection: Connection, entry: IncidentEntry) -> bool:
    i = tables.incidents.c
    old = connection.execute(select(i.document, i.dissolved).where(i.id == entry.id)).one_or_none()
    if old is None or old.dissolved or old.document != bytes(entry.document).decode():
        return True
    return tuple(_members(connection, [entry.id]).get(entry.id, ())) != entry.events


def _members(connection: Connection, ids: Sequence[str]) -> dict[str, list[str]]:
    m, found = tables.incident_members.c, dict[str, list[str]]()
    for n in range(0, len(ids), _MANY):
        query = select(m.incident_id, m.record_id).where(m.incident_id.in_(ids[n : n + _MANY])).order_by(m.position)
        for id, record in connection.execute(query):
            found.setdefault(id, []).append(record)
    return found


def _revision(connection: Connection, id: str) -> int:
    row = {"at": now(), "incident_id": id, "what": "linked"}
    number: int = connection.execute(insert(tables.changes).returning(tables.changes.c.number), row).scalar_one()
    return number


def _save(connection: Connection, entry: IncidentEntry, why: str) -> None:
    _check_members(connection, entry)
    row = {
        "id": entry.id, "document": bytes(entry.document).decode(), "first_day": entry.first_day, "last_day": entry.last_day,
        "saved": now(), "dissolved": False, "revision": _revision(connection, entry.id),
    }  # fmt: skip
    there = _exists(connection, entry.id)
    if there:
        connection.execute(update(tables.incidents).where(tables.incidents.c.id == entry.id).values(row))
    else:
        connection.execute(insert(tables.incidents), row)
    members = [{"record_id": r, "incident_id": entry.id, "position": n} for n, r in enumerate(entry.events)]
    if members:
        connection.execute(insert(tables.incident_members), members)
    _note(connection, entry.id, "changed" if there else "founded", why, entry.events, row["document"])


def _check_members(connection: Connection, entry: IncidentEntry) -> None:
    r, m = tables.records.c, tables.incident_members.c
    there = set(connection.execute(select(r.id).where(r.id.in_(entry.events))).scalars())
    for id in entry.events:
        if id not in there:
            raise StoreError(f"incident {entry.id!r} has record {id!r}, which is not in the store")
    held = connection.execute(select(m.record_id, m.incident_id).where(m.record_id.in_(entry.events))).first()
    if held is not None:
        raise StoreError(
            f"incident {entry.id!r} has record {held.record_id!r}, which is still in incident {held.incident_id!r}"
        )


def _dissolve(connection: Connection, id: str, why: str) -> None:
    i = tables.incidents
    connection.execute(
        update(i).where(i.c.id == id).values(dissolved=True, saved=now(), revision=_revision(connection, id))
    )
    document = connection.execute(select(i.c.document).where(i.c.id == id)).scalar_one()
    _note(connection, id, "dissolved", why, (), document)


def _note(connection: Connection, id: str, change: str, why: str, events: Sequence[str], document: Any) -> None:
    row = {
        "incident_id": id, "at": now(), "change": change, "why": why,
        "events": msgspec.json.encode(events).decode(), "document": document,
    }  # fmt: skip
    connection.execute(insert(tables.incident_history), row)


def _incidents(connection: Connection, rows: Sequence[Row[Any]]) -> Iterable[StoredIncident]:
    members = _members(connection, [row.id for row in rows])
    for row in rows:
        yield StoredIncident(
            id=row.id, events=tuple(members.get(row.id, ())), document=msgspec.Raw(row.document.encode()),
            first_day=row.first_day, last_day=row.last_day, saved=row.saved, dissolved=row.dissolved, revision=row.revision,
        )  # fmt: skip
