"""`rasd mentions`: everything a report names, one line a mention."""

from __future__ import annotations

import sys

import msgspec
import typer

from rasd.cli.inputs import (
    AllowHost,
    CodebookFolder,
    Column,
    Complaints,
    Country,
    Inputs,
    Published,
    Tables,
    reading,
    reports,
)


def mentions(
    inputs: Inputs,
    published: Published = None,
    country: Country = None,
    codebook: CodebookFolder = None,
    gazetteer: Tables = None,
    column: Column = None,
    allow_host: AllowHost = None,
) -> None:
    """List mentions as JSON lines: document_id, kind, text, span, value."""
    from rasd.coding.coder import Coder
    from rasd.gazetteer import Gazetteer

    complaints = Complaints()
    coder = Coder(codebook, Gazetteer.load(gazetteer or []))
    for report in reports(inputs, published, country, complaints, reading(column, allow_host)):
        for mention in coder.mentions(report):
            line = {"document_id": report.id, **mention._asdict()}
            sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")
    sys.stdout.buffer.flush()
    raise typer.Exit(1 if complaints.count else 0)
