"""Addresses of files: `s3://bucket/key`, `hdfs://host:port/path` and whatever else `pyarrow.fs` opens.

An address is a URI: `%20` stands for a blank, and what stands behind a question mark (`?region=eu-west-1&endpoint_override=…`) is
for the library that opens it. It goes for all files below an address and is no part of their names.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from typing import Any
from urllib.parse import quote, unquote

import msgspec

from rasd.archive.address_faults import fault_of
from rasd.errors import InputError

_ADDRESS = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<host>[^/?]*)(?P<path>[^?]*)(?:\?(?P<options>.*))?", re.S)


class Address(msgspec.Struct, frozen=True):
    """A file or folder: `path` is its name below the bucket or host, as it is and without slashes around it."""

    scheme: str
    host: str
    path: str
    options: str = ""

    @classmethod
    def of(cls, text: str) -> Address:
        """Raises InputError for a password in it: addresses stand in the plan and the tables."""
        found = _ADDRESS.fullmatch(text)
        if found is None:
            raise InputError(text, "is no address", "like s3://bucket/key or hdfs://host:8020/path")
        user, at, host = found["host"].rpartition("@")
        if ":" in user:
            raise InputError(
                f"{found['scheme']}://{host}{found['path']}", "no secret may stand in an address",
                "give it in the settings of the library, for S3 in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
            )  # fmt: skip
        return cls(found["scheme"].lower(), user + at + host, unquote(found["path"]).strip("/"), found["options"] or "")

    def __str__(self) -> str:
        options = f"?{self.options}" if self.options else ""
        return f"{self.known_as_folder}/{quote(self.path)}{options}"

    @property
    def known_as(self) -> str:
        """As its reports are known by it: without options, and written as it is."""
        return f"{self.known_as_folder}/{self.path}"

    @property
    def known_as_folder(self) -> str:
        """The bucket or host alone."""
        return f"{self.scheme}://{self.host}"

    def beside(self, name: str) -> Address:
        """What a listing at this address names: a path seen from the listing's folder, or, with a slash before it, from the top."""
        path = posixpath.normpath(posixpath.join("/", posixpath.dirname(self.path), name))
        return msgspec.structs.replace(self, path=path.strip("/"))

    def at(self, path: str) -> Address:
        """Another file of the same bucket or host, named as `located` names it."""
        return msgspec.structs.replace(self, path=path.removeprefix(_filesystem(self._top)[1]).strip("/"))

    @property
    def _top(self) -> str:
        return str(msgspec.structs.replace(self, path=""))

    def located(self) -> tuple[Any, str]:
        """The file system that opens it, and its name there. Raises InputError for what no file system knows, OSError where none is reached."""
        filesystem, top = _filesystem(self._top)
        return filesystem, posixpath.join(top, self.path).rstrip("/") or "/"


def is_address(name: str) -> bool:
    """An address, no path of this machine."""
    return _ADDRESS.match(name) is not None


@lru_cache(maxsize=64)
def _filesystem(top: str) -> tuple[Any, str]:
    """The file system of a bucket or host, made once in a process, and what it calls its top."""
    import pyarrow as pa
    from pyarrow.fs import FileSystem

    try:
        return FileSystem.from_uri(top)  # type: ignore[no-any-return]
    except pa.ArrowException as error:
        fault = fault_of(error)
        raise InputError(Address.of(top).known_as_folder, fault.what, fault.advice) from error
