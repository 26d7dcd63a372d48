"""Reports, their records and rejected input go in: a batch is one transaction, and adding it again adds nothing."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from rasd.event import Event
from rasd.reading.items import ReadFault, ReadReport
from rasd.report import Report
from rasd.store import copies, tables
from rasd.store.current import Currents, FirstCoding
from rasd.store.database import now
from rasd.store.events import encoded, with_own_ids
from rasd.store.words import shadow

_unstorable = re.compile("[\0\ud800-\udfff]")
_CANDIDATES = 5
"""Originals that a report is compared with, the likeliest first."""


class Prepared(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A report as it will be kept: `report.id` is the store's id, made of its words and its day."""

    report: Report
    read: ReadReport

    @cached_property
    def compared(self) -> copies.Text:
        """What is compared with earlier reports: only of reports that are new."""
        return copies.text_of(self.report.id, self.report.text, self.report.published)

    @cached_property
    def bands(self) -> copies.Bands:
        """Keys that near-duplicates share."""
        return copies.bands(self.compared)


class Added(msgspec.Struct, frozen=True):
    """What became of an item of a batch."""

    kind: str
    """new, known (seen before), copy or rejected."""
    address: str
    report_id: str | None = None
    records: int = 0
    reason: str | None = None


def report_id(report: Report) -> str:
    """The same words published the same day in the same country are one report: r and 16 hexadecimal digits."""
    told = "\0".join((report.title or "", str(report.published or ""), report.country or "", report.text.strip()))
    return "r" + hashlib.sha256(told.encode()).hexdigest()[:16]


def prepare(read: ReadReport) -> Prepared:
    """The report under the store's id, without characters that a database cannot hold."""
    title = _clean(read.report.title) if read.report.title else None
    clean = msgspec.structs.replace(read.report, text=_clean(read.report.text), title=title)
    return Prepared(report=msgspec.structs.replace(clean, id=report_id(clean)), read=read)


def distinct(batch: Iterable[Prepared | ReadFault]) -> dict[str, Prepared]:
    """The reports of a batch, each as it came first."""
    found: dict[str, Prepared] = {}
    for item in batch:
        if isinstance(item, Prepared):
            found.setdefault(item.report.id, item)
    return found


def _clean(text: str) -> str:
    """The text, as long as before: what cannot be stored becomes the replacement character."""
    return _unstorable.sub("\ufffd", text)


def content_hash(content: bytes) -> str:
    """SHA-256 of original bytes, hexadecimal."""
    return hashlib.sha256(content).hexdigest()


class Adding(Currents):
    """The part of the store that takes input."""

    def known(self, ids: Iterable[str]) -> frozenset[str]:
        """Which of these reports are there already."""
        with self.reading() as connection:
            return _known(connection, ids)

    def find_copies(self, batch: Sequence[Prepared]) -> dict[str, tuple[str, float]]:
        """For each report of the batch that is a copy: its original, here or earlier in the batch, and the share of its words."""
        with self.reading() as connection:
            return _find_copies(connection, batch)

    def add(
        self, source: int, batch: Sequence[Prepared | ReadFault], coded: Mapping[str, Sequence[Event]],
        copied: Mapping[str, tuple[str, float]], coder: str,
    ) -> tuple[Added, ...]:  # fmt: skip
        """Keep a batch of a source (its number).

        `coded` has the records of each report that is neither known nor a copy, `copied` what `find_copies` gave,
        `coder` is the version that coded. A report that another program added meanwhile stays as that one has it.
        """
        with self.writing() as connection:
            prepared = [item for item in batch if isinstance(item, Prepared)]
            _keep_contents(connection, batch)
            coded = {id: with_own_ids(events) for id, events in coded.items()}
            there = _known(connection, [p.report.id for p in prepared])
            fresh = {id: p for id, p in distinct(batch).items() if id not in there}
            self._insert(connection, list(fresh.values()), copied, coded, coder)
            added = _sightings(connection, source, prepared)
            for item in batch:
                if isinstance(item, ReadFault):
                    _reject(connection, source, item)
            _settle(connection, added)
            return tuple(_outcomes(batch, fresh, copied, coded))

    def _insert(
        self, connection: Connection, fresh: Sequence[Prepared], copied: Mapping[str, tuple[str, float]],
        coded: Mapping[str, Sequence[Event]], coder: str,
    ) -> None:  # fmt: skip
        if not fresh:
            return
        revisions = self.note_changes(connection, "added", [p.report.id for p in fresh])
        rows = [_row(p, copied.get(p.report.id), revisions[p.report.id]) for p in fresh]
        for part in ([r for r in rows if not r["copy_of"]], [r for r in rows if r["copy_of"]]):  # originals first
            if part:
                connection.execute(insert(tables.reports), part)
        originals = [p for p in fresh if p.report.id not in copied]
        bands = [{"band": band, "report_id": p.report.id} for p in originals for band in set(p.bands)]
        if bands:
            connection.execute(insert(tables.bands), bands)
        numbers = _keep_codings(connection, {p.report.id: coded.get(p.report.id, ()) for p in originals}, coder)
        first = [FirstCoding(p.report, numbers[p.report.id], coded.get(p.report.id, ())) for p in originals]
        self.refresh_new(connection, first, revisions)


