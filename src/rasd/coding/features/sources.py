"""Is a source of the report the one who tells of the act?"""

from __future__ import annotations

from rasd.coding.acts import Act, Surroundings
from rasd.coding.features import lying
from rasd.coding.scorers import Row, Shape, pairs

ACT = "type form any n continued"
MENTION = "style effect kind end first only isactor said issuer last fsaid"
PAIR = lying.COLUMNS + " gap later inclause told"
SHAPE: Shape = pairs(
    "source",
    ACT,
    MENTION,
    PAIR,
    lying.TEMPLATES
    + """, style, style side, effect, effect side, any side, n side style, kind, kind style, continued any gap, side style n, side effect d, later par, later par continued style, style gap par,
    isactor, isactor style effect, end style, first style side, kind style side, only side, style from, style side c, style side d, form effect side, inclause side style, told side, told side style, said, said side, issuer, issuer any, issuer last any, issuer style side, fsaid, fsaid style""",
)


class SourceRows:
    """Rows of the sources of one act."""

    def __init__(self, around: Surroundings, act: Act, limits: tuple[int, int]) -> None:
        self.around, self.act, self.limits = around, act, limits
        here = around.sources_of.get(act.sentence, [])
        self.act_part: Row = (
            act.event_type, act.trigger.entry.form, bool(here), min(len(here), 2), act.sentence in around.scan.continuing,
        )  # fmt: skip

    @staticmethod
    def mention_part(around: Surroundings, n: int) -> Row:
        """What is the same of the scan's n-th source for every act."""
        scan = around.scan
        s = scan.sources[n]
        there, last = scan.sentence_of[s.said], len(scan.sentences) - 1
        actor = any(s.first <= scan.actors[k].first < s.last for k in around.actors_of.get(there, ()))
        return (
            s.style, s.effect, s.kind, there == last, there == 0, len(around.source_sentences) == 1, actor, around.stems[s.said],
            s.style in ("line", "colon", "title") or there <= 1, there >= last, around.fields[s.said],
        )  # fmt: skip

    def pair_part(self, n: int) -> Row:
        """How the scan's n-th source lies to the act."""
        around, act = self.around, self.act
        s = around.scan.sources[n]
        there = around.scan.sentence_of[s.said]
        lies = lying.lying(around, act, s.said, s.said + 1)
        gap = max(-2, min(act.sentence - there, 4))
        if there != act.sentence:
            return (*lies, gap, around.between(around.source_sentences, there + 1, act.sentence + 1) > 0, False, 9)
        a, b = (s.said, act.trigger.first) if s.said < act.trigger.first else (act.trigger.first, s.said)
        return (*lies, gap, False, self.limits[0] <= s.said < self.limits[1], min(around.trigger_tally(a + 1, b), 3))
