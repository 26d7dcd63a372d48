"""Linking the store's records into its incidents: only what is new or changed is compared with what is near it.

Kept for the next time are the weights of all pairs compared, and the last change and judgement seen. Incidents lie
within parts of the graph of likely pairs, so grouping anew exactly the parts that something new touches gives the
incidents that linking everything at once would give.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from importlib.metadata import version

import msgspec

from rasd.errors import StoreError
from rasd.incident import Incident
from rasd.incidents import Judgement as Word
from rasd.incidents import Linker, Pair, Update, merging, splitting, windows
from rasd.store.model import IncidentEntry, Judgement, Linked
from rasd.store.pairing import Links, Seen
from rasd.store.store import Store


class StoreLinker:
    """Links one store's records. `made_with` names codebook and gazetteer: other ones have all compared anew."""

    def __init__(self, store: Store, linker: Linker, made_with: str = "") -> None:
        self._store, self._linker = store, linker
        self._name = _name(linker, made_with)

    def link(self, why: str = "linked", *, afresh: bool = False) -> Linked:
        """Bring the incidents up to date, all or nothing; `afresh`: compare all records again.

        What people merged or split stays so. Raises StoreError where another linking ran in the meantime.
        """
        with self._store.reading() as connection:
            links = Links(connection)
            before = links.last()
            since = None if afresh or before is None or before.linker != self._name else before
            seen = links.now(self._name)
            judged = links.judgements()
            found = self._found(links, since, judged)
        with self._store.writing() as connection:
            links = Links(connection)
            if links.last() != before:
                raise StoreError("another linking ran in the meantime; its incidents stand, link again")
            if since is None:
                links.forget_pairs()  # at once, which is faster than pair by pair
            return self._kept(links, found, seen, why)

    def _found(self, links: Links, since: Seen | None, judged: Sequence[Judgement]) -> _Found:
        gone = links.gone()
        words = said(judged)
        fresh = links.changed(since.revision if since else 0)
        if since is None:
            pairs = self._linker.compare(links.records(fresh))
            affected: Collection[str] = fresh
            known: Iterable[Pair] = ()
        else:
            pairs = self._linker.compare(links.records(fresh), links.near(windows(links.records(fresh, texts=False)), fresh))
            touched = {e for j in judged if j.number > since.judgement for e in _about(j, judged)}
            likely = self._linker.weights.threshold - 1.001  # as clustering has it, and what its rounding may hide
            affected = links.parts({*fresh, *gone, *touched}, _neighbours(pairs, words, likely), likely)
            known = (p for p in links.pairs(affected) if p.left not in fresh and p.right not in fresh)
        homes = links.incidents_of([*affected, *gone])
        left = {homes[id] for id in gone if id in homes}
        renewed = fresh | {id for id, home in homes.items() if home in left}
        records = links.records(affected, texts=False)
        update = self._linker.group(records, (*known, *pairs), incidents=homes, judgements=words, renewed=renewed)
        empty = left - {home for id, home in homes.items() if id not in gone}
        return _Found(update, pairs, fresh, gone, len(affected), frozenset(empty | update.retired.keys()), frozenset(homes.values()))

    def _kept(self, links: Links, found: _Found, seen: Seen, why: str) -> Linked:
        links.replace_pairs((*found.fresh, *found.gone), found.pairs)
        made = [i for i in found.update.incidents if i.incident_id not in found.homes]
        links.keep(map(_entry, found.update.incidents), found.dissolved, seen, why)
        return Linked(
            fresh=len(found.fresh), grouped=found.grouped, pairs=len(found.pairs), founded=len(made),
            changed=len(found.update.incidents) - len(made), dissolved=len(found.dissolved),
        )  # fmt: skip


class _Found(msgspec.Struct, frozen=True):
    """What a linking is going to keep."""

    update: Update
    pairs: tuple[Pair, ...]
    fresh: frozenset[str]
    gone: frozenset[str]
    grouped: int
    dissolved: frozenset[str]
    homes: frozenset[str]


def _name(linker: Linker, made_with: str) -> str:
    numbers = sorted((key, w.bits) for key, w in linker.weights.findings.items())
    clustering = sorted((key, w.bits) for key, w in linker.weights.clustering.items())
    weights = blake2b(repr((numbers, clustering)).encode(), digest_size=6).hexdigest()
    return " ".join(filter(None, (f"rasd {version('rasd')} weights {weights}", made_with)))


def _entry(incident: Incident) -> IncidentEntry:
    return IncidentEntry(
        id=incident.incident_id, events=incident.events, document=msgspec.Raw(msgspec.json.encode(incident)),
        first_day=incident.first_date, last_day=incident.last_date,
    )  # fmt: skip


def said(judgements: Iterable[Judgement]) -> tuple[Word, ...]:
    """What people said about pairs of records: their merges and splits of incidents that are in force, in order."""
    found: list[Word] = []
    for judgement in judgements:
        if judgement.active and judgement.action in ("merge", "split") and (groups := groups_of(judgement)):
            found += merging(groups) if judgement.action == "merge" else splitting(groups)
    return tuple(found)


def groups_of(judgement: Judgement) -> list[list[str]]:
    """The groups of records that a merge or a split of incidents names."""
    value = msgspec.json.decode(judgement.value) if judgement.value is not None else {}
    return [list(group) for group in value.get("groups", ()) if group] if isinstance(value, dict) else []


def _about(judgement: Judgement, judged: Sequence[Judgement]) -> Iterator[str]:
    """The records that a judgement is about; of an undoing, those of what it undoes."""
    numbers = {judgement.number, judgement.undoes}
    while undone := {j.undoes for j in judged if j.number in numbers and j.undoes} - numbers:
        numbers |= undone
    for other in judged:
        if other.number in numbers:
            yield from (record for group in groups_of(other) for record in group)


def _neighbours(pairs: Iterable[Pair], words: Iterable[Word], likely: float) -> Mapping[str, set[str]]:
    """Records that may be one act by the new pairs, or are by a person's word."""
    found: dict[str, set[str]] = {}
    edges = [(p.left, p.right) for p in pairs if p.weight > likely] + [(w.left, w.right) for w in words if w.same]
    for left, right in edges:
        found.setdefault(left, set()).add(right)
        found.setdefault(right, set()).add(left)
    return found
