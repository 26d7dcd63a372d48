"""Acts of the store as items of an export, with their reports; they can be gone through again and again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import msgspec

from rasd.exports import Item, Origin, of_event, of_incident
from rasd.incident import Incident
from rasd.store import Store
from rasd.store.looking import RecordFilter
from rasd.store.model import STANDING
from rasd.workbench.picture import Wanted, of_record
from rasd.workbench.picture import of_incident as row_of

_CHUNK = 200


class StoreItems:
    """The items that are wanted, in flat memory."""

    def __init__(self, store: Store, wanted: Wanted) -> None:
        self._store, self._wanted = store, wanted

    def __iter__(self) -> Iterator[Item]:
        return self._records() if self._wanted.what == "records" else self._incidents()

    def _records(self) -> Iterator[Item]:
        wanted = self._wanted
        asked = RecordFilter(first_day=wanted.first_day, last_day=wanted.last_day, states=tuple(wanted.states) or STANDING)
        kept = (r for r in self._store.all_events(asked) if wanted.keeps(of_record(r)))
        while part := list(islice(kept, _CHUNK)):
            origins = self._origins({r.report_id for r in part})
            for record in part:
                yield of_event(record.event, origins.get(record.report_id), record.state)

    def _incidents(self) -> Iterator[Item]:
        kept = (i for i in self._store.all_incidents() if self._wanted.keeps(row_of(i)))
        while part := list(islice(kept, _CHUNK)):
            found = [(i, msgspec.json.decode(i.document, type=Incident)) for i in part]
            origins = self._origins({d for _, incident in found for d in incident.documents})
            for stored, incident in found:
                yield of_incident(incident, origins, stored.saved)

    def _origins(self, ids: set[str]) -> dict[str, Origin]:
        return {
            id: Origin(document_id=id, published=t.published, outlet=t.outlet, title=t.title, text=t.text)
            for id, t in self._store.texts(sorted(ids)).items()
        }
