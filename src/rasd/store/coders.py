"""Coding for the store: one process or several, and no report that ends the run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rasd.event import Event
from rasd.report import Report

if TYPE_CHECKING:
    from rasd.coding.coder import Coder

_CHUNK = 8
"""Reports that a process codes at a time."""
Failure = str
"""Why a report could not be coded."""


class Coders:
    """Codes reports in order with one codebook and the tables of places given."""

    def __init__(self, codebook: Path | None = None, tables: Sequence[Path] = (), jobs: int = 1) -> None:
        """Raises CodebookError or GazetteerError at once; `jobs`: processes that code at the same time."""
        self._made = codebook, tuple(tables)
        self._coder = _coder(*self._made)
        self.jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    @property
    def coder(self) -> Coder:
        """The coder of this process."""
        return self._coder

    @property
    def version(self) -> str:
        """What coded: the program's version and the codebook's."""
        return f"rasd {version('rasd')} codebook {self._coder.codebook.version}"

    def code(self, reports: Sequence[Report]) -> list[tuple[Event, ...] | Failure]:
        """The records of each report, or why it could not be coded."""
        if self.jobs == 1 or len(reports) <= _CHUNK:
            return [_code(self._coder, report) for report in reports]
        chunks = [reports[n : n + _CHUNK] for n in range(0, len(reports), _CHUNK)]
        return [coded for chunk in self._chunks(chunks) for coded in chunk]

    def _chunks(self, chunks: Sequence[Sequence[Report]]) -> Iterator[list[tuple[Event, ...] | Failure]]:
        """A process that dies takes its chunk with it: the chunk's reports are then coded one by one, each in a process."""
        pending = [self._workers().submit(_code_chunk, chunk) for chunk in chunks]
        for chunk, future in zip(chunks, pending, strict=True):
            try:
                yield future.result()
            except BrokenProcessPool:
                self.close()
                yield [self._alone(report) for report in chunk]

    def _alone(self, report: Report) -> tuple[Event, ...] | Failure:
        try:
            return self._workers().submit(_code_chunk, [report]).result()[0]
        except BrokenProcessPool:
            self.close()
            return "coding it ended the process (out of memory?)"

    def _workers(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self.jobs, initializer=_prepare, initargs=self._made)
        return self._pool

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        self.close()


def _coder(codebook: Path | None, tables: Sequence[Path]) -> Coder:
    from rasd.coding.coder import Coder
    from rasd.gazetteer import Gazetteer

    return Coder(codebook, Gazetteer.load(list(tables)))


def _code(coder: Coder, report: Report) -> tuple[Event, ...] | Failure:
    try:
        return coder.code(report)
    except Exception as error:  # a fault of the coder must not end a run over thousands of reports
        return f"coding it failed: {type(error).__name__}: {error}"


_worker: list[Coder] = []
"""The one coder of a worker process, made when the process starts."""


def _prepare(codebook: Path | None, tables: Sequence[Path]) -> None:
    _worker[:] = [_coder(codebook, tables)]


def _code_chunk(chunk: Sequence[Report]) -> list[tuple[Event, ...] | Failure]:
    return [_code(_worker[0], report) for report in chunk]
