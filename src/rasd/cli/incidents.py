"""`rasd incidents`: linked incidents as a table, or one of them with all that was told. Also how `rasd link` writes."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import msgspec
import typer

from rasd.cli.inputs import day
from rasd.cli.selecting import First, Last
from rasd.cli.storing import AsJson, Db, Limit, Offset, echo_rest, opened
from rasd.errors import InputError, StoreError
from rasd.event import Place
from rasd.incident import Incident, IncidentActor, Teller

if TYPE_CHECKING:
    from rasd.store.model import StoredIncident


def incidents(
    file: Annotated[
        str | None, typer.Argument(help="Incidents as `rasd link --format jsonl` writes them, or -. None: the database's.")
    ] = None,
    show: Annotated[str | None, typer.Option(help="An incident's id: all that was told, and who told it.")] = None,
    first: First = None,
    last: Last = None,
    limit: Limit = 50,
    offset: Offset = 0,
    json: AsJson = False,
    db: Db = None,
) -> None:
    """List linked incidents, or show one with everything that was told of it."""
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    if file is not None:
        if db:
            raise InputError("--db", "goes without a file", "leave one of the two away")
        _of_file(file, show)
        return
    with opened(db) as store:
        if show:
            found: Iterable[Incident] = [read_stored(store.incident(show))]
        else:
            page = store.incidents(first_day=day(first, "--from"), last_day=day(last, "--to"), limit=limit, offset=offset)
            found = map(read_stored, page.items)
            echo_rest(len(page.items), offset, page.total)
        writer = json_lines if json else _echo_whole if show else table
        writer(found, sys.stdout)


def _of_file(file: str, show: str | None) -> None:
    found = read_incidents(file)
    if show is None:
        table(found, sys.stdout)
        return
    incident = next((i for i in found if i.incident_id == show), None)
    if incident is None:
        raise InputError(file, f"holds no incident {show}")
    _echo_whole([incident], sys.stdout)


def _echo_whole(found: Iterable[Incident], out: TextIO) -> None:
    for incident in found:
        out.writelines(line + "\n" for line in whole(incident))


def read_stored(stored: StoredIncident) -> Incident:
    """The incident as the linking saved it. Raises StoreError for one that something else wrote."""
    try:
        return msgspec.json.decode(stored.document, type=Incident)
    except msgspec.MsgspecError as error:
        raise StoreError(f"incident {stored.id!r} was not written by `rasd link`: {error}") from error


def read_incidents(file: str) -> Iterator[Incident]:
    """Incidents of JSON lines. Raises InputError with the line that is none."""
    decoder = msgspec.json.Decoder(Incident)
    try:
        with sys.stdin.buffer if file == "-" else Path(file).open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    try:
                        yield decoder.decode(line)
                    except msgspec.MsgspecError as error:
                        raise InputError(f"{file}:{number}", f"is no incident: {error}") from error
    except OSError as error:
        raise InputError(file, f"cannot be read: {error.strerror}") from error


def json_lines(found: Iterable[Incident], out: TextIO) -> None:
    """One incident a line."""
    for incident in found:
        out.write(msgspec.json.encode(incident).decode() + "\n")


def json_array(found: Iterable[Incident], out: TextIO) -> None:
    """All incidents as one array."""
    out.write("[")
    for n, incident in enumerate(found):
        out.write((",\n" if n else "\n") + msgspec.json.encode(incident).decode())
    out.write("\n]\n")


def table(found: Iterable[Incident], out: TextIO) -> None:
    """Incidents by first day, Arabic isolated so that columns keep their order."""
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    rows = Table(box=SIMPLE, pad_edge=False)
    for name in ("incident", "event", "initiators", "targets", "where", "when", "toll", "records"):
        rows.add_column(name, overflow="fold")
    for incident in sorted(found, key=lambda i: (str(i.first_date), i.incident_id)):
        rows.add_row(
            incident.incident_id,
            Text(_type(incident)),
            Text("\n".join(_actor(a) for a in incident.initiators)),
            Text("\n".join(_actor(a) for a in incident.targets)),
            Text(_place(incident.place)),
            _days(incident),
            "\n".join(_toll(incident)),
            str(len(incident.events)),
        )
    console = Console(file=out, highlight=False)
    if not console.is_terminal:
        console.width = 160  # a file or pipe has no width: ids are not to be cut
    console.print(rows)


def whole(incident: Incident) -> Iterator[str]:
    """Everything that was told of an incident and who told it, one line each."""
    yield f"{incident.incident_id}  {_type(incident)}  {_place(incident.place)}  {_days(incident)}"
    for told in incident.event_type.told:
        yield f"  type        {told.value}: {_tellers(told.tellers)}"
    for status in incident.status.told:
        yield f"  status      {status.value}: {_tellers(status.tellers)}"
    for told_day in incident.dates:
        span = f"{told_day.start}" if told_day.start == told_day.end else f"{told_day.start} to {told_day.end}"
        yield f"  date        {span}{' (day of publication)' if told_day.assumed else ''}: {_tellers(told_day.tellers)}"
    for place in incident.places:
        yield f"  place       {_place(place.place)}: {_tellers(place.tellers)}"
    for role in ("initiators", "supporters", "targets"):
        for actor in getattr(incident, role):
            yield from _actor_lines(role[:-1], actor)
    for name, count in incident.toll.items():
        yield f"  {name:<11} lowest {count.low}, best {count.best}, highest {count.high}"
        for said in count.told:
            number = (
                f"{said.low}+"
                if said.high is None
                else f"{said.low}"
                if said.low == said.high
                else f"{said.low}-{said.high}"
            )
            yield f"    {'about ' if said.approximate else ''}{number}: {_tellers((said.teller,))}"
    for name in ("weapons", "seized", "people"):
        for value in getattr(incident, name):
            yield f"  {name:<11} {_isolated(value.value)}: {_tellers(value.tellers)}"


def _actor_lines(role: str, actor: IncidentActor) -> Iterator[str]:
    for what, tellers in (("", actor.tellers), (" suspected", actor.suspected), (" denied", actor.denied)):
        if tellers:
            claimed = " (claims it)" if actor.claimed and not what else ""
            yield f"  {role:<11} {actor.id}{what}{claimed}: {_tellers(tellers)}"


def _tellers(tellers: Iterable[Teller]) -> str:
    return ", ".join(f"{t.document_id} {_isolated(t.source)}".rstrip() if t.source else t.document_id for t in tellers)


def _type(incident: Incident) -> str:
    status = incident.status.value
    return (incident.event_type.value or "") + ("" if status == "occurred" else f" ({status})")


def _actor(actor: IncidentActor) -> str:
    mark = "" if actor.tellers else "?" if actor.suspected else " (denied)"
    return actor.id + mark


def _place(place: Place | None) -> str:
    return _isolated(place.name_ar or place.text) if place else ""


def _days(incident: Incident) -> str:
    if incident.first_date is None:
        return ""
    if incident.first_date == incident.last_date:
        return str(incident.first_date)
    return f"{incident.first_date} to {incident.last_date}"


def _toll(incident: Incident) -> Iterator[str]:
    for name, count in incident.toll.items():
        span = f" ({count.low}-{count.high})" if count.low != count.high else ""
        yield f"{name} {count.best}{span}"


def _isolated(text: str | None) -> str:
    """Words of either direction that keep their place in a line of the other."""
    return f"\u2068{text}\u2069" if text else ""
