"""Judgements: only ever added, each checked against the state it is made on; reviewers; independent coding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import uuid4

import msgspec
from sqlalchemy import Connection, func, insert, select, update

from rasd.errors import Conflict, JudgementError, NotFound
from rasd.store import tables
from rasd.store.current import Currents, read_judgements
from rasd.store.database import now
from rasd.store.model import Assignment, Decision, Judgement, Page, Reviewer, Role
from rasd.store.state import check, shown_version

_OF_REPORT = frozenset({"finish", "reopen", "separate", "note", "add"})
_OF_INCIDENT = frozenset({"accept", "reject", "merge", "split", "note"})


class Judging(Currents):
    """The part of the store that takes decisions."""

    def judge(
        self, decisions: Decision | Sequence[Decision], by: str, *, layer: bool = False, if_revision: int | None = None
    ) -> tuple[Judgement, ...]:
        """Keep decisions of a reviewer, all or none; decisions whose `key` is known already change nothing.

        `layer`: they are part of the reviewer's independent coding, which nobody else's state shows.
        `if_revision`: the revision of the report that the reviewer looked at. Raises NotFound, JudgementError,
        and Conflict where the report has changed since.
        """
        asked = [decisions] if isinstance(decisions, Decision) else list(decisions)
        with self.writing() as connection:
            _active_reviewer(connection, by)
            known = {d.key: j for d in asked if d.key and (j := _by_key(connection, d.key))}
            if not known:
                self._check_revision(connection, asked, if_revision)
            made = [known.get(d.key or "") or self._keep(connection, d, by, by if layer else None) for d in asked]
            if len(known) < len(asked):
                self._refresh_judged(connection, made)
            return tuple(made)

    def undo(self, number: int, by: str, *, key: str | None = None) -> Judgement:
        """Take a judgement back by a further row; undoing an undo brings it into force again."""
        with self.reading() as connection:
            found = read_judgements(connection, tables.judgements.c.number == number)
        layer = bool(found and found[0].layer)
        return self.judge(Decision(action="undo", undoes=number, key=key), by, layer=layer)[0]

    def judgements(self, report_id: str | None = None, *, reviewer: str | None = None, since: int = 0) -> tuple[Judgement, ...]:
        """Judgements of a report, of a reviewer, or all after a number, in the order they were made."""
        j = tables.judgements.c
        conditions = [j.report_id == report_id] if report_id is not None else []
        with self.reading() as connection:
            found = read_judgements(connection, *conditions)
        return tuple(one for one in found if one.number > since and reviewer in (None, one.reviewer))

    def judgement_log(
        self, *, reviewer: str | None = None, action: str | None = None, report_id: str | None = None, limit: int = 50, offset: int = 0
    ) -> Page[Judgement]:
        """A page of all judgements, the newest first."""
        j = tables.judgements.c
        given = ((j.reviewer, reviewer), (j.action, action), (j.report_id, report_id))
        query = select(j.number).where(*(column == value for column, value in given if value is not None))
        with self.reading() as connection:
            total = connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
            numbers = connection.execute(query.order_by(j.number.desc()).limit(limit).offset(offset)).scalars().all()
            read = read_judgements(connection, j.number.in_(numbers) | (j.action == "undo"))  # undoing tells what is in force
        shown = {one.number: one for one in read}
        return Page(tuple(shown[number] for number in numbers), total)

    def incident_judgements(self) -> tuple[Judgement, ...]:
        """Decisions about incidents, in the order they were made: what the linking must not undo."""
        with self.reading() as connection:
            return read_judgements(connection, tables.judgements.c.incident_id.is_not(None))

    def add_reviewer(self, id: str, name: str | None = None, role: Role = "coder", password: str | None = None) -> Reviewer:
        """A person who judges; one who is there already stays as they are. `password` is an argon2 hash."""
        row = {"id": id, "name": name or id, "role": role, "active": True, "password": password, "added": now()}
        with self.writing() as connection:
            if _reviewer(connection, id) is None:
                connection.execute(insert(tables.reviewers), row)
        return self.reviewer(id)

    def change_reviewer(self, reviewer: Reviewer) -> None:
        """Set name, role, password or whether a reviewer is active. Raises NotFound."""
        values = msgspec.structs.asdict(reviewer)
        with self.writing() as connection:
            done = connection.execute(update(tables.reviewers).where(tables.reviewers.c.id == reviewer.id).values(**values))
            if not done.rowcount:
                raise NotFound("reviewer", reviewer.id)

    def reviewer(self, id: str) -> Reviewer:
        """Raises NotFound."""
        with self.reading() as connection:
            found = _reviewer(connection, id)
        if found is None:
            raise NotFound("reviewer", id)
        return found

    def reviewers(self) -> tuple[Reviewer, ...]:
        """Everybody who judges or judged."""
        with self.reading() as connection:
            ids = connection.execute(select(tables.reviewers.c.id).order_by(tables.reviewers.c.id)).scalars().all()
            return tuple(found for id in ids if (found := _reviewer(connection, id)))

    def assign(self, report_ids: Iterable[str], reviewers: Iterable[str], *, blind: bool = False) -> None:
        """Have reviewers code reports independently; `blind`: without the coder's proposals."""
        who = list(reviewers)
        with self.writing() as connection:
            for reviewer in who:
                _active_reviewer(connection, reviewer)
            for id in report_ids:
                for reviewer in who:
                    _assign(connection, id, reviewer, blind)

    def assignments(self, report_id: str) -> tuple[Assignment, ...]:
        """Who codes a report independently, whether blindly, and who has finished."""
        a, j = tables.assignments.c, tables.judgements.c
        with self.reading() as connection:
            rows = connection.execute(select(a.reviewer, a.blind).where(a.report_id == report_id).order_by(a.reviewer)).all()
            judged = read_judgements(connection, j.report_id == report_id, j.layer.is_not(None))
        return tuple(
            Assignment(report_id=report_id, reviewer=row.reviewer, blind=row.blind, finished=_has_finished(judged, row.reviewer))
            for row in rows
        )

    def assigned(self, report_id: str) -> tuple[str, ...]:
        """The reviewers who code a report independently."""
        a = tables.assignments.c
        with self.reading() as connection:
            query = select(a.reviewer).where(a.report_id == report_id).order_by(a.reviewer)
            return tuple(connection.execute(query).scalars())

    def _check_revision(self, connection: Connection, asked: Sequence[Decision], expected: int | None) -> None:
        if expected is None:
            return
        for id in {_report_of(connection, d) for d in asked} - {None}:
            found = connection.execute(select(tables.reports.c.revision).where(tables.reports.c.id == id)).scalar()
            if id is not None and found != expected:
                raise Conflict(id, found or 0)

    def _keep(self, connection: Connection, decision: Decision, by: str, layer: str | None) -> Judgement:
        judgement = self._judgement(connection, decision, by, layer)
        row = {f: getattr(judgement, f) for f in judgement.__struct_fields__ if f not in ("number", "active", "value")}
        row["value"] = bytes(judgement.value).decode() if judgement.value is not None else None
        number = connection.execute(insert(tables.judgements).returning(tables.judgements.c.number), row).scalar_one()
        return msgspec.structs.replace(judgement, number=number)

    def _judgement(self, connection: Connection, decision: Decision, by: str, layer: str | None) -> Judgement:
        """The row of a decision, checked; records that it adds get their ids. Raises JudgementError, NotFound."""
        if decision.action == "undo":
            return _undoing(connection, decision, by, layer)
        if decision.undoes is not None:
            raise JudgementError("undoes_without_undo", action=decision.action)
        if decision.incident_id is not None:
            return _of_incident(connection, decision, by)
        report_id = _report_of(connection, decision)
        if report_id is None:
            raise JudgementError("judgement_of_nothing")
        if decision.record_id is None and decision.action not in _OF_REPORT:
            raise JudgementError("needs_record", action=decision.action)
        if layer and layer not in self._assigned(connection, report_id):
            raise JudgementError("not_assigned", reviewer=layer, id=report_id)
        history = self.history(connection, report_id, layer)
        if decision.action == "separate" and not history.is_copy:
            raise JudgementError("no_copy", id=report_id)
        decision = _with_new_ids(connection, decision, report_id, by)
        newest = history.codings[-1] if history.codings else None
        of_record = decision.record_id is not None and decision.action not in ("refresh", "add")
        coding = shown_version(history, decision.record_id or "") if of_record else newest
        judgement = _made(decision, by, layer, report_id, coding)
        if decision.action == "refresh" and newest not in [v.coding for v in history.versions if v.record_id == decision.record_id]:
            raise JudgementError("not_in_newest", id=decision.record_id)
        check(history, judgement)
        return judgement

    def _assigned(self, connection: Connection, report_id: str) -> frozenset[str]:
        a = tables.assignments.c
        return frozenset(connection.execute(select(a.reviewer).where(a.report_id == report_id)).scalars())

    def _refresh_judged(self, connection: Connection, made: Sequence[Judgement]) -> None:
        for id in dict.fromkeys(j.report_id for j in made if j.report_id):
            self.refresh(connection, id, "judged")
        for id in dict.fromkeys(j.incident_id for j in made if j.incident_id):
            connection.execute(insert(tables.changes), {"at": now(), "incident_id": id, "what": "judged"})


