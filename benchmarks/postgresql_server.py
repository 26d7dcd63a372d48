"""A private PostgreSQL server on the loopback address, in a temporary folder, for tests and measurements.

PostgreSQL refuses to run as root: then its programs run as the system user `postgres`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import psycopg

_FOLDERS = "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin"


def programs() -> Path | None:
    """The folder of the newest PostgreSQL server's programs; None where there is none."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = sorted(path for pattern in _FOLDERS for path in Path("/").glob(pattern.lstrip("/")) if (path / "initdb").exists())
    return folders[-1] if folders else None


class Server:
    """Started when made, ended by `stop`; `url(name)` is a new, empty database's address."""

    def __init__(self, options: str = "-c fsync=off -c synchronous_commit=off") -> None:
        bin = programs()
        if bin is None:
            raise RuntimeError("no PostgreSQL server is installed here")
        self._bin = bin
        self.folder = Path(tempfile.mkdtemp(prefix="rasd-postgresql-"))
        self._as = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self._as:
            shutil.chown(self.folder, "postgres")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.options = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories={self.folder} {options}"
        self._run("initdb", "-D", str(self.folder / "data"), "-A", "trust", "-U", "rasd", "-E", "UTF8", "--locale=C", "--no-sync")
        self.start()

    def _run(self, program: str, *arguments: str) -> None:
        # Away from a folder that the other user may not enter; a server must not hold the caller's pipes open.
        with (self.folder / "output").open("wb") as output:
            done = subprocess.run(
                [*self._as, str(self._bin / program), *arguments], cwd=self.folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False
            )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {(self.folder / 'output').read_text(errors='replace')}")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-l", str(self.folder / "log"), "-o", self.options, "-w", "start")

    def halt(self, mode: str = "immediate") -> None:
        """End the server as a crash does (`immediate`), or in order (`fast`); the data stays."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", mode, "-w", "stop")

    def url(self, name: str, template: str = "template1") -> str:
        """Make a database, or another one like `template`."""
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')  # type: ignore[call-overload]
        return self.address(name)

    def address(self, name: str) -> str:
        """The URL of a database."""
        return f"postgresql://rasd@127.0.0.1:{self.port}/{name}"

    def stop(self) -> None:
        """End the server and take its folder away."""
        with contextlib.suppress(RuntimeError):  # it may have been ended before
            self.halt()
        shutil.rmtree(self.folder, ignore_errors=True)
