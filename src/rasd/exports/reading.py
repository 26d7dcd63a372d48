"""Items from JSON lines: records or incidents, with reports that lend them dates, outlets, titles and texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

import msgspec

from rasd.errors import InputError
from rasd.event import Event
from rasd.exports.item import Item, Origin, of_event, of_incident
from rasd.incident import Incident

Complain = Callable[[InputError], None]


class _ReportLine(msgspec.Struct):
    """A report as JSON lines hold it; what an export has no use for is passed over."""

    id: str
    published: date | None = None
    outlet: str | None = None
    title: str | None = None
    text: str | None = None


class _Record(Event, frozen=True, kw_only=True):
    """A record as JSON lines hold it: the contract does not require a confidence."""

    confidence: float = 1.0


class _Line(msgspec.Struct):
    """By what a line is known: an incident or a record."""

    incident_id: str | msgspec.UnsetType = msgspec.UNSET


_kind = msgspec.json.Decoder(_Line).decode
_event = msgspec.json.Decoder(_Record).decode
_incident = msgspec.json.Decoder(Incident).decode
_report = msgspec.json.Decoder(_ReportLine).decode


def read_items(name: str, lines: Iterable[bytes], reports: Mapping[str, Origin], complain: Complain) -> Iterator[Item]:
    """Items of JSON lines; a line that is neither record nor incident is complained of and passed over."""
    for number, line in _numbered(lines):
        try:
            if _kind(line).incident_id is msgspec.UNSET:
                event = _event(line)
                yield of_event(event, reports.get(event.document_id))
            else:
                yield of_incident(_incident(line), reports)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            advice = "give JSON lines as `rasd code` or `rasd link --format jsonl` write them"
            complain(InputError(f"{name}:{number}", f"is no event record and no incident: {error}", advice))


def read_reports(name: str, lines: Iterable[bytes], complain: Complain) -> dict[str, Origin]:
    """Reports by id, held in memory."""
    found: dict[str, Origin] = {}
    for number, line in _numbered(lines):
        try:
            report = _report(line)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            complain(InputError(f"{name}:{number}", f"is no report: {error}", "each line needs at least an id"))
            continue
        found[report.id] = Origin(
            document_id=report.id, published=report.published, outlet=report.outlet, title=report.title, text=report.text
        )
    return found


def _numbered(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(lines, 1):
        line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if line.strip():
            yield number, line
