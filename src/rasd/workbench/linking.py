"""The store's records into incidents, and what people said about incidents obeyed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from threading import Lock

import msgspec

from rasd.codebook import Codebook
from rasd.errors import JudgementError
from rasd.gazetteer import Gazetteer
from rasd.incident import Incident
from rasd.incidents import Judgement as Word
from rasd.incidents import Linker, Record, Weights, merging, splitting
from rasd.incidents.explaining import Explanation, explain
from rasd.incidents.kinship import Actors
from rasd.incidents.traits import TraitReader
from rasd.incidents.values import IncidentMaker
from rasd.store import Store
from rasd.store.looking import RecordFilter
from rasd.store.model import CurrentRecord, Decision, IncidentEntry, Judgement, StoredIncident

_CHUNK = 500
Told = Callable[[str], None]


class Linked(msgspec.Struct, frozen=True):
    """What a linking did."""

    records: int
    incidents: int
    changed: int


class StoreLinker:
    """Links one store's records. One linking at a time."""

    def __init__(self, store: Store, codebook: Codebook, gazetteer: Gazetteer) -> None:
        self._store = store
        self._linker = Linker(
            Weights.load(), TraitReader(gazetteer, Actors(codebook.actors)), IncidentMaker(codebook)
        )
        self._lock = Lock()

    def link_all(self, why: str, told: Told = lambda _: None) -> Linked:
        """Group all standing records anew. Ids stay where most of an incident's records do."""
        with self._lock:
            told("reading")
            records = self._records(self._store.all_events())
            told("comparing")
            incidents = self._grouped(records)
            told("keeping")
            gone = self._store.incident_ids() - {i.incident_id for i in incidents}
            changed = self._store.save_incidents(map(_entry, incidents), why=why, dissolved=gone)
        return Linked(len(records), len(incidents), changed)

    def merge(self, ids: Sequence[str], by: str, note: str | None, key: str | None) -> tuple[str, ...]:
        """Have incidents be one, whatever the machine says; gives the ids that their records are in now."""
        groups = [list(self._standing(id).events) for id in ids]
        decision = Decision(action="merge", incident_id=ids[0], value={"groups": groups}, note=note, key=key)
        return self._decide(decision, by, ids)

    def split(self, id: str, parts: Sequence[Sequence[str]], by: str, note: str | None, key: str | None) -> tuple[str, ...]:
        """Have an incident be several; records that no part names stay together. Gives the ids that they are in now."""
        held = self._standing(id).events
        named = [record for part in parts for record in part]
        if len(set(named)) < len(named) or not set(named) <= set(held) or not all(parts):
            raise JudgementError("bad_parts")
        rest = [record for record in held if record not in set(named)]
        groups = [*map(list, parts), *([rest] if rest else [])]
        if len(groups) < 2:
            raise JudgementError("one_part")
        return self._decide(Decision(action="split", incident_id=id, value={"groups": groups}, note=note, key=key), by, [id])

    def undo(self, judgement: Judgement, by: str, key: str | None) -> tuple[str, ...]:
        """Take a merge or a split back; gives the ids that the records are in now."""
        records = [record for group in groups_of(judgement) for record in group]
        self._store.undo(judgement.number, by, key=key)
        with self._lock:
            return self._regroup(sorted({*self._store.incidents_of(records).values()}), f"undone by {by}")

    def explain(self, left: CurrentRecord, right: CurrentRecord) -> Explanation:
        """Why two records are taken for one act, or for two."""
        with self._lock:
            one, other = self._records([left, right])
            return explain(one, other, self._linker.weights, self._linker.reader)

    def _decide(self, decision: Decision, by: str, ids: Iterable[str]) -> tuple[str, ...]:
        with self._lock:
            self._store.judge(decision, by)
            return self._regroup(list(ids), f"{decision.action} by {by}")

    def _standing(self, id: str) -> StoredIncident:
        found = self._store.incident(id)
        if found.dissolved:
            raise JudgementError("dissolved", id=id)
        return found

    def _regroup(self, ids: Sequence[str], why: str) -> tuple[str, ...]:
        """Group the records of some incidents anew under all that people said."""
        held = [record for id in ids for record in self._store.incident(id).events]
        records = self._records(self._store.all_events(RecordFilter(ids=tuple(held))))
        incidents = self._grouped(records)
        self._store.save_incidents(map(_entry, incidents), why=why, dissolved=set(ids) - {i.incident_id for i in incidents})
        return tuple(i.incident_id for i in incidents)

    def _records(self, found: Iterable[CurrentRecord]) -> list[Record]:
        records, current = [], list(found)
        for n in range(0, len(current), _CHUNK):
            part = current[n : n + _CHUNK]
            texts = self._store.texts(r.report_id for r in part)
            records += [Record(r.event, texts[r.report_id].published, texts[r.report_id].text) for r in part]
        return records

    def _grouped(self, records: Sequence[Record]) -> list[Incident]:
        """All incidents of these records, made anew: also where only a record's values changed."""
        before = self._store.incidents_of([r.event.event_id for r in records])
        judged = words(self._store.incident_judgements())
        update = self._linker.update((), records, incidents=before, judgements=judged)
        fresh = {i.incident_id for i in update.incidents}
        members: dict[str, list[Record]] = {}
        for record in records:
            if (id := before.get(record.event.event_id)) and id not in fresh and id not in update.retired:
                members.setdefault(id, []).append(record)
        return [*update.incidents, *(self._linker.maker.make(id, held) for id, held in members.items())]


def _entry(incident: Incident) -> IncidentEntry:
    return IncidentEntry(
        id=incident.incident_id, events=incident.events, document=msgspec.Raw(msgspec.json.encode(incident)),
        first_day=incident.first_date, last_day=incident.last_date,
    )  # fmt: skip


def groups_of(judgement: Judgement) -> list[list[str]]:
    """The groups of records that a merge or a split names."""
    value = msgspec.json.decode(judgement.value) if judgement.value is not None else {}
    return [list(group) for group in value.get("groups", ())] if isinstance(value, dict) else []


def words(judgements: Iterable[Judgement]) -> tuple[Word, ...]:
    """What people said about pairs of records, in order, of their merges and splits in force."""
    found: list[Word] = []
    for judgement in judgements:
        if judgement.active and judgement.action in ("merge", "split"):
            groups = groups_of(judgement)
            found += merging(groups) if judgement.action == "merge" else splitting(groups)
    return tuple(found)
