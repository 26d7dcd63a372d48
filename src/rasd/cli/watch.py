"""`rasd watch`: read sources again and again until stopped."""

from __future__ import annotations

import re
import signal
import threading
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.add import Tally
from rasd.cli.inputs import AllowHost, CodebookFolder, Column, Tables, reading
from rasd.cli.storing import Db, coders, local, opened, settings
from rasd.errors import InputError, StoreError

if TYPE_CHECKING:
    from rasd.store.intake import Intake
    from rasd.store.model import StoredSource

_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
_REST = 60.0
"""Seconds until a database that went away is tried again."""


def watch(
    sources: Annotated[list[str] | None, typer.Argument(help="Sources to watch from now on; none: those watched already.")] = None,
    every: Annotated[str | None, typer.Option(help="Time between two readings: 90s, 15m, 2h, 1d.")] = None,
    once: Annotated[bool, typer.Option(help="Read what is due once, then stop.")] = False,
    codebook: CodebookFolder = None,
    gazetteer: Tables = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes that code at once.")] = None,
    column: Column = None,
    allow_host: AllowHost = None,
    db: Db = None,
) -> None:
    """Read watched sources on their schedule, code and keep what is new, until stopped (Ctrl-C)."""
    from rasd.store.intake import Intake

    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    with opened(db) as store, coders(codebook, gazetteer, jobs) as coding:
        for source in sources or []:
            store.watch(absolute(source), seconds(every) if every else settings().watch_every)
        if not store.sources(watched=True):
            raise InputError("watch", "nothing is watched", "name a source: rasd watch SOURCE --every 15m")
        intake = Intake(store, coding, country=settings().country, options=reading(column, allow_host))
        while not stop.is_set():
            pause = _round(intake, stop)
            if once:
                return
            stop.wait(pause)


def absolute(source: str) -> str:
    """A file or folder by its whole path, so that it is found from any folder; other sources as they are."""
    path = Path(source).expanduser()
    return str(path.resolve()) if path.exists() else source


def seconds(text: str) -> int:
    """The seconds of `90s`, `15m`, `2h`, `1d` or a plain number. Raises InputError."""
    found = re.fullmatch(r"(\d+)\s*([smhd]?)", text.strip())
    if not found or not int(found[1]):
        raise InputError("--every", f"{text!r} is no time between readings", "write it as 90s, 15m, 2h or 1d")
    return int(found[1]) * _UNITS[found[2]]


def _round(intake: Intake, stop: threading.Event) -> float:
    """Read what is due; gives the seconds until something is due again."""
    from rasd.store.database import now
    from rasd.store.sourcing import due

    try:
        for source in intake.store.sources(watched=True):
            when = due(source)
            if when is not None and when <= now() and not stop.is_set():
                _read(intake, source, stop)
        times = [when for source in intake.store.sources(watched=True) if (when := due(source))]
        return max(0.0, (min(times) - now()).total_seconds()) if times else _REST
    except StoreError as error:  # a server that is started again must not end the watch
        typer.echo(f"rasd: {error}; trying again in {_REST:.0f} seconds", err=True)
        return _REST


def _read(intake: Intake, source: StoredSource, stop: threading.Event) -> None:
    tally = Tally()
    try:
        for added in intake.add(source.address, only_changed=True):
            tally.count(added)
            if stop.is_set():
                break
    except InputError as error:
        typer.echo(f"rasd: {error}", err=True)
    if tally.kinds["new"] or tally.kinds["copy"] or tally.kinds["rejected"]:
        typer.echo(f"{local(datetime.now().astimezone())} {source.address}: {tally.summary()}")
