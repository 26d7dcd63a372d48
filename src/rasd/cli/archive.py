"""`rasd archive`: archives of reports into records by country and month, and these into incidents, here or on a cluster."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.inputs import CodebookFolder, Tables
from rasd.errors import ArchiveError

if TYPE_CHECKING:
    from rasd.archive.folder import Done, Folder
    from rasd.archive.pieces import Piece
    from rasd.archive.working import Setup
    from rasd.incidents import Linker, Weights

Spark = Annotated[str | None, typer.Option(help="A Spark master, like spark://host:7077, in the place of this machine.")]

app = typer.Typer(help="Archives of millions of reports.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _group() -> None:
    """Archives of millions of reports."""


@app.command()
def code(
    inputs: Annotated[
        list[str], typer.Argument(help="JSON lines, Parquet, WARC, folders of them, listings of paths (*.paths), also at addresses (s3://, hdfs://).")
    ],
    output: Annotated[str, typer.Argument(help="The folder of the tables; a run that was stopped there goes on. Or its address.")],
    work: Annotated[Path | None, typer.Option(help="The folder of the run, where the output is an address.")] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes on this machine. Default: one a core.")] = None,
    spark: Spark = None,
    prefilter: Annotated[bool, typer.Option("--prefilter", help="Pass over reports in which nothing looks like conflict.")] = False,
    most_characters: Annotated[int, typer.Option(min=1, help="Longer reports are put aside.")] = 1_000_000,
    piece_bytes: Annotated[int, typer.Option(min=1_000, help="Of JSON lines that a worker codes at a time.")] = 1_000_000,
    codebook: CodebookFolder = None,
    gazetteer: Tables = None,
) -> None:
    """Code archives into Parquet by country and month; what cannot be read goes to a table beside it."""
    from rasd.archive.addresses import is_address
    from rasd.archive.finishing import total
    from rasd.archive.folder import Folder, Plan
    from rasd.archive.pieces import cut
    from rasd.archive.publishing import Published
    from rasd.archive.working import Setup, worker

    path = _folder_of_run(output, work)
    pieces = tuple(cut(inputs, piece_bytes))
    tables = tuple(str(t.absolute()) for t in gazetteer or ())
    setup = Setup(str(path), str(codebook.absolute()) if codebook else None, tables, prefilter, most_characters)
    folder = Folder(path)
    plan = Plan(f"{worker(setup).made_with} prefilter {prefilter} most {most_characters}", pieces)
    target = Published(output, plan) if is_address(output) else None
    shown = target.known_as if target else str(Path(output))
    if target and (done := target.done()):
        _say(done, shown, None)
        return
    left = folder.begin(plan)
    if target:
        target.begin()
    if len(left) < len(pieces) and not folder.finished:
        typer.echo(f"rasd: {len(pieces) - len(left)} of {len(pieces)} pieces are done; going on with the rest", err=True)
    began = time.monotonic()
    try:
        with _shown(len(left)) as told:
            _code(setup, folder, left, jobs or os.cpu_count() or 1, spark, told)
        if target:
            target.publish(path)
    except KeyboardInterrupt:
        typer.echo(f"rasd: stopped; {len(folder.done())} of {len(pieces)} pieces are done, the same command goes on", err=True)
        raise typer.Exit(130) from None
    _say(total(folder.done()), shown, time.monotonic() - began if left else None)


def _folder_of_run(output: str, work: Path | None) -> Path:
    """Raises ArchiveError."""
    from rasd.archive.addresses import is_address
    from rasd.archive.files import known_as

    if not is_address(output):
        if work is not None:
            raise ArchiveError(f"{work}: --work is for an output at an address; a run is kept in its output folder")
        return Path(output).absolute()
    if work is None:
        raise ArchiveError(f"{known_as(output)}: an output at an address needs --work, a folder where the run is kept until its tables are copied")
    return work.absolute()


@app.command()
def link(
    tables: Annotated[str, typer.Argument(help="A folder that `rasd archive code` finished, or the address of one.")],
    output: Annotated[str, typer.Argument(help="Incidents as JSON lines, for `rasd incidents`, `rasd export` and `rasd brief`.")],
    spark: Spark = None,
    weights: Annotated[Path | None, typer.Option(help="Match weights that replace the built-in ones (TOML).")] = None,
    codebook: CodebookFolder = None,
    gazetteer: Tables = None,
) -> None:
    """Link the records of an archive into incidents; the same ones on this machine and on a cluster."""
    from rasd.archive.addresses import is_address
    from rasd.archive.files import known_as
    from rasd.cli.export import written
    from rasd.cli.link import linker_of

    if is_address(output):
        raise ArchiveError(f"{known_as(output)}: incidents are written to a file, not to an address")
    linker, _ = linker_of(weights, codebook, gazetteer or [])
    if spark is None:
        incidents = _linked_here(linker, tables)
    else:
        incidents = _linked_on(spark, linker.weights, tables, Path(output), codebook, gazetteer or [])
    count = 0
    with written(Path(output)) as out:
        for incident in incidents:
            out.write(incident + b"\n")
            count += 1
    typer.echo(f"{count} incidents: {output}")


def _linked_here(linker: Linker, tables: str) -> Iterator[bytes]:
    import gc

    import msgspec

    from rasd.archive.linking import read_records

    again: list[str] = []
    gc.disable()  # records hold no cycles, and looking for them takes a fifth of the time
    yield from map(msgspec.json.encode, linker.link(read_records(tables, again.append)))
    if again:
        _left_out(len(again), again[0])


def _linked_on(
    master: str, weights: Weights, tables: str, output: Path, codebook: Path | None, gazetteer: list[Path]
) -> Iterator[bytes]:
    from rasd.archive.cluster_link import LinkSetup, link_on
    from rasd.archive.cluster_session import session

    setup = LinkSetup(str(codebook.absolute()) if codebook else None, tuple(str(t.absolute()) for t in gazetteer))
    with session(master) as spark:
        yield from link_on(spark, tables, setup, weights, output, _left_out)


def _left_out(count: int, first: str) -> None:
    typer.echo(f"rasd: {count} records of reports that the archive holds twice were left out, like {first}", err=True)


def _code(
    setup: Setup, folder: Folder, left: list[Piece], jobs: int, master: str | None, told: Callable[[Done], None]
) -> None:
    if folder.finished:
        return
    if master is None:
        from rasd.archive.finishing import finish_here
        from rasd.archive.pool import code_here

        code_here(setup, left, jobs, told)
        finish_here(folder)
        return
    from rasd.archive.cluster import code_on
    from rasd.archive.cluster_session import context
    from rasd.archive.cluster_tables import finish_on

    with context(master) as on:
        code_on(on, setup, left, told)
        finish_on(on, folder)


@contextmanager
def _shown(pieces: int) -> Iterator[Callable[[Done], None]]:
    """A bar with rate and rejects on a terminal's standard error."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=pieces)
        seen: list[Done] = []
        began = time.monotonic()

        def told(done: Done) -> None:
            seen.append(done)
            rate = sum(d.reports for d in seen) / (time.monotonic() - began)
            progress.update(task, advance=1, description=f"{rate:.0f} reports/s, {sum(d.rejects for d in seen)} rejected")

        yield told


def _say(done: Done, output: str, seconds: float | None) -> None:
    passed = f", {done.passed_over} passed over" if done.passed_over else ""
    typer.echo(f"{done.reports} reports{passed}, {done.records} records, {done.rejects} rejected: {output}")
    if seconds is not None and done.reports:
        typer.echo(
            f"{seconds:.0f} s; a core codes {done.reports / max(done.cpu_seconds, 0.001):.0f} reports a second "
            f"({done.characters / max(done.cpu_seconds, 0.001):,.0f} characters); {done.deaths} workers died",
            err=True,
        )
