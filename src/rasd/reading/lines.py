"""Text files, JSON lines: what is read here without any library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, BinaryIO

import msgspec

from rasd.coding.titles import title_of
from rasd.errors import InputError
from rasd.reading.encoding import decode
from rasd.reading.findings import NO_CHARACTER_SET, SAVE_AS_UTF8, day_of, fault, readable, storable
from rasd.reading.items import Item
from rasd.reading.media import JSON, TEXT
from rasd.reading.names import day_in_name, name_of
from rasd.reading.options import Limits
from rasd.report import Report

_LONG = 200
"""Bytes of a first line that is no beginning of a value spread over lines."""
_behind_breaks = re.compile("(?<=\n)")
_wide = re.compile(b"^(\xff\xfe|\xfe\xff)")


def read_text(address: str, content: bytes, limits: Limits) -> Item:
    """A whole text as one report; its first line is its title where it looks like one."""
    try:
        text = decode(content)
        published = day_in_name(address)
    except UnicodeError:
        return fault(address, NO_CHARACTER_SET, SAVE_AS_UTF8, content, TEXT)
    except InputError as error:
        return fault(address, error.what, "", content, TEXT)
    report = Report(id=name_of(address), text=text, title=title_of(text), published=published)
    return readable(report, address, content, TEXT, limits=limits)


def read_lines(address: str, stream: BinaryIO, limits: Limits) -> Iterator[Item]:
    """JSON lines one by one, so that a file of any size takes the memory of a line; UTF-16 is read whole."""
    stem, empty = PurePath(address).stem, True
    for number, line in enumerate(bounded_lines(stream, limits), 1):
        if len(line) > limits.document:
            yield fault(f"{address}:{number}", f"is longer than {limits.document // 1_000_000} MB", "one JSON object a line is expected")
        elif line.strip():
            yield read_object(f"{address}:{number}", line.strip(b"\r\n"), stem, limits)
        empty = empty and not line.strip()
    if empty:
        yield fault(address, "is empty")


def is_first_line_whole(start: bytes) -> bool:
    """Whether a JSON file is one of lines, by its first bytes."""
    first, broken, _ = start.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
    if not broken or _wide.match(start):
        return not first.startswith(b"[")
    try:
        return isinstance(msgspec.json.decode(first), dict)
    except (msgspec.DecodeError, RecursionError):
        return first.rstrip().endswith(b"}") or len(first) > _LONG


def read_value(address: str, content: bytes, limits: Limits) -> Iterator[Item]:
    """The objects of a JSON file that is one object, or a list of objects."""
    try:
        value = msgspec.json.decode(decode(content))
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        yield fault(address, f"is not JSON: {error}", "an object, a list of objects, or an object a line is expected", content, JSON)
        return
    for number, one in enumerate(value if isinstance(value, list) else [value], 1):
        yield read_object(f"{address}:{number}", msgspec.json.encode(one), PurePath(address).stem, limits)


def bounded_lines(stream: BinaryIO, limits: Limits) -> Iterator[bytes]:
    """Lines of a stream; of one that is too long its beginning, a byte longer than allowed, is given."""
    lines = _lines(stream, limits)
    first = next(lines, b"")
    if _wide.match(first):
        text = (first + stream.read(limits.document)).decode("utf-16", errors="replace")
        lines = (line.encode("utf-8", "replace") for line in _behind_breaks.split(text))
        first = next(lines)
    yield first
    yield from lines


def _lines(stream: BinaryIO, limits: Limits) -> Iterator[bytes]:
    while line := stream.readline(limits.document + 1):
        beginning = line
        while len(line) > limits.document and not line.endswith(b"\n"):  # the rest of a line too long is no line of its own
            line = stream.readline(limits.document + 1)
        yield beginning


def read_object(address: str, line: bytes, stem: str, limits: Limits) -> Item:
    """One JSON object as a report."""
    try:
        row = msgspec.json.decode(decode(line))
        report, outlet, author = _report(row, f"{stem}-{address.rpartition(':')[2]}")
    except msgspec.DecodeError as error:
        return fault(address, f"is not JSON: {error}", "one JSON object a line is expected", line, JSON)
    except UnicodeError:
        return fault(address, NO_CHARACTER_SET, SAVE_AS_UTF8, line, JSON)
    except RecursionError:
        return fault(address, "is nested too deeply", "one JSON object a line is expected", line, JSON)
    except ValueError as error:
        return fault(address, str(error), "", line, JSON)
    return readable(report, address, line, JSON, outlet=outlet, author=author, limits=limits)


def _report(row: Any, name: str) -> tuple[Report, str | None, str | None]:
    """The report, its outlet and its author. Raises ValueError with one sentence."""
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError("has no `text`; a report is an object with id, title, text, published")
    published = day_of(row.get("published"))
    title, country, outlet, author = (str(row[k]) if row.get(k) else None for k in ("title", "country", "source", "author"))
    report = Report(
        id=str(row.get("id", name)), text=storable(row["text"]), title=title, published=published, country=country
    )
    return report, outlet, author
