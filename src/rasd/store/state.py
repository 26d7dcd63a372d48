"""The current state of a report's records, derived from its codings and judgements alone.

A record that nobody judged follows the newest coding. One that a reviewer judged stays as the reviewer saw it,
with the newest coding's differences beside it, until the reviewer takes them (`refresh`). Judgements apply in the
order they were made; one that an undo takes back, or that no longer finds its record, has no effect.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec

from rasd.errors import JudgementError
from rasd.event import Event
from rasd.store.events import checked, document, put, same, with_id
from rasd.store.model import Judgement, Record, RecordState, ReportStatus

_JUDGING = frozenset({"accept", "reject", "change", "merge", "split", "refresh", "adopt"})
"""Actions that hold a record to the version that its reviewer saw."""


class Version(msgspec.Struct, frozen=True):
    """A record as one coding had it."""

    record_id: str
    coding: int
    event: Event


class History(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known of a report's records: codings in order, and judgements in order (of one layer)."""

    report_id: str
    text: str
    codings: tuple[int, ...]
    versions: tuple[Version, ...]
    judgements: tuple[Judgement, ...]
    is_copy: bool = False
    blind: bool = False
    """Without the coder's proposals."""


@dataclass
class _Draft:
    """A record while judgements are applied to it."""

    id: str
    state: RecordState
    event: Event
    coding: int | None
    added_by: str | None = None
    changed: dict[str, None] = field(default_factory=dict)
    judged_by: str | None = None
    judged_at: datetime | None = None
    related: tuple[str, ...] = ()


Drafts = dict[str, _Draft]


def active(judgements: Sequence[Judgement]) -> frozenset[int]:
    """Numbers of the judgements in force: not undone, or whose undoing was undone."""
    undone: set[int] = set()
    found = set()
    for judgement in reversed(judgements):
        if judgement.number in undone:
            continue
        found.add(judgement.number)
        if judgement.undoes is not None:
            undone.add(judgement.undoes)
    return frozenset(found)


def derive(history: History) -> tuple[Record, ...]:
    """The records as they stand, in the order of the report's text."""
    drafts = _drafts(history)
    versions = _by_record(history.versions)
    newest = history.codings[-1] if history.codings else None
    records = (_record(history, draft, versions.get(draft.id, {}), newest) for draft in drafts.values())
    return tuple(sorted(records, key=lambda r: (r.event.evidence.trigger, r.event.evidence.sentence, r.id)))


def check(history: History, judgement: Judgement) -> None:
    """Raises JudgementError where the judgement cannot be applied to the state as it is."""
    _apply(_drafts(history), judgement, history)


def report_status(history: History, records: Iterable[Record]) -> ReportStatus:
    """Where the work on the report stands. A newer coding that asks for a look opens a finished report again."""
    in_force = _in_force(history)
    if history.is_copy and not any(j.action == "separate" for j in in_force):
        return "copy"
    steps = [j for j in in_force if j.action in ("finish", "reopen")]
    if steps and steps[-1].action == "finish":
        seen = steps[-1].coding
        newest = history.codings[-1] if history.codings else None
        if seen == newest or not any(r.differs or r.state == "proposed" for r in records):
            return "done"
    return "open" if any(j.action != "note" and j.action != "undo" for j in in_force) else "new"


def shown_version(history: History, record_id: str) -> int | None:
    """The coding whose version of a record is shown; None for a record that a person added."""
    draft = _drafts(history).get(record_id)
    return draft.coding if draft else None


def _in_force(history: History) -> list[Judgement]:
    numbers = active(history.judgements)
    return [j for j in history.judgements if j.number in numbers]


def _by_record(versions: Iterable[Version]) -> Mapping[str, dict[int, Event]]:
    found: dict[str, dict[int, Event]] = {}
    for version in versions:
        found.setdefault(version.record_id, {})[version.coding] = version.event
    return found


def _drafts(history: History) -> Drafts:
    in_force = _in_force(history)
    held = {j.record_id: j.coding for j in in_force if j.action in _JUDGING and j.coding is not None}
    newest = history.codings[-1] if history.codings else None
    drafts: Drafts = {}
    for id, versions in {} if history.blind else _by_record(history.versions).items():
        coding = held.get(id, newest)
        state: RecordState = "proposed"
        if coding not in versions:
            coding, state = max(versions), "withdrawn"
        drafts[id] = _Draft(id, state, with_id(versions[coding], id), coding)
    for judgement in in_force:
        try:
            _apply(drafts, judgement, history)
        except JudgementError:  # what it judged was taken back
            continue
    return drafts


