"""Is a time expression of the report the act's date?"""

from __future__ import annotations

from rasd.coding.acts import Act, Surroundings
from rasd.coding.features import lying
from rasd.coding.scorers import Row, Shape, pairs

ACT = "type tense form any n"
MENTION = "kind prec future before recalled plan opens wa"
PAIR = lying.COLUMNS + " rank inclause gov"
SHAPE: Shape = pairs(
    "date",
    ACT,
    MENTION,
    PAIR,
    lying.TEMPLATES
    + """, kind, kind type, prec, any side, future, n side, kind side, kind prec, tense future, before, before side, recalled side, plan side, rank side, inclause side, inclause rank, gov, gov form, opens side,
    opens any, kind s any, form side, form side d, wa, wa side""",
)


class DateRows:
    """Rows of the time expressions of one act."""

    def __init__(self, around: Surroundings, act: Act, limits: tuple[int, int]) -> None:
        self.around, self.act, self.limits = around, act, limits
        scan, entry = around.scan, act.trigger.entry
        here = around.times_of.get(act.sentence, [])
        right = [n for n in here if scan.times[n].first >= act.trigger.last]
        left = [n for n in here if scan.times[n].last <= act.trigger.first][::-1]
        self.rank = {n: min(k, 3) for near in (right, left) for k, n in enumerate(near)}
        self.act_part: Row = (act.event_type, entry.tense, entry.form, bool(here), min(len(here), 3))

    @staticmethod
    def mention_part(around: Surroundings, n: int) -> Row:
        """What is the same of the scan's n-th time expression for every act."""
        scan = around.scan
        t = scan.times[n]
        sentence, stems = scan.sentences[scan.sentence_of[t.first]], around.stems
        future = bool(t.start and scan.report.published and t.start > scan.report.published)
        marked = [
            around.between(around.markers.get(name, []), sentence.first, sentence.last) > 0 for name in ("recalled", "plan")
        ]
        before = t.first - 1
        return (
            t.kind, t.precision, future, stems[before] if before >= sentence.first else "^", *marked, t.first - sentence.first < 3,
            stems[t.last] if t.last < sentence.last else "$",
        )  # fmt: skip

    def pair_part(self, n: int) -> Row:
        """How the scan's n-th time expression lies to the act."""
        around, act = self.around, self.act
        t = around.scan.times[n]
        lies = lying.lying(around, act, t.first, t.last)
        if around.scan.sentence_of[t.first] != act.sentence:
            return (*lies, 3, False, "away")
        inside = self.limits[0] <= t.first < self.limits[1]
        return (*lies, self.rank.get(n, 3), inside, around.governor(t.first, act))
