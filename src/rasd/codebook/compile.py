"""From data files to a compiled codebook: every written form under its key, and all faults found."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

import msgspec

from rasd.arabic.letters import fold
from rasd.arabic.words import split_words
from rasd.codebook.fields import fields_by_stem
from rasd.codebook.files import Fault, Place, Row
from rasd.codebook.model import ActorInfo, ActorName, EventType, Frame, Lexeme, Trigger
from rasd.codebook.notation import Notation, Words, key_words, parse
from rasd.codebook.sources import RawTrigger, RawType, Sources
from rasd.codebook.spelling import (
    Shape,
    Spelling,
    looks_like_verb,
    name_spellings,
    noun_spellings,
    phrase_spellings,
    verb_spellings,
)
from rasd.codebook.tables import LEXICON, Table

_INFLECTED_ACTORS = frozenset({"civilians", "crime"})


class Compiled(msgspec.Struct):
    """A codebook as it is cached: entries are (lexeme, shape, tail) numbers under their keys, packed as the machine's
    unsigned integers, since lists of numbers take longer to read than all the rest."""

    types: dict[str, EventType]
    actors: dict[str, ActorInfo]
    frames: dict[str, Frame]
    lexemes: list[Lexeme] = []
    shapes: list[Shape] = []
    tails: list[tuple[Words, tuple[Words, ...]]] = []
    """(rest, complement) pairs."""
    keys: dict[str, bytes] = {}
    fields: dict[str, str] = {}
    """Field of meaning by word, and by light stem."""
    fields_by_stem: dict[str, str] = {}


class _Compiler:
    """Collects entries, storing each shape and tail once."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.faults = sources.faults
        self.lexemes: list[Lexeme] = []
        self.shapes: dict[Shape, int] = {}
        self.tails: dict[tuple[Words, tuple[Words, ...]], int] = {}
        self.keys: dict[str, dict[tuple[int, int, int], None]] = {}

    def add(self, lexeme: Lexeme, spellings: Iterable[Spelling], complement: tuple[Words, ...], place: Place) -> None:
        """Store the forms of a lexeme; a ValueError on the way is a fault of its place."""
        self.lexemes.append(lexeme)
        number = len(self.lexemes) - 1
        try:
            for words, shape in spellings:
                shape_number = self.shapes.setdefault(shape, len(self.shapes))
                tail_number = self.tails.setdefault((words[1:], complement), len(self.tails))
                self.keys.setdefault(words[0], {})[number, shape_number, tail_number] = None
        except (ValueError, IndexError) as error:
            self.fault(place, f'"{lexeme.lemma}": {error}')

    def fault(self, place: Place, what: str) -> None:
        self.faults.append(Fault(place, what))

    def notation(self, written: str, place: Place) -> Notation | None:
        """Parse a lexeme; faults for bad notation and for words that no report can show."""
        try:
            notation = parse(written)
        except ValueError as error:
            self.fault(place, f'"{written}": {error}')
            return None
        for words in (*notation.forms, *notation.irregular):
            self.check_reachable(words, written, place)
        return notation

    def check_reachable(self, words: Iterable[str], written: str, place: Place) -> None:
        """A word is looked up as the word splitter cuts it; a form of one letter would be any clitic."""
        words = tuple(words)
        for word in words:
            folded = fold(word)
            if [w.text for w in split_words(folded)] != [folded]:
                self.fault(place, f'"{written}": "{word}" is not one word in a report, so it is never found')
            elif len(words) == 1 and len(folded) < 2:
                self.fault(place, f'"{written}": a form needs two letters at least')

    def lexicon(self, table: Table, row: Row) -> None:
        """One row of a vocabulary table."""
        cells = dict(zip(table.columns, row.cells, strict=True))
        for column, allowed in table.allowed.items():
            if cells[column] not in allowed:
                self.fault(row.place, f'{column} "{cells[column]}" is none of: {", ".join(sorted(allowed))}')
        if table.kind == "person" and cells["actor"] and cells["actor"] not in self.sources.actors:
            self.fault(row.place, f'unknown actor "{cells["actor"]}"')
        notation = self.notation(cells["words"], row.place)
        if notation is None:
            return
        extra = tuple(value for column, value in cells.items() if column not in ("words", table.id_column, "form"))
        lexeme = Lexeme(table.kind, cells[table.id_column], cells["words"], extra)
        form = cells.get("form") or _guess_form(table, notation)
        self.add(lexeme, _spellings(form, notation), notation.complement, row.place)

    def trigger(self, type_id: str, index: int, raw: RawTrigger) -> Trigger:
        """One [[trigger]] with all its words."""
        trigger = _trigger(raw.data)
        for written in trigger.words:
            place = raw.place_of(written)
            notation = self.notation(written, place)
            if notation is not None:
                lexeme = Lexeme("trigger", f"{type_id}/{index}", written)
                self.add(lexeme, _spellings(trigger.form, notation), notation.complement, place)
        return trigger

    def event_type(self, type_id: str, raw: RawType) -> EventType:
        fixed = self.sources.fixed.get(type_id)
        default = (
            dict(zip(("id", "class", "label_en", "label_ar", "definition"), fixed.cells, strict=True)) if fixed else {}
        )
        fields: dict[str, Any] = {**default, **raw.fields}
        triggers = tuple(self.trigger(type_id, n, trigger) for n, trigger in enumerate(raw.triggers))
        return EventType(
            id=type_id,
            label_en=str(fields.get("label_en", "")),
            label_ar=str(fields.get("label_ar", "")),
            definition=str(fields.get("definition", "")),
            definition_ar=str(fields.get("definition_ar", "")),
            class_=default.get("class", ""),
            acled=_strings(fields.get("acled")),
            plover=_strings(fields.get("plover")),
            ucdp=str(fields.get("ucdp", "")),
            also=_strings(fields.get("also")),
            initiator=str(fields.get("initiator", "")),
            target=str(fields.get("target", "")),
            crowd=_strings(fields.get("crowd")),
            crowd_with=tuple(key_words(w) for w in _strings(fields.get("crowd_with"))),
            crowd_without=tuple(key_words(w) for w in _strings(fields.get("crowd_without"))),
            toll=str(fields.get("toll", "")),
            triggers=triggers,
        )

    def actor(self, row: Row, names: list[Row]) -> ActorInfo:
        actor_id, kind, country, label_en, label_ar = row.cells
        for name in names:
            self.name(actor_id, kind, name)
        listed = tuple(ActorName(*name.cells[1:5]) for name in names)
        return ActorInfo(actor_id, kind, country, label_en, label_ar, listed)

    def name(self, actor_id: str, kind: str, row: Row) -> None:
        name = row.cells[1]
        words = name.replace("_", " ").split()
        if not words:
            return self.fault(row.place, "an actor name is empty")
        self.check_reachable(words, name, row.place)
        lexeme = Lexeme("actor", actor_id, name, row.cells[2:6])
        person = kind in _INFLECTED_ACTORS and not words[0].startswith("ال")
        self.add(lexeme, name_spellings(name, person), (), row.place)
        return None


