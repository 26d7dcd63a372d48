"""Jobs in a thread beside answering: their progress and end are in the store, so that a restart shows what was left."""

from __future__ import annotations

import os
import platform
import queue
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import timedelta
from secrets import token_hex
from threading import Event, Thread
from typing import Any

from rasd.errors import RasdError, StoreError
from rasd.store import Store
from rasd.store.database import now
from rasd.store.model import JobKind, JobResult, JobState, StoredJob

_TELL_EVERY = 0.5
"""Seconds between two notes of progress."""
_TOUCH_EVERY = 10.0
_SILENT = timedelta(minutes=2)
"""A server elsewhere that has not said for so long that it runs a job is taken for ended."""
_SHOWN = 20
"""Reports and faults that a job names."""
RESUMABLE: tuple[JobState, ...] = ("interrupted", "failed", "cancelled")


class Stopped(Exception):
    """The job is to end here: somebody cancelled it, or the server ends."""


class Progress:
    """What a running job tells of itself; raises Stopped where it is to end."""

    def __init__(self, store: Store, number: int, stop: Callable[[], bool]) -> None:
        self._store, self._number, self._stop = store, number, stop
        self.done = 0
        self.total: int | None = None
        self.counts: Counter[str] = Counter()
        self.reports: dict[str, None] = {}
        self.faults: list[str] = []
        self._told = 0.0

    def step(self, what: str | None = None, *, report: str | None = None, fault: str | None = None, **counts: int) -> None:
        """One item more: what became of it, which report it is, what is wrong with it."""
        self.done += 1
        self.counts.update({what: 1} if what else {})
        self.counts.update(counts)
        if report and len(self.reports) < _SHOWN:
            self.reports[report] = None
        if fault and len(self.faults) < _SHOWN:
            self.faults.append(fault)
        self.say()

    def say(self, stage: str | None = None) -> None:
        """Note how far the job is, not oftener than twice a second unless it comes to another stage."""
        if self._stop():
            raise Stopped
        if stage is not None or time.monotonic() - self._told >= _TELL_EVERY:
            said = {} if stage is None else {"message": stage}
            self._store.note_job(self._number, if_state=["running"], **self.values(), **said)
            self._told = time.monotonic()

    def values(self) -> dict[str, Any]:
        """The job's columns."""
        result = JobResult(counts=dict(self.counts), reports=tuple(self.reports), faults=tuple(self.faults))
        return {"done": self.done, "total": self.total, "result": result}


Work = Callable[[StoredJob, Progress], None]
"""Does a job. Raises RasdError with a sentence where it fails."""


class Runner:
    """Runs the jobs of one server, one at a time."""

    def __init__(self, store: Store, work: Work) -> None:
        self._store, self._work = store, work
        self.server = f"{platform.node()}:{os.getpid()}:{token_hex(4)}"
        self._queue: queue.Queue[int | None] = queue.Queue()
        self._cancelled: set[int] = set()
        self._stopping = Event()
        self._threads = [Thread(target=self._run, name="rasd-jobs", daemon=True), Thread(target=self._touch, daemon=True)]

    def start(self) -> None:
        """Begin. Jobs that a server left which is no more are marked as interrupted."""
        gone = [s for s in self._store.job_servers() if s != self.server and _is_gone(s)]
        self._store.interrupt_jobs(servers=gone, silent=_SILENT)
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End; a running job stops at its next item, and it and those that wait are interrupted."""
        self._stopping.set()
        self._queue.put(None)
        self._threads[0].join()
        self._store.interrupt_jobs(servers=[self.server], silent=_SILENT)

    def add(self, kind: JobKind, title: str, asked: Any, by: str, inputs: Iterable[tuple[str, bytes]] = ()) -> StoredJob:
        """Have a job done; its inputs are kept until it is."""
        job = self._store.add_job(kind, title, asked, by, self.server, inputs)
        self._queue.put(job.number)
        return job

    def cancel(self, number: int) -> bool:
        """Stop a job at its next item, or before it began; what it kept stays. Gives whether there was something to stop."""
        if self._store.note_job(number, if_state=["queued"], state="cancelled", ended=now()):
            return True
        self._cancelled.add(number)
        return self._store.job(number).state == "running"

    def resume(self, number: int) -> bool:
        """Do a job again that did not come to its end. Gives whether it was such a job."""
        self._cancelled.discard(number)
        fresh = {"state": "queued", "server": self.server, "done": 0, "total": None, "result": JobResult(), "message": None, "ended": None}
        if not self._store.note_job(number, if_state=RESUMABLE, **fresh):
            return False
        self._queue.put(number)
        return True

    def _run(self) -> None:
        while (number := self._queue.get()) is not None and not self._stopping.is_set():
            with suppress(StoreError):  # the database is away: the job stays as it is, and the next ones are tried
                if self._store.note_job(number, if_state=["queued"], state="running", started=now()):
                    self._do(number)

    def _do(self, number: int) -> None:
        progress = Progress(self._store, number, lambda: self._stopping.is_set() or number in self._cancelled)
        try:
            self._work(self._store.job(number), progress)
            ended: dict[str, Any] = {"state": "done", "message": None}
        except Stopped:
            ended = {"state": "interrupted" if self._stopping.is_set() else "cancelled"}
        except RasdError as error:
            ended = {"state": "failed", "message": str(error)}
        except Exception as error:  # a fault of one job must not end the thread that does the others
            ended = {"state": "failed", "message": f"{type(error).__name__}: {error}"}
        self._cancelled.discard(number)
        self._store.note_job(number, ended=now(), **progress.values(), **ended)

    def _touch(self) -> None:
        while not self._stopping.wait(_TOUCH_EVERY):
            with suppress(StoreError):
                servers = self._store.job_servers()
                if self.server in servers:
                    self._store.touch_jobs(self.server)
                if set(servers) - {self.server}:
                    self._store.interrupt_jobs(silent=_SILENT)


def _is_gone(server: str) -> bool:
    """Whether a process of this machine is no more; of others nothing is known."""
    node, _, rest = server.rpartition(":")[0].rpartition(":")
    if node != platform.node() or not rest.isdigit():
        return False
    if int(rest) == os.getpid():  # another server of this process, as after a restart under the same number
        return True
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
