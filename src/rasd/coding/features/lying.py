"""How a mention lies to an act's trigger: before or after it, how far, with what between, or in which other sentence."""

from __future__ import annotations

from rasd.coding.acts import Act, Surroundings, bucket
from rasd.coding.scorers import Row

COLUMNS = "side d c t comp s par from in"
TEMPLATES = "side, side d, side c, side t, side comp, side d t, side c t, s, s par, from, from in, from s"


def lying(around: Surroundings, act: Act, first: int, last: int) -> Row:
    """Values of COLUMNS for a mention at words [first, last)."""
    scan, trigger = around.scan, act.trigger
    number = scan.sentence_of[first]
    if number != act.sentence:
        return around.far(number, act.sentence)
    kind = scan.sentences[number].kind
    if first >= trigger.last:
        side, a, b = "R", trigger.last, first
    else:
        side, a, b = "L", last, trigger.first
    triggers = min(around.trigger_tally(a, b), 2)
    return side, bucket(b - a), min(around.commas(a, b), 2), triggers, around.complementizers(a, b) > 0, 0, True, kind, kind