def _has_finished(judged: Iterable[Judgement], reviewer: str) -> bool:
    steps = [j.action for j in judged if j.layer == reviewer and j.active and j.action in ("finish", "reopen")]
    return bool(steps) and steps[-1] == "finish"


def _made(decision: Decision, by: str, layer: str | None, report_id: str | None, coding: int | None) -> Judgement:
    value = msgspec.Raw(msgspec.json.encode(decision.value)) if decision.value is not None or decision.action == "change" else None
    return Judgement(
        number=0, key=decision.key or uuid4().hex, at=now(), reviewer=by, action=decision.action, report_id=report_id,
        record_id=decision.record_id, incident_id=decision.incident_id, layer=layer, field=decision.field, value=value,
        note=decision.note, coding=coding, undoes=decision.undoes,
    )  # fmt: skip


def _new_record(connection: Connection, report_id: str, by: str) -> str:
    id = "a" + uuid4().hex[:15]
    connection.execute(insert(tables.records), {"id": id, "report_id": report_id, "added_by": by})
    return id


def _with_new_ids(connection: Connection, decision: Decision, report_id: str, by: str) -> Decision:
    value = decision.value
    if decision.action == "add":
        return msgspec.structs.replace(decision, record_id=_new_record(connection, report_id, by))
    if decision.action == "split" and isinstance(value, dict) and isinstance(value.get("events"), list):
        ids = [_new_record(connection, report_id, by) for _ in value["events"]]
        return msgspec.structs.replace(decision, value={**value, "records": ids})
    return decision


