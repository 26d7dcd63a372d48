"""Incidents: what each source says of one act, what they dispute, merging, splitting, and every form one had."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter
from pydantic import Field, StringConstraints
from starlette.responses import Response

from rasd.arabic.letters import fold
from rasd.errors import NotFound
from rasd.event import Place
from rasd.incident import Incident, Teller
from rasd.store.looking import RecordFilter
from rasd.store.model import CurrentRecord, Decision, Judgement, ReportStatus
from rasd.workbench.asking import (
    Adjudicator,
    Body,
    Coder,
    Count,
    Expected,
    Id,
    Key,
    Named,
    Page,
    Picturing,
    Reader,
    Text,
    TheBench,
    Words,
)
from rasd.workbench.bench import Bench
from rasd.workbench.linking import groups_of
from rasd.workbench.picture import Act, Range, of_incident
from rasd.workbench.picture import names as place_names
from rasd.workbench.problems import Problem
from rasd.workbench.shapes import List, answer, gives, listed

router = APIRouter(tags=["incidents"])
_IncidentId = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[^\x00]+$")]
_RecordId = _IncidentId


class IncidentLine(msgspec.Struct, frozen=True, kw_only=True):
    """An incident in a list."""

    id: str
    event_type: str | None
    status: str | None
    first_day: date | None
    last_day: date | None
    place: Place | None
    initiators: tuple[str, ...]
    targets: tuple[str, ...]
    toll: dict[str, Range]
    records: int
    reports: int
    disputed: tuple[str, ...]
    saved: datetime | None
    revision: int
    dissolved: bool


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """A report behind a record."""

    id: str
    title: str | None
    outlet: str | None
    published: date | None
    status: ReportStatus


class Member(msgspec.Struct, frozen=True):
    """A record of an incident with its report."""

    record: CurrentRecord
    report: Origin


class Said(msgspec.Struct, frozen=True):
    """A value and who tells it."""

    value: str
    tellers: tuple[Teller, ...]


class Dispute(msgspec.Struct, frozen=True):
    """A field that reports tell differently."""

    field: str
    values: tuple[Said, ...]


class IncidentView(msgspec.Struct, frozen=True, kw_only=True):
    """An incident with all that was told."""

    etag: str
    row: IncidentLine
    incident: Incident
    records: tuple[Member, ...]
    disputed: tuple[Dispute, ...]
    judgements: tuple[Judgement, ...]


class Form(msgspec.Struct, frozen=True):
    """One form that an incident had."""

    at: datetime
    change: Literal["founded", "changed", "dissolved"]
    why: str
    events: tuple[str, ...]
    document: Incident


class Comparison(msgspec.Struct, frozen=True):
    """What one comparison of two records found, and its weight in bits."""

    name: str
    finding: str
    weight: float
    reason: str


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """Why two records are, or are not, one act. `never`: why they are not linked whatever they weigh."""

    left: str
    right: str
    together: bool
    judged: bool | None
    total: float
    threshold: float
    never: str | None
    comparisons: tuple[Comparison, ...]


class Merging(Body):
    """Incidents that tell of one act with the one that is edited."""

    others: Annotated[list[_IncidentId], Field(min_length=1, max_length=50)]
    note: Text | None = None
    key: Key | None = None


class Splitting(Body):
    """Records of each part; those of no part stay together."""

    parts: Annotated[list[Annotated[list[_RecordId], Field(min_length=1, max_length=500)]], Field(min_length=1, max_length=50)]
    note: Text | None = None
    key: Key | None = None


class Noting(Body):
    """Words about an incident."""

    note: Text


class Undoing(Body):
    """Undo, sent once."""

    key: Key | None = None


_ORDERS: dict[str, Callable[[Act], Any]] = {
    "day": lambda a: a.first_day or date.min,
    "killed": lambda a: a.killed(),
    "reports": lambda a: a.reports,
    "saved": lambda a: a.revision,
}


@router.get("/incidents", **gives(List[IncidentLine]))
def incidents(
    held: TheBench, user: Reader, asked: Picturing, page: Page, q: Words = None, disputed: bool | None = None, least_reports: Count = None,
    order: Literal["day", "killed", "reports", "saved"] = "day", descending: bool = True,
) -> Response:  # fmt: skip
    """Incidents, filtered and in order."""
    found = [
        act for act in held.picture.acts(asked.wanted("incidents"))
        if (disputed is None or bool(act.disputed) is disputed)
        and (least_reports is None or act.reports >= least_reports)
        and (not q or _is_named(held, act, q))
    ]  # fmt: skip
    found.sort(key=lambda a: (_ORDERS[order](a), a.id), reverse=descending)
    return answer(listed(map(_line, found[page.offset : page.offset + page.limit]), len(found), page))


@router.get("/incidents/{id}", **gives(IncidentView, 404))
def incident(held: TheBench, user: Reader, id: Id) -> Response:
    """An incident with what each source says."""
    found = _view(held, id)
    return answer(found, etag=found.etag)


@router.get("/incidents/{id}/history", **gives(list[Form], 404))
def history(held: TheBench, user: Reader, id: Id) -> Response:
    """Every form that an incident had."""
    held.store.incident(id)
    steps = held.store.incident_history(id)
    return answer([Form(s.at, s.change, s.why, s.events, msgspec.json.decode(s.document, type=Incident)) for s in steps])


@router.post("/incidents/{id}/merge", **gives(IncidentView, edits=True))
def merge(held: TheBench, user: Adjudicator, id: Id, expected: Expected, said: Merging) -> Response:
    """Have incidents be one."""
    ids = list(dict.fromkeys([id, *said.others]))
    if len(ids) < 2:
        raise Problem(422, "merge_one_incident")
    with held.incident_edits:
        if (known := _known(held, user.id, said.key)) is None:
            _check(held, id, expected)
            known = held.linker.merge(ids, user.id, said.note, _key(user.id, said.key))
        found = _view(held, known[0])
    return answer(found, etag=found.etag)


@router.post("/incidents/{id}/split", **gives(list[IncidentView], edits=True))
def split(held: TheBench, user: Adjudicator, id: Id, expected: Expected, said: Splitting) -> Response:
    """Have an incident be several."""
    with held.incident_edits:
        if (known := _known(held, user.id, said.key)) is None:
            _check(held, id, expected)
            known = held.linker.split(id, said.parts, user.id, said.note, _key(user.id, said.key))
        return answer([_view(held, one) for one in known])


@router.post("/incidents/{id}/undo", **gives(list[IncidentView], 409, edits=True))
def undo(held: TheBench, user: Adjudicator, id: Id, expected: Expected, said: Undoing | None = None) -> Response:
    """Take back the last merge or split that has to do with an incident's records."""
    key = said.key if said else None
    with held.incident_edits:
        if (known := _known(held, user.id, key)) is None:
            _check(held, id, expected)
            judged = [j for j in _judgements(held, id) if j.active and j.action in ("merge", "split")]
            if not judged:
                raise Problem(409, "incident_not_judged")
            known = held.linker.undo(judged[-1], user.id, _key(user.id, key))
        return answer([_view(held, one) for one in known])


