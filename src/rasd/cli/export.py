"""`rasd export`: records or incidents in the forms that the field's tools open."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from rasd.cli import selecting
from rasd.cli.inputs import CodebookFolder, Complaints, Output


class Names(StrEnum):
    """What becomes of the names of private people."""

    KEEP = "keep"
    INITIALS = "initials"
    REDACT = "redact"


class Format(StrEnum):
    """The layouts."""

    CSV = "csv"
    JSONL = "jsonl"
    GEOJSON = "geojson"
    ACLED = "acled"
    UCDP = "ucdp"
    HXL = "hxl"
    PARQUET = "parquet"
    XLSX = "xlsx"


def export(
    inputs: selecting.Records,
    format: Annotated[Format, typer.Option(help="The layout; docs/exports.md says what each loses.")] = Format.CSV,
    reports: selecting.Reports = None,
    first: selecting.First = None,
    last: selecting.Last = None,
    country: selecting.Countries = None,
    place: selecting.Places = None,
    type: selecting.Types = None,
    actor: selecting.Actors = None,
    status: selecting.Statuses = None,
    judgement: selecting.Judgements = None,
    confidence: selecting.Confidence = None,
    names: Annotated[
        Names | None, typer.Option(help="Names of private people. Default: redact; keep in jsonl. Officials stay.")
    ] = None,
    acled_settings: Annotated[Path | None, typer.Option(help="TOML with the choices that ACLED's rules leave.")] = None,
    excel: Annotated[bool, typer.Option(help="CSV that Excel opens rightly: UTF-8 with its mark in front.")] = False,
    rtl: Annotated[bool, typer.Option("--rtl", help="xlsx: the sheet runs from right to left.")] = False,
    codebook: CodebookFolder = None,
    output: Output = None,
) -> None:
    """Write records or incidents as a data set that other tools open."""
    from rasd.codebook import Codebook
    from rasd.exports import Options, World, load_settings, write

    complaints = Complaints()
    wanted = selecting.chosen(first, last, country, place, type, actor, status, judgement, confidence)
    options = Options(
        world=World(Codebook.load(codebook)),
        names=names.value if names else None,
        acled=load_settings(acled_settings),
        bom=excel,
        right_to_left=rtl,
    )
    source = selecting.Source(inputs, reports or [], wanted, complaints)
    with written(output) as out:
        done = write(source, format.value, out, options)
    for reason, count in done.left_out.items():
        typer.echo(f"rasd: {count} of {done.items} left out: {reason}", err=True)
    raise typer.Exit(1 if complaints.count else 0)


@contextmanager
def written(path: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that appears only when it is whole: a failed export leaves the old one."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    from rasd.errors import InputError

    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as out:
            yield out
        draft.replace(path)
    except OSError as error:
        raise InputError(str(path), f"cannot be written: {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)
