"""The vocabulary tables: their columns, and the classes each may use."""

from __future__ import annotations

from typing import NamedTuple

from rasd.codebook.model import LexemeKind

WEAPON_CLASSES = frozenset(
    [
        "aircraft",
        "drone",
        "artillery",
        "mortar",
        "tank",
        "rocket",
        "missile",
        "small_arms",
        "sniper",
        "explosive",
        "mine",
        "vehicle_bomb",
        "suicide",
        "grenade",
        "chemical",
        "blade",
        "fire",
        "barrel_bomb",
        "cluster",
        "incendiary",
        "tear_gas",
        "munition",
        "other",
    ]
)
_TOLLS = frozenset(["killed", "wounded", "detained", "abducted", "released", "displaced", "casualties"])
_EFFECTS = frozenset(["say", "claim", "accuse", "deny", "plan", "threaten", "confirm", "expect"])
_SOURCES = frozenset(["official", "organization", "media", "witness", "anonymous"])
_MARKERS = frozenset(
    [
        "source_prep",
        "result",
        "negation",
        "hedge",
        "attempt",
        "plan",
        "denial",
        "accusation",
        "habitual",
        "recalled",
        "among",
        "read_also",
        "caption",
        "no_harm",
        "no_information",
        "support",
        "membership",
        "cooperation",
        "agent",
        "side",
        "pronoun_ref",
        "of_place",
        "analysis",
        "accident",
        "sport",
        "culture",
    ]
)
_PRECISIONS = frozenset(["site", "settlement", "district", "governorate", "country", "region", "there"])
_FUNCTIONS = frozenset(
    ["preposition", "direction", "belonging", "relative", "complementizer", "conjunction", "name_head", "stop"]
)
_MEASURES = frozenset(["distance", "money", "time", "vehicle", "weapon", "building", "animal", "goods", "other"])
FORMS = frozenset({"verb", "masdar", "noun", "phrase"})


class Table(NamedTuple):
    """A file of `lexicon/`: the first column holds the words, the second the lexeme's id."""

    kind: LexemeKind
    columns: tuple[str, ...]
    id_column: str
    allowed: dict[str, frozenset[str]]
    """Column to the values it may hold."""
    optional: int = 0
    """How many of the last columns may be left out."""


LEXICON: dict[str, Table] = {
    "persons": Table(
        "person",
        ("words", "actor", "kind", "note"),
        "actor",
        {"kind": frozenset({"person", "member", "unit", "leader", "office", "property", "origin"})},
        1,
    ),
    "weapons": Table("weapon", ("words", "class", "label_en"), "class", {"class": WEAPON_CLASSES}, 1),
    "tolls": Table(
        "toll", ("words", "form", "toll", "note"), "toll", {"form": FORMS | {"participle"}, "toll": _TOLLS}, 1
    ),
    "reporting": Table(
        "reporting", ("words", "form", "effect"), "effect", {"form": FORMS | {"participle"}, "effect": _EFFECTS}
    ),
    "sources": Table(
        "source", ("words", "kind", "class"), "kind", {"kind": _SOURCES, "class": frozenset({"noun", "name"})}
    ),
    "markers": Table("marker", ("words", "class", "note"), "class", {"class": _MARKERS}, 1),
    "titles": Table("title", ("words", "class"), "class", {"class": frozenset({"rank", "title", "called"})}),
    "place_nouns": Table("place_noun", ("words", "precision", "note"), "precision", {"precision": _PRECISIONS}, 1),
    "measures": Table("measure", ("words", "class"), "class", {"class": _MEASURES}),
    "function_words": Table("function", ("words", "class", "note"), "class", {"class": _FUNCTIONS}, 1),
    "goods": Table("goods", ("words", "label_en"), "label_en", {}),
}

EVENT_TYPE_COLUMNS = ("event_type", "class", "label_en", "label_ar", "definition")
ACTOR_COLUMNS = ("id", "kind", "country", "label_en", "label_ar")
FIELD_COLUMNS = ("field", "words")
NAME_COLUMNS = ("id", "name", "from", "until", "country", "note")
