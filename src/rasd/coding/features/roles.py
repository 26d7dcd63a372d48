"""Which role, if any, an actor has in an act: initiator, supporter, target."""

from __future__ import annotations

from rasd.coding.acts import Act, Surroundings
from rasd.coding.features import lying
from rasd.coding.mentions import ActorMention
from rasd.coding.scorers import Row, Shape, pairs
from rasd.coding.syntax import is_coordinated, slots, voice_of

ROLES: tuple[str, ...] = ("initiators", "supporters", "targets")
ACT = "type frame form voice joined suffix number any subject armed lemma"
MENTION = "mk ak group id often topic speaker mnum suspected counted wb wa head prep fwb fwa none"
PAIR = lying.COLUMNS + " latest slot role coord first gov rank inclause agree"
SHAPE: Shape = pairs(
    "roles",
    ACT,
    MENTION,
    PAIR,
    lying.TEMPLATES
    + """, mk, mk type, ak type, group frame, id, id type, id frame, often group, often any frame group, latest frame any, latest s group, armed group frame,
    s group frame, s any voice, s form any, s suffix group, s number form group any, s topic group frame, s mk frame, s par group any,
    slot, slot frame, slot voice, slot voice frame, slot group, role, role group, role mk, slot mk, slot type, slot group frame, slot voice group, first voice group,
    coord, coord slot, gov voice, gov subject form group, gov subject joined form, gov frame, gov slot, gov group frame, gov type, speaker side, speaker frame,
    mnum frame voice, suspected, counted frame, counted voice, counted slot, wb, wb frame, wb group, wa group, wa frame, fwb frame, fwb group, fwb type, fwa frame, fwa group, fwa type, fwb slot, fwa slot, none, none type, rank side group, rank side frame,
    head, head frame, head slot, head type, prep frame, prep type, prep lemma, lemma slot group, lemma slot, lemma group, inclause, inclause side group, inclause gov,
    agree, agree slot, agree side, agree gov, agree frame side, agree voice slot, agree group, agree rank side, agree head""",
    outputs=ROLES,
)


class RoleRows:
    """Rows of the actors of one act; what is the same for all of them is worked out once."""

    def __init__(self, around: Surroundings, act: Act, limits: tuple[int, int]) -> None:
        self.around = around
        self.act = act
        scan, trigger = around.scan, act.trigger
        self.indexes = around.actors_of.get(act.sentence, [])
        mentions = [scan.actors[n] for n in self.indexes]
        found = slots(scan, trigger, mentions, [around.actor_prepositions[n] for n in self.indexes])
        self.slot = {n: found[k] for k, n in enumerate(self.indexes)}
        self.voice = voice_of(scan, trigger)
        entry = trigger.entry
        self.verb = f"{entry.gender}{entry.number[:1]}" if entry.form == "verb" and entry.tense != "participle" else ""
        """Gender and number of the verb, which its subject shares (before it) or shares the gender of (behind it)."""
        self.frame = around.codebook.frames.get(act.reading.frame)
        self.right = [n for n in self.indexes if scan.actors[n].first >= trigger.last]
        left = [n for n in self.indexes if scan.actors[n].last <= trigger.first]
        self.rank = {n: min(k, 3) for near in (self.right, left[::-1]) for k, n in enumerate(near)}
        self.limits = limits
        self.act_part: Row = (
            act.event_type, act.reading.frame, trigger.entry.form, self.voice, trigger.prefix[:1] in ("و", "ف"), bool(trigger.suffix),
            trigger.entry.number, bool(self.indexes), self._has_subject(), min(len(around.armed), 3), trigger.entry.lexeme.lemma,
        )  # fmt: skip

    @staticmethod
    def mention_part(around: Surroundings, n: int) -> Row:
        """What is the same of the scan's n-th actor for every act."""
        scan = around.scan
        m: ActorMention = scan.actors[n]
        number = scan.sentence_of[m.first]
        sentence, stems = scan.sentences[number], around.stems
        return (
            m.kind, around.kind_of[n], around.group_of[n], m.id, min(around.frequency[m.id], 4), around.actors_of[number][0] == n, n in around.speakers,
            m.number, m.suspected, m.first in around.counted_words, stems[m.first - 1] if m.first > sentence.first else "^",
            stems[m.last] if m.last < sentence.last else "$", m.head, around.actor_prepositions[n],
            *(around.field(i, sentence.first, sentence.last) for i in (m.first - 1, m.last)),
            m.first in around.no_harm_words,
        )  # fmt: skip

    def pair_part(self, n: int) -> Row:
        """How the scan's n-th actor lies to the act."""
        around, act, scan = self.around, self.act, self.around.scan
        m: ActorMention = scan.actors[n]
        latest = around.group_of[n] == "armed" and not around.armed_tally(m.first + 1, act.trigger.first)
        lies = lying.lying(around, act, m.first, m.last)
        slot = self.slot.get(n)
        agree = f"{self.verb}-{around.actor_shapes[n]}" if self.verb else ""
        if slot is None:
            return (*lies, latest, "away", "", "", False, "away", 4, False, agree)
        before = scan.actors[n - 1] if n else None
        coordinated = before is not None and is_coordinated(scan, before, m)
        return (
            *lies, latest, slot, self._frame_role(slot), f"coord{before.id == m.id:d}" if before is not None and coordinated else "",
            bool(self.right) and self.right[0] == n, self._governor(n), self.rank.get(n, 4), self.limits[0] <= m.first < self.limits[1], agree,
        )  # fmt: skip

    def _has_subject(self) -> bool:
        """An actor stands right after the trigger."""
        if not self.right or self.slot[self.right[0]] != "R1":
            return False
        following = self.around.scan.actors[self.right[0]].first
        last = self.act.trigger.last
        return following - last <= 3 and not self.around.trigger_tally(last, following)

    def _governor(self, n: int) -> str:
        """The trigger that a mention stands nearest after (the act's own, one before or after it), and its place there."""
        around, scan = self.around, self.around.scan
        m = scan.actors[n]
        at = around.governing(m.first, self.act)
        if at < 0:
            return "none"
        governed = around.actor_prepositions[n]
        if not governed:
            rank = sum(1 for i in self.indexes if at < scan.actors[i].first < m.first and not around.actor_prepositions[i])
            governed = str(min(rank, 2))
        return around.governor(m.first, self.act) + ":" + governed

    def _frame_role(self, slot: str) -> str:
        frame = self.frame
        if frame is None:
            return ""
        if slot.startswith("R1"):
            return frame.passive_subject if self.voice.startswith("passive") else frame.subject
        if slot.startswith("R2"):
            return frame.object
        if slot.startswith(("Rgen", "Radj")):
            return frame.genitive
        if slot.startswith("Ltop"):
            return frame.subject
        return frame.prepositions.get(slot[1:].removesuffix("+"), "")
