"""One report under review: its text, records, judgements and what may be done, in the shared state or a coder's own layer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import uuid4

import msgspec

from rasd.codebook import Codebook
from rasd.errors import Conflict, JudgementError, NotFound
from rasd.store.model import Assignment, Decision, Judgement, Record, ReportRow, Sighting
from rasd.workbench.asking import User
from rasd.workbench.bench import Bench
from rasd.workbench.endpoints.inbox import ReportLine, facts
from rasd.workbench.problems import Problem
from rasd.workbench.stepping import Step, Steps, steps

_ROLES = ("initiators", "supporters", "targets")


class ReportView(ReportLine, frozen=True, kw_only=True):
    """A report with its text and where it was seen."""

    text: str
    author: str | None
    country: str | None
    language: str
    sightings: tuple[Sighting, ...]
    copies: tuple[str, ...]
    coder: str | None


class Assigned(msgspec.Struct, frozen=True):
    """Who codes it independently."""

    id: str
    finished: bool


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """A report under review, as one layer has it (None: the shared state)."""

    etag: str
    report: ReportView
    layer: str | None
    blind: bool
    finished: bool
    assigned: tuple[Assigned, ...]
    records: tuple[Record, ...]
    judgements: tuple[Judgement, ...]
    undo: Step | None
    redo: Step | None
    incidents: dict[str, str]
    also_open: tuple[str, ...]


class Reviews:
    """Reviews of a bench's reports for one user."""

    def __init__(self, bench: Bench, user: User) -> None:
        self._bench, self._store, self._user = bench, bench.store, user

    def look(self, id: str, layer: str | None) -> Review:
        """The review. Raises NotFound, and Problem where the user may not see the layer."""
        found = self._store.report(id)
        row, assigned = found.row, self._store.assignments(found.row.id)
        chosen = self._layer(row, assigned, layer)
        own = next((a for a in assigned if a.reviewer == chosen), None)
        judgements = self._judgements(row.id, chosen)
        records = self._store.records(row.id, chosen)
        step = steps(judgements, self._user.id)
        return Review(
            etag=_etag(row, chosen, judgements), layer=chosen, blind=own.blind if own else False,
            finished=own.finished if own else row.status == "done", records=records, judgements=judgements,
            report=ReportView(
                **facts(row), text=found.report.text, author=found.author, country=found.report.country, language=found.language,
                sightings=found.sightings, copies=found.copies, coder=found.coder,
            ),
            assigned=tuple(Assigned(a.reviewer, a.finished) for a in assigned), undo=step.undo, redo=step.redo,
            incidents=self._store.incidents_of([r.id for r in records]),
            also_open=self._bench.presence.look(row.id, self._user.id),
        )  # fmt: skip

    def judge(
        self, id: str, layer: str | None, expected: str, decisions: Sequence[Decision], key: str | None = None
    ) -> Review:
        """Keep decisions, all or none, if the report is as the user saw it. Raises Problem with the review where it is not."""
        before = self.look(id, layer)
        report, chosen = before.report.id, before.layer
        request = f"{self._user.id}:{key or uuid4().hex}"
        keyed = [
            msgspec.structs.replace(d, report_id=report, key=f"{request}/{n}") for n, d in enumerate(decisions)
        ]
        if not _is_known(before, request):
            self._check(before, expected, keyed)
            revision = _revision(expected) if chosen is None else None
            try:
                self._store.judge(keyed, self._user.id, layer=chosen is not None, if_revision=revision)
            except Conflict:
                raise self._changed(self.look(id, layer)) from None
        return self.look(id, layer)

    def step(self, id: str, layer: str | None, expected: str, back: bool, key: str | None = None) -> Review:
        """Undo the user's last request, or redo what was undone last."""
        before = self.look(id, layer)
        if key and _is_known(before, f"{self._user.id}:{key}"):
            return before
        if before.etag != expected:
            raise self._changed(before)
        found: Steps = steps(before.judgements, self._user.id)
        step = found.undo.judgements if back and found.undo else found.undoing if not back else ()
        if not step:
            raise Problem(409, "nothing_to_undo") if back else Problem(409, "nothing_to_redo")
        decisions = [Decision(action="undo", undoes=number) for number in sorted(step, reverse=True)]
        return self.judge(id, layer, expected, decisions, key)

    def _changed(self, review: Review) -> Problem:
        return Problem(412, "report_changed", current=review)

    def _check(self, before: Review, expected: str, decisions: Iterable[Decision]) -> None:
        if before.etag != expected:
            raise self._changed(before)
        records, judged = {r.id for r in before.records}, {j.number for j in before.judgements}
        for decision in decisions:
            if decision.record_id is not None and decision.record_id not in records:
                raise NotFound("record", decision.record_id)
            if decision.action == "undo" and decision.undoes not in judged:
                raise NotFound("judgement", str(decision.undoes))
            check_names(decision, self._bench.codebook)

    def _judgements(self, report_id: str, layer: str | None) -> tuple[Judgement, ...]:
        return tuple(j for j in self._store.judgements(report_id) if j.layer == layer)

    def _layer(self, row: ReportRow, assigned: Sequence[Assignment], asked: str | None) -> str | None:
        """The layer that is shown: independent coders see neither each other's nor the shared state before all are done."""
        coders, me = {a.reviewer for a in assigned}, self._user.id
        waits = me in coders and row.status != "done"
        if asked is None:
            return me if waits else None
        if asked == "shared":
            if waits and not all(a.finished for a in assigned) and not self._user.may("adjudicator"):
                raise Problem(403, "coded_independently")
            return None
        wanted = me if asked == "mine" else asked
        if wanted != me and not self._user.may("adjudicator"):
            raise Problem(403, "coding_of_others")
        if wanted not in coders:
            raise NotFound("independent coding", wanted)
        return wanted


def _etag(row: ReportRow, layer: str | None, judgements: Sequence[Judgement]) -> str:
    last = judgements[-1].number if layer is not None and judgements else 0
    return f'"{row.revision}-{last}"'


def _revision(etag: str) -> int:
    """The revision in an ETag that was compared with one of ours."""
    return int(etag.strip('"').partition("-")[0])


def _is_known(review: Review, request: str) -> bool:
    return any(j.key.startswith(f"{request}/") for j in review.judgements)


def check_names(decision: Decision, codebook: Codebook) -> None:
    """Raises JudgementError for an event type or an actor that the codebook lacks."""
    value = decision.value
    if decision.action == "change" and decision.field in (*_ROLES, "event_type"):
        _check_event({decision.field: value}, codebook)
    elif isinstance(value, dict):
        events = value.get("events")
        for event in (value.get("event"), *(events if isinstance(events, list) else ())):
            if isinstance(event, dict):
                _check_event(event, codebook)


def _check_event(event: dict[str, Any], codebook: Codebook) -> None:
    type = event.get("event_type")
    if isinstance(type, str) and type not in codebook.types:
        raise JudgementError("unknown_type", type=type)
    for role in _ROLES:
        for actor in event.get(role) if isinstance(event.get(role), list) else ():  # type: ignore[union-attr]
            id = actor.get("id") if isinstance(actor, dict) else None
            if isinstance(id, str) and id not in codebook.actors:
                raise JudgementError("unknown_actor", actor=id)
