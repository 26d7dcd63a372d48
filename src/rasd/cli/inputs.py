"""Options and complaints that the commands reading reports share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from rasd.errors import InputError
from rasd.reading.options import DEFAULT, FIELDS, ReadOptions
from rasd.reading.reports import read_reports
from rasd.report import Report

SOURCES = "Files (text, JSON lines, HTML, PDF, Word, CSV, Parquet, WARC, WACZ, chats), folders, http addresses, or - for standard input."
Inputs = Annotated[list[str], typer.Argument(help=SOURCES)]
Published = Annotated[
    str | None, typer.Option(help="Day of publication, YYYY-MM-DD: what 'yesterday' is read against.")
]
Country = Annotated[str | None, typer.Option(help="Country of the reports (ISO code, like SY).")]
CodebookFolder = Annotated[
    Path | None, typer.Option("--codebook", help="A folder that extends or overrides the built-in codebook.")
]
Tables = Annotated[list[Path] | None, typer.Option("--gazetteer", help="A table of places to add for this run.")]
Column = Annotated[
    list[str] | None,
    typer.Option("--column", help="A column of tables as FIELD=NAME: text, title, published, id, author, outlet, country."),
]
AllowHost = Annotated[
    list[str] | None, typer.Option("--allow-host", help="A host that may be fetched although its address is private.")
]
Output = Annotated[Path | None, typer.Option(help="Write here instead of standard output.")]


class Complaints:
    """Faults of the input, each said once on standard error; any of them makes the exit code 1."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, error: InputError) -> None:
        self.count += 1
        typer.echo(f"rasd: {error}", err=True)


def day(text: str | None, option: str = "--published") -> date | None:
    """An option's text as a date. Raises InputError."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(option, f"{text!r} is no date", "write it as YYYY-MM-DD") from None


def reports(
    inputs: list[str], published: str | None, country: str | None, complaints: Complaints, options: ReadOptions = DEFAULT
) -> Iterator[Report]:
    """The reports that the arguments name."""
    return read_reports(inputs, complaints, day(published), country.upper() if country else None, options)


def reading(columns: list[str] | None, allow_hosts: list[str] | None) -> ReadOptions:
    """How to read: the options first, then the settings. Raises InputError."""
    from rasd.config import load_settings

    own = load_settings()[0]
    pairs = tuple(_pair(text) for text in (*own.columns, *(columns or ())))
    return ReadOptions(columns=pairs, allow_hosts=frozenset((*own.allow_hosts, *(allow_hosts or ()))), delay=own.fetch_delay)


def _pair(text: str) -> tuple[str, str]:
    field, _, name = text.partition("=")
    if field.strip() not in FIELDS or not name:
        raise InputError("--column", f"{text!r} names no column", f"write it as FIELD=NAME; fields are {', '.join(FIELDS)}")
    return field.strip(), name
