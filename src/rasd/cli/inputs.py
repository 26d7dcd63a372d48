"""Options and complaints that the commands reading reports share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from rasd.errors import InputError
from rasd.reading.reports import read_reports
from rasd.report import Report

Inputs = Annotated[list[str], typer.Argument(help="Text files, folders, JSON lines, or - for standard input.")]
Published = Annotated[
    str | None, typer.Option(help="Day of publication, YYYY-MM-DD: what 'yesterday' is read against.")
]
Country = Annotated[str | None, typer.Option(help="Country of the reports (ISO code, like SY).")]
CodebookFolder = Annotated[
    Path | None, typer.Option("--codebook", help="A folder that extends or overrides the built-in codebook.")
]
Tables = Annotated[list[Path] | None, typer.Option("--gazetteer", help="A table of places to add for this run.")]
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


def reports(inputs: list[str], published: str | None, country: str | None, complaints: Complaints) -> Iterator[Report]:
    """The reports that the arguments name."""
    return read_reports(inputs, complaints, day(published), country.upper() if country else None)
