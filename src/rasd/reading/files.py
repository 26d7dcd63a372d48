"""Text files, folders and JSON lines as reports; what cannot be read is said, and the rest still read."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from rasd.arabic.letters import arabic_share
from rasd.errors import InputError
from rasd.reading.encoding import decode
from rasd.report import Report

LEAST_ARABIC = 0.3
_dated = re.compile(r"(\d{4}-\d{2}-\d{2})$")

Complain = Callable[[InputError], None]


def read_reports(
    inputs: Sequence[str], complain: Complain, published: date | None = None, country: str | None = None
) -> Iterator[Report]:
    """Reports of files, folders (*.txt and *.jsonl in them) and "-" (standard input), in order.

    Each fault goes to `complain` as one InputError, and reading goes on. A text file named
    `NAME.YYYY-MM-DD.txt` was published on that day; `published` overrides every report's own.
    """
    for where, content in _contents(inputs, complain):
        for report in _reports(where, content, complain):
            if published is not None:
                report = msgspec.structs.replace(report, published=published)
            if country is not None:
                report = msgspec.structs.replace(report, country=country)
            if _is_readable(report, where, complain):
                yield report


def _contents(inputs: Sequence[str], complain: Complain) -> Iterator[tuple[str, bytes]]:
    for name in inputs:
        if name == "-":
            yield "-", sys.stdin.buffer.read()
            continue
        path = Path(name)
        found = sorted(p for p in path.rglob("*") if p.suffix in (".txt", ".jsonl")) if path.is_dir() else [path]
        if not found:
            complain(InputError(name, "no .txt or .jsonl file in this folder"))
        for file in found:
            try:
                yield str(file), file.read_bytes()
            except FileNotFoundError:
                complain(InputError(str(file), "no such file"))
            except OSError as error:
                complain(InputError(str(file), f"cannot be read: {error.strerror}"))


def _reports(where: str, content: bytes, complain: Complain) -> Iterator[Report]:
    try:
        text = decode(content)
    except UnicodeError:
        complain(InputError(where, "is in no character set known here", "save it as UTF-8"))
        return
    if where.endswith(".jsonl") or (where == "-" and text.lstrip().startswith("{")):
        yield from _json_lines(where, text, complain)
        return
    name = Path(where).stem if where != "-" else "stdin"
    day = _dated.search(name)
    published = None
    if day:
        try:
            published = date.fromisoformat(day.group(1))
        except ValueError:
            complain(InputError(where, f"{day.group(1)!r} in the file name is no date"))
    first_line = next((line.strip() for line in text.splitlines() if line.strip()), None)
    yield Report(id=name, text=text, title=first_line, published=published)


def _json_lines(where: str, text: str, complain: Complain) -> Iterator[Report]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield _report(msgspec.json.decode(line), f"{Path(where).stem}-{number}")
        except msgspec.DecodeError as error:
            complain(InputError(f"{where}:{number}", f"is not JSON: {error}", "one JSON object a line is expected"))
        except ValueError as error:
            complain(InputError(f"{where}:{number}", str(error)))


def _report(row: Any, name: str) -> Report:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError("has no `text`; a report is an object with id, title, text, published")
    day = row.get("published")
    try:
        published = date.fromisoformat(str(day)[:10]) if day else None
    except ValueError:
        raise ValueError(f"published {day!r} is no date; write YYYY-MM-DD") from None
    title, country = row.get("title"), row.get("country")
    text = lone_surrogates.sub("\ufffd", row["text"])
    return Report(
        id=str(row.get("id", name)),
        text=text,
        title=str(title) if title else None,
        published=published,
        country=str(country) if country else None,
    )


lone_surrogates = re.compile("[\ud800-\udfff]")


def _is_readable(report: Report, where: str, complain: Complain) -> bool:
    place = where if report.id in where else f"{where} ({report.id})"
    if not report.text.strip():
        complain(InputError(place, "is empty"))
        return False
    if arabic_share(report.text) < LEAST_ARABIC:
        complain(InputError(place, "is not in Arabic", "only Arabic reports are coded"))
        return False
    return True
