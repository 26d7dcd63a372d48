"""Incidents compared with gold: reports whose gold events name the incident they belong to."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from rasd.event import Actor, Count, Event, EventDate, Evidence, Place, Source, Span, Toll
from rasd.report import Report


class LinkedReport(NamedTuple):
    """A report, its gold events as perfect records, and the incident of each by event id."""

    report: Report
    events: tuple[Event, ...]
    incidents: dict[str, str]


class Agreement(NamedTuple):
    """Precision, recall and F1 over pairs, and B-cubed over records."""

    pairs: tuple[float, float, float]
    records: tuple[float, float, float]


def read_linked(path: Path) -> list[LinkedReport]:
    """Reports of a gold file whose events carry `incident`."""
    return [_linked(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _linked(row: dict[str, Any]) -> LinkedReport:
    published = date.fromisoformat(row["published"])
    report = Report(id=row["id"], text=row["text"], title=row.get("title"), published=published)
    events = tuple(gold_event(report, n, gold) for n, gold in enumerate(row["events"]))
    return LinkedReport(report, events, {e.event_id: g["incident"] for e, g in zip(events, row["events"], strict=True)})


def gold_event(report: Report, number: int, gold: dict[str, Any]) -> Event:
    """A gold record as a record of the contract; its places are names only."""
    at = report.text.find(gold["trigger"])
    span = (at, at + len(gold["trigger"]))
    days = gold.get("date")
    when = EventDate(date.fromisoformat(days[0]), date.fromisoformat(days[1]), "day") if days else None
    return Event(
        event_id=f"{report.id}-{number}",
        document_id=report.id,
        event_type=gold["event_type"],
        status=gold.get("status", "occurred"),
        initiators=_actors(gold, "initiators", span),
        supporters=_actors(gold, "supporters", span),
        targets=_actors(gold, "targets", span),
        places=tuple(Place(text, span) for text in gold.get("places", [])),
        date=when or EventDate(report.published, report.published, "assumed"),
        toll=Toll(**{name: _count(value, span) for name, value in (gold.get("toll") or {}).items()}),
        source=Source("none", gold.get("source")),
        confidence=1.0,
        evidence=Evidence(span, span),
    )


def _actors(gold: dict[str, Any], role: str, span: Span) -> tuple[Actor, ...]:
    return tuple(Actor(i, "", span) for i in gold.get(role, []))


def _count(value: int | list[int | None], span: Span) -> Count:
    low, high = value if isinstance(value, list) else (value, value)
    return Count(low or 0, high, False, "", span)


def match(gold: LinkedReport, coded: Sequence[Event]) -> dict[str, str]:
    """The gold incident of coded records of the report: by overlap of triggers, the same type first."""
    free, found = list(coded), {}
    for event in gold.events:
        hits = [e for e in free if any(_overlap(event.evidence.trigger, s) for s in _triggers(e))]
        hits.sort(key=lambda e: e.event_type != event.event_type)
        if hits:
            free.remove(hits[0])
            found[hits[0].event_id] = gold.incidents[event.event_id]
    return found


def _triggers(event: Event) -> tuple[Span, ...]:
    return (event.evidence.trigger, *event.evidence.mentions)


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def agreement(gold: Mapping[str, str], groups: Iterable[Sequence[str]]) -> Agreement:
    """How far groups of event ids agree with the gold incident of each; ids without one are left out."""
    found = {event: n for n, group in enumerate(groups) for event in group}
    pairs: Counter[tuple[bool, bool]] = Counter()
    for a, b in combinations(sorted(gold), 2):
        pairs[gold[a] == gold[b], found.get(a, a) == found.get(b, b)] += 1
    right = pairs[True, True]
    over_pairs = _figures(right, right + pairs[False, True], right + pairs[True, False])
    true, mine = defaultdict(set), defaultdict(set)
    for event in gold:
        true[gold[event]].add(event)
        mine[found.get(event, event)].add(event)
    shared = [(true[gold[e]], mine[found.get(e, e)]) for e in gold]
    precision = sum(len(t & m) / len(m) for t, m in shared) / max(len(shared), 1)
    recall = sum(len(t & m) / len(t) for t, m in shared) / max(len(shared), 1)
    return Agreement(over_pairs, (precision, recall, _f1(precision, recall)))


def _figures(right: int, mine: int, true: int) -> tuple[float, float, float]:
    precision, recall = right / mine if mine else 1.0, right / true if true else 1.0
    return precision, recall, _f1(precision, recall)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
