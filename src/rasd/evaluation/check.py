"""What must hold of every record: spans inside the text and equal to their words, ids known."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import UNSET

from rasd.event import Event, Span
from rasd.report import Report


def faults_of_event(report: Report, event: Event) -> Iterator[str]:
    """A sentence for each span that lies outside the report's text or differs from its words."""
    for what, span, text in _spans(event):
        start, end = span
        if not 0 <= start < end <= len(report.text):
            yield f"{event.event_id}: span {span} of {what} lies outside the text"
        elif text is not None and report.text[start:end] != text:
            yield f"{event.event_id}: {what} is {text!r}, its span reads {report.text[start:end]!r}"
    if event.date.precision != "assumed" and event.date.span is UNSET:
        yield f"{event.event_id}: a date without its words"
    if event.date.start and event.date.end and event.date.start > event.date.end:
        yield f"{event.event_id}: the date ends before it starts"
    for field, count in event.toll.counts().items():
        if count.low < 0 or (count.high is not None and count.high < count.low):
            yield f"{event.event_id}: {field} from {count.low} to {count.high}"


def _spans(event: Event) -> Iterator[tuple[str, Span, str | None]]:
    yield "evidence.sentence", event.evidence.sentence, None
    yield "evidence.trigger", event.evidence.trigger, None
    for span in event.evidence.mentions:
        yield "evidence.mentions", span, None
    for role in ("initiators", "supporters", "targets"):
        for actor in getattr(event, role):
            yield role, actor.span, actor.text
    for place in event.places:
        yield "places", place.span, place.text
    for field, count in event.toll.counts().items():
        yield f"toll.{field}", count.span, count.text
    for person in event.people:
        yield "people", person.span, person.name
    if event.date.span is not UNSET:
        yield "date", event.date.span, None
    if event.source.span is not UNSET:
        yield "source", event.source.span, event.source.text