def _record(history: History, draft: _Draft, versions: Mapping[int, Event], newest: int | None) -> Record:
    newer = versions.get(newest) if newest is not None else None
    shown = versions.get(draft.coding) if draft.coding is not None else None
    differs = draft.judged_by is not None and shown is not None and (newer is None or not same(newer, shown))
    return Record(
        id=draft.id,
        report_id=history.report_id,
        state=draft.state,
        event=draft.event,
        added_by=draft.added_by,
        coding=draft.coding,
        changed=tuple(draft.changed),
        judged_by=draft.judged_by,
        judged_at=draft.judged_at,
        related=draft.related,
        differs=differs,
        newer=with_id(newer, draft.id) if differs and newer else None,
    )


def _apply(drafts: Drafts, judgement: Judgement, history: History) -> None:
    """Apply one judgement. Raises JudgementError, and then has changed nothing."""
    if judgement.record_id is None:
        return
    value = msgspec.json.decode(judgement.value) if judgement.value is not None else None
    match judgement.action:
        case "add":
            _add(drafts, judgement, judgement.record_id, _part(value, "event"), history)
        case "adopt" if judgement.record_id not in drafts:
            _add(drafts, judgement, judgement.record_id, _part(value, "event"), history)
            drafts[judgement.record_id].added_by = _part(value, "from")
        case "note":
            return
        case _:
            _judge(drafts, judgement, value, history)


def _part(value: Any, name: str) -> Any:
    if not isinstance(value, dict) or name not in value:
        raise JudgementError("value_lacks", name=name)
    return value[name]


def _add(drafts: Drafts, judgement: Judgement, id: str, found: Any, history: History) -> None:
    if id in drafts:
        raise JudgementError("record_exists", id=id)
    event = checked(found, id, history.report_id, history.text)
    draft = _Draft(id, "accepted", event, None, added_by=judgement.reviewer)
    draft.judged_by, draft.judged_at = judgement.reviewer, judgement.at
    drafts[id] = draft


def _standing(drafts: Drafts, id: str | None) -> _Draft:
    """The record, which may be rejected but not gone. Raises JudgementError."""
    draft = drafts.get(id or "")
    if draft is None:
        raise JudgementError("record_elsewhere", id=id)
    if draft.state in ("merged", "split"):
        raise JudgementError("record_gone", id=id, state=draft.state, others=", ".join(draft.related))
    return draft


def _judge(drafts: Drafts, judgement: Judgement, value: Any, history: History) -> None:
    draft = _standing(drafts, judgement.record_id)
    match judgement.action:
        case "accept":
            draft.state = "accepted"
        case "reject":
            draft.state = "rejected"
        case "change":
            _change(draft, judgement.field or "", value, history)
        case "merge":
            _merge(drafts, draft, value, judgement, history)
        case "split":
            _split(drafts, draft, value, judgement, history)
        case "adopt":
            draft.event = checked(_part(value, "event"), draft.id, history.report_id, history.text)
            draft.state = "accepted"
        case "refresh":  # nothing more: the judgement holds the record to the newest version
            if draft.coding is None:
                raise JudgementError("record_of_person", id=draft.id)
        case _:
            raise JudgementError("not_for_records", action=judgement.action)
    draft.judged_by, draft.judged_at = judgement.reviewer, judgement.at


def _change(draft: _Draft, name: str, value: Any, history: History) -> None:
    changed = document(draft.event)
    put(changed, name, value)
    draft.event = checked(changed, draft.id, history.report_id, history.text)
    draft.changed[name] = None


def _merge(drafts: Drafts, kept: _Draft, value: Any, judgement: Judgement, history: History) -> None:
    others = [_standing(drafts, id) for id in _part(value, "records")]
    if not others or kept in others:
        raise JudgementError("merge_alone")
    if "event" in value:
        kept.event = checked(value["event"], kept.id, history.report_id, history.text)
    kept.state = "accepted"
    for other in others:
        other.state, other.related = "merged", (kept.id,)
        other.judged_by, other.judged_at = judgement.reviewer, judgement.at


def _split(drafts: Drafts, draft: _Draft, value: Any, judgement: Judgement, history: History) -> None:
    ids, found = _part(value, "records"), _part(value, "events")
    if len(ids) < 2 or len(ids) != len(found) or any(id in drafts for id in ids):
        raise JudgementError("split_too_few")
    for one in found:
        checked(one, draft.id, history.report_id, history.text)
    for id, one in zip(ids, found, strict=True):
        _add(drafts, judgement, id, one, history)
    draft.state, draft.related = "split", tuple(ids)
