"""Jobs: adding text, addresses and files, linking, recoding; their progress, cancelling and resuming."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, File, Form, UploadFile
from pydantic import Field, StringConstraints
from starlette.responses import Response

from rasd.store.model import JobKind, JobState, StoredJob
from rasd.workbench.asking import Body, Coder, Country, LongText, Name, Number, Page, Reader, Text, TheBench
from rasd.workbench.bench import Bench
from rasd.workbench.problems import Problem
from rasd.workbench.running import RESUMABLE
from rasd.workbench.shapes import List, answer, gives, listed
from rasd.workbench.working import PASTED, UPLOADED, Asked, safe_name

router = APIRouter(tags=["jobs"])
_TITLE = 80
_Id = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[^\x00]+$")]


class JobView(msgspec.Struct, frozen=True, kw_only=True):
    """Work beside answering, and how far it is."""

    number: int
    kind: JobKind
    title: str
    state: JobState
    done: int
    total: int | None
    counts: dict[str, int]
    reports: tuple[str, ...]
    faults: tuple[str, ...]
    message: str | None
    by: str
    created: datetime
    started: datetime | None
    ended: datetime | None
    can_resume: bool


class _Adding(Body):
    published: date | None = None
    country: Country | None = None
    outlet: Name | None = None
    link: bool = True


class AddText(_Adding):
    """Pasted text."""

    kind: Literal["text"]
    text: LongText
    title: Name | None = None


class AddSource(_Adding):
    """An address to read: a page, a feed; without accounts also a file or folder of this machine."""

    kind: Literal["source"]
    address: Annotated[Text, Field(min_length=1)]
    only_changed: bool = False


class Link(Body):
    """Link all records into incidents."""

    kind: Literal["link"]


class Recode(Body):
    """Code again with the codebook of today; without `reports` all that another version coded."""

    kind: Literal["recode"]
    reports: Annotated[list[_Id], Field(min_length=1, max_length=500)] | None = None
    force: bool = False


Starting = Annotated[AddText | AddSource | Link | Recode, Field(discriminator="kind")]


@router.get("/jobs", **gives(List[JobView]))
def jobs(held: TheBench, user: Reader, page: Page) -> Response:
    """Jobs, the newest first."""
    found = held.store.jobs(limit=page.limit, offset=page.offset)
    return answer(listed(map(view, found.items), found.total, page))


@router.get("/jobs/{number}", **gives(JobView, 404))
def job(held: TheBench, user: Reader, number: Number) -> Response:
    """One job."""
    return answer(view(held.store.job(number)))


@router.post("/jobs", **gives(JobView, status=202))
def start(held: TheBench, user: Coder, said: Starting) -> Response:
    """Have something done."""
    match said:
        case AddText():
            title, asked = _short(said.title or said.text), Asked(text=said.text, title=said.title, **_adding(said))
        case AddSource():
            address = readable(held, said.address)
            title, asked = _short(address), Asked(address=address, only_changed=said.only_changed, **_adding(said))
        case Link():
            if not user.may("adjudicator"):
                raise Problem(403, "linking_role")
            title, asked = "", Asked()
        case _:
            if not user.may("administrator"):
                raise Problem(403, "recoding_role")
            title, asked = "", Asked(reports=tuple(said.reports) if said.reports else None, force=said.force)
    return answer(view(held.runner.add(said.kind, title, asked, user.id)), status=202)


@router.post("/uploads", **gives(JobView, 413, status=202))
def upload(
    held: TheBench, user: Coder, files: Annotated[list[UploadFile], File(max_length=1000)], published: Annotated[date | None, Form()] = None,
    country: Annotated[Country | None, Form()] = None, link: Annotated[bool, Form()] = True,
) -> Response:  # fmt: skip
    """Files to read, 100 MB at most together; they are kept until they have been read."""
    inputs = [(safe_name(file.filename or "file"), file.file.read()) for file in files]
    title = inputs[0][0] if len(inputs) == 1 else f"{inputs[0][0]} (+{len(inputs) - 1})"
    asked = Asked(published=published, country=country.upper() if country else None, link=link)
    return answer(view(held.runner.add("upload", title, asked, user.id, inputs)), status=202)


@router.post("/jobs/{number}/cancel", **gives(JobView, 404, 409))
def cancel(held: TheBench, user: Coder, number: Number) -> Response:
    """Stop a job; what it kept stays."""
    found = held.store.job(number)
    if not held.runner.cancel(number):
        raise Problem(409, "job_ended", number=number, state=found.state)
    return answer(view(held.store.job(number)))


@router.post("/jobs/{number}/resume", **gives(JobView, 404, 409))
def resume(held: TheBench, user: Coder, number: Number) -> Response:
    """Do a job again that did not come to its end; what was kept is known and not added twice."""
    found = held.store.job(number)
    least = {"link": "adjudicator", "recode": "administrator"}.get(found.kind, "coder")
    if not user.may(least):  # type: ignore[arg-type]
        raise Problem(403, "resuming_role", least=least)
    if not held.runner.resume(number):
        raise Problem(409, "job_not_resumable", number=number, state=found.state, states=", ".join(RESUMABLE))
    return answer(view(held.store.job(number)))


def view(job: StoredJob) -> JobView:
    """A job as the API shows it."""
    return JobView(
        number=job.number, kind=job.kind, title=job.title, state=job.state, done=job.done, total=job.total, counts=job.result.counts,
        reports=job.result.reports, faults=job.result.faults, message=job.message, by=job.by, created=job.created,
        started=job.started, ended=job.ended, can_resume=job.state in RESUMABLE,
    )  # fmt: skip


def readable(held: Bench, address: str) -> str:
    """An address that this server may read for its users. Raises Problem."""
    found = address.strip()
    if found.lower().startswith(("http://", "https://")):
        return found
    if held.accounts:
        raise Problem(422, "web_addresses_only")
    if not found or found == "-" or found.partition(":")[0] in (PASTED, UPLOADED):
        raise Problem(422, "no_address", address=found[:100])
    return found


def _adding(said: _Adding) -> dict[str, Any]:
    return {
        "published": said.published, "country": said.country.upper() if said.country else None, "outlet": said.outlet, "link": said.link,
    }  # fmt: skip


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TITLE else line[: _TITLE - 1] + "…"
