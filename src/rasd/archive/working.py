"""A worker: the coder it made once, and a piece from reading to keeping."""

from __future__ import annotations

import time
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import msgspec

from rasd.archive.folder import Done, Folder, Sheets
from rasd.archive.journal import Journal
from rasd.archive.pieces import Piece
from rasd.archive.prefilter import Prefilter
from rasd.archive.rows import reject_of, rows_of
from rasd.archive.units import items
from rasd.codebook import Codebook
from rasd.coding.coder import Coder
from rasd.errors import InputError
from rasd.event import Event
from rasd.gazetteer import Gazetteer
from rasd.reading.items import Item, ReadFault, ReadReport


class Setup(msgspec.Struct, frozen=True):
    """What a worker needs to know: plain values, so that it can be sent to another machine."""

    output: str
    codebook: str | None = None
    gazetteer: tuple[str, ...] = ()
    prefilter: bool = False
    most_characters: int = 1_000_000
    """Longer reports are put aside."""


class Worker:
    """Codes pieces. Made once in a process."""

    def __init__(self, setup: Setup) -> None:
        book = Codebook.load(Path(setup.codebook) if setup.codebook else None)
        places = Gazetteer.load([Path(table) for table in setup.gazetteer])
        self._coder = Coder(book, places)
        self._prefilter = Prefilter(book) if setup.prefilter else None
        self._setup, self._folder = setup, Folder(Path(setup.output))
        self.made_with = f"rasd {version('rasd')} codebook {book.version} gazetteer {places.version}"

    def code(self, piece: Piece) -> Done:
        """Read, code and keep one piece; gives it in figures. A report that cannot be coded is put aside with the reason."""
        clock, processor = time.perf_counter(), time.process_time()
        with Journal(self._folder.journal(piece)) as journal, self._folder.writing(piece) as sheets:
            tally = _Tally(sheets, piece.known_as)
            if journal.hopeless:
                error = InputError(piece.known_as, "ended every process that read it")
                tally.reject(ReadFault(error=error, address=f"{piece.known_as}:{piece.start}"), str(error))
            else:
                for number, item in enumerate(items(piece)):
                    self._one(item, journal.begin(number), tally)
            deaths = journal.attempts
        done = Done(
            piece=piece.name, reports=tally.reports, passed_over=tally.passed_over, records=tally.records,
            rejects=tally.rejects, characters=tally.characters, deaths=deaths,
            seconds=round(time.perf_counter() - clock, 3), cpu_seconds=round(time.process_time() - processor, 3),
        )  # fmt: skip
        self._folder.mark(done)
        return done

    def _one(self, item: Item, may_begin: bool, tally: _Tally) -> None:
        if isinstance(item, ReadFault):
            tally.reject(item, str(item.error))
        elif not may_begin:
            tally.reject(item, "coding it ended the process each time")
        elif len(item.report.text) > self._setup.most_characters:
            tally.reject(item, f"has {len(item.report.text):,} characters, more than {self._setup.most_characters:,}")
        elif self._prefilter and not self._prefilter.keeps(item.report.text):
            tally.passed_over += 1
            tally.count(item)
        else:
            self._coded(item, tally)

    def _coded(self, item: ReadReport, tally: _Tally) -> None:
        try:
            events = self._coder.code(item.report)
        except Exception as error:  # a fault of the program costs one report, not the run
            tally.reject(item, f"could not be coded: {type(error).__name__}: {error}")
        else:
            tally.keep(item, events)


class _Tally:
    """What a piece gives, kept and counted."""

    def __init__(self, sheets: Sheets, path: str) -> None:
        self._sheets, self._path = sheets, path
        self.reports = self.passed_over = self.records = self.rejects = self.characters = 0

    def count(self, item: ReadReport) -> None:
        self.reports += 1
        self.characters += len(item.report.text)

    def keep(self, item: ReadReport, events: tuple[Event, ...]) -> None:
        self.count(item)
        self.records += len(events)
        self._sheets.add("records", rows_of(item, events))

    def reject(self, item: Item, reason: str) -> None:
        self.rejects += 1
        self._sheets.add("rejects", [reject_of(self._path, item, reason)])


@lru_cache(maxsize=1)
def worker(setup: Setup) -> Worker:
    """This process's worker, made at its first piece and kept."""
    return Worker(setup)
