"""Records into incidents: all at once, or new ones into what there is."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from rasd.errors import InputError
from rasd.incident import Incident
from rasd.incidents.blocking import LONG_DAYS
from rasd.incidents.clustering import Edges, cluster
from rasd.incidents.identity import name_groups
from rasd.incidents.judging import Constraints
from rasd.incidents.record import Judgement, Record
from rasd.incidents.scoring import Pairs, no_pairs, score
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
        given = list(pairs) if pairs is not None else None
        found, old = self._score(shelf, fresh, known, compared=given is not None)
        renewed = set(shelf.ids[old:])
        update = self._update(shelf, found, given or (), incidents or {}, judgements, renewed)
        return msgspec.structs.replace(update, pairs=_as_pairs(shelf.ids, found))

    def compare(self, fresh: Iterable[Record], known: Iterable[Record] = ()) -> tuple[Pair, ...]:
        """The pairs worth comparing of new records with each other and with known ones, none of two known ones."""
        shelf = _Shelf()
        return _as_pairs(shelf.ids, self._score(shelf, fresh, known, compared=True)[0])

    def group(
        self,
        records: Iterable[Record],
        pairs: Iterable[Pair],
        *,
        incidents: Mapping[str, str] | None = None,
        judgements: Sequence[Judgement] = (),
        renewed: Container[str] = (),
    ) -> Update:
        """Group records by pairs that were compared before, comparing nothing.

        `pairs` with a record that is not given are passed over. Incidents with a record among `renewed` are made anew
        even where they have the records they had.
        """
        shelf = _Shelf()
        for _ in shelf.keep(records):
            pass
        return self._update(shelf, no_pairs(), pairs, incidents or {}, judgements, renewed)

    def _score(
        self, shelf: _Shelf, fresh: Iterable[Record], known: Iterable[Record], compared: bool
    ) -> tuple[Pairs, int]:
        """Weights of pairs; of two known records only where those were not `compared`. And how many are known."""
        self.reader.restart()
        rows: list[Row] = [self.reader.row(r) for r in shelf.keep(known)]
        old = len(rows)
        rows += [self.reader.row(r) for r in shelf.keep(fresh)]
        return score(rows, self.reader, self.weights, old if compared else 0), old

    def _update(
        self,
        shelf: _Shelf,
        found: Pairs,
        pairs: Iterable[Pair],
        incidents: Mapping[str, str],
        judgements: Sequence[Judgement],
        renewed: Container[str],
    ) -> Update:
        groups = self._groups(shelf, found, pairs, judgements)
        before = {e: i for e, i in incidents.items() if e in shelf}
        names, retired = name_groups(groups, before)
        made = (self.maker.make(names[n], map(shelf.take, groups[n])) for n in _changed(groups, names, before, renewed))
        return Update(tuple(made), retired, ())

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


def _as_pairs(ids: Sequence[str], found: Pairs) -> tuple[Pair, ...]:
    pairs = []
    for a, b, weight in zip(found.left.tolist(), found.right.tolist(), found.weight.tolist(), strict=True):
        left, right = sorted((ids[a], ids[b]))
        pairs.append(Pair(left, right, weight))
    return tuple(sorted(pairs, key=lambda p: (p.left, p.right)))


def _changed(
    groups: Sequence[tuple[str, ...]], names: Sequence[str], before: Mapping[str, str], renewed: Container[str]
) -> list[int]:
    """Groups that are not an incident's records as they were."""
    members: dict[str, set[str]] = {}
    for event_id, incident_id in before.items():
        members.setdefault(incident_id, set()).add(event_id)
    return [
        n for n, group in enumerate(groups) if members.get(names[n]) != set(group) or any(e in renewed for e in group)
    ]


def reach(records: Iterable[Record]) -> tuple[date, date] | None:
    """First and last day on which known records may be compared with these; None where no day is known."""
    days = [day for r in records for day in (r.event.date.start, r.event.date.end, r.published) if day is not None]
    margin = timedelta(days=REACH_DAYS)
    return (min(days) - margin, max(days) + margin) if days else None


def windows(records: Iterable[Record]) -> list[tuple[date, date]]:
    """The spans of days on which known records may be compared with these, apart from each other and in order.

    Finer than `reach`: of a record that tells of a long time only its ends count, as in the comparison.
    """
    margin, spans = timedelta(days=REACH_DAYS), []
    for record in records:
        told, told_on = record.event.date, record.published
        first, last = sorted((told.start or told.end or told_on or date.min, told.end or told.start or told_on or date.min))
        if first > date.min:
            ends = ((first, last),) if last - first <= timedelta(days=LONG_DAYS) else ((first, first), (last, last))
            spans += [(start - margin, end + margin) for start, end in ends]
    found: list[tuple[date, date]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
