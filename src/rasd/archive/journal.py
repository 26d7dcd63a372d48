"""What a worker was at when it died: a report that ends its process again and again is put aside, the rest is coded."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Self

DEATHS = 3
"""A report at which so many workers died is not tried again: one killed for another reason was elsewhere the next time."""
_START = -1


class Journal:
    """The file of one piece: a line for every attempt and for every report begun. `with` takes it away when all went well."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._deaths = Counter(_last_of_attempts(path))
        self._file = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        self._note("start")

    def _note(self, what: object) -> None:
        os.write(self._file, f"{what}\n".encode())

    @property
    def attempts(self) -> int:
        """How many workers died at this piece."""
        return sum(self._deaths.values())

    def begin(self, number: int) -> bool:
        """Note that a report is begun; False where too many workers died at it."""
        if self._deaths[number] >= DEATHS:
            return False
        self._note(number)
        return True

    @property
    def hopeless(self) -> bool:
        """Workers died before the first report: the piece itself cannot be read."""
        return self._deaths[_START] >= DEATHS

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        os.close(self._file)
        if kind is None or not issubclass(kind, KeyboardInterrupt | SystemExit):
            self._path.unlink(missing_ok=True)  # an error is no death: it is told of where it is caught


def _last_of_attempts(path: Path) -> list[int]:
    """For each earlier attempt the report that was begun last."""
    found: list[int] = []
    for line in path.read_text().split() if path.exists() else ():
        if line == "start":
            found.append(_START)
        elif found:
            found[-1] = int(line)
    return found
