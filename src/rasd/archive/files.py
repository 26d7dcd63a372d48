"""Files and folders, on this machine or at an address, found and opened in one way."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Literal, NamedTuple, cast

from rasd.archive.address_faults import AddressFault, fault_of
from rasd.archive.addresses import Address, is_address
from rasd.errors import InputError

_AHEAD = 1 << 18
"""Bytes that are asked of an address at a time."""


class Found(NamedTuple):
    """What lies under a name; `path` opens it, `size` is in bytes (0 for what is no file)."""

    path: str
    kind: Literal["file", "folder", "nothing"]
    size: int = 0


def known_as(path: str) -> str:
    """The name of a file as its reports are known by it: an address without its options."""
    return Address.of(path).known_as if is_address(path) else path


def look(name: str) -> Found:
    """What lies under a path or address. Raises InputError where that cannot be told."""
    if is_address(name):
        return _look_there(Address.of(name))
    path = Path(name)
    if path.is_dir():
        return Found(str(path), "folder")
    return Found(str(path), "file", path.stat().st_size) if path.is_file() else Found(str(path), "nothing")


def nothing_at(name: str) -> InputError:
    """For a name under which nothing lies."""
    if is_address(name):
        address = Address.of(name)
        if _look_there(address.beside("/")).kind == "nothing":
            return InputError(address.known_as, "no such bucket", "see whether its name and endpoint are right")
    return InputError(known_as(name), "no such file or folder")


def below(folder: str) -> list[Found]:
    """All files in a folder and its folders, in order of their names. Raises InputError."""
    if is_address(folder):
        return _below_there(Address.of(folder))
    return [Found(str(path), "file", path.stat().st_size) for path in sorted(Path(folder).rglob("*")) if path.is_file()]


def beside(listing: str, name: str) -> str:
    """The file that a listing names: an address, or a path seen from the listing's folder."""
    if is_address(name):
        return str(Address.of(name))
    return str(Address.of(listing).beside(name)) if is_address(listing) else str(Path(listing).parent / name)


def within(folder: str, name: str) -> str:
    """A file in a folder, the path of this machine absolute."""
    if is_address(folder):
        address = Address.of(folder)
        return str(address.beside(f"/{address.path}/{name}"))
    return str(Path(folder, name).absolute())


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """The bytes of a file from any place in it; at an address only those that are read, and some ahead, are fetched. Raises OSError."""
    if is_address(path):
        filesystem, name = located(path)
        with filesystem.open_input_file(name) as file:
            yield cast(BinaryIO, io.BufferedReader(file, _AHEAD))
    else:
        with open(path, "rb") as stream:
            yield stream


def located(path: str) -> tuple[Any, str]:
    """The file system of pyarrow that opens a file, and its name there; for a path of this machine none, which is its own."""
    return Address.of(path).located() if is_address(path) else (None, path)


def fault(path: str, error: Exception) -> AddressFault:
    """Why a file could not be read."""
    return fault_of(error) if is_address(path) else AddressFault(f"cannot be read: {str(error)[:300]}")


@contextmanager
def _told(address: Address) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        found = fault_of(error)
        raise InputError(address.known_as, found.what, found.advice) from error


def _look_there(address: Address) -> Found:
    from pyarrow.fs import FileType

    with _told(address):
        filesystem, name = address.located()
        found = filesystem.get_file_info(name)
        if found.type == FileType.File:
            return Found(str(address), "file", found.size or 0)
        return Found(str(address), "folder" if found.type == FileType.Directory else "nothing")


def _below_there(address: Address) -> list[Found]:
    from pyarrow.fs import FileSelector, FileType

    with _told(address):
        filesystem, name = address.located()
        listed = filesystem.get_file_info(FileSelector(name, recursive=True))
    files = sorted((info for info in listed if info.type == FileType.File), key=lambda info: info.path.split("/"))
    return [Found(str(address.at(info.path)), "file", info.size or 0) for info in files]
