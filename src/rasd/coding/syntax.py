"""Shallow syntax: where a mention stands to a trigger (subject, object, genitive, after which preposition)."""

from __future__ import annotations

from rasd.arabic.words import without_article
from rasd.coding.mentions import ActorMention, PlaceMention, Scan, TriggerMention

_MOST_STEMS = 200_000


def stem_of(word: str) -> str:
    """A word without conjunction and article, as scorers tell words apart."""
    bare = without_article(word)
    return bare if bare != word else word[1:] if word[0] in "وف" and len(word) > 4 else word


class Stems(dict[str, str]):
    """The stems of words, each worked out once."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_STEMS:
            self.clear()
        found = self[word] = stem_of(word)
        return found



_CLITIC_PREPOSITIONS = {"ب": "ب", "ل": "ل", "ك": "ك"}
_REACH_BACK = 3


def preposition_of(scan: Scan, mention: ActorMention | PlaceMention) -> str:
    """The preposition or agent phrase that governs a mention, or an empty string."""
    clitic = mention.prefix.removesuffix("ال").lstrip("وف")
    if clitic in _CLITIC_PREPOSITIONS:
        return clitic
    i = mention.first - 1
    if i < 0 or scan.sentence_of[i] != scan.sentence_of[mention.first]:
        return ""
    if i in scan.agent_words:
        return "agent"
    for back in range(_REACH_BACK):
        k = i - back
        if k < 0 or scan.sentence_of[k] != scan.sentence_of[mention.first]:
            return ""
        if scan.function.get(k) == "preposition":
            return scan.texts[k].lstrip("وف") if len(scan.texts[k]) > 3 else scan.texts[k]
        if back == 0 and scan.function.get(k) == "direction":
            return "direction"
        if not (k in scan.number_words or k in scan.noun_words):
            return ""
    return ""


def is_coordinated(scan: Scan, before: ActorMention | PlaceMention, mention: ActorMention | PlaceMention) -> bool:
    """The mention continues a list that the earlier one is in ("A and B")."""
    gap = mention.first - before.last
    if mention.prefix.startswith("و"):
        return gap <= 3
    return gap == 1 and scan.texts[before.last] == ","


def slots(scan: Scan, trigger: TriggerMention, mentions: list[ActorMention], prepositions: list[str]) -> dict[int, str]:
    """Slot of each mention (by index in `mentions`, all of one sentence) to a trigger of that sentence.

    R right or L left of the trigger; then `in` (inside its words), `gen` (right after a noun),
    `1`, `2` (first, second bare noun), the governing preposition, `+` where coordinated.
    """
    out: dict[int, str] = {}
    bare_right = bare_left = 0
    previous: int | None = None
    for n, m in enumerate(mentions):
        if trigger.first <= m.first < trigger.last:
            slot = "in"
        else:
            side = "R" if m.first >= trigger.last else "L"
            preposition = prepositions[n]
            if (
                previous is not None
                and not preposition
                and is_coordinated(scan, mentions[previous], m)
                and out[previous][0] == side
            ):
                slot = out[previous] if out[previous].endswith("+") else out[previous] + "+"
            elif preposition:
                slot = side + preposition
            elif side == "R":
                bare_right += 1
                at_once = m.first == trigger.last and trigger.entry.form != "verb"
                slot = ("Radj" if m.kind == "adjective" else "Rgen") if at_once else f"R{min(bare_right, 3)}"
            else:
                bare_left += 1
                slot = "Ltop" if bare_left == 1 else "L2"
        out[n] = slot
        previous = n
    return out


def voice_of(scan: Scan, trigger: TriggerMention) -> str:
    """How a verb seems to be used: active when a group follows, passive when people or a number do."""
    if trigger.entry.form != "verb":
        return trigger.entry.form
    if trigger.entry.voice in ("active", "passive"):
        return trigger.entry.voice
    for i in range(trigger.first + 1, min(trigger.first + 5, len(scan.words))):
        actor = scan.actor_at.get(i)
        if i in scan.number_words:
            return "passive?"
        if actor is not None:
            return "active?" if actor.kind in ("name", "unit", "generic", "reference", "adjective") else "passive?"
    return "open"
