"""Does a count of people belong to the act?"""

from __future__ import annotations

from rasd.coding.acts import Act, Surroundings, bucket
from rasd.coding.features import lying
from rasd.coding.mentions import TollMention
from rasd.coding.scorers import Row, Shape, pairs

ACT = "type outcome form lemma"
MENTION = "kind told recalled size wb style rank gap rival head part parts best wa before fwb fwa"
PAIR = lying.COLUMNS + " own field other result left inclause gov rivals nearer sources"
SHAPE: Shape = pairs(
    "toll",
    ACT,
    MENTION,
    PAIR,
    lying.TEMPLATES
    + """, own, own kind, field type, field type side, kind, kind field, side field, other side, outcome side, outcome own, result, result side, left own, recalled side, form own, form side,
    inclause side, inclause field, gov, gov field, gov type, nearer side, nearer kind, nearer kind d, rivals, told type, told side, told kind type, size kind, size field, wb, wb field, own form field,
    style, style rank, style gap, style kind, style rank field, style gap kind, rival, rival style, rival told, rival kind, head, head told, head kind, head kind type, head style, part, part kind, part style,
    parts, parts kind, parts style, parts told, lemma told, lemma kind, best, best kind, best style, best told, wa, wa kind, wa told, told kind side inclause, own told type, before, before kind, before told, sources side, fwb, fwb kind, fwb told, fwa, fwa kind, fwa told""",
)


class TollRows:
    """Rows of the counts of one act."""

    def __init__(self, around: Surroundings, act: Act, limits: tuple[int, int]) -> None:
        self.around, self.act, self.limits = around, act, limits
        entry = act.trigger.entry
        self.gaps: dict[str, list[int]] = {}
        self._known: dict[tuple[int, str, bool], Row] = {}
        for k in around.tolls_of.get(act.sentence, ()):
            gap = abs(around.scan.tolls[k].word - act.trigger.first)
            self.gaps.setdefault(around.toll_field(k, act.event_type), []).append(gap)
        self.act_part: Row = (act.event_type, act.reading.outcome, entry.form, entry.lexeme.lemma)

    @staticmethod
    def mention_part(around: Surroundings, n: int) -> Row:
        """What is the same of the scan's n-th count for every act."""
        scan = around.scan
        c: TollMention = scan.tolls[n]
        sentence, stems = scan.sentences[scan.sentence_of[c.word]], around.stems
        recalled = around.between(around.markers.get("recalled", []), sentence.first, sentence.last) > 0
        size = 0 if not c.low else 1 if c.low < 3 else 2 if c.low < 20 else 3 if c.low < 200 else 4
        return (
            c.kind, c.field, recalled, size, stems[c.first - 1] if c.first > sentence.first else "^", c.style, c.rank, bucket(c.gap),
            "" if c.rival < 0 else "+".join(sorted(around.toll_fields_at.get(c.rival, ()))), c.head, c.part, c.parts, _is_longest(scan.tolls, n),
            stems[c.last] if c.last < sentence.last else "$", stems[c.first - 2] if c.first - 1 > sentence.first else "^",
            around.field(c.first - 1, sentence.first, sentence.last), around.field(c.last, sentence.first, sentence.last),
        )  # fmt: skip

    def pair_part(self, n: int) -> Row:
        """How the scan's n-th count lies to the act: the same for all counts that one toll word governs."""
        c: TollMention = self.around.scan.tolls[n]
        trigger = self.act.trigger
        key = c.word, c.field, trigger.first <= c.word < trigger.last and c.first < trigger.first
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._lies(c.word, self.around.toll_field(n, self.act.event_type), key[2])
        return found

    def _lies(self, word: int, field: str, left: bool) -> Row:
        """How a toll word lies to the act; `left`: it is the act's own, and its count stands before it."""
        around, act, scan = self.around, self.act, self.around.scan
        first = act.trigger.first
        lies = lying.lying(around, act, word, word + 1)
        a, b = (first, word) if first < word else (word, first)
        other = min(around.trigger_tally(a + 1, b), 3)
        gaps = self.gaps.get(field, ())
        if scan.sentence_of[word] != act.sentence:
            return (*lies, False, field, other, False, False, False, "away", min(len(gaps), 2), min(len(gaps), 2), -1)
        gap = abs(word - first)
        return (
            *lies, first <= word < act.trigger.last, field, other, around.results(a, b + 1) > 0, left, self.limits[0] <= word < self.limits[1],
            around.governor(word, act), min(len(gaps) - 1, 2), min(sum(1 for g in gaps if g < gap), 2), self._sources_between(a, b),
        )  # fmt: skip

    def _sources_between(self, a: int, b: int) -> int:
        return min(sum(1 for s in self.around.sources_of.get(self.act.sentence, ()) if a < s.said < b), 2)


def _is_longest(tolls: list[TollMention], n: int) -> bool:
    """No other pairing of the same toll word and first word counts more."""
    c = tolls[n]
    return not any(
        t.first == c.first and t.word == c.word and t.field == c.field and t.last > c.last for t in tolls[n + 1 : n + 4]
    )
