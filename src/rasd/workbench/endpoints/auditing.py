"""The log of all judgements, and data sets to take away."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from tempfile import NamedTemporaryFile
from typing import Annotated, BinaryIO, Literal, cast, get_args

from fastapi import APIRouter, Query
from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response

from rasd.exports import Format, Options, World, default_names, write
from rasd.store.model import Action, Judgement
from rasd.workbench.asking import Adjudicator, Page, Picturing, Reader, TheBench, Words
from rasd.workbench.exporting import StoreItems
from rasd.workbench.problems import Problem
from rasd.workbench.shapes import List, answer, gives, listed

router = APIRouter(tags=["data"])
_FILES: dict[str, tuple[str, str]] = {
    "csv": ("csv", "text/csv; charset=utf-8"),
    "jsonl": ("jsonl", "application/x-ndjson"),
    "geojson": ("geojson", "application/geo+json"),
    "acled": ("csv", "text/csv; charset=utf-8"),
    "ucdp": ("csv", "text/csv; charset=utf-8"),
    "hxl": ("csv", "text/csv; charset=utf-8"),
    "parquet": ("parquet", "application/vnd.apache.parquet"),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
assert set(_FILES) == set(get_args(Format))


@router.get("/audit", **gives(List[Judgement]))
def audit(
    held: TheBench, user: Adjudicator, page: Page, reviewer: Words = None, action: Annotated[Action | None, Query()] = None, report: Words = None
) -> Response:  # fmt: skip
    """All judgements, the newest first."""
    found = held.store.judgement_log(reviewer=reviewer, action=action, report_id=report, limit=page.limit, offset=page.offset)
    return answer(listed(found.items, found.total, page))


@router.get("/export", **gives(None, media={media for _, media in _FILES.values()}))
def export(
    held: TheBench, user: Reader, asked: Picturing, format: Format = "csv",
    names: Annotated[Literal["keep", "initials", "redact"] | None, Query()] = None, excel: bool = False, rtl: bool = False,
) -> Response:  # fmt: skip
    """Incidents or records as a file; what the layout leaves out is counted in X-Rasd-Left-Out."""
    named = names or default_names(format)
    if named == "keep" and not user.may("coder"):
        raise Problem(403, "names_for_coders")
    options = Options(world=World(held.codebook), names=named, bom=excel, right_to_left=rtl)
    with NamedTemporaryFile(prefix="rasd-export-", delete=False) as out:
        try:
            done = write(StoreItems(held.store, asked.wanted()), format, cast(BinaryIO, out), options)
        except BaseException:
            os.unlink(out.name)
            raise
    suffix, media_type = _FILES[format]
    name = f"rasd-{asked.what}-{format}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.{suffix}"
    left = "; ".join(f"{count} {reason}" for reason, count in done.left_out.items())
    return FileResponse(
        out.name, media_type=media_type, filename=name, background=BackgroundTask(os.unlink, out.name),
        headers={"X-Rasd-Items": str(done.items), "X-Rasd-Left-Out": left.encode("ascii", "replace").decode()},
    )  # fmt: skip
