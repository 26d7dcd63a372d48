"""An Excel workbook of the plain columns: typed cells, filters, a sheet that may run from right to left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, BinaryIO

import xlsxwriter

from rasd.errors import ExportError
from rasd.exports.columns import COLUMNS, Value, row
from rasd.exports.item import Item
from rasd.exports.world import World

MOST_ROWS = 1_048_575
"""Rows below the header that a sheet can hold."""
_LONGEST = 32_767
"""Characters that a cell can hold."""
_WIDTHS = {"text": 18, "integer": 10, "number": 11, "boolean": 10, "date": 12}


def write_xlsx(items: Iterable[Item], world: World, out: BinaryIO, *, right_to_left: bool = False) -> None:
    """One row an item. Texts are written as texts, never as formulas or links. Raises ExportError when the sheet is full."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("الأحداث" if right_to_left else "events")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        bold = book.add_format({"bold": True})
        if right_to_left:
            sheet.right_to_left()
        sheet.freeze_panes(1, 1)
        for number, column in enumerate(COLUMNS):
            sheet.set_column(number, number, _WIDTHS[column.kind])
        sheet.write_row(0, 0, [c.name for c in COLUMNS], bold)
        last = 0
        for last, item in enumerate(items, 1):
            if last > MOST_ROWS:
                raise ExportError(f"a workbook holds {MOST_ROWS:,} rows; narrow the export with filters, or choose csv or parquet")
            for number, value in enumerate(row(item, world)):
                _write(sheet, last, number, value, day)
        sheet.autofilter(0, 0, max(last, 1), len(COLUMNS) - 1)


def _write(sheet: Any, line: int, column: int, value: Value, day: Any) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(line, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(line, column, value, day)
    elif isinstance(value, int | float):
        sheet.write_number(line, column, value)
    elif value:
        sheet.write_string(line, column, value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…")
