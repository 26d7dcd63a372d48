"""The built files of the pages, kept in memory, also packed for those who take that."""

from __future__ import annotations

import gzip
from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path

import msgspec
from starlette.requests import Request
from starlette.responses import Response

_FOREVER = "public, max-age=31536000, immutable"
_AN_HOUR = "public, max-age=3600"
_SMALL = 1024
"""Bytes that are not worth packing."""
_PACKED = {"text/css", "text/javascript", "application/javascript", "application/json", "image/svg+xml"}


class File(msgspec.Struct, frozen=True):
    """A file's bytes; `packed` (gzip) where that makes them fewer."""

    media: str
    content: bytes
    packed: bytes | None


def file_under(static: Path, path: str) -> Path | None:
    """The file of a path inside the folder; None where there is none, or it lies elsewhere."""
    file = (static / path.replace("\0", "")).resolve()
    return file if path and file.is_relative_to(static.resolve()) and file.is_file() else None


def sent(file: Path, request: Request, named_by_content: bool) -> Response:
    """The answer that brings a file. The build names its assets by their content; others change with an update of the program."""
    found = _read(file, file.stat().st_mtime_ns)
    headers = {"Cache-Control": _FOREVER if named_by_content else _AN_HOUR, "Vary": "Accept-Encoding"}
    if found.packed is None or "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(found.content, headers=headers, media_type=found.media)
    return Response(found.packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=found.media)


@lru_cache(256)
def _read(file: Path, changed: int) -> File:
    content, media = file.read_bytes(), guess_type(file.name)[0] or "application/octet-stream"
    packed = gzip.compress(content, mtime=0) if media in _PACKED and len(content) > _SMALL else None
    return File(media, content, packed)