@router.post("/incidents/{id}/note", **gives(IncidentView, 404))
def note(held: TheBench, user: Coder, id: Id, said: Noting) -> Response:
    """Keep words about an incident."""
    held.store.judge(Decision(action="note", incident_id=id, note=said.note), user.id)
    found = _view(held, id)
    return answer(found, etag=found.etag)


@router.get("/likeness", **gives(Likeness, 404))
def likeness(held: TheBench, user: Reader, left: Named, right: Named) -> Response:
    """Why two records are, or are not, one act."""
    found = {r.id: r for r in held.store.all_events(RecordFilter(ids=(left, right), states=()))}
    for id in (left, right):
        if id not in found:
            raise NotFound("record", id)
    told = held.linker.explain(found[left], found[right])
    within = held.store.incidents_of([left, right])
    return answer(
        Likeness(
            left=left, right=right, together=left in within and within[left] == within.get(right), judged=_judged(held, left, right),
            total=told.total, threshold=told.threshold, never=told.never,
            comparisons=tuple(Comparison(p.comparison, p.finding.replace("_", " "), p.bits, p.reason) for p in told.parts),
        )
    )  # fmt: skip


def _line(act: Act) -> IncidentLine:
    return IncidentLine(**{name: getattr(act, name) for name in IncidentLine.__struct_fields__})


