"""All data files of the built-in codebook and the user's, merged but not yet compiled."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from rasd.codebook.files import Fault, Place, Row, TomlFile, read_table, read_toml
from rasd.codebook.tables import ACTOR_COLUMNS, EVENT_TYPE_COLUMNS, FIELD_COLUMNS, LEXICON, NAME_COLUMNS

BUILT_IN = Path(__file__).parent / "data"


class RawTrigger(NamedTuple):
    """A [[trigger]] table and where it stands."""

    file: TomlFile
    line: int
    data: dict[str, Any]

    def place_of(self, word: str) -> Place:
        """The line of a word of this trigger."""
        at = next((n for n, text in enumerate(self.file.lines, 1) if n >= self.line and f'"{word}"' in text), self.line)
        return Place(self.file.path, at)


class RawType(NamedTuple):
    """An event type's fields and triggers, those of the user's files added."""

    place: Place
    fields: dict[str, Any]
    triggers: tuple[RawTrigger, ...]


class Sources(NamedTuple):
    """Everything the data files say, the user's after the built-in; faults of reading included."""

    fixed: dict[str, Row]
    """Rows of event_types.tsv, the ids of the contract."""
    types: dict[str, RawType]
    actors: dict[str, Row]
    names: list[Row]
    frames: dict[str, tuple[Place, dict[str, Any]]]
    lexicon: dict[str, list[Row]]
    fields: list[Row]
    """Fields of meaning with their words."""
    faults: list[Fault]


def data_files(folders: list[Path]) -> list[Path]:
    """All files that a codebook of these folders depends on, in a fixed order."""
    patterns = ("*.tsv", "*.toml", "types/*.toml", "lexicon/*.tsv")
    return [path for folder in folders for pattern in patterns for path in sorted(folder.glob(pattern))]


def read_sources(folders: list[Path]) -> Sources:
    """Read the folders in order; a later one adds to, and by id or words replaces, an earlier one."""
    faults: list[Fault] = []
    sources = Sources({}, {}, {}, [], {}, {name: [] for name in LEXICON}, [], faults)
    for folder in folders:
        sources.fixed.update(
            {r.cells[0]: r for r in read_table(folder / "event_types.tsv", EVENT_TYPE_COLUMNS, 0, faults)}
        )
        sources.actors.update({r.cells[0]: r for r in read_table(folder / "actors.tsv", ACTOR_COLUMNS, 0, faults)})
        sources.names.extend(read_table(folder / "actor_names.tsv", NAME_COLUMNS, 4, faults))
        sources.fields.extend(read_table(folder / "fields.tsv", FIELD_COLUMNS, 0, faults))
        _read_frames(folder / "frames.toml", sources)
        for path in sorted(folder.glob("types/*.toml")):
            _read_type(path, sources)
        for name, table in LEXICON.items():
            rows = read_table(folder / "lexicon" / f"{name}.tsv", table.columns, table.optional, faults)
            sources.lexicon[name] = _overridden(sources.lexicon[name], rows)
    return sources


def _overridden(rows: list[Row], later: list[Row]) -> list[Row]:
    """Rows of both, less the earlier ones whose words a later row lists."""
    words = {row.cells[0] for row in later}
    return [row for row in rows if row.cells[0] not in words] + later


def _read_frames(path: Path, sources: Sources) -> None:
    file = read_toml(path, sources.faults) if path.exists() else None
    for name, data in (file.data if file else {}).items():
        assert file is not None
        sources.frames[name] = (Place(path, file.line_of(rf"^\[{name}\]")), data)


def _read_type(path: Path, sources: Sources) -> None:
    file = read_toml(path, sources.faults)
    if file is None:
        return
    fields = {key: value for key, value in file.data.items() if key != "trigger"}
    type_id = str(fields.get("id", path.stem))
    found = file.data.get("trigger", [])
    triggers = tuple(RawTrigger(file, n, data) for n, data in zip(file.trigger_lines(), found, strict=False))
    raw = RawType(Place(path, file.line_of(r"^id\s*=")), fields, triggers)
    earlier = sources.types.get(type_id)
    if earlier and fields.get("extends"):
        raw = RawType(earlier.place, {**earlier.fields, **fields}, earlier.triggers + triggers)
    elif earlier and earlier.place.file.parent == path.parent:
        sources.faults.append(Fault(raw.place, f'event type "{type_id}" has a file already: {earlier.place.file.name}'))
    sources.types[type_id] = raw


@cache
def event_classes() -> dict[str, str]:
    """Class of each event type of the contract."""
    rows = read_table(BUILT_IN / "event_types.tsv", EVENT_TYPE_COLUMNS, 0, [])
    return {row.cells[0]: row.cells[1] for row in rows}
