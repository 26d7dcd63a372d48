"""From a SOURCE to the store: read, code, keep, in batches; what is told of has been kept."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec

from rasd.errors import InputError
from rasd.event import Event
from rasd.reading.items import Item, Memory, ReadFault, ReadReport, read_source
from rasd.reading.options import DEFAULT, ReadOptions
from rasd.reading.reports import overridden
from rasd.report import Report
from rasd.store.adding import Added, Prepared, distinct, prepare
from rasd.store.coders import Coders
from rasd.store.model import Rejection
from rasd.store.store import Store

_BATCH = 32
"""Items of a batch, for each process that codes."""
_PATIENCE = 2.0
"""Seconds after which a batch of a slow source is kept, however small it is."""


class Intake:
    """Adds sources to a store with one set of coders. `published`, `country` override what reports say themselves."""

    def __init__(
        self, store: Store, coders: Coders, *, published: date | None = None, country: str | None = None,
        options: ReadOptions = DEFAULT,
    ) -> None:  # fmt: skip
        self.store, self.coders, self.options = store, coders, options
        self.published, self.country = published, country

    def add(self, source: str, *, only_changed: bool = False, items: Iterable[Item] | None = None) -> Iterator[Added]:
        """Read a source; every item is given after it has been kept, so that whoever stops loses nothing told.

        `only_changed`: leave out what the reader knows has not changed since the last reading of this source.
        `items`: what has been read already, as of pasted text; the source is then only a name.
        Raises StoreError where the database refuses; the source's health tells of that next time.
        """
        number = self.store.source(source).number
        memory: Memory | None = self.store.memory(source) if only_changed else None
        kinds: set[str] = set()
        reason = None
        try:
            found = items if items is not None else read_source(source, memory=memory, options=self.options)
            for batch in _batches(found, _BATCH * self.coders.jobs):
                for added in self._keep(number, batch):
                    kinds.add(added.kind)
                    reason = reason or added.reason
                    yield added
        except InputError as error:
            self.store.note_reading(source, str(error))
            raise
        failed = kinds == {"rejected"}  # one bad item among good ones is the item's fault, not the source's
        self.store.note_reading(source, reason if failed else None, memory)

    def retry(self, rejection: Rejection) -> Iterator[Added]:
        """Read rejected input again: its bytes where they were kept, else its address."""
        number = self.store.source(rejection.source).number
        if rejection.size:
            content, media_type = self.store.content(rejection.content_hash)
            items = read_source(rejection.address, content=content, media_type=media_type, options=self.options)
        else:
            items = read_source(rejection.address, options=self.options)
        for batch in _batches(items, _BATCH):
            added = self._keep(number, batch)
            if added and all(one.kind != "rejected" for one in added):
                self.store.settle(rejection.number)
            yield from added

    def _keep(self, source: int, batch: Sequence[Item]) -> tuple[Added, ...]:
        items = [prepare(self._overridden(i)) if isinstance(i, ReadReport) else i for i in batch]
        reports = distinct(items)
        known = self.store.known(reports) if reports else frozenset()
        fresh = [p for id, p in reports.items() if id not in known]
        copied = self.store.find_copies(fresh) if fresh else {}
        to_code = [p.report for p in fresh if p.report.id not in copied]
        coded: dict[str, tuple[Event, ...]] = {}
        failed: dict[str, str] = {}
        self._code(to_code, coded, failed)
        copied = {id: found for id, found in copied.items() if found[0] not in failed}
        self._code([p.report for p in fresh if p.report.id not in {*coded, *failed, *copied}], coded, failed)
        kept = [_failed(i, failed) if isinstance(i, Prepared) else i for i in items]
        return self.store.add(source, kept, coded, copied, self.coders.version)

    def _code(self, reports: Sequence[Report], coded: dict[str, tuple[Event, ...]], failed: dict[str, str]) -> None:
        for report, result in zip(reports, self.coders.code(reports), strict=True):
            if isinstance(result, str):
                failed[report.id] = result
            else:
                coded[report.id] = result

    def _overridden(self, item: ReadReport) -> ReadReport:
        return msgspec.structs.replace(item, report=overridden(item.report, self.published, self.country))


def _failed(item: Prepared, failed: dict[str, str]) -> Prepared | ReadFault:
    """The item, or where its coding failed a fault with its bytes, so that a better version can be tried on them."""
    if item.report.id not in failed:
        return item
    read = item.read
    error = InputError(read.address, failed[item.report.id], "try again with a newer Rasd: `rasd rejected retry`")
    return ReadFault(error=error, address=read.address, content=read.content, media_type=read.media_type)


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    batch: list[Item] = []
    began = time.monotonic()
    for item in items:
        batch.append(item)
        if len(batch) >= size or time.monotonic() - began > _PATIENCE:
            yield batch
            batch, began = [], time.monotonic()
    if batch:
        yield batch
