"""Acts: a trigger read as one event type, and the positions around it that scorers ask about."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from datetime import date
from itertools import chain
from typing import Final, NamedTuple

from rasd.codebook import Codebook
from rasd.coding.lexicon import Hit
from rasd.coding.mentions import (
    ActorMention,
    PlaceMention,
    Scan,
    SourceMention,
    TollMention,
    TriggerMention,
    TypeReading,
)
from rasd.coding.syntax import Stems, preposition_of
from rasd.coding.tally import Tally

_stems = Stems()
Row = tuple[str | int, ...]
Key = tuple[int, str]
Summary = tuple[set[str], set[str], set[tuple[str, int]], set[date | None]]


class Act:
    """One reading of one trigger. `key` tells it from the report's others: its trigger and event type."""

    __slots__ = ("trigger", "reading", "sentence", "probability", "event_type", "key")

    def __init__(self, trigger: TriggerMention, reading: TypeReading, sentence: int, probability: float = 0.0) -> None:
        self.trigger: Final = trigger
        self.reading: Final = reading
        self.sentence: Final = sentence
        self.probability: Final = probability
        self.event_type: Final = reading.event_type
        self.key: Final[Key] = (trigger.first, reading.event_type)

    def with_probability(self, probability: float) -> Act:
        """The same reading, as sure as this."""
        return Act(self.trigger, self.reading, self.sentence, probability)

    def read_as(self, reading: TypeReading) -> Act:
        """The same trigger, read otherwise."""
        return Act(self.trigger, reading, self.sentence, self.probability)


class Details(NamedTuple):
    """What one act says by itself: empty where it names nothing."""

    initiator: frozenset[str]
    target: frozenset[str]
    place: frozenset[str]
    day: frozenset[date]
    toll: frozenset[tuple[str, int]]
    around: frozenset[str]
    """Places that the text says contain `place`."""

    def compared(self, other: Details) -> list[str]:
        """Of initiator, target, place, day and count: same, other, one (only one says it) or nothing; a village and what contains it are the same."""
        said = [compared(x, y) for x, y in zip(self[:5], other[:5], strict=True)]
        if said[2] == "other" and (self.place & other.around or other.place & self.around):
            said[2] = "same"
        return said


def compared(x: Set[object], y: Set[object]) -> str:
    """Whether two sets agree in anything: same, other, one (the other is empty) or nothing."""
    if not x or not y:
        return "" if not x and not y else "one"
    return "same" if x & y else "other"


