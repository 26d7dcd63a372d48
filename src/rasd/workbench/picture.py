"""Acts as maps, timelines and networks need them: small rows of all records and incidents, kept in memory and up to date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from threading import Lock
from typing import Literal

import msgspec

from rasd.arabic.letters import fold
from rasd.event import Actor, Place
from rasd.incident import Incident, IncidentActor
from rasd.store import Store
from rasd.store.looking import RecordFilter
from rasd.store.model import STANDING, CurrentRecord, RecordState, StoredIncident

What = Literal["incidents", "records"]
_FEW = 200
"""Reports and incidents that are looked at one by one; more changes have everything read anew."""


class Range(msgspec.Struct, frozen=True):
    """A number of people: lowest, best and highest told."""

    low: int
    best: int
    high: int


class Act(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A record or an incident."""

    id: str
    report_id: str | None
    event_type: str | None
    status: str | None
    state: str | None
    """Of a record: proposed, accepted …"""
    first_day: date | None
    last_day: date | None
    place: Place | None
    places: tuple[Place, ...]
    initiators: tuple[str, ...]
    supporters: tuple[str, ...]
    targets: tuple[str, ...]
    toll: dict[str, Range]
    records: int
    reports: int
    confidence: float | None
    disputed: tuple[str, ...] = ()
    saved: datetime | None = None
    revision: int = 0
    dissolved: bool = False

    def killed(self) -> int:
        """The best number of people killed; 0 where none is told."""
        return self.toll["killed"].best if "killed" in self.toll else 0


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which acts; what is not set does not matter. Days are included."""

    what: What = "incidents"
    first_day: date | None = None
    last_day: date | None = None
    types: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    states: frozenset[RecordState] = frozenset()
    """Of records; standing ones where nothing is said."""
    countries: frozenset[str] = frozenset()
    admin1: str | None = None
    places: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    least_confidence: float | None = None
    least_killed: int | None = None

    def keeps(self, act: Act) -> bool:
        """Whether an act is among them."""
        return (
            (not self.types or act.event_type in self.types)
            and (not self.statuses or act.status in self.statuses)
            and (act.state is None or act.state in (self.states or STANDING))
            and (self.first_day is None or (act.last_day is not None and act.last_day >= self.first_day))
            and (self.last_day is None or (act.first_day is not None and act.first_day <= self.last_day))
            and (not self.actors or not self.actors.isdisjoint((*act.initiators, *act.supporters, *act.targets)))
            and (self.least_killed is None or act.killed() >= self.least_killed)
            and (self.least_confidence is None or act.confidence is None or act.confidence >= self.least_confidence)
            and self._is_there(act)
        )

    def _is_there(self, act: Act) -> bool:
        return (
            (not self.countries or any(p.country in self.countries for p in act.places))
            and (self.admin1 is None or any(p.admin1 == self.admin1 for p in act.places))
            and (not self.places or any(p.id in self.places for p in act.places))
        )


class Picture:
    """The rows of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._records: dict[str, dict[str, Act]] = {}
        self._incidents: dict[str, Act] = {}
        self._revision = -1
        self._counts: dict[Callable[[Act], Iterable[str]], tuple[int, Mapping[str, int]]] = {}
        self._lock = Lock()

    def acts(self, wanted: Wanted) -> list[Act]:
        """The acts that are wanted, in no order."""
        with self._lock:
            self._catch_up()
            return self._kept(wanted)

    def count(self, counted: Callable[[Act], Iterable[str]]) -> Mapping[str, int]:
        """How many standing records each value has; kept until something changes, for a function that stays the same."""
        with self._lock:
            self._catch_up()
            known = self._counts.get(counted)
            if known is None or known[0] != self._revision:
                values = (value for act in self._kept(Wanted(what="records")) for value in counted(act))
                known = self._counts[counted] = self._revision, Counter(values)
            return known[1]

    def _kept(self, wanted: Wanted) -> list[Act]:
        found: Iterable[Act] = self._incidents.values()
        if wanted.what == "records":
            found = (act for of_report in self._records.values() for act in of_report.values())
        return [act for act in found if wanted.keeps(act)]

    def _catch_up(self) -> None:
        now = self._store.revision()
        if now == self._revision:
            return
        changes = self._store.changes(self._revision, _FEW + 1) if self._revision >= 0 else ()
        if self._revision < 0 or len(changes) > _FEW:
            self._read_all()
        else:
            for id in {c.report_id for c in changes if c.report_id}:
                self._records[id] = _of_records(self._store.all_events(RecordFilter(report=id, states=())))
            for id in {c.incident_id for c in changes if c.incident_id}:
                self._keep(self._store.incident(id))
        self._revision = max(now, changes[-1].revision if changes else 0)

    def _read_all(self) -> None:
        self._records, self._incidents = {}, {}
        for record in self._store.all_events(RecordFilter(states=())):
            self._records.setdefault(record.report_id, {})[record.id] = of_record(record)
        for incident in self._store.all_incidents():
            self._keep(incident)

    def _keep(self, incident: StoredIncident) -> None:
        if incident.dissolved:
            self._incidents.pop(incident.id, None)
        else:
            self._incidents[incident.id] = of_incident(incident)


