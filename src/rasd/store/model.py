"""What the store takes and gives: frozen records, no rows and no dictionaries. Times are aware, in UTC."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Generic, Literal, TypeVar

import msgspec

from rasd.event import Event
from rasd.report import Report

ReportStatus = Literal["new", "open", "done", "copy"]
"""new: nobody judged yet; open: some judgement; done: a reviewer finished it; copy: coded once, in another report."""
RecordState = Literal["proposed", "accepted", "rejected", "merged", "split", "withdrawn"]
"""withdrawn: a newer coding no longer finds it and nobody had judged it, or whoever added it took it back."""
STANDING: tuple[RecordState, ...] = ("proposed", "accepted")
"""The states of records that belong to the data set."""
Action = Literal[
    "accept", "reject", "change", "add", "merge", "split", "note", "refresh", "adopt", "separate", "finish", "reopen", "undo"
]  # fmt: skip
Role = Literal["reader", "coder", "adjudicator", "administrator"]

T = TypeVar("T")


class Page(msgspec.Struct, Generic[T], frozen=True):
    """A part of a list and how long the whole list is."""

    items: tuple[T, ...]
    total: int


class Sighting(msgspec.Struct, frozen=True):
    """One place where a report was seen."""

    source: str
    address: str
    name: str
    outlet: str | None
    content_hash: str
    seen: datetime


class ReportRow(msgspec.Struct, frozen=True, kw_only=True):
    """A report in a list."""

    id: str
    name: str
    title: str | None
    published: date | None
    outlet: str | None
    address: str
    added: datetime
    status: ReportStatus
    copy_of: str | None
    records: int
    killed: int
    """The highest lower bound of people killed among its standing records."""
    killed_total: int
    """The sum of their lower bounds."""
    confidence: float | None
    """The least among the records that nobody judged."""
    mean_confidence: float | None
    """Of the same records."""
    revision: int


class ReportText(msgspec.Struct, frozen=True, kw_only=True):
    """A report as linking and exports need it."""

    id: str
    title: str | None
    published: date | None
    outlet: str | None
    status: ReportStatus
    text: str


class StoredReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report with all that is known of it. `report.id` is the store's id."""

    row: ReportRow
    report: Report
    author: str | None
    language: str
    content_hash: str
    similarity: float | None
    sightings: tuple[Sighting, ...]
    copies: tuple[str, ...]
    coder: str | None
    """Version of codebook and program that coded it last."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """The current state of a record. `event.event_id` is the record's id, whatever coding it comes from."""

    id: str
    report_id: str
    state: RecordState
    event: Event
    added_by: str | None
    """The reviewer who added it; None for the coder."""
    coding: int | None
    """Number of the coding whose version is shown."""
    changed: tuple[str, ...] = ()
    """Fields that a reviewer changed."""
    judged_by: str | None = None
    judged_at: datetime | None = None
    related: tuple[str, ...] = ()
    """What it was merged into, or split into."""
    differs: bool = False
    """The newest coding says otherwise than the version that a reviewer judged, which stays."""
    newer: Event | None = None
    """What the newest coding says where it differs; None where it no longer finds the record."""


class CurrentRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record in a list of all reports: its current state without its history."""

    id: str
    report_id: str
    state: RecordState
    event: Event
    judged_by: str | None
    differs: bool
    revision: int


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """A record with what is known of the report that tells it, and when the record last changed."""

    record: CurrentRecord
    published: date | None
    outlet: str | None
    title: str | None
    text: str
    changed: datetime | None


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What a reviewer decides, about a record, a report or an incident. `value` is what JSON can hold:

    change: the new value of `field` (`toll.killed`; null takes it away), as the contract has it;
    add: {"event": …} for the report; merge: {"records": [ids], "event": optionally the joined one} into `record_id`;
    split: {"events": [two or more]} of `record_id`; the store gives new records their ids;
    merge, split of an incident: {"groups": [[record ids], …]}, the records of each that become one, or of each part.
    refresh takes the newest coding's version; separate has a copy coded for itself; undo takes back number `undoes`.
    """

    action: Action
    report_id: str | None = None
    record_id: str | None = None
    incident_id: str | None = None
    field: str | None = None
    value: Any = None
    note: str | None = None
    undoes: int | None = None
    key: str | None = None
    """Chosen by the caller: sent twice, it is still one judgement."""


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """One decision, as it was made; `active` is False where a later row undoes it."""

    number: int
    key: str
    at: datetime
    reviewer: str
    action: Action
    report_id: str | None = None
    record_id: str | None = None
    incident_id: str | None = None
    layer: str | None = None
    field: str | None = None
    value: msgspec.Raw | None = None
    note: str | None = None
    coding: int | None = None
    undoes: int | None = None
    active: bool = True


class AuditEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A step in the life of a value: a coding, or a judgement."""

    at: datetime
    who: str
    """A reviewer, or the coder with its version."""
    what: str
    value: msgspec.Raw | None
    words: tuple[str, ...]
    """The words of the report that the value rests on."""
    note: str | None = None
    undone: bool = False
    layer: str | None = None
    judgement: int | None = None


class Rejection(msgspec.Struct, frozen=True, kw_only=True):
    """Input that could not become a report, kept with its reason."""

    number: int
    source: str
    address: str
    reason: str
    content_hash: str
    size: int
    """Bytes that were kept; 0 where nothing could be read."""
    seen: datetime
    tries: int
    resolved: datetime | None


class StoredSource(msgspec.Struct, frozen=True, kw_only=True):
    """Where reports come from, and how its last reading went."""

    number: int
    address: str
    outlet: str | None
    added: datetime
    every: int | None
    """Seconds between two readings by `rasd watch`; None: not watched."""
    last_read: datetime | None
    last_ok: datetime | None
    last_error: str | None
    failures: int
    reports: int
    rejected: int


class Hit(msgspec.Struct, frozen=True):
    """A report found by searching, and where the words stand in its text (code points, end exclusive)."""

    row: ReportRow
    spans: tuple[tuple[int, int], ...]
    excerpt: str


class Reviewer(msgspec.Struct, frozen=True, kw_only=True):
    """A person who judges."""

    id: str
    name: str
    role: Role
    active: bool
    password: str | None = None
    """An argon2 hash, where accounts are used."""


class Assignment(msgspec.Struct, frozen=True, kw_only=True):
    """Who codes a report independently, and whether they have finished."""

    report_id: str
    reviewer: str
    blind: bool
    finished: bool


class IncidentEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What the linking gives: a stable id, the member records in order, and the incident as JSON."""

    id: str
    events: tuple[str, ...]
    document: msgspec.Raw
    first_day: date | None = None
    last_day: date | None = None


class StoredIncident(msgspec.Struct, frozen=True, kw_only=True):
    """An incident as it was saved last."""

    id: str
    events: tuple[str, ...]
    document: msgspec.Raw
    first_day: date | None
    last_day: date | None
    saved: datetime
    dissolved: bool
    revision: int


class IncidentStep(msgspec.Struct, frozen=True, kw_only=True):
    """One saved form of an incident."""

    at: datetime
    change: Literal["founded", "changed", "dissolved"]
    why: str
    events: tuple[str, ...]
    document: msgspec.Raw


class Facets(msgspec.Struct, frozen=True, kw_only=True):
    """What reports and standing records can be filtered by: values with how often they are there, most first."""

    outlets: tuple[tuple[str, int], ...]
    types: tuple[tuple[str, int], ...]
    countries: tuple[tuple[str, int], ...]
    published: tuple[date | None, date | None]
    days: tuple[date | None, date | None]
    """First and last day on which a standing record begins."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the feed of changes: what a consumer that keeps a copy has to look at again."""

    revision: int
    at: datetime
    what: str
    report_id: str | None
    incident_id: str | None


JobKind = Literal["text", "source", "upload", "retry", "link", "recode"]
JobState = Literal["queued", "running", "done", "failed", "cancelled", "interrupted"]
"""interrupted: the process that had it is no more."""


class JobResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a job has done so far."""

    counts: dict[str, int] = {}
    reports: tuple[str, ...] = ()
    """The first that were added or known."""
    faults: tuple[str, ...] = ()
    """The first sentences about what could not be read."""


class StoredJob(msgspec.Struct, frozen=True, kw_only=True):
    """Work that a process does beside answering. `asked` says what, in the words of whoever runs it."""

    number: int
    kind: JobKind
    title: str
    asked: msgspec.Raw
    by: str
    state: JobState
    server: str | None
    touched: datetime | None
    done: int
    total: int | None
    result: JobResult
    message: str | None
    created: datetime
    started: datetime | None
    ended: datetime | None


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How much there is."""

    reports: int
    copies: int
    by_status: dict[str, int]
    records: int
    by_state: dict[str, int]
    judgements: int
    incidents: int
    sources: int
    rejected: int
    sightings: int


class Linked(msgspec.Struct, frozen=True, kw_only=True):
    """What a linking of the store's records did."""

    fresh: int
    """Records that were new or changed, and so compared."""
    grouped: int
    """Records whose incidents were considered."""
    pairs: int
    """Pairs that were compared."""
    founded: int
    changed: int
    dissolved: int
