"""A workbench in a process of its own, for benchmarks that ask it over HTTP."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def served(database: str | Path, *options: str) -> Iterator[str]:
    """Its address, on a free port of the loopback address, until the block ends."""
    command = [sys.executable, "-m", "rasd", "serve", "--db", str(database), *options, "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert server.stdout is not None
    try:
        yield server.stdout.readline().split()[4].rstrip("/")
    finally:
        server.terminate()
        server.wait()
