"""What the name of a file or address says: a report's name, and the day at its end."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePath

from rasd.errors import InputError

_url = re.compile(r"(?:^|(?<=:))[a-z]+://.*$", re.S)
_dated = re.compile(r"(\d{4}-\d{2}-\d{2})$")


def name_of(address: str) -> str:
    """A file's name without its ending; a URL as it is, in an archive too; "stdin" for standard input."""
    if address == "-":
        return "stdin"
    url = _url.search(address)
    return url.group() if url else PurePath(address).stem


def day_in_name(address: str) -> date | None:
    """The day of `NAME.YYYY-MM-DD.txt`, None where there is none. Raises InputError for no real day."""
    found = _dated.search(name_of(address))
    if "://" in address or not found:
        return None
    try:
        return date.fromisoformat(found[1])
    except ValueError:
        raise InputError(address, f"{found[1]!r} in the file name is no date") from None
