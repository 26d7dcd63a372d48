"""Event records and reports in one input: what the commands that link read."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from io import BufferedReader
from pathlib import Path

import msgspec

from rasd.cli.inputs import Complaints
from rasd.errors import InputError
from rasd.event import Event
from rasd.reading.reports import read_reports
from rasd.report import Report

_SURE = 1.0
"""Confidence of records that state none: a person's, or another tool's."""


def read_records(inputs: Sequence[str], complain: Complaints) -> Iterator[Event | Report]:
    """Event records (JSON lines with `event_id`) and reports (all else that `rasd code` reads), in order."""
    for name in inputs:
        path = Path(name)
        files = sorted(p for p in path.rglob("*") if p.suffix in (".txt", ".jsonl")) if path.is_dir() else [path]
        for file in files or [path]:
            where = "-" if name == "-" else str(file)
            if _holds_events(where):
                yield from _events(where, complain)
            else:
                yield from read_reports([where], complain)


def _holds_events(where: str) -> bool:
    """The first line is an event record; nothing of standard input is used up by looking."""
    if where == "-":
        start = sys.stdin.buffer.peek() if isinstance(sys.stdin.buffer, BufferedReader) else b""
    else:
        try:
            with open(where, "rb") as file:
                start = file.read(16_384)
        except OSError:
            return False  # read_reports says what is wrong
    first = start.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0]
    return bool(first.startswith(b"{") and b'"event_id"' in first)


def _events(where: str, complain: Complaints) -> Iterator[Event]:
    decoder = msgspec.json.Decoder(Event)
    seen: set[str] = set()
    with sys.stdin.buffer if where == "-" else open(where, "rb") as lines:
        for number, line in enumerate(lines, 1):
            line = line.removeprefix(b"\xef\xbb\xbf").strip()
            if not line:
                continue
            try:
                event = _event(line, decoder)
            except (msgspec.MsgspecError, UnicodeError) as error:
                complain(
                    InputError(f"{where}:{number}", f"is no event record: {error}", "one record a line is expected")
                )
                continue
            if event.event_id in seen:
                complain(InputError(f"{where}:{number}", f"event {event.event_id} is there twice", "the first is kept"))
                continue
            seen.add(event.event_id)
            yield event


def _event(line: bytes, decoder: msgspec.json.Decoder[Event]) -> Event:
    try:
        return decoder.decode(line)
    except msgspec.ValidationError:
        fields = msgspec.json.decode(line)
        if not isinstance(fields, dict) or "confidence" in fields:
            raise
        return msgspec.convert(fields | {"confidence": _SURE}, Event)
