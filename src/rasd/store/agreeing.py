"""Two or more people code one report independently: comparing, deciding between them, and Krippendorff's alpha."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import select

from rasd.errors import JudgementError
from rasd.event import TOLL_FIELDS, Event
from rasd.store import tables
from rasd.store.aligning import align
from rasd.store.events import document, value
from rasd.store.judging import Judging
from rasd.store.model import STANDING, Decision, Judgement, Record
from rasd.store.state import derive

_FOUND = "found"
"""The field that says whether a coder keeps the act at all."""


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """One act as each coder has it; None where a coder does not keep it."""

    records: dict[str, Record | None]
    differing: tuple[str, ...]
    """Fields that not all who keep it fill alike; `found` where not all keep it."""


class Pick(msgspec.Struct, frozen=True):
    """An adjudicator's choice: a record as one of the coders has it."""

    reviewer: str
    record_id: str


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """How far independent coders agree on a field."""

    field: str
    alpha: float | None
    """Krippendorff's alpha; None where nothing varies or fewer than two acts were coded twice."""
    units: int
    """Acts that at least two coders say something about."""
    alike: float
    """Share of them that all coders fill alike."""


class Agreeing(Judging):
    """The part of the store for double coding."""

    def compare(self, report_id: str) -> tuple[Compared, ...]:
        """The acts of a report as its independent coders have them, in the order of the text."""
        coders = self.assigned(report_id)
        if len(coders) < 2:
            raise JudgementError("not_double_coded", id=report_id)
        with self.reading() as connection:
            layers = {coder: derive(self.history(connection, report_id, coder)) for coder in coders}
        return tuple(_compared(group) for group in _groups(layers) if any(_kept(r) for r in group.values()))

    def adjudicate(
        self, report_id: str, by: str, picks: Iterable[Pick], *, note: str | None = None, if_revision: int | None = None
    ) -> tuple[Judgement, ...]:
        """Decide a report coded independently: the picked records, as their coders have them, are accepted into the
        shared state, the coder's other proposals are rejected, and the report is finished. All or none."""
        chosen = list(picks)
        with self.reading() as connection:
            layers = {p.reviewer: derive(self.history(connection, report_id, p.reviewer)) for p in chosen}
            shared = derive(self.history(connection, report_id))
        decisions = [_adopted(report_id, pick, layers[pick.reviewer]) for pick in chosen]
        taken = {p.record_id for p in chosen}
        if len(taken) < len(chosen):
            raise JudgementError("picked_twice")
        decisions += [Decision(action="reject", record_id=r.id) for r in shared if r.state in STANDING and r.id not in taken]
        finish = Decision(action="finish", report_id=report_id, note=note)
        return self.judge([*decisions, finish], by, if_revision=if_revision)

    def agreement(self, report_ids: Sequence[str] | None = None) -> tuple[Agreement, ...]:
        """Alpha and simple agreement for each field, over the reports that two or more coders have finished."""
        units: dict[str, list[dict[str, Hashable]]] = {field: [] for field in (_FOUND, *_LABELS)}
        for id in self.double_coded() if report_ids is None else report_ids:
            with self.reading() as connection:
                layers = {c: derive(h) for c in self.assigned(id) if _is_finished(h := self.history(connection, id, c))}
            for group in _groups(layers) if len(layers) > 1 else ():
                _add_units(units, group)
        return tuple(_agreement(field, found) for field, found in units.items())

    def double_coded(self, reviewer: str | None = None) -> tuple[str, ...]:
        """Reports with independent coders (or with this one among them), in the order they were assigned."""
        a = tables.assignments.c
        query = select(a.report_id).order_by(a.assigned, a.report_id)
        if reviewer is not None:
            query = query.where(a.reviewer == reviewer)
        with self.reading() as connection:
            found = connection.execute(query).scalars().all()
        return tuple(dict.fromkeys(found))


def _is_finished(history: Any) -> bool:
    steps = [j.action for j in history.judgements if j.active and j.action in ("finish", "reopen")]
    return bool(steps) and steps[-1] == "finish"


def _kept(record: Record | None) -> bool:
    return record is not None and record.state in STANDING


