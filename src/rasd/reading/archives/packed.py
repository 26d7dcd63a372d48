"""ZIP files: a Word document, or a web archive with its parts (WACZ)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import msgspec

from rasd.errors import InputError
from rasd.reading.tasks import Answer, Mark, Task

_MOST_PARTS = 5000
_PER_MEMBER = 10**9
"""Places of a member's records in the archive's one row of marks."""


def read(task: Task) -> Iterator[Answer]:
    """The items of what the ZIP file holds. Raises InputError where that is nothing that is read."""
    try:
        with zipfile.ZipFile(task.path or io.BytesIO(task.content or b"")) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputError(task.address, f"is a damaged ZIP file: {error}") from None
    if len(parts) > _MOST_PARTS:
        raise InputError(task.address, f"has {len(parts):,} parts, more than {_MOST_PARTS:,}")
    names = [part.filename for part in parts]
    if "word/document.xml" in names:
        yield from _word(task, sum(part.file_size for part in parts))
    elif members := [name for name in names if name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))]:
        yield from _archives(task, members)
    else:
        raise InputError(task.address, "is a ZIP file of no kind that is read", "unpack it and name its folder")


def _word(task: Task, size: int) -> Iterator[Answer]:
    from rasd.reading.documents import word

    limit = task.options.limits.unpacked
    if size > limit:
        raise InputError(task.address, f"says it has {size // 1_000_000:,} MB when unpacked, more than {limit // 1_000_000}")
    yield from word.read(task)


def _archives(task: Task, members: list[str]) -> Iterator[Answer]:
    from rasd.reading.archives import warc

    for place, member in enumerate(members):
        first = place * _PER_MEMBER
        if task.start >= first + _PER_MEMBER - 1:
            continue
        part = msgspec.structs.replace(task, member=member, start=max(0, task.start - first))
        for answer in warc.read(part):
            yield Mark(first + answer.position, answer.address) if isinstance(answer, Mark) else answer
