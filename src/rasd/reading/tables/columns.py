"""Which column of a table is which field of a report."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from rasd.arabic.letters import fold
from rasd.errors import InputError
from rasd.reading.dates import day_written
from rasd.reading.findings import fault, readable, storable
from rasd.reading.items import Item
from rasd.reading.media import ROW
from rasd.reading.options import ReadOptions
from rasd.report import Report

_NAMES = {
    "text": "text fulltext articletext body articlebody content article story message post نص النص نص_الخبر نص_التقرير المحتوى المتن الخبر التقرير الرسالة",
    "title": "title headline heading subject عنوان العنوان عنوان_الخبر",
    "published": "published publishedat publicationdate publishdate datepublished pubdate date day createdat timestamp datetime تاريخ التاريخ تاريخ_النشر اليوم",
    "id": "id uuid guid docid articleid reportid الرقم المعرف رقم",
    "author": "author byline writer الكاتب المؤلف المحرر",
    "outlet": "outlet source publisher site website channel newspaper المصدر الموقع الوسيلة القناة الصحيفة",
    "country": "country countrycode iso2 الدولة البلد",
}
_separators = re.compile(r"[\W_]+")

Columns = Mapping[str, str]
"""Field of a report -> name of its column."""


def columns_of(header: Sequence[str], options: ReadOptions, address: str) -> Columns:
    """The fields' columns: as the user said, else guessed by their names.

    Raises InputError where a column that the user named is missing, or the one with the text cannot be told.
    """
    said = dict(options.columns)
    for field, name in said.items():
        if name not in header:
            raise InputError(address, f"has no column {name!r} (--column {field}={name})", f"its columns are {_listed(header)}")
    found = {**_guessed([name for name in header if name not in said.values()]), **said}
    if "text" not in found:
        raise InputError(
            address, "which column holds the text cannot be told", f"say --column text=NAME; its columns are {_listed(header)}"
        )
    return found


def _listed(header: Sequence[str]) -> str:
    shown = [name[:40] for name in header[:20]]
    return ", ".join(shown) + (" …" if len(header) > 20 else "")


def _guessed(header: Sequence[str]) -> dict[str, str]:
    plain = {_plain(name): name for name in reversed(header)}
    found: dict[str, str] = {}
    for field, names in _NAMES.items():
        known = next((plain[key] for name in names.split() if (key := _plain(name)) in plain), None)
        if known is not None:
            found[field] = known
    return found


def _plain(name: str) -> str:
    return _separators.sub("", fold(name.lower()))


def item_of_row(row: Mapping[str, Any], columns: Columns, address: str, name: str, options: ReadOptions) -> Item:
    """A row as a report; its bytes are the row and the columns as JSON."""
    content = msgspec.json.encode({"columns": dict(columns), "row": row}, enc_hook=str)
    values = {field: storable(str(row[column])).strip() for field, column in columns.items() if row.get(column) is not None}
    text, title = values.get("text", ""), values.get("title") or None
    if title and text and not text.startswith(title):
        text = f"{title}\n\n{text}"
    published = day_written(values["published"]) if values.get("published") else None
    if values.get("published") and published is None:
        what = f"published {values['published'][:40]!r} is no date"
        return fault(address, what, "write it as YYYY-MM-DD", content, ROW)
    country = values.get("country", "").upper()
    report = Report(
        id=values.get("id") or name, text=text, title=title, published=published,
        country=country if len(country) == 2 else None,
    )  # fmt: skip
    return readable(
        report, address, content, ROW, author=values.get("author") or None, outlet=values.get("outlet") or None, limits=options.limits
    )


def item_of_kept_row(address: str, content: bytes, name: str, options: ReadOptions) -> Item:
    """A row from its kept bytes; columns that the user names now win."""
    kept = msgspec.json.decode(content)
    columns = {**kept["columns"], **{f: c for f, c in options.columns if c in kept["row"]}}
    return item_of_row(kept["row"], columns, address, name, options)
