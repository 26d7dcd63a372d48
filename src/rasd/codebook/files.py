"""Reading codebook files, with the line of every row and value for messages about faults."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple


class Place(NamedTuple):
    """A file and a line of it (1-based); its text form heads a fault."""

    file: Path
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Fault(NamedTuple):
    """What is wrong, and where."""

    place: Place
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


class Row(NamedTuple):
    """A line of a table, padded to all its columns."""

    place: Place
    cells: tuple[str, ...]


class TomlFile(NamedTuple):
    """A parsed TOML file and its lines."""

    path: Path
    data: dict[str, Any]
    lines: tuple[str, ...]

    def line_of(self, pattern: str, start: int = 1) -> int:
        """First line from `start` on that holds a match of the regular expression, else `start`."""
        matches = (n for n, text in enumerate(self.lines, 1) if n >= start and re.search(pattern, text))
        return next(matches, start)

    def trigger_lines(self) -> list[int]:
        """Lines of the [[trigger]] headings."""
        return [n for n, text in enumerate(self.lines, 1) if text.strip() == "[[trigger]]"]


def _read(path: Path, faults: list[Fault]) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        faults.append(Fault(Place(path, 1), f"cannot be read: {error}"))
        return ""


def read_toml(path: Path, faults: list[Fault]) -> TomlFile | None:
    """A TOML file, or None with a fault noted."""
    text = _read(path, faults)
    try:
        return TomlFile(path, tomllib.loads(text), tuple(text.splitlines()))
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        faults.append(Fault(Place(path, int(at.group(1)) if at else 1), f"not valid TOML: {error}"))
        return None


def read_table(path: Path, columns: tuple[str, ...], optional: int, faults: list[Fault]) -> list[Row]:
    """Rows of a tab-separated file with a header line; empty when the file is missing.

    Empty lines and lines that begin with # are passed over; the last `optional` columns may be left out.
    """
    rows: list[Row] = []
    if not path.exists():
        return rows
    headed = False
    for number, line in enumerate(_read(path, faults).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if not headed:
            headed = True
            if cells != columns:
                faults.append(Fault(Place(path, number), f"the header must be: {' | '.join(columns)}"))
            continue
        if not len(columns) - optional <= len(cells) <= len(columns):
            faults.append(Fault(Place(path, number), f"{len(cells)} columns, {len(columns)} expected"))
        padded = (*cells, *[""] * len(columns))[: len(columns)]
        rows.append(Row(Place(path, number), padded))
    return rows
