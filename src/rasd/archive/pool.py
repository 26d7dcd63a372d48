"""The cores of this machine: a process each, replaced when it dies."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from rasd.archive.folder import Done
from rasd.archive.pieces import Piece
from rasd.archive.working import Setup, worker
from rasd.errors import ArchiveError

_MOST_DEATHS = 20
"""Of processes at one piece. The journal puts a report aside long before; so many mean that the machine kills all."""

_WATCH = 1.0
"""Seconds."""


def code_here(setup: Setup, pieces: Iterable[Piece], jobs: int, told: Callable[[Done], None] = lambda _: None) -> None:
    """Code pieces in `jobs` processes, the largest first; `told` hears of each that is done. Raises ArchiveError.

    Every process is a pool of its own, so that one that dies takes only the piece it was at.
    """
    waiting = deque(sorted(pieces, key=lambda p: -p.size))
    idle = [_process() for _ in range(min(jobs, len(waiting)))]
    running: dict[Future[Done], tuple[ProcessPoolExecutor, Piece]] = {}
    deaths: Counter[str] = Counter()
    try:
        while waiting or running:
            while idle and waiting:
                process, piece = idle.pop(), waiting.popleft()
                running[process.submit(_code, setup, piece)] = process, piece
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                process, piece = running.pop(future)
                try:
                    told(future.result())
                    idle.append(process)
                except BrokenProcessPool:
                    process.shutdown(wait=False)
                    _mourn(piece, deaths)
                    waiting.appendleft(piece)
                    idle.append(_process())
    finally:
        for process in (*idle, *(process for process, _ in running.values())):
            _stop(process)


def _process() -> ProcessPoolExecutor:
    """Begun afresh, not copied: a copy of a process with threads may hang."""
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_follow, initargs=(os.getpid(),))


def _follow(parent: int) -> None:
    """In a worker: end soon after the process that began it, also where that was killed and could say nothing."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_WATCH)
        os._exit(1)  # what is not kept yet is coded again

    threading.Thread(target=watch, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program that began it hears of it, and ends it


def _stop(process: ProcessPoolExecutor) -> None:
    for child in list((process._processes or {}).values()):  # a piece that nobody waits for is not coded to its end
        child.terminate()
    process.shutdown(wait=True, cancel_futures=True)


def _mourn(piece: Piece, deaths: Counter[str]) -> None:
    deaths[piece.name] += 1
    if deaths[piece.name] >= _MOST_DEATHS:
        raise ArchiveError(
            f"{piece.known_as}: {_MOST_DEATHS} processes died at the piece from {piece.start}; see whether there is memory for them"
        )


def _code(setup: Setup, piece: Piece) -> Done:
    return worker(setup).code(piece)
