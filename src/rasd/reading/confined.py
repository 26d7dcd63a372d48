"""Readers of foreign formats run in a process of their own, with a limit of time and memory for each item.

A page, a PDF, an archive may be made to eat all time or memory, or to crash the library that reads it. Then that process ends,
the input is rejected with the reason, and reading goes on with a new one.
"""

from __future__ import annotations

import atexit
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any

import msgspec

from rasd.reading import tasks
from rasd.reading.findings import fault
from rasd.reading.items import ReadFault
from rasd.reading.tasks import Answer, Mark, Task

_KEPT_BYTES = 50_000_000


def answers(task: Task) -> Iterator[Answer]:
    """What the reader of a task gives; where it dies, a fault, and what stands behind its last mark."""
    while task is not None:
        mark: Mark | None = None
        with _workers(task.options.limits.memory).taken() as worker:
            for answer in worker.answers(task):
                if isinstance(answer, Mark):
                    mark = answer
                elif isinstance(answer, str):
                    yield _broken(task, mark, answer)
                    break
                else:
                    yield answer
            else:
                return
        if mark is None:
            return
        task = msgspec.structs.replace(task, start=mark.position)


def _broken(task: Task, mark: Mark | None, reason: str) -> ReadFault:
    if mark is not None:
        return fault(mark.address, reason)
    return fault(task.address, reason, "", (task.content or b"")[:_KEPT_BYTES], task.media_type)


class _Worker:
    """One process. `answers` may be given one task after another."""

    def __init__(self, memory: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "rasd.reading.worker", str(memory)],  # -P: never a module of the folder one works in
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.idle = True

    def answers(self, task: Task) -> Iterator[Answer | str]:
        """Answers; a text, the last, says what ended the reader."""
        self.idle = False
        assert self._process.stdin and self._process.stdout
        self._late = False
        try:
            tasks.write(self._process.stdin, task)  # type: ignore[arg-type]
        except OSError:
            yield self._last_words(task)
            return
        while True:
            try:
                letter, answer = self._next(task.options.limits.seconds)
            except EOFError:
                yield self._last_words(task)
                return
            if letter == tasks.DONE:
                self.idle = True
                return
            yield answer
            if letter == tasks.BROKEN:
                return

    def _next(self, seconds: float) -> tuple[bytes, Any]:
        self._late = False
        timer = threading.Timer(seconds, self._kill_late)
        timer.start()
        try:
            return tasks.read(self._process.stdout)  # type: ignore[arg-type]
        finally:
            timer.cancel()

    def _kill_late(self) -> None:
        self._late = True
        self._process.kill()

    def _last_words(self, task: Task) -> str:
        if self._late:
            return f"takes more than {task.options.limits.seconds:g} seconds to read"
        return f"needs more than {task.options.limits.memory // 1_000_000} MB of memory, or crashes its reader"

    def is_alive(self) -> bool:
        """Whether the process can take a task."""
        return self._process.poll() is None

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(OSError):  # a task half written to a process that is gone
                    pipe.close()


class _Workers:
    """Idle processes, so that their start is paid once. A process whose task was not finished is ended."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._idle: list[_Worker] = []
        self._lock = threading.Lock()
        atexit.register(self.close)

    @contextmanager
    def taken(self) -> Iterator[_Worker]:
        """A worker for one task."""
        with self._lock:
            worker = self._idle.pop() if self._idle else None
        if worker is not None and not worker.is_alive():
            worker.close()
            worker = None
        worker = worker or _Worker(self._memory)
        try:
            yield worker
        finally:
            if worker.idle:
                with self._lock:
                    self._idle.append(worker)
            else:
                worker.close()

    def close(self) -> None:
        """End all idle processes."""
        with self._lock:
            while self._idle:
                self._idle.pop().close()


@cache
def _workers(memory: int) -> _Workers:
    return _Workers(memory)
