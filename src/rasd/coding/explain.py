"""Why a record says what it says: for every value its words and the rule or weights that gave it."""

from __future__ import annotations

from collections.abc import Iterator

from rasd.coding import features
from rasd.coding.acts import Surroundings
from rasd.coding.clauses import clause_of
from rasd.coding.mentions import Scan
from rasd.coding.records import Chosen, Decider, Group
from rasd.coding.scorers import Scorers


def explain(decider: Decider, groups: list[Group]) -> Iterator[str]:
    """Lines of text, one block a record."""
    scan, around, scorers = decider.scan, decider.around, decider.scorers
    for group in groups:
        head = group.head
        start, end = scan.span(head.trigger.first, head.trigger.last)
        yield f"{head.event_type}: «{scan.text(head.trigger.first, head.trigger.last)}» at {start}–{end}, rule {head.reading.trigger_id} ({head.probability:.2f})"
        clause = clause_of(around, decider.words, head.trigger)
        yield _because(scorers, "detect", features.detection(around, head.trigger, clause))
        yield _because(scorers, "tell", decider.told_features(head))
        yield _because(scorers, "type", features.typing(head, clause, around))
        for act in group.acts:
            if act is not head:
                yield f"  same act: «{scan.text(act.trigger.first, act.trigger.last)}» ({act.event_type})"
        for role, chosen in decider.roles(group).items():
            for c in chosen:
                m = scan.actors[c.n]
                yield f"  {role}: {m.id} «{scan.text(m.first, m.last)}» ({c.probability:.2f})"
                yield _because(scorers, role, features.RoleFeatures(around, c.act).of(c.n))
        yield from _rest(decider, group, scan, around, scorers)


def _rest(decider: Decider, group: Group, scan: Scan, around: Surroundings, scorers: Scorers) -> Iterator[str]:
    for c in decider.places(group):
        p = scan.places[c.n]
        start, end = scan.place_span(p)
        yield f"  place: «{scan.report.text[start:end]}» ({c.probability:.2f})"
        yield _because(scorers, "places", features.place(around, c.act, c.n))
    when = decider.date(group)
    if when:
        t = scan.times[when.n]
        yield f"  date: {t.start} – {t.end} «{scan.text(t.first, t.last)}», {t.kind} ({when.probability:.2f})"
        yield _because(scorers, "date", features.time(around, when.act, when.n))
    for field, c in decider.tolls(group).items():
        toll = scan.tolls[c.n]
        yield f"  {field}: {toll.low}–{'' if toll.high is None else toll.high} «{scan.text(toll.first, toll.last)}», {toll.kind} ({c.probability:.2f})"
        yield _because(scorers, "toll", features.toll(around, c.act, c.n))
    yield from _source(decider, group, scan, around, scorers, decider.source(group))
    status = decider.status(group)
    if status != "occurred":
        yield f"  status: {status}"
        yield _because(scorers, status, features.status(around, group.head))


def _source(
    decider: Decider, group: Group, scan: Scan, around: Surroundings, scorers: Scorers, c: Chosen | None
) -> Iterator[str]:
    if c:
        s = scan.sources[c.n]
        yield f"  source: {s.kind} «{scan.text(s.first, s.last)}», {s.style} ({c.probability:.2f})"
        yield _because(scorers, "source", features.source(around, c.act, c.n))


def _because(scorers: Scorers, name: str, names: list[str]) -> str:
    reasons = scorers[name].reasons(dict.fromkeys(names))
    return "      " + ", ".join(f"{feature} {weight:+.2f}" for feature, weight in reasons)
