"""Options that `rasd export` and `rasd brief` share: where items come from and which are wanted."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Annotated, Protocol, cast

import typer

from rasd.cli.inputs import Complaints, day
from rasd.errors import InputError

if TYPE_CHECKING:
    from rasd.codebook import Codebook
    from rasd.exports import Filter, Item, Origin
    from rasd.store import Store
    from rasd.store.model import RecordState

_BATCH = 500
"""Incidents whose reports are looked up at once."""

Records = Annotated[
    list[str] | None,
    typer.Argument(help="JSON lines of event records or incidents (`rasd code`, `rasd link`), or -. None: the database's."),
]
Incidents = Annotated[bool, typer.Option("--incidents", help="Of the database: incidents instead of records.")]
Reports = Annotated[
    list[Path] | None,
    typer.Option(help="JSON lines of the reports (id, published, outlet, title, text): gives sources and quotations."),
]
First = Annotated[str | None, typer.Option("--from", help="Acts on or after this day, YYYY-MM-DD.")]
Last = Annotated[str | None, typer.Option("--to", help="Acts on or before this day, YYYY-MM-DD.")]
Countries = Annotated[list[str] | None, typer.Option("--country", help="Acts in this country (ISO code).")]
Places = Annotated[
    list[str] | None, typer.Option("--place", help="Acts in this place, district or governorate: a name or a gazetteer id.")
]
Types = Annotated[list[str] | None, typer.Option("--type", help="Acts of this event type.")]
Actors = Annotated[list[str] | None, typer.Option("--actor", help="Acts with this actor in any role.")]
Statuses = Annotated[
    list[str] | None, typer.Option("--status", help="occurred, alleged, attempted, planned or denied. May be repeated.")
]
Judgements = Annotated[
    list[str] | None, typer.Option("--judgement", help="State in the store: proposed, accepted … May be repeated.")
]
Confidence = Annotated[float | None, typer.Option(min=0, max=1, help="Records at least this sure.")]


class Source(Protocol):
    """Items, which may be gone through several times."""

    def __iter__(self) -> Iterator[Item]: ...


@contextmanager
def source(
    inputs: list[str] | None, reports: list[Path] | None, db: str | None, incidents: bool, wanted: Filter, complaints: Complaints
) -> Iterator[Source]:
    """The items of files, or of the database where no file is named. Raises InputError for options that do not go together."""
    if inputs:
        if db or incidents:
            raise InputError("--db" if db else "--incidents", "goes without files", "leave the files away")
        with FileSource(inputs, reports or [], wanted, complaints) as found:
            yield found
        return
    if reports:
        raise InputError("--reports", "goes with files", "the database knows its reports")
    if incidents and wanted.judgements:
        raise InputError("--judgement", "goes with records", "incidents hold the records that are proposed or accepted")
    from rasd.cli.storing import opened

    with opened(db) as store:
        yield StoreSource(store, wanted, incidents)


class StoreSource:
    """Current records of the database, or its incidents."""

    def __init__(self, store: Store, wanted: Filter, incidents: bool) -> None:
        self._store, self._wanted, self._incidents = store, wanted, incidents

    def __iter__(self) -> Iterator[Item]:
        return filter(self._wanted.keeps, self._linked() if self._incidents else self._records())

    def _records(self) -> Iterator[Item]:
        from rasd.exports import Origin, of_event
        from rasd.store.looking import RecordFilter
        from rasd.store.model import STANDING

        states = tuple(sorted(self._wanted.judgements)) or STANDING
        wanted = RecordFilter(
            states=cast("tuple[RecordState, ...]", states),
            event_types=tuple(sorted(self._wanted.types)),
            statuses=tuple(sorted(self._wanted.statuses)),
        )
        for told in self._store.tellings(wanted):
            record = told.record
            origin = Origin(
                document_id=record.report_id, published=told.published, outlet=told.outlet, title=told.title, text=told.text
            )
            yield of_event(record.event, origin, record.state, told.changed)

    def _linked(self) -> Iterator[Item]:
        from rasd.cli.incidents import read_stored
        from rasd.exports import Origin, of_incident

        stream = self._store.all_incidents()
        while batch := list(islice(stream, _BATCH)):
            incidents = [read_stored(stored) for stored in batch]
            rows = self._store.report_rows([d for incident in incidents for d in incident.documents])
            reports = {
                id: Origin(document_id=id, published=row.published, outlet=row.outlet, title=row.title) for id, row in rows.items()
            }
            for incident, stored in zip(incidents, batch, strict=True):
                yield of_incident(incident, reports, stored.saved)


class FileSource:
    """Items of the files given, which may be read several times; standard input is kept aside for that."""

    def __init__(self, inputs: list[str], reports: list[Path], wanted: Filter, complaints: Complaints) -> None:
        self._inputs, self._wanted, self._complaints = inputs, wanted, complaints
        self._spooled: IO[bytes] | None = None
        self._reports: dict[str, Origin] = {}
        self._times = 0
        for path in reports:
            self._add_reports(path)

    def __enter__(self) -> FileSource:
        return self

    def __exit__(self, *error: object) -> None:
        if self._spooled is not None:
            self._spooled.close()

    def _add_reports(self, path: Path) -> None:
        from rasd.exports import read_reports

        with _opened(path) as lines:
            self._reports.update(read_reports(str(path), lines, self._complaints))

    def __iter__(self) -> Iterator[Item]:
        from rasd.exports import read_items

        self._times += 1
        complain = self._complaints if self._times == 1 else _silent
        for name in self._inputs:
            with self._standard_input() if name == "-" else _opened(Path(name)) as lines:
                for item in read_items(name, lines, self._reports, complain):
                    if self._wanted.keeps(item):
                        yield item

    def _standard_input(self) -> IO[bytes]:
        if self._spooled is None:
            self._spooled = TemporaryFile()  # noqa: SIM115  closed when the source is left; it is read several times
            shutil.copyfileobj(sys.stdin.buffer, self._spooled)
            self._spooled.flush()
        self._spooled.seek(0)
        return open(self._spooled.fileno(), "rb", closefd=False)


def _silent(error: InputError) -> None:
    """What was complained of once is not said again."""


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}") from error


def checked(wanted: Filter, codebook: Codebook) -> None:
    """Raises InputError for a type or actor that the codebook lacks: it would only give an empty export."""
    for option, ids, known in (("--type", wanted.types, codebook.types), ("--actor", wanted.actors, codebook.actors)):
        for id in sorted(ids - known.keys()):
            raise InputError(option, f"the codebook has no {id!r}", "`rasd codebook list` shows what it has")


def chosen(
    first: str | None, last: str | None, countries: list[str] | None, places: list[str] | None, types: list[str] | None,
    actors: list[str] | None, statuses: list[str] | None, judgements: list[str] | None, confidence: float | None,
) -> Filter:  # fmt: skip
    """The filter that the options describe. Raises InputError for a day, a status or a judgement that is none."""
    from typing import get_args

    from rasd.event import Status
    from rasd.exports import Filter
    from rasd.store.model import RecordState

    for option, given, kind in (("--status", statuses, Status), ("--judgement", judgements, RecordState)):
        for value in given or []:
            if value not in get_args(kind):
                raise InputError(option, f"{value!r} is none", "it is one of " + ", ".join(get_args(kind)))
    return Filter(
        first_day=day(first, "--from"),
        last_day=day(last, "--to"),
        countries=frozenset(c.upper() for c in countries or ()),
        places=frozenset(places or ()),
        types=frozenset(types or ()),
        actors=frozenset(actors or ()),
        statuses=frozenset(statuses or ()),
        judgements=frozenset(judgements or ()),
        least_confidence=confidence,
    )
