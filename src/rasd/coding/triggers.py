"""Triggers: words that open a frame, with the event types whose conditions the clause meets."""

from __future__ import annotations

from collections import defaultdict

from rasd.codebook import Codebook, Trigger
from rasd.coding.lexicon import Hit
from rasd.coding.mentions import Scan, TriggerMention, TypeReading

_BEFORE, _AFTER = 8, 16


class TriggerFinder:
    """Reads triggers with the conditions of the codebook's types."""

    def __init__(self, codebook: Codebook) -> None:
        self._by_id: dict[str, tuple[str, Trigger]] = {}
        for event_type in codebook.types.values():
            for n, trigger in enumerate(event_type.triggers):
                self._by_id[f"{event_type.id}/{n}"] = (event_type.id, trigger)

    def find(self, scan: Scan, hits: list[Hit]) -> list[TriggerMention]:
        """Triggers in order; a longer form hides the shorter ones inside it."""
        spans: dict[tuple[int, int], list[Hit]] = defaultdict(list)
        for hit in hits:
            if scan.sentence_of[hit.first] >= 0:
                spans[(hit.first, hit.complement)].append(hit)
        found: list[TriggerMention] = []
        for (first, last), group in sorted(spans.items(), key=lambda s: (s[0][0], -s[0][1])):
            types = self._types(scan, group)
            if types and not any(f.first <= first and last <= f.last and self._covers(f, types) for f in found):
                found.append(TriggerMention(first, last, group[0].entry, types, group[0].prefix, group[0].suffix))
        return _joined(found)

    @staticmethod
    def _covers(longer: TriggerMention, types: tuple[TypeReading, ...]) -> bool:
        return longer.last - longer.first > 1

    def _types(self, scan: Scan, group: list[Hit]) -> tuple[TypeReading, ...]:
        found: dict[str, TypeReading] = {}
        for hit in group:
            event_type, trigger = self._by_id[hit.entry.lexeme.id]
            if (trigger.with_ and not _meets(scan, hit, trigger.with_)) or (trigger.without and _meets(scan, hit, trigger.without)):
                continue
            conditioned = bool(trigger.with_)
            if event_type in found and found[event_type].conditioned >= conditioned:
                continue
            found[event_type] = TypeReading(
                event_type, hit.entry.lexeme.id, trigger.frame, conditioned, trigger.weak, trigger.outcome, trigger.status or ""
            )
        return tuple(found.values())


def _joined(found: list[TriggerMention]) -> list[TriggerMention]:
    """Readings of the same words are one mention."""
    by_first: dict[int, TriggerMention] = {}
    for t in found:
        kept = by_first.get(t.first)
        if kept is None:
            by_first[t.first] = t
            continue
        have = {r.event_type for r in kept.types}
        types = kept.types + tuple(r for r in t.types if r.event_type not in have)
        by_first[t.first] = kept._replace(types=types, last=max(kept.last, t.last))
    return sorted(by_first.values(), key=lambda t: t.first)


def _meets(scan: Scan, hit: Hit, wanted: tuple[tuple[str, ...], ...]) -> bool:
    """One of the wanted words (or of a weapon class) stands in the clause around the trigger."""
    sentence = scan.sentences[scan.sentence_of[hit.first]]
    first, last = max(sentence.first, hit.first - _BEFORE), min(sentence.last, hit.last + _AFTER)
    window = scan.window(first, last)
    classes = scan.weapon_classes(first, last)
    return any(w[0][8:] in classes if w[0].startswith("@weapon.") else all(part in window for part in w) for w in wanted)
