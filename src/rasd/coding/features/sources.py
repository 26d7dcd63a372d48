"""Is a source of the report the one who tells of the act?"""

from __future__ import annotations

from rasd.coding.acts import Act, Surroundings
from rasd.coding.features import lying
from rasd.coding.scorers import Row, shape

SHAPE = shape(
    "source",
    lying.COLUMNS + " style effect any n kind continued gap later end first only isactor type form inclause told said issuer last",
    lying.TEMPLATES
    + """, style, style side, effect, effect side, any side, n side style, kind, kind style, continued any gap, side style n, side effect d, later par, later par continued style, style gap par,
    isactor, isactor style effect, end style, first style side, kind style side, only side, style from, style side c, style side d, form effect side, inclause side style, told side, told side style, said, said side, issuer, issuer any, issuer last any, issuer style side""",
)


class SourceRows:
    """Rows of the sources of one act."""

    def __init__(self, around: Surroundings, act: Act, limits: tuple[int, int]) -> None:
        self.around, self.act, self.limits = around, act, limits
        self.here = around.sources_of.get(act.sentence, [])
        self.continued = act.sentence in around.scan.continuing

    def row(self, n: int) -> Row:
        """Row of the scan's n-th source."""
        around, act, scan = self.around, self.act, self.around.scan
        s = scan.sources[n]
        there = scan.sentence_of[s.said]
        same = there == act.sentence
        later = not same and around.between(around.source_sentences, there + 1, act.sentence + 1) > 0
        actor = any(s.first <= scan.actors[k].first < s.last for k in around.actors_of.get(there, ()))
        a, b = (s.said, act.trigger.first) if s.said < act.trigger.first else (act.trigger.first, s.said)
        return (
            *lying.lying(around, act, s.said, s.said + 1), s.style, s.effect, bool(self.here), min(len(self.here), 2), s.kind, self.continued,
            max(-2, min(act.sentence - there, 4)), later, there == len(scan.sentences) - 1, there == 0, len(around.source_sentences) == 1, actor, act.event_type, act.trigger.entry.form,
            same and self.limits[0] <= s.said < self.limits[1], min(around.trigger_tally(a + 1, b), 3) if same else 9, around.stems[s.said],
            s.style in ("line", "colon", "title") or there <= 1, there >= len(scan.sentences) - 1,
        )  # fmt: skip
