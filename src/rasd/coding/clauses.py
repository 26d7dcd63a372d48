"""What stands around a trigger in its sentence, as classes of words: for the scorers of acts and types."""

from __future__ import annotations

from dataclasses import dataclass

from rasd.coding.acts import Surroundings
from rasd.coding.mentions import Scan, TriggerMention
from rasd.coding.syntax import slots

_BACK, _AHEAD = 6, 12
_OWN_LINES = ("reporting", "title", "weapon", "goods", "measure", "place_noun", "toll")


@dataclass(slots=True, eq=False)
class Clause:
    """A trigger's surroundings. `number`: the sentence's; `limits`: words of its part of the sentence."""

    number: int
    limits: tuple[int, int]
    word_before: str
    before: str
    before2: str
    after: str
    after2: str
    governed: str
    """The function word that the trigger depends on: a clitic, else the nearest one within three words before."""
    classes: tuple[str, ...]
    """Classes of the people, weapons, goods and sites a few words around."""
    slots: tuple[str, ...]
    """Kinds of the actors nearby with where they stand to the trigger."""
    tolls: str
    fields: tuple[str, ...]
    """Fields of meaning of the words a few around."""
    beside: tuple[str, str, str]
    """Fields of meaning of the word before and the two after."""


class WordClasses:
    """Every word's class, worked out once for a scan."""

    def __init__(self, around: Surroundings) -> None:
        scan = around.scan
        self.around = around
        self.of: dict[int, str] = {i: "fn:" + c for i, c in scan.function.items()}
        self.named: dict[int, list[str]] = {}
        named = self.named
        for hit in scan.hits:
            lexeme = hit.entry.lexeme
            kind = lexeme.kind
            if kind in _OWN_LINES:
                self.of[hit.first] = kind
            if kind == "weapon" or kind == "goods":
                named.setdefault(hit.first, []).append(kind + ":" + lexeme.id)
            elif kind == "person" or kind == "place_noun":
                named.setdefault(hit.first, []).append("n:" + lexeme.lemma)
            elif kind == "toll":
                named.setdefault(hit.first, []).append("toll:" + lexeme.id)
        for time in scan.times:
            self.of[time.first] = "time"
        for number in scan.numbers:
            self.of.setdefault(number.first, "number")
        for place in scan.places:
            self.of[place.first] = "place"
        for trigger in scan.triggers:
            self.of[trigger.first] = "trigger:" + trigger.entry.form
        for n, actor in enumerate(scan.actors):
            group = around.group_of[n]
            self.of[actor.first] = "actor:" + ("armed" if group == "crime" else group)
            named.setdefault(actor.first, []).append("a:" + (actor.id if group == "civilians" else around.kind_of[n]))

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
    indexes = [n for n in around.actors_of.get(number, ()) if low <= scan.actors[n].first < high]
    found = slots(scan, trigger, [scan.actors[n] for n in indexes], [around.actor_prepositions[n] for n in indexes])
    kinds = {found[k] + ":" + words.of.get(scan.actors[n].first, "") for k, n in enumerate(indexes)}
    tolls = {scan.tolls[n].field for n in around.tolls_of.get(number, ()) if around.plain_tolls[n] and low <= scan.tolls[n].word < high}
    return Clause(
        number,
        _limits(around, trigger, number),
        around.stems[trigger.first - 1] if trigger.first > first else "^",
        words.at(trigger.first - 1, first, last),
        words.at(trigger.first - 2, first, last),
        words.at(trigger.last, first, last),
        words.at(trigger.last + 1, first, last),
        _governed(scan, trigger, first),
        tuple(sorted(classes)),
        tuple(sorted(kinds)),
        "+".join(sorted(tolls)),
        tuple(around.fields_near(low, trigger.first) + around.fields_near(trigger.last, high)),
        (around.field(trigger.first - 1, first, last), around.field(trigger.last, first, last), around.field(trigger.last + 1, first, last)),
    )


def _limits(around: Surroundings, trigger: TriggerMention, number: int) -> tuple[int, int]:
    """From the verb before it (or the sentence's start) to the next verb: the words that most likely go with a trigger."""
    sentence = around.scan.sentences[number]
    begin, end = sentence.first, sentence.last
    for k in around.triggers_of.get(number, ()):
        other = around.scan.triggers[k]
        if other.entry.form != "verb" or other.first == trigger.first:
            continue
        if other.last <= trigger.first:
            begin = other.last
        elif other.first >= trigger.last:
            end = other.first
            break
    return begin, end


def _governed(scan: Scan, trigger: TriggerMention, first: int) -> str:
    clitic = trigger.prefix.removesuffix("ال").lstrip("وف")
    if clitic:
        return clitic
    for i in range(trigger.first - 1, max(first, trigger.first - 4) - 1, -1):
        if i in scan.agent_words:
            return "agent"
        if i in scan.result_words:
            return "result"
        if i in scan.function:
            return scan.texts[i]
        if i in scan.effect_at:
            return "re:" + scan.effect_at[i]
        if not scan.texts[i][0].isalnum():
            return scan.texts[i]
    return ""
