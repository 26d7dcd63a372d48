"""`rasd export`: records or incidents in the forms that the field's tools open."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from rasd.cli import selecting
from rasd.cli.inputs import CodebookFolder, Complaints, Output
from rasd.cli.storing import Db
from rasd.errors import InputError

if TYPE_CHECKING:
    from rasd.exports import Ledger


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
    inputs: selecting.Records = None,
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
    ledger: Annotated[
        Path | None, typer.Option(help="A file that remembers what this export wrote: gives rows the time they changed.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(help="With --ledger: only rows changed after this time (ISO), or since the `last` export.")
    ] = None,
    deleted: Annotated[Path | None, typer.Option(help="With --ledger: ids of rows that are no more, as CSV.")] = None,
    codebook: CodebookFolder = None,
    incidents: selecting.Incidents = False,
    output: Output = None,
    db: Db = None,
) -> None:
    """Write records or incidents as a data set that other tools open."""
    import msgspec

    from rasd.codebook import Codebook
    from rasd.exports import Options, World, default_names, load_settings, write, write_rows

    complaints = Complaints()
    if ledger is None and (since or deleted):
        raise InputError("--since" if since else "--deleted", "needs the ledger of the exports before", "name it with --ledger")
    wanted = selecting.chosen(first, last, country, place, type, actor, status, judgement, confidence)
    book = Codebook.load(codebook)
    selecting.checked(wanted, book)
    settings = load_settings(acled_settings)
    named = names.value if names else default_names(format.value)
    about = msgspec.json.encode([format.value, named, wanted, settings], order="deterministic").decode()
    with selecting.source(inputs, reports, db, incidents, wanted, complaints) as source, _kept(ledger, about) as kept:
        options = Options(
            world=World(book),
            names=named,
            acled=settings,
            bom=excel,
            right_to_left=rtl,
            ledger=kept,
            since=_time(since, kept),
        )
        with written(output) as out:
            done = write(source, format.value, out, options)
        if kept and deleted:
            with written(deleted) as out:
                write_rows(("id", "deleted"), kept.deleted(options.since), out)
    for reason, count in done.left_out.items():
        typer.echo(f"rasd: {count} of {done.items} left out: {reason}", err=True)
    raise typer.Exit(1 if complaints.count else 0)


@contextmanager
def _kept(path: Path | None, about: str) -> Iterator[Ledger | None]:
    """The ledger, which counts the export only when everything was written."""
    from rasd.exports import Ledger

    if path is None:
        yield None
        return
    ledger = Ledger(path, about)
    done = False
    try:
        yield ledger
        done = True
    finally:
        ledger.close(keep=done)


def _time(since: str | None, ledger: Ledger | None) -> str | None:
    """The option's time in UTC. Raises InputError."""
    if since is None or ledger is None:
        return None
    if since == "last":
        return ledger.last
    try:
        return datetime.fromisoformat(since).astimezone(UTC).isoformat(timespec="microseconds")
    except ValueError:
        raise InputError("--since", f"{since!r} is no time", "write YYYY-MM-DD, YYYY-MM-DDThh:mm, or last") from None


@contextmanager
def written(path: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that appears only when it is whole: a failed export leaves the old one."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as out:
            yield out
        draft.replace(path)
    except OSError as error:
        raise InputError(str(path), f"cannot be written: {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)
