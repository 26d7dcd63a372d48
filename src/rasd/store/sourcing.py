"""Sources with the health of their last readings, and rejected input."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Row, Select, func, insert, select, update

from rasd.errors import NotFound
from rasd.reading.items import Memory
from rasd.store import tables
from rasd.store.current import Currents
from rasd.store.database import now
from rasd.store.model import Page, Rejection, StoredSource

_LONGEST_WAIT = 16
"""Times the interval that a source which fails again and again is left alone at most."""


class Sourcing(Currents):
    """The part of the store that knows where reports come from."""

    def source(self, address: str, *, outlet: str | None = None) -> StoredSource:
        """The source of an address as a user types it; noted now if it is new."""
        s = tables.sources
        with self.writing() as connection:
            if connection.execute(select(s.c.number).where(s.c.address == address)).scalar() is None:
                row = {"address": address, "outlet": outlet, "added": now(), "failures": 0, "memory": "{}"}
                connection.execute(insert(s), row)
            return _source(connection.execute(_with_counts().where(s.c.address == address)).one())

    def sources(self, *, watched: bool = False) -> tuple[StoredSource, ...]:
        """All sources in the order they were added, or those that are watched."""
        query = _with_counts().order_by(tables.sources.c.number)
        if watched:
            query = query.where(tables.sources.c.every.is_not(None))
        with self.reading() as connection:
            return tuple(_source(row) for row in connection.execute(query))

    def watch(self, address: str, every: int | None) -> StoredSource:
        """Have `rasd watch` read a source every so many seconds; None: no longer."""
        self.source(address)
        self._set(address, every=every)
        return self.source(address)

    def memory(self, address: str) -> Memory:
        """What the reader noted about a source. Raises NotFound."""
        s = tables.sources.c
        with self.reading() as connection:
            found = connection.execute(select(s.memory).where(s.address == address)).scalar()
        if found is None:
            raise NotFound("source", address)
        return msgspec.json.decode(found, type=Memory)

    def note_reading(self, address: str, error: str | None = None, memory: Memory | None = None) -> None:
        """How a reading of a source ended: well (then with what the reader noted), or with an error."""
        time = now()
        if error is not None:
            self._set(address, last_read=time, last_error=error, failures=tables.sources.c.failures + 1)
            return
        noted = {} if memory is None else {"memory": msgspec.json.encode(memory).decode()}
        self._set(address, last_read=time, last_ok=time, last_error=None, failures=0, **noted)

    def rejected(self, *, source: str | None = None, resolved: bool = False, limit: int = 50, offset: int = 0) -> Page[Rejection]:
        """A page of rejected input, the newest first; `resolved`: also what has been read since."""
        r, s = tables.rejections.c, tables.sources.c
        query = _rejections()
        if source is not None:
            query = query.where(s.address == source)
        if not resolved:
            query = query.where(r.resolved.is_(None))
        with self.reading() as connection:
            total = connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
            rows = connection.execute(query.order_by(r.number.desc()).limit(limit).offset(offset)).all()
        return Page(tuple(Rejection(**row._mapping) for row in rows), total)

    def rejection(self, number: int) -> Rejection:
        """One piece of rejected input. Raises NotFound."""
        with self.reading() as connection:
            row = connection.execute(_rejections().where(tables.rejections.c.number == number)).one_or_none()
        if row is None:
            raise NotFound("rejected input", str(number))
        return Rejection(**row._mapping)

    def settle(self, number: int) -> None:
        """Note that rejected input has been read, or needs no further look. Raises NotFound."""
        r = tables.rejections
        with self.writing() as connection:
            done = connection.execute(update(r).where(r.c.number == number).values(resolved=now()))
        if not done.rowcount:
            raise NotFound("rejected input", str(number))

    def _set(self, address: str, **values: Any) -> None:
        with self.writing() as connection:
            done = connection.execute(update(tables.sources).where(tables.sources.c.address == address).values(**values))
        if not done.rowcount:
            raise NotFound("source", address)


def due(source: StoredSource) -> datetime | None:
    """When a watched source is to be read next; one that fails is left alone twice as long each time, up to 16 times."""
    if source.every is None:
        return None
    wait = source.every * min(2**source.failures, _LONGEST_WAIT)
    return (source.last_read + timedelta(seconds=wait)) if source.last_read else source.added


def _rejections() -> Select[Any]:
    r, s, c = tables.rejections.c, tables.sources.c, tables.contents.c
    columns = r.number, s.address.label("source"), r.address, r.reason, r.content_hash, c.size, r.seen, r.tries, r.resolved
    return select(*columns).join_from(tables.rejections, tables.sources).join(tables.contents)


def _with_counts() -> Select[Any]:
    s, i, r = tables.sources.c, tables.sightings.c, tables.rejections.c
    reports = select(func.count(i.report_id.distinct())).where(i.source == s.number).scalar_subquery()
    rejected = select(func.count()).where(r.source == s.number, r.resolved.is_(None)).scalar_subquery()
    return select(tables.sources, reports.label("reports"), rejected.label("rejected"))


def _source(row: Row[Any]) -> StoredSource:
    values = dict(row._mapping)
    del values["memory"]
    return StoredSource(**values)
