"""`rasd link`: event records or reports in, incidents out; or the records of the store into its incidents."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import msgspec
import typer

from rasd.cli.inputs import CodebookFolder, Complaints, Output, Tables
from rasd.cli.storing import Db, opened
from rasd.errors import InputError
from rasd.event import Event
from rasd.incident import Incident
from rasd.report import Report

if TYPE_CHECKING:
    from rasd.gazetteer import Gazetteer
    from rasd.incidents import Judgement, Linker, Record
    from rasd.store import Store


class Format(StrEnum):
    """How incidents are written."""

    TABLE = "table"
    JSONL = "jsonl"
    JSON = "json"


def link(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(help="Event records (JSON lines), reports, folders, or -. None: the records of the database."),
    ] = None,
    judgements: Annotated[
        Path | None, typer.Option(help="JSON lines {left, right, same}: what people said of two event ids.")
    ] = None,
    weights: Annotated[Path | None, typer.Option(help="Match weights that replace the built-in ones (TOML).")] = None,
    explain: Annotated[
        tuple[str, str] | None, typer.Option(help="Two event ids: the weight of every comparison between them.")
    ] = None,
    picture: Annotated[Path | None, typer.Option(help="With --explain: also draw the weights as SVG.")] = None,
    train: Annotated[bool, typer.Option(help="Estimate weights from --judgements and write them as TOML.")] = False,
    codebook: CodebookFolder = None,
    gazetteer: Tables = None,
    format: Annotated[Format | None, typer.Option(help="Default: a table on a terminal, else JSON lines.")] = None,
    output: Output = None,
    afresh: Annotated[bool, typer.Option(help="In the database: compare all records, not only what is new.")] = False,
    db: Db = None,
) -> None:
    """Link event records of many reports into incidents; reports without records are coded first.

    Without inputs the records of the database are linked and its incidents kept there; only what is new or changed is compared.
    """
    if not inputs:
        given = {"--judgements": judgements, "--train": train, "--format": format, "--output": output}
        for option in (name for name, value in given.items() if value):
            raise InputError(option, "goes with files", "name files of records; in the database its own judgements count")
        linker, made_with = linker_of(weights, codebook, gazetteer or [])
        with opened(db) as store:
            if explain:
                _explain(_stored(store, explain), explain, linker, picture, _standard_output())
            else:
                _link_stored(store, linker, made_with, afresh)
        return
    if db or afresh:
        raise InputError("--db" if db else "--afresh", "goes without files", "leave the files away, or add them first: rasd add")
    complaints = Complaints()
    judged = _judgements(judgements)
    if train and judgements is None:
        raise InputError("--train", "needs people's judgements", "name their file with --judgements")
    records, linker = _prepared(inputs, complaints, weights, codebook, gazetteer or [])
    with nullcontext(_standard_output()) if output is None else output.open("w", encoding="utf-8") as out:
        if train:
            out.write(_trained(records, judged, linker))
        elif explain:
            _explain(records, explain, linker, picture, out)
        else:
            gc.disable()  # records hold no cycles, and looking for them takes a fifth of the time
            table = sys.stdout.isatty() and output is None
            _write(linker.link(records, judged), format or (Format.TABLE if table else Format.JSONL), out)
    raise typer.Exit(1 if complaints.count else 0)


def _standard_output() -> TextIO:
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    return sys.stdout


def _judgements(path: Path | None) -> list[Judgement]:
    """People's judgements, one a line. Raises InputError."""
    from rasd.incidents import Judgement

    if path is None:
        return []
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}") from error
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append(msgspec.json.decode(line, type=Judgement))
            except msgspec.MsgspecError as error:
                raise InputError(
                    f"{path}:{number}", f"is no judgement: {error}", 'write {"left": …, "right": …, "same": true}'
                ) from error
    return found


def _prepared(
    inputs: Sequence[str], complaints: Complaints, weights: Path | None, codebook: Path | None, tables: list[Path]
) -> tuple[Iterator[Record], Linker]:
    from rasd.gazetteer import Gazetteer

    linker, _ = linker_of(weights, codebook, tables)
    return _records(inputs, complaints, codebook, Gazetteer.load(tables)), linker