def _undoing(connection: Connection, decision: Decision, by: str, layer: str | None) -> Judgement:
    j = tables.judgements.c
    target = read_judgements(connection, j.number == decision.undoes)
    if not target:
        raise NotFound("judgement", str(decision.undoes))
    (undone,) = target
    siblings = read_judgements(connection, j.report_id.is_not_distinct_from(undone.report_id), j.layer.is_not_distinct_from(layer))
    if undone.number not in {one.number for one in siblings if one.active}:
        raise JudgementError("not_in_force", number=undone.number)
    copied = msgspec.structs.replace(decision, record_id=undone.record_id, incident_id=undone.incident_id)
    return _made(copied, by, layer, undone.report_id, None)


def _of_incident(connection: Connection, decision: Decision, by: str) -> Judgement:
    i = tables.incidents.c
    if connection.execute(select(i.id).where(i.id == decision.incident_id)).scalar() is None:
        raise NotFound("incident", decision.incident_id or "")
    if decision.action not in _OF_INCIDENT:
        raise JudgementError("not_for_incidents", action=decision.action)
    return _made(decision, by, None, None, None)


def _report_of(connection: Connection, decision: Decision) -> str | None:
    """The report that a decision is about. Raises NotFound for an unknown record."""
    r = tables.records.c
    if decision.action == "undo":
        j = tables.judgements.c
        undone: str | None = connection.execute(select(j.report_id).where(j.number == decision.undoes)).scalar()
        return undone
    if decision.record_id is None:
        return decision.report_id
    found: str | None = connection.execute(select(r.report_id).where(r.id == decision.record_id)).scalar()
    if found is None:
        raise NotFound("record", decision.record_id)
    return found


def _by_key(connection: Connection, key: str) -> Judgement | None:
    found = read_judgements(connection, tables.judgements.c.key == key)
    return found[0] if found else None


def _reviewer(connection: Connection, id: str) -> Reviewer | None:
    r = tables.reviewers.c
    row: Any = connection.execute(select(r.id, r.name, r.role, r.active, r.password).where(r.id == id)).one_or_none()
    return Reviewer(**row._mapping) if row else None


def _active_reviewer(connection: Connection, id: str) -> None:
    found = _reviewer(connection, id)
    if found is None:
        raise NotFound("reviewer", id)
    if not found.active:
        raise JudgementError("inactive", reviewer=id)


def _assign(connection: Connection, report_id: str, reviewer: str, blind: bool) -> None:
    a, r = tables.assignments, tables.reports.c
    if connection.execute(select(r.id).where(r.id == report_id)).scalar() is None:
        raise NotFound("report", report_id)
    there = select(a.c.report_id).where(a.c.report_id == report_id, a.c.reviewer == reviewer)
    if connection.execute(there).scalar() is None:
        row = {"report_id": report_id, "reviewer": reviewer, "blind": blind, "assigned": now()}
        connection.execute(insert(a), row)
