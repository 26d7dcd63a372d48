"""Coding reports again with a newer codebook: the old records and all judgements stay, and what changed is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, insert, select

from rasd.event import Event
from rasd.report import Report
from rasd.store import tables
from rasd.store.aligning import align
from rasd.store.current import Currents
from rasd.store.database import now
from rasd.store.events import FIELDS, encoded, same, value, with_id, with_own_ids
from rasd.store.state import derive


class FieldChange(msgspec.Struct, frozen=True):
    """A field that the newer coding fills otherwise."""

    field: str
    old: msgspec.Raw
    new: msgspec.Raw


class RecordChange(msgspec.Struct, frozen=True, kw_only=True):
    """What a newer coding does to a record."""

    report_id: str
    record_id: str
    kind: Literal["new", "gone", "changed"]
    event_type: str
    fields: tuple[FieldChange, ...] = ()
    judged: bool = False
    """A reviewer judged the record, so it stays as it was and the difference is shown beside it."""


class Recoding(Currents):
    """The part of the store that takes newer codings."""

    def to_recode(self, coder: str, ids: Iterable[str] | None = None, *, force: bool = False) -> Iterator[Report]:
        """Reports that another version coded last (all of the ids given, with `force`); copies have no coding."""
        r, k = tables.reports.c, tables.codings.c
        newest = select(k.coder).where(k.report_id == r.id).order_by(k.number.desc()).limit(1).scalar_subquery()
        query = select(r.id, r.text, r.title, r.published, r.country).order_by(r.number)
        query = query.where(r.status != "copy")
        if ids is not None:
            query = query.where(r.id.in_(list(ids)))
        if not force:
            query = query.where((newest != coder) | newest.is_(None))
        with self.reading() as connection:
            for row in connection.execution_options(stream_results=True, yield_per=100).execute(query):
                yield Report(**row._mapping)

    def recode(
        self, reports: Sequence[Report], coded: Sequence[Sequence[Event]], coder: str, *, keep: bool = True
    ) -> tuple[RecordChange, ...]:
        """Keep newer codings of reports, and tell what they change; `keep` False tells only."""
        found: list[RecordChange] = []
        with self.writing() if keep else self.reading() as connection:
            for report, events in zip(reports, coded, strict=True):
                found += self._recode(connection, report.id, with_own_ids(events), coder, keep)
        return tuple(found)

    def _recode(
        self, connection: Connection, report_id: str, events: Sequence[Event], coder: str, keep: bool
    ) -> list[RecordChange]:
        history = self.history(connection, report_id)
        machine = [r for r in derive(history) if r.coding is not None]
        latest = {v.record_id: v.event for v in history.versions}  # the newest version of each: they come in order
        known = [with_id(latest[r.id], r.id) for r in machine]
        pairs = align(known, events)
        ids = [known[n].event_id if n is not None else None for n in pairs]
        newest = history.codings[-1] if history.codings else None
        before = {v.record_id: v.event for v in history.versions if v.coding == newest}
        judged = {r.id for r in machine if r.judged_by}
        if keep:
            ids = self._keep_coding(connection, report_id, events, ids, coder)
        return list(_changes(report_id, before, dict(zip((id or e.event_id for id, e in zip(ids, events, strict=True)), events, strict=True)), judged))

    def _keep_coding(
        self, connection: Connection, report_id: str, events: Sequence[Event], ids: Sequence[str | None], coder: str
    ) -> list[str | None]:
        row = {"report_id": report_id, "coder": coder, "coded": now()}
        number = connection.execute(insert(tables.codings).returning(tables.codings.c.number), row).scalar_one()
        given = [id or _free_id(connection, event, coder) for id, event in zip(ids, events, strict=True)]
        new = [{"id": id, "report_id": report_id} for id, old in zip(given, ids, strict=True) if old is None]
        if new:
            connection.execute(insert(tables.records), new)
        versions: list[dict[str, Any]] = [
            {"record_id": id, "coding": number, "position": n, "event": encoded(event)}
            for n, (id, event) in enumerate(zip(given, events, strict=True))
        ]
        if versions:
            connection.execute(insert(tables.versions), versions)
        self.refresh(connection, report_id, "recoded")
        return list(given)


def _free_id(connection: Connection, event: Event, coder: str) -> str:
    """The coder's id, or where an older record has it another one made of it and the version."""
    id = event.event_id
    while connection.execute(select(tables.records.c.id).where(tables.records.c.id == id)).scalar() is not None:
        id = sha256(f"{id}|{coder}".encode()).hexdigest()[:16]
    return id


def _changes(
    report_id: str, before: Mapping[str, Event], after: Mapping[str, Event], judged: set[str]
) -> Iterator[RecordChange]:
    for id, event in after.items():
        old = before.get(id)
        if old is None:
            yield RecordChange(report_id=report_id, record_id=id, kind="new", event_type=event.event_type, judged=id in judged)
        elif not same(old, event):
            yield RecordChange(
                report_id=report_id, record_id=id, kind="changed", event_type=event.event_type,
                fields=tuple(_fields(old, event)), judged=id in judged,
            )  # fmt: skip
    for id, event in before.items():
        if id not in after:
            yield RecordChange(report_id=report_id, record_id=id, kind="gone", event_type=event.event_type, judged=id in judged)


def _fields(old: Event, new: Event) -> Iterator[FieldChange]:
    for field in FIELDS:
        before, after = value(old, field), value(new, field)
        if field != "toll" and before != after:
            yield FieldChange(field, msgspec.Raw(msgspec.json.encode(before)), msgspec.Raw(msgspec.json.encode(after)))
