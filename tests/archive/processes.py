"""Processes that a process began, and one after the other killed."""

from __future__ import annotations

import os
import random
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

DRIVER, EXECUTOR, PYTHON, POOL = "deploy.SparkSubmit", "CoarseGrainedExecutorBackend --driver-url", "pyspark.daemon", "spawn_main"
"""Words in the command lines of Spark's driver and executors, of their Python workers, and of the workers of a pool."""


def below(pid: int) -> Iterator[tuple[int, str]]:
    """Processes that a process began, and those that these began, with their command lines."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    for one in found[1:]:
        with suppress(OSError):
            yield one, Path(f"/proc/{one}/cmdline").read_bytes().replace(b"\0", b" ").decode()


@contextmanager
def killing(wanted: Sequence[tuple[Callable[[], bool], str]], seed: int = 5) -> Iterator[list[str]]:
    """While the block runs: as soon as each condition holds, in order, a process below this one with these words is killed.

    Gives the words of those that were, as it goes.
    """
    draw, killed, stop = random.Random(seed), list[str](), threading.Event()

    def kill() -> None:
        for holds, words in wanted:
            while not (holds() and (found := [pid for pid, command in below(os.getpid()) if words in command])):
                if stop.wait(0.05):
                    return
            with suppress(ProcessLookupError):
                os.kill(draw.choice(found), signal.SIGKILL)
                killed.append(words)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        yield killed
    finally:
        stop.set()
        killer.join()
