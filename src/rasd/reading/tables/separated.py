"""CSV and TSV tables, row by row."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from rasd.errors import InputError
from rasd.reading.encoding import encoding_of
from rasd.reading.findings import NO_CHARACTER_SET, SAVE_AS_UTF8, fault
from rasd.reading.items import Item
from rasd.reading.options import ReadOptions
from rasd.reading.tables.columns import columns_of, item_of_row

_SAMPLE = 65_536
_BLOCK = 1 << 16


class _TooLong(Exception):
    pass


def read_table(address: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Item]:
    """The rows of a table with a header, each as a report."""
    sample = stream.read(_SAMPLE)
    try:
        encoding = encoding_of(_whole_letters(sample))
    except UnicodeError:
        yield fault(address, NO_CHARACTER_SET, SAVE_AS_UTF8)
        return
    csv.field_size_limit(options.limits.text + 1)
    lines = _text_lines(sample, stream, encoding, options.limits.text)
    header_line = sample.decode(encoding, "replace").split("\n", 1)[0]
    rows = csv.reader(lines, delimiter=_delimiter(header_line))
    try:
        yield from _rows(address, rows, options)
    except InputError as error:
        yield fault(address, error.what, error.advice)
    except (_TooLong, csv.Error) as error:
        what = f"line {rows.line_num + 1} is longer than {options.limits.text:,} characters" if isinstance(error, _TooLong) else f"line {rows.line_num} is no row of a table: {error}"
        yield fault(address, what, "what stands before it was read")


def _rows(address: str, rows: Iterator[list[str]], options: ReadOptions) -> Iterator[Item]:
    header = [name.strip().lstrip("\ufeff") for name in next(rows, [])]
    if not any(header):
        raise InputError(address, "is empty")
    columns = columns_of(header, options, address)
    stem, empty = PurePath(address).stem, True
    for number, cells in enumerate(rows, 2):
        if not any(cell.strip() for cell in cells):
            continue
        empty = False
        where = f"{address}:{number}"
        if len(cells) > len(header):
            yield fault(where, f"has {len(cells)} cells, the header {len(header)}", "put cells with separators in quotes", _joined(cells))
            continue
        yield item_of_row(dict(zip(header, cells, strict=False)), columns, where, f"{stem}-{number}", options)
    if empty:
        raise InputError(address, "has a header and no rows")


def _joined(cells: list[str]) -> bytes:
    return "\t".join(cells).encode("utf-8", "replace")


def _delimiter(header: str) -> str:
    return max(",;\t|", key=header.count)


def _whole_letters(sample: bytes) -> bytes:
    """The sample up to its last line break, so that no letter is cut in two."""
    end = sample.rfind(b"\n")
    return sample[: end + 1] if end > 0 else sample


def _text_lines(sample: bytes, stream: BinaryIO, encoding: str, longest: int) -> Iterator[str]:
    """Decoded lines. Raises _TooLong for a line beyond `longest` characters."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    rest, block = "", sample
    while block:
        *lines, rest = (rest + decoder.decode(block)).split("\n")
        yield from (line + "\n" for line in lines)
        if len(rest) > longest:
            raise _TooLong
        block = stream.read(_BLOCK)
    if rest:
        yield rest
