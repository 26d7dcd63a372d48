"""What linking takes: event records with what is known of their reports, and people's judgements."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from rasd.event import Event
from rasd.report import Report


class Record(msgspec.Struct, frozen=True):
    """An event record. `published` and `text` are its report's, where at hand; both make linking surer."""

    event: Event
    published: date | None = None
    text: str | None = None


class Judgement(msgspec.Struct, frozen=True):
    """A person's word that two records tell of one act (`same`) or of two. Later ones prevail."""

    left: str
    right: str
    same: bool


def with_reports(events: Iterable[Event], reports: Iterable[Report]) -> list[Record]:
    """Records of events, each with the day and text of its report where that is among `reports`."""
    known = {r.id: r for r in reports}
    found = []
    for event in events:
        report = known.get(event.document_id)
        found.append(Record(event, report.published, report.text) if report else Record(event))
    return found
