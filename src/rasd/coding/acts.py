"""Acts: a trigger read as one event type, and the positions around it that scorers ask about."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from datetime import date
from typing import NamedTuple

from rasd.codebook import Codebook
from rasd.coding.lexicon import Hit
from rasd.coding.mentions import Scan, SourceMention, TriggerMention, TypeReading

Summary = tuple[set[str], set[str], set[tuple[str, int]], set[date | None]]


class Act(NamedTuple):
    """One reading of one trigger."""

    trigger: TriggerMention
    reading: TypeReading
    sentence: int
    probability: float = 0.0

    @property
    def event_type(self) -> str:
        """Id of the event type."""
        return self.reading.event_type


class Details(NamedTuple):
    """What one act says by itself: empty where it names nothing."""

    initiator: frozenset[str]
    target: frozenset[str]
    place: frozenset[str]
    day: frozenset[date]
    toll: frozenset[tuple[str, int]]


class Surroundings:
    """Positions of marks, connectors and other triggers of a scan, for quick questions about gaps."""

    def __init__(self, scan: Scan, codebook: Codebook) -> None:
        self.scan = scan
        self.codebook = codebook
        words = scan.texts
        self.commas = [i for i, w in enumerate(words) if w == ","]
        self.triggers = sorted({t.first for t in scan.triggers})
        self.complementizers = [i for i, c in sorted(scan.function.items()) if c == "complementizer"]
        self.relatives = [i for i, c in sorted(scan.function.items()) if c == "relative"]
        self.results = sorted(h.first for h in scan.markers["result"])
        self.markers = {name: sorted(h.first for h in hits) for name, hits in scan.markers.items()}
        self.said = sorted((s.said, s) for s in scan.sources)
        self.sources_of: dict[int, list[SourceMention]] = {}
        for source in scan.sources:
            self.sources_of.setdefault(scan.sentence_of[source.said], []).append(source)
        self.source_numbers_of: dict[int, list[int]] = {}
        for n, source in enumerate(scan.sources):
            self.source_numbers_of.setdefault(scan.sentence_of[source.said], []).append(n)
        self.weapons_of, self.goods_of = _by_sentence(scan, scan.weapons), _by_sentence(scan, scan.goods)
        self.source_sentences = sorted(self.sources_of)
        self.actors_of: dict[int, list[int]] = {}
        for n, actor in enumerate(scan.actors):
            self.actors_of.setdefault(scan.sentence_of[actor.first], []).append(n)
        self.places_of: dict[int, list[int]] = {}
        for n, place in enumerate(scan.places):
            self.places_of.setdefault(scan.sentence_of[place.first], []).append(n)
        self.times_of: dict[int, list[int]] = {}
        for n, time in enumerate(scan.times):
            self.times_of.setdefault(scan.sentence_of[time.first], []).append(n)
        self.tolls_of: dict[int, list[int]] = {}
        for n, toll in enumerate(scan.tolls):
            self.tolls_of.setdefault(scan.sentence_of[toll.first], []).append(n)
        self.triggers_of: dict[int, list[int]] = {}
        for n, trigger in enumerate(scan.triggers):
            self.triggers_of.setdefault(scan.sentence_of[trigger.first], []).append(n)
        self.armed = {
            a.id for a in scan.actors if self.actor_kind(a.id) in ("military", "armed_group", "militia", "police")
        }
        self.actor_words = {i for a in scan.actors for i in range(a.first, a.last)}
        self.counted_words = {i for t in scan.tolls for i in range(t.first, t.last + 1)}
        self._positions: dict[str, list[int]] = {}
        self._sure_types: dict[str, int] = {}
        self._first_of: dict[str, list[int]] = {}
        for n, t in enumerate(scan.triggers):
            self._first_of.setdefault(t.types[0].event_type, []).append(n)
        for t in scan.triggers:
            own = [r for r in t.types if not r.also]
            for r in own:
                self._positions.setdefault(r.event_type, []).append(t.first)
            if len(own) == 1 and not own[0].weak:
                self._sure_types[own[0].event_type] = self._sure_types.get(own[0].event_type, 0) + 1
        self._summaries: dict[int, Summary] = {}
        self.inner_places = {n for inside in scan.containers.values() for n in inside}
        self.place_names = {p.name for p in scan.places}
        self.last_place_sentences = sorted(
            {scan.sentence_of[p.first] for n, p in enumerate(scan.places) if n not in scan.containers}
        )
        self.heading_of: list[int] = []
        heading = -1
        for n, sentence in enumerate(scan.sentences):
            heading = n if sentence.kind == "heading" else heading
            self.heading_of.append(heading)
        self.frequency = Counter(a.id for a in scan.actors)
        self.armed_mentions = [a.first for a in scan.actors if a.id in self.armed]
        self.has_body = any(s.kind == "body" for s in scan.sentences)

    def doc_types(self, event_type: str) -> bool:
        """Another trigger of the report can only be of this type."""
        return self._sure_types.get(event_type, 0) > 1

    def positions_of(self, event_type: str) -> list[int]:
        """Numbers of the triggers that are first of all of this type."""
        return self._first_of.get(event_type, [])

    def earlier(self, event_type: str, before: int) -> int:
        """How many earlier triggers (up to 2) can be of this type."""
        return min(bisect_left(self._positions.get(event_type, []), before), 2)

    def summary(self, sentence: int) -> Summary:
        """Places, actors, tolls and days that a sentence names."""
        found = self._summaries.get(sentence)
        if found is None:
            scan = self.scan
            found = self._summaries[sentence] = (
                {scan.places[n].name for n in self.places_of.get(sentence, [])},
                {scan.actors[n].id for n in self.actors_of.get(sentence, [])},
                {(scan.tolls[n].field, scan.tolls[n].low) for n in self.tolls_of.get(sentence, [])},
                {scan.times[n].start for n in self.times_of.get(sentence, [])},
            )
        return found

    def actor_kind(self, actor: str) -> str:
        """Kind of an actor id (military, civilians ...)."""
        info = self.codebook.actors.get(actor)
        return info.kind if info else "other"

    def toll_field(self, n: int, event_type: str) -> str:
        """Field of the scan's n-th toll for an act of a type; empty where the act takes no count of people."""
        field = self.scan.tolls[n].field
        return self.codebook.types[event_type].toll if field == "people" else field

    @staticmethod
    def between(positions: list[int], first: int, last: int) -> int:
        """How many of the sorted positions lie in [first, last)."""
        return bisect_left(positions, last) - bisect_left(positions, first) if positions and first < last else 0

    def before(self, name: str, act: Act, reach: int) -> bool:
        """A marker of a class stands at most `reach` words before the act's trigger."""
        first = max(act.trigger.first - reach, self.scan.sentences[act.sentence].first)
        return self.between(self.markers.get(name, []), first, act.trigger.last) > 0

    def after(self, name: str, act: Act, reach: int) -> bool:
        """A marker of a class stands at most `reach` words after the act's trigger."""
        last = min(act.trigger.last + reach, self.scan.sentences[act.sentence].last)
        return self.between(self.markers.get(name, []), act.trigger.last, last) > 0


def _by_sentence(scan: Scan, hits: list[Hit]) -> dict[int, list[Hit]]:
    found: dict[int, list[Hit]] = {}
    for hit in hits:
        found.setdefault(scan.sentence_of[hit.first], []).append(hit)
    return found


def bucket(distance: int) -> str:
    """A distance in words as one of a few sizes."""
    d = abs(distance)
    for limit, name in ((0, "0"), (1, "1"), (2, "2"), (4, "4"), (7, "7"), (12, "12"), (20, "20")):
        if d <= limit:
            return name
    return "far"
