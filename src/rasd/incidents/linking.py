"""Records into incidents: all at once, or new ones into what there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from rasd.errors import InputError
from rasd.incident import Incident
from rasd.incidents.clustering import Edges, cluster
from rasd.incidents.identity import name_groups
from rasd.incidents.judging import Constraints
from rasd.incidents.record import Judgement, Record
from rasd.incidents.scoring import Pairs, score
from rasd.incidents.traits import Row, TraitReader
from rasd.incidents.values import IncidentMaker
from rasd.incidents.weights import Weights

REACH_DAYS = 3
"""No two records whose days lie further apart than this are compared."""


class Pair(msgspec.Struct, frozen=True):
    """Two records that were compared, and what speaks for one act, in bits. `left` < `right`."""

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

    def link(self, records: Iterable[Record], judgements: Sequence[Judgement] = ()) -> Iterator[Incident]:
        """The incidents of all these records, singles too, in order of their first event id.

        A million records fit in memory: they are kept packed, and incidents are made one by one. Raises
        InputError for an event id that comes twice.
        """
        shelf = _Shelf()
        self.reader.restart()
        found = score((self.reader.row(r) for r in shelf.keep(records)), self.reader, self.weights)
        groups = self._groups(shelf, found, (), judgements)
        names, _ = name_groups(groups, {})
        for name, group in zip(names, groups, strict=True):
            yield self.maker.make(name, map(shelf.take, group))

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

        `known` holds at least the records whose days overlap those that `reach` gives for the fresh ones, and all
        other records of those records' incidents. `incidents`: event id to incident id of the known records.
        `pairs`: what earlier updates gave for pairs of known records (some fifteen a record); without it they are
        compared anew, which gives the same.
        With `fresh` empty and judgements that changed, the known records are grouped again.
        """
        shelf = _Shelf()
        self.reader.restart()
        rows: list[Row] = [self.reader.row(r) for r in shelf.keep(known)]
        old = len(rows)
        rows += [self.reader.row(r) for r in shelf.keep(fresh)]
        found = score(rows, self.reader, self.weights, old if pairs is not None else 0)
        groups = self._groups(shelf, found, pairs or (), judgements)
        before = {e: i for e, i in (incidents or {}).items() if e in shelf}
        names, retired = name_groups(groups, before)
        made = (self.maker.make(names[n], map(shelf.take, groups[n])) for n in _changed(groups, names, before))
        return Update(tuple(made), retired, tuple(sorted(_as_pairs(shelf.ids, found), key=lambda p: (p.left, p.right))))

    def _groups(
        self, shelf: _Shelf, found: Pairs, pairs: Iterable[Pair], judgements: Sequence[Judgement]
    ) -> list[tuple[str, ...]]:
        """Groups of event ids, each sorted, in order of their first."""
        import numpy as np

        order = sorted(range(len(shelf.ids)), key=shelf.ids.__getitem__)
        ids = [shelf.ids[n] for n in order]
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order))
        number = {event_id: n for n, event_id in enumerate(ids)}
        kept = [(number[p.left], number[p.right], p.weight) for p in pairs if p.left in number and p.right in number]
        edges = Edges(
            np.concatenate([rank[found.left], np.array([a for a, _, _ in kept], np.int64)]),
            np.concatenate([rank[found.right], np.array([b for _, b, _ in kept], np.int64)]),
            np.concatenate([found.weight, np.array([w for _, _, w in kept], np.float64)]),
        )
        documents = [shelf.documents[n] for n in order]
        weights = self.weights
        groups = cluster(ids, documents, edges, Constraints(judgements), weights.threshold, weights.unseen)
        return [tuple(ids[n] for n in group) for group in groups]


class _Shelf:
    """Records packed small, without the texts of their reports; taken out one by one."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.documents: list[str] = []
        self._packed: dict[str, bytes] = {}
        self._encoder, self._decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Record)

    def keep(self, records: Iterable[Record]) -> Iterator[Record]:
        """Pack each record as it passes."""
        for record in records:
            event_id = record.event.event_id
            if event_id in self._packed:
                raise InputError(event_id, "two records have this event id", "give each record once")
            self.ids.append(event_id)
            self.documents.append(record.event.document_id)
            self._packed[event_id] = self._encoder.encode(msgspec.structs.replace(record, text=None))
            yield record

    def take(self, event_id: str) -> Record:
        return self._decoder.decode(self._packed[event_id])

    def __contains__(self, event_id: str) -> bool:
        return event_id in self._packed


def _as_pairs(ids: Sequence[str], found: Pairs) -> Iterator[Pair]:
    for a, b, weight in zip(found.left.tolist(), found.right.tolist(), found.weight.tolist(), strict=True):
        left, right = sorted((ids[a], ids[b]))
        yield Pair(left, right, weight)


def _changed(groups: Sequence[tuple[str, ...]], names: Sequence[str], before: Mapping[str, str]) -> list[int]:
    """Groups that are not an incident's records as they were."""
    members: dict[str, set[str]] = {}
    for event_id, incident_id in before.items():
        members.setdefault(incident_id, set()).add(event_id)
    return [n for n, group in enumerate(groups) if members.get(names[n]) != set(group)]


def reach(records: Iterable[Record]) -> tuple[date, date] | None:
    """First and last day on which known records may be compared with these; None where no day is known."""
    days = [day for r in records for day in (r.event.date.start, r.event.date.end, r.published) if day is not None]
    margin = timedelta(days=REACH_DAYS)
    return (min(days) - margin, max(days) + margin) if days else None
