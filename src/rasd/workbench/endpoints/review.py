"""Review: one report, judging it, undo and redo, why each value is what it is, and where it comes from."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Query
from pydantic import Field, StringConstraints
from starlette.responses import Response

from rasd.coding.explain import ExplainedRecord, Reasoned
from rasd.event import Span
from rasd.report import Report
from rasd.store.model import AuditEntry, Decision, Record
from rasd.workbench.asking import Body, Coder, Expected, Id, Key, Layer, Reader, Text, TheBench
from rasd.workbench.reviewing import Review, Reviews
from rasd.workbench.shapes import answer, gives

router = APIRouter(tags=["review"])
_Action = Literal[
    "accept", "reject", "change", "add", "merge", "split", "note", "refresh", "separate", "finish", "reopen", "undo"
]
Short = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[^\x00]+$")]


class DecisionBody(Body):
    """One decision about the report or a record of it."""

    action: _Action
    record_id: Short | None = None
    field: Short | None = None
    value: Any = None
    note: Text | None = None
    undoes: Annotated[int, Field(ge=1, le=2**31)] | None = None


class Judging(Body):
    """Decisions that are kept together."""

    decisions: Annotated[list[DecisionBody], Field(min_length=1, max_length=200)]
    key: Key | None = None


class Stepping(Body):
    """Undo or redo, sent once."""

    key: Key | None = None


class ExplainedHere(msgspec.Struct, frozen=True, kw_only=True):
    """Why a record's values are what they are; `record_id` where the record is there still."""

    record_id: str | None
    event_type: str
    trigger: Span
    values: tuple[Reasoned, ...]


class Explanation(msgspec.Struct, frozen=True):
    """How the coder of today reads the report."""

    coder: str
    records: tuple[ExplainedHere, ...]


@router.get("/reports/{id}", **gives(Review, 404))
def review(held: TheBench, user: Reader, id: Id, layer: Layer = None) -> Response:
    """A report with its records, judgements and what can be undone."""
    return _answered(Reviews(held, user).look(id, layer))


@router.post("/reports/{id}/judgements", **gives(Review, edits=True))
def judge(held: TheBench, user: Coder, id: Id, expected: Expected, said: Judging, layer: Layer = None) -> Response:
    """Keep decisions, all or none."""
    decisions = [Decision(**one.model_dump()) for one in said.decisions]
    return _answered(Reviews(held, user).judge(id, layer, expected, decisions, said.key))


@router.post("/reports/{id}/undo", **gives(Review, 409, edits=True))
def undo(
    held: TheBench, user: Coder, id: Id, expected: Expected, said: Stepping | None = None, layer: Layer = None
) -> Response:
    """Take the user's last request of judgements back."""
    return _answered(Reviews(held, user).step(id, layer, expected, True, said.key if said else None))


@router.post("/reports/{id}/redo", **gives(Review, 409, edits=True))
def redo(
    held: TheBench, user: Coder, id: Id, expected: Expected, said: Stepping | None = None, layer: Layer = None
) -> Response:
    """Bring back what the user undid last."""
    return _answered(Reviews(held, user).step(id, layer, expected, False, said.key if said else None))


@router.get("/reports/{id}/explanation", **gives(Explanation, 404))
def explanation(held: TheBench, user: Reader, id: Id, layer: Layer = None) -> Response:
    """Why each value is what it is; nothing for a coder who codes blindly."""
    seen = Reviews(held, user).look(id, layer)
    if seen.blind:
        return answer(Explanation(held.coders.version, ()))
    report = seen.report
    told = held.coder.explained(
        Report(id=report.id, text=report.text, title=report.title, published=report.published, country=report.country)
    )
    return answer(Explanation(held.coders.version, tuple(_here(one, seen.records) for one in told)))


@router.get("/reports/{id}/original", **gives(None, 404, media=["application/octet-stream"]))
def original(held: TheBench, user: Reader, id: Id) -> Response:
    """The original bytes of a report, to be kept and not shown."""
    found = held.store.report(id)
    content, _ = held.store.content(found.content_hash)
    headers = {"Content-Disposition": f'attachment; filename="{found.row.id}.bin"'}
    return Response(content, media_type="application/octet-stream", headers=headers)


@router.get("/records/{id}/history", **gives(list[AuditEntry], 404))
def history(
    held: TheBench, user: Reader, id: Id, field: Annotated[str | None, Query(max_length=100)] = None
) -> Response:
    """Every coding and judgement of a record, or of one field; others' independent codings only for adjudicators."""
    entries = held.store.audit(id, field)
    return answer([e for e in entries if e.layer in (None, user.id) or user.may("adjudicator")])


def _answered(found: Review) -> Response:
    return answer(found, etag=found.etag)


def _here(told: ExplainedRecord, records: tuple[Record, ...]) -> ExplainedHere:
    """The explanation beside the record that has its trigger."""
    found = next((r.id for r in records if told.trigger in ((r.newer or r.event).evidence.trigger, r.event.evidence.trigger)), None)
    return ExplainedHere(record_id=found, event_type=told.event_type, trigger=told.trigger, values=told.values)
