"""Work that a server does beside answering: what was asked, how far it is, and what an end of the server left undone."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import msgspec
from sqlalchemy import Row, delete, func, insert, select, update

from rasd.errors import NotFound
from rasd.store import tables
from rasd.store.database import Database, now
from rasd.store.model import JobKind, JobResult, JobState, Page, StoredJob

UNDER_WAY: tuple[JobState, ...] = ("queued", "running")


class Jobs(Database):
    """The part of the store that keeps jobs."""

    def add_job(
        self, kind: JobKind, title: str, asked: Any, by: str, server: str, inputs: Iterable[tuple[str, bytes]] = ()
    ) -> StoredJob:
        """A queued job with the files (name, bytes) it was given, which are kept until it is done."""
        row = {
            "kind": kind, "title": title, "asked": msgspec.json.encode(asked).decode(), "by": by, "state": "queued", "server": server,
            "touched": now(), "done": 0, "result": "{}", "created": now(),
        }  # fmt: skip
        with self.writing() as connection:
            number = connection.execute(insert(tables.jobs).returning(tables.jobs.c.number), row).scalar_one()
            files = [
                {"job": number, "position": n, "name": name, "packed": zlib.compress(content)}
                for n, (name, content) in enumerate(inputs)
            ]
            if files:
                connection.execute(insert(tables.job_inputs), files)
        return self.job(number)

    def job(self, number: int) -> StoredJob:
        """Raises NotFound."""
        with self.reading() as connection:
            row = connection.execute(select(tables.jobs).where(tables.jobs.c.number == number)).one_or_none()
        if row is None:
            raise NotFound("job", str(number))
        return _job(row)

    def jobs(self, *, limit: int = 50, offset: int = 0) -> Page[StoredJob]:
        """A page of jobs, the newest first."""
        j = tables.jobs
        with self.reading() as connection:
            total = connection.execute(select(func.count()).select_from(j)).scalar_one()
            rows = connection.execute(select(j).order_by(j.c.number.desc()).limit(limit).offset(offset)).all()
        return Page(tuple(map(_job, rows)), total)

    def job_inputs(self, number: int) -> tuple[tuple[str, bytes], ...]:
        """The files that a job was given: name and bytes."""
        i = tables.job_inputs.c
        with self.reading() as connection:
            rows = connection.execute(select(i.name, i.packed).where(i.job == number).order_by(i.position)).all()
        return tuple((row.name, zlib.decompress(row.packed)) for row in rows)

    def note_job(self, number: int, *, if_state: Iterable[JobState] | None = None, **values: Any) -> bool:
        """Set state, progress or result of a job; gives whether it was in one of the states of `if_state`.

        A job that is done gives its files back: what it added is kept elsewhere.
        """
        j = tables.jobs.c
        if isinstance(values.get("result"), JobResult):
            values["result"] = msgspec.json.encode(values["result"]).decode()
        statement = update(tables.jobs).where(j.number == number).values(touched=now(), **values)
        if if_state is not None:
            statement = statement.where(j.state.in_(list(if_state)))
        with self.writing() as connection:
            done = bool(connection.execute(statement).rowcount)
            if done and values.get("state") == "done":
                connection.execute(delete(tables.job_inputs).where(tables.job_inputs.c.job == number))
        return done

    def touch_jobs(self, server: str) -> None:
        """Say that a process still has its jobs."""
        j = tables.jobs.c
        with self.writing() as connection:
            connection.execute(update(tables.jobs).where(j.server == server, j.state.in_(UNDER_WAY)).values(touched=now()))

    def interrupt_jobs(self, *, servers: Iterable[str] = (), silent: timedelta) -> int:
        """Jobs of processes that are known to be no more, or that have been silent so long, are interrupted; gives how many."""
        j = tables.jobs.c
        gone = j.server.in_(list(servers)) | (j.touched < now() - silent)
        statement = update(tables.jobs).where(j.state.in_(UNDER_WAY), gone)
        with self.writing() as connection:
            return connection.execute(statement.values(state="interrupted", ended=now())).rowcount

    def job_servers(self) -> tuple[str, ...]:
        """The processes that have jobs under way."""
        j = tables.jobs.c
        with self.reading() as connection:
            return tuple(connection.execute(select(j.server).where(j.state.in_(UNDER_WAY)).distinct()).scalars())


def _job(row: Row[Any]) -> StoredJob:
    values = dict(row._mapping)
    values["asked"] = msgspec.Raw(values["asked"].encode())
    values["result"] = msgspec.json.decode(values["result"], type=JobResult)
    return StoredJob(**values)
