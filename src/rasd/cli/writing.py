"""Event records as a table for people, JSON lines, a JSON array, or CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import TextIO

import msgspec
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rasd.event import Actor, Event
from rasd.report import Report

Coded = tuple[Report, tuple[Event, ...], list[str]]
_COLUMNS = [
    "document_id",
    "event_id",
    "event_type",
    "status",
    "initiators",
    "supporters",
    "targets",
    "places",
    "latitude",
    "longitude",
    "country",
    "date_start",
    "date_end",
    "date_precision",
    "killed_low",
    "killed_high",
    "wounded_low",
    "wounded_high",
    "detained_low",
    "detained_high",
    "abducted_low",
    "abducted_high",
    "released_low",
    "released_high",
    "displaced_low",
    "displaced_high",
    "source",
    "source_kind",
    "confidence",
    "trigger",
]
_TOLLS = ("killed", "wounded", "detained", "abducted", "released", "displaced")
_FORMULA = ("=", "+", "-", "@", "\t")


def json_lines(coded: Iterable[Coded], out: TextIO) -> None:
    """One record a line, as the contract has it."""
    for _, events, notes in coded:
        for event in events:
            out.write(msgspec.json.encode(event).decode() + "\n")
        _explain(notes)


def json_array(coded: Iterable[Coded], out: TextIO) -> None:
    """All records as one array."""
    out.write("[")
    first = True
    for _, events, notes in coded:
        for event in events:
            out.write(("\n" if first else ",\n") + msgspec.json.encode(event).decode())
            first = False
        _explain(notes)
    out.write("\n]\n")


def _explain(notes: Sequence[str]) -> None:
    if notes:
        console = Console(stderr=True, highlight=False, soft_wrap=True)
        for note in notes:
            console.print(Text(note))


def csv_rows(coded: Iterable[Coded], out: TextIO) -> None:
    """One record a row; a cell never starts a formula."""
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for report, events, notes in coded:
        for event in events:
            writer.writerow([_safe(cell) for cell in _row(report, event)])
        _explain(notes)


def _safe(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return "'" + text if text.startswith(_FORMULA) and not text.lstrip("-").replace(".", "").isdigit() else text


def _row(report: Report, event: Event) -> list[object]:
    counts = event.toll.counts()
    tolls = [v for name in _TOLLS for v in ((counts[name].low, counts[name].high) if name in counts else (None, None))]
    main = event.places[0] if event.places else None
    start, end = event.evidence.trigger
    return [
        event.document_id, event.event_id, event.event_type, event.status, *("; ".join(a.id for a in group) for group in (event.initiators, event.supporters, event.targets)),
        "; ".join(p.name_ar or p.text for p in event.places), main and main.latitude, main and main.longitude, main and main.country,
        event.date.start, event.date.end, event.date.precision, *tolls, event.source.text, event.source.kind, event.confidence, report.text[start:end],
    ]  # fmt: skip


def isolated(text: str | None) -> str:
    """Words of either direction that keep their place in a line of the other."""
    return f"\u2068{text}\u2069" if text else ""


def table(coded: Iterable[Coded], out: TextIO) -> None:
    """A table for each report, Arabic isolated so that columns keep their order."""
    console = Console(file=out, highlight=False)
    for report, events, notes in coded:
        console.print(
            Text(f"{report.id}  {report.published or ''}  {isolated((report.title or '').strip()[:80])}"), style="bold"
        )
        console.print(event_table(report, events) if events else Text("  no event records\n", style="dim"))
        for note in notes:
            console.print(Text(note))


def event_table(report: Report, events: Sequence[Event]) -> Table:
    """The records of one report as a table of the terminal."""
    found = Table(box=SIMPLE, pad_edge=False)
    for name in ("event", "initiators", "targets", "where", "when", "toll", "according to"):
        found.add_column(name, overflow="fold")
    for event in events:
        status = "" if event.status == "occurred" else f" ({event.status})"
        toll = "\n".join(f"{name} {_count(c.low, c.high, c.approximate)}" for name, c in event.toll.counts().items())
        when = (
            ""
            if event.date.precision == "assumed"
            else str(event.date.start) + (f" – {event.date.end}" if event.date.end != event.date.start else "")
        )
        found.add_row(
            Text(event.event_type + status), Text(_actors(event.initiators, event.supporters)), Text(_actors(event.targets, ())),
            Text("\n".join(isolated(p.text) for p in event.places)), when, toll, Text(isolated(event.source.text or "")),
        )  # fmt: skip
    return found


def _actors(main: Sequence[Actor], supporters: Sequence[Actor]) -> str:
    names = [a.id + ("?" if a.suspected else "") for a in main] + [f"+{a.id}" for a in supporters]
    return "\n".join(names)


def _count(low: int, high: int | None, approximate: bool) -> str:
    about = "~" if approximate else ""
    if high is None:
        return f"{about}{low}+"
    return f"{about}{low}" if low == high else f"{about}{low}–{high}"
