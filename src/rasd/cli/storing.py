"""Options and helpers that the commands of the store share."""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.config import Settings, load_settings

if TYPE_CHECKING:
    from rasd.store import Store
    from rasd.store.coders import Coders

Db = Annotated[
    str | None,
    typer.Option("--db", help="A SQLite file or a postgresql:// URL. Default: the setting `database`, else your data folder."),
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON lines instead of a table.")]
Limit = Annotated[int, typer.Option(min=1, help="Rows at most.")]
Offset = Annotated[int, typer.Option(min=0, help="Rows to leave out first.")]


@contextmanager
def opened(db: str | None) -> Iterator[Store]:
    """The store that the option, the environment or the settings name."""
    from rasd.store import Store

    with Store(db or settings().database) as store:
        yield store


def settings() -> Settings:
    """The user's settings. Raises SettingsError."""
    return load_settings()[0]


def coders(codebook: Path | None, tables: list[Path] | None, jobs: int | None) -> Coders:
    """What codes: options first, then settings."""
    from rasd.store.coders import Coders

    own = settings()
    return Coders(codebook or own.codebook, tables or own.gazetteer, jobs or own.jobs)


def reviewer(given: str | None) -> str:
    """Who judges: the option, the setting, else the user of this machine."""
    return given or settings().reviewer or getpass.getuser()


def local(time: datetime | None) -> str:
    """A time for people, in their zone, to the minute."""
    return time.astimezone().strftime("%Y-%m-%d %H:%M") if time else ""


def echo_json(rows: Iterable[object]) -> None:
    """One JSON object a line."""
    import msgspec

    for row in rows:
        typer.echo(msgspec.json.encode(row).decode())


def echo_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table; on a terminal as wide as that, in a pipe as wide as its words."""
    import sys

    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, box=SIMPLE, pad_edge=False)
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    Console(highlight=False, width=None if sys.stdout.isatty() else 200).print(table)


def echo_rest(shown: int, offset: int, total: int) -> None:
    """Says how to see the rest of a list, where there is one."""
    if offset + shown < total:
        typer.echo(f"{offset + 1} to {offset + shown} of {total}; the next ones: --offset {offset + shown}", err=True)
