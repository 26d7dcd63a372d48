"""What can go wrong, one class a failure, each with its own sentence.

RasdError
├── InputError        a report or file that cannot be read
├── CodebookError     faults in codebook files, all at once
├── GazetteerError    a place table that cannot be loaded
└── ExportError       an export that cannot be written as asked
"""

from __future__ import annotations

from collections.abc import Sequence


class RasdError(Exception):
    """Base of all errors that Rasd raises on purpose; its text is one clear sentence."""


class InputError(RasdError):
    """Input that cannot be read: says what, where (file and line) and what to do."""

    def __init__(self, where: str, what: str, advice: str = "") -> None:
        self.where, self.what, self.advice = where, what, advice
        super().__init__(f"{where}: {what}" + (f"; {advice}" if advice else ""))


class CodebookError(RasdError):
    """Faults found in codebook files; `faults` holds one `file:line: sentence` each."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class GazetteerError(RasdError):
    """A gazetteer table that cannot be read or fetched."""


class ExportError(RasdError):
    """An export that cannot be written as asked: says why and what to do."""
