"""Is a place of the report a place of the act?"""

from __future__ import annotations

from rasd.coding.acts import Act, Surroundings
from rasd.coding.features import lying
from rasd.coding.scorers import Row, Shape, pairs
from rasd.coding.syntax import is_coordinated

ACT = "type form frame lemma any"
MENTION = "prep prec evident cont of inner known head plain common inactor insource opens coord only wb wa wb2 ref how tail fwb fwa fwb2"
PAIR = lying.COLUMNS + " rank lastof latest inclause gov"
SHAPE: Shape = pairs(
    "places",
    ACT,
    MENTION,
    PAIR,
    lying.TEMPLATES
    + """, prep, prep type, prep side, prec, prec side, prec type, evident side, cont, cont side, inner, inner side, any side, known, head known, head plain, known plain evident, head side,
    common evident, known prec side, cont of, inactor, inactor side, insource, insource side, opens side, opens from, rank, rank form, rank type, rank prep, coord, coord side, coord type,
    lastof any, latest side any, only, only side, wb, wb side, wb type, wa, wa side, wb2, prep frame, inclause side, inclause rank, gov side, gov type, gov prep, lemma prep, from known, ref, ref side, ref any, ref type, ref s, ref rank, how, how side, how type, how rank, how head, how prep, tail, tail head, tail side, fwb, fwb type, fwb side, fwa, fwa side, fwb2 side, fwb2 type""",
)


class PlaceRows:
    """Rows of the places of one act."""

    def __init__(self, around: Surroundings, act: Act, limits: tuple[int, int]) -> None:
        self.around, self.act, self.limits = around, act, limits
        scan = around.scan
        here = around.places_of.get(act.sentence, [])
        outer = [n for n in here if n not in scan.containers]
        right = [n for n in outer if scan.places[n].first >= act.trigger.last]
        left = [n for n in outer if scan.places[n].last <= act.trigger.first][::-1]
        self.rank = {n: f"R{min(k, 2)}" for k, n in enumerate(right)} | {
            n: f"L{min(k, 2)}{bool(right):d}" for k, n in enumerate(left)
        }
        entry = act.trigger.entry
        self.act_part: Row = (act.event_type, entry.form, act.reading.frame, entry.lexeme.lemma, bool(here))

    @staticmethod
    def mention_part(around: Surroundings, n: int) -> Row:
        """What is the same of the scan's n-th place for every act."""
        scan = around.scan
        p = scan.places[n]
        sentence, stems = scan.sentences[scan.sentence_of[p.first]], around.stems
        inside = scan.containers.get(n)
        opens = ""
        if p.first - sentence.first < 2:
            opens = f"{sentence.kind} {any(t in '-:' for t in scan.texts[p.last : p.last + 4])}"
        previous = scan.places[n - 1] if n else None
        return (
            around.place_prepositions[n], p.noun or (p.candidates[0].precision if p.candidates else "unknown") or "unknown", p.evident, inside is not None,
            scan.places[inside[-1]].noun or "" if inside else "", n in around.inner_places, bool(p.candidates), p.head, p.plain,
            bool(p.candidates) and all(c.common for c in p.candidates), p.first in around.actor_words, n in around.told_places, opens,
            previous is not None and is_coordinated(scan, previous, p), len(around.place_names) == 1,
            stems[p.first - 1] if p.first > sentence.first else "^", stems[p.last] if p.last < sentence.last else "$",
            stems[p.first - 2] if p.first - 1 > sentence.first else "^", p.refers is not None, p.how, stems[p.last - 1] if p.how == "described" else "",
            *(around.field(i, sentence.first, sentence.last) for i in (p.first - 1, p.last, p.first - 2)),
        )  # fmt: skip

    def pair_part(self, n: int) -> Row:
        """How the scan's n-th place lies to the act."""
        around, act, scan = self.around, self.act, self.around.scan
        p = scan.places[n]
        number = scan.sentence_of[p.first]
        lies = lying.lying(around, act, p.first, p.last)
        latest = not around.between(around.last_place_sentences, number + 1, act.sentence + 1)
        if number != act.sentence:
            last = n == len(scan.places) - 1 or scan.sentence_of[scan.places[n + 1].first] != number
            return (*lies, "away", last, latest, False, "away")
        inside = self.limits[0] <= p.first < self.limits[1]
        return (*lies, self.rank.get(n, "container"), False, latest, inside, around.governor(p.first, act))
