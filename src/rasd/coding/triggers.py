"""Triggers: words that open a frame, with the event types whose conditions the clause meets."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from rasd.codebook import Codebook, Trigger
from rasd.coding.lexicon import Hit, bare
from rasd.coding.mentions import Scan, TriggerMention, TypeReading

_BEFORE, _AFTER = 8, 16


class TriggerFinder:
    """Reads triggers with the conditions of the codebook's types."""

    def __init__(self, codebook: Codebook) -> None:
        self._by_id: dict[str, tuple[str, Trigger]] = {}
        self._also: dict[str, tuple[str, ...]] = {}
        for event_type in codebook.types.values():
            self._also[event_type.id] = event_type.also
            for n, trigger in enumerate(event_type.triggers):
                self._by_id[f"{event_type.id}/{n}"] = (event_type.id, trigger)

    def find(self, scan: Scan, hits: list[Hit]) -> list[TriggerMention]:
        """Triggers in order; a longer form hides the shorter ones inside it, but not what stands before its complement."""
        spans: dict[tuple[int, int], list[Hit]] = defaultdict(list)
        people = {h.first for h in scan.hits if h.kind == "person"}
        names = {i for a in scan.actors if a.kind == "name" and a.last - a.first > 1 for i in range(a.first, a.last)}
        for hit in hits:
            if scan.sentence_of[hit.first] >= 0 and hit.first not in names and not _is_other(scan, hit, people):
                spans[(hit.first, hit.complement)].append(hit)
        found: list[TriggerMention] = []
        covered: set[int] = set()
        whole: set[int] = set()
        for (first, last), group in sorted(spans.items(), key=lambda s: (s[0][0], -s[0][1])):
            group = _of_one_form(scan, group)
            if first in covered:
                continue
            types = self._types(scan, group)
            if not types or (first in whole and last - first == 1):
                continue
            found.append(TriggerMention(first, last, group[0].entry, types, group[0].prefix, group[0].suffix))
            end = max(h.last for h in group)
            covered.update(range(first + 1, end))
            if last > end:
                covered.add(last - 1)
            elif end - first > 1:
                whole.add(first)
        return _joined(found)

    def _types(self, scan: Scan, group: list[Hit]) -> tuple[TypeReading, ...]:
        found: dict[str, TypeReading] = {}
        for hit in group:
            event_type, trigger = self._by_id[hit.entry.lexeme.id]
            if (trigger.with_ and not _meets(scan, hit, trigger.with_)) or (
                trigger.without and _meets(scan, hit, trigger.without)
            ):
                continue
            conditioned = bool(trigger.with_)
            if event_type in found and found[event_type].conditioned >= conditioned:
                continue
            found[event_type] = TypeReading(
                event_type,
                hit.entry.lexeme.id,
                trigger.frame,
                conditioned,
                trigger.weak,
                trigger.outcome,
                trigger.status or "",
            )
        for reading in list(found.values()):
            for other in self._also[reading.event_type]:
                if other not in found:
                    found[other] = reading._replace(event_type=other, also=True)
        return tuple(found.values())


def _is_other(scan: Scan, hit: Hit, people: set[int]) -> bool:
    """A word of a date (فجر اليوم), or a verb's participle that is a noun for people (سائق) or a preposition (داخل)."""
    if hit.first in scan.time_words:
        return True
    return hit.entry.tense == "participle" and (hit.first in people or hit.first in scan.function)


def _of_one_form(scan: Scan, group: list[Hit]) -> list[Hit]:
    """Of words that may be verb or noun (قصف), the reading that what stands before them calls for."""
    nouns = [h for h in group if h.entry.form != "verb" or h.entry.tense == "participle"]
    verbs = [h for h in group if h.entry.form == "verb" and h.entry.tense != "participle"]
    if not nouns or not verbs:
        return group
    first = nouns[0].first
    before = scan.function.get(first - 1, "")
    governed = before in ("preposition", "direction") or any(c in nouns[0].prefix for c in ("ب", "ل", "ك"))
    following = scan.texts[nouns[0].last : nouns[0].last + 1]
    described = bool(following) and bare(following[0]) == following[0] and following[0].endswith(("ي", "يه", "يا")) and not scan.is_name(nouns[0].last)
    if governed or described or (first and first - 1 in scan.result_words):
        return nouns
    return verbs


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
    singles, classes, multiples = _conditions(wanted)
    window = scan.window(first, last)
    return (
        not singles.isdisjoint(window)
        or (bool(classes) and not classes.isdisjoint(scan.weapon_classes(first, last)))
        or any(window.issuperset(m) for m in multiples)
    )


@lru_cache(maxsize=5_000)
def _conditions(
    wanted: tuple[tuple[str, ...], ...],
) -> tuple[frozenset[str], frozenset[str], tuple[tuple[str, ...], ...]]:
    """Single words, weapon classes and longer phrases of a condition."""
    weapons = {w[0].removeprefix("@weapon.") for w in wanted if w[0].startswith("@weapon.")}
    words = [w for w in wanted if not w[0].startswith("@weapon.")]
    return frozenset(w[0] for w in words if len(w) == 1), frozenset(weapons), tuple(w for w in words if len(w) > 1)