def _groups(layers: Mapping[str, Sequence[Record]]) -> list[dict[str, Record | None]]:
    """Records of all coders by act; a record that a coder rejected is in its group, and not kept."""
    groups: list[dict[str, Record | None]] = []
    for coder, records in layers.items():
        told = [r for r in records if r.state not in ("merged", "split", "withdrawn")]
        heads = [next(r for r in group.values() if r).event for group in groups]
        for record, n in zip(told, align(heads, [r.event for r in told]), strict=True):
            if n is None:
                groups.append({coder: record})
            else:
                groups[n][coder] = record
    filled = [{coder: group.get(coder) for coder in layers} for group in groups]
    return sorted(filled, key=lambda group: next(r for r in group.values() if r).event.evidence.trigger)


def _compared(group: dict[str, Record | None]) -> Compared:
    kept = [r for r in group.values() if r is not None and _kept(r)]
    differing = [_FOUND] if len(kept) < len(group) else []
    differing += [field for field, label in _LABELS.items() if len({label(r.event) for r in kept}) > 1]
    return Compared(records={c: r if _kept(r) else None for c, r in group.items()}, differing=tuple(differing))


def _adopted(report_id: str, pick: Pick, records: Sequence[Record]) -> Decision:
    found = next((r for r in records if r.id == pick.record_id and _kept(r)), None)
    if found is None:
        raise JudgementError("pick_gone", reviewer=pick.reviewer, id=pick.record_id)
    adopted = {"event": document(found.event), "from": pick.reviewer}
    return Decision(action="adopt", report_id=report_id, record_id=found.id, value=adopted)


def _actors(role: str) -> Callable[[Event], Hashable]:
    return lambda event: frozenset(a.id for a in getattr(event, role))


def _lowest(field: str) -> Callable[[Event], Hashable]:
    return lambda event: (count := value(event, f"toll.{field}")) and count.low


_LABELS: dict[str, Callable[[Event], Hashable]] = {
    "event_type": lambda event: event.event_type,
    "status": lambda event: event.status,
    "initiators": _actors("initiators"),
    "supporters": _actors("supporters"),
    "targets": _actors("targets"),
    "places": lambda event: frozenset(p.id or p.text for p in event.places),
    "date": lambda event: (event.date.start, event.date.end),
    **{f"toll.{name}": _lowest(name) for name in TOLL_FIELDS},
    "source": lambda event: event.source.kind,
}
"""What coders are compared by. Sets of actors and places are compared by what they share, the rest by being equal."""
_SETS = ("initiators", "supporters", "targets", "places")


def _add_units(units: dict[str, list[dict[str, Hashable]]], group: Mapping[str, Record | None]) -> None:
    units[_FOUND].append({coder: _kept(record) for coder, record in group.items()})
    kept = {coder: record for coder, record in group.items() if record is not None and _kept(record)}
    if len(kept) > 1:
        for field, label in _LABELS.items():
            units[field].append({coder: label(record.event) for coder, record in kept.items()})


def _agreement(field: str, units: Sequence[Mapping[str, Hashable]]) -> Agreement:
    alike = sum(len(set(unit.values())) == 1 for unit in units)
    return Agreement(field=field, alpha=_alpha(field, units), units=len(units), alike=alike / len(units) if units else 0.0)


def _alpha(field: str, units: Sequence[Mapping[str, Hashable]]) -> float | None:
    labels = {label for unit in units for label in unit.values()}
    if len(units) < 2 or len(labels) < 2:
        return None
    from nltk.metrics.agreement import AnnotationTask  # here: it takes a second
    from nltk.metrics.distance import binary_distance

    distance = _overlap_distance if field in _SETS else binary_distance
    return float(AnnotationTask(data=list(_triples(units)), distance=distance).alpha())


def _triples(units: Sequence[Mapping[str, Hashable]]) -> Iterator[tuple[str, str, Hashable]]:
    for n, unit in enumerate(units):
        for coder, label in unit.items():
            yield coder, str(n), label


def _overlap_distance(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard's distance; two empty sets are equal."""
    return 1 - len(one & other) / len(one | other) if one | other else 0.0
