"""The coder: one report in, its event records out."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rasd.codebook import Codebook
from rasd.coding.deciding import Decider
from rasd.coding.learned import Scorers, built_in_scorers
from rasd.coding.mentions import Scan
from rasd.coding.reader import Reader
from rasd.coding.records import RecordMaker
from rasd.event import Event, Span
from rasd.gazetteer import Gazetteer
from rasd.report import Report

if TYPE_CHECKING:
    from rasd.coding.explain import ExplainedRecord


class Mention(NamedTuple):
    """One thing a report names: kind, offsets into the text, and what it stands for."""

    kind: str
    text: str
    span: Span
    value: str


class Coder:
    """Codes reports by one codebook and one gazetteer; made once, used for many reports."""

    def __init__(
        self,
        codebook: Codebook | Path | None = None,
        gazetteer: Gazetteer | None = None,
        scorers: Scorers | None = None,
    ) -> None:
        """`codebook`: a loaded one, or a folder that extends the built-in one."""
        self.codebook = codebook if isinstance(codebook, Codebook) else Codebook.load(codebook)
        self.gazetteer = gazetteer or Gazetteer.load()
        self._reader = Reader(self.codebook, self.gazetteer)
        self._maker = RecordMaker(self.codebook, self.gazetteer, scorers or built_in_scorers())
        gc.freeze()  # the tables stay for good: the collector need not walk them again and again

    def code(self, report: Report) -> tuple[Event, ...]:
        """The report's event records, in the order of its text."""
        was_on = gc.isenabled()
        gc.disable()  # coding makes no cycles: what it drops is freed at once, the collector would walk in vain
        try:
            return self._coded(report)
        finally:
            if was_on:
                gc.enable()

    def _coded(self, report: Report) -> tuple[Event, ...]:
        """Apart, so that all that was found in the report is freed before the collector works again."""
        return tuple(self._maker.records(self._reader.scan(report)))

    def scan(self, report: Report) -> Scan:
        """The report's layout and everything that it names."""
        return self._reader.scan(report)

    def explain(self, report: Report) -> Iterator[str]:
        """For every value of every record: its words, the rule, and the weights that decided."""
        from rasd.coding.explain import explain

        return explain(self._maker.decider(self.scan(report)))

    def explained(self, report: Report) -> tuple[ExplainedRecord, ...]:
        """The same, not as text."""
        from rasd.coding.explain import explained

        return tuple(explained(self._maker.decider(self.scan(report))))

    def decider(self, scan: Scan) -> Decider:
        """What decides about a scan's acts and their fields."""
        return self._maker.decider(scan)

    def mentions(self, report: Report) -> Iterator[Mention]:
        """Every place, actor, count, date, person word, weapon and trigger found, in order of the text."""
        scan = self.scan(report)
        found: list[tuple[str, int, int, str]] = [("actor", a.first, a.last, a.id) for a in scan.actors]
        found += [("place", p.first, p.last, p.candidates[0].id if p.candidates else "") for p in scan.places]
        found += [("date", t.first, t.last, f"{t.start}/{t.end}" if t.start else "") for t in scan.times]
        found += [
            ("count", t.first, t.last, f"{t.field}:{t.low}-{'' if t.high is None else t.high}") for t in scan.tolls
        ]
        found += [("person", h.first, h.last, h.entry.lexeme.id) for h in scan.titles]
        found += [("weapon", h.first, h.last, h.entry.lexeme.id) for h in scan.weapons]
        found += [("trigger", t.first, t.last, "|".join(r.event_type for r in t.types)) for t in scan.triggers]
        for kind, first, last, value in sorted(found, key=lambda m: (m[1], m[2], m[0])):
            yield Mention(kind, scan.text(first, last), scan.span(first, last), value)
