"""Is a place of the report a place of the act?"""

from __future__ import annotations

from rasd.coding.acts import Act, Surroundings
from rasd.coding.features import lying
from rasd.coding.scorers import Row, shape

SHAPE = shape(
    "places",
    lying.COLUMNS
    + " prep type prec evident cont of inner any known head plain common inactor insource opens rank form coord lastof latest only wb wa wb2 frame inclause gov lemma",
    lying.TEMPLATES
    + """, prep, prep type, prep side, prec, prec side, prec type, evident side, cont, cont side, inner, inner side, any side, known, head known, head plain, known plain evident, head side,
    common evident, known prec side, cont of, inactor, inactor side, insource, insource side, opens side, opens from, rank, rank form, rank type, rank prep, coord, coord side, coord type,
    lastof any, latest side any, only, only side, wb, wb side, wb type, wa, wa side, wb2, prep frame, inclause side, inclause rank, gov side, gov type, gov prep, lemma prep, from known""",
)


class PlaceRows:
    """Rows of the places of one act."""

    def __init__(self, around: Surroundings, act: Act, limits: tuple[int, int]) -> None:
        self.around, self.act, self.limits = around, act, limits
        scan = around.scan
        self.here = around.places_of.get(act.sentence, [])
        outer = [n for n in self.here if n not in scan.containers]
        self.right = [n for n in outer if scan.places[n].first >= act.trigger.last]
        self.left = [n for n in outer if scan.places[n].last <= act.trigger.first][::-1]

    def row(self, n: int) -> Row:
        """Row of the scan's n-th place."""
        around, act, scan = self.around, self.act, self.around.scan
        p = scan.places[n]
        number = scan.sentence_of[p.first]
        same = number == act.sentence
        sentence = scan.sentences[number]
        inside = scan.containers.get(n)
        precision = p.noun or (p.candidates[0].precision if p.candidates else "unknown") or "unknown"
        rank = "away"
        if same:
            rank = f"R{min(self.right.index(n), 2)}" if n in self.right else f"L{min(self.left.index(n), 2)}{bool(self.right):d}" if n in self.left else "container"
        opens = ""
        if p.first - sentence.first < 2:
            opens = f"{sentence.kind} {any(t in '-:' for t in scan.texts[p.last : p.last + 4])}"
        previous = scan.places[n - 1] if n else None
        stems = around.stems
        last = n == len(scan.places) - 1 or scan.sentence_of[scan.places[n + 1].first] != number
        return (
            *lying.lying(around, act, p.first, p.last), around.place_prepositions[n], act.event_type, precision, p.evident, inside is not None,
            scan.places[inside[-1]].noun or "" if inside else "", n in around.inner_places, bool(self.here), bool(p.candidates), p.head, p.plain,
            bool(p.candidates) and all(c.common for c in p.candidates), p.first in around.actor_words, n in around.told_places, opens, rank, act.trigger.entry.form,
            previous is not None and p.prefix.startswith("و") and p.first - previous.last <= 2, not same and last,
            not around.between(around.last_place_sentences, number + 1, act.sentence + 1), len(around.place_names) == 1,
            stems[p.first - 1] if p.first > sentence.first else "^", stems[p.last] if p.last < sentence.last else "$",
            stems[p.first - 2] if p.first - 1 > sentence.first else "^", act.reading.frame, same and self.limits[0] <= p.first < self.limits[1],
            around.governor(p.first, act) if same else "away", act.trigger.entry.lexeme.lemma,
        )  # fmt: skip
