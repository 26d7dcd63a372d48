"""Values for words that a reviewer selects or types."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import APIRouter, Query
from starlette.responses import Response

from rasd.report import Report
from rasd.store.events import FIELDS
from rasd.workbench.asking import Named, Reader, TheBench, Words
from rasd.workbench.problems import Problem
from rasd.workbench.proposing import Candidate, Proposer
from rasd.workbench.shapes import answer, gives

router = APIRouter(tags=["review"])
_At = Annotated[int | None, Query(ge=0, le=2**31)]


class Candidates(msgspec.Struct, frozen=True):
    """The words, and what they may stand for."""

    words: str
    candidates: list[Candidate]


@router.get("/candidates", **gives(Candidates, 404))
def candidates(
    held: TheBench, user: Reader, field: Annotated[str, Query(max_length=100)], q: Words = None,
    report: Named | None = None, start: _At = None, end: _At = None,
) -> Response:  # fmt: skip
    """What the words [start, end) of a report, or typed words, may stand for in a field."""
    if field not in FIELDS:
        raise Problem(422, "no_such_field", field=field[:50], fields=", ".join(FIELDS))
    found: Report | None = held.store.report(report).report if report else None
    span = (start, end) if start is not None and end is not None else None
    if span and (found is None or not span[0] < span[1] <= len(found.text)):
        raise Problem(422, "no_words")
    words, values = Proposer(held.coder).propose(field, found, span, q)
    return answer(Candidates(words, values))
