"""Faults that show only when the files are seen together: dangling ids, double claims, gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from rasd.arabic.letters import fold
from rasd.codebook.files import Fault, Place, Row
from rasd.codebook.notation import Words, key_words, parse
from rasd.codebook.sources import BUILT_IN, RawTrigger, Sources
from rasd.codebook.tables import FORMS, WEAPON_CLASSES
from rasd.event import TOLL_FIELDS

_ROLES = frozenset({"", "initiator", "target", "either", "side", "place", "supporter"})
_STATUSES = frozenset({"", "occurred", "alleged", "attempted", "planned", "denied"})
_KEYS = frozenset({"form", "frame", "words", "with", "without", "weak", "outcome", "shared", "status", "note"})


def check_sources(sources: Sources) -> Iterator[Fault]:
    """All faults across files."""
    yield from _types(sources)
    for raw_type in sources.types.values():
        for raw in raw_type.triggers:
            yield from _trigger(raw, sources)
    yield from _claims(sources)
    yield from _names(sources)
    yield from _frames(sources)
    yield from _fields(sources)


def _types(sources: Sources) -> Iterator[Fault]:
    for type_id in sources.fixed:
        if type_id not in sources.types:
            yield Fault(Place(BUILT_IN / "types" / f"{type_id}.toml", 1), f'no file for event type "{type_id}"')
    for type_id, raw in sources.types.items():
        if type_id not in sources.fixed:
            yield Fault(raw.place, f'unknown event type "{type_id}"')
        for field in ("label_en", "label_ar", "definition", "acled", "plover"):
            if not raw.fields.get(field):
                yield Fault(raw.place, f'"{field}" is missing')
        for role in ("initiator", "target"):
            if raw.fields.get(role, "") not in ("", *sources.actors):
                yield Fault(raw.place, f'"{role}" names an unknown actor "{raw.fields[role]}"')
        for actor in raw.fields.get("crowd", ()):
            if actor not in sources.actors:
                yield Fault(raw.place, f'"crowd" names an unknown actor "{actor}"')
        if raw.fields.get("toll", "") not in ("", *TOLL_FIELDS):
            yield Fault(raw.place, f'"toll" is none of: {", ".join(TOLL_FIELDS)}')
        for other in raw.fields.get("also", ()):
            if other not in sources.fixed:
                yield Fault(raw.place, f'"also" names an unknown event type "{other}"')
        if raw.fields.get("ucdp") not in ("deaths", "never"):
            yield Fault(raw.place, 'ucdp must be "deaths" or "never"')


def _trigger(raw: RawTrigger, sources: Sources) -> Iterator[Fault]:
    place, data = Place(raw.file.path, raw.line), raw.data
    for key in data.keys() - _KEYS:
        yield Fault(place, f'unknown key "{key}" in a trigger')
    if data.get("form") not in FORMS:
        yield Fault(place, f'form "{data.get("form", "")}" is none of: {", ".join(sorted(FORMS))}')
    if data.get("frame") not in sources.frames:
        yield Fault(place, f'unknown frame "{data.get("frame", "")}"')
    if data.get("status", "") not in _STATUSES:
        yield Fault(place, f'unknown status "{data["status"]}"')
    if not data.get("words"):
        yield Fault(place, "a trigger without words")
    for item in (*data.get("with", ()), *data.get("without", ())):
        if item.startswith("@") and item.removeprefix("@weapon.") not in WEAPON_CLASSES:
            yield Fault(raw.place_of(item), f'unknown class "{item}"')


_Claim = tuple[str, tuple[Words, ...], frozenset[Words]]


def _claim(form: str, written: str) -> _Claim | None:
    """What a lexeme claims: its first form (a verb's two) and each complement."""
    try:
        notation = parse(written)
    except ValueError:
        return None
    forms = notation.forms[: 2 if form == "verb" else 1]
    kind = "verb" if form == "verb" else "noun"
    return kind, tuple(key_words(" ".join(words)) for words in forms), frozenset(notation.complement)


def _conditions(data: dict[str, list[str]]) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(data.get("with", ())), frozenset(data.get("without", ()))


def _claims(sources: Sources) -> Iterator[Fault]:
    """Two types may claim the same words under different conditions, or where both say that they share them."""
    taken: dict[tuple[_Claim, tuple[frozenset[str], frozenset[str]]], tuple[str, Place, bool]] = {}
    for type_id, raw_type in sources.types.items():
        for raw in raw_type.triggers:
            for written in raw.data.get("words", ()):
                claim = _claim(raw.data.get("form", ""), written)
                if claim is None:
                    continue
                place = raw.place_of(written)
                shared = bool(raw.data.get("shared"))
                other, where, also = taken.setdefault((claim, _conditions(raw.data)), (type_id, place, shared))
                if other != type_id and not (shared and also):
                    yield Fault(place, f'"{written}" is claimed by "{other}" too, under the same conditions: {where}')


def _overlap(one: Row, other: Row) -> bool:
    """Whether two names hold at a common time, in the same scope of countries."""
    (_, _, from_1, until_1, country_1, _), (_, _, from_2, until_2, country_2, _) = one.cells, other.cells
    early, late = "0", "9"
    return country_1 == country_2 and (from_1 or early) <= (until_2 or late) and (from_2 or early) <= (until_1 or late)


def _names(sources: Sources) -> Iterator[Fault]:
    seen: dict[Words, list[Row]] = {}
    named = {row.cells[0] for row in sources.names} | {row.cells[1] for row in sources.lexicon["persons"]}
    for row in sources.names:
        if row.cells[0] not in sources.actors:
            yield Fault(row.place, f'unknown actor "{row.cells[0]}"')
        same = seen.setdefault(key_words(row.cells[1]), [])
        for other in same:
            if other.cells[0] != row.cells[0] and _overlap(row, other):
                yield Fault(row.place, f'"{row.cells[1]}" names "{other.cells[0]}" at the same time: {other.place}')
        same.append(row)
    for actor_id, row in sources.actors.items():
        if actor_id not in named:
            yield Fault(row.place, f'actor "{actor_id}" has neither a name nor a person noun')


def _frames(sources: Sources) -> Iterator[Fault]:
    for name, (place, data) in sources.frames.items():
        roles: Iterable[str] = [data.get(k, "") for k in ("subject", "object", "genitive", "passive_subject")]
        for role in (*roles, *data.get("prepositions", {}).values()):
            if role not in _ROLES:
                yield Fault(place, f'frame "{name}": unknown role "{role}"')


def _fields(sources: Sources) -> Iterator[Fault]:
    """Fields that only a user's file has (nothing was learned of them), and words that one file puts in two fields."""
    built_in = {row.cells[0] for row in sources.fields if row.place.file.parent == BUILT_IN}
    seen: dict[tuple[Path, str], Row] = {}
    for row in sources.fields:
        if row.cells[0] not in built_in:
            yield Fault(row.place, f'unknown field "{row.cells[0]}"')
        for word in row.cells[1].split():
            first = seen.setdefault((row.place.file, fold(word)), row)
            if first is not row:
                yield Fault(row.place, f'"{word}" is in field "{first.cells[0]}" already ({first.place})')
