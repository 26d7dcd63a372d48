"""Is a time expression of the report the act's date?"""

from __future__ import annotations

from rasd.coding.acts import Act, Surroundings
from rasd.coding.features import lying
from rasd.coding.scorers import Row, shape

SHAPE = shape(
    "date",
    lying.COLUMNS + " kind type prec any future n tense before form recalled plan rank inclause gov opens wa",
    lying.TEMPLATES
    + """, kind, kind type, prec, any side, future, n side, kind side, kind prec, tense future, before, before side, recalled side, plan side, rank side, inclause side, inclause rank, gov, gov form, opens side,
    opens any, kind s any, form side, form side d, wa, wa side""",
)


class DateRows:
    """Rows of the time expressions of one act."""

    def __init__(self, around: Surroundings, act: Act, limits: tuple[int, int]) -> None:
        self.around, self.act, self.limits = around, act, limits
        scan = around.scan
        self.here = around.times_of.get(act.sentence, [])
        self.right = [n for n in self.here if scan.times[n].first >= act.trigger.last]
        self.left = [n for n in self.here if scan.times[n].last <= act.trigger.first][::-1]

    def row(self, n: int) -> Row:
        """Row of the scan's n-th time expression."""
        around, act, scan = self.around, self.act, self.around.scan
        t = scan.times[n]
        number = scan.sentence_of[t.first]
        same = number == act.sentence
        sentence = scan.sentences[number]
        future = bool(t.start and scan.report.published and t.start > scan.report.published)
        marked = [
            around.between(around.markers.get(name, []), sentence.first, sentence.last) > 0 for name in ("recalled", "plan")
        ]
        near = self.right if n in self.right else self.left
        rank = near.index(n) if n in near else 3
        before = t.first - 1
        return (
            *lying.lying(around, act, t.first, t.last), t.kind, act.event_type, t.precision, bool(self.here), future, min(len(self.here), 3),
            act.trigger.entry.tense, around.stems[before] if before >= sentence.first else "^", act.trigger.entry.form, *marked, min(rank, 3),
            same and self.limits[0] <= t.first < self.limits[1], around.governor(t.first, act) if same else "away", t.first - sentence.first < 3,
            around.stems[t.last] if t.last < sentence.last else "$",
        )  # fmt: skip
