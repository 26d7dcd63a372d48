"""From a scan to event records: decided groups of acts with their fields become records of the contract."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from msgspec import UNSET

from rasd.codebook import Codebook
from rasd.coding.acts import Act, Surroundings
from rasd.coding.crowds import called
from rasd.coding.deciding import Decider, Weighed
from rasd.coding.filled import Chosen, Filled, Group, Tolled
from rasd.coding.learned import Scorers
from rasd.coding.lexicon import Hit
from rasd.coding.mentions import PlaceMention, Scan
from rasd.coding.people import find_people
from rasd.event import Actor, Count, Event, EventDate, Evidence, Place, Source, Toll
from rasd.gazetteer import Gazetteer, PlaceEntry
from rasd.gazetteer import PlaceMention as NamedPlace


class RecordMaker:
    """Turns decided groups into event records of the contract."""

    def __init__(self, codebook: Codebook, gazetteer: Gazetteer, scorers: Scorers) -> None:
        self.codebook = codebook
        self.gazetteer = gazetteer
        self.scorers = scorers

    def decider(self, scan: Scan) -> Decider:
        """What decides about a scan."""
        return Decider(Surroundings(scan, self.codebook), self.scorers)

    def records(self, scan: Scan) -> Iterator[Event]:
        """The event records of a scan, in the order of the report."""
        decider = self.decider(scan)
        return self.written(decider, [w for w in decider.weighed() if w.is_written])

    def written(self, decider: Decider, told: list[Weighed]) -> Iterator[Event]:
        """Records of what was decided, each with its confidence."""
        resolved = self._resolve(decider.scan) if told else {}
        return (self._record(decider, w.filled, w.sure, resolved) for w in told)

    def _resolve(self, scan: Scan) -> dict[int, Place]:
        mentions = [
            NamedPlace(p.name, _precision(p), scan.containers.get(n, ()), p.candidates)
            for n, p in enumerate(scan.places)
        ]
        resolutions = self.gazetteer.resolve(mentions, scan.country)
        return {n: _place(scan, p, r.entry) for n, (p, r) in enumerate(zip(scan.places, resolutions, strict=True))}

    def _record(self, decider: Decider, filled: Filled, sure: float, resolved: dict[int, Place]) -> Event:
        scan, group, roles = decider.scan, filled.group, filled.roles
        head = group.head
        sentence = scan.sentences[head.sentence]
        trigger = scan.span(head.trigger.first, head.trigger.last)
        actors = {name: _actors(decider.around, head, name, roles) for name in roles}
        kind = self.codebook.types[head.event_type]
        words = scan.text(head.trigger.first, head.trigger.last)
        for name in actors:
            implied = kind.implied(name)
            if implied and not actors[name]:
                actors[name] = (Actor(implied, words, trigger),)
        document = scan.report.id
        identity = f"{document}|{head.event_type}|{trigger[0]}|{trigger[1]}|{self.codebook.version}"
        return Event(
            event_id=sha256(identity.encode()).hexdigest()[:16],
            document_id=document,
            event_type=head.event_type,
            status=filled.status,
            initiators=actors["initiators"],
            supporters=actors["supporters"],
            targets=actors["targets"],
            places=tuple(resolved[c.n] for c in filled.places),
            date=self._date(scan, filled.date),
            toll=Toll(**{field: _count(scan, c) for field, c in filled.tolls.items()}),
            weapons=_words(scan, group, decider.around.weapons_of),
            seized=_words(scan, group, decider.around.goods_of) if head.event_type in ("weapons_seizure", "arrest", "raid") else (),
            people=find_people(
                scan,
                group.acts,
                {n for c in roles["initiators"] for n in (c.n,)},
                {c.n for c in roles["targets"]},
            ),
            source=self._source(scan, filled.source),
            confidence=round(sure, 3),
            evidence=Evidence(
                sentence=scan.span(sentence.first, sentence.last),
                trigger=trigger,
                mentions=tuple(scan.span(a.trigger.first, a.trigger.last) for a in group.acts if a is not head),
            ),
        )

    @staticmethod
    def _date(scan: Scan, when: Chosen | None) -> EventDate:
        if when is None:
            return EventDate(scan.report.published, scan.report.published, "assumed")
        time = scan.times[when.n]
        return EventDate(time.start, time.end, time.precision, scan.span(time.first, time.last))

    @staticmethod
    def _source(scan: Scan, teller: Chosen | None) -> Source:
        if teller is None:
            return Source("none")
        s = scan.sources[teller.n]
        return Source(s.kind, scan.text(s.first, s.last), scan.span(s.first, s.last))  # type: ignore[arg-type]


def _precision(place: PlaceMention) -> str | None:
    return place.noun if place.noun in ("site", "settlement", "district", "governorate", "country") else None


def _actors(around: Surroundings, act: Act, role: str, roles: dict[str, list[Chosen]]) -> tuple[Actor, ...]:
    """The actors of a role; people are not called by the id of one that has another role (residents who attack protesters)."""
    scan = around.scan
    found: dict[str, Actor] = {}
    for c in roles[role]:
        m, actor = scan.actors[c.n], called(around, act, role, c.n)
        if actor != m.id and any(scan.actors[o.n].id == actor for name, others in roles.items() if name != role for o in others):
            actor = m.id
        found.setdefault(actor, Actor(actor, scan.text(m.first, m.last), scan.span(m.first, m.last), m.suspected))
    return tuple(found.values())


def _place(scan: Scan, p: PlaceMention, entry: PlaceEntry | None) -> Place:
    span = scan.place_span(p)
    text = scan.report.text[span[0] : span[1]]
    place = Place(text, span, precision=_precision(p) or UNSET)  # type: ignore[arg-type]
    return place if entry is None else entry.fill(place)


def _count(scan: Scan, t: Tolled) -> Count:
    return Count(t.low, t.high, t.approximate, scan.text(t.first, t.last), scan.span(t.first, t.last))


def _words(scan: Scan, group: Group, of: dict[int, list[Hit]]) -> tuple[str, ...]:
    hits = [h for s in sorted({a.sentence for a in group.acts}) for h in of.get(s, ())]
    return tuple(dict.fromkeys(scan.text(h.first, h.last) for h in hits))