def _of_records(found: Iterable[CurrentRecord]) -> dict[str, Act]:
    return {record.id: of_record(record) for record in found}


def of_record(record: CurrentRecord) -> Act:
    """The row of a record."""
    event = record.event
    tolls = {name: Range(c.low, c.low, c.low if c.high is None else c.high) for name, c in event.toll.counts().items()}
    start, end = event.date.start or event.date.end, event.date.end or event.date.start
    return Act(
        id=record.id, report_id=record.report_id, event_type=event.event_type, status=event.status, state=record.state,
        first_day=start, last_day=end, place=event.places[0] if event.places else None, places=event.places,
        initiators=_ids(event.initiators), supporters=_ids(event.supporters), targets=_ids(event.targets), toll=tolls,
        records=1, reports=1, confidence=event.confidence, revision=record.revision,
    )  # fmt: skip


def of_incident(stored: StoredIncident) -> Act:
    """The row of an incident: its chosen values."""
    found = msgspec.json.decode(stored.document, type=Incident)
    return Act(
        id=stored.id, report_id=None, event_type=found.event_type.value, status=found.status.value, state=None,
        first_day=found.first_date or found.last_date, last_day=found.last_date or found.first_date, place=found.place,
        places=tuple(p.place for p in found.places), initiators=_told(found.initiators), supporters=_told(found.supporters),
        targets=_told(found.targets), toll={name: Range(c.low, c.best, c.high) for name, c in found.toll.items()},
        records=len(stored.events), reports=len(found.documents), confidence=None, disputed=tuple(disputed(found)),
        saved=stored.saved, revision=stored.revision, dissolved=stored.dissolved,
    )  # fmt: skip


def _ids(actors: Iterable[Actor]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a.id for a in actors))


def _told(actors: Iterable[IncidentActor]) -> tuple[str, ...]:
    """Actors that somebody names or suspects."""
    return tuple(a.id for a in actors if a.tellers or a.suspected)


def disputed(incident: Incident) -> Iterator[str]:
    """Fields that reports tell differently: other numbers, other actors, an actor that somebody denies."""
    for name in ("event_type", "status"):
        if len(getattr(incident, name).told) > 1:
            yield name
    if len({(d.start, d.end) for d in incident.dates if not d.assumed}) > 1:
        yield "date"
    for name in ("initiators", "targets"):
        actors = getattr(incident, name)
        if any(a.denied for a in actors) or _tell_apart(actors):
            yield name
    for name, count in incident.toll.items():
        if len({(c.low, c.high) for c in count.told}) > 1:
            yield f"toll.{name}"


def _tell_apart(actors: Iterable[IncidentActor]) -> bool:
    """Two reports name sets of actors of which neither holds the other."""
    named: dict[str, set[str]] = {}
    for actor in actors:
        for teller in actor.tellers:
            named.setdefault(teller.event_id, set()).add(actor.id)
    sets = list(named.values())
    return any(not (a <= b or b <= a) for n, a in enumerate(sets) for b in sets[n + 1 :])


def names(act: Act) -> str:
    """The words of an act's places, folded, for looking for one by name."""
    told = (name for p in act.places for name in (p.text, p.name, p.name_ar, p.admin1) if name)
    return fold(" ".join(told)).casefold()
