"""What linking reads and keeps in one transaction: records with their reports, compared pairs, how far it saw."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, delete, func, insert, null, or_, select, union_all

from rasd.incidents import Pair, Record
from rasd.store import tables
from rasd.store.current import read_judgements
from rasd.store.database import now
from rasd.store.events import decoded
from rasd.store.linking import keep_incidents
from rasd.store.model import STANDING, IncidentEntry, Judgement

_MANY = 500
"""Ids in one query."""
_ROWS = 5_000


class Seen(msgspec.Struct, frozen=True):
    """How far a linking saw, and with what it compared."""

    linker: str
    revision: int
    judgement: int


class Links:
    """The linking's view of the database within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def last(self) -> Seen | None:
        """How far the last linking saw; None before the first."""
        k = tables.linkings.c
        query = select(k.linker, k.revision, k.judgement).order_by(k.number.desc()).limit(1)
        row = self._connection.execute(query).one_or_none()
        return Seen(*row) if row else None

    def now(self, linker: str) -> Seen:
        """How far this one sees."""
        newest = [
            self._connection.execute(select(func.max(table.c.number))).scalar() or 0
            for table in (tables.changes, tables.judgements)
        ]
        return Seen(linker, *newest)

    def judgements(self) -> tuple[Judgement, ...]:
        """Decisions about incidents, in order."""
        return read_judgements(self._connection, tables.judgements.c.incident_id.is_not(None))

    def changed(self, since: int) -> frozenset[str]:
        """Standing records that changed after a revision."""
        c = tables.current.c
        query = select(c.record_id).where(c.revision > since, c.state.in_(STANDING))
        return frozenset(self._connection.execute(query).scalars())

    def gone(self) -> frozenset[str]:
        """Records of incidents that stand no longer: rejected, merged, split, or found by no coding."""
        m, c = tables.incident_members, tables.current
        query = select(m.c.record_id).select_from(m.outerjoin(c, c.c.record_id == m.c.record_id))
        found = self._connection.execute(query.where(or_(c.c.state.is_(None), c.c.state.not_in(STANDING))))
        return frozenset(found.scalars())

    def records(self, ids: Iterable[str], *, texts: bool = True) -> Iterator[Record]:
        """Standing records with day and text of their reports, in order of their ids; `texts`: needed to compare, not to group."""
        c = tables.current.c
        for part in _parts(sorted(ids)):
            yield from self._read(_records(texts).where(c.record_id.in_(part)).order_by(c.record_id))

    def near(self, spans: Sequence[tuple[date, date]], without: Collection[str]) -> Iterator[Record]:
        """Standing records whose days touch one of the spans, but for some."""
        c, r = tables.current.c, tables.reports.c
        first = func.coalesce(c.date_start, c.date_end, r.published)
        last = func.coalesce(c.date_end, c.date_start, r.published)
        seen = set(without)
        for start, end in spans:
            for record in self._read(_records().where(first <= end, last >= start).order_by(c.record_id)):
                if record.event.event_id not in seen:
                    seen.add(record.event.event_id)
                    yield record

    def _read(self, query: Select[Any]) -> Iterator[Record]:
        rows = self._connection.execute(query.where(tables.current.c.state.in_(STANDING)))
        for part in rows.partitions(_MANY):
            yield from (Record(decoded(row.event), row.published, row.text) for row in part)

    def parts(self, seeds: Collection[str], beside: Mapping[str, Collection[str]], likely: float) -> set[str]:
        """All records that a chain of likely pairs, of `beside` or of incidents leads to from some."""
        found, frontier = set(seeds), set(seeds)
        while frontier:
            reached: set[str] = set()
            for id in frontier:
                reached.update(beside.get(id, ()))
            for part in _parts(sorted(frontier)):
                reached.update(self._connection.execute(_beside(part, likely)).scalars())
            frontier = reached - found
            found |= frontier
        return found & self._standing(found)

    def _standing(self, ids: Collection[str]) -> set[str]:
        c, found = tables.current.c, set[str]()
        for part in _parts(sorted(ids)):
            query = select(c.record_id).where(c.record_id.in_(part), c.state.in_(STANDING))
            found.update(self._connection.execute(query).scalars())
        return found

    def pairs(self, ids: Collection[str]) -> Iterator[Pair]:
        """Pairs compared earlier, both of whose records are among some."""
        p, wanted = tables.incident_pairs.c, set(ids)
        for part in _parts(sorted(ids)):
            query = select(p.left_id, p.right_id, p.weight).where(p.left_id.in_(part))
            for row in self._connection.execute(query):
                if row.right_id in wanted:
                    yield Pair(*row)

    def incidents_of(self, ids: Iterable[str]) -> dict[str, str]:
        """The incident of each record that is in one."""
        m, found = tables.incident_members.c, dict[str, str]()
        for part in _parts(sorted(set(ids))):
            query = select(m.record_id, m.incident_id).where(m.record_id.in_(part))
            found.update((row.record_id, row.incident_id) for row in self._connection.execute(query))
        return found

    def forget_pairs(self) -> None:
        """Forget all that was compared."""
        self._connection.execute(delete(tables.incident_pairs))

    def replace_pairs(self, ids: Iterable[str], pairs: Iterable[Pair]) -> None:
        """Keep new pairs in the place of all that some records had."""
        p = tables.incident_pairs.c
        for part in _parts(sorted(ids)):
            for side in (p.left_id, p.right_id):
                self._connection.execute(delete(tables.incident_pairs).where(side.in_(part)))
        rows = ({"left_id": pair.left, "right_id": pair.right, "weight": pair.weight} for pair in pairs)
        while batch := list(islice(rows, _ROWS)):
            self._connection.execute(insert(tables.incident_pairs), batch)

    def keep(self, entries: Iterable[IncidentEntry], dissolved: Iterable[str], seen: Seen, why: str) -> None:
        """Keep incidents and that they were linked."""
        keep_incidents(self._connection, entries, why, dissolved)
        row = {"at": now(), "why": why, **msgspec.structs.asdict(seen)}
        self._connection.execute(insert(tables.linkings), row)


def _records(texts: bool = True) -> Select[Any]:
    c, r = tables.current.c, tables.reports.c
    return select(c.event, r.published, r.text if texts else null().label("text")).select_from(tables.current.join(tables.reports, r.id == c.report_id))


def _beside(ids: Sequence[str], likely: float) -> Select[Any]:
    """The other ends of likely pairs of some records, and the other records of their incidents."""
    p, m = tables.incident_pairs.c, tables.incident_members
    mine, theirs = m.alias("mine"), m.alias("theirs")
    together = select(theirs.c.record_id.label("id")).select_from(
        mine.join(theirs, theirs.c.incident_id == mine.c.incident_id)
    )
    ends = union_all(
        select(p.right_id.label("id")).where(p.left_id.in_(ids), p.weight > likely),
        select(p.left_id.label("id")).where(p.right_id.in_(ids), p.weight > likely),
        together.where(mine.c.record_id.in_(ids)),
    )
    return select(ends.subquery().c.id).distinct()


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for n in range(0, len(ids), _MANY):
        yield ids[n : n + _MANY]