class Surroundings:
    """Positions of marks, connectors and other triggers of a scan, for quick questions about gaps."""

    def __init__(self, scan: Scan, codebook: Codebook) -> None:
        self.scan = scan
        self.codebook = codebook
        size = len(scan.texts)
        self.triggers = sorted({t.first for t in scan.triggers})
        self.commas = Tally((i for i, w in enumerate(scan.texts) if w == ","), size)
        self.trigger_tally = Tally(self.triggers, size)
        self.complementizers = Tally((i for i, c in scan.function.items() if c == "complementizer"), size)
        self.relatives = Tally((i for i, c in scan.function.items() if c == "relative"), size)
        self.results = Tally((h.first for h in scan.markers["result"]), size)
        self.markers = {name: sorted(h.first for h in hits) for name, hits in scan.markers.items()}
        self.sources_of: dict[int, list[SourceMention]] = {}
        for source in scan.sources:
            self.sources_of.setdefault(scan.sentence_of[source.said], []).append(source)
        self.source_numbers_of: dict[int, list[int]] = {}
        for n, source in enumerate(scan.sources):
            self.source_numbers_of.setdefault(scan.sentence_of[source.said], []).append(n)
        self.weapons_of, self.goods_of = _by_sentence(scan, scan.weapons), _by_sentence(scan, scan.goods)
        self.ranked = sorted(h.first for h in scan.titles if h.entry.number == "singular")
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
        self.plain_tolls = [_is_plain(c) for c in scan.tolls]
        pairs = zip(scan.tolls, self.plain_tolls, strict=True)
        self.counted_words = {i for c, plain in pairs if plain for i in range(c.first, c.last + 1)}
        self.no_harm_words = {i for c in scan.tolls if c.kind == "none" for i in range(c.first, c.last)}
        self.toll_fields_at: dict[int, set[str]] = {}
        for c in scan.tolls:
            if c.field != "people":
                self.toll_fields_at.setdefault(c.word, set()).add(c.field)
        self._positions: dict[str, list[int]] = {}
        self._sure_types: dict[str, int] = {}
        self.own_readings: dict[int, list[TypeReading]] = {}
        """Of the trigger that begins at a word: its readings save those that its types only may stand for."""
        for t in scan.triggers:
            own = self.own_readings[t.first] = [r for r in t.types if not r.also]
            for r in own:
                self._positions.setdefault(r.event_type, []).append(t.first)
            if len(own) == 1 and not own[0].weak:
                self._sure_types[own[0].event_type] = self._sure_types.get(own[0].event_type, 0) + 1
        self.strong_triggers = [any(not r.outcome and not r.weak for r in t.types) for t in scan.triggers]
        self._far: dict[tuple[int, int], Row] = {}
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
        self.armed_tally = Tally((a.first for a in scan.actors if a.id in self.armed), size)
        self.kind_of = [self.actor_kind(a.id) for a in scan.actors]
        self.group_of = [_group(kind) for kind in self.kind_of]
        self.actor_shapes = [_shape(scan, a) for a in scan.actors]
        self.actor_prepositions = [preposition_of(scan, a) for a in scan.actors]
        self.place_prepositions = [preposition_of(scan, p) for p in scan.places]
        self.stems = [*map(_stems.__getitem__, scan.texts)]
        self.named_words = self._named_words()
        self.fields = self._fields()
        self.topics = _topics(self.fields)
        self.sure_types = ["has " + t for t in sorted(self._sure_types)]
        self.told_places = self._within_sources(scan.places)
        self.speakers = self._within_sources(scan.actors)

    def _fields(self) -> list[str]:
        """The field of meaning of each word; empty for function words, numbers, times and names."""
        found = self.codebook.fields.of(self.stems)
        for i in chain(self.scan.function, self.named_words):
            found[i] = ""
        return found

    def _named_words(self) -> set[int]:
        """Words of numbers, times and names."""
        scan = self.scan
        named: list[Iterable[int]] = [set(range(p.first, p.last)) - scan.noun_words for p in scan.places if p.how != "described"]
        named += [range(a.first, a.last) for a in scan.actors if a.kind in ("name", "adjective")]
        return {*chain(scan.number_words, scan.time_words, *named)}

    def field(self, i: int, first: int, last: int) -> str:
        """Field of the word at `i`, of its sentence [first, last)."""
        return "^" if i < first else "$" if i >= last else self.fields[i]

    def fields_near(self, low: int, high: int) -> list[str]:
        """Fields of the words [low, high), each once."""
        return sorted({"f:" + f for f in self.fields[low:high] if f})

    def doc_types(self, event_type: str) -> bool:
        """Another trigger of the report can only be of this type."""
        return self._sure_types.get(event_type, 0) > 1

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
                {(scan.tolls[n].field, scan.tolls[n].low) for n in self.tolls_of.get(sentence, []) if self.plain_tolls[n]},
                {scan.times[n].start for n in self.times_of.get(sentence, [])},
            )
        return found

    def total_of(self, sentence: int) -> int:
        """How many triggers (up to 3) stand in a sentence."""
        return min(len(self.triggers_of.get(sentence, ())), 3)

    def _within_sources(self, mentions: Sequence[ActorMention | PlaceMention]) -> set[int]:
        """Numbers of the mentions whose words name a source."""
        return {
            n for n, m in enumerate(mentions)
            for s in self.sources_of.get(self.scan.sentence_of[m.first], ()) if s.first <= m.first < s.last
        }  # fmt: skip

    def governing(self, i: int, act: Act) -> int:
        """First word of the trigger that a word of the act's sentence stands nearest after, -1 for none."""
        k = bisect_right(self.triggers, i) - 1
        return self.triggers[k] if k >= 0 and self.triggers[k] >= self.scan.sentences[act.sentence].first else -1

    def governor(self, i: int, act: Act) -> str:
        """Which trigger a word of the act's sentence stands nearest after: the act's own, an earlier or a later one."""
        at, own = self.governing(i, act), act.trigger.first
        if at < 0:
            return "none"
        return "own" if at == own else f"before{min(self.trigger_tally(at + 1, own), 1)}" if at < own else "after"

    def actor_kind(self, actor: str) -> str:
        """Kind of an actor id (military, civilians ...)."""
        info = self.codebook.actors.get(actor)
        return info.kind if info else "other"

    def toll_field(self, n: int, event_type: str) -> str:
        """Field of the scan's n-th toll for an act of a type; empty where the act takes no count of people."""
        field = self.scan.tolls[n].field
        return (self.codebook.types[event_type].toll or "killed") if field == "people" else field

    def far(self, number: int, sentence: int) -> Row:
        """How a mention in sentence `number` lies to an act in another one: values of `features.lying.COLUMNS`."""
        found = self._far.get((number, sentence))
        if found is None:
            there, here = self.scan.sentences[number], self.scan.sentences[sentence]
            gap = max(min(sentence - number, 4), -3)
            found = ("away", 99, 0, 0, False, gap, there.paragraph == here.paragraph, there.kind, here.kind)
            self._far[number, sentence] = found
        return found

    @staticmethod
    def some(positions: list[int], first: int, last: int) -> bool:
        """One of the sorted positions lies in [first, last)."""
        k = bisect_left(positions, first)
        return k < len(positions) and positions[k] < last

    @staticmethod
    def between(positions: list[int], first: int, last: int) -> int:
        """How many of the sorted positions lie in [first, last)."""
        return bisect_left(positions, last) - bisect_left(positions, first) if positions and first < last else 0

    def before(self, name: str, act: Act, reach: int) -> bool:
        """A marker of a class stands at most `reach` words before the act's trigger."""
        first = max(act.trigger.first - reach, self.scan.sentences[act.sentence].first)
        return self.some(self.markers.get(name, []), first, act.trigger.last)

    def after(self, name: str, act: Act, reach: int) -> bool:
        """A marker of a class stands at most `reach` words after the act's trigger."""
        last = min(act.trigger.last + reach, self.scan.sentences[act.sentence].last)
        return self.some(self.markers.get(name, []), act.trigger.last, last)


