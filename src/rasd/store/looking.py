"""Lists with filters, order and pages; single reports and records; the feed of changes; the whole data set."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, exists, func, select

from rasd.errors import NotFound
from rasd.report import Report
from rasd.store import tables
from rasd.store.current import Currents, row_of
from rasd.store.events import decoded
from rasd.store.model import (
    STANDING,
    Change,
    Counts,
    CurrentRecord,
    Facets,
    Page,
    Record,
    RecordState,
    ReportRow,
    ReportStatus,
    ReportText,
    Sighting,
    StoredReport,
    Telling,
)
from rasd.store.state import derive

ReportOrder = Literal[
    "added", "published", "killed", "killed_total", "records", "confidence", "mean_confidence", "outlet", "title"
]
RecordOrder = Literal["date", "added", "killed", "confidence"]
_CHUNK = 500
ROW = tuple(column for column in tables.reports.c if column.name not in ("text", "words", "stems"))
"""What a list needs of a report."""


class ReportFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which reports; what is not set does not matter. Days are included."""

    status: tuple[ReportStatus, ...] = ()
    outlet: str | None = None
    source: str | None = None
    """A source's address."""
    published_from: date | None = None
    published_to: date | None = None
    event_type: str | None = None
    """Of a standing record."""
    country: str | None = None
    """Of a place of a standing record."""
    least_killed: int | None = None
    most_confidence: float | None = None
    assigned_to: str | None = None
    """A reviewer who codes it independently."""
    without_records: bool = False


class RecordFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which records; what is not set does not matter. Days are included."""

    states: tuple[RecordState, ...] = STANDING
    ids: tuple[str, ...] | None = None
    report: str | None = None
    event_types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    country: str | None = None
    admin1: str | None = None
    place_id: str | None = None
    actor: str | None = None
    """In any role."""
    least_confidence: float | None = None
    judged_by: str | None = None
    differs: bool | None = None
    since: int | None = None
    """Changed after this revision."""


class Looking(Currents):
    """The part of the store that is looked at."""

    def reports(
        self, wanted: ReportFilter | None = None, *, order: ReportOrder = "added", descending: bool = True,
        limit: int = 50, offset: int = 0,
    ) -> Page[ReportRow]:  # fmt: skip
        """A page of reports. Those without a value to order by come last."""
        r = tables.reports
        query = select(*ROW).where(*report_conditions(wanted or ReportFilter()))
        with self.reading() as connection:
            total = _count(connection, select(r.c.number).where(*report_conditions(wanted or ReportFilter())))
            rows = connection.execute(in_order(query, order, descending).limit(limit).offset(offset)).all()
        return Page(tuple(report_row(row) for row in rows), total)

    def report(self, id: str) -> StoredReport:
        """A report by its id or an unambiguous beginning of it. Raises NotFound."""
        with self.reading() as connection:
            row = row_of(connection, tables.reports, "report", id)
            s, k = tables.sightings.c, tables.codings.c
            sightings = connection.execute(
                select(tables.sources.c.address.label("source"), s.address, s.name, s.outlet, s.content_hash, s.seen)
                .join_from(tables.sightings, tables.sources).where(s.report_id == row.id).order_by(s.number)
            ).all()  # fmt: skip
            copies = select(tables.reports.c.id).where(tables.reports.c.copy_of == row.id).order_by(tables.reports.c.number)
            coder = select(k.coder).where(k.report_id == row.id).order_by(k.number.desc()).limit(1)
            return StoredReport(
                row=report_row(row),
                report=Report(id=row.id, text=row.text, title=row.title, published=row.published, country=row.country),
                author=row.author,
                language=row.language,
                content_hash=row.content_hash,
                similarity=row.similarity,
                sightings=tuple(Sighting(**s._mapping) for s in sightings),
                copies=tuple(connection.execute(copies).scalars()),
                coder=connection.execute(coder).scalar(),
            )

    def texts(self, ids: Iterable[str]) -> dict[str, ReportText]:
        """Reports with their texts, by id; those that are not there are left out."""
        r, wanted, found = tables.reports.c, list(dict.fromkeys(ids)), dict[str, ReportText]()
        columns = r.id, r.title, r.published, r.outlet, r.status, r.text
        with self.reading() as connection:
            for n in range(0, len(wanted), _CHUNK):
                rows = connection.execute(select(*columns).where(r.id.in_(wanted[n : n + _CHUNK])))
                found.update((row.id, ReportText(**row._mapping)) for row in rows)
        return found

    def rows(self, ids: Iterable[str]) -> dict[str, ReportRow]:
        """Reports as lists show them, by id; those that are not there are left out."""
        r, wanted = tables.reports, list(dict.fromkeys(ids))
        found: dict[str, ReportRow] = {}
        with self.reading() as connection:
            for n in range(0, len(wanted), _CHUNK):
                for row in connection.execute(select(*ROW).where(r.c.id.in_(wanted[n : n + _CHUNK]))):
                    found[row.id] = report_row(row)
        return found

    def content(self, hash: str) -> tuple[bytes, str]:
        """Original bytes and their media type. Raises NotFound."""
        c = tables.contents.c
        with self.reading() as connection:
            row = connection.execute(select(c.packed, c.media_type).where(c.hash == hash)).one_or_none()
        if row is None:
            raise NotFound("content", hash)
        return zlib.decompress(row.packed), row.media_type

    def records(self, report_id: str, layer: str | None = None) -> tuple[Record, ...]:
        """The records of a report as they stand, rejected and merged ones too; `layer`: as one reviewer coded it."""
        with self.reading() as connection:
            return derive(self.history(connection, report_id, layer))

    def record(self, id: str) -> Record:
        """A record by its id or an unambiguous beginning of it. Raises NotFound."""
        with self.reading() as connection:
            row = row_of(connection, tables.records, "record", id)
            found = [r for r in derive(self.history(connection, row.report_id)) if r.id == row.id]
        if not found:  # only in somebody's own layer, or whoever added it took it back
            raise NotFound("record", id)
        return found[0]

    def events(
        self, wanted: RecordFilter | None = None, *, order: RecordOrder = "date", descending: bool = False,
        limit: int = 50, offset: int = 0,
    ) -> Page[CurrentRecord]:  # fmt: skip
        """A page of current records of all reports."""
        c = tables.current
        query = select(c).where(*_record_conditions(wanted or RecordFilter()))
        key = {"date": c.c.date_start, "added": c.c.revision, "killed": c.c.killed_low, "confidence": c.c.confidence}[order]
        with self.reading() as connection:
            total = _count(connection, query)
            rows = connection.execute(query.order_by(*_ordered(key, descending), c.c.record_id).limit(limit).offset(offset))
            return Page(tuple(_record(row) for row in rows), total)

    def all_events(self, wanted: RecordFilter | None = None) -> Iterator[CurrentRecord]:
        """All current records, by report and place in it, in flat memory: for linking and export."""
        c = tables.current
        query = select(c).where(*_record_conditions(wanted or RecordFilter())).order_by(c.c.report_id, c.c.position)
        with self.reading() as connection:
            rows = connection.execution_options(stream_results=True, yield_per=_CHUNK).execute(query)
            yield from (_record(row) for row in rows)

    def tellings(self, wanted: RecordFilter | None = None) -> Iterator[Telling]:
        """All current records with their reports, as `all_events` has them: for exports."""
        c, r, h = tables.current, tables.reports, tables.changes
        query = (
            select(c, r.c.published, r.c.outlet, r.c.title, r.c.text, h.c.at)
            .select_from(c.join(r, r.c.id == c.c.report_id).outerjoin(h, h.c.number == c.c.revision))
            .where(*_record_conditions(wanted or RecordFilter()))
            .order_by(c.c.report_id, c.c.position)
        )
        with self.reading() as connection:
            for row in connection.execution_options(stream_results=True, yield_per=_CHUNK).execute(query):
                yield Telling(
                    record=_record(row), published=row.published, outlet=row.outlet, title=row.title, text=row.text, changed=row.at
                )

    def report_rows(self, ids: Sequence[str]) -> dict[str, ReportRow]:
        """Rows of reports by id; unknown ids are passed over."""
        found: dict[str, ReportRow] = {}
        with self.reading() as connection:
            for n in range(0, len(ids), _CHUNK):
                query = select(*ROW).where(tables.reports.c.id.in_(ids[n : n + _CHUNK]))
                found.update((row.id, report_row(row)) for row in connection.execute(query))
        return found

    def revision(self) -> int:
        """The number of the last change to the database; 0 for none."""
        with self.reading() as connection:
            return connection.execute(select(func.max(tables.changes.c.number))).scalar() or 0

    def changes(self, since: int = 0, limit: int = 1000) -> tuple[Change, ...]:
        """What changed after a revision, in order."""
        c = tables.changes
        with self.reading() as connection:
            rows = connection.execute(select(c).where(c.c.number > since).order_by(c.c.number).limit(limit)).all()
        return tuple(
            Change(revision=r.number, at=r.at, what=r.what, report_id=r.report_id, incident_id=r.incident_id) for r in rows
        )

    def facets(self, most: int = 100) -> Facets:
        """What there is to filter by."""
        r, c, p = tables.reports.c, tables.current.c, tables.current_places.c
        standing = c.state.in_(STANDING)
        types = select(c.event_type, func.count()).where(standing).group_by(c.event_type)
        there = select(p.country, func.count(p.record_id.distinct())).join_from(tables.current_places, tables.current, p.record_id == c.record_id)
        countries = there.where(standing, p.country.is_not(None)).group_by(p.country)
        outlets = select(r.outlet, func.count()).where(r.outlet.is_not(None)).group_by(r.outlet)
        with self.reading() as connection:
            return Facets(
                outlets=_most(connection, outlets, most), types=_most(connection, types, most), countries=_most(connection, countries, most),
                published=_ends(connection, r.published), days=_ends(connection, c.date_start, standing),
            )  # fmt: skip

    def counts(self) -> Counts:
        """How much there is."""
        t = tables
        with self.reading() as connection:
            by_status = _grouped(connection, t.reports.c.status)
            by_state = _grouped(connection, t.current.c.state)
            open_rejections = select(t.rejections).where(t.rejections.c.resolved.is_(None))
            standing = select(t.incidents).where(~t.incidents.c.dissolved)
            return Counts(
                reports=sum(by_status.values()),
                copies=by_status.get("copy", 0),
                by_status=by_status,
                records=sum(by_state.get(state, 0) for state in STANDING),
                by_state=by_state,
                judgements=_count(connection, select(t.judgements.c.number)),
                incidents=_count(connection, standing),
                sources=_count(connection, select(t.sources.c.number)),
                rejected=_count(connection, open_rejections),
                sightings=_count(connection, select(t.sightings.c.number)),
            )


def report_row(row: Any) -> ReportRow:
    """A report in a list, of a row of `reports`."""
    return ReportRow(
        id=row.id, name=row.name, title=row.title, published=row.published, outlet=row.outlet, address=row.address,
        added=row.added, status=row.status, copy_of=row.copy_of, records=row.record_count, killed=row.killed,
        killed_total=row.killed_total, confidence=row.confidence, mean_confidence=row.mean_confidence, revision=row.revision,
    )  # fmt: skip


def _record(row: Row[Any]) -> CurrentRecord:
    return CurrentRecord(
        id=row.record_id, report_id=row.report_id, state=row.state, event=decoded(row.event), judged_by=row.judged_by,
        differs=row.differs, revision=row.revision,
    )  # fmt: skip


def _count(connection: Connection, query: Select[Any]) -> int:
    return connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()


def _most(connection: Connection, query: Select[Any], most: int) -> tuple[tuple[str, int], ...]:
    rows = sorted(((row[0], row[1]) for row in connection.execute(query)), key=lambda found: (-found[1], found[0]))
    return tuple(rows[:most])


def _ends(connection: Connection, day: Any, *where: ColumnElement[bool]) -> tuple[date | None, date | None]:
    first, last = (connection.execute(select(f(day)).where(*where)).scalar() for f in (func.min, func.max))
    return first, last


def _grouped(connection: Connection, column: ColumnElement[str]) -> dict[str, int]:
    return dict(connection.execute(select(column, func.count()).group_by(column).order_by(column)).all())


def in_order(query: Select[Any], order: ReportOrder, descending: bool) -> Select[Any]:
    """A query of reports in an order; among equal ones by number."""
    r = tables.reports.c
    key = r.record_count if order == "records" else r[order]
    return query.order_by(*_ordered(key, descending), r.number.desc() if descending else r.number)


def _ordered(key: Any, descending: bool) -> tuple[ColumnElement[Any], ...]:
    """Nulls last in both databases, so that SQLite can follow an index."""
    ordered = key.desc() if descending else key.asc()
    return (ordered.nulls_last() if key.nullable else ordered,)


def report_conditions(wanted: ReportFilter) -> Iterator[ColumnElement[bool]]:
    """The conditions of a filter, for a query of `reports`."""
    r, c, p, s = tables.reports.c, tables.current.c, tables.current_places.c, tables.sightings.c
    if wanted.status:
        yield r.status.in_(wanted.status)
    if wanted.outlet is not None:
        yield r.outlet == wanted.outlet
    if wanted.source is not None:
        query = select(s.report_id).join_from(tables.sightings, tables.sources)
        yield r.id.in_(query.where(tables.sources.c.address == wanted.source))
    if wanted.published_from is not None:
        yield r.published >= wanted.published_from
    if wanted.published_to is not None:
        yield r.published <= wanted.published_to
    # lists of ids, made once: SQLite would look at every record again for every report
    if wanted.event_type is not None:
        yield r.id.in_(select(c.report_id).where(c.event_type == wanted.event_type, c.state.in_(STANDING)))
    if wanted.country is not None:
        there = select(c.report_id).join_from(tables.current, tables.current_places, p.record_id == c.record_id)
        yield r.id.in_(there.where(p.country == wanted.country, c.state.in_(STANDING)))
    if wanted.least_killed is not None:
        yield r.killed >= wanted.least_killed
    if wanted.most_confidence is not None:
        yield r.confidence <= wanted.most_confidence
    if wanted.assigned_to is not None:
        a = tables.assignments.c
        yield r.id.in_(select(a.report_id).where(a.reviewer == wanted.assigned_to))
    if wanted.without_records:
        yield r.record_count == 0


def _record_conditions(wanted: RecordFilter) -> Iterator[ColumnElement[bool]]:
    c, p, a = tables.current.c, tables.current_places.c, tables.current_actors.c
    if wanted.states:
        yield c.state.in_(wanted.states)
    if wanted.ids is not None:
        yield c.record_id.in_(wanted.ids)
    if wanted.report is not None:
        yield c.report_id == wanted.report
    if wanted.event_types:
        yield c.event_type.in_(wanted.event_types)
    if wanted.statuses:
        yield c.status.in_(wanted.statuses)
    if wanted.first_day is not None:
        yield func.coalesce(c.date_end, c.date_start) >= wanted.first_day
    if wanted.last_day is not None:
        yield c.date_start <= wanted.last_day
    for name in ("country", "admin1", "place_id"):
        if (value := getattr(wanted, name)) is not None:
            yield exists().where(p.record_id == c.record_id, p[name] == value)
    if wanted.actor is not None:
        yield exists().where(a.record_id == c.record_id, a.actor == wanted.actor)
    if wanted.least_confidence is not None:
        yield c.confidence >= wanted.least_confidence
    if wanted.judged_by is not None:
        yield c.judged_by == wanted.judged_by
    if wanted.differs is not None:
        yield c.differs.is_(wanted.differs)
    if wanted.since is not None:
        yield c.revision > wanted.since