def _keep_codings(connection: Connection, coded: Mapping[str, Sequence[Event]], coder: str) -> dict[str, int]:
    """The first coding of reports and its records; gives each report's coding."""
    if not coded:
        return {}
    inserted = connection.execute(
        insert(tables.codings).returning(tables.codings.c.number, sort_by_parameter_order=True),
        [{"report_id": id, "coder": coder, "coded": now()} for id in coded],
    )
    numbers = dict(zip(coded, inserted.scalars(), strict=True))
    events = [(id, k, event) for id, found in coded.items() for k, event in enumerate(found)]
    if events:
        connection.execute(insert(tables.records), [{"id": e.event_id, "report_id": id} for id, _, e in events])
        versions = [
            {"record_id": e.event_id, "coding": numbers[id], "position": k, "event": encoded(e)} for id, k, e in events
        ]
        connection.execute(insert(tables.versions), versions)
    return numbers


def upsert(connection: Connection, table: Any) -> Any:
    """INSERT with ON CONFLICT, in the words of the database."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def _known(connection: Connection, ids: Iterable[str]) -> frozenset[str]:
    return frozenset(connection.execute(select(tables.reports.c.id).where(tables.reports.c.id.in_(list(ids)))).scalars())


def _find_copies(connection: Connection, batch: Sequence[Prepared]) -> dict[str, tuple[str, float]]:
    wanted = {band for p in batch for band in p.bands}
    holders: dict[int, list[str]] = {}
    query = select(tables.bands.c.band, tables.bands.c.report_id).where(tables.bands.c.band.in_(list(wanted)))
    for band, id in connection.execute(query):
        holders.setdefault(band, []).append(id)
    here = {p.report.id: p.compared for p in batch}
    found: dict[str, tuple[str, float]] = {}
    for p in batch:
        likely = _likeliest(p, holders)
        match = copies.original(p.compared, _texts(connection, likely, here))
        if match:
            found[p.report.id] = match
        else:
            for band in p.bands:
                holders.setdefault(band, []).append(p.report.id)
    return found


def _likeliest(p: Prepared, holders: Mapping[int, Sequence[str]]) -> list[str]:
    """Originals that share bands with a report, those that share most first."""
    shared: dict[str, int] = {}
    for band in set(p.bands):
        for id in holders.get(band, ()):
            if id != p.report.id:
                shared[id] = shared.get(id, 0) + 1
    return sorted(shared, key=lambda id: (-shared[id], id))[:_CANDIDATES]


def _texts(connection: Connection, ids: Sequence[str], here: Mapping[str, copies.Text]) -> Iterator[copies.Text]:
    for id in ids:
        if id in here:
            yield here[id]
            continue
        r = tables.reports.c
        text, published = connection.execute(select(r.text, r.published).where(r.id == id)).one()
        yield copies.text_of(id, text, published)


def _row(p: Prepared, original: tuple[str, float] | None, revision: int) -> dict[str, Any]:
    words, stems = shadow(f"{p.report.title or ''}\n{p.report.text}")
    return {
        "id": p.report.id, "name": _clean(p.read.report.id), "title": p.report.title, "text": p.report.text,
        "published": p.report.published, "country": p.report.country, "author": p.read.author and _clean(p.read.author),
        "outlet": p.read.outlet and _clean(p.read.outlet), "address": _clean(p.read.address), "language": "ar", "added": now(),
        "content_hash": content_hash(p.read.content), "copy_of": original[0] if original else None,
        "similarity": original[1] if original else None, "words": words, "stems": stems,
        "status": "copy" if original else "new", "record_count": 0, "killed": 0, "killed_total": 0,
        "confidence": None, "mean_confidence": None, "revision": revision,
    }  # fmt: skip


def _keep_contents(connection: Connection, batch: Sequence[Prepared | ReadFault]) -> None:
    pieces = [(p.read.content, p.read.media_type) if isinstance(p, Prepared) else (p.content, p.media_type) for p in batch]
    rows = {
        content_hash(content): {
            "hash": content_hash(content), "size": len(content), "media_type": kind, "packed": zlib.compress(content)
        }
        for content, kind in pieces
    }  # fmt: skip
    if rows:
        connection.execute(upsert(connection, tables.contents).on_conflict_do_nothing(), list(rows.values()))


def _sightings(connection: Connection, source: int, batch: Sequence[Prepared]) -> list[str]:
    """Note where the reports were seen; gives the addresses."""
    rows = [
        {
            "report_id": p.report.id, "source": source, "address": _clean(p.read.address), "name": _clean(p.read.report.id),
            "outlet": p.read.outlet and _clean(p.read.outlet), "content_hash": content_hash(p.read.content), "seen": now(),
        }
        for p in batch
    ]  # fmt: skip
    if rows:
        connection.execute(upsert(connection, tables.sightings).on_conflict_do_nothing(), rows)
    return [_clean(p.read.address) for p in batch]


def _reject(connection: Connection, source: int, fault: ReadFault) -> None:
    statement = upsert(connection, tables.rejections).values(
        source=source, address=_clean(fault.address), reason=_clean(str(fault.error)),
        content_hash=content_hash(fault.content), seen=now(), tries=1,
    )  # fmt: skip
    again = {"reason": statement.excluded.reason, "tries": tables.rejections.c.tries + 1}
    if not fault.content:  # the same bytes again stay dismissed; an address without any may have been read meanwhile
        again["resolved"] = None
    connection.execute(statement.on_conflict_do_update(index_elements=["address", "content_hash"], set_=again))


def _settle(connection: Connection, addresses: Sequence[str]) -> None:
    """Input of an address that is now read needs no look any more."""
    r = tables.rejections
    if addresses:
        connection.execute(
            r.update().where(r.c.address.in_(addresses), r.c.resolved.is_(None)).values(resolved=now())
        )


def _outcomes(
    batch: Sequence[Prepared | ReadFault], fresh: Mapping[str, Prepared], copied: Mapping[str, tuple[str, float]],
    coded: Mapping[str, Sequence[Event]],
) -> Iterator[Added]:  # fmt: skip
    told: set[str] = set()
    for item in batch:
        if isinstance(item, ReadFault):
            yield Added("rejected", item.address, reason=str(item.error))
            continue
        id = item.report.id
        kind = "known" if id in told or id not in fresh else "copy" if id in copied else "new"
        told.add(id)
        yield Added(kind, item.read.address, id, len(coded.get(id, ())) if kind == "new" else 0)

