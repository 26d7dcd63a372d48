"""The history of any value: every coding and every judgement that touched it, back to the words of the report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import select

from rasd.errors import JudgementError, NotFound
from rasd.event import Event
from rasd.store import tables
from rasd.store.current import Currents, read_judgements
from rasd.store.events import FIELDS, decoded, spans, value
from rasd.store.model import AuditEntry, Judgement


class Auditing(Currents):
    """The part of the store that answers where a value comes from."""

    def audit(self, record_id: str, field: str | None = None) -> tuple[AuditEntry, ...]:
        """What happened to a record, or to one field of it (`toll.killed`), in order of time.

        Independent codings are told with their layer, judgements taken back with `undone`.
        Raises NotFound for an unknown record, JudgementError for an unknown field.
        """
        if field is not None and field not in FIELDS:
            raise JudgementError("no_field_of_record", field=field, fields=", ".join(FIELDS))
        r, p = tables.records.c, tables.reports.c
        with self.reading() as connection:
            row = connection.execute(
                select(p.id, p.text).join_from(tables.records, tables.reports).where(r.id == record_id)
            ).one_or_none()
            if row is None:
                raise NotFound("record", record_id)
            v, k = tables.versions.c, tables.codings.c
            codings = connection.execute(
                select(k.coded, k.coder, v.event).join_from(tables.versions, tables.codings)
                .where(v.record_id == record_id).order_by(k.number)
            ).all()  # fmt: skip
            judged = read_judgements(connection, tables.judgements.c.report_id == row.id)
        entries = [
            _entry(decoded(c.event), field, row.text, at=c.coded, who=c.coder, what="recoded" if n else "coded")
            for n, c in enumerate(codings)
        ]
        entries += [_judged(j, field, row.text) for j in judged if _concerns(j, record_id, field)]
        return tuple(sorted(entries, key=lambda e: e.at))


def _entry(event: Event, field: str | None, text: str, **facts: Any) -> AuditEntry:
    found = value(event, field) if field else event
    return AuditEntry(value=msgspec.Raw(msgspec.json.encode(found)), words=tuple(_words(event, found, text)), **facts)


def _words(event: Event, found: Any, text: str) -> Iterator[str]:
    """The value's own words; a value without any, like a status, rests on the trigger and its sentence."""
    own = list(spans(msgspec.to_builtins(found))) if not isinstance(found, Event) else []
    if not own and found:
        own = [event.evidence.trigger, event.evidence.sentence]
    yield from dict.fromkeys(text[start:end] for start, end in own)


def _concerns(judgement: Judgement, record_id: str, field: str | None) -> bool:
    if judgement.record_id != record_id and record_id not in _named(judgement):
        return False
    changed = judgement.field
    if field is None or changed is None:
        return True
    return changed == field or changed.startswith(field + ".") or field.startswith(changed + ".")


def _named(judgement: Judgement) -> list[str]:
    """Further records that a merge or split names."""
    found = msgspec.json.decode(judgement.value) if judgement.value is not None else None
    return list(found.get("records", ())) if isinstance(found, dict) and judgement.action in ("merge", "split") else []


def _judged(judgement: Judgement, field: str | None, text: str) -> AuditEntry:
    facts: dict[str, Any] = {
        "at": judgement.at, "who": judgement.reviewer, "what": judgement.action, "note": judgement.note,
        "undone": not judgement.active, "layer": judgement.layer, "judgement": judgement.number,
    }  # fmt: skip
    found = msgspec.json.decode(judgement.value) if judgement.value is not None else None
    if isinstance(found, dict) and "event" in found and judgement.action in ("add", "adopt", "merge"):
        event = msgspec.convert({"event_id": "", "document_id": "", "confidence": 1.0, **found["event"]}, Event)
        return _entry(event, field, text, **facts)
    words = tuple(dict.fromkeys(text[a:b] for a, b in spans(found))) if judgement.action == "change" else ()
    return AuditEntry(value=judgement.value, words=words, **facts)


