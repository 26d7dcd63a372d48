"""What a codebook holds: event types with their triggers, actors with their names, vocabulary."""

from __future__ import annotations

from typing import Literal

import msgspec

LexemeKind = Literal[
    "trigger",
    "actor",
    "person",
    "weapon",
    "toll",
    "reporting",
    "source",
    "marker",
    "title",
    "place_noun",
    "measure",
    "goods",
    "function",
]
EntryForm = Literal["verb", "masdar", "noun", "participle", "phrase"]


class Trigger(msgspec.Struct, frozen=True):
    """Words that open an act of a type, and the conditions under which they do."""

    form: str
    frame: str
    words: tuple[str, ...]
    with_: tuple[tuple[str, ...], ...] = ()
    """One of these must stand in the clause: folded words without article, or ("@weapon.CLASS",)."""
    without: tuple[tuple[str, ...], ...] = ()
    weak: bool = False
    status: str = ""
    outcome: bool = False
    """The words tell what an act led to; a cause told beside them takes the record."""


class EventType(msgspec.Struct, frozen=True):
    """An event type, its mappings to other schemes, and its triggers."""

    id: str
    label_en: str
    label_ar: str
    definition: str
    class_: str
    definition_ar: str = ""
    acled: tuple[str, ...] = ()
    plover: tuple[str, ...] = ()
    ucdp: str = ""
    also: tuple[str, ...] = ()
    """Types that a trigger of this one may tell of instead, by who acts and who is hit."""
    initiator: str = ""
    """Actor that the type itself implies where the text names nobody (a protest is by protesters)."""
    target: str = ""
    crowd: tuple[str, ...] = ()
    """Actors that, in the role of the implied one, are called by its id: people who demonstrate are protesters."""
    crowd_with: tuple[tuple[str, ...], ...] = ()
    """Words of which one must stand near the trigger for that."""
    crowd_without: tuple[tuple[str, ...], ...] = ()
    """Words of which none may stand near it (a strike)."""
    toll: str = ""
    """What befell people whom the text only counts (displaced, detained ...)."""
    triggers: tuple[Trigger, ...] = ()

    def implied(self, role: str) -> str:
        """The actor that the type implies in a role ("initiators", "targets"; "" for none)."""
        return {"initiators": self.initiator, "targets": self.target}.get(role, "")


class ActorName(msgspec.Struct, frozen=True):
    """A written name. `from_` and `until` are years or ISO dates, "" when open."""

    name: str
    from_: str = ""
    until: str = ""
    country: str = ""


class ActorInfo(msgspec.Struct, frozen=True):
    """An actor of the contract or of the user's own codebook."""

    id: str
    kind: str
    country: str
    label_en: str
    label_ar: str
    names: tuple[ActorName, ...] = ()


class Frame(msgspec.Struct, frozen=True):
    """The roles that a trigger's neighbours fill; "" fills none."""

    subject: str = ""
    object: str = ""
    genitive: str = ""
    passive_subject: str = ""
    prepositions: dict[str, str] = {}
    """Folded preposition ("على" is علي, two words with a space) to role."""


class Lexeme(msgspec.Struct, frozen=True):
    """A word of the vocabulary with what it stands for."""

    kind: LexemeKind
    id: str
    """Trigger: "type/index of [[trigger]]"; actor and person: actor id; else the file's class column."""
    lemma: str
    """As written in the data file."""
    extra: tuple[str, ...] = ()
    """Further columns in file order; of an actor name: from, until, country, note."""


class Entry(msgspec.Struct, frozen=True):
    """One written form of a lexeme, found under its folded first word without article."""

    lexeme: Lexeme
    form: EntryForm
    tense: str = ""
    """past, present or participle for verbs."""
    voice: str = ""
    number: str = ""
    gender: str = ""
    rest: tuple[str, ...] = ()
    """Further words of an adjacent form, folded, without article."""
    complement: tuple[tuple[str, ...], ...] = ()
    """Alternatives of fixed words that follow, perhaps after a gap; folded, without article."""
    definite: bool = False
    """The data writes the first word with its article (القاعدة): the bare word is another."""
