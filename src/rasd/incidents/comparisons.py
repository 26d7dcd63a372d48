"""What is compared between two records, finding by finding, as SQL over their traits.

Of a comparison's findings the first whose condition holds counts; the last holds always. The weight of each
is in `data/weights.toml`. `_l` and `_r` are the two records of a pair.
"""

from __future__ import annotations

from typing import NamedTuple


class Finding(NamedTuple):
    """A name, and the SQL condition under which it holds ("ELSE" for the last)."""

    name: str
    sql: str


class Comparison(NamedTuple):
    """A name and its findings."""

    name: str
    findings: tuple[Finding, ...]


def _shared(name: str, other: str | None = None) -> str:
    """Two sets share an item: the masks tell at once that most do not."""
    other = other or name
    return f"(({name}_mask_l & {other}_mask_r) <> 0 AND list_has_any({name}_ids_l, {other}_ids_r))".replace(
        "_ids", "_ids" if name.startswith(("doer", "hit")) else ""
    )


def _either_way(first: str, second: str) -> str:
    return f"({_shared(first, second)} OR {_shared(second, first)})"


_GAP = "greatest(first_l, first_r) - least(last_l, last_r)"
"""Days between two intervals; 0 or less where they overlap."""
_LONG = "greatest(last_l - first_l, last_r - first_r) > 3"
_SHORT_ACT = "(assumed_l OR assumed_r)"

DATE = Comparison(
    "date",
    (
        Finding("unsaid", "first_l IS NULL OR first_r IS NULL"),
        Finding("long_overlap", f"{_GAP} <= 0 AND {_LONG} AND (first_l <> first_r OR last_l <> last_r)"),
        Finding("assumed", f"{_SHORT_ACT} AND {_GAP} <= 1"),
        Finding("same_day", "first_l = first_r AND last_l = last_r"),
        Finding("overlapping", f"{_GAP} <= 0"),
        Finding("next_day", f"{_GAP} = 1 OR ({_SHORT_ACT} AND {_GAP} = 2)"),
        Finding("apart", "ELSE"),
    ),
)

_KM = (
    "sqrt(pow((latitude_l - latitude_r) * 111.2, 2) + "
    "pow((longitude_l - longitude_r) * 111.2 * cos(radians((latitude_l + latitude_r) / 2)), 2))"
)

PLACE = Comparison(
    "place",
    (
        Finding("unknown", "NOT placed_l OR NOT placed_r"),
        Finding("same", _shared("points")),
        Finding("country", "(only_country_l OR only_country_r) AND list_has_any(countries_l, countries_r)"),
        Finding("same_area", f"only_areas_l AND only_areas_r AND {_shared('denoted')}"),
        Finding("near", f"{_KM} <= radius_l + radius_r"),
        Finding("contained", _either_way("denoted", "areas")),
        Finding("unknown_in_area", "(unknown_place_l AND names_area_r) OR (unknown_place_r AND names_area_l)"),
        Finding("unknown_both", "unknown_place_l AND unknown_place_r"),
        Finding("unknown_beside", "unknown_place_l OR unknown_place_r"),
        Finding("around", f"{_KM} <= 12"),
        Finding("other_area", "only_areas_l OR only_areas_r"),
        Finding("elsewhere", "ELSE"),
    ),
)

TYPE = Comparison(
    "type",
    (
        Finding("same", "type_l = type_r"),
        Finding("close", "(close_l & type_bit_r) <> 0 OR (close_r & type_bit_l) <> 0"),
        Finding("compatible", "ELSE"),
    ),
)


def _vague(side: str) -> str:
    return (
        f"({side}_stands_for_l & ({side}_kinds_r | {side}_stands_for_r)) <> 0 "
        f"OR ({side}_stands_for_r & ({side}_kinds_l | {side}_stands_for_l)) <> 0"
    )


_EITHER = "(either_l OR either_r)"
_TURNED = f"turnable_l AND turnable_r AND {_either_way('doer_own', 'hit_own')}"

