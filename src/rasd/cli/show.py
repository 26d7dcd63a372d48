"""`rasd show`: one report, record or incident, with its history."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.storing import Db, echo_json, local, opened
from rasd.errors import NotFound

if TYPE_CHECKING:
    from rasd.store import Store
    from rasd.store.model import AuditEntry, Record, StoredReport


def show(
    id: Annotated[str, typer.Argument(help="Id of a report, a record or an incident, or its beginning.")],
    history: Annotated[bool, typer.Option(help="Every coding and judgement of a record or report.")] = False,
    field: Annotated[str | None, typer.Option(help="History of one field of a record, like toll.killed.")] = None,
    original: Annotated[bool, typer.Option(help="Write the original bytes of a report to standard output.")] = False,
    json: Annotated[bool, typer.Option("--json", help="JSON.")] = False,
    db: Db = None,
) -> None:
    """Show a report with its records, a record with the words it rests on, or an incident."""
    with opened(db) as store:
        for kind in (_report, _record, _incident):
            try:
                kind(store, id, history, field, original, json)
                return
            except NotFound as error:
                if error.id != id:
                    raise
    raise NotFound("report, record or incident", id)


def _report(store: Store, id: str, history: bool, field: str | None, original: bool, json: bool) -> None:
    found = store.report(id)
    records = store.records(found.row.id)
    if original:
        sys.stdout.buffer.write(store.content(found.content_hash)[0])
        return
    if json:
        echo_json([found, *records])
        return
    _echo_report(found)
    _echo_records(found, records)
    if history:
        for j in store.judgements(found.row.id):
            about = " ".join(filter(None, (j.record_id, j.field, bytes(j.value).decode() if j.value else None, j.note)))
            typer.echo(f"{j.number}  {local(j.at)}  {j.reviewer}  {j.action}  {about}{'' if j.active else '  (undone)'}")


def _echo_report(found: StoredReport) -> None:
    from rasd.cli.writing import isolated

    row = found.row
    typer.echo(f"{row.id}  {isolated(row.title)}")
    typer.echo(f"published  {row.published or 'unknown'}")
    typer.echo(f"status     {row.status}" + (f" of {row.copy_of} ({found.similarity:.0%} of its words)" if row.copy_of else ""))
    typer.echo(f"coded by   {found.coder or 'nothing'}")
    for seen in found.sightings:
        typer.echo(f"seen       {local(seen.seen)}  {isolated(seen.outlet or '')} {seen.address}")
    for copy in found.copies:
        typer.echo(f"copy       {copy}")
    typer.echo(f"\n{found.report.text.strip()}\n")


def _echo_records(found: StoredReport, records: tuple[Record, ...]) -> None:
    from rich.console import Console

    from rasd.cli.writing import event_table

    for record in records:
        by = f" by {record.judged_by}" if record.judged_by else ""
        typer.echo(f"{record.id}  {record.state}{by}" + ("  (a newer coding differs)" if record.differs else ""))
    if records:
        standing = [r.event for r in records if r.state in ("proposed", "accepted")]
        Console(highlight=False).print(event_table(found.report, standing))


def _record(store: Store, id: str, history: bool, field: str | None, original: bool, json: bool) -> None:
    found = store.record(id)
    if field or history:
        entries = store.audit(found.id, field)
        if json:
            echo_json(entries)
        for entry in () if json else entries:
            _echo_entry(entry)
        return
    if json:
        echo_json([found])
        return
    report = store.report(found.report_id)
    typer.echo(f"record of report {found.report_id}")
    _echo_records(report, (found,))
    _echo_words(report, found)


def _echo_words(report: StoredReport, found: Record) -> None:
    """Each field with the words it rests on."""
    from rasd.cli.writing import isolated
    from rasd.store.events import FIELDS, document, spans, value

    whole = document(found.event)
    for name in FIELDS:
        if name != "toll" and value(found.event, name):
            part = whole[name] if "." not in name else whole["toll"][name.partition(".")[2]]
            words = dict.fromkeys(report.report.text[a:b] for a, b in spans(part))
            if words:
                typer.echo(f"  {name:14} {' · '.join(isolated(' '.join(w.split())) for w in words)}")


def _echo_entry(entry: AuditEntry) -> None:
    from rasd.cli.writing import isolated

    value = bytes(entry.value).decode() if entry.value is not None else ""
    layer = f" (independently, {entry.layer})" if entry.layer else ""
    undone = "  (undone)" if entry.undone else ""
    typer.echo(f"{local(entry.at)}  {entry.who}  {entry.what}{layer}{undone}  {value}")
    for words in entry.words:
        typer.echo(f"    {isolated(' '.join(words.split()))}")


def _incident(store: Store, id: str, history: bool, field: str | None, original: bool, json: bool) -> None:
    from rasd.cli.incidents import read_stored, whole

    found = store.incident(id)
    steps = store.incident_history(found.id) if history else ()
    if json:
        echo_json(steps if history else [found])
        return
    if found.dissolved:
        typer.echo(f"dissolved: the records that incident {found.id} had are in other incidents, or stand no longer")
    for line in whole(read_stored(found)):
        typer.echo(line)
    for record in found.events:
        typer.echo(f"  record      {record}")
    for step in steps:
        typer.echo(f"{local(step.at)}  {step.change}  {step.why}  {' '.join(step.events)}")
