"""Reports for commands that keep nothing: the items of sources, with faults complained of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import msgspec

from rasd.errors import InputError
from rasd.reading.items import ReadFault, read_source
from rasd.reading.options import DEFAULT, ReadOptions
from rasd.report import Report

Complain = Callable[[InputError], None]


def read_reports(
    inputs: Sequence[str], complain: Complain, published: date | None = None, country: str | None = None,
    options: ReadOptions = DEFAULT,
) -> Iterator[Report]:  # fmt: skip
    """Reports of sources in order: files, folders, addresses, "-" for standard input.

    Each fault goes to `complain` as one InputError, and reading goes on. A file named `NAME.YYYY-MM-DD.txt` was
    published on that day; `published` overrides every report's own.
    """
    for item in (item for source in inputs for item in read_source(source, options=options)):
        if isinstance(item, ReadFault):
            complain(item.error)
        else:
            yield overridden(item.report, published, country)


def overridden(report: Report, published: date | None, country: str | None) -> Report:
    """The report with the day and the country that the user gave for all of them."""
    if published is not None:
        report = msgspec.structs.replace(report, published=published)
    if country is not None:
        report = msgspec.structs.replace(report, country=country)
    return report