def _view(held: Bench, id: str) -> IncidentView:
    stored = held.store.incident(id)
    found = msgspec.json.decode(stored.document, type=Incident)
    records = {r.id: r for r in held.store.all_events(RecordFilter(ids=stored.events or found.events, states=()))}
    texts = held.store.texts(r.report_id for r in records.values())
    members = [(r, texts[r.report_id]) for e in (stored.events or found.events) if (r := records.get(e))]
    act = of_incident(stored)
    return IncidentView(
        etag=f'"{stored.revision}"', row=_line(act), incident=found, judgements=_judgements(held, id),
        disputed=tuple(Dispute(name, _values(found, name)) for name in act.disputed),
        records=tuple(
            Member(r, Origin(id=t.id, title=t.title, outlet=t.outlet, published=t.published, status=t.status)) for r, t in members
        ),
    )  # fmt: skip


def _judgements(held: Bench, id: str) -> tuple[Judgement, ...]:
    """What people said about an incident, or about its records when those were in another."""
    records = set(held.store.incident(id).events)
    judged = held.store.incident_judgements()
    return tuple(j for j in judged if j.incident_id == id or any(not records.isdisjoint(g) for g in groups_of(j)))


def _check(held: Bench, id: str, expected: str) -> None:
    """Raises Problem with the incident where it is not as the user saw it."""
    found = _view(held, id)
    if found.etag != expected:
        raise Problem(412, "incident_changed", current=found)


def _key(user: str, key: str | None) -> str | None:
    return f"{user}:{key}/0" if key else None


def _known(held: Bench, user: str, key: str | None) -> tuple[str, ...] | None:
    """Where the records are now that a request of this key was about, if it was sent before."""
    wanted = _key(user, key)
    judged = next((j for j in held.store.incident_judgements() if wanted and j.key == wanted), None)
    if judged is None:
        return None
    records = [r for g in groups_of(judged) for r in g] or list(held.store.incident(judged.incident_id or "").events)
    return tuple(dict.fromkeys(held.store.incidents_of(records).values()))


def _judged(held: Bench, left: str, right: str) -> bool | None:
    """What the last word of a person about both records says."""
    said: bool | None = None
    for judgement in held.store.incident_judgements():
        groups = groups_of(judgement) if judgement.active else []
        of = {record: n for n, group in enumerate(groups) for record in group}
        if left in of and right in of:
            said = judgement.action == "merge" or of[left] == of[right]
    return said


def _is_named(held: Bench, act: Act, q: str) -> bool:
    wanted, actors = fold(q).casefold().strip(), held.codebook.actors
    labels = (f"{i} {actors[i].label_en} {actors[i].label_ar}" for i in (*act.initiators, *act.targets) if i in actors)
    return wanted in place_names(act) or any(wanted in fold(label).casefold() for label in labels)


def _values(found: Incident, name: str) -> tuple[Said, ...]:
    """All values told of a field that is disputed."""
    if name in ("event_type", "status"):
        return tuple(Said(t.value, t.tellers) for t in getattr(found, name).told)
    if name == "date":
        days = (d for d in found.dates if not d.assumed)
        return tuple(Said(f"{d.start}" if d.start == d.end else f"{d.start} – {d.end}", d.tellers) for d in days)
    if name.startswith("toll."):
        told: dict[str, list[Teller]] = {}
        for c in found.toll[name.removeprefix("toll.")].told:
            value = f"{c.low}" if c.low == c.high else f"{c.low}–{'' if c.high is None else c.high}"
            told.setdefault(value, []).append(c.teller)
        return tuple(Said(value, tuple(tellers)) for value, tellers in told.items())
    kinds = (("", "tellers"), (" (suspected)", "suspected"), (" (denied)", "denied"))
    return tuple(
        Said(a.id + mark, getattr(a, kind)) for a in getattr(found, name) for mark, kind in kinds if getattr(a, kind)
    )
