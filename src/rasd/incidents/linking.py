"""Records into incidents: all at once, or new ones into what there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from rasd.incident import Incident
from rasd.incidents.clustering import Edge, cluster
from rasd.incidents.identity import name_groups
from rasd.incidents.judging import Constraints
from rasd.incidents.record import Judgement, Record
from rasd.incidents.scoring import score
from rasd.incidents.traits import TraitReader
from rasd.incidents.values import IncidentMaker
from rasd.incidents.weights import Weights

REACH_DAYS = 3
"""No two records whose days lie further apart than this are compared."""


class Pair(msgspec.Struct, frozen=True):
    """Two records that were compared and did not weigh like strangers; `weight` in bits. `left` < `right`."""

    left: str
    right: str
    weight: float


class Update(msgspec.Struct, frozen=True):
    """What linking changed. Incidents that are not named here stay as they were."""

    incidents: tuple[Incident, ...]
    """Founded or changed, whole."""
    retired: dict[str, tuple[str, ...]]
    """Ids that are no more, each with those its records went to."""
    pairs: tuple[Pair, ...]
    """Newly compared pairs, to be given back as `pairs` next time."""


class Linker:
    """Links records with one set of weights. Holds no records; may be kept and used again."""

    def __init__(
        self, weights: Weights | None = None, reader: TraitReader | None = None, maker: IncidentMaker | None = None
    ) -> None:
        self.weights = weights or Weights.load()
        self.reader = reader or TraitReader()
        self.maker = maker or IncidentMaker()

    def link(self, records: Iterable[Record], judgements: Sequence[Judgement] = ()) -> tuple[Incident, ...]:
        """The incidents of all these records, singles too, in order of id. No record may be given twice."""
        return self.update(records, judgements=judgements).incidents

    def update(
        self,
        fresh: Iterable[Record],
        known: Iterable[Record] = (),
        *,
        pairs: Iterable[Pair] | None = None,
        incidents: Mapping[str, str] | None = None,
        judgements: Sequence[Judgement] = (),
    ) -> Update:
        """Link new records with known ones.

        `known` holds at least the records within the days that `reach` gives for the fresh ones, and all other
        records of those records' incidents. `incidents`: event id to incident id of the known records.
        `pairs`: what earlier updates gave for pairs of known records; without it they are compared anew.
        With `fresh` empty and judgements that changed, the known records are grouped again.
        """
        old, new = sorted_records(known), sorted_records(fresh)
        records = {r.event.event_id: r for r in (*old, *new)}
        scored = self._scored(old, new, compare_known=pairs is None)
        before = dict(incidents or {})
        edges: list[Edge] = [(p.left, p.right, p.weight) for p in (*(pairs or ()), *scored)]
        groups = cluster(
            {i: r.event.document_id for i, r in records.items()},
            [e for e in edges if e[0] in records and e[1] in records],
            Constraints(judgements),
            self.weights.threshold,
            self.weights.unseen,
        )
        ids, retired = name_groups(groups, {e: i for e, i in before.items() if e in records})
        changed = _changed(groups, ids, before)
        made = (self.maker.make(ids[n], [records[e] for e in groups[n]]) for n in changed)
        return Update(tuple(sorted(made, key=lambda i: i.incident_id)), retired, tuple(scored))

    def _scored(self, old: Sequence[Record], new: Sequence[Record], compare_known: bool) -> list[Pair]:
        """Pairs of new records with each other and with old ones, and of the old ones where asked."""
        ids = [r.event.event_id for r in (*old, *new)]
        rows = (self.reader.row(r) for r in (*old, *new))
        found = score(rows, self.weights, 0 if compare_known else len(old))
        triples = zip(found.left.tolist(), found.right.tolist(), found.weight.tolist(), strict=True)
        return [Pair(*sorted((ids[a], ids[b])), weight=w) for a, b, w in triples]


def sorted_records(records: Iterable[Record]) -> list[Record]:
    """Records in order of id."""
    return sorted(records, key=lambda r: r.event.event_id)


def _changed(groups: Sequence[tuple[str, ...]], ids: Sequence[str], before: Mapping[str, str]) -> list[int]:
    """Groups that are not an incident's records as they were."""
    members: dict[str, set[str]] = {}
    for event_id, incident_id in before.items():
        members.setdefault(incident_id, set()).add(event_id)
    return [n for n, group in enumerate(groups) if members.get(ids[n]) != set(group)]


def reach(records: Iterable[Record]) -> tuple[date, date] | None:
    """First and last day on which known records may be compared with these; None where no day is known."""
    days = [
        day
        for r in records
        for day in (r.event.date.start, r.event.date.end, r.published)
        if day is not None
    ]
    margin = timedelta(days=REACH_DAYS)
    return (min(days) - margin, max(days) + margin) if days else None
