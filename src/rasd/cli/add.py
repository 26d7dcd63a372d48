"""`rasd add`: read, code, keep."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.inputs import SOURCES, AllowHost, CodebookFolder, Column, Country, Published, Tables, day, reading
from rasd.cli.storing import Db, coders, opened, settings

if TYPE_CHECKING:
    from rasd.store.adding import Added

_TOLD = 20
"""Reasons for rejecting that are said one by one."""


def add(
    sources: Annotated[list[str], typer.Argument(help=SOURCES)],
    published: Published = None,
    country: Country = None,
    codebook: CodebookFolder = None,
    gazetteer: Tables = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes that code at once.")] = None,
    column: Column = None,
    allow_host: AllowHost = None,
    db: Db = None,
) -> None:
    """Read sources, code their reports and keep everything. The same input again adds nothing."""
    from rasd.store.intake import Intake

    with opened(db) as store, coders(codebook, gazetteer, jobs) as coding:
        where = country or settings().country
        options = reading(column, allow_host)
        intake = Intake(store, coding, published=day(published), country=where.upper() if where else None, options=options)
        tally = Tally()
        try:
            with tally.shown():
                for source in sources:
                    for added in intake.add(source):
                        tally.count(added)
        except KeyboardInterrupt:
            typer.echo("rasd: stopped; what is told below has been kept", err=True)
            raise typer.Exit(130) from None
        finally:
            typer.echo(tally.summary())
    raise typer.Exit(1 if tally.kinds["rejected"] else 0)


class Tally:
    """Counts what became of the input, shows it while it grows, and says what was rejected."""

    def __init__(self) -> None:
        self.kinds: Counter[str] = Counter()
        self.records = 0
        self._move: Callable[[], None] = lambda: None

    def count(self, added: Added) -> None:
        """One item more."""
        self.kinds[added.kind] += 1
        self.records += added.records
        if added.reason and self.kinds["rejected"] <= _TOLD:
            typer.echo(f"rasd: {added.reason}", err=True)
            if self.kinds["rejected"] == _TOLD:
                typer.echo("rasd: further rejected input is not said here; see `rasd rejected`", err=True)
        self._move()

    def summary(self) -> str:
        """One line: new, known, copies, rejected."""
        k = self.kinds
        return f"{k['new']} new with {self.records} records, {k['known']} known, {k['copy']} copies, {k['rejected']} rejected"

    @contextmanager
    def shown(self) -> Iterator[None]:
        """A bar on a terminal's standard error while the work goes on."""
        if not sys.stderr.isatty():
            yield
            return
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = SpinnerColumn(), BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("reading", total=None)
            self._move = lambda: progress.update(task, description=self.summary())
            yield


