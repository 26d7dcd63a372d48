"""What can go wrong, one class a failure, each with its own sentence.

RasdError
├── InputError        a report or file that cannot be read
├── CodebookError     faults in codebook files, all at once
├── GazetteerError    a place table that cannot be loaded
├── ExportError       an export that cannot be written as asked
├── ArchiveError      a run over an archive that cannot begin or go on
├── SettingsError     a settings file or environment variable that is wrong
├── ServingError      the workbench cannot be served as asked
└── StoreError        the database refuses, or is asked for what cannot be
    ├── NotFound      no report, record, incident, source or reviewer of that id
    ├── Conflict      somebody else changed it in the meantime
    └── JudgementError  a judgement that makes no sense for what it judges
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rasd.sentences import sentence


class RasdError(Exception):
    """Base of all errors that Rasd raises on purpose; its text is one clear sentence.

    `code` and `words` let the workbench say it in the reader's language (`sentences.tsv`): of the very error where it has a code of
    its own, else of its kind.
    """

    code: str = "database"
    words: Mapping[str, object] = {}


class InputError(RasdError):
    """Input that cannot be read: says what, where (file and line) and what to do."""

    code = "input"

    def __init__(self, where: str, what: str, advice: str = "") -> None:
        self.where, self.what, self.advice = where, what, advice
        super().__init__(f"{where}: {what}" + (f"; {advice}" if advice else ""))


class CodebookError(RasdError):
    """Faults found in codebook files; `faults` holds one `file:line: sentence` each."""

    code = "codebook"

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class GazetteerError(RasdError):
    """A gazetteer table that cannot be read or fetched."""

    code = "gazetteer"


class SettingsError(RasdError):
    """A setting that is unknown or has a wrong value: says which, where and what is expected."""


class ServingError(RasdError):
    """The workbench cannot be served as asked: says why and what to do."""


class StoreError(RasdError):
    """The database cannot be used as asked; nothing half-written is left behind."""


class NotFound(StoreError):
    """Nothing of that id is in the database."""

    code = "not_found"

    def __init__(self, kind: str, id: str) -> None:
        self.kind, self.id = kind, id
        self.words = {"kind": kind, "id": id}
        super().__init__(sentence(self.code, self.words))


class Conflict(StoreError):
    """A report changed since the caller read it; `found` is its revision now."""

    code = "conflict"

    def __init__(self, report_id: str, found: int) -> None:
        self.report_id, self.found = report_id, found
        self.words = {"id": report_id}
        super().__init__(sentence(self.code, self.words))


class JudgementError(StoreError):
    """A judgement that cannot be applied: says what is wrong with it, by the code of its sentence and the words that this names."""

    def __init__(self, code: str, **words: object) -> None:
        self.code, self.words = code, words
        super().__init__(sentence(code, words))


class ExportError(RasdError):
    """An export that cannot be written as asked: says why and what to do."""

    code = "export"


class ArchiveError(RasdError):
    """A run over an archive that cannot begin or go on: says why and what to do."""