def _strings(value: object) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, list) else ()


def _condition(item: str) -> Words:
    return (item,) if item.startswith("@") else key_words(item)


def _trigger(data: dict[str, Any]) -> Trigger:
    return Trigger(
        form=str(data.get("form", "")),
        frame=str(data.get("frame", "")),
        words=_strings(data.get("words")),
        with_=tuple(_condition(item) for item in _strings(data.get("with"))),
        without=tuple(_condition(item) for item in _strings(data.get("without"))),
        weak=bool(data.get("weak", False)),
        outcome=bool(data.get("outcome", False)),
        status=str(data.get("status", "")),
    )


def _guess_form(table: Table, notation: Notation) -> str:
    """The form of a row in a table without that column."""
    if looks_like_verb(notation):
        return "verb"
    return "phrase" if table.kind in ("marker", "function") and len(notation.forms) == 1 else "noun"


def _spellings(form: str, notation: Notation) -> Iterable[Spelling]:
    makers: dict[str, Callable[[], Iterable[Spelling]]] = {
        "verb": lambda: verb_spellings(notation),
        "masdar": lambda: noun_spellings(notation, "masdar"),
        "noun": lambda: noun_spellings(notation, "noun"),
        "participle": lambda: noun_spellings(notation, "participle"),
        "phrase": lambda: phrase_spellings(notation),
    }
    return makers[form]() if form in makers else ()


def _frame(data: dict[str, Any]) -> Frame:
    prepositions = {fold(str(k)): str(v) for k, v in data.get("prepositions", {}).items()}
    roles = {k: str(data.get(k, "")) for k in ("subject", "object", "genitive", "passive_subject")}
    return Frame(roles["subject"], roles["object"], roles["genitive"], roles["passive_subject"], prepositions)


def _fields(rows: list[Row]) -> dict[str, str]:
    """Field of each word, folded; a later row's over an earlier one's."""
    return {fold(word): row.cells[0] for row in rows for word in row.cells[1].split()}


def compile_sources(sources: Sources) -> Compiled:
    """Compile; faults are added to `sources.faults`, and what is faulty is left out."""
    compiler = _Compiler(sources)
    names: dict[str, list[Row]] = {}
    for row in sources.names:
        names.setdefault(row.cells[0], []).append(row)
    types = {type_id: compiler.event_type(type_id, raw) for type_id, raw in sources.types.items()}
    actors = {actor_id: compiler.actor(row, names.get(actor_id, [])) for actor_id, row in sources.actors.items()}
    for name, rows in sources.lexicon.items():
        for row in rows:
            compiler.lexicon(LEXICON[name], row)
    fields = _fields(sources.fields)
    return Compiled(
        types=types,
        actors=actors,
        frames={name: _frame(data) for name, (_, data) in sources.frames.items()},
        lexemes=compiler.lexemes,
        shapes=list(compiler.shapes),
        tails=list(compiler.tails),
        keys={key: array("I", chain.from_iterable(found)).tobytes() for key, found in compiler.keys.items()},
        fields=fields,
        fields_by_stem=fields_by_stem(fields),
    )