INITIATORS = Comparison(
    "initiators",
    (
        Finding("unsaid", "NOT doer_told_l OR NOT doer_told_r"),
        Finding("turned", f"{_TURNED} AND NOT {_shared('doer_own')}"),
        Finding("same", _shared("doer")),
        Finding("kin", "(doer_families_l & doer_families_r) <> 0"),
        Finding("vague", _vague("doer")),
        Finding("unsaid", f"{_EITHER} AND ({_shared('hit')} OR (hit_families_l & hit_families_r) <> 0)"),
        Finding("different", "ELSE"),
    ),
)

TARGETS = Comparison(
    "targets",
    (
        Finding("unsaid", "NOT hit_told_l OR NOT hit_told_r"),
        Finding("same", _shared("hit")),
        Finding("kin", "(hit_families_l & hit_families_r) <> 0"),
        Finding("vague", _vague("hit")),
        Finding("unsaid", f"{_EITHER} AND ({_shared('doer')} OR (doer_families_l & doer_families_r) <> 0)"),
        Finding("disputed", "hit_civilians_l OR hit_civilians_r"),
        Finding("different", "ELSE"),
    ),
)


def _number(name: str, absolute: int, share: float, extra: tuple[Finding, ...] = ()) -> Comparison:
    """A number of people as ranges: near when `absolute` or that `share` of the larger apart."""
    low_l, low_r, high_l, high_r = f"{name}_low_l", f"{name}_low_r", f"{name}_high_l", f"{name}_high_r"
    overlap = f"{low_l} <= coalesce({high_r}, {low_l}) AND {low_r} <= coalesce({high_l}, {low_r})"
    gap = f"(greatest({low_l}, {low_r}) - least(coalesce({high_l}, {low_l}), coalesce({high_r}, {low_r})))"
    findings = (
        Finding("unsaid", f"{low_l} IS NULL OR {low_r} IS NULL"),
        Finding("both_none", f"{high_l} = 0 AND {high_r} = 0"),
        Finding("none_against_some", f"({high_l} = 0 AND {low_r} > 0) OR ({high_r} = 0 AND {low_l} > 0)"),
        *extra,
        Finding("same", overlap),
        Finding("near", f"{gap} <= greatest({absolute}, {share} * greatest({low_l}, {low_r}))"),
        Finding("far", "ELSE"),
    )
    return Comparison(name, findings)


_ONLY_HURT = Finding(
    "only_hurt",
    "(killed_low_l IS NULL AND wounded_low_l > 0 AND killed_low_r > 0) "
    "OR (killed_low_r IS NULL AND wounded_low_r > 0 AND killed_low_l > 0)",
)
_EXACT = "killed_low_l = killed_low_r AND killed_high_l = killed_high_r AND killed_low_l = killed_high_l"
_KILLED = _number("killed", 2, 0.5, (Finding("same_large", f"{_EXACT} AND killed_low_l >= 5"),))
KILLED = Comparison("killed", (_ONLY_HURT, *_KILLED.findings))
WOUNDED = _number("wounded", 3, 0.6)
HELD = _number("held", 2, 0.5)

_NAMED_SHARED = "array_length(array_intersect(people_l, people_r))"

PEOPLE = Comparison(
    "people",
    (
        Finding("unsaid", "array_length(people_l) = 0 OR array_length(people_r) = 0"),
        Finding("different", "(people_mask_l & people_mask_r) = 0"),
        Finding("same", f"{_NAMED_SHARED} >= 2"),
        Finding("partly", f"{_NAMED_SHARED} = 1"),
        Finding("different", "ELSE"),
    ),
)

_WORDS_SHARED = "array_length(array_intersect(words_l, words_r))"

WORDS = Comparison(
    "words",
    (
        Finding("unsaid", "NOT has_text_l OR NOT has_text_r"),
        Finding("none", "(words_mask_l & words_mask_r) = 0"),
        Finding("several", f"{_WORDS_SHARED} >= 3"),
        Finding("some", f"{_WORDS_SHARED} >= 1"),
        Finding("none", "ELSE"),
    ),
)

SOURCE = Comparison("source", (Finding("same", "source_l = source_r"), Finding("other", "ELSE")))
STATUS = Comparison("status", (Finding("same", "status_l = status_r"), Finding("unlike", "ELSE")))

COMPARISONS = (
    DATE, PLACE, TYPE, INITIATORS, TARGETS, KILLED, WOUNDED, HELD, PEOPLE, WORDS, SOURCE, STATUS,
)  # fmt: skip