def linker_of(weights: Path | None, codebook: Path | None, tables: list[Path]) -> tuple[Linker, str]:
    """The linker, and what names its codebook and its gazetteer."""
    from rasd.codebook.book import Codebook
    from rasd.gazetteer import Gazetteer
    from rasd.incidents import Linker, Weights
    from rasd.incidents.kinship import Actors
    from rasd.incidents.traits import TraitReader
    from rasd.incidents.values import IncidentMaker

    book, places = Codebook.load(codebook), Gazetteer.load(tables)
    linker = Linker(Weights.load(weights), TraitReader(places, Actors(book.actors)), IncidentMaker(book))
    return linker, f"codebook {book.version} gazetteer {places.version}"


def _records(
    inputs: Sequence[str], complaints: Complaints, codebook: Path | None, gazetteer: Gazetteer
) -> Iterator[Record]:
    """Records as they are read from one file; from several once all are read, as a later one may hold the reports."""
    from rasd.cli.records import read_records
    from rasd.incidents import Record, with_reports

    found = read_records(inputs, complaints)
    alone = len(inputs) == 1 and not Path(inputs[0]).is_dir()  # one file holds records or reports
    events: list[Event] = []
    reports: dict[str, Report] = {}
    for item in found:
        if isinstance(item, Report):
            reports[item.id] = item
        elif alone:
            yield Record(item)
        else:
            events.append(item)
    told = {e.document_id for e in events}
    events += _coded([r for r in reports.values() if r.id not in told], codebook, gazetteer)
    yield from with_reports(events, reports.values())


def _coded(reports: Sequence[Report], codebook: Path | None, gazetteer: Gazetteer) -> Iterator[Event]:
    if reports:
        from rasd.coding.coder import Coder

        coder = Coder(codebook, gazetteer)
        for report in reports:
            yield from coder.code(report)


def _link_stored(store: Store, linker: Linker, made_with: str, afresh: bool) -> None:
    from rasd.store.increments import StoreLinker

    done = StoreLinker(store, linker, made_with).link("rasd link", afresh=afresh)
    typer.echo(
        f"{done.fresh} records new or changed, {done.pairs} pairs compared; "
        f"incidents: {done.founded} founded, {done.changed} changed, {done.dissolved} dissolved"
    )


def _stored(store: Store, ids: Iterable[str]) -> list[Record]:
    """Records of the database with their reports. Raises NotFound."""
    from rasd.incidents import Record

    found = []
    for id in ids:
        record = store.record(id)
        report = store.report(record.report_id).report
        found.append(Record(record.event, report.published, report.text))
    return found


def _trained(records: Iterable[Record], judged: Sequence[Judgement], linker: Linker) -> str:
    from rasd.incidents.training import as_toml, estimate

    by_id = {r.event.event_id: r for r in records}
    return as_toml(estimate(by_id, judged, linker.weights, linker.reader))


def _explain(
    records: Iterable[Record], wanted: tuple[str, str], linker: Linker, picture: Path | None, out: TextIO
) -> None:
    from rasd.incidents.explaining import as_svg, as_text, explain

    found = {r.event.event_id: r for r in records if r.event.event_id in wanted}
    for event_id in wanted:
        if event_id not in found:
            raise InputError(event_id, "no record has this event id", "list the ids with: rasd link --format jsonl")
    explanation = explain(found[wanted[0]], found[wanted[1]], linker.weights, linker.reader)
    for line in as_text(explanation):
        out.write(line + "\n")
    if picture:
        picture.write_text(as_svg(explanation), encoding="utf-8")


def _write(incidents: Iterable[Incident], format: Format, out: TextIO) -> None:
    from rasd.cli import incidents as writing

    {Format.TABLE: writing.table, Format.JSONL: writing.json_lines, Format.JSON: writing.json_array}[format](
        incidents, out
    )
