"""Triggers: words that open a frame, with the event types whose conditions the clause meets."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from rasd.codebook import Codebook, Entry, EventType, Trigger
from rasd.coding.conditions import Condition, Conditions, Met
from rasd.coding.lexicon import Hit, Reading, Together, bare
from rasd.coding.mentions import Scan, TriggerMention, TypeReading

_BEFORE, _AFTER = 8, 16
_MOST_KNOWN = 100_000


class _Sense(NamedTuple):
    """One event type that a trigger of the codebook may tell of, and when."""

    reading: TypeReading
    also: tuple[TypeReading, ...]
    required: Condition | None
    excluded: Condition | None


class _Form(NamedTuple):
    """Readings of the same words as a verb, or as nouns: the first one's entry and clitics, how many words, and all senses
    with how many words each covers before its complement."""

    entry: Entry
    prefix: str
    suffix: str
    length: int
    longest: int
    senses: tuple[tuple[_Sense, int], ...]


class _Forms(NamedTuple):
    """Readings of the same words told apart by form; `every` has all of them."""

    every: _Form | None
    nouns: _Form | None
    verbs: _Form | None


class TriggerFinder:
    """Reads triggers with the conditions of the codebook's types."""

    def __init__(self, codebook: Codebook) -> None:
        self._conditions = Conditions()
        self._senses: dict[str, _Sense] = {}
        for event_type in codebook.types.values():
            for n, trigger in enumerate(event_type.triggers):
                identity = f"{event_type.id}/{n}"
                self._senses[identity] = self._sense(event_type, identity, trigger)
        self._known: dict[tuple[Together, bool], _Forms] = {}

    def _sense(self, event_type: EventType, identity: str, trigger: Trigger) -> _Sense:
        reading = TypeReading(
            event_type.id, identity, trigger.frame, bool(trigger.with_), trigger.weak, trigger.outcome, trigger.status or ""
        )
        also = tuple(replace(reading, event_type=other, also=True) for other in event_type.also)
        return _Sense(reading, also, self._conditions.add(trigger.with_), self._conditions.add(trigger.without))

    def find(self, scan: Scan, hits: list[Hit]) -> list[TriggerMention]:
        """Triggers in order; a longer form hides the shorter ones inside it, but not what stands before its complement."""
        met = self._conditions.met(scan.texts, scan.weapons)
        found: list[TriggerMention] = []
        covered: set[int] = set()
        whole: set[int] = set()
        for (first, last), group in sorted(self._spans(scan, hits).items(), key=lambda s: (s[0][0], -s[0][1])):
            if first in covered or (first in whole and last - first == 1):
                continue
            form = _form_called_for(scan, first, self._forms(scan, group))
            types = self._types(scan, met, first, form.senses) if form is not None else ()
            if form is None or not types:
                continue
            found.append(TriggerMention(first, last, form.entry, types, form.prefix, form.suffix))
            end = first + form.longest
            covered.update(range(first + 1, end))
            if last > end:
                covered.add(last - 1)
            elif end - first > 1:
                whole.add(first)
        return _joined(found)

    @staticmethod
    def _spans(scan: Scan, hits: list[Hit]) -> dict[tuple[int, int], list[Hit]]:
        """Hits by their words; none that belongs to a name or a date (فجر اليوم)."""
        names = {i for a in scan.actors if a.kind == "name" and a.last - a.first > 1 for i in range(a.first, a.last)}
        spans: dict[tuple[int, int], list[Hit]] = {}
        for hit in hits:
            first = hit.first
            if scan.sentence_of[first] >= 0 and first not in names and first not in scan.time_words:
                spans.setdefault((first, hit.complement), []).append(hit)
        return spans

    def _forms(self, scan: Scan, group: list[Hit]) -> _Forms:
        """The forms of some hits of the same words. A verb's participle that is a noun for people (سائق) or a preposition
        (داخل) is no trigger."""
        first = group[0].first
        other = first in scan.person_words or first in scan.function
        together = group[0].together
        if together is None or len(group) > 1:
            return self._told_apart([(r, h.last - first) for h in group for r in _readings(h)], other)
        known = self._known.get((together, other))
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = self._known[together, other] = self._told_apart([(r, 1) for r in together.readings], other)
        return known

    def _told_apart(self, readings: list[tuple[Reading, int]], other: bool) -> _Forms:
        kept = [(r, n) for r, n in readings if not (other and r.entry.tense == "participle")]
        verbs = [(r, n) for r, n in kept if r.entry.form == "verb" and r.entry.tense != "participle"]
        return _Forms(self._form(kept), self._form([r for r in kept if r not in verbs]), self._form(verbs))

    def _form(self, readings: list[tuple[Reading, int]]) -> _Form | None:
        if not readings:
            return None
        (entry, prefix, suffix, _), length = readings[0]
        senses = tuple((self._senses[r.entry.lexeme.id], n) for r, n in readings)
        return _Form(entry, prefix, suffix, length, max(n for _, n in readings), senses)

    def _types(self, scan: Scan, met: Met, first: int, senses: tuple[tuple[_Sense, int], ...]) -> tuple[TypeReading, ...]:
        """Types whose conditions the words around meet, then those that they may tell of instead."""
        sentence = scan.sentences[scan.sentence_of[first]]
        low = max(sentence.first, first - _BEFORE)
        found: dict[str, TypeReading] = {}
        others: dict[str, tuple[TypeReading, ...]] = {}
        for (reading, also, required, excluded), length in senses:
            kept = found.get(reading.event_type)
            if kept is not None and kept.conditioned >= reading.conditioned:
                continue
            high = min(sentence.last, first + length + _AFTER)
            if (required is None or met.between(required, low, high)) and (excluded is None or not met.between(excluded, low, high)):
                found[reading.event_type], others[reading.event_type] = reading, also
        for also in others.values():
            for reading in also:
                found.setdefault(reading.event_type, reading)
        return tuple(found.values())


def _readings(hit: Hit) -> tuple[Reading, ...]:
    return hit.together.readings if hit.together is not None else (Reading(hit.entry, hit.prefix, hit.suffix, hit.kind),)


def _form_called_for(scan: Scan, first: int, forms: _Forms) -> _Form | None:
    """Of words that may be verb or noun (قصف), the reading that what stands before them calls for."""
    nouns, verbs = forms.nouns, forms.verbs
    if nouns is None or verbs is None:
        return forms.every
    before = scan.function.get(first - 1, "")
    if before in ("preposition", "direction") or any(c in nouns.prefix for c in ("ب", "ل", "ك")):
        return nouns
    last = first + nouns.length
    following = scan.texts[last] if last < len(scan.texts) else ""
    described = following.endswith(("ي", "يه", "يا")) and bare(following) == following and not scan.is_name(last)
    return nouns if described or (first and first - 1 in scan.result_words) else verbs


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
        by_first[t.first] = replace(kept, types=types, last=max(kept.last, t.last))
    return sorted(by_first.values(), key=lambda t: t.first)