_TOPIC_SHARE = 0.035
_NO_TOPICS = frozenset({"", "time_part", "quantity", "say", "place_part", "distance_size", "person_name", "place_name", "organization_name"})


def _topics(fields: Sequence[str]) -> list[str]:
    """What a report is about: fields that more than one in thirty of its words belong to."""
    tally = Counter(fields)
    del tally[""]
    least = max(2, _TOPIC_SHARE * sum(tally.values()))
    return sorted("d:" + f for f, n in tally.items() if n >= least and f not in _NO_TOPICS)


def _is_plain(t: TollMention) -> bool:
    """The nearest pairing of a count with a toll word."""
    return t.field != "people" and t.kind != "subject" and not t.rank and t.rival < 0


_FEMININE, _PLURAL = ("ه", "ات", "اء"), ("ون", "ين")


def _shape(scan: Scan, m: ActorMention) -> str:
    """Gender and number of a mention's first noun, by its ending."""
    word = scan.texts[m.first]
    return f"{'f' if word.endswith(_FEMININE) else 'm'}{m.number[:1] or ('p' if word.endswith(_PLURAL) else '')}"


def _group(kind: str) -> str:
    return kind if kind in ("civilians", "authority", "crime", "organization") else "armed"


def _by_sentence(scan: Scan, hits: list[Hit]) -> dict[int, list[Hit]]:
    found: dict[int, list[Hit]] = {}
    for hit in hits:
        found.setdefault(scan.sentence_of[hit.first], []).append(hit)
    return found


_BUCKETS = (0, 1, 2, 4, 4, 7, 7, 7, *[12] * 5, *[20] * 8)


def bucket(distance: int) -> int:
    """A distance in words as one of a few sizes: 0, 1, 2, 4, 7, 12, 20, 99."""
    d = abs(distance)
    return _BUCKETS[d] if d <= 20 else 99
