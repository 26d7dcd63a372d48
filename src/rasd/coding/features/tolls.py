"""Does a count of people belong to the act?"""

from __future__ import annotations

from rasd.coding.acts import Act, Surroundings, bucket
from rasd.coding.features import lying
from rasd.coding.mentions import TollMention
from rasd.coding.scorers import Row, shape

SHAPE = shape(
    "toll",
    lying.COLUMNS
    + """ own kind field told type other outcome result left recalled form inclause gov rivals nearer size wb style rank gap rival head part parts lemma best wa
    sources before""",
    lying.TEMPLATES
    + """, own, own kind, field type, field type side, kind, kind field, side field, other side, outcome side, outcome own, result, result side, left own, recalled side, form own, form side,
    inclause side, inclause field, gov, gov field, gov type, nearer side, nearer kind, nearer kind d, rivals, told type, told side, told kind type, size kind, size field, wb, wb field, own form field,
    style, style rank, style gap, style kind, style rank field, style gap kind, rival, rival style, rival told, rival kind, head, head told, head kind, head style, part, part kind, part style,
    parts, parts kind, parts style, parts told, lemma told, lemma kind, best, best kind, best style, best told, wa, wa kind, wa told, told kind side inclause, own told type, before, before kind, before told, sources side""",
)


class TollRows:
    """Rows of the counts of one act."""

    def __init__(self, around: Surroundings, act: Act, limits: tuple[int, int]) -> None:
        self.around, self.act, self.limits = around, act, limits
        self.here = around.tolls_of.get(act.sentence, [])

    def row(self, n: int) -> Row:
        """Row of the scan's n-th count."""
        around, act, scan = self.around, self.act, self.around.scan
        c: TollMention = scan.tolls[n]
        trigger = act.trigger
        own = trigger.first <= c.word < trigger.last
        number = scan.sentence_of[c.word]
        same = number == act.sentence
        sentence = scan.sentences[number]
        a, b = (trigger.first, c.word) if trigger.first < c.word else (c.word, trigger.first)
        field = around.toll_field(n, act.event_type)
        rivals = [k for k in self.here if k != n and around.toll_field(k, act.event_type) == field]
        nearer = sum(1 for k in rivals if abs(scan.tolls[k].word - trigger.first) < abs(c.word - trigger.first))
        recalled = around.between(around.markers.get("recalled", []), sentence.first, sentence.last) > 0
        size = 0 if not c.low else 1 if c.low < 3 else 2 if c.low < 20 else 3 if c.low < 200 else 4
        return (
            *lying.lying(around, act, c.word, c.word + 1), own, c.kind, field, c.field, act.event_type, min(around.trigger_tally(a + 1, b), 3), act.reading.outcome,
            same and around.results(a, b + 1) > 0, own and c.first < trigger.first, recalled, trigger.entry.form,
            same and self.limits[0] <= c.word < self.limits[1], around.governor(c.word, act) if same else "away", min(nearer, 2), min(len(rivals), 2), size,
            around.stems[c.first - 1] if c.first > sentence.first else "^", c.style, c.rank, bucket(c.gap),
            "" if c.rival < 0 else "+".join(sorted(around.toll_fields_at.get(c.rival, ()))), c.head, c.part, c.parts, trigger.entry.lexeme.lemma,
            self._is_longest(n), around.stems[c.last] if c.last < sentence.last else "$", self._sources_between(a, b) if same else -1,
            around.stems[c.first - 2] if c.first - 1 > sentence.first else "^",
        )  # fmt: skip

    def _is_longest(self, n: int) -> bool:
        """No other pairing of the same toll word and first word counts more."""
        tolls = self.around.scan.tolls
        c = tolls[n]
        return not any(
            tolls[k].first == c.first and tolls[k].word == c.word and tolls[k].field == c.field and tolls[k].last > c.last
            for k in (n + 1, n + 2, n + 3) if k < len(tolls)
        )  # fmt: skip

    def _sources_between(self, a: int, b: int) -> int:
        return min(sum(1 for s in self.around.sources_of.get(self.act.sentence, ()) if a < s.said < b), 2)
