"""Double coding: who codes what independently, where coders differ, deciding between them, and how far they agree."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import APIRouter
from pydantic import Field, StringConstraints
from starlette.responses import Response

from rasd.errors import Conflict
from rasd.store.agreeing import Agreement, Pick
from rasd.store.model import Record
from rasd.workbench.asking import Adjudicator, Body, Expected, Id, Page, Reader, Text, TheBench, User
from rasd.workbench.bench import Bench
from rasd.workbench.endpoints.inbox import ReportLine, facts
from rasd.workbench.problems import Problem
from rasd.workbench.reviewing import Assigned, Review, Reviews
from rasd.workbench.shapes import List, answer, gives, listed

router = APIRouter(tags=["double coding"])
_Id = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00]+$")]


class AssignmentView(msgspec.Struct, frozen=True, kw_only=True):
    """A report that several people code independently."""

    report: ReportLine
    blind: bool
    reviewers: tuple[Assigned, ...]
    adjudicated: bool


class ComparedAct(msgspec.Struct, frozen=True):
    """One act as each coder has it; null where a coder does not keep it."""

    records: dict[str, Record | None]
    differing: tuple[str, ...]


class ComparisonView(msgspec.Struct, frozen=True, kw_only=True):
    """The acts of a report as its coders have them."""

    etag: str
    coders: tuple[str, ...]
    finished: tuple[str, ...]
    acts: tuple[ComparedAct, ...]


class Assigning(Body):
    """Who codes which reports; `blind`: without the coder's proposals."""

    reports: Annotated[list[_Id], Field(min_length=1, max_length=500)]
    reviewers: Annotated[list[_Id], Field(min_length=1, max_length=20)]
    blind: bool = False


class PickBody(Body):
    """A record as one of the coders has it."""

    reviewer: _Id
    record_id: _Id


class Adjudicating(Body):
    """The records that are taken into the shared state; the coder's other proposals are rejected."""

    picks: Annotated[list[PickBody], Field(max_length=500)]
    note: Text | None = None


@router.get("/assignments", **gives(List[AssignmentView]))
def assignments(held: TheBench, user: Reader, page: Page, mine: bool = False) -> Response:
    """Reports that are coded independently, or those of the user."""
    ids = held.store.double_coded(user.id if mine else None)
    shown = _views(held, ids[page.offset : page.offset + page.limit])
    return answer(listed(shown, len(ids), page))


@router.post("/assignments", **gives(List[AssignmentView], 404, status=201))
def assign(held: TheBench, user: Adjudicator, said: Assigning) -> Response:
    """Have people code reports independently."""
    reports = list(dict.fromkeys(said.reports))
    for id in said.reviewers:
        if not held.store.reviewer(id).active:
            raise Problem(422, "inactive", reviewer=id)
    held.store.assign(reports, list(dict.fromkeys(said.reviewers)), blind=said.blind)
    return answer(List(tuple(_views(held, reports)), len(reports), len(reports), 0), status=201)


@router.get("/reports/{id}/comparison", **gives(ComparisonView, 404))
def comparison(held: TheBench, user: Adjudicator, id: Id) -> Response:
    """Where the coders of a report agree and differ."""
    found = _comparison(held, user, id)
    return answer(found, etag=found.etag)


@router.post("/reports/{id}/adjudication", **gives(Review, edits=True))
def adjudicate(held: TheBench, user: Adjudicator, id: Id, expected: Expected, said: Adjudicating) -> Response:
    """Decide between the coders: what is picked is accepted, the rest rejected, and the report finished."""
    before = _comparison(held, user, id)
    if before.etag != expected:
        raise Problem(412, "report_changed", current=before)
    picks = [Pick(one.reviewer, one.record_id) for one in said.picks]
    reviews = Reviews(held, user)
    try:
        held.store.adjudicate(id, user.id, picks, note=said.note, if_revision=reviews.look(id, "shared").report.revision)
    except Conflict:
        raise Problem(412, "report_changed", current=_comparison(held, user, id)) from None
    found = reviews.look(id, "shared")
    return answer(found, etag=found.etag)


@router.get("/agreement", **gives(list[Agreement]))
def agreement(held: TheBench, user: Reader) -> Response:
    """Krippendorff's alpha and simple agreement for each field."""
    return answer(held.store.agreement())


def _views(held: Bench, ids: tuple[str, ...] | list[str]) -> list[AssignmentView]:
    rows, found = held.store.rows(ids), []
    for id in ids:
        assigned = held.store.assignments(id)
        found.append(
            AssignmentView(
                report=ReportLine(**facts(rows[id])), blind=any(a.blind for a in assigned), adjudicated=rows[id].status == "done",
                reviewers=tuple(Assigned(a.reviewer, a.finished) for a in assigned),
            )
        )  # fmt: skip
    return found


def _comparison(held: Bench, user: User, id: str) -> ComparisonView:
    """The comparison; its ETag changes with every judgement, in any layer."""
    row = held.store.report(id).row
    assigned, judged = held.store.assignments(row.id), held.store.judgements(row.id)
    acts = tuple(ComparedAct(dict(c.records), c.differing) for c in held.store.compare(row.id))
    etag = f'"{row.revision}-{judged[-1].number if judged else 0}"'
    finished = tuple(a.reviewer for a in assigned if a.finished)
    return ComparisonView(etag=etag, coders=tuple(a.reviewer for a in assigned), finished=finished, acts=acts)


