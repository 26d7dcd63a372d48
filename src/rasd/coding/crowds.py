"""Who acts in a crowd: "residents" of a demonstration are protesters, those of a strike are not."""

from __future__ import annotations

from rasd.codebook import EventType
from rasd.coding.acts import Act, Surroundings
from rasd.coding.conditions import stems

_NEAR = 12
"""Words on either side of a trigger whose words may tell."""


def called(around: Surroundings, act: Act, role: str, n: int) -> str:
    """Actor id of the scan's n-th actor in a role ("initiators", "targets" ...) of an act."""
    actor = around.scan.actors[n].id
    kind = around.codebook.types[act.event_type]
    implied = kind.implied(role)
    return implied if implied and actor in kind.crowd and _is_crowd(around, act, kind) else actor


def _is_crowd(around: Surroundings, act: Act, kind: EventType) -> bool:
    sentence = around.scan.sentences[act.sentence]
    first, last = max(sentence.first, act.trigger.first - _NEAR), min(sentence.last, act.trigger.last + _NEAR)
    near = {stem for text in around.scan.texts[first:last] for stem in stems(text)}
    wanted = not kind.crowd_with or any(near.issuperset(words) for words in kind.crowd_with)
    return wanted and not any(near.issuperset(words) for words in kind.crowd_without)
