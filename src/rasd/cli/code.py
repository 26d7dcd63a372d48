"""`rasd code`: reports in, event records out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from rasd.cli.inputs import (
    AllowHost,
    CodebookFolder,
    Column,
    Complaints,
    Country,
    Inputs,
    Output,
    Published,
    Tables,
    reading,
    reports,
)
from rasd.event import Event
from rasd.report import Report

if TYPE_CHECKING:
    from rasd.coding.coder import Coder

_CHUNK = 32


class Format(StrEnum):
    """How records are written."""

    TABLE = "table"
    JSONL = "jsonl"
    JSON = "json"
    CSV = "csv"


def code(
    inputs: Inputs,
    published: Published = None,
    country: Country = None,
    codebook: CodebookFolder = None,
    gazetteer: Tables = None,
    format: Annotated[Format | None, typer.Option(help="Default: a table on a terminal, else JSON lines.")] = None,
    explain: Annotated[bool, typer.Option(help="Say for every value which words and which rule gave it.")] = False,
    output: Output = None,
    jobs: Annotated[int, typer.Option(min=1, help="Processes that code at once.")] = 1,
    column: Column = None,
    allow_host: AllowHost = None,
) -> None:
    """Code reports: from an Arabic text to event records."""
    from rasd.cli import writing

    complaints = Complaints()
    chosen = format or (Format.TABLE if sys.stdout.isatty() and output is None else Format.JSONL)
    coded = _coded(reports(inputs, published, country, complaints, reading(column, allow_host)), codebook, gazetteer or [], jobs, explain)
    with _opened(output) as out:
        {
            Format.TABLE: writing.table,
            Format.JSONL: writing.json_lines,
            Format.JSON: writing.json_array,
            Format.CSV: writing.csv_rows,
        }[chosen](coded, out)
    raise typer.Exit(1 if complaints.count else 0)


def _opened(output: Path | None) -> TextIO:
    if output is None:
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        return sys.stdout
    return output.open("w", encoding="utf-8", newline="")


Coded = tuple[Report, tuple[Event, ...], list[str]]


def _coded(
    found: Iterable[Report], codebook: Path | None, tables: list[Path], jobs: int, explain: bool
) -> Iterator[Coded]:
    """Reports with their records (and explanations), in the order of the input."""
    if jobs == 1:
        coder = _coder(codebook, tables)
        for report in found:
            yield _code_one(coder, report, explain)
        return
    stream = iter(found)
    with ProcessPoolExecutor(jobs, initializer=_prepare, initargs=(codebook, tables)) as pool:
        pending = []
        while chunk := list(islice(stream, _CHUNK)):
            pending.append(pool.submit(_code_chunk, chunk, explain))
            if len(pending) > 4 * jobs:
                yield from pending.pop(0).result()
        for future in pending:
            yield from future.result()


def _coder(codebook: Path | None, tables: list[Path]) -> Coder:
    from rasd.coding.coder import Coder
    from rasd.gazetteer import Gazetteer

    return Coder(codebook, Gazetteer.load(tables))


def _code_one(coder: Coder, report: Report, explain: bool) -> Coded:
    return report, coder.code(report), list(coder.explain(report)) if explain else []


_worker: list[Coder] = []
"""The one coder of a worker process, made when the process starts."""


def _prepare(codebook: Path | None, tables: list[Path]) -> None:
    _worker[:] = [_coder(codebook, tables)]


def _code_chunk(chunk: list[Report], explain: bool) -> list[Coded]:
    return [_code_one(_worker[0], report, explain) for report in chunk]
