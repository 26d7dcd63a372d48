"""Text files, folders and JSON lines as reports; what cannot be read is said, and the rest still read."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from rasd.arabic.letters import arabic_share
from rasd.errors import InputError
from rasd.reading.encoding import decode
from rasd.reading.items import Item, Memory, ReadFault, ReadReport
from rasd.report import Report

LEAST_ARABIC = 0.3
_TEXT, _JSON = "text/plain", "application/json"
_dated = re.compile(r"(\d{4}-\d{2}-\d{2})$")
_wide = re.compile(b"^(\xff\xfe|\xfe\xff)")

Complain = Callable[[InputError], None]


def read_reports(
    inputs: Sequence[str], complain: Complain, published: date | None = None, country: str | None = None
) -> Iterator[Report]:
    """Reports of files, folders (*.txt and *.jsonl in them) and "-" (standard input), in order.

    Each fault goes to `complain` as one InputError, and reading goes on. A text file named
    `NAME.YYYY-MM-DD.txt` was published on that day; `published` overrides every report's own.
    """
    for item in (item for source in inputs for item in read_items(source)):
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


def read_items(source: str, memory: Memory | None = None) -> Iterator[Item]:
    """The items of a file, a folder or "-". With a memory, files of the same time and size as last time are left out."""
    if source == "-":
        yield from _items("-", sys.stdin.buffer.read())
        return
    path = Path(source)
    found = sorted(p for p in path.rglob("*") if p.suffix in (".txt", ".jsonl")) if path.is_dir() else [path]
    if not found:
        yield _fault(source, "no .txt or .jsonl file in this folder")
    for file in found:
        yield from _file(file, memory)


def read_again(address: str, content: bytes, media_type: str) -> Iterator[Item]:
    """The items of bytes that were kept: one JSON object, or a whole text."""
    if media_type == _JSON:
        yield _json_line(address, content, Path(address.rpartition(":")[0]).stem)
    else:
        yield _text(address, content)


def _file(file: Path, memory: Memory | None) -> Iterator[Item]:
    try:
        if memory is not None:
            facts = file.stat()
            stamp = f"{facts.st_mtime_ns} {facts.st_size}"
            if memory.get(str(file)) == stamp:
                return
            memory[str(file)] = stamp
        if file.suffix == ".jsonl":
            with file.open("rb") as lines:
                yield from _lines(str(file), lines)
        else:
            yield _text(str(file), file.read_bytes())
    except FileNotFoundError:
        yield _fault(str(file), "no such file")
    except OSError as error:
        yield _fault(str(file), f"cannot be read: {error.strerror}")


def _items(where: str, content: bytes) -> Iterator[Item]:
    """Standard input is JSON lines where it opens like an object, else one text."""
    if content.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"{"):
        yield from _lines(where, content.splitlines(keepends=True))
    else:
        yield _text(where, content)


def _lines(where: str, lines: Iterable[bytes]) -> Iterator[Item]:
    """JSON lines one by one, so that a file of any size takes the memory of a line; UTF-16 is read whole."""
    stream = iter(lines)
    first = next(stream, b"")
    if _wide.match(first):
        text = (first + b"".join(stream)).decode("utf-16", errors="replace")
        stream = iter([line.encode() for line in text.split("\n")])
        first = next(stream, b"")
    stem = Path(where).stem
    for number, line in enumerate(_all(first, stream), 1):
        if line.strip():
            yield _json_line(f"{where}:{number}", line.strip(b"\r\n"), stem)


def _all(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _text(where: str, content: bytes) -> Item:
    try:
        text = decode(content)
    except UnicodeError:
        return _fault(where, "is in no character set known here", "save it as UTF-8", content, _TEXT)
    name = Path(where).stem if where != "-" else "stdin"
    day = _dated.search(name)
    try:
        published = date.fromisoformat(day.group(1)) if day else None
    except ValueError:
        return _fault(where, f"{day and day.group(1)!r} in the file name is no date", "", content, _TEXT)
    first_line = next((line.strip() for line in text.splitlines() if line.strip()), None)
    return _readable(Report(id=name, text=text, title=first_line, published=published), where, content, _TEXT)


def _json_line(where: str, line: bytes, stem: str) -> Item:
    try:
        row = msgspec.json.decode(decode(line))
        report, outlet, author = _report(row, f"{stem}-{where.rpartition(':')[2]}")
    except msgspec.DecodeError as error:
        return _fault(where, f"is not JSON: {error}", "one JSON object a line is expected", line, _JSON)
    except UnicodeError:
        return _fault(where, "is in no character set known here", "save it as UTF-8", line, _JSON)
    except ValueError as error:
        return _fault(where, str(error), "", line, _JSON)
    return _readable(report, where, line, _JSON, outlet, author)


def _report(row: Any, name: str) -> tuple[Report, str | None, str | None]:
    """The report, its outlet and its author."""
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError("has no `text`; a report is an object with id, title, text, published")
    day = row.get("published")
    try:
        published = date.fromisoformat(str(day)[:10]) if day else None
    except ValueError:
        raise ValueError(f"published {day!r} is no date; write YYYY-MM-DD") from None
    title, country, outlet, author = (str(row[k]) if row.get(k) else None for k in ("title", "country", "source", "author"))
    text = lone_surrogates.sub("\ufffd", row["text"])
    report = Report(id=str(row.get("id", name)), text=text, title=title, published=published, country=country)
    return report, outlet, author


lone_surrogates = re.compile("[\ud800-\udfff]")


def _readable(
    report: Report, where: str, content: bytes, media_type: str, outlet: str | None = None, author: str | None = None
) -> Item:
    place = where if report.id in where else f"{where} ({report.id})"
    if not report.text.strip():
        return _fault(where, "is empty", "", content, media_type, place)
    if arabic_share(report.text) < LEAST_ARABIC:
        return _fault(where, "is not in Arabic", "only Arabic reports are coded", content, media_type, place)
    return ReadReport(
        report=report, content=content, media_type=media_type, address=where, author=author, outlet=outlet
    )


def _fault(
    address: str, what: str, advice: str = "", content: bytes = b"", media_type: str = _TEXT, place: str | None = None
) -> ReadFault:
    error = InputError(place or address, what, advice)
    return ReadFault(error=error, address=address, content=content, media_type=media_type)
