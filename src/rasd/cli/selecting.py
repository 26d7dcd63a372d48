"""Options that `rasd export` and `rasd brief` share: where items come from and which are wanted."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Annotated

import typer

from rasd.cli.inputs import Complaints, day
from rasd.errors import InputError

if TYPE_CHECKING:
    from rasd.codebook import Codebook
    from rasd.exports import Filter, Item, Origin

Records = Annotated[
    list[str], typer.Argument(help="JSON lines of event records or incidents (`rasd code`, `rasd link`), or -.")
]
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


class Source:
    """Items of the files given, which may be read several times; standard input is kept aside for that."""

    def __init__(self, inputs: list[str], reports: list[Path], wanted: Filter, complaints: Complaints) -> None:
        self._inputs, self._wanted, self._complaints = inputs, wanted, complaints
        self._spooled: IO[bytes] | None = None
        self._reports: dict[str, Origin] = {}
        self._times = 0
        for path in reports:
            self._add_reports(path)

    def __enter__(self) -> Source:
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
    """The filter that the options describe. Raises InputError for a day or a status that is none."""
    from typing import get_args

    from rasd.event import Status
    from rasd.exports import Filter

    for status in statuses or []:
        if status not in get_args(Status):
            raise InputError("--status", f"{status!r} is none", "it is one of " + ", ".join(get_args(Status)))
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
