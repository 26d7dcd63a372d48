"""The shapes of all scorers, and `LOOKS`: what is looked at a second time."""

from typing import NamedTuple

from rasd.coding.features import (
    claims,
    dates,
    detection,
    merging,
    places,
    reports,
    roles,
    sources,
    statuses,
    tolls,
    types,
    whole,
)

SHAPES = (reports.SHAPE, detection.SHAPE, types.SHAPE, merging.SHAPE, roles.SHAPE, places.SHAPE, dates.SHAPE,
          tolls.SHAPE, sources.SHAPE, statuses.SHAPE, whole.SHAPE)  # fmt: skip


class Look(NamedTuple):
    """A second look at one output of a scorer: the numbers and the columns in words that its trees ask about."""

    name: str
    scorer: str
    output: int
    numbers: tuple[str, ...]
    words: tuple[str, ...]


def _at_claims(name: str, scorer: str, words: str, output: int = 0) -> Look:
    return Look(name, scorer, output, claims.NUMBERS, (*words.split(), claims.BY))


_OF_ROLES = "type frame mk ak group head prep gov coord slot role agree mnum speaker counted none suspected inclause d c s par topic often latest"
LOOKS = (
    Look("told", "detect", 0, detection.NUMBERS, detection.WORDS),
    Look("type", "type", 0, types.NUMBERS, types.WORDS),
    _at_claims("initiators", "roles", _OF_ROLES, roles.ROLES.index("initiators")),
    _at_claims("targets", "roles", _OF_ROLES, roles.ROLES.index("targets")),
    _at_claims("places", "places", "type frame ref plain inner coord gov prep cont prec how known rank inclause latest lastof in from d c s par"),
    _at_claims("date", "date", "type tense form kind prec n plan recalled future opens rank gov inclause in side d t"),
    _at_claims("toll", "toll", "type form field kind told size recalled style rank rival parts part best gov rivals nearer sources inclause result own in side d c s"),
    _at_claims("source", "source", "type form n continued style effect kind isactor fsaid only first end issuer gap later told inclause in from d"),
    Look("same", "merge", 0, merging.NUMBERS, merging.WORDS),
    Look("record", "record", 0, whole.NUMBERS, whole.WORDS),
)
