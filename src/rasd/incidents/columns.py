"""The columns of traits: their types in DuckDB's words, and what Arrow and Spark call them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

SIDE_TYPES: Mapping[str, str] = {
    "turnable": "BOOLEAN",
    **{f"{side}_{name}": kind
       for side in ("doer", "hit", "doer_own", "hit_own")
       for name, kind in (("ids", "INTEGER[]"), ("mask", "BIGINT"), ("families", "BIGINT"), ("kinds", "BIGINT"),
                          ("stands_for", "BIGINT"), ("told", "BOOLEAN"))},
    "hit_civilians": "BOOLEAN", "actor_handles": "BIGINT[]",
}  # fmt: skip
WHERE_TYPES: Mapping[str, str] = {
    **{f"{name}{suffix}": kind
       for name in ("points", "denoted", "areas")
       for suffix, kind in (("", "BIGINT[]"), ("_mask", "BIGINT"))},
    "latitude": "DOUBLE", "longitude": "DOUBLE", "radius": "DOUBLE", "placed": "BOOLEAN", "only_areas": "BOOLEAN",
    "unknown_place": "BOOLEAN", "only_country": "BOOLEAN", "names_area": "BOOLEAN", "governorates": "BIGINT[]",
    "countries": "BIGINT[]",
}  # fmt: skip
ROW_TYPES: Mapping[str, str] = {
    "document": "INTEGER", "type": "INTEGER", "type_bit": "BIGINT", "close": "BIGINT", "compatible": "BIGINT",
    "either": "BOOLEAN", "status": "VARCHAR", "source": "BIGINT", "side": "INTEGER", "where": "INTEGER",
    "first": "INTEGER", "last": "INTEGER", "assumed": "BOOLEAN",
    **{f"{name}_{end}": "INTEGER" for name in ("killed", "wounded", "held") for end in ("low", "high")},
    "people": "BIGINT[]", "people_mask": "BIGINT", "words": "BIGINT[]", "words_mask": "BIGINT", "has_text": "BOOLEAN",
}  # fmt: skip
"""In the order of `Row`; `side` and `where` stand for the columns of a fragment."""

TRAIT_TYPES: Mapping[str, str] = {
    **{name: kind for name, kind in ROW_TYPES.items() if name not in ("side", "where")}, **SIDE_TYPES, **WHERE_TYPES,
}  # fmt: skip
"""A whole row with its fragments."""


def arrow_type(kind: str) -> pa.DataType:
    """A DuckDB type as Arrow has it."""
    import pyarrow as pa

    known = {
        "INTEGER": pa.int32(), "BIGINT": pa.int64(), "BOOLEAN": pa.bool_(), "VARCHAR": pa.string(), "DOUBLE": pa.float64(),
    }  # fmt: skip
    item = known[kind.removesuffix("[]")]
    return pa.list_(item) if kind.endswith("[]") else item
