"""A SOURCE as a user types it: a file, a folder, an address, standard input; or the address of one item in a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from rasd.reading.findings import fault
from rasd.reading.forms import read_content, read_path
from rasd.reading.items import Item, Memory
from rasd.reading.kinds import SUFFIXES
from rasd.reading.options import ReadOptions


def read_items(source: str, memory: Memory | None, options: ReadOptions) -> Iterator[Item]:
    """The items of a source. With a memory, what did not change since last time is left out."""
    if source == "-":
        yield from read_content("-", sys.stdin.buffer.read(options.limits.document + 1), "", options)
    elif is_address(source):
        from rasd.reading.web.following import read_address  # here: files need none of its libraries

        yield from read_address(source, memory, options)
    else:
        yield from _local(source, memory, options)


def is_address(source: str) -> bool:
    """Whether a source is the address of a page, not the name of a file."""
    scheme, mark, _ = source.partition("://")
    return bool(mark) and scheme.isalpha()


def _local(source: str, memory: Memory | None, options: ReadOptions) -> Iterator[Item]:
    path = Path(source)
    try:
        if path.is_dir():
            yield from _folder(path, memory, options)
            return
        if not path.exists() and (container := _container(source)):
            yield from (item for item in read_path(container, options) if item.address == source)
            return
    except (OSError, ValueError) as error:
        yield fault(source, f"cannot be read: {getattr(error, 'strerror', None) or error}")
        return
    yield from _file(path, memory, options)


def _folder(path: Path, memory: Memory | None, options: ReadOptions) -> Iterator[Item]:
    found = sorted(file for file in path.rglob("*") if _is_taken(file))
    if not found:
        yield fault(str(path), "no file of a kind that is read stands in this folder", "it may be .txt, .jsonl, .html, .pdf, .docx, .csv …")
    for file in found:
        yield from _file(file, memory, options)


def _is_taken(file: Path) -> bool:
    name = file.name.lower()
    return (file.suffix.lower() in SUFFIXES or name.endswith(".warc.gz") or name == "result.json") and file.is_file()


def _container(address: str) -> Path | None:
    """The file that an item's address begins with: `folder/archive.warc.gz` of `folder/archive.warc.gz:https://…`."""
    for place in (i for i, letter in enumerate(address) if letter == ":" and i > 1):
        if Path(address[:place]).is_file():
            return Path(address[:place])
    return None


def _file(file: Path, memory: Memory | None, options: ReadOptions) -> Iterator[Item]:
    try:
        facts = file.stat()
        stamp = f"{facts.st_mtime_ns} {facts.st_size}"
        if memory is not None and memory.get(str(file)) == stamp:
            return
        yield from read_path(file, options)
        if memory is not None:
            memory[str(file)] = stamp
    except FileNotFoundError:
        yield fault(str(file), "no such file")
    except OSError as error:
        yield fault(str(file), f"cannot be read: {error.strerror}")
