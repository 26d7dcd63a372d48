"""What stands around a trigger in its sentence, as classes of words: for the scorers of acts and types."""

from __future__ import annotations

from typing import NamedTuple

from rasd.coding.acts import Surroundings
from rasd.coding.mentions import Scan, TriggerMention
from rasd.coding.syntax import slots

_BACK, _AHEAD = 6, 12


class Clause(NamedTuple):
    """A trigger's surroundings. `number`: the sentence's."""

    number: int
    word_before: str
    before: str
    before2: str
    after: str
    after2: str
    classes: tuple[str, ...]
    """Classes of the people, weapons, goods and sites a few words around."""
    slots: tuple[str, ...]
    """Kinds of the actors nearby with where they stand to the trigger."""
    tolls: str


class WordClasses:
    """Every word's class, worked out once for a scan."""

    def __init__(self, around: Surroundings) -> None:
        scan = around.scan
        self.around = around
        self.of: dict[int, str] = {i: f"fn:{c}" for i, c in scan.function.items()}
        self.named: dict[int, list[str]] = {}
        for hit in scan.hits:
            kind = hit.kind
            if kind in ("reporting", "title", "weapon", "goods", "measure", "place_noun", "toll"):
                self.of[hit.first] = kind
            if kind in ("weapon", "goods"):
                self.named.setdefault(hit.first, []).append(f"{kind}:{hit.entry.lexeme.id}")
            elif kind in ("person", "place_noun"):
                self.named.setdefault(hit.first, []).append(f"n:{hit.entry.lexeme.lemma}")
            elif kind == "toll":
                self.named.setdefault(hit.first, []).append(f"toll:{hit.entry.lexeme.id}")
        for time in scan.times:
            self.of[time.first] = "time"
        for number in scan.numbers:
            self.of.setdefault(number.first, "number")
        for place in scan.places:
            self.of[place.first] = "place"
        for trigger in scan.triggers:
            self.of[trigger.first] = f"trigger:{trigger.entry.form}"
        for actor in scan.actors:
            kind = around.actor_kind(actor.id)
            group = kind if kind in ("civilians", "authority", "organization") else "armed"
            self.of[actor.first] = f"actor:{group}"
            self.named.setdefault(actor.first, []).append(f"a:{actor.id if group == 'civilians' else kind}")

    def at(self, i: int, first: int, last: int) -> str:
        """Class of the word at `i`, of its sentence [first, last)."""
        if i < first:
            return "^"
        if i >= last:
            return "$"
        found = self.of.get(i)
        if found is None:
            text = self.around.scan.texts[i]
            found = self.of[i] = "mark" if not text[0].isalnum() else "number" if text[0].isdigit() else "word"
        return found


def clause_of(around: Surroundings, words: WordClasses, trigger: TriggerMention) -> Clause:
    """The surroundings of one trigger."""
    scan: Scan = around.scan
    number = scan.sentence_of[trigger.first]
    sentence = scan.sentences[number]
    first, last = sentence.first, sentence.last
    low, high = max(first, trigger.first - _BACK), min(last, trigger.last + _AHEAD)
    classes = {c for i in range(low, high) for c in words.named.get(i, ())}
    indexes = [n for n in around.actors_of.get(number, []) if low <= scan.actors[n].first < high]
    found = slots(scan, trigger, [scan.actors[n] for n in indexes])
    kinds = {
        f"{found[k]}:{words.of.get(scan.actors[n].first, '')}" for k, n in enumerate(indexes)
    }
    tolls = {scan.tolls[n].field for n in around.tolls_of.get(number, []) if low <= scan.tolls[n].word < high}
    return Clause(
        number,
        scan.texts[trigger.first - 1] if trigger.first > first else "^",
        words.at(trigger.first - 1, first, last),
        words.at(trigger.first - 2, first, last),
        words.at(trigger.last, first, last),
        words.at(trigger.last + 1, first, last),
        tuple(sorted(classes)),
        tuple(sorted(kinds)),
        "+".join(sorted(tolls)),
    )
